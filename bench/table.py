"""The table that flatten.py writes, for the peers in Python: plain lists, no package."""
import csv


class Table:
    """horizon, base_year, groups: numbers; factors: (dist, low, value, high), a row a factor; cholesky: lists of (column,
    number), a row a factor; values: by parameter, a list by instance of a list by year of (constant, [(factor, slope)]).
    """

    def __init__(self, path):
        self.factors, self.values, rows, self.names = [], {}, {}, []
        with open(path, newline="") as file:
            for row in csv.DictReader(file):
                getattr(self, "take_" + row["what"])(row, rows)
        self.cholesky = [rows.get(i, [(i, 1.0)]) for i in range(len(self.factors))]

    def take_setting(self, row, _):
        setattr(self, row["name"], int(row["value"]))

    def take_factor(self, row, _):
        if row["factor"] == "dist":
            self.names.append(row["name"])
            self.factors.append([row["value"]])
        else:
            self.factors[-1].append(float(row["value"]))

    def take_cholesky(self, row, rows):
        rows.setdefault(int(row["index"]), []).append((int(row["year"]), float(row["value"])))

    def take_value(self, row, _):
        instances = self.values.setdefault(row["name"], [])
        if int(row["index"]) == len(instances):
            instances.append([])
        if row["factor"]:
            instances[-1][-1][1].append((self.names.index(row["factor"]), float(row["value"])))
        else:
            instances[-1].append((float(row["value"]), []))

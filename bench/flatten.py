"""A scenario as a flat table for the peers: flatten.py SCENARIO > TABLE

Rows `what,name,index,year,factor,value`, where `what` is
  setting   horizon, groups, target;
  value     a parameter of the model at an instance and a year (0 the base year). It is the sum of the row without a
            factor and, for every row with one, value times what was drawn of that factor;
  factor    name: dist, low, value, high of a factor (index 0 its place among the factors);
  cholesky  the factor of the correlations, row `index`, column `year`.

The reader is that of tests/oracle: the peers share no code with the program. They know the part of the model that the
scenarios measured here use, and this refuses any other.
"""
import csv
import math
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "oracle"))
import model  # noqa: E402

# What the peers compute with, and what must be inert since they leave it out.
USED = """population group_share income source_share consumption_rate dispersion income_coverage gdp_per_person
    population_growth urbanisation migration_origin migration_destination migration_uplift migration_output tfp_growth
    capital_share capital_output_ratio depreciation investment_rate investment_efficiency labour_growth
    human_capital_growth share_shift shift_from_investment safety_net_effect transfer_policy transfer_weight
    transfer_from_investment transfer_from_levy deflator_growth inflation output_shock_sd output_shock_ar""".split()
INERT = "growth habit wealth_effect price_shock_sd".split()


class Scenario(model.Scenario):
    """Rows as the oracle reads them, and which of them are drawn."""

    def read(self, path, own):
        self.draws = getattr(self, "draws", {})
        super().read(path, own)
        if "correlations" in self.settings and own:
            self.correlations = list(csv.DictReader(
                line for line in open(os.path.join(os.path.dirname(path), self.settings["correlations"]))
                if not line.startswith("#")))

    def take(self, path, own, row, decimal):
        before = len(self.rows)
        super().take(path, own, row, decimal)
        if len(self.rows) > before:
            self.draws.pop(row["parameter"], None)
            if row.get("dist"):
                numbers = [model.number(row[column], row.get("unit", ""), decimal)
                           for column in ("low", "value", "high")]
                self.draws[row["parameter"]] = (before, row["dist"], *numbers)

    def with_value(self, index, value):
        """All values of the model with another value in one row."""
        kept = self.rows[index]
        self.rows[index] = kept[:4] + (value,)
        values = model.Values(self)
        self.rows[index] = kept
        return values.table


def check(scenario, table):
    settings = scenario.settings
    fits = (settings["closure"] == "production" and settings["property"] == "growth"
            and scenario.regions == ["urban", "rural"] and not scenario.has("household_share")
            and not scenario.has("transfer_mpc") and not scenario.has("return_shock_sd"))
    zero = all(not any(path) for name in INERT for path in table[name].values())
    if not (fits and zero):
        sys.exit("flatten: the peers do not know all that this scenario uses")


def cholesky(scenario, names):
    matrix = [[float(i == j) for j in range(len(names))] for i in range(len(names))]
    for row in getattr(scenario, "correlations", []):
        i, j = names.index(row["factor"]), names.index(row["factor2"])
        matrix[i][j] = matrix[j][i] = float(row["correlation"])
    lower = [[0.0] * len(names) for _ in names]
    for i in range(len(names)):
        for j in range(i + 1):
            rest = matrix[i][j] - sum(lower[i][k] * lower[j][k] for k in range(j))
            lower[i][j] = math.sqrt(rest) if i == j else rest / lower[j][j]
    return lower


def main():
    scenario = Scenario(sys.argv[1])
    central = model.Values(scenario).table
    check(scenario, central)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["what", "name", "index", "year", "factor", "value"])
    settings = {"horizon": scenario.horizon, "base_year": scenario.base, "groups": len(scenario.groups)}
    for name, value in settings.items():
        out.writerow(["setting", name, "", "", "", value])

    # Every value is linear in every factor, and no two factors meet in one: two points give the slope.
    slopes, names = {}, []
    for name, (row, dist, low, value, high) in scenario.draws.items():
        ends = [scenario.with_value(row, end) for end in (low, high)]
        found = {(p, key, t): (b - a) / (high - low) for p in USED for key in central[p]
                 for t, (a, b) in enumerate(zip(ends[0][p][key] or [], ends[1][p][key] or [])) if a != b}
        if not found:
            continue  # a later row takes its place
        for at, slope in found.items():
            assert at not in slopes, at
            slopes[at] = (name, slope, value)
        for column, number in zip(("dist", "low", "value", "high"), (dist, low, value, high)):
            out.writerow(["factor", name, len(names), "", column, number])
        names.append(name)
    for i, line in enumerate(cholesky(scenario, names)):
        for j, number in enumerate(line):
            if number != 0:
                out.writerow(["cholesky", "", i, j, "", repr(number)])
    for parameter in USED:
        for index, (key, path) in enumerate(central[parameter].items()):
            years = range(scenario.horizon + 1) if model.PARAMETERS[parameter][1] else (0,)
            for t in years:
                name, slope, value = slopes.get((parameter, key, t), ("", 0.0, 0.0))
                out.writerow(["value", parameter, index, t, "", repr(path[t] - slope * value)])
                if name:
                    out.writerow(["value", parameter, index, t, name, repr(slope)])


main()

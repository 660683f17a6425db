"""The plain Python peer: one draw after the other, no package.

    peer_python.py TABLE RUNS GINI      prints the seconds of draws and model, and 0
    peer_python.py TABLE check DRAWS    as peer_numpy.py
    peer_python.py TABLE fan RUNS
"""
import csv
import math
import random
import statistics
import sys
import time

from table import Table

NORMAL_90 = 1.6448536269514722  # the 95 % point of the standard normal
GRID = 4096
WAGE, BUSINESS, PROPERTY, TRANSFER = range(4)


def beta_quantiles(a, b):
    """The quantiles of a beta distribution at 0, 1/GRID … 1, from its density added up in fine steps."""
    steps = 16 * GRID
    density = [(i / steps) ** (a - 1) * (1 - i / steps) ** (b - 1) for i in range(steps + 1)]
    total, below, quantiles = sum(density), 0.0, []
    for i, part in enumerate(density):
        below += part
        while len(quantiles) <= GRID and below / total >= len(quantiles) / GRID:
            quantiles.append(i / steps)
    return quantiles + [1.0] * (GRID + 1 - len(quantiles))


class Draws:
    def __init__(self, table):
        self.table = table
        self.pert = {}
        for i, (dist, low, value, high) in enumerate(table.factors):
            if dist == "pert":
                share = (value - low) / (high - low)
                self.pert[i] = beta_quantiles(1 + 4 * share, 5 - 4 * share)

    def draw(self):
        normal = [random.gauss(0, 1) for _ in self.table.factors]
        return [self.marginal(i, sum(number * normal[column] for column, number in row))
                for i, row in enumerate(self.table.cholesky)]

    def marginal(self, i, score):
        dist, low, value, high = self.table.factors[i]
        if dist == "normal":
            return value + (high - low) / (2 * NORMAL_90) * score
        u = 0.5 * math.erfc(-score / math.sqrt(2))
        if dist == "uniform":
            return low + (high - low) * u
        if dist == "pert":
            at = min(int(u * GRID), GRID - 1)
            below, above = self.pert[i][at], self.pert[i][at + 1]
            return low + (high - low) * (below + (above - below) * (u * GRID - at))
        if u < (value - low) / (high - low):
            return low + math.sqrt(u * (high - low) * (value - low))
        return high - math.sqrt((1 - u) * (high - low) * (high - value))


class Model:
    def __init__(self, table):
        self.table, self.cells = table, range(2 * table.groups)
        self.urban, self.rural = range(table.groups), range(table.groups, 2 * table.groups)
        value = self.base = {name: [path[0][0] for path in paths] for name, paths in table.values.items()}
        self.people = [value["population"][c // table.groups] * value["group_share"][c] for c in self.cells]
        self.sources = [[value["income"][c] * value["source_share"][4 * c + s] for s in range(4)] for c in self.cells]
        self.variation = [math.expm1(sigma ** 2) for sigma in value["dispersion"]]
        self.total = sum(self.people)
        self.mean = sum(n * y for n, y in zip(self.people, value["income"])) / self.total
        self.gdp = value["gdp_per_person"][0] * self.total
        self.share = [sum(self.people[c] * self.sources[c][s] for c in self.cells) / self.gdp for s in range(4)]
        self.coverage = value["income_coverage"][0]

    def at(self, name, t, x, index=0):
        path = self.table.values[name][index]
        value, slopes = path[t if len(path) > 1 else 0]
        for factor, slope in slopes:
            value += slope * x[factor]
        return value

    def gini(self, people, income, variation, mean):
        """Young (2011): the sum over pairs of cells of the mean difference of two lognormals."""
        square = [math.log1p(v) for v in variation]
        middle = [math.log(y) - s / 2 for y, s in zip(income, square)]
        total, apart = sum(people), 0.0
        for i in self.cells:
            apart += people[i] ** 2 * income[i] * math.erf(math.sqrt(square[i]) / 2)
            for j in range(i):
                scale = math.sqrt(2 * (square[i] + square[j]))
                gap = middle[i] - middle[j]
                apart += people[i] * people[j] * (income[i] * math.erf((gap + square[i]) / scale)
                                                  + income[j] * math.erf((square[j] - gap) / scale))
        return apart / (total * total * mean)

    def run(self, x, noise, gini):
        """income_index of every year and the Gini of the base year and the horizon; None of an infeasible draw."""
        base, at, cells, coverage = self.base, self.at, self.cells, self.coverage
        people, sources = self.people[:], [row[:] for row in self.sources]
        income, variation = base["income"][:], self.variation[:]
        total, gdp, relative, shock = self.total, self.gdp, 1.0, 0.0
        capital, invested = at("capital_output_ratio", 0, x) * gdp, at("investment_rate", 0, x)
        index, ginis = [1.0], [self.gini(people, income, variation, self.mean)] if gini else []
        for t in range(1, self.table.horizon + 1):
            shock = base["output_shock_ar"][0] * shock + base["output_shock_sd"][0] * noise[t]
            for c in cells:
                people[c] *= 1 + at("population_growth", t, x, c // self.table.groups)
            earned = sum(people[c] * (sources[c][WAGE] + sources[c][BUSINESS]) for c in cells)
            if not self.migrate(t, x, people, sources, income, variation):
                return None
            total = sum(people)
            gain = sum(people[c] * (sources[c][WAGE] + sources[c][BUSINESS]) for c in cells) / earned - 1
            more = ((1 - base["depreciation"][0]) * capital
                    + at("investment_efficiency", t - 1, x) * invested * gdp)
            work = ((1 + at("labour_growth", t, x)) * (1 + at("human_capital_growth", t, x))
                    * (1 + base["migration_output"][0] * gain))
            a = base["capital_share"][0]
            gdp *= (1 + at("tfp_growth", t, x) + shock) * (more / capital) ** a * work ** (1 - a)
            capital = more
            relative *= (1 + at("deflator_growth", t, x)) / (1 + at("inflation", t, x))
            money, moved = gdp * relative, 0.0
            for s in range(4):
                shift = at("share_shift", t, x, s)
                moved += shift
                factor = (self.share[s] + shift * coverage) * money / sum(people[c] * sources[c][s] for c in cells)
                if factor <= 0:
                    return None
                for c in cells:
                    sources[c][s] *= factor
            policy = at("transfer_policy", t, x)
            invested = (at("investment_rate", t, x) - policy * at("transfer_from_investment", t, x)
                        - at("shift_from_investment", t, x) * moved)
            spent = policy * money * coverage
            unit = spent / sum(people[c] * base["transfer_weight"][c] for c in cells)
            levy = spent * at("transfer_from_levy", t, x) / sum(people[c] * sum(sources[c][:3]) for c in cells)
            disposable = []
            for c in cells:
                taxed = sources[c][WAGE] + sources[c][BUSINESS] + sources[c][PROPERTY]
                income[c] = taxed + sources[c][TRANSFER]
                net = unit * base["transfer_weight"][c] - levy * taxed
                rate = at("consumption_rate", t, x, c) + at("safety_net_effect", 0, x) * policy
                disposable.append(income[c] + net)
                if income[c] <= 0 or disposable[c] <= 0 or rate * income[c] + min(rate, 1) * net < 0:
                    return None
            if invested < 0:
                return None
            mean = sum(n * y for n, y in zip(people, disposable)) / total
            index.append(mean / self.mean)
        if gini:
            ginis.append(self.gini(people, disposable, variation, mean))
        return index + ginis

    def migrate(self, t, x, people, sources, income, variation):
        weights, arrive = self.base["migration_origin"], self.base["migration_destination"]
        rural, urban, groups = self.rural, self.urban, self.table.groups
        movers = self.at("urbanisation", t, x) * sum(people) - sum(people[c] for c in urban)
        if movers < 0:
            raise NotImplementedError("people who leave the towns")
        everybody = sum(people[c] * weights[c - groups] for c in rural)
        share = [people[c] * weights[c - groups] / everybody for c in rural]
        pool = [sum(p * sources[c][s] for p, c in zip(share, rural)) for s in range(4)]
        mean = sum(p * income[c] for p, c in zip(share, rural))
        kind = sum(p * (income[c] ** 2 * variation[c] + (income[c] - mean) ** 2)
                   for p, c in zip(share, rural)) / mean ** 2
        room, uplift = sum(people[c] * arrive[c] for c in urban), self.at("migration_uplift", t, x)
        for c in urban:
            arriving = movers * people[c] * arrive[c] / room
            a = arriving / (people[c] + arriving)
            gap = mean + uplift * (income[c] - mean) - income[c]
            theirs = (1 - uplift) * kind + uplift * variation[c]
            within = (1 - a) * income[c] ** 2 * variation[c] + a * (income[c] + gap) ** 2 * theirs
            square = within + a * (1 - a) * gap ** 2
            variation[c] = square / (income[c] + a * gap) ** 2
            for s in range(4):
                sources[c][s] += a * (1 - uplift) * (pool[s] - sources[c][s])
            people[c] += arriving
        for p, c in zip(share, rural):
            people[c] -= p * movers
        return all(people[c] >= 0 for c in rural)


def simulate(table, runs, gini):
    model, draws = Model(table), Draws(table)
    random.seed(1)
    start = time.perf_counter()
    years = range(table.horizon + 1)
    columns = [model.run(draws.draw(), [random.gauss(0, 1) for _ in years], gini) for _ in range(runs)]
    return time.perf_counter() - start, columns


def check(table, path):
    model, worst = Model(table), 0.0
    names = [f"income_index@{table.base_year + t}" for t in range(table.horizon + 1)]
    names += [f"gini@{table.base_year}", f"gini@{table.base_year + table.horizon}"]
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            ours = model.run([float(row["set." + name]) for name in table.names], [0.0] * (table.horizon + 1), True)
            worst = max([worst] + [abs(mine / float(row[name]) - 1) for mine, name in zip(ours, names)])
    print(worst)


if __name__ == "__main__":
    if sys.argv[2] == "check":
        check(Table(sys.argv[1]), sys.argv[3])
    elif sys.argv[2] == "fan":
        last = [row[-1] for row in simulate(Table(sys.argv[1]), int(sys.argv[3]), False)[1]]
        cuts = statistics.quantiles(last, n=20, method="inclusive")
        print(statistics.fmean(last), cuts[0], cuts[9], cuts[18])
    else:
        print(simulate(Table(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "1")[0], 0)

"""The numpy peer: draws a table of flatten.py and projects it, chunk by chunk.

    peer_numpy.py TABLE RUNS GINI [CHUNK]   prints the seconds of draws and model, and those of the fan
    peer_numpy.py TABLE check DRAWS         draws and results of `twofold sample` without shocks: the largest difference
    peer_numpy.py TABLE fan RUNS            mean, p5, p50 and p95 of income_index at the horizon

Written to be fast: draws run along the last axis, so that every operation streams over them; a chunk stays in the
cache; sources keep one scale for all cells, so that the closure multiplies a vector; what neither the metrics nor
feasibility need is not computed. GINI is 1 (at the base year and the horizon) or 0.
"""
import csv
import sys
import time

import numpy as np
from scipy.special import betaincinv, erf, ndtr

from table import Table

WAGE, BUSINESS, PROPERTY, TRANSFER = range(4)
NORMAL_90 = 1.6448536269514722  # the 95 % point of the standard normal


class Draws:
    """Makes chunks of draws: factors [factor, draw] and output shocks [year, draw]."""

    def __init__(self, table, seed):
        self.table, self.random = table, np.random.Generator(np.random.SFC64(seed))
        count = len(table.factors)
        self.lower = np.zeros((count, count))
        for row, line in enumerate(table.cholesky):
            for column, number in line:
                self.lower[row, column] = number
        # The pert quantile has no closed form; a table is good to 1e-6.
        self.grid = np.linspace(0, 1, 4097)
        self.pert = {i: self.pert_quantiles(*factor[1:]) for i, factor in enumerate(table.factors)
                     if factor[0] == "pert"}
        self.correlated = [i for i in range(count) if np.count_nonzero(self.lower[i]) > 1
                           or np.count_nonzero(self.lower[:, i]) > 1]

    def pert_quantiles(self, low, value, high):
        share = (value - low) / (high - low)
        return low + (high - low) * betaincinv(1 + 4 * share, 5 - 4 * share, self.grid)

    def chunk(self, draws):
        table, random = self.table, self.random
        x = np.empty((len(table.factors), draws))
        rows = self.correlated
        scores = self.lower[np.ix_(rows, rows)] @ random.standard_normal((len(rows), draws))
        for i, factor in enumerate(table.factors):
            x[i] = self.marginal(i, factor, scores[rows.index(i)] if i in rows else None, draws)
        return x, random.standard_normal((table.horizon + 1, draws))

    def marginal(self, index, factor, score, draws):
        dist, low, value, high = factor
        if dist == "normal":
            score = self.random.standard_normal(draws) if score is None else score
            return value + (high - low) / (2 * NORMAL_90) * score
        if score is None and dist == "triangular":
            return self.random.triangular(low, value, high, draws)
        u = self.random.random(draws) if score is None else ndtr(score)
        if dist == "uniform":
            return low + (high - low) * u
        if dist == "pert":
            return np.interp(u, self.grid, self.pert[index])
        rising = u < (value - low) / (high - low)
        return np.where(rising, low + np.sqrt(u * (high - low) * (value - low)),
                        high - np.sqrt((1 - u) * (high - low) * (high - value)))


class Model:
    """The scenario as arrays; `run` projects one chunk."""

    def __init__(self, table):
        self.table, self.horizon, groups = table, table.horizon, table.groups
        self.urban, self.rural = slice(0, groups), slice(groups, 2 * groups)
        base = {name: np.array([path[0][0] for path in instances]) for name, instances in table.values.items()}
        shape = (2, groups)
        self.people0 = (base["population"][:, None] * base["group_share"].reshape(shape)).ravel()
        self.income0 = base["income"]
        self.source0 = (self.income0[:, None] * base["source_share"].reshape(-1, 4)).T
        self.total0 = self.people0.sum()
        self.mean0 = self.people0 @ self.income0 / self.total0
        self.gdp0 = base["gdp_per_person"][0] * self.total0
        self.share0 = self.source0 @ self.people0 / self.gdp0
        self.weight = base["transfer_weight"][:, None]
        self.leave, self.arrive = base["migration_origin"][:, None], base["migration_destination"][:, None]
        self.variation0 = np.expm1(base["dispersion"] ** 2)
        self.one = {name: base[name][0] for name in ("income_coverage", "capital_share", "depreciation",
                                                      "migration_output", "output_shock_sd", "output_shock_ar")}
        self.pairs = [(i, slice(0, i)) for i in range(1, 2 * groups)]
        column = (slice(None), None)
        self.gini0 = self.gini(self.people0[column], self.income0[column], self.variation0[column], self.total0,
                               self.mean0)[0]

    def at(self, name, t, x, index=0):
        path = self.table.values[name][index]
        constant, slopes = path[t if len(path) > 1 else 0]
        value = constant
        for factor, slope in slopes:
            value = value + slope * x[factor]
        return value

    def gini(self, people, income, variation, total, mean):
        """Young (2011): the sum over pairs of cells of the mean difference of two lognormals."""
        square = np.log1p(variation)
        middle = np.log(income) - square / 2
        share = people / total
        sums = (share * share * income * erf(np.sqrt(square) / 2)).sum(0)
        for i, others in self.pairs:
            scale = 1 / np.sqrt(2 * (square[i] + square[others]))
            gap = (middle[i] - middle[others]) * scale
            apart = income[i] * erf(gap + square[i] * scale) + income[others] * erf(square[others] * scale - gap)
            sums += share[i] * (share[others] * apart).sum(0)
        return sums / mean

    def run(self, x, noise, gini):
        """income_index [year, draw], the Gini at the horizon (None without), and which draws are feasible. x: drawn
        values [factor, draw]; noise: standard normal [year, draw]."""
        draws = x.shape[1]
        state = State(self, draws, gini)
        index = np.empty((self.horizon + 1, draws))
        index[0] = 1
        for t in range(1, self.horizon + 1):
            index[t] = state.step(t, x, noise[t])
        last = None
        if gini:
            last = self.gini(state.people, state.disposable, state.variation, state.total, index[-1] * self.mean0)
        return index, last, state.feasible


class State:
    """One chunk in one year. Arrays are [cell, draw], sources [source, cell, draw]."""

    def __init__(self, model, draws, follows_variation):
        self.model = model
        self.people = np.repeat(model.people0[:, None], draws, 1)
        self.sources = np.repeat(model.source0[:, :, None], draws, 2)
        self.scale = np.ones((4, draws))
        self.income = np.repeat(model.income0[:, None], draws, 1)
        self.variation = np.repeat(model.variation0[:, None], draws, 1) if follows_variation else None
        self.total, self.gdp, self.relative_price = model.total0, model.gdp0, 1.0
        self.capital = self.invested = None
        self.shock = np.zeros(draws)
        self.feasible = np.ones(draws, bool)

    def earnings(self):
        totals = np.einsum("cn,scn->sn", self.people, self.sources[:2])
        return (totals * self.scale[:2]).sum(0)

    def step(self, t, x, noise):
        model, at = self.model, self.model.at
        one = model.one
        self.shock = one["output_shock_ar"] * self.shock + one["output_shock_sd"] * noise
        for region, cells in enumerate((model.urban, model.rural)):
            self.people[cells] *= 1 + at("population_growth", t, x, region)
        before = self.earnings()
        self.migrate(t, x)
        self.produce(t, x, 1 + one["migration_output"] * (self.earnings() / before - 1))
        price = (1 + at("deflator_growth", t, x)) / (1 + at("inflation", t, x))
        self.relative_price = self.relative_price * price
        money = self.gdp * self.relative_price  # all GDP in consumer prices
        moved = self.close(t, x, money)
        self.invested = (at("investment_rate", t, x)
                         - at("transfer_policy", t, x) * at("transfer_from_investment", t, x)
                         - at("shift_from_investment", t, x) * moved)
        self.feasible &= self.invested >= 0
        return self.pay(t, x, money)

    def migrate(self, t, x):
        model, people, sources = self.model, self.people, self.sources
        origin, destination = model.rural, model.urban
        urban = people[destination].sum(0)
        self.total = urban + people[origin].sum(0)
        movers = model.at("urbanisation", t, x) * self.total - urban
        if (movers < 0).any():
            raise NotImplementedError("people who leave the towns")
        share = people[origin] * model.leave
        share /= share.sum(0)
        pool = np.einsum("cn,scn->sn", share, sources[:, origin])
        uplift = model.at("migration_uplift", t, x)
        arriving = people[destination] * model.arrive
        arriving *= movers / arriving.sum(0)
        after = people[destination] + arriving
        part = arriving / after
        pull = part * (1 - uplift)
        mean = (share * self.income[origin]).sum(0)
        if self.variation is not None:
            self.mix(part, uplift, share, mean)
        gap = pool[:, None] - sources[:, destination]
        gap *= pull
        sources[:, destination] += gap
        people[origin] -= share * movers
        self.feasible &= (people[origin] >= 0).all(0)
        people[destination] = after

    def mix(self, part, uplift, share, mean):
        """Variation inside the cells that people move to, from the first two moments."""
        model = self.model
        origin = self.income[model.rural]
        own, income = self.variation[model.urban], self.income[model.urban]
        pool = (share * (origin * origin * self.variation[model.rural] + (origin - mean) ** 2)).sum(0) / mean ** 2
        theirs = mean + uplift * (income - mean)
        kind = (1 - uplift) * pool + uplift * own
        gap = theirs - income
        square = (1 - part) * income ** 2 * own + part * theirs ** 2 * kind + part * (1 - part) * gap ** 2
        self.variation[model.urban] = square / (income + part * gap) ** 2

    def produce(self, t, x, moved):
        at, one = self.model.at, self.model.one
        if t == 1:
            self.capital = at("capital_output_ratio", 0, x) * self.gdp
            self.invested = at("investment_rate", 0, x)
        added = at("investment_efficiency", t - 1, x) * self.invested * self.gdp
        capital = (1 - one["depreciation"]) * self.capital + added
        work = (1 + at("labour_growth", t, x)) * (1 + at("human_capital_growth", t, x)) * moved
        share = one["capital_share"]
        self.gdp = (self.gdp * (1 + at("tfp_growth", t, x) + self.shock) * (capital / self.capital) ** share
                    * work ** (1 - share))
        self.capital = capital

    def close(self, t, x, money):
        """Scales every source to its share of GDP; returns what the shifts cost."""
        model = self.model
        coverage = model.one["income_coverage"]
        totals = np.einsum("cn,scn->sn", self.people, self.sources)
        moved = 0.0
        for source in range(4):
            shift = model.at("share_shift", t, x, source)
            target = (model.share0[source] + shift * coverage) * money
            self.scale[source] = target / totals[source]
            moved = moved + shift
        self.earned = totals * self.scale
        self.feasible &= (self.scale > 0).all(0)
        return moved

    def pay(self, t, x, money):
        """Policy and consumption of every cell; returns the income index."""
        model, at = self.model, self.model.at
        policy = at("transfer_policy", t, x)
        spent = policy * money * model.one["income_coverage"]
        unit = spent / (self.people * model.weight).sum(0)
        levy = spent * at("transfer_from_levy", t, x) / self.earned[:TRANSFER].sum(0)
        taxed = np.einsum("sn,scn->cn", self.scale[:TRANSFER], self.sources[:TRANSFER])
        self.income = taxed + self.scale[TRANSFER] * self.sources[TRANSFER]
        taxed *= levy
        net = unit * model.weight
        net -= taxed
        self.disposable = self.income + net
        safety = at("safety_net_effect", 0, x) * policy
        rate = np.array([path[t][0] for path in model.table.values["consumption_rate"]])[:, None] + safety
        consumed = rate * self.income + np.minimum(rate, 1) * net
        self.feasible &= ((self.income > 0) & (self.disposable > 0) & (consumed >= 0)).all(0)
        return (self.people * self.disposable).sum(0) / (self.total * model.mean0)


def simulate(table, runs, gini, chunk):
    """Seconds, and the columns: income_index of each year, and the Gini."""
    model, draws = Model(table), Draws(table, 1)
    columns = np.empty((table.horizon + 1 + gini, runs))
    for first in range(-chunk, runs, chunk):  # the first chunk warms up
        if first == 0:
            start = time.perf_counter()
        index, last, _ = model.run(*draws.chunk(chunk), gini)
        if first >= 0:
            columns[:table.horizon + 1, first:first + chunk] = index[:, :runs - first]
            if gini:
                columns[-1, first:first + chunk] = last[:runs - first]
    return time.perf_counter() - start, columns


def measure(table, runs, gini, chunk):
    drawn, columns = simulate(table, runs, gini, chunk)
    start = time.perf_counter()
    points = [.05, .1, .25, .5, .75, .9, .95]
    for column in columns:
        column.mean(), column.std(), np.quantile(column, points, overwrite_input=True)
    print(drawn, time.perf_counter() - start)


def check(table, path):
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    theirs = {name: np.array([float(row[name]) for row in rows]) for name in rows[0]
              if name not in ("scenario", "status")}
    x = np.array([theirs["set." + name] for name in table.names])
    model = Model(table)
    index, last, feasible = model.run(x, np.zeros((table.horizon + 1, len(rows))), True)
    ours = {f"income_index@{table.base_year + t}": index[t] for t in range(table.horizon + 1)}
    ours[f"gini@{table.base_year}"], ours[f"gini@{table.base_year + table.horizon}"] = model.gini0, last
    print(max(np.abs(ours[name] / theirs[name] - 1).max() for name in ours) if feasible.all() else "infeasible")


if __name__ == "__main__":
    if sys.argv[2] == "check":
        check(Table(sys.argv[1]), sys.argv[3])
    elif sys.argv[2] == "fan":
        last = simulate(Table(sys.argv[1]), int(sys.argv[3]), False, 2048)[1][-1]
        print(last.mean(), *np.quantile(last, [.05, .5, .95]))
    else:
        measure(Table(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "1", int(sys.argv[4]) if sys.argv[4:] else 2048)

"""The numpy peer of Sobol' indices, of a Saltelli design without second order.

    peer_indices.py outputs TABLE DESIGN OUT   runs the plan at a design's points and writes OUT (run,multiple); prints
                                               the seconds of the model
    peer_indices.py FORM K REPLICATES OUT      prints the seconds of reading OUT, of the indices of K factors and of
                                               their bootstrap
    peer_indices.py check FORM K OUT INDICES   the largest differences from what twofold wrote: of ST; of S1, in half
                                               widths of the interval here; of the widths of ST's intervals, as a share

Estimators, as in SALib (sobol.analyze): S1 = E B (AB - A) / V after Saltelli et al. (2010), ST = E (A - AB)² / 2V after
Jansen (1999), of outputs less their mean; intervals are 1.96 standard deviations of a bootstrap over base points.
FORM is how base points are drawn anew: `gather` collects the outputs of each replicate as SALib does, some replicates at
a time so that memory suffices; `count` counts how often each base point is drawn and multiplies matrices.
"""
import csv
import sys
import time

import numpy as np

from peer_numpy import Model
from table import Table

CHUNK = 8192  # points that stay in the cache
AT_ONCE = 8   # replicates
NORMAL_95 = 1.959963984540054


class Outputs:
    """What came out at n base points: a and b [n], ab [factor, n]."""

    def __init__(self, y, factors):
        rows = ((y - y.mean()) / y.std()).reshape(-1, factors + 2).T
        self.a, self.ab, self.b = (np.ascontiguousarray(part) for part in (rows[0], rows[1:-1], rows[-1]))


def of_factor(a, ab, b, variance):
    return (b * (ab - a)).mean(-1) / variance, ((a - ab) ** 2).mean(-1) / (2 * variance)


def indices(a, ab, b):
    """S1 of every factor and then ST [2 x factor]. Base points along the last axis; before it there may be replicates."""
    variance = np.concatenate((a, b), -1).var(-1)
    return np.concatenate(list(zip(*(of_factor(a, one, b, variance) for one in ab))))


def gather(outputs, replicates, random):
    """Replicates of the indices [2 x factor, replicate]."""
    found = []
    for first in range(0, replicates, AT_ONCE):
        drawn = random.integers(len(outputs.a), size=(min(AT_ONCE, replicates - first), len(outputs.a)))
        found.append(indices(outputs.a[drawn], (one[drawn] for one in outputs.ab), outputs.b[drawn]))
    return np.concatenate(found, 1)


def count(outputs, replicates, random):
    """The same: every index is made of means over base points."""
    a, ab, b = outputs.a, outputs.ab, outputs.b
    terms = np.vstack((b * (ab - a), (a - ab) ** 2 / 2, (a + b) / 2, (a * a + b * b) / 2)).T
    found = []
    for first in range(0, replicates, AT_ONCE):
        drawn = [np.bincount(random.integers(len(a), size=len(a)), minlength=len(a))
                 for _ in range(min(AT_ONCE, replicates - first))]
        means = (np.array(drawn, float) @ terms / len(a)).T
        found.append(means[:-2] / (means[-1] - means[-2] ** 2))
    return np.concatenate(found, 1)


FORMS = {"gather": gather, "count": count}


def analyse(form, factors, replicates, path):
    """Indices and half widths of their intervals [2 x factor], and the seconds: reading, indices, bootstrap."""
    times = [time.perf_counter()]
    y = np.loadtxt(path, delimiter=",", skiprows=1, usecols=1)
    times.append(time.perf_counter())
    outputs = Outputs(y, factors)
    values = indices(outputs.a, outputs.ab, outputs.b)
    times.append(time.perf_counter())
    widths = NORMAL_95 * FORMS[form](outputs, replicates, np.random.Generator(np.random.SFC64(1))).std(1, ddof=1)
    times.append(time.perf_counter())
    return values, widths, np.diff(times)


def run_plan(table, design, out):
    """The seconds of the model. Points are read before and results are written after they are counted."""
    with open(design, newline="") as file:
        header = next(csv.reader(file))
    x = np.loadtxt(design, delimiter=",", skiprows=1, unpack=True,
                   usecols=[header.index(name) for name in table.names])
    model, multiple = Model(table), np.empty(x.shape[1])
    start = time.perf_counter()
    for first in range(0, x.shape[1], CHUNK):
        part = x[:, first:first + CHUNK]
        index, _, feasible = model.run(part, np.zeros((table.horizon + 1, part.shape[1])), False)
        multiple[first:first + CHUNK] = np.where(feasible, index[-1], np.nan)
    seconds = time.perf_counter() - start
    with open(out, "w") as file:
        file.write("run,multiple\n")
        file.writelines(f"{run},{value!r}\n" for run, value in enumerate(multiple.tolist(), 1))
    return seconds


def compare(form, factors, out, theirs):
    values, widths, _ = analyse(form, factors, 1000, out)
    with open(theirs, newline="") as file:
        rows = list(csv.DictReader(file))
    value, low, high = (np.array([float(row[name]) for row in rows]) for name in ("value", "low", "high"))
    off, ratios = np.abs(values - value), (high - low) / (2 * widths)
    return off[factors:].max(), (off / widths)[:factors].max(), np.abs(ratios - 1)[factors:].max()


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    if what == "outputs":
        print(run_plan(Table(rest[0]), *rest[1:]))
    elif what == "check":
        print(*compare(rest[0], int(rest[1]), *rest[2:]))
    else:
        print(*analyse(what, int(rest[0]), int(rest[1]), rest[2])[2])

"""The study of `bench/run indices` as files, for the program and its peers: study.py FOLDER POINTS

    twelve.csv    the doubling plan with twelve independent assumptions
    twelve.table  the same for the peers (flatten.py)
    factors.csv   its assumptions, for `twofold design`
    points.csv    a Saltelli design of so many base points; that of `sensitivity --method sobol`
"""
import csv
import os
import pathlib
import subprocess
import sys

import scenarios
from table import Table

TOP = pathlib.Path(__file__).resolve().parent.parent
TWOFOLD = os.environ.get("TWOFOLD", str(TOP / "twofold"))
FACTORS = 12
PLAN = str(TOP / "params" / "china-2025-doubling-plan.csv")


def prepare(folder, points):
    scenario, table, factors = (folder / name for name in ("twelve.csv", "twelve.table", "factors.csv"))
    scenario.write_text("\n".join(scenarios.with_twelve_factors(PLAN)) + "\n")
    (folder / "independent.csv").write_text(scenarios.NO_CORRELATIONS + "\n")
    with open(table, "w") as out:
        subprocess.run([sys.executable, str(TOP / "bench/flatten.py"), str(scenario)], stdout=out, check=True)
    read = Table(table)
    with open(factors, "w", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["factor", "dist", "low", "value", "high"])
        rows.writerows([name, *factor] for name, factor in zip(read.names, read.factors))
    subprocess.run([TWOFOLD, "design", "-q", "--factors", str(factors), "--method", "saltelli", "-n", str(points),
                    "-o", str(folder / "points.csv")], check=True)


if __name__ == "__main__":
    prepare(pathlib.Path(sys.argv[1]), int(sys.argv[2]))

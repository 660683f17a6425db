#!/usr/bin/env python3
"""oracle.py FILE [PERCENT...]: every metric of a scenario as long CSV, from model.py, or with PERCENTs
these points of the curves; status 1 when infeasible."""
import csv
import sys

import model


def main():
    scenario = model.Scenario(sys.argv[1])
    try:
        percents = [int(k) for k in sys.argv[2:]]
        rows = list(model.curves(scenario, percents) if percents else model.metrics(scenario))
    except model.Infeasible as problem:
        print(f"infeasible in {scenario.base + problem.args[0]}: {problem.args[1]}", file=sys.stderr)
        return 1
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["scenario", "year", "metric", "region", "group", "source", "value", "unit"])
    for year, name, region, group, source, value in rows:
        text = "" if value is None else repr(value)
        out.writerow([scenario.settings["scenario"], year, name, region, group, source, text, ""])
    return 0


sys.exit(main())

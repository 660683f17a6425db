#!/usr/bin/env python3
"""compare.py A B [SCALE]: two long CSVs, row by row, to the tolerance of docs/model.md: 1e-9 relative or 1e-12
of the metric's scale (base-year mean income for money, or SCALE where there is none; 1 for shares, rates and indices). Prints the first
differences; status 1 when there are any."""
import csv
import sys

MONEY = {"income", "income_nominal", "consumption", "saving", "wealth", "median", "p10", "p90",
         "gdp_per_person"} | {f"quintile.{k}" for k in range(1, 6)}


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return {tuple(r[k] for k in ("year", "metric", "region", "group", "source")): r["value"]
                for r in csv.DictReader(file)}


def scale(rows):
    first = min(k[0] for k in rows if k[1] == "income")
    return float(rows[(first, "income", "", "", "")])


def is_money(metric):
    return metric in MONEY or metric.startswith("percentile.")


def same(key, a, b, money):
    if a is None or b is None or a == "" or b == "":
        return a == b
    x, y = float(a), float(b)
    return abs(x - y) <= 1e-9 * abs(y) + 1e-12 * (money if is_money(key[1]) else 1)


def main():
    a, b = read(sys.argv[1]), read(sys.argv[2])
    money = scale(b) if any(k[1] == "income" for k in b) else float(sys.argv[3]) if sys.argv[3:] else 1.0
    wrong = [k for k in sorted(a.keys() | b.keys()) if not same(k, a.get(k), b.get(k), money)]
    for key in wrong[:10]:
        print(",".join(key), a.get(key), b.get(key))
    if wrong:
        print(f"{len(wrong)} of {len(a)} differ")
    return 1 if wrong else 0


sys.exit(main())

#!/usr/bin/env python3
"""What China's national disposable income per person did from 2013 on, as an index, for `plot --chart backtest`.

The index is the product of the real growth rates that NBS publishes (params/data/china_income_mean_median.csv, column
real_nat; rounded to a tenth of a per cent there, so that the product of twelve years may be off by half a point)."""
import csv
import os

HERE = os.path.dirname(os.path.abspath(__file__))
BASE = 2013


def main():
    print("# Real disposable income per person in China, 2013 = 1: the product of the published growth rates.")
    print("# Derived by params/derive-china-observed.py from params/data/china_income_mean_median.csv (NBS annual releases).")
    print("year,metric,region,group,source,value")
    index = 1.0
    with open(os.path.join(HERE, "data", "china_income_mean_median.csv"), newline="") as file:
        for row in csv.DictReader(file):
            year = int(row["year"])
            if year > BASE:
                index *= 1 + float(row["real_nat"]) / 100
                print(f"{year},income_index,,,,{index:.5f}")


main()

#!/usr/bin/env python3
"""Derives params/japan-1960.csv, the decade of Ikeda's income doubling plan, from the Penn World Table.

    python3 params/derive-japan-1960.py > params/japan-1960.csv

The table has no household income: consumption per person of households and government stands for it.
Standard library only; the same bytes on every machine.
"""
import csv
import os
import sys

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "pwt101.csv")
FIRST, LAST = 1960, 1970
SOURCE = "Penn World Table 10.1"


def japan():
    """The rows of Japan as numbers, by year."""
    with open(DATA, encoding="utf-8", newline="") as file:
        return {int(r["year"]): {k: float(v) for k, v in r.items() if k not in ("countrycode", "year")}
                for r in csv.DictReader(file) if r["countrycode"] == "JPN"}


def growth(rows, year, value):
    """Growth from the year before."""
    return value(rows[year]) / value(rows[year - 1]) - 1


def output(row):
    return row["rgdpna"]


def capital(row):
    return row["rnna"]


def hours(row):
    return row["emp"] * row["avh"]


def schooling(row):
    return row["hc"]


def investment_share(row):
    """Domestic absorption less consumption, at constant national prices as all the rest."""
    return (row["rdana"] - row["rconna"]) / row["rgdpna"]


def formed(rows, year, depreciation):
    """Capital formed in the year for each unit invested in it, so that next year's capital is the
    table's: it weighs assets differently than investment does, and lets depreciation move."""
    grown = capital(rows[year + 1]) - (1 - depreciation) * capital(rows[year])
    return grown / (investment_share(rows[year]) * output(rows[year]))


def productivity(rows, year, share):
    """What capital, hours and schooling leave of growth (Solow 1957)."""
    inputs = (1 + growth(rows, year, capital)) ** share
    inputs *= ((1 + growth(rows, year, hours)) * (1 + growth(rows, year, schooling))) ** (1 - share)
    return (1 + growth(rows, year, output)) / inputs - 1


def percent(share, digits=6):
    return f"{share * 100:.{digits}f}".rstrip("0").rstrip(".") + "%"


def main():
    rows = japan()
    base, later = rows[FIRST], range(FIRST + 1, LAST + 1)
    share, depreciation = 1 - base["labsh"], base["delta"]
    out = csv.writer(sys.stdout, lineterminator="\n")

    def put(parameter, value, unit="", note="", source=SOURCE):
        out.writerow([parameter, value, unit, note, source])

    def path(parameter, years, value, unit, note):
        put(parameter, percent(value(years[0])), unit, f"of {years[0]}: where the path starts")
        for year in range(max(years[0], FIRST + 1), years[-1] + 1):
            put(f"{parameter}@{year}", percent(value(year)), unit, note)

    sys.stdout.write("# Derived by params/derive-japan-1960.py from params/data/pwt101.csv; do not edit.\n"
                     "# The plan asked 7.2 % a year of real national product; about 10 % came.\n")
    put("parameter", "value", "unit", "note", "source")
    put("scenario", "japan-1960", source="")
    put("title", "Japan 1960–70, consumption per person", source="")
    put("title.zh", "日本1960—1970年人均消费", source="")
    put("currency", "dollars", note="constant 2017 US dollars at national prices")
    put("base_year", FIRST, source="")
    put("horizon", LAST - FIRST, note="to 1970", source="")
    put("regions", "nation", source="")
    put("groups", "all", note="the table has no groups", source="")
    put("label.all", "All", source="")
    put("label.wage", "All sources", note="the table has no sources of income", source="")
    put("closure", "production", source="")
    put("population.nation", f"{base['pop']:.3f}", "million persons")
    put("income", f"{base['rconna'] / base['pop']:.2f}", "dollars/person/year",
        "consumption of households and government per person; it stands for income, which the table "
        "does not have")
    put("consumption_rate", "100%", "share of disposable income",
        "assumption: what stands for income is consumption", "assumption")
    put("dispersion", "0", "SD of log income", "assumption: nothing is known of its spread", "assumption")
    put("gdp_per_person", f"{output(base) / base['pop']:.2f}", "dollars/person/year")
    put("capital_share", percent(share), "share of GDP", "one less the labour share")
    put("capital_output_ratio", f"{capital(base) / output(base):.6f}", "years of GDP")
    put("depreciation", percent(depreciation), "1/year", "of 1960, taken to hold")
    path("population_growth", later, lambda y: growth(rows, y, lambda r: r["pop"]), "1/year", "")
    path("labour_growth", later, lambda y: growth(rows, y, hours), "1/year", "persons times hours")
    path("human_capital_growth", later, lambda y: growth(rows, y, schooling), "1/year", "")
    path("tfp_growth", later, lambda y: productivity(rows, y, share), "1/year",
         "derived: what capital, hours and schooling leave of growth")
    path("investment_rate", range(FIRST, LAST), lambda y: investment_share(rows[y]), "share of GDP",
         "derived: absorption less consumption")
    path("investment_efficiency", range(FIRST, LAST), lambda y: formed(rows, y, depreciation), "",
         "derived: so that capital is the table's in the next year")
    path("household_share", range(FIRST, LAST + 1), lambda y: rows[y]["rconna"] / output(rows[y]), "share of GDP",
         "consumption of households and government")


if __name__ == "__main__":
    main()

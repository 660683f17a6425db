#!/usr/bin/env python3
"""Derives the base year of the China scenarios from the published figures in params/data/.

    python3 params/derive-china-2025.py > params/china-2025.csv
    python3 params/derive-china-2025.py production > params/china-2025-production.csv

Every row says where its number comes from, or that it is an assumption and why. docs/china-2025.md
tells the derivation in words. Standard library only; the same bytes on every machine.
"""
import csv
import os
import sys

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
YEAR = "2025"
REGIONS = ("urban", "rural")
GROUPS = ("q1", "q2", "q3", "q4", "q5")
SOURCES = ("wage", "business", "property", "transfer")
COLUMNS = {"wage": "wages", "business": "net_business", "property": "net_property",
           "transfer": "net_transfer"}

# Household disposable income over GDP in the flow of funds, 2022: the national accounts' concept.
FLOW_OF_FUNDS_SHARE = 0.608
# What NBS calls middle income: 100,000 to 500,000 yuan a year for a household of three, 2018 prices.
MIDDLE_HOUSEHOLD, MIDDLE_PERSONS, MIDDLE_YEAR = (100000, 500000), 3, 2018


def table(name):
    """All rows of a data file as dictionaries."""
    with open(os.path.join(DATA, name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def row_of(name, **keys):
    """The one row whose columns have these values."""
    found = [r for r in table(name) if all(r[k] == v for k, v in keys.items())]
    assert len(found) == 1, (name, keys)
    return found[0]


def penn(year):
    """China in the Penn World Table 10.1 (V)."""
    return row_of("pwt101.csv", countrycode="CHN", year=str(year))


def published_means():
    """Mean income 2025: nation, urban, rural (NBS, V)."""
    row = row_of("china_income_mean_median.csv", year=YEAR)
    return float(row["di_nat"]), {"urban": float(row["di_urban"]), "rural": float(row["di_rural"])}


def implied_urban_weight(nation, means):
    """The weight with which urban and rural means give the national one.

    It is not the official urban share: the household survey counts people where they have lived for
    half a year and weighs them in its own way. Means and weight must agree, so this one is used."""
    return (nation - means["rural"]) / (means["urban"] - means["rural"])


def urban_persons():
    """Persons in each fifth of urban households: households times size, 2011."""
    size = {r["group"]: float(r["households_pct"]) * float(r["household_size"])
            for r in table("china_urban_groups_2011.csv")}
    return [size["lowest10"] + size["low10_20"], size["lower_mid20_40"], size["middle40_60"],
            size["upper_mid60_80"], size["high80_90"] + size["highest90_100"]]


def rural_persons():
    """Persons in each fifth of rural households: size, 2007."""
    return [float(r["hh_residents"]) for r in table("china_rural_groups_2007.csv")]


def shares(persons):
    """Shares of persons to four digits; the largest takes the rounding, so that they sum to 1."""
    rounded = [round(p / sum(persons), 4) for p in persons]
    rounded[0] = round(rounded[0] + 1 - sum(rounded), 4)
    return rounded


def group_incomes(region, weights, mean):
    """2022 means of the fifths, scaled so that their weighted mean is the published one of 2025."""
    row = row_of("china_quintiles_urban_rural.csv", area=region, year="2022")
    means = [float(row[q]) for q in GROUPS]
    scale = mean / sum(w * m for w, m in zip(weights, means))
    return [round(m * scale, 1) for m in means]


def regional_sources(means, weight):
    """Income by source of each region, 2025.

    Rural: the shares of 2024 (the last published) of the mean of 2025. Urban: what is left of the
    published national sources of 2025, so that regions and sources agree with all published totals."""
    rural_2024 = row_of("china_income_by_source.csv", area="rural", year="2024")
    nation = row_of("china_income_by_source.csv", area="national", year=YEAR)
    total = sum(float(rural_2024[COLUMNS[s]]) for s in SOURCES)
    rural = {s: float(rural_2024[COLUMNS[s]]) / total * means["rural"] for s in SOURCES}
    urban = {s: (float(nation[COLUMNS[s]]) - (1 - weight) * rural[s]) / weight for s in SOURCES}
    return {"urban": urban, "rural": rural}


def rural_pattern():
    """Income by source over income of each rural fifth, 2007."""
    columns = ("wages", "household_operations", "property", "transfers")
    pattern = []
    for row in table("china_rural_groups_2007.csv"):
        total = sum(float(row[c]) for c in columns)
        pattern.append([float(row[c]) / total for c in columns])
    return pattern


def fit_shares(pattern, weights, incomes, totals):
    """Biproportional fit (RAS): shares that sum to 1 in each group and, weighted, to the region's
    published sources, as near to the pattern as scaling rows and columns can bring them."""
    fitted = [list(row) for row in pattern]
    for _ in range(1000):
        for s, source in enumerate(SOURCES):
            have = sum(w * y * row[s] for w, y, row in zip(weights, incomes, fitted))
            for row in fitted:
                row[s] *= totals[source] / have
        for row in fitted:
            whole = sum(row)
            row[:] = [share / whole for share in row]
    return fitted


def rounded_shares(row):
    """Four digits; the first takes the rounding."""
    rounded = [round(share, 4) for share in row]
    rounded[0] = round(1 - sum(rounded[1:]), 4)
    return rounded


def urban_consumption_pattern():
    """Consumption over income of each fifth of urban households, 2011."""
    rows = {r["group"]: r for r in table("china_urban_groups_2011.csv")}

    def rate(*groups):
        persons = [float(rows[g]["households_pct"]) * float(rows[g]["household_size"])
                   for g in groups]
        spent = sum(p * float(rows[g]["consumption_per_capita"]) for p, g in zip(persons, groups))
        earned = sum(p * float(rows[g]["di_per_capita"]) for p, g in zip(persons, groups))
        return spent / earned

    return [rate("lowest10", "low10_20"), rate("lower_mid20_40"), rate("middle40_60"),
            rate("upper_mid60_80"), rate("high80_90", "highest90_100")]


def consumption_means(weight):
    """Consumption 2025: urban as published; rural, not read, as the nation's and the weight imply."""
    row = row_of("china_consumption.csv", year=YEAR)
    urban = float(row["cons_urban"])
    nation = float(row["cons_nat"])
    return nation, {"urban": urban, "rural": (nation - weight * urban) / (1 - weight)}


def consumption_rates(weights, incomes, mean):
    """The urban pattern of 2011, scaled to the region's consumption of 2025."""
    pattern = urban_consumption_pattern()
    spent = sum(w * y * p for w, y, p in zip(weights, incomes, pattern))
    return [round(p * mean / spent, 3) for p in pattern]


def price_factor(first, last):
    """Consumer prices of `last` over those of `first`."""
    factor = 1.0
    for row in table("china_macro.csv"):
        if first < int(row["year"]) <= last:
            factor *= 1 + float(row["cpi"]) / 100
    return factor


class Writer:
    """Rows of the scenario."""

    def __init__(self, file):
        self.csv = csv.writer(file, lineterminator="\n")
        self.csv.writerow(["parameter", "value", "unit", "note", "source"])

    def row(self, parameter, value, unit="", note="", source=""):
        self.csv.writerow([parameter, value, unit, note, source])


def plain(number, digits):
    """A number without trailing zeros."""
    text = f"{number:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(share, digits):
    return plain(share * 100, digits) + "%"


def write_settings(out, nation):
    out.row("scenario", "china-2025")
    out.row("title", "China: the base year alone, nothing grows")
    out.row("title.zh", "中国：仅基年，无增长")
    out.row("currency", "yuan")
    out.row("base_year", YEAR)
    out.row("horizon", "10", note="to 2035")
    out.row("regions", "urban rural")
    out.row("groups", " ".join(GROUPS), note="fifths of households; poorest first")
    for member, english, chinese in (
            ("urban", "Urban", "城镇"), ("rural", "Rural", "农村"),
            ("q1", "Poorest fifth", "最低五分之一"), ("q2", "Second fifth", "次低五分之一"),
            ("q3", "Middle fifth", "中间五分之一"), ("q4", "Fourth fifth", "次高五分之一"),
            ("q5", "Richest fifth", "最高五分之一"), ("wage", "Wages", "工资"),
            ("business", "Business", "经营"), ("property", "Property", "财产"),
            ("transfer", "Transfers", "转移")):
        out.row(f"label.{member}", english)
        out.row(f"label.{member}.zh", chinese)
    out.row("published_income", plain(nation, 0), source="NBS 2026 release")
    last = table("china_gini.csv")[-1]
    out.row("published_gini", last["gini_nbs"], note=f"of {last['year']}", source="NBS")


def write_people(out, weight):
    macro = row_of("china_macro.csv", year=YEAR)
    population = float(macro["population_10k"]) / 100
    official = float(macro["urban_pct"])
    for region, share in (("urban", weight), ("rural", 1 - weight)):
        out.row(f"population.{region}", plain(population * share, 4), "million persons",
                f"derived: {percent(share, 2)} of {plain(population, 2)} million; the weight that the "
                f"published means imply (the official urban share is {plain(official, 2)}%)",
                "NBS 2026 release")


def write_incomes(out, weights, incomes):
    notes = {"urban": ("household sizes of urban income groups, 2011", "NBS Yearbook 2012, 10-7"),
             "rural": ("household sizes of rural fifths, 2007", "NBS Yearbook 2008")}
    for region in REGIONS:
        for q, share in zip(GROUPS, weights[region]):
            out.row(f"group_share.{region}.{q}", percent(share, 2), "share of the region",
                    "derived: fifths of households by persons; " + notes[region][0],
                    notes[region][1])
    for region in REGIONS:
        for q, income in zip(GROUPS, incomes[region]):
            out.row(f"income.{region}.{q}", plain(income, 1), "yuan/person/year",
                    "derived: mean of the fifth in 2022 (unverified), scaled to the published "
                    f"{region} mean of {YEAR}",
                    "National Bureau of Statistics of China, 2026 release; fifths of 2022 unverified")


def write_sources(out, weights, incomes, sources):
    patterns = {"urban": [[sources["urban"][s] / sum(sources["urban"].values()) for s in SOURCES]] * 5,
                "rural": rural_pattern()}
    notes = {"urban": "assumption: every urban fifth has the region's shares; none are published by "
                      "group. Region: national sources of 2025 less the rural ones",
             "rural": "derived: pattern of 2007 fitted to the region's sources (shares of 2024)"}
    where = {"urban": "NBS", "rural": "NBS Yearbook 2008; NBS 2025 release"}
    for region in REGIONS:
        fitted = fit_shares(patterns[region], weights[region], incomes[region], sources[region])
        for q, row in zip(GROUPS, fitted):
            for s, share in zip(SOURCES, rounded_shares(row)):
                out.row(f"source_share.{region}.{q}.{s}", percent(share, 2), "share of income",
                        notes[region], where[region])


def write_consumption(out, weights, incomes, spent):
    notes = {"urban": "derived: rates of urban groups in 2011, scaled to consumption of 2025",
             "rural": "derived: mean from the national and urban figures of 2025 (rural not read); "
                      "assumption: urban pattern by fifth, as rural expenditure by fifth includes "
                      "farm outlays"}
    for region in REGIONS:
        rates = consumption_rates(weights[region], incomes[region], spent[region])
        for q, rate in zip(GROUPS, rates):
            out.row(f"consumption_rate.{region}.{q}", percent(rate, 1), "share of disposable income",
                    notes[region], "NBS; NBS Yearbook 2012, 10-7")


def write_wealth(out):
    row = penn(2019)
    ratio = float(row["rnna"]) / float(row["rgdpna"])
    out.row("wealth_ratio", plain(ratio, 1), "years of income",
            "assumption: households hold as many years of their income as the economy holds years of "
            "its output (capital over GDP, 2019); no net worth by group is published",
            "Penn World Table 10.1")


def write_dispersion(out):
    out.row("dispersion", "0.15", "SD of log income",
            "assumption: the program's default; a fifth is narrow")
    out.row("dispersion.q5", "0.35", "SD of log income",
            "assumption: the richest fifth is open at the top; with more its lower members would fall "
            "among the fourth fifth. The Gini stays under the published one: read its changes")


def write_accounts(out, nation, consumption):
    macro = row_of("china_macro.csv", year=YEAR)
    gdp = float(macro["gdp_100m_yuan"]) * 1e8 / (float(macro["population_10k"]) * 1e4)
    share = float(penn(2019)["csh_c"])
    out.row("gdp_per_person", plain(gdp, 0), "yuan/person/year",
            "GDP over population; GDP of 2025 unverified", "NBS 2026 release")
    out.row("income_coverage", percent(nation / gdp / FLOW_OF_FUNDS_SHARE, 1), "",
            f"derived: survey income is {percent(nation / gdp, 1)} of GDP, the household sector's in "
            f"the flow of funds {percent(FLOW_OF_FUNDS_SHARE, 1)} (2022, taken to hold)",
            "NBS flow of funds")
    out.row("consumption_coverage", percent(consumption / gdp / share, 1), "",
            f"derived: survey consumption is {percent(consumption / gdp, 1)} of GDP, household "
            f"consumption in the Penn table {percent(share, 1)} (2019, taken to hold)",
            "Penn World Table 10.1")
    rate = row_of("china_macro.csv", year="2024")["gcf_pct_gdp"]
    out.row("investment_rate", rate + "%", "share of GDP", "gross capital formation of 2024, the last "
            "published, taken to hold", "World Bank, NBS")


def write_lines(out):
    factor = price_factor(MIDDLE_YEAR, int(YEAR))
    for name, household in zip(("middle_low", "middle_high"), MIDDLE_HOUSEHOLD):
        out.row(name, plain(household / MIDDLE_PERSONS * factor, 0), "yuan/person/year",
                f"{household} yuan for a household of three at {MIDDLE_YEAR} prices, in {YEAR} prices",
                "NBS")


# --- the production side -----------------------------------------------------------------------------

# Capital over output is measured where the two sources meet first, and carried forward from there.
CAPITAL_YEAR, LAST_PENN = 2012, 2019
# Official urban shares of these years give the pace of urbanisation.
PACE_FROM, PACE_TO = 2019, 2025


def capital_share():
    """One less the mean labour share of 2007-2019."""
    years = range(2007, LAST_PENN + 1)
    return 1 - sum(float(penn(y)["labsh"]) for y in years) / len(years)


def capital_output_ratio(depreciation):
    """Capital over GDP in 2012 (Penn World Table), carried to 2025 by the published investment shares
    and real growth of NBS: K' = (1 - depreciation) K + investment share * GDP."""
    capital = float(penn(CAPITAL_YEAR)["rnna"]) / float(penn(CAPITAL_YEAR)["rgdpna"])
    gdp = 1.0
    for year in range(CAPITAL_YEAR, int(YEAR)):
        share = float(row_of("china_macro.csv", year=str(year))["gcf_pct_gdp"]) / 100
        growth = float(row_of("china_macro.csv", year=str(year + 1))["gdp_real_growth"]) / 100
        capital = (1 - depreciation) * capital + share * gdp
        gdp *= 1 + growth
    return capital / gdp


def human_capital_growth():
    """Mean growth a year of the human capital index, 2009-2019."""
    return (float(penn(LAST_PENN)["hc"]) / float(penn(2009)["hc"])) ** (1 / (LAST_PENN - 2009)) - 1


def population_growth():
    now, before = (float(row_of("china_macro.csv", year=y)["population_10k"]) for y in (YEAR, "2024"))
    return now / before - 1


def write_production(out, weight):
    depreciation = float(penn(LAST_PENN)["delta"])
    first, last = (float(row_of("china_macro.csv", year=str(y))["urban_pct"])
                   for y in (PACE_FROM, PACE_TO))
    pace = (last - first) / (PACE_TO - PACE_FROM)
    slower = 6
    out.row("scenario", "china-2025-production")
    out.row("title", "China: capital and schooling alone, no growth of productivity")
    out.row("title.zh", "中国：仅资本与教育，生产率不增长")
    out.row("extends", "china-2025.csv")
    out.row("closure", "production")
    out.row("tfp_growth", "0%", "1/year", "the scenarios set it")
    out.row("capital_share", percent(capital_share(), 1), "share of GDP",
            "one less the mean labour share of 2007-2019", "Penn World Table 10.1")
    out.row("capital_output_ratio", plain(capital_output_ratio(depreciation), 2), "years of GDP",
            f"derived: {CAPITAL_YEAR} in the Penn World Table, carried to {YEAR} by the published shares "
            "of capital formation and real growth (2025 unverified)",
            "Penn World Table 10.1; World Bank, NBS")
    out.row("depreciation", percent(depreciation, 1), "1/year", f"of {LAST_PENN}, taken to hold",
            "Penn World Table 10.1")
    out.row("human_capital_growth", percent(human_capital_growth(), 2), "1/year",
            "mean of 2009-2019, taken to hold", "Penn World Table 10.1")
    out.row("labour_growth", "-0.5%", "1/year",
            "assumption: employment, which stopped growing by 2019, falls faster than the population, as "
            "that ages", "assumption")
    out.row("population_growth", percent(population_growth(), 2), "1/year",
            f"change of total population in {YEAR}, taken to hold for both regions", "NBS 2026 release")
    out.row("urbanisation@2035", percent(weight + slower / 100, 2), "share of population",
            f"assumption: up {slower} points in ten years, more slowly than the {plain(pace, 2)} points a "
            f"year of {PACE_FROM}-{PACE_TO} (official urban share)", "assumption")
    out.row("migration_uplift", "50%", "share of the gap",
            "assumption: a migrant without urban registration closes half the gap to those he joins",
            "assumption")


def main():
    nation, means = published_means()
    weight = implied_urban_weight(nation, means)
    sys.stdout.write("# Derived by params/derive-china-2025.py from params/data; do not edit.\n")
    out = Writer(sys.stdout)
    if sys.argv[1:] == ["production"]:
        write_production(out, weight)
        return
    weights = {"urban": shares(urban_persons()), "rural": shares(rural_persons())}
    incomes = {r: group_incomes(r, weights[r], means[r]) for r in REGIONS}
    consumption, spent = consumption_means(weight)
    write_settings(out, nation)
    write_people(out, weight)
    write_incomes(out, weights, incomes)
    write_sources(out, weights, incomes, regional_sources(means, weight))
    write_consumption(out, weights, incomes, spent)
    write_wealth(out)
    write_dispersion(out)
    write_accounts(out, nation, consumption)
    write_lines(out)
    out.row("currency.zh", "元")


if __name__ == "__main__":
    main()

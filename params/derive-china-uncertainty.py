#!/usr/bin/env python3
"""How far China's past justifies the ranges of the China scenarios: what params/data/ says.

    python3 params/derive-china-uncertainty.py          the measurements, in words
    python3 params/derive-china-uncertainty.py rows     the beginnings of the rows that follow from them

docs/china-2025.md tells what they mean. Ranges that follow from no data are labelled assumptions in the
scenarios and are not here. Standard library only; the same bytes on every machine.
"""
import csv
import math
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
# Standard deviations from the centre to either end of the central 90 % of a normal distribution.
CENTRAL_90 = 1.6449
WINDOW = 10
# Published estimates of total factor productivity's growth since 2008, % a year, by source and method.
PUBLISHED_TFP = (-0.4, 2.5)
BASELINE_TFP = 1.8
# NBS counted the self-employed and state farms differently from 2004 on (Bai and Qian 2010): the step
# from 2003 to 2004 is no change of the labour share.
BROKEN_YEAR = 2004
# The step of nominal GDP from 2023 to 2024 is the census revision's.
REVISED_YEAR = 2024


def table(name):
    with open(os.path.join(HERE, "data", name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def series(name, column, **keys):
    """A column by year, of the rows whose columns have these values."""
    return {int(r["year"]): float(r[column]) for r in table(name)
            if r[column] != "" and all(r[k] == v for k, v in keys.items())}


def penn(column):
    return series("pwt101.csv", column, countrycode="CHN")


def central(address, scenario="china-2025-production.csv"):
    """The central value of a row of the scenarios, in % where it is a share or rate."""
    with open(os.path.join(HERE, scenario), encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return next(float(r["value"].rstrip("%")) for r in csv.DictReader(lines) if r["parameter"] == address)


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def deviation(values):
    """Standard deviation of a sample."""
    values = list(values)
    centre = mean(values)
    return math.sqrt(sum((v - centre) ** 2 for v in values) / (len(values) - 1))


def correlation(left, right):
    a, b = mean(left), mean(right)
    both = sum((x - a) * (y - b) for x, y in zip(left, right))
    return both / math.sqrt(sum((x - a) ** 2 for x in left) * sum((y - b) ** 2 for y in right))


def rates(levels):
    """Growth from the year before, %."""
    return {y: 100 * (levels[y] / levels[y - 1] - 1) for y in levels if y - 1 in levels}


def windows(yearly):
    """Mean of every ten years in a row, by the year before the first."""
    return {y - 1: mean(yearly[k] for k in range(y, y + WINDOW)) for y in yearly if y + WINDOW - 1 in yearly}


def changes(levels):
    """Change over ten years, in points, by the first year."""
    return {y: levels[y + WINDOW] - levels[y] for y in levels if y + WINDOW in levels}


def growth_over(levels):
    """Mean growth a year over every ten years, %, by the first year."""
    return {y: 100 * ((levels[y + WINDOW] / levels[y]) ** (1 / WINDOW) - 1) for y in levels
            if y + WINDOW in levels}


def productivity():
    """What capital, persons at work and schooling leave of the Penn table's growth, % a year (Solow
    1957), with the scenarios' share of capital."""
    share = central("capital_share") / 100
    output, capital, persons, schooling = (rates(penn(c)) for c in ("rgdpna", "rnna", "emp", "hc"))
    return {y: 100 * ((1 + output[y] / 100) / ((1 + capital[y] / 100) ** share *
                      ((1 + persons[y] / 100) * (1 + schooling[y] / 100)) ** (1 - share)) - 1)
            for y in output}


def around_own_decade(yearly):
    """Deviations from the mean of the eleven years around each year (fewer at the ends): what lasts a
    decade belongs to the uncertainty of the path, and would else be counted twice."""
    return {y: v - mean(yearly[k] for k in range(y - 5, y + 6) if k in yearly) for y, v in yearly.items()}


def around_trend(yearly):
    """Deviations from a straight line through the years, by least squares."""
    centre, level = mean(yearly), mean(yearly.values())
    slope = sum((y - centre) * v for y, v in yearly.items()) / sum((y - centre) ** 2 for y in yearly)
    return {y: v - level - slope * (y - centre) for y, v in yearly.items()}


def autoregression(yearly):
    """(ar, sd) of e[t] = ar e[t-1] + sd ε, by least squares."""
    years = [y for y in yearly if y + 1 in yearly]
    ar = sum(yearly[y] * yearly[y + 1] for y in years) / sum(yearly[y] ** 2 for y in years)
    return ar, math.sqrt(mean((yearly[y + 1] - ar * yearly[y]) ** 2 for y in years))


def spread_of_mean(ar, sd):
    """SD of the mean of ten shocks that start from none."""
    return sd / WINDOW * math.sqrt(sum(((1 - ar ** k) / (1 - ar)) ** 2 for k in range(1, WINDOW + 1)))


def pert_deviation(low, mode, high):
    alpha = 1 + 4 * (mode - low) / (high - low)
    beta = 1 + 4 * (high - mode) / (high - low)
    return (high - low) * math.sqrt(alpha * beta / (alpha + beta + 1)) / (alpha + beta)


def labour_share():
    """Labour's share of GDP since 1992, %, the step of 2004 taken out."""
    share = {y: 100 * v for y, v in penn("labsh").items() if y >= 1992}
    step = share[BROKEN_YEAR] - share[BROKEN_YEAR - 1]
    return {y: v - (step if y >= BROKEN_YEAR else 0) for y, v in share.items()}


def price_gap():
    """Growth of the GDP deflator less that of consumer prices, points a year."""
    gdp, real, cpi = (series("china_macro.csv", c) for c in ("gdp_100m_yuan", "gdp_real_growth", "cpi"))
    return {y: 100 * ((1 + g / 100) / (1 + real[y] / 100) - 1) - cpi[y]
            for y, g in rates(gdp).items() if y != REVISED_YEAR}


def survey_urban_share():
    """The urban weight that national, urban and rural mean income imply, %."""
    nation, urban, rural = (series("china_income_mean_median.csv", c)
                            for c in ("di_nat", "di_urban", "di_rural"))
    return {y: 100 * (nation[y] - rural[y]) / (urban[y] - rural[y]) for y in nation}


def survey_share(column):
    """A source's income per person over GDP per person in the national accounts' terms, %."""
    income = series("china_income_by_source.csv", column, area="national")
    gdp, persons = (series("china_macro.csv", c) for c in ("gdp_100m_yuan", "population_10k"))
    coverage = central("income_coverage", "china-2025.csv") / 100
    return {y: 100 * v * persons[y] / (gdp[y] * 1e4) / coverage for y, v in income.items()}


def pace(official):
    """Points in ten years at the pace of 2019-2025."""
    return WINDOW * (official[2025] - official[2019]) / (2025 - 2019)


def yearly_steps(levels):
    return {y: levels[y] - levels[y - 1] for y in levels if y - 1 in levels}


def extremes(values, digits=1):
    values = list(values)
    return f"{min(values):.{digits}f} to {max(values):.{digits}f}"


class Measured:
    """Everything that is measured, once."""

    def __init__(self):
        self.tfp = windows(productivity())
        self.shock = autoregression(around_own_decade(productivity()))
        self.schooling = growth_over(penn("hc"))
        self.labour = changes(labour_share())
        self.labour_rms = math.sqrt(mean(v * v for v in self.labour.values()))
        self.work_gap = growth_over(penn("pop"))[2009] - growth_over(penn("emp"))[2009]
        self.population = rates(series("china_macro.csv", "population_10k"))
        self.gap = price_gap()
        self.gap_width = CENTRAL_90 * deviation(self.gap.values()) / math.sqrt(WINDOW)
        capital, output = penn("rnna"), penn("rgdpna")
        self.capital_ratio = {y: capital[y] / output[y] for y in capital}
        self.investment = series("china_macro.csv", "gcf_pct_gdp")
        self.official = series("china_macro.csv", "urban_pct")
        self.survey = survey_urban_share()
        self.transfers = changes(survey_share("net_transfer"))


def print_measurements(m):
    """The measurements in words."""
    published = tuple(e - BASELINE_TFP for e in PUBLISHED_TFP)
    path = pert_deviation(published[0], 0, published[1])
    yearly = spread_of_mean(*m.shock)
    both = math.hypot(path, yearly)
    investment = {y: 100 * v for y, v in penn("csh_i").items() if y >= 1992}
    shares = sorted(m.labour)
    tfp, labour = [m.tfp[y] for y in shares], [m.labour[y] for y in shares]
    invested = [changes(investment)[y] for y in shares]
    real = series("china_macro.csv", "gdp_real_growth")
    smooth = around_trend({y: v for y, v in real.items() if y <= 2019})
    print(f"""productivity, % a year
  ten-year means 1990-2019, Penn table: {extremes(m.tfp.values(), 2)}; SD {deviation(m.tfp.values()):.2f}
  yearly deviations from their own decade: ar {m.shock[0]:.2f}, sd {m.shock[1]:.2f}
  ten-year mean of such shocks: SD {yearly:.2f}; of the path: {path:.2f}; of both: {both:.2f}
  NBS's growth of GDP around its linear trend, {min(smooth)}-{max(smooth)}: SD {deviation(smooth.values()):.2f}
schooling, % a year: ten-year means 1990-2019, Penn table: {extremes(m.schooling.values(), 2)}
employment 2009-2019, Penn table: {m.work_gap:.2f} % a year slower than population
population, % a year: {', '.join(f'{y}: {m.population[y]:.2f}' for y in range(2022, 2026))}
capital over GDP, Penn table: {m.capital_ratio[2012]:.2f} in 2012, {m.capital_ratio[2019]:.2f} in 2019
capital formation, % of GDP: {', '.join(f'{y}: {m.investment[y]:.1f}' for y in (2014, 2021, 2024))}
labour's share of GDP, points in ten years, Penn table 1992-2019 without the step of {BROKEN_YEAR}:
  {extremes(labour)}; root mean square {m.labour_rms:.2f}
wages in the survey, points of GDP in ten years, from 2013: {extremes(changes(survey_share('wages')).values())}
transfers in the survey, points of GDP in ten years, from 2013: {extremes(m.transfers.values())}
GDP deflator less consumer prices, points a year, {min(m.gap)}-{max(m.gap)} without {REVISED_YEAR}:
  mean {mean(m.gap.values()):.1f}, SD {deviation(m.gap.values()):.2f}; 90 % of a ten-year mean: ±{m.gap_width:.2f}
urban share, points in ten years, survey's weights: {extremes(changes(m.survey).values())}
  slowest year times ten: {WINDOW * min(yearly_steps(m.survey).values()):.1f}; official share, 2015-2025: \
{m.official[2025] - m.official[2015]:.1f}; pace of 2019-2025: {pace(m.official):.1f}
correlations
  productivity and labour's share, ten years: {correlation(tfp, labour):.2f}
  productivity and investment's share, ten years: {correlation(tfp, invested):.2f}
  investment's and labour's share, ten years: {correlation(invested, labour):.2f}
  real growth and deflator less consumer prices, years: \
{correlation([real[y] for y in m.gap], list(m.gap.values())):.2f}""")


def percent(value, digits=1):
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return ("0" if text in ("-0", "") else text) + "%"


def print_rows(m):
    """file: parameter,value,unit,dist,low,high"""
    def shift(name, unit, dist, low, high):
        print(f"baseline: {name}+,0%,{unit},{dist},{low},{high}")

    ratio, work = central("capital_output_ratio"), percent(m.work_gap, 2)
    people = percent(m.population[2022] - central("population_growth"), 2)
    schooling = sorted(m.schooling.values())
    shift("tfp_growth", "1/year", "pert", *(percent(e - BASELINE_TFP) for e in PUBLISHED_TFP))
    print(f"baseline: capital_output_ratio+,0,years of GDP,triangular,"
          f"{m.capital_ratio[2012] - ratio:.2f},{m.capital_ratio[2019] - ratio:.2f}")
    shift("human_capital_growth", "1/year", "triangular",
          *(percent(e - central("human_capital_growth"), 2) for e in (schooling[0], schooling[-1])))
    shift("labour_growth", "1/year", "normal", "-" + work, work)
    shift("population_growth", "1/year", "normal", "-" + people, people)
    print(f"baseline: investment_rate@2035,{m.investment[2024]}%,share of GDP,triangular,"
          f"{percent(2 * m.investment[2024] - m.investment[2014])},{percent(m.investment[2021])}")
    shift("deflator_growth", "1/year", "normal", "-" + percent(m.gap_width), percent(m.gap_width))
    share = percent(CENTRAL_90 * m.labour_rms)
    print(f"baseline: share_shift.wage@2035,0%,share of GDP,normal,-{share},{share}")
    base, value = round(m.survey[2025], 2), percent(central("urbanisation@2035"), 2)
    fast = percent(base + round(pace(m.official), 1))
    print(f"baseline: urbanisation@2035,{value},share of population,triangular,"
          f"{percent(base + WINDOW * min(yearly_steps(m.survey).values()))},{fast}")
    print(f"baseline: output_shock_sd,{percent(m.shock[1], 2)},1/year")
    print(f"baseline: output_shock_ar,{m.shock[0]:.2f},number")
    print(f"doubling-plan: urbanisation@2035,{fast},share of population,triangular,"
          f"{value},{percent(base + m.official[2025] - m.official[2015])}")


def main():
    measured = Measured()
    if sys.argv[1:] == ["rows"]:
        print_rows(measured)
    else:
        print_measurements(measured)


if __name__ == "__main__":
    main()

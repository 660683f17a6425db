"""Scenarios made for measuring, as lines of CSV."""
import os

HEADER = "parameter,value,unit,dist,low,high"
NO_CORRELATIONS = "factor,factor2,correlation"


def like_the_prototype():
    """What the prototype of the kernel computes (closure gdp, 2 x 5 cells of 4 sources, 10 years, migration, policy,
    habit and net worth, 12 uncertain factors and an annual output shock); only its rule for migrants was another."""
    rows = [HEADER, "base_year,2025", "closure,gdp", "groups,q1 q2 q3 q4 q5", "population.urban,944",
            "population.rural,464", "gdp_per_person,95000"]
    incomes = {"urban": [16000, 31000, 46000, 65000, 110000], "rural": [5410, 13000, 19500, 27500, 53800]}
    shares = {"urban": (.60, .12, .10), "rural": (.42, .35, .03)}
    for rural, region in enumerate(incomes):
        for q in range(5):
            cell = f"{region}.q{q + 1}"
            wage, business, property_ = shares[region]
            of = (wage - .01 * q, business, property_ + .01 * q, 1 - wage - business - property_)
            rows += [f"income.{cell},{incomes[region][q]}"]
            rows += [f"source_share.{cell}.{name},{share:.4g}"
                     for name, share in zip(("wage", "business", "property", "transfer"), of)]
            rows += [f"wealth_ratio.{cell},{2 + q}", f"dispersion.{cell},{.25 + .02 * q + .03 * rural:.4g}",
                     f"transfer_weight.{cell},{1.5 - .2 * q if rural else 1 - .15 * q:.4g}"]
            if rural:
                rows += [f"consumption_rate.{cell},{.85 - .05 * q:.4g}"]
            else:
                rows += [f"growth.{cell}.{name},{.01 + .001 * s + .0005 * q:.4g}"
                         for s, name in enumerate(("wage", "business", "property", "transfer"))]
    for q in range(5):
        rows += [f"migration_origin.q{q + 1},{1 + .1 * q:.4g}", f"migration_destination.q{q + 1},{2 - .3 * q:.4g}"]
    rows += ["share_shift.business@2035,.002", "share_shift.property@2035,-.003", "wealth_return,.01", "habit,.3",
             "wealth_effect,.03", "safety_net_effect,.5", "deflator_growth,.012", "transfer_from_levy,.3",
             "transfer_from_investment,.2", "primary_balance,-.02", "output_shock_sd,.015", "output_shock_ar,.4"]
    for name, dist, low, value, high in (
            ("gdp_growth", "triangular", .035, .045, .052), ("gdp_growth@2035", "triangular", .025, .036, .045),
            ("urbanisation@2035", "normal", .72, .75, .78), ("population_growth.urban", "normal", -.006, -.002, .002),
            ("population_growth.rural", "normal", -.008, -.004, 0), ("growth.rural", "normal", 0, .01, .02),
            ("share_shift.wage@2035", "triangular", 0, .04, .06),
            ("share_shift.transfer@2035", "normal", -.01, .01, .03), ("migration_uplift", "triangular", .5, .8, 1),
            ("consumption_rate.urban", "triangular", .60, .66, .75), ("inflation", "normal", .005, .015, .025),
            ("transfer_policy@2035", "triangular", 0, .01, .02)):
        rows.append(f"{name},{value},,{dist},{low},{high}")
    return rows


def of_size(groups, years):
    """Two regions with so many groups each, so many years: production, migration, a policy, six factors, a shock."""
    end = 2025 + years
    rows = [HEADER, "base_year,2025", f"horizon,{years}", "closure,production",
            "groups," + " ".join(f"g{i + 1}" for i in range(groups)), "population.urban,830", "population.rural,575",
            "gdp_per_person,100000", "income_coverage,70%", "migration_uplift,50%"]
    for i in range(groups):
        step = 0.5 + (i + 0.5) / groups
        rows += [f"income.urban.g{i + 1},{57000 * step:.6g}", f"income.rural.g{i + 1},{24000 * step:.6g}"]
    rows += ["source_share.wage,60%", "source_share.business,15%", "source_share.property,7%",
             "source_share.transfer,18%", "transfer_from_investment,50%", "output_shock_sd,2%", "output_shock_ar,.24",
             "tfp_growth,1.5%,1/year,normal,0.5%,2.5%", f"urbanisation@{end},70%,,triangular,65%,75%",
             f"share_shift.wage@{end},3%,,triangular,0%,6%", f"transfer_policy@{end},3%,,triangular,0%,4%",
             "population_growth,-0.2%,1/year,normal,-0.4%,0%", "safety_net_effect,0.5,,uniform,0,1"]
    return rows


def with_twelve_factors(plan):
    """The plan with twelve independent assumptions: without its shocks and two of its fourteen that hardly matter, and
    with the correlations of independent.csv beside it, which has none (NO_CORRELATIONS)."""
    with open(plan) as file:
        rows = [line.rstrip() for line in file if not line.startswith(("#", "correlations,", "scenario,"))]
    base = f"extends,{os.path.dirname(os.path.abspath(plan))}/"
    return [row.replace("extends,", base, 1) if row.startswith("extends,") else row for row in rows] + [
        "correlations,independent.csv", "output_shock_sd,0", "safety_net_effect,0.5", "migration_uplift@2035,70%"]

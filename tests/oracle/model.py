"""The model of docs/model.md once more, in plain Python, to check the program against.

Nothing here is shared with the C code: not the reader, not the order of operations, not the root
finder. Clear rather than fast. `Scenario` reads a file (the well-formed part of
docs/scenario-files.md), `project` computes all years, `metrics` yields the long rows.
"""
import csv
import io
import math
import os
from statistics import NormalDist

SOURCES = ["wage", "business", "property", "transfer"]
PHI = NormalDist()

# name: (dimensions, is a path, default). None: no default; a text: computed.
PARAMETERS = {
    "population": ("r", False, None), "group_share": ("rq", False, "1/Q"),
    "income": ("rq", False, None), "source_share": ("rqs", False, "wage"),
    "consumption_rate": ("rq", True, 0.7), "wealth_ratio": ("rq", False, 0.0),
    "dispersion": ("rq", False, 0.15), "income_coverage": ("", False, 1.0),
    "consumption_coverage": ("", False, 1.0), "gdp_per_person": ("", False, None),
    "growth": ("rqs", True, 0.0), "gdp_growth": ("", True, None),
    "population_growth": ("r", True, 0.0), "urbanisation": ("", True, "computed"),
    "migration_origin": ("q", False, 1.0), "migration_destination": ("q", False, 1.0),
    "migration_uplift": ("", True, 1.0), "migration_output": ("", False, 1.0),
    "tfp_growth": ("", True, 0.0), "capital_share": ("", False, 0.45),
    "capital_output_ratio": ("", False, 3.0), "depreciation": ("", False, 0.06),
    "investment_rate": ("", True, 0.4), "investment_efficiency": ("", True, 1.0),
    "labour_growth": ("", True, 0.0), "human_capital_growth": ("", True, 0.0),
    "share_shift": ("s", True, 0.0), "household_share": ("", True, "computed"),
    "shift_from_investment": ("", True, 0.0), "shift_from_budget": ("", True, 0.0),
    "property_yield": ("rq", True, "computed"), "wealth_return": ("", True, 0.0),
    "habit": ("", False, 0.0), "wealth_effect": ("", False, 0.0),
    "transfer_mpc": ("rq", True, "computed"), "safety_net_effect": ("", False, 0.0),
    "transfer_policy": ("", True, 0.0), "transfer_weight": ("rq", False, 1.0),
    "transfer_from_investment": ("", True, 0.0), "transfer_from_levy": ("", True, 0.0),
    "debt_ratio": ("", False, 0.6), "debt_interest": ("", True, 0.03),
    "primary_balance": ("", True, 0.0), "inflation": ("", True, 0.0),
    "deflator_growth": ("", True, "computed"), "output_shock_sd": ("", False, 0.0),
    "price_shock_sd": ("", False, 0.0), "return_shock_sd": ("", False, 0.0),
    "output_shock_ar": ("", False, 0.0), "price_shock_ar": ("", False, 0.0),
    "return_shock_ar": ("", False, 0.0), "target_multiple": ("", False, 2.0),
    "poverty_line": ("", False, None), "middle_low": ("", False, None),
    "middle_high": ("", False, None), "relative_line": ("", False, 0.5),
}


class Infeasible(Exception):
    """A run without results: (year index, reason)."""


def number(text, unit, decimal):
    text = text.replace("_", "").replace(decimal, ".")
    percent = "%" in text or "%" in unit
    mantissa = text.replace("%", "").strip()
    if not percent:
        return float(mantissa)
    base, _, exponent = mantissa.lower().partition("e")
    return float(f"{base}e{int(exponent or 0) - 2}")


class Scenario:
    """Settings, and for every instance (name, r, q, s) the list of its operations in order."""

    def __init__(self, path):
        self.settings = {"regions": "urban rural", "groups": "q1 q2 q3 q4 q5", "closure": "growth",
                         "property": "growth", "horizon": "10"}
        self.rows = []
        self.settings["scenario"] = os.path.splitext(os.path.basename(path))[0]
        self.read(path, True)
        self.regions = self.settings["regions"].replace(",", " ").split()
        self.groups = self.settings["groups"].replace(",", " ").split()
        self.base, self.horizon = int(self.settings["base_year"]), int(self.settings["horizon"])

    def read(self, path, own):
        with open(path, encoding="utf-8-sig", newline="") as file:
            text = file.read()
        lines = [x for x in text.splitlines() if x.strip(" ,;\t") and not x.lstrip(' "').startswith("#")]
        semicolon = ";" in lines[0] and "," not in lines[0]
        records = [[c.strip() for c in r] for r in csv.reader(io.StringIO(text),
                   delimiter=";" if semicolon else ",", skipinitialspace=True)]
        records = [r for r in records if any(r) and not r[0].startswith("#")]
        header = records[0]
        for record in records[1:]:
            row = dict(zip(header, record + [""] * len(header)))
            self.take(path, own, row, "," if semicolon else ".")

    def take(self, path, own, row, decimal):
        name, value = row["parameter"], row["value"]
        if name == "extends":
            self.read(os.path.join(os.path.dirname(path), value), False)
        elif name.split(".")[0] in ("title", "label", "currency") or name == "scenario":
            if own or name not in ("scenario",):
                self.settings[name] = value
        elif name in ("base_year", "horizon", "regions", "groups", "closure", "property",
                      "published_income", "published_gini", "correlations"):
            self.settings[name] = value
        else:
            shift = name[-1] if name[-1] in "+*" else ""
            address, _, year = name.rstrip("+*").partition("@")
            parts = address.split(".")
            self.rows.append((parts[0], parts[1:], int(year) if year else None, shift,
                              number(value, row.get("unit", ""), decimal)))

    def members(self, dimension):
        return {"r": self.regions, "q": self.groups, "s": SOURCES}[dimension]

    def operations(self, name, cell):
        """The rows that name an instance; cell is a dictionary of its members."""
        dims = PARAMETERS[name][0]
        return [(year, shift, value) for n, parts, year, shift, value in self.rows
                if n == name and all(p in [cell[d] for d in dims] for p in parts)]

    def path(self, name, cell, computed=None):
        """Values for t = 0 … H (section 1), or None where there is none. computed: a start, or a
        whole list of values, for what no row gives."""
        default = PARAMETERS[name][2]
        default = (None if isinstance(default, str) else default)
        if name == "group_share":
            default = 1 / len(self.groups)
        if name == "source_share":
            default = 1.0 if cell["s"] == "wage" else 0.0
        start, knots, a, b, given = default, {}, 1.0, 0.0, False
        for year, shift, value in self.operations(name, cell):
            if shift == "+":
                start, b = (None if start is None else start + value), b + value
                knots = {y: v + value for y, v in knots.items()}
            elif shift == "*":
                start, a, b = (None if start is None else start * value), a * value, b * value
                knots = {y: v * value for y, v in knots.items()}
            elif year is None:
                start, knots, a, b, given = value, {}, 1.0, 0.0, True
            else:
                knots[year], given = value, True
        years = range(self.base, self.base + self.horizon + 1)
        if isinstance(computed, list):
            if not given:
                return [a * c + b for c in computed]
            computed = computed[0]
        if start is None and computed is not None:
            start = a * computed + b
        if start is not None and not any(y <= self.base for y in knots):
            knots[self.base] = start
        if not knots:
            return None
        return [interpolate(knots, y) for y in years]

    def has(self, name):
        return any(r[0] == name for r in self.rows)


def interpolate(knots, year):
    before = [y for y in knots if y <= year]
    after = [y for y in knots if y >= year]
    if not before:
        return knots[min(after)]
    if not after:
        return knots[max(before)]
    lo, hi = max(before), min(after)
    return knots[lo] if lo == hi else knots[lo] + (knots[hi] - knots[lo]) * (year - lo) / (hi - lo)


class Values:
    """All parameter values of a scenario, computed starts included (section 2)."""

    def __init__(self, sc):
        self.sc = sc
        self.cells = [(r, q) for r in sc.regions for q in sc.groups]
        plain = [n for n, p in PARAMETERS.items() if p[2] != "computed"]
        self.table = {n: self.all(n) for n in plain}
        for r in sc.regions:
            self.normalise([("group_share", (r, q)) for q in sc.groups])
        for r, q in self.cells:
            self.normalise([("source_share", (r, q, s)) for s in SOURCES])
        everybody = sum(self("population", (r,), 0) for r in sc.regions)
        urban = (self("population", ("urban",), 0) / everybody if "urban" in sc.regions else None)
        self.table["urbanisation"] = {(): sc.path("urbanisation", {}, urban)}
        if not sc.has("urbanisation"):
            self.table["urbanisation"] = {(): None}
        inflation = self.table["inflation"][()]
        self.table["deflator_growth"] = {(): sc.path("deflator_growth", {}, inflation)}
        self.table["household_share"] = {(): None}
        if sc.has("household_share") and sc.settings["closure"] != "growth":
            mean = sum(self("population", (r,), 0) * self("group_share", (r, q), 0)
                       * self("income", (r, q), 0) for r, q in self.cells) / everybody
            share = mean / self("gdp_per_person", (), 0) / self("income_coverage", (), 0)
            self.table["household_share"] = {(): sc.path("household_share", {}, share)}
        self.table["property_yield"], self.table["transfer_mpc"] = {}, {}
        for r, q in self.cells:
            cell = {"r": r, "q": q}
            wealth = self("wealth_ratio", (r, q), 0)
            own = self("source_share", (r, q, "property"), 0) / wealth if wealth else None
            self.table["property_yield"][(r, q)] = sc.path("property_yield", cell, own)
            kappa = [min(self.kappa((r, q), t), 1.0) for t in range(sc.horizon + 1)]
            first = min(self("consumption_rate", (r, q), 0), 1.0)
            if any(shift == "" for _, shift, _ in sc.operations("transfer_mpc", cell)):
                self.table["transfer_mpc"][(r, q)] = sc.path("transfer_mpc", cell, first)
            else:
                self.table["transfer_mpc"][(r, q)] = sc.path("transfer_mpc", cell, kappa)

    def kappa(self, cell, t):
        return (self("consumption_rate", cell, t)
                + self("safety_net_effect", (), t) * self("transfer_policy", (), t))

    def all(self, name):
        dims = PARAMETERS[name][0]
        keys = [()]
        for d in dims:
            keys = [k + (m,) for k in keys for m in self.sc.members(d)]
        return {k: self.sc.path(name, dict(zip(dims, k))) for k in keys}

    def normalise(self, keys):
        total = sum(self.table[n][k][0] for n, k in keys)
        assert abs(total - 1) <= 0.005 + 1e-12, keys
        for n, k in keys:
            self.table[n][k] = [v / total for v in self.table[n][k]]

    def __call__(self, name, key, t):
        path = self.table[name][key]
        return None if path is None else path[t if PARAMETERS[name][1] else 0]


class Year:
    """What section 3 leaves of one year: dictionaries by cell."""


def project(sc):
    v = Values(sc)
    first = base_year(sc, v)
    years = [first]
    for t in range(1, sc.horizon + 1):
        years.append(step(sc, v, years, t))
    return v, years


def has_gdp(sc):
    return sc.has("gdp_per_person") and (sc.has("gdp_growth") or sc.settings["closure"] == "production")


def base_year(sc, v):
    y = Year()
    y.n = {c: v("population", c[:1], 0) * v("group_share", c, 0) for c in v.cells}
    y.y = {(c, s): v("income", c, 0) * v("source_share", c + (s,), 0) for c in v.cells for s in SOURCES}
    y.Y0 = {c: v("income", c, 0) for c in v.cells}
    y.Y = dict(y.Y0)
    y.C0 = {c: v("consumption_rate", c, 0) * y.Y[c] for c in v.cells}
    y.C = dict(y.C0)
    y.W = {c: v("wealth_ratio", c, 0) * y.Y[c] for c in v.cells}
    y.sigma2 = {c: v("dispersion", c, 0) ** 2 for c in v.cells}
    y.net = {c: 0.0 for c in v.cells}
    y.N = sum(y.n.values())
    y.G = v("gdp_per_person", (), 0)
    y.R = y.P = 1.0
    y.g = None
    y.K = v("capital_output_ratio", (), 0) * y.G * y.N if y.G else None
    y.i = v("investment_rate", (), 0)
    y.tau = y.cost = y.shift = 0.0
    y.d = v("debt_ratio", (), 0)
    y.h = {s: sum(y.n[c] * y.y[c, s] for c in v.cells) / y.N / y.G for s in SOURCES} if y.G else None
    return y


def migrate(v, y, t, n, src, Y, C, W, sigma2):
    """Section 3.2 with sigma itself, in place; returns nothing."""
    N = sum(n.values())
    M = v("urbanisation", (), t) * N - sum(x for c, x in n.items() if c[0] == "urban")
    if abs(M) <= 1e-12 * N:
        return
    origin, destination = ("rural", "urban") if M > 0 else ("urban", "rural")
    leave, arrive = (("migration_origin", "migration_destination") if M > 0
                     else ("migration_destination", "migration_origin"))
    M = abs(M)
    froms = [c for c in n if c[0] == origin]
    tos = [c for c in n if c[0] == destination]
    wsum = sum(n[c] * v(leave, c[1:], 0) for c in froms)
    dsum = sum(n[c] * v(arrive, c[1:], 0) for c in tos)
    if wsum == 0 or dsum == 0:
        raise Infeasible(t, "weights")
    m = {c: M * n[c] * v(leave, c[1:], 0) / wsum for c in froms}
    if any(m[c] > n[c] * (1 + 1e-12) for c in froms):
        raise Infeasible(t, "too many")
    pool_y = {s: sum(m[c] * src[c, s] for c in froms) / M for s in SOURCES}
    pY, pC, pW = (sum(m[c] * x[c] for c in froms) / M for x in (Y, C, W))
    kp = sum(m[c] * (Y[c] ** 2 * math.expm1(sigma2[c]) + (Y[c] - pY) ** 2) for c in froms) / (M * pY ** 2)
    for c in froms:
        n[c] = 0.0 if m[c] >= n[c] * (1 - 1e-12) else n[c] - m[c]
    mu = v("migration_uplift", (), t)
    for c in tos:
        Mj = M * n[c] * v(arrive, c[1:], 0) / dsum
        if Mj == 0:
            continue
        whole = n[c] + Mj
        income = pY + mu * (Y[c] - pY)
        k = (1 - mu) * kp + mu * math.expm1(sigma2[c])
        mean = (n[c] * Y[c] + Mj * income) / whole
        within = (n[c] * Y[c] ** 2 * math.expm1(sigma2[c]) + Mj * income ** 2 * k) / whole
        between = (n[c] * (Y[c] - mean) ** 2 + Mj * (income - mean) ** 2) / whole
        variation = (within + between) / mean ** 2
        sigma2[c] = math.log1p(variation) if variation > 1e-24 else 0.0
        for s in SOURCES:
            src[c, s] = (n[c] * src[c, s] + Mj * (pool_y[s] + mu * (src[c, s] - pool_y[s]))) / whole
        C[c] = (n[c] * C[c] + Mj * (pC + mu * (C[c] - pC))) / whole
        W[c] = (n[c] * W[c] + Mj * pW) / whole
        Y[c], n[c] = mean, whole


def step(sc, v, years, t):
    last, base = years[-1], years[0]
    closure, by_yield = sc.settings["closure"], sc.settings["property"] == "yield"
    y = Year()
    n, W = {}, {}
    for c in v.cells:
        f = 1 + v("population_growth", c[:1], t)
        n[c], W[c] = last.n[c] * f, last.W[c] / f
    src, Yt, Ct, sigma2 = dict(last.y), dict(last.Y0), dict(last.C0), dict(last.sigma2)
    N = sum(n.values())

    def mean_of(values):
        return sum(n[c] * values[c] for c in v.cells) / N

    earned = mean_of({c: src[c, "wage"] + src[c, "business"] for c in v.cells})
    if v("urbanisation", (), t) is not None:
        migrate(v, y, t, n, src, Yt, Ct, W, sigma2)
    after = mean_of({c: src[c, "wage"] + src[c, "business"] for c in v.cells})
    gain = after / earned - 1 if earned else 0.0
    y.n, y.N, y.sigma2 = n, N, sigma2
    gdp = has_gdp(sc)
    y.K, total = last.K, None
    if gdp and closure == "production":
        y.K = ((1 - v("depreciation", (), 0)) * last.K
               + v("investment_efficiency", (), t - 1) * last.i * last.G * last.N)
        moved = 1 + v("migration_output", (), 0) * gain
        if moved <= 0:
            raise Infeasible(t, "output")
        a = v("capital_share", (), 0)
        total = (last.G * last.N * (1 + v("tfp_growth", (), t)) * (y.K / last.K) ** a
                 * ((1 + v("labour_growth", (), t)) * (1 + v("human_capital_growth", (), t)) * moved)
                 ** (1 - a))
    elif gdp:
        total = last.G * last.N * (1 + v("gdp_growth", (), t))
    y.G = total / N if gdp else None
    y.g = total / (last.G * last.N) - 1 if gdp else None
    y.R = last.R * (1 + v("deflator_growth", (), t)) / (1 + v("inflation", (), t))
    y.P = last.P * (1 + v("inflation", (), t))
    y.y = {}
    for c in v.cells:
        for s in SOURCES:
            y.y[c, s] = (v("property_yield", c, t) * W[c] if s == "property" and by_yield
                         else src[c, s] * (1 + v("growth", c + (s,), t)))
    coverage = v("income_coverage", (), 0)
    y.shift = 0.0
    if closure != "growth":
        close(sc, v, base, y, t, coverage, by_yield)
    policy = v("transfer_policy", (), t)
    y.cost = policy
    y.i = None
    if gdp:
        y.i = (v("investment_rate", (), t) - policy * v("transfer_from_investment", (), t)
               - v("shift_from_investment", (), t) * y.shift)
        if closure == "production" and y.i < 0:
            raise Infeasible(t, "investment")
    pay(v, y, t, policy, coverage)
    spend(v, y, t, policy, Yt, Ct, W)
    y.d = None
    if gdp:
        y.d = (last.d * (1 + v("debt_interest", (), t)) / ((1 + y.g) * (1 + v("deflator_growth", (), t)))
               - v("primary_balance", (), t)
               + policy * (1 - v("transfer_from_investment", (), t) - v("transfer_from_levy", (), t))
               + v("shift_from_budget", (), t) * y.shift)
    return y


def close(sc, v, base, y, t, coverage, by_yield):
    """Section 3.4, closures gdp and production."""
    gr = y.G * y.R
    present = [s for s in SOURCES if any(base.y[c, s] for c in v.cells)]
    scaled = [s for s in present if not (s == "property" and by_yield)]
    target = {s: (base.h[s] + v("share_shift", (s,), t) * coverage) * gr for s in scaled}
    mean = {s: sum(y.n[c] * y.y[c, s] for c in v.cells) / y.N for s in SOURCES}
    size = {s: sum(y.n[c] * abs(y.y[c, s]) for c in v.cells) / y.N for s in SOURCES}
    share = v("household_share", (), t)
    if share is not None:
        wanted = share * coverage * gr - (mean["property"] if by_yield else 0.0)
        whole = sum(target.values())
        if whole == 0 or not wanted / whole > 0:
            raise Infeasible(t, "share")
        target = {s: x * wanted / whole for s, x in target.items()}
    for s in scaled:
        if abs(mean[s]) <= 1e-12 * size[s] or not target[s] / mean[s] > 0:
            raise Infeasible(t, "target " + s)
        for c in v.cells:
            y.y[c, s] *= target[s] / mean[s]
    y.shift = sum(target[s] / gr - base.h[s] for s in scaled) / coverage


def pay(v, y, t, policy, coverage):
    """Section 3.5."""
    y.net, y.tau = {c: 0.0 for c in v.cells}, 0.0
    T = policy * y.G * y.R * coverage if policy else 0.0
    if T:
        weights = sum(y.n[c] * v("transfer_weight", c, 0) for c in v.cells) / y.N
        if weights <= 0:
            raise Infeasible(t, "weights")
        taxed = {c: sum(y.y[c, s] for s in SOURCES[:3]) for c in v.cells}
        levied = T * v("transfer_from_levy", (), t)
        if levied:
            base = sum(y.n[c] * taxed[c] for c in v.cells) / y.N
            if base <= 0:
                raise Infeasible(t, "levy")
            y.tau = levied / base
        for c in v.cells:
            y.net[c] = T * v("transfer_weight", c, 0) / weights - y.tau * taxed[c]


def spend(v, y, t, policy, Yt, Ct, W):
    """Section 3.6."""
    y.Y0, y.Y, y.C0, y.C, y.W = {}, {}, {}, {}, {}
    for c in v.cells:
        y.Y0[c] = sum(y.y[c, s] for s in SOURCES)
        y.Y[c] = y.Y0[c] + y.net[c]
        if y.Y0[c] <= 0 or y.Y[c] <= 0:
            raise Infeasible(t, "income")
        habit = v("habit", (), 0)
        y.C0[c] = y.Y0[c] * (habit * Ct[c] / Yt[c] + (1 - habit) * v.kappa(c, t))
        y.C[c] = (y.C0[c] + v("transfer_mpc", c, t) * y.net[c]
                  + v("wealth_effect", (), 0) * (W[c] - v("wealth_ratio", c, 0) * Yt[c]))
        if y.C[c] < 0:
            raise Infeasible(t, "consumption")
        y.W[c] = W[c] * (1 + v("wealth_return", (), t)) + y.Y[c] - y.C[c]


# ---- section 4 ----

def cdf(parts, x, strict=False):
    total = 0.0
    for p, m, s in parts:
        if s == 0:
            total += p * (m < x if strict else m <= x)
        else:
            total += p * 0.5 * math.erfc(-(math.log(x) - math.log(m) + s * s / 2) / s / math.sqrt(2))
    return total


def quantile(parts, p):
    if any(s == 0 for _, _, s in parts):
        p -= 1e-12
    lo = min(m * math.exp(-s * s / 2 - 9 * s) for _, m, s in parts) * 0.5
    hi = max(m * math.exp(-s * s / 2 + 9 * s) for _, m, s in parts) * 2
    for _ in range(400):
        mid = (lo + hi) / 2
        if mid in (lo, hi):
            break
        lo, hi = (lo, mid) if cdf(parts, mid) >= p else (mid, hi)
    return hi


def lorenz(parts, p):
    x = quantile(parts, p)
    mean = sum(q * m for q, m, _ in parts)
    part = 0.0
    for q, m, s in parts:
        part += q * m * ((m < x) if s == 0 else
                         0.5 * math.erfc(-((math.log(x) - math.log(m) + s * s / 2) / s - s) / math.sqrt(2)))
    return (part + x * (p - cdf(parts, x, True))) / mean


def gini(parts):
    total = 0.0
    for p, a, s in parts:
        for q, b, u in parts:
            rho = math.hypot(s, u)
            if rho == 0:
                total += p * q * abs(a - b)
                continue
            gap = math.log(a) - s * s / 2 - math.log(b) + u * u / 2
            total += p * q * (a * math.erf((gap + s * s) / rho / math.sqrt(2))
                              + b * math.erf((u * u - gap) / rho / math.sqrt(2)))
    return total / (2 * sum(p * m for p, m, _ in parts))


def distribution(v, parts):
    """The metrics of one scope's distribution."""
    names = ["gini", "theil", "median", "p10", "p90", "palma", "poverty_rate", "relative_poverty",
             "below_middle", "middle_share", "above_middle"] + [f"quintile.{k}" for k in range(1, 6)]
    if not parts:
        return {k: None for k in names}
    mean = sum(p * m for p, m, _ in parts)
    L = {p: lorenz(parts, p) for p in (0.2, 0.4, 0.6, 0.8, 0.9)}
    low, high, poor = (v(k, (), 0) for k in ("middle_low", "middle_high", "poverty_line"))
    median = quantile(parts, 0.5)
    at = lambda line: None if line is None else cdf(parts, line)
    out = {
        "gini": gini(parts),
        "theil": sum(p * m / mean * (math.log(m / mean) + s * s / 2) for p, m, s in parts),
        "median": median, "p10": quantile(parts, 0.1), "p90": quantile(parts, 0.9),
        "palma": (1 - L[0.9]) / L[0.4], "poverty_rate": at(poor),
        "relative_poverty": cdf(parts, v("relative_line", (), 0) * median),
        "below_middle": at(low),
        "middle_share": None if low is None or high is None else at(high) - at(low),
        "above_middle": None if high is None else 1 - at(high),
    }
    ends = [0.0, L[0.2], L[0.4], L[0.6], L[0.8], 1.0]
    for k in range(5):
        out[f"quintile.{k + 1}"] = mean * (ends[k + 1] - ends[k]) / 0.2
    return out


def density(parts, x):
    """Of ln X at x."""
    if any(s == 0 for _, _, s in parts):
        return None
    z = [(math.log(x) - math.log(m) + s * s / 2) / s for _, m, s in parts]
    return sum(p * math.exp(-k * k / 2) / s for k, (p, _, s) in zip(z, parts)) / math.sqrt(2 * math.pi)


def mixture(y, cells):
    n = sum(y.n[c] for c in cells)
    return [(y.n[c] / n, y.Y[c], math.sqrt(y.sigma2[c])) for c in cells if y.n[c] > 0]


def curves(sc, percents):
    """What comes on request: (year, metric, region, group, source, value or None)."""
    v, years = project(sc)
    for region in [""] + list(sc.regions):
        cells = [c for c in v.cells if region in ("", c[0])]
        base = mixture(years[0], cells)
        for t in range(sc.horizon + 1):
            parts = mixture(years[t], cells)
            for k in percents:
                x = quantile(parts, k / 100) if parts else None
                rows = {"percentile": x, "lorenz": lorenz(parts, k / 100) if parts else None,
                        "density": density(parts, x) if parts else None}
                if t > 0:
                    rows["incidence"] = (x / quantile(base, k / 100)) ** (1 / t) - 1 if parts else None
                for name, value in rows.items():
                    yield sc.base + t, f"{name}.{k}", region, "", "", value


def income_of(y, cells, source):
    n = sum(y.n[c] for c in cells)
    if n <= 0:
        return None
    if source is None:
        return sum(y.n[c] * y.Y[c] for c in cells) / n
    extra = 1 if source == "transfer" else 0
    return sum(y.n[c] * (y.y[c, source] + extra * y.net[c]) for c in cells) / n


def ratio(a, b):
    return None if a is None or b is None or b == 0 else a / b


def scope_rows(v, years, t, cells, is_cell, region, group):
    y = years[t]
    n = sum(y.n[c] for c in cells)
    mean = lambda x: sum(y.n[c] * x[c] for c in cells) / n if n > 0 else None
    for s in [None] + SOURCES:
        income = income_of(y, cells, s)
        yield "income", s, income
        yield "income_nominal", s, None if income is None else income * y.P
        yield "income_index", s, ratio(income, income_of(years[0], cells, s))
    Y, C = mean(y.Y), mean(y.C)
    yield "consumption", None, C
    yield "saving", None, None if Y is None else Y - C
    yield "saving_rate", None, None if Y is None else (Y - C) / Y
    yield "wealth", None, mean(y.W)
    yield "population", None, n
    if not is_cell:
        for name, value in distribution(v, mixture(y, cells)).items():
            yield name, None, value


def nation_rows(sc, v, years, t):
    y = years[t]
    region = lambda r: [c for c in v.cells if c[0] == r]
    count = lambda cells: sum(y.n[c] for c in cells)
    two = "urban" in sc.regions and "rural" in sc.regions
    yield "urban_share", count(region("urban")) / y.N if "urban" in sc.regions else None
    yield "urban_rural_ratio", (ratio(income_of(y, region("urban"), None),
                                      income_of(y, region("rural"), None)) if two else None)
    yield "price_level", y.P
    gdp = has_gdp(sc)
    invests = gdp and (sc.settings["closure"] == "production" or sc.has("investment_rate"))
    gr = y.G * y.R if gdp else None
    household = sum(y.n[c] * y.Y[c] for c in v.cells) / y.N / gr / v("income_coverage", (), 0) if gdp else None
    spent = sum(y.n[c] * y.C[c] for c in v.cells) / y.N / gr / v("consumption_coverage", (), 0) if gdp else None
    yield "gdp_per_person", y.G if gdp else None
    if t > 0:
        yield "gdp_growth", y.g if gdp else None
    yield "household_share", household
    yield "consumption_share", spent
    yield "investment_share", y.i if invests else None
    yield "rest_share", 1 - spent - y.i if invests else None
    yield "levy_rate", y.tau if gdp else None
    yield "debt_ratio", y.d if gdp else None
    yield "transfer_cost", y.cost if gdp else None


def scalar_rows(sc, v, years, cells):
    index = [ratio(income_of(y, cells, None), income_of(years[0], cells, None)) for y in years]
    target = v("target_multiple", (), 0)
    reached = None
    for t, x in enumerate(index):
        if x is not None and x >= target * (1 - 1e-12):
            reached = (sc.base if t == 0 else
                       sc.base + t - 1 + min(math.log(target / index[t - 1]) / math.log(x / index[t - 1]), 1))
            break
    yield "multiple", index[-1]
    yield "doubling_year", reached
    yield "mean_growth", None if index[-1] is None else index[-1] ** (1 / sc.horizon) - 1


def metrics(sc):
    """(year or '', metric, region, group, source, value or None) for everything."""
    v, years = project(sc)
    scopes = [("", "", v.cells)] + [(r, "", [c for c in v.cells if c[0] == r]) for r in sc.regions]
    scopes += [(c[0], c[1], [c]) for c in v.cells]
    for t in range(sc.horizon + 1):
        for region, group, cells in scopes:
            for name, source, value in scope_rows(v, years, t, cells, group != "", region, group):
                yield sc.base + t, name, region, group, source or "", value
            if region == "":
                for name, value in nation_rows(sc, v, years, t):
                    yield sc.base + t, name, "", "", "", value
    for region, group, cells in scopes:
        for name, value in scalar_rows(sc, v, years, cells):
            yield "", name, region, group, "", value
        if region == "":
            yield "", "required_growth", "", "", "", v("target_multiple", (), 0) ** (1 / sc.horizon) - 1

#!/usr/bin/env python3
"""generate.py SEED: a random scenario with every part of the model at work, in a layout drawn anew.

Most are feasible. The layout (column order, line ends, byte-order mark, comments, member order,
percent or plain, semicolons) exercises the reader at the same time."""
import random
import sys

SOURCES = ["wage", "business", "property", "transfer"]


class Generator:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.rows = []
        self.base = self.r.randint(1990, 2030)
        self.horizon = self.r.choice([1, 2, 5, 8, 10, 15, 30])
        names = [f"g{i}" for i in range(self.r.choice([1, 2, 3, 5, 6]))]
        self.groups = names
        self.regions = self.r.choice([["urban", "rural"], ["rural", "urban"], ["urban", "rural", "coast"],
                                      ["nation"]])
        self.closure = self.r.choice(["growth", "gdp", "production"])
        self.semicolon = self.r.random() < 0.15

    def chance(self, p):
        return self.r.random() < p

    def value(self, x, kind):
        """A number as text: digits, or a percentage; decimal comma where the file has semicolons."""
        if kind == "rate" and self.chance(0.6):
            text = f"{x * 100:.6g}%"
        else:
            text = f"{x:.9g}"
        return text.replace(".", ",") if self.semicolon else text

    def row(self, name, x, kind="number", year=None, shift=""):
        parts = name.split(".")
        members = parts[1:]
        self.r.shuffle(members)
        address = ".".join(parts[:1] + members) + (f"@{year}" if year else "") + shift
        unit = {"rate": self.r.choice(["", "", "share" if "growth" not in name else "1/year"])}.get(kind, "")
        self.rows.append([address, self.value(x, kind), unit if "/" in unit else ""])

    def path(self, name, low, high, kind="rate"):
        """Undated, dated, or both; a shift now and then."""
        draw = lambda: self.r.uniform(low, high)
        how = self.r.randint(0, 3)
        if how in (0, 2):
            self.row(name, draw(), kind)
        if how in (1, 2, 3):
            for _ in range(self.r.randint(1, 3)):
                self.row(name, draw(), kind, self.r.randint(self.base - 2, self.base + self.horizon + 2))
        if self.chance(0.15) and how != 3:
            self.row(name, self.r.uniform(-0.05, 0.05) * (high - low), kind, shift="+")
        if self.chance(0.1) and how != 3:
            self.row(name, self.r.uniform(0.97, 1.03), "number", shift="*")

    def maybe(self, p, name, low, high, kind="rate"):
        if self.chance(p):
            self.path(name, low, high, kind)

    def base_year(self):
        for region in self.regions:
            self.row(f"population.{region}", self.r.uniform(50, 900))
            if self.chance(0.6):
                shares = [self.r.uniform(0.5, 2) for _ in self.groups]
                for group, share in zip(self.groups, shares):
                    self.row(f"group_share.{region}.{group}", share / sum(shares))
            for i, group in enumerate(self.groups):
                cell = f"{region}.{group}"
                self.row(f"income.{cell}", self.r.uniform(3000, 9000) * (i + 1) * 1.4 ** i)
                self.shares(cell)
        for name, low, high in (("wealth_ratio", 1, 9), ("dispersion", 0, 0.6)):
            for region in self.regions:
                self.row(f"{name}.{region}", self.r.uniform(low, high))
        if self.chance(0.2):
            self.row("dispersion." + self.r.choice(self.groups), 0)

    def shares(self, cell):
        if self.chance(0.15):
            return
        parts = [self.r.uniform(0.4, 0.7), self.r.uniform(0.02, 0.2), self.r.uniform(0.01, 0.1)]
        for source, share in zip(SOURCES, parts + [1 - sum(parts)]):
            self.row(f"source_share.{cell}.{source}", share)

    def growth(self):
        self.maybe(0.8, "growth", -0.01, 0.06)
        for source in SOURCES:
            self.maybe(0.3, f"growth.{source}", -0.01, 0.06)
        self.maybe(0.3, f"growth.{self.regions[0]}.{self.groups[0]}", 0, 0.05)
        self.maybe(0.4, "population_growth", -0.01, 0.01)
        self.maybe(0.3, f"population_growth.{self.regions[-1]}", -0.02, 0.01)
        self.path("consumption_rate", 0.5, 0.95)
        self.maybe(0.3, f"consumption_rate.{self.groups[0]}", 0.8, 1.1)
        self.maybe(0.4, "wealth_return", -0.01, 0.03)
        self.maybe(0.5, "inflation", -0.01, 0.05)
        self.maybe(0.3, "deflator_growth", -0.01, 0.05)
        for name, high in (("habit", 0.8), ("wealth_effect", 0.04)):
            if self.chance(0.4):
                self.row(name, self.r.uniform(0, high))

    def migration(self):
        if "rural" not in self.regions or self.chance(0.4):
            return
        for _ in range(self.r.randint(1, 3)):
            self.row("urbanisation", self.r.uniform(0.4, 0.75), "rate",
                     self.base + self.r.randint(1, self.horizon))
        for name in ("migration_origin", "migration_destination"):
            for group in self.groups:
                if self.chance(0.4):
                    self.row(f"{name}.{group}", self.r.choice([0, 0.5, 1, 3]) if len(self.groups) > 1 else 1)
        self.maybe(0.6, "migration_uplift", 0, 1)

    def accounts(self):
        if self.closure == "growth" and self.chance(0.5):
            return
        self.row("gdp_per_person", self.r.uniform(60000, 120000))
        if self.closure != "production":
            self.path("gdp_growth", -0.01, 0.06)
        if self.chance(0.6) or self.closure == "production":
            self.path("investment_rate", 0.25, 0.45)
        for name in ("income_coverage", "consumption_coverage"):
            if self.chance(0.6):
                self.row(name, self.r.uniform(0.6, 1.1))
        if self.closure == "production":
            self.production()
        if self.closure != "growth":
            self.shifts()
        self.policy()

    def production(self):
        self.maybe(0.9, "tfp_growth", -0.005, 0.025)
        self.maybe(0.5, "labour_growth", -0.01, 0.01)
        self.maybe(0.5, "human_capital_growth", 0, 0.015)
        self.maybe(0.5, "investment_efficiency", 0.6, 1.1, "number")
        for name, low, high in (("capital_share", 0.3, 0.6), ("capital_output_ratio", 2, 5),
                                ("depreciation", 0.03, 0.1), ("migration_output", 0, 1)):
            if self.chance(0.5):
                self.row(name, self.r.uniform(low, high))

    def shifts(self):
        for source in ("wage", "business", "transfer"):
            if self.chance(0.4):
                self.row(f"share_shift.{source}", 0, "rate", self.base)
                self.row(f"share_shift.{source}", self.r.uniform(-0.01, 0.04), "rate",
                         self.base + self.horizon)
        if self.chance(0.3):
            for _ in range(self.r.randint(1, 2)):
                self.row("household_share", self.r.uniform(0.2, 0.8), "rate",
                         self.base + self.r.randint(1, self.horizon))
        if self.chance(0.4):
            self.row("shift_from_investment", self.r.uniform(0, 0.5))
            self.row("shift_from_budget", self.r.uniform(0, 0.5))

    def policy(self):
        if self.chance(0.5):
            self.row("transfer_policy", 0, "rate", self.base)
            self.row("transfer_policy", self.r.uniform(-0.01, 0.05), "rate", self.base + self.horizon)
            for region in self.regions:
                self.row(f"transfer_weight.{region}", self.r.choice([0.5, 1, 2]))
            self.maybe(0.5, "transfer_from_levy", 0, 0.5)
            self.maybe(0.5, "transfer_from_investment", 0, 0.45)
            self.maybe(0.4, f"transfer_mpc.{self.groups[0]}", 0.5, 1.2)
            if self.chance(0.4):
                self.row("safety_net_effect", self.r.uniform(0, 1.5))
        for name, low, high in (("debt_interest", 0, 0.05), ("primary_balance", -0.04, 0.02)):
            self.maybe(0.4, name, low, high)
        if self.chance(0.5):
            self.row("debt_ratio", self.r.uniform(0, 1.5))

    def lines(self):
        if self.chance(0.6):
            self.row("middle_low", self.r.uniform(15000, 30000))
            self.row("middle_high", self.r.uniform(60000, 180000))
        if self.chance(0.5):
            self.row("poverty_line", self.r.uniform(3000, 9000))
        if self.chance(0.3):
            self.row("relative_line", self.r.uniform(0.4, 0.7))
        if self.chance(0.3):
            self.row("target_multiple", self.r.choice([1, 1.2, 1.5, 3]))

    def text(self):
        settings = [["scenario", "random", ""], ["base_year", str(self.base), ""],
                    ["horizon", str(self.horizon), ""], ["regions", " ".join(self.regions), ""],
                    ["groups", " ".join(self.groups), ""], ["closure", self.closure, ""]]
        if self.chance(0.3):
            settings.append(["property", "yield", ""])
        self.base_year()
        self.growth()
        self.migration()
        self.accounts()
        self.lines()
        self.note = self.r.choice(["", "a note", '"quoted, with a comma"'])
        return self.layout(settings + self.rows)

    def layout(self, rows):
        separator = ";" if self.semicolon else ","
        order = self.r.choice([[0, 1, 2], [1, 0, 2], [2, 1, 0]])
        end = self.r.choice(["\n", "\r\n"])
        lines = [separator.join([["parameter", "value", "unit"][i] for i in order])]
        for row in rows:
            lines.append(separator.join(row[i] for i in order))
            if self.chance(0.03):
                lines.append(self.r.choice(["# a comment, with a comma", "", separator * 2]))
        mark = "\ufeff" if self.chance(0.2) else ""
        return mark + end.join(lines) + end


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="")
    sys.stdout.write(Generator(int(sys.argv[1])).text())

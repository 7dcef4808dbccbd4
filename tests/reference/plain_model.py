"""The same model for one municipality, written a second time without our engine: floats, loops and numpy-financial.

It is what the engine is held against (``tests/model/test_plain_model.py``) and measured against (``benchmarks/batch.py``, which
refuses to print a ratio where the net present value here differs from the engine's by more than 1e-9 relative). Of the package it
knows the records of the assumption files only. Where the model changes, this follows the description of the model, not the engine.

A fair opponent: what is the same in every scenario (populations by year, dates, ranks, price factors, who has started of
those that are live) is worked out once, nothing is computed that the net present value does not need, and years without
effect are left out.
"""

import math
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import numpy_financial as npf

from costmodel.assumptions.records import AssumptionSet, Municipality

ONE_RATE, LONGEST = 41, 150
"""Years that are discounted at one rate, which is all that ``npf.npv`` can do; and the most that any scenario has."""
STEPS = ((40, 0.0), (75, 0.01), (math.inf, 0.02))
"""Up to so many elapsed years the discount rate is so much lower, but never under 0 (R-109/21)."""
REFERENCE = "Trondheim"
WAVES = ["PD1", "PD2", "PD3", "PD4", "PD5", "KI1", "KI2", "KI3", "KI4", "KI5"]
SETTINGS = ("start_year", "decision_year", "price_year", "reference_year", "reference_participants", "legacy_reinvestment_year")

Values = Mapping[str, float]


class Drivers(NamedTuple):
    """What both costs and benefits of a scenario are made of; a number a scenario or a list with one a year."""

    years: range
    go_live: float
    ref_scale: float
    small: float
    began: float
    scale: list[float]
    started: list[float]
    remaining: list[float]
    wage: list[float]
    growth: list[float]
    sharing: list[float]
    coverage: list[float]
    gp_share: list[float]


def clip01(x: float) -> float:
    return 0.0 if x < 0.0 else min(x, 1.0)


def decimal_year(day: date) -> float:
    first, next_first = date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return day.year + (day - first).days / (next_first - first).days


def population(item: Municipality, year: int) -> float:
    """Linear between the years of the table, constant before and after."""
    known = sorted(item.population)
    if year <= known[0]:
        return float(item.population[known[0]])
    for earlier, later in pairwise(known):
        if year <= later:
            at_start, at_end = item.population[earlier], item.population[later]
            return at_start + (at_end - at_start) * (year - earlier) / (later - earlier)
    return float(item.population[known[-1]])


def stepped_npv(rate: float, flows: list[float]) -> float:
    """Each year after the first divides by 1 + the rate of that year."""
    factor, total = 1.0, 0.0
    for elapsed, flow in enumerate(flows):
        if elapsed:
            factor /= 1 + max(rate - next(less for last, less in STEPS if elapsed <= last), 0.0)
        total += flow * factor
    return total


class PlainModel:
    """What is the same in all scenarios of a run; :meth:`npv` appraises one of them."""

    def __init__(self, assumptions: AssumptionSet, municipality: str, settings: Values) -> None:
        self.start, self.decision, price, self.reference_year, reference_participants, self.renewal = (int(settings[n]) for n in SETTINGS)
        cpi = {year: row.cpi for year, row in assumptions.price_index.items()}
        priced = {name: item.price_year for name, item in assumptions.quantities.items()}
        self.factor = {name: cpi[price] / cpi[year] for name, year in priced.items() if year is not None}
        self.published = (assumptions.parameters["published_platform_cost"].value or 0.0) * self.factor["published_platform_cost"]
        self.benefits = list(assumptions.benefits)
        towns = sorted(
            assumptions.municipalities, key=lambda m: (WAVES.index(m.wave), -population(m, self.reference_year), m.name)
        )  # their order is their rank
        self.own = [town.name for town in towns].index(municipality)
        self.reference = [town.name for town in towns].index(REFERENCE)
        self.date = [decimal_year(town.go_live) for town in towns]
        self.planned = [k for k, town in enumerate(towns) if town.status == "planned"]
        self.ref_planned = [k for k in self.planned if k < reference_participants]
        self.last_known = max(towns[0].population)
        years = range(self.start, self.start + LONGEST)
        self.at_reference = [population(town, self.reference_year) for town in towns]
        self.people = {year: [population(town, year) for town in towns] for year in years}
        self.everybody = {year: sum(people) for year, people in self.people.items()}
        live = [town.status == "live" for town in towns]
        self.served_by_live = {
            year: [p * clip01(year + 1 - g) if on else 0.0 for p, g, on in zip(people, self.date, live, strict=True)]
            for year, people in self.people.items()
        }
        self.all_live = {year: sum(served) for year, served in self.served_by_live.items()}
        self.ref_live = {year: sum(served[:reference_participants]) for year, served in self.served_by_live.items()}

    def npv(self, values: Values) -> float:
        """Net present value, MNOK, in the run's prices; `values` by full name as in ``Scenario.values``, one number each."""
        v = dict(values)
        for name, factor in self.factor.items():
            v[name] *= factor
        d = self.drivers(v)
        flows = [benefit - cost for benefit, cost in zip(self.benefit_by_year(v, d), self.cost_by_year(v, d), strict=True)]
        return float(npf.npv(v["discount_rate"], flows)) if len(flows) <= ONE_RATE else stepped_npv(v["discount_rate"], flows)

    def drivers(self, v: Values) -> Drivers:
        earliest = self.decision + v["introduction_months"] / 12
        starts = {k: max(self.date[k], earliest) + v["rollout_delay"] for k in self.planned}
        g = starts.get(self.own, self.date[self.own])
        last = math.ceil(g + max(v["service_years"], v["depreciation_years"])) - 1
        years = range(self.start, max(self.start, last) + 1)
        growth = {year: (1 + v["population_growth"]) ** max(year - self.last_known, 0) for year in (self.reference_year, *years)}
        reference = self.at_reference[self.reference] * growth[self.reference_year]
        ref_scale = self.at_reference[self.own] / self.at_reference[self.reference]
        gp_start, ramp = max(v["gp_start_year"], self.decision), v["gp_ramp_years"]
        sharing, coverage = self.participation(v, years, starts)
        end, leaves = g + v["service_years"], v["exit_year"]
        return Drivers(
            years=years,
            go_live=g,
            ref_scale=ref_scale,
            small=ref_scale ** -v["scale_elasticity"],
            began=1.0 if math.floor(g) < leaves else 0.0,
            scale=[self.people[year][self.own] * growth[year] / reference for year in years],
            started=[clip01(year + 1 - g) for year in years],
            remaining=[1 - clip01(year + 1 - end) if year < leaves else 0.0 for year in years],
            wage=[(1 + v["real_wage_growth"]) ** (year - self.reference_year) for year in years],
            growth=[(1 + v["real_cost_growth"]) ** (year - self.reference_year) for year in years],
            sharing=sharing,
            coverage=coverage,
            gp_share=[v["gp_uptake"] * clip01((year + 1 - gp_start) / ramp) for year in years],
        )

    def participation(self, v: Values, years: range, starts: dict[int, float]) -> tuple[list[float], list[float]]:
        """Sharing and coverage by year: who is served, of those that take part; growth cancels in both."""
        number, hospitals = int(v["participants"]), v["hospital_share"]
        joining = [k for k in self.planned if k < number or k == self.own]
        first = min(starts.values(), default=math.inf)
        sharing, coverage = [], []
        for year in years:
            people, live = self.people[year], self.served_by_live[year]
            served = self.all_live[year] if year < self.decision else sum(live[:number])
            if year >= self.decision and self.own >= number:
                served += live[self.own]
            served_ref = self.ref_live[year]
            if year + 1 > first:
                for k in joining:
                    served += people[k] * clip01(year + 1 - starts[k])
                for k in self.ref_planned:
                    served_ref += people[k] * clip01(year + 1 - starts[k])
            relative = served / served_ref if served_ref > 0 else 1.0
            sharing.append(1 / (hospitals + (1 - hospitals) * relative))
            coverage.append(served / self.everybody[year])
        return sharing, coverage

    def cost_by_year(self, v: Values, d: Drivers) -> list[float]:
        g, one_off = d.go_live, d.ref_scale * d.small
        end, written_off, leaves = g + v["service_years"], g + v["depreciation_years"], v["exit_year"]
        existing = v["capital_share"] * self.published
        f, k = v["operating_fixed_share"], v["capital_fixed_share"]
        paying_from = max(self.decision, g)
        level = -float(npf.pmt(v["loan_rate"], max(end - paying_from, 1), v["extra_investment"])) * d.ref_scale * d.began
        gps = v["gp_offices"] * (v["gp_fee"] - v["gp_service_cost"]) / 1e6
        months = v["introduction_months"] / 12
        begin, outlay = g - months, v["introduction_outlay"] * one_off / months
        q = v["transition_decay"]
        loss = v["twelve_month_loss"] * one_off / (1 - q)
        hours = v["users"] * v["extra_minutes"] / 60 * v["workdays"]
        daily_use = hours * v["hourly_cost"] / 1e6 + v["local_operating_cost"]
        replacement = v["replacement_cost"] * one_off * d.began * clip01((end - leaves) / v["service_years"])
        costs = []
        left = q ** max(self.start - g, 0)
        for n, year in enumerate(d.years):
            sharing, live = d.sharing[n], d.started[n] * d.remaining[n]
            capital_share = 1 - k + k * sharing
            cost = existing * d.ref_scale * capital_share * (d.started[n] - clip01(year + 1 - written_off)) * d.began
            if level and year >= self.decision:
                cost += level * capital_share * clip01(year + 1 - paying_from) * (1 - clip01(year + 1 - end))
            if live:
                platform = self.published if year < self.decision else v["platform_cost"]
                cost += (platform - existing) * d.scale[n] * live * (1 - f + f * sharing) * d.growth[n]
                cost -= d.gp_share[n] * gps * self.people[year][self.own] / self.everybody[year] * live
                cost += daily_use * d.scale[n] * live * d.wage[n]
            if begin < year + 1 and year < g and year < leaves:
                cost += outlay * (min(max(year + 1 - begin, 0), months) - min(max(year - begin, 0), months))
            remains = q ** max(year + 1 - g, 0)
            cost += loss * (left - remains) * d.remaining[n]
            left = remains
            costs.append(cost + replacement if year == leaves else cost)
        return costs

    def benefit_by_year(self, v: Values, d: Drivers) -> list[float]:
        g, overlap = d.go_live, v["legacy_overlap_years"]
        one_off = v["legacy_reinvestment"] * d.ref_scale * d.small * d.began
        benefits = []
        for n, year in enumerate(d.years):
            benefit = v["legacy_operating_cost"] * d.scale[n] * clip01(year + 1 - g - overlap) * d.remaining[n] * d.growth[n]
            if year == self.renewal and year < g + v["service_years"]:
                benefit += one_off * d.started[n]
            benefits.append(benefit)
        in_service = [scale * remaining * wage for scale, remaining, wage in zip(d.scale, d.remaining, d.wage, strict=True)]
        network = [share ** v["network_exponent"] for share in d.gp_share]
        for key in self.benefits:
            p = f"benefits.{key}."
            full, lag, ramp = v[p + "potential"] * v[p + "realisation"], v[p + "lag_years"], v[p + "ramp_years"]
            a, b, c = v[p + "gp_dependence"], v[p + "coverage_dependence"], v[p + "also_in_alternative"]
            for n, year in enumerate(d.years):
                phased_in = clip01((year + 1 - g - lag) / ramp)
                if phased_in:
                    beyond = 1 - c if year >= self.renewal else 1.0
                    reach = 1 - a - b + a * network[n] + b * d.coverage[n]
                    benefits[n] += full * phased_in * in_service[n] * reach * beyond
        return benefits

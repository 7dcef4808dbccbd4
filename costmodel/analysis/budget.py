"""The budget: what an appraisal means for the lines of a four-year plan (økonomiplan), as a committee reads it.

A cost is negative, as everywhere a reader sees one: an expense is below zero, a saving above. Amounts are in MNOK of the
run's prices, ``(draw, year, 1)``, summed over the studied municipalities; :mod:`costmodel.analysis.municipal` makes an økonomiplan of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from costmodel.axes import YEAR, Array
from costmodel.model import line_items, results
from costmodel.model.accounts import capital
from costmodel.model.discounting import add, ratio, total_over_municipalities, total_over_years
from costmodel.model.line_items import ALL, BENEFIT, RULE, LineItem, benefit_items, cost_items
from costmodel.model.results import Appraisal
from costmodel.units import NOK_PER_MNOK

PLAN_YEARS = 4
"""Years of an økonomiplan."""

PLATFORM, OWN, SAVED = "platform", "own", "saved"
"""Blocks of a plan: what is paid to the platform, the municipality's own costs, and what it saves."""
RELEASED, FREED = "released_benefits", "freed_time"
"""The one line that the benefits of the register make in the budget, and the one outside it."""
OWN_ACCOUNT = ("depreciation", "interest", "capital_cost", "debt")


@dataclass(frozen=True)
class BudgetPlan:
    """The lines of a plan, MNOK, ``(draw, year, 1)``; negative is an expense."""

    years: tuple[int, ...]
    """The calendar years of the plan."""
    covered: tuple[bool, ...]
    """Whether the appraisal has the year; every line is 0 where it has not."""
    lines: Mapping[str, Array]
    """What the operating budget feels; together they are net_budget_effect."""
    outside: Mapping[str, Array]
    """Time that the appraisal values and the budget does not feel; with `lines` they are net_benefit."""
    capital: Mapping[str, Array]
    """Depreciation, interest and remaining debt, all negative, beside the charge and not in addition to it."""
    population: Array
    """Inhabitants of the municipalities with flows."""
    finance: Array | None = None
    """Interest and instalments on own investments, in a plan by municipal rules; None where all is paid in its year."""

    @property
    def total(self) -> Array:
        """Effect on the operating budget, ``(draw, year, 1)``; negative is a net expense."""
        return add([*self.lines.values(), *([] if self.finance is None else [self.finance])])

    @property
    def with_sums(self) -> dict[str, Array]:
        """The lines in the order a committee reads them, each group followed by its sum, the total last."""
        table: dict[str, Array] = {}
        for block in (PLATFORM, OWN, SAVED):
            part = {line.name: self.lines[line.name] for line in plan_lines() if line.block == block}
            table |= {**part, block: add(list(part.values()))}
        return {**table, "total": self.total}

    @property
    def spent_and_saved(self) -> dict[str, Array]:
        """What is paid to the platform and what the other lines cost, and what they save; together they are the total.

        A line is on the side of its sign: saved working time is a saving, old systems that are taken back into use are a cost.
        """
        others = [self.lines[line.name] for line in plan_lines() if line.block != PLATFORM]
        spent, saved = (add([side(line, 0.0) for line in others]) for side in (np.minimum, np.maximum))
        return {"spent": self.with_sums["platform"] + spent, "saved": saved}

    @property
    def outside_with_sum(self) -> dict[str, Array]:
        """What stands outside the budget, and its sum."""
        return {**self.outside, "outside": add(list(self.outside.values()))}

    @property
    def per_inhabitant(self) -> dict[str, Array]:
        """The sums in NOK an inhabitant, 0 in a year outside the appraisal."""
        sums = {name: item for name, item in self.with_sums.items() if name in ("platform", "own", "saved", "total")}
        return {name: np.nan_to_num(ratio(item * NOK_PER_MNOK, self.population)) for name, item in sums.items()}


@dataclass(frozen=True)
class PlanLine:
    """A line of the plan, as it follows from the declaration of its line item."""

    name: str
    """The line item's; with an ending where the budget feels a share of it."""
    outside: str
    """Name of the line outside the budget that has the rest of it; empty where there is none."""
    block: str
    """PLATFORM, OWN or SAVED."""
    group: str
    """What a chart shows it together with."""
    item: LineItem
    """What it is made of; of the line for the register the rule of its benefits."""


def plan_lines() -> tuple[PlanLine, ...]:
    """The lines of every plan in their order."""
    return tuple(PlanLine(*_names(item), _block(item), item.group, item) for item in (*cost_items(), *benefit_items(RULE)))


def _names(item: LineItem) -> tuple[str, str]:
    """Names of an item's line in the budget and of that outside it; of the one that stands for the register."""
    if item.in_register:
        return RELEASED, FREED
    start = item.name.removesuffix("_cost")
    return (item.name, "") if item.in_budget == ALL else (f"{start}_in_budget", f"{start}_outside")


def _block(item: LineItem) -> str:
    if item.kind == BENEFIT:
        return SAVED
    return PLATFORM if item.group == line_items.PLATFORM else OWN


def plan(appraisal: Appraisal, first_year: int, years: int = PLAN_YEARS) -> BudgetPlan:
    """The budget lines of `years` years from `first_year` on, in the run's fixed prices."""
    wanted = tuple(range(first_year, first_year + years))
    known = {int(year) for year in appraisal.drivers.year.ravel()}

    def window(items: Mapping[str, Array]) -> dict[str, Array]:
        return {name: in_years(item, appraisal, wanted) for name, item in items.items()}

    return BudgetPlan(
        years=wanted,
        covered=tuple(year in known for year in wanted),
        lines=window(budget_lines(appraisal)),
        outside=window(outside_lines(appraisal)),
        capital=window(capital_lines(appraisal)),
        population=in_years(results.drivers(appraisal)["population"], appraisal, wanted),
    )


def budget_lines(appraisal: Appraisal) -> dict[str, Array]:
    """What the operating budget feels of every line item, ``(draw, year, 1)`` in every year of the appraisal."""
    i, flow = appraisal.scenario.inputs, results.line_items(appraisal)

    def felt(item: LineItem) -> Array:
        amount = 0.0 - flow[item.name] if item.is_cash_out else flow[item.name]
        return item.felt(amount, i)

    register = [felt(item) for item in benefit_items(appraisal.benefits.register) if item.in_register]
    released = _total(register, flow["total_cost"])
    return {line.name: released if line.item.in_register else felt(line.item) for line in plan_lines()}


def outside_lines(appraisal: Appraisal) -> dict[str, Array]:
    """Time freed (positive) and spent (negative) that the budget does not feel, ``(draw, year, 1)``."""
    i, flow = appraisal.scenario.inputs, results.line_items(appraisal)

    def rest(item: LineItem) -> Array:
        amount = 0.0 - flow[item.name] if item.is_cash_out else flow[item.name]
        return (1.0 - item.share_in_budget(i)) * amount

    register = [rest(item) for item in benefit_items(appraisal.benefits.register) if item.in_register]
    others = {line.outside: rest(line.item) for line in plan_lines() if line.outside not in ("", FREED)}
    return {FREED: _total(register, flow["total_cost"]), **others}


def capital_lines(appraisal: Appraisal) -> dict[str, Array]:
    """Capital as municipal accounts show it: for the platform's existing investment, and for the own introduction."""
    accounts = {"platform": capital.platform_account(appraisal), "introduction": capital.introduction_account(appraisal)}
    parts = {"platform": ("depreciation", "interest", "capital_cost", "transfer", "debt"), "introduction": OWN_ACCOUNT}
    return {
        f"{name}_{part}": 0.0 - total_over_municipalities(getattr(account, part))
        for name, account in accounts.items()
        for part in parts[name]
    }


def in_years(item: Array, appraisal: Appraisal, years: Iterable[int]) -> Array:
    """`item` in some calendar years; 0 in those that the appraisal does not have. ``(draw, year, 1)``."""
    first, size = int(appraisal.drivers.year.flat[0]), appraisal.drivers.year.size
    full = np.broadcast_to(item, (item.shape[0], size, item.shape[2]))
    empty = np.zeros((item.shape[0], 1, item.shape[2]))
    columns = [full[:, year - first : year - first + 1] if 0 <= year - first < size else empty for year in years]
    return np.concatenate(columns, axis=YEAR)


def columns_of(items: Mapping[str, Array], draw: int = 0) -> dict[str, list[float]]:
    """One draw of each item as a list of numbers by year."""
    return {name: item[draw if item.shape[0] > 1 else 0, :, 0].tolist() for name, item in items.items()}


def sums_of(items: Mapping[str, Array], draw: int = 0) -> dict[str, float]:
    """One draw of each item added over the years of the plan."""
    return {name: row[0] for name, row in columns_of({name: total_over_years(item) for name, item in items.items()}, draw).items()}


def _total(items: list[Array], like: Array) -> Array:
    """Sum of the items; zeros like `like` where the register is empty."""
    return add([np.zeros_like(like), *items])

"""How prices and wages grow by year, and what each line is multiplied by to be in the prices of its year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from costmodel.assumptions.parameters import Inputs
from costmodel.assumptions.records import AssumptionSet, PricePathYear
from costmodel.axes import YEAR, Array, per_draw
from costmodel.model import line_items as items
from costmodel.model.discounting import annuity
from costmodel.model.line_items import LineItem
from costmodel.model.protocols import AnyScenario
from costmodel.model.results import Appraisal

PATHS = (items.CONSUMER, items.DEFLATOR, items.WAGE)
ASSUMED = "assumption"
INDEX, LONG_RUN = "price_index.csv", "consumer_price_growth"
"""Where growth comes from that no row of price_paths.csv gives: the index, or the budget's long-run growth of prices."""


class PriceBasis(StrEnum):
    """The prices of a plan."""

    PLAN_YEAR = "plan_year"
    """Fixed kroner of the plan's first year, by the municipal deflator: what an økonomiplan is written in."""
    PRICE_YEAR = "price_year"
    """Fixed kroner of the run's price year, by consumer prices: those of the appraisal."""
    CURRENT = "current"
    """Kroner of each year."""


@dataclass(frozen=True)
class PathGrowth:
    """How much one path grows in a year, and who says so."""

    path: str
    year: int
    share: float
    """In the first draw; 0.039 is 3.9 %."""
    basis: str
    """published, derived, forecast or assumption."""
    source: str
    """Id in the bibliography, the file of the index, or the number of the budget that it is made from."""


@dataclass(frozen=True)
class Levels:
    """The level of each path by year, 1 in the first year, ``(draw, year, 1)``."""

    first: int
    by_path: Mapping[str, Array]

    def over(self, path: str, years: Sequence[int], base: int) -> Array:
        """The level in some years against that of a base year, ``(draw, year, 1)``."""
        level = self.by_path[path]
        return level[:, [year - self.first for year in years]] / level[:, base - self.first : base - self.first + 1]


def levels(appraisal: Appraisal, years: Sequence[int]) -> Levels:
    """The levels over the given years and all that the conversion of the appraisal's amounts needs."""
    a, i = appraisal.scenario.assumptions, appraisal.scenario.inputs
    needed = {*years, *map(int, appraisal.drivers.year.ravel()), *map(int, _anchors(appraisal))}
    first, last = min(needed), max(needed)
    found: dict[str, Array] = {}
    for path in PATHS:
        steps = [per_draw(1.0), *(1.0 + growth(a, i, path, year) for year in range(first + 1, last + 1))]
        draws = max(step.shape[0] for step in steps)
        found[path] = np.multiply.accumulate(np.concatenate([np.broadcast_to(s, (draws, 1, 1)) for s in steps], axis=YEAR), axis=YEAR)
    return Levels(first, found)


def _anchors(appraisal: Appraisal) -> tuple[float, ...]:
    """Years beside those of the flows that amounts are converted from or to."""
    setting = appraisal.scenario.setting
    return setting("price_year"), setting("reference_year"), setting("decision_year"), payment_year(appraisal.scenario.assumptions)


def payment_year(assumptions: AssumptionSet) -> int:
    """The year in whose kroner the published platform cost, and the payment on the loan within it, is stated."""
    return assumptions.quantities["published_platform_cost"].price_year or 0


def growth(assumptions: AssumptionSet, i: Inputs, path: str, year: int) -> Array:
    """Growth of a path from the year before, a share, ``(draw, 1, 1)``.

    A row of price_paths.csv counts; else prices grow by the index or by the budget's long-run growth, and the deflator and wages by that
    and the scenario's real growth.
    """
    row = _row(assumptions, path, year)
    if row is not None:
        return per_draw(row.growth)
    prices = per_draw(consumer_growth(assumptions, year)[0])
    real = {items.CONSUMER: per_draw(0.0), items.DEFLATOR: i.real_cost_growth, items.WAGE: i.real_wage_growth}[path]
    return (1.0 + prices) * (1.0 + real) - 1.0


def consumer_growth(assumptions: AssumptionSet, year: int) -> tuple[float, str, str]:
    """Growth of consumer prices from the year before, with its basis and source."""
    index = assumptions.price_index
    if year in index and year - 1 in index:
        return index[year].cpi / index[year - 1].cpi - 1.0, index[year].basis, INDEX
    row = _row(assumptions, items.CONSUMER, year)
    if row is not None:
        return row.growth, row.basis, row.source
    return _long_run(assumptions), ASSUMED, LONG_RUN


def _long_run(assumptions: AssumptionSet) -> float:
    """Growth of consumer prices in a year that nobody says anything of, a share."""
    return assumptions.budget[LONG_RUN].value or 0.0


def growth_by_year(appraisal: Appraisal, years: Sequence[int]) -> list[PathGrowth]:
    """What each path grows by in each year, with its origin: for the table beside a budget."""
    a, i, found = appraisal.scenario.assumptions, appraisal.scenario.inputs, list[PathGrowth]()
    for path in PATHS:
        for year in years:
            row, (_, basis, source) = _row(a, path, year), consumer_growth(a, year)
            if row is not None:
                basis, source = row.basis, row.source
            elif path != items.CONSUMER:
                basis, source = ASSUMED, "real_wage_growth" if path == items.WAGE else "real_cost_growth"
            found.append(PathGrowth(path, year, float(growth(a, i, path, year).flat[0]), basis, source))
    return found


def _row(assumptions: AssumptionSet, path: str, year: int) -> PricePathYear | None:
    return next((row for row in assumptions.price_paths if (row.path, row.year) == (path, year)), None)


def to_current(item: LineItem, appraisal: Appraisal, level: Levels) -> Array:
    """What an amount of the line in the appraisal's prices is multiplied by to be in those of its year, ``(draw, year, 1)``.

    What holds real growth of its own loses it and grows by its path instead, so nothing is counted twice; a payment on a loan is the
    same krone amount every year.
    """
    years = [int(year) for year in appraisal.drivers.year.ravel()]
    price_year, reference = (int(appraisal.scenario.setting(name)) for name in ("price_year", "reference_year"))
    if item.moves_with in (items.PAYMENT, items.LOAN):
        return _of_loan(item, appraisal, level, price_year) * np.ones_like(appraisal.drivers.year)
    if item.moves_with == items.CONSUMER:
        return level.over(items.CONSUMER, years, price_year)
    d = appraisal.drivers
    real = d.wage_growth if item.moves_with == items.WAGE else d.cost_growth
    at_reference = level.over(items.CONSUMER, [reference], price_year)
    return at_reference * level.over(item.moves_with, years, reference) / real


def _of_loan(item: LineItem, appraisal: Appraisal, level: Levels, price_year: int) -> Array:
    """For a level payment on a nominal loan, ``(draw, 1, 1)``: the published one, or that on the investment of the decision year."""
    i, d = appraisal.scenario.inputs, appraisal.drivers
    if item.moves_with == items.PAYMENT:
        return level.over(items.CONSUMER, [payment_year(appraisal.scenario.assumptions)], price_year)
    decision = int(appraisal.scenario.setting("decision_year"))
    years = np.maximum(d.platform_end - i.decision_year, 1.0)
    nominal = nominal_rate(appraisal.scenario)
    return level.over(items.CONSUMER, [decision], price_year) * (annuity(nominal, years) / annuity(i.loan_rate, years))


def nominal_rate(scenario: AnyScenario) -> Array:
    """The nominal rate of a loan, a share a year: the real one and the long-run growth of prices, ``(draw, 1, 1)``."""
    return (1.0 + scenario.inputs.loan_rate) * (1.0 + _long_run(scenario.assumptions)) - 1.0


def to_basis(basis: PriceBasis, level: Levels, years: Sequence[int], price_year: int) -> Array:
    """What an amount in the prices of its year is multiplied by to be in the plan's prices, ``(draw, year, 1)``; the first year leads."""
    if basis is PriceBasis.PLAN_YEAR:
        return 1.0 / level.over(items.DEFLATOR, years, years[0])
    if basis is PriceBasis.PRICE_YEAR:
        return 1.0 / level.over(items.CONSUMER, years, price_year)
    return np.ones((1, len(years), 1))

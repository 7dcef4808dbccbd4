"""Random rows of what has been paid, and those that say what the model says."""

from dataclasses import replace
from functools import cache

import numpy as np

from costmodel import Appraisal, AssumptionSet, Scenario
from costmodel.assumptions.evidence.changing import having_paid
from costmodel.assumptions.records import Actual
from costmodel.model.actuals.paid import OTHER_LINES, PLATFORM_CHARGE
from costmodel.model.results import sum_of_charges, years_of
from support import shipped

LINES = (PLATFORM_CHARGE, *OTHER_LINES)
LIVE = [row.name for row in shipped().municipalities if row.status == "live"]
NAMES = ("Trondheim", "Levanger", "Molde", "Namsos", "Averøy", "Stjørdal", "Røyrvik")


def row(name: str, year: int, amount: float, line: str = PLATFORM_CHARGE, *, price_year: int | None = None, months: int = 12) -> Actual:
    """A row of the file; as it was paid, in the prices of its own year."""
    return Actual(
        municipality=name,
        year=year,
        line=line,
        amount=amount,
        price_year=price_year or min(year, max(shipped().price_index)),
        source="Faktura 1",
        months=months,
    )


def paying(scenario: Scenario, *rows: Actual) -> Scenario:
    """The scenario with these rows in its assumptions."""
    return replace(scenario, assumptions=having_paid(scenario.assumptions, rows))


@cache
def any_rows(seed: int) -> tuple[Actual, ...]:
    """Rows of some municipalities, live and planned, some of a part of a year, in any prices; years without gaps or with them."""
    rng, years = np.random.default_rng(seed), sorted(shipped().price_index)
    found: dict[tuple[str, int, str], Actual] = {}
    for _ in range(int(rng.integers(5, 40))):
        name, line = str(rng.choice(NAMES)), str(rng.choice(LINES, p=(0.6, 0.15, 0.15, 0.1)))
        year, months = int(rng.integers(2020, 2031)), int(rng.choice([12, 12, 12, 5]))
        size = 100.0 if name == "Trondheim" else 10.0
        found[name, year, line] = row(name, year, float(rng.uniform(0, size)), line, price_year=int(rng.choice(years)), months=months)
    return tuple(found.values())


def assumptions_with(seed: int) -> AssumptionSet:
    """The shipped assumptions with some rows."""
    return having_paid(shipped(), any_rows(seed))


def as_modelled(result: Appraisal) -> list[Actual]:
    """A row for each line and year, of those studied, in which the model has a cost before the exit: what it says, in the run's prices."""
    scenario, d = result.scenario, result.drivers
    names = scenario.region.names if scenario.municipality is None else (scenario.municipality,)
    price_year = int(scenario.setting("price_year"))
    flows = {PLATFORM_CHARGE: sum_of_charges(result), **{line: getattr(result.costs, line) for line in OTHER_LINES}}
    grids = {line: np.broadcast_to(flow, (1, d.year.size, len(names))) for line, flow in flows.items()}
    stays = np.broadcast_to(d.before_exit, (1, d.year.size, len(names)))
    return [
        row(name, year, float(grid[0, t, column]), line, price_year=price_year)
        for line, grid in grids.items()
        for t, year in enumerate(years_of(result))
        for column, name in enumerate(names)
        if stays[0, t, column] == 1.0 and 0.0 <= grid[0, t, column] <= 10_000
    ]

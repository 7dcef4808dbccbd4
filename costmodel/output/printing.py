"""An appraisal as text for a terminal."""

from collections.abc import Sequence
from textwrap import wrap
from typing import cast

from costmodel.axes import Array
from costmodel.model import results
from costmodel.model.decision import is_live
from costmodel.model.line_items import as_read
from costmodel.model.results import Appraisal
from costmodel.model.scenario import Scenario
from costmodel.output.labels import everybody, indicator_label, line_item_label
from costmodel.texts.catalog import text
from costmodel.texts.numbers import number, percent, year
from costmodel.units import CALENDAR_YEAR
from costmodel.version import MODEL_VERSION

PRINTED_BY_YEAR = ("total_cost", "total_benefit", "net_benefit", "net_budget_effect")
DECIMALS = {"npv_per_inhabitant": 0, "annual_per_inhabitant": 0, "benefit_cost_ratio": 2, "implied_investment": 0}

WIDTH_OF_HEAD = 18
"""Characters of a head before it goes on in another line."""


def appraisal_lines(appraisal: Appraisal) -> list[str]:
    """Indicators, present value by line item, and the totals of each year, of the first draw."""
    present = {name: as_read(name, first_number(array)) for name, array in results.present_values(appraisal).items()}
    items = [(line_item_label(name, appraisal.scenario.assumptions), number(present[name], 1)) for name in results.reading_order(present)]
    return [
        appraisal_heading(appraisal),
        *value_year_note(appraisal),
        "",
        *indicator_lines(appraisal),
        "",
        text("terminal.appraisal.present_values"),
        *columns(items),
        "",
        *year_lines(appraisal),
    ]


def appraisal_heading(appraisal: Appraisal) -> str:
    """Who, from when, in which prices, and on which assumptions."""
    years = appraisal.drivers.year.ravel()
    who = appraisal.scenario.municipality or everybody()
    return text("terminal.appraisal.heading", who=who, first=years[0], last=years[-1], frame=frame_text(appraisal))


def value_year_note(appraisal: Appraisal) -> list[str]:
    """That one which is not live has nothing before the decision, where its values are of an earlier year than elsewhere."""
    scenario, start = cast(Scenario, appraisal.scenario), appraisal.drivers.year.flat[0]
    decision = scenario.setting("decision_year")
    if is_live(scenario) or start >= decision:
        return []
    return [text("terminal.appraisal.ahead", who=scenario.municipality, year=decision, start=start)]


def frame_text(appraisal: Appraisal) -> str:
    """In which prices, discounted to which year, by which version of the model and on which assumptions."""
    scenario, start = appraisal.scenario, appraisal.drivers.year.flat[0]
    price_year, fingerprint = scenario.setting("price_year"), scenario.assumptions.hash[:12]
    return text("terminal.appraisal.frame", price_year=price_year, start=start, model=MODEL_VERSION, fingerprint=fingerprint)


def indicator_lines(appraisal: Appraisal) -> list[str]:
    """Every indicator with its name."""
    return columns(
        [(indicator_label(name), indicator_text(name, first_number(array))) for name, array in results.indicators(appraisal).items()]
    )


def indicator_text(name: str, value: float) -> str:
    """An indicator in the form that suits it."""
    if name == "irr":
        return percent(value, 1)
    return year(value) if name == "payback_year" else number(value, DECIMALS.get(name, 1))


def year_lines(appraisal: Appraisal) -> list[str]:
    """The totals of each year."""
    items = results.line_items(appraisal)
    names = [line_item_label(name, appraisal.scenario.assumptions) for name in PRINTED_BY_YEAR]
    years = appraisal.drivers.year.ravel()
    rows = [
        (year(value), *(number(as_read(name, float(items[name][0, index, 0])), 1) for name in PRINTED_BY_YEAR))
        for index, value in enumerate(years)
    ]
    return columns([(text("terminal.appraisal.by_year"), *names), *rows])


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines with the first column to the left and the others to the right, as wide as they need to be."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return ["  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))]).rstrip() for row in rows]


def wrapped_heads(heads: Sequence[str]) -> list[tuple[str, ...]]:
    """Heads over several lines, their ends at the bottom."""
    parts = [wrap(head, WIDTH_OF_HEAD) or [""] for head in heads]
    deepest = max(map(len, parts))
    return list(zip(*([""] * (deepest - len(part)) + part for part in parts), strict=True))


def first_number(array: Array) -> float:
    """The number of the first draw."""
    return float(array.flat[0])


def plain_number(value: float | None, unit: str = "") -> str:
    """A number with the decimals it needs, at most four."""
    if value is None:
        return "–"
    decimals = next(count for count in range(5) if count == 4 or round(value, count) == value)
    return year(value) if unit == CALENDAR_YEAR.symbol else number(value, decimals)

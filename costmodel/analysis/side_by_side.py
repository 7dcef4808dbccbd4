"""Appraisals side by side: indicators, present values and yearly net benefit, by the name of each scenario."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from costmodel.analysis.saved_time import CostAndBenefit, cost_and_benefit
from costmodel.analysis.waterfall import signed_present_values
from costmodel.axes import Array
from costmodel.model import results
from costmodel.model.line_items import items_to_read, sum_of
from costmodel.model.results import Appraisal

Named = Mapping[str, Appraisal]
ALIKE = 1e-9
"""MNOK: differences below this are rounding."""


@dataclass(frozen=True)
class Gap:
    """How far apart the yearly lines of the scenarios are."""

    first_year: int
    """The first year in which they differ."""
    widest_year: int
    """The year in which they are furthest apart."""
    lowest: str
    """The scenario that is lowest in that year."""
    highest: str
    """The one that is highest."""
    low: float
    """The lowest value in that year, MNOK."""
    high: float
    """The highest."""


def shared_years(appraisals: Named) -> list[int]:
    """Every calendar year that some of the appraisals have."""
    years = {year for appraisal in appraisals.values() for year in results.years_of(appraisal)}
    return list(range(min(years), max(years) + 1))


def net_benefit_by_year(appraisals: Named) -> dict[str, list[float]]:
    """Yearly net benefit of each, MNOK, over all their years; 0 in years outside an appraisal, which has no flows there."""
    years = shared_years(appraisals)
    found = {label: dict(zip(results.years_of(item), _row(item), strict=True)) for label, item in appraisals.items()}
    return {label: [row.get(year, 0.0) for year in years] for label, row in found.items()}


def gap_between(years: Sequence[int], columns: Mapping[str, Sequence[float]]) -> Gap | None:
    """Where the lines part and where they are furthest apart; None where they are alike in every year."""
    by_year = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    widths = [max(row.values()) - min(row.values()) for row in by_year]
    if max(widths) <= ALIKE:
        return None
    first, widest = next(i for i, width in enumerate(widths) if width > ALIKE), widths.index(max(widths))
    row = by_year[widest]
    lowest, highest = min(row, key=row.__getitem__), max(row, key=row.__getitem__)
    return Gap(years[first], years[widest], lowest, highest, row[lowest], row[highest])


def compared_indicators(appraisals: Named) -> dict[str, list[float]]:
    """Each indicator by name, a number for each appraisal; nan where it does not exist."""
    columns = [results.indicators(item) for item in appraisals.values()]
    return {name: [_number(column[name]) for column in columns] for name in columns[0]}


def compared_present_values(appraisals: Named) -> dict[str, list[float]]:
    """Present value of each line item and total by name, MNOK, a number for each appraisal; lines that are 0 in all left out.

    A cost is negative, as a reader sees it everywhere; an item that an appraisal does not have is 0 in it.
    """
    columns = [signed_present_values(item) for item in appraisals.values()]
    names = dict.fromkeys(name for column in columns for name in column)
    rows = {name: [column.get(name, 0.0) for column in columns] for name in names}
    return {name: rows[name] for name in results.reading_order(rows) if any(rows[name])}


def compared_cost_and_benefit(appraisals: Named) -> dict[str, CostAndBenefit]:
    """Present values of costs and of benefits by the name of each appraisal, saved time among the benefits."""
    return {label: cost_and_benefit(results.present_values(item)) for label, item in appraisals.items()}


def grouped(appraisals: Named, group: str) -> list[float]:
    """Present value of the line items of a group together, MNOK, a number for each appraisal."""
    return [_sum(item, group) for item in appraisals.values()]


def _sum(appraisal: Appraisal, group: str) -> float:
    items = [item for item in items_to_read(appraisal.benefits.register) if item.group == group]
    return _number(sum_of(items, results.present_values(appraisal))) if items else 0.0


def _row(appraisal: Appraisal) -> list[float]:
    return results.line_items(appraisal)["net_benefit"][0, :, 0].tolist()


def _number(array: Array) -> float:
    return float(array.flat[0])

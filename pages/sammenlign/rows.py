"""The tables of Sammenlign, row by row: indicators, chances, inputs that differ, and the way from one scenario to another."""

from collections.abc import Collection, Mapping, Sequence

from costmodel import Appraisal
from costmodel.analysis.attribution.splitting import ChangePart, Split
from costmodel.analysis.uncertainty.paired import Difference
from costmodel.analysis.waterfall import Waterfall
from costmodel.assumptions.records import Assumption, AssumptionSet, Basis
from costmodel.output.attribution.telling import change_label, split_heads, theme_label
from costmodel.output.charts.comparison import decimals
from costmodel.output.csv import Cell
from costmodel.output.input_labels import ShownDifference
from costmodel.output.labels import alternative_label, indicator_label, unit_label
from costmodel.output.tables import finite_or_none
from costmodel.texts.forms import write
from costmodel.texts.numbers import number, percent, signed, year
from costmodel.units import BY_SYMBOL, CALENDAR_YEAR, SHARE, SHARE_A_YEAR
from pages.answers.uncertainty import Chances
from pages.components.levers.lever import basis_name, decimals_of
from pages.components.live import chance
from pages.components.scenario_choice import MINE
from pages.components.tables import Row
from pages.sammenlign.facts import text

INPUT = "implied_investment"
"""An indicator that does not answer what a scenario comes to; it is rather an input."""
LISTED = ("alternative", "together")
"""Inputs whose names stand in the table; of those who take part the number does."""
FORMS = {
    "benefit_cost_ratio": "n2",
    "break_even_minutes": "n1",
    "budget_npv": "n1",
    "irr": "pct1",
    "npv": "n1",
    "payback_year": "year",
}
"""The form of each indicator, whose unit stands in its name; of the others none has decimals."""


def shown(values: Mapping[str, Sequence[float]]) -> dict[str, Sequence[float]]:
    """The indicators that answer what a scenario comes to."""
    return {name: row for name, row in values.items() if name != INPUT}


def indicator_rows(values: Mapping[str, Sequence[float]]) -> list[Row]:
    """The indicators as rows; «–» where one does not exist."""
    return [Row(indicator_label(name), tuple(write(value, FORMS.get(name, "n")) for value in row)) for name, row in shown(values).items()]


def named_indicators(values: Mapping[str, Sequence[float]]) -> dict[str, list[float | None]]:
    """The indicators in full precision under their names; None where one does not exist."""
    return {indicator_label(name): [finite_or_none(value) for value in row] for name, row in shown(values).items()}


def chance_row(first: str, second: str, found: Chances) -> Row:
    """One pair of scenarios as a row."""
    return Row(text("chances.pair", first=first, second=second), tuple(map(_chance, found)), tuple(map(_span, found)))


def _chance(found: Difference) -> str:
    return text("chances.alike") if found.low == found.high == 0 else chance(found.probability)


def _span(found: Difference) -> str:
    """The span of the difference, and where it is smaller than what is known."""
    is_sure = found.is_clear or found.low == found.high
    return text("chances.span" if is_sure else "chances.span_in_doubt", low=found.low, high=found.high)


def input_rows(differing: Sequence[ShownDifference], appraisals: Sequence[Appraisal], keys: Sequence[str]) -> list[Row]:
    """The inputs that differ: value and origin in each scenario."""
    return [_input_row(item, appraisals, keys) for item in differing]


def _input_row(item: ShownDifference, appraisals: Sequence[Appraisal], keys: Sequence[str]) -> Row:
    assumptions = appraisals[0].scenario.assumptions
    record = assumptions.quantities.get(item.name)
    cells = tuple(value_text(value, record, is_listed=item.name in LISTED) for value in item.values)
    first = alternative_label(next(iter(assumptions.alternatives)), assumptions)
    bases = {None, *([first] if item.name == "alternative" else [])}
    notes = tuple(_basis(record, value, key, bases) for value, key in zip(item.values, keys, strict=True))
    return Row(_with_unit(item.label, record), cells, notes)


def _with_unit(label: str, record: Assumption | None) -> str:
    """What a number is called, with its unit where the value does not say it itself."""
    is_bare = record is None or BY_SYMBOL[record.unit] in (CALENDAR_YEAR, SHARE, SHARE_A_YEAR)
    return label if is_bare else text("inputs.label_with_unit", name=label, unit=unit_label(record.unit))


def value_text(value: float | str | None, record: Assumption | None, *, is_listed: bool = False) -> str:
    """A value as users read it, all its decimals; the unit stands in the label. Names are listed, or counted where they may be many."""
    if value is None:
        return text("inputs.nothing")
    if isinstance(value, str) or record is None:
        return str(value) if is_listed else _names(str(value))
    unit, places = BY_SYMBOL[record.unit], decimals_of(value)
    if unit == CALENDAR_YEAR:
        return year(value)
    return percent(value, max(places - 2, 0)) if unit in (SHARE, SHARE_A_YEAR) else number(value, places)


def _names(names: str) -> str:
    """A list of municipalities as their number: the names stand in the scenario."""
    count = names.count(", ") + 1
    return text("inputs.named", count=count) if count > 1 else names


def _basis(record: Assumption | None, value: float | str | None, key: str, bases: Collection[str | None]) -> str:
    """Where a value comes from, in a word or two, with its source; of what has no record, nothing where it is one of `bases`."""
    if record is not None and value == record.value:
        return f"{basis_name(Basis(record.basis))} {record.source or ''}".rstrip()
    if record is None and value in bases:
        return ""
    return text("inputs.own_change" if key == MINE else "inputs.changed")


def fall_rows(fall: Waterfall, labels: Mapping[str, str], ends: tuple[str, str]) -> list[Row]:
    """The waterfall as a table: start, steps, end."""
    places = decimals(fall)
    start, end = (
        Row(text("fall.end", name=name), (number(npv, places),), is_sum=True)
        for name, npv in zip(ends, (fall.start, fall.end), strict=True)
    )
    return [start, *(Row(labels[name], (signed(amount, places),)) for name, amount in fall.steps.items()), end]


def part_rows(split: Split, assumptions: AssumptionSet) -> list[Row]:
    """What each change adds, the largest first, and their sum; under their themes where they are many."""
    places, error = decimals(split.fall), ("",) if split.orders else ()
    total = Row(text("why.sum"), ("", "", signed(split.after - split.before, places), *error), is_sum=True)
    if not split.is_by_theme:
        return [*(_part_row(part, split, assumptions) for part in split.parts), total]
    found: list[Row] = []
    for theme, amount in split.by_theme.items():
        found.append(Row(theme_label(theme, assumptions), ("", "", signed(amount, places), *error), is_sum=True))
        found += [_part_row(part, split, assumptions) for part in split.parts if part.theme == theme]
    return [*found, total]


def _part_row(part: ChangePart, split: Split, assumptions: AssumptionSet) -> Row:
    places, name = decimals(split.fall), part.change.name
    ends = (_end_text(name, value, assumptions) for value in (part.change.before, part.change.after))
    error = (number(part.error, places + 1),) if split.orders else ()
    label = _with_unit(change_label(name, assumptions), assumptions.quantities.get(name))
    return Row(label, (*ends, signed(part.amount, places), *error))


def _end_text(name: str, value: float | str | None, assumptions: AssumptionSet) -> str:
    """What a change goes from or to."""
    if name == "alternative":
        return alternative_label(str(value), assumptions)
    return value_text(value, assumptions.quantities.get(name), is_listed=name in LISTED)


def part_heads(split: Split) -> list[str]:
    """Heads of the file of parts beside what is changed."""
    return [text("why.theme"), *split_heads(split)[1:]]


def part_cells(split: Split, assumptions: AssumptionSet) -> dict[str, list[Cell]]:
    """The parts in full precision by what is changed: theme, before, after, amount, and the standard error where orders were sampled."""
    return {change_label(part.change.name, assumptions): _part_cells(part, split, assumptions) for part in split.parts}


def _part_cells(part: ChangePart, split: Split, assumptions: AssumptionSet) -> list[Cell]:
    change, error = part.change, [part.error] if split.orders else []
    return [theme_label(part.theme, assumptions), change.before, change.after, part.amount, *error]

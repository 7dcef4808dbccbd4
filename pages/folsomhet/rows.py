"""Table rows about what would change the answer, and the same numbers in full precision for files."""

from collections.abc import Sequence

from costmodel import AssumptionSet
from costmodel.analysis.sensitivity.answers import Question
from costmodel.analysis.sensitivity.flips import Flips
from costmodel.analysis.sensitivity.levers import Lever
from costmodel.analysis.sensitivity.one_way import Bar, Line, Tornado
from costmodel.analysis.sensitivity.switching import Kind, Switching
from costmodel.analysis.sensitivity.two_way import Grid
from costmodel.output.csv import Cell
from costmodel.output.input_labels import lever_label
from costmodel.output.sensitivity_sentences import answer_text, range_text, switching_sentence, unit_text, values_text
from costmodel.output.tables import finite_or_none
from costmodel.texts.catalog import text as grammar
from costmodel.texts.numbers import number
from pages.components.layout import own_change
from pages.components.levers.lever import badge_of
from pages.components.tables import Row
from pages.folsomhet.facts import grid_head, text

NOTHING = "—"


def basis(lever: Lever, assumptions: AssumptionSet) -> str:
    """Where today's value comes from; every kind of origin where several move together."""
    badges: list[str] = []
    for full, member in lever.members.items():
        record = assumptions.quantities[full]
        is_base = member.today == record.value or record.value is None
        badges.append(badge_of(record) if is_base else own_change())
    return ", ".join(dict.fromkeys(badges))


def bar_rows(found: Tornado, assumptions: AssumptionSet) -> list[Row]:
    """Every bar: the range, and the answers at its ends."""
    return [Row(lever_label(bar.lever), _bar_cells(found, bar), (basis(bar.lever, assumptions), "", "", "")) for bar in found.bars]


def _bar_cells(found: Tornado, bar: Bar) -> tuple[str, ...]:
    (today,) = values_text(bar.lever, [bar.lever.today])
    ends = (answer_text(found.question, end) for end in (bar.at_low, bar.at_high))
    return (f"{today}{unit_text(bar.lever)}", range_text(bar.lever), *ends)


def bar_columns(found: Tornado) -> dict[str, list[Cell]]:
    """The same numbers in full precision."""
    return {
        lever_label(bar.lever): [*map(_plain, (bar.lever.today, bar.lever.low, bar.lever.high, bar.at_low, bar.at_high))]
        for bar in found.bars
    }


def switching_rows(found: Sequence[Switching], assumptions: AssumptionSet) -> list[Row]:
    """Every lever: today's value, where the answer is 0, how far that is, and whether it is plausible."""
    return [Row(lever_label(item.lever), _switching_cells(item), (basis(item.lever, assumptions), "", "", "")) for item in found]


def _switching_cells(item: Switching) -> tuple[str, ...]:
    lever, spent = item.lever, item.distance
    today, *turns = values_text(lever, [lever.today, *(crossing.value for crossing in item.crossings)])
    return (f"{today}{unit_text(lever)}", _turns(item, turns), NOTHING if spent is None else f"{number(spent, 2)} ×", _plausibility(item))


def _turns(item: Switching, turns: Sequence[str]) -> str:
    """Where the answer is 0."""
    if not turns:
        return text("switching.flat" if item.kind is Kind.FLAT else "switching.never")
    return f" {grammar('grammar.and')} ".join(turns) + unit_text(item.lever)


def _plausibility(item: Switching) -> str:
    """The plausible range, and whether the answer turns within it."""
    if item.is_plausible is None:
        return range_text(item.lever) or NOTHING
    return text("switching.inside" if item.is_plausible else "switching.outside", range=range_text(item.lever))


def switching_columns(found: Sequence[Switching]) -> dict[str, list[Cell]]:
    """The same numbers in full precision, and the sentences."""
    return {
        lever_label(item.lever): [
            *map(_plain, (item.lever.today, item.nearest.value if item.nearest else None, item.distance, item.lever.low, item.lever.high)),
            switching_sentence(item),
        ]
        for item in found
    }


def flip_rows(found: Flips, assumptions: AssumptionSet) -> list[Row]:
    """The levers of the smallest set: today's value, the one that is enough, and the range."""
    if not found.sets:
        return []
    first = found.sets[0]
    rows = []
    for lever, _ in first.moves:
        today, enough = values_text(lever, [lever.today, lever.position(first.values)])
        rows.append(Row(lever_label(lever), (f"{today}{unit_text(lever)}", enough, range_text(lever)), (basis(lever, assumptions), "", "")))
    return rows


def grid_rows(found: Grid, most: int = 7) -> tuple[list[str], list[Row]]:
    """An excerpt of the heat map as a table, the highest position up on top: heads and rows."""
    columns, rows = (_some(positions.size, most) for positions in (found.columns, found.rows))
    heads = values_text(found.across, [float(found.columns[at]) for at in columns])
    ups = values_text(found.up, [float(found.rows[at]) for at in rows])
    cells = [tuple(answer_text(found.question, float(found.answers[at, column])) for column in columns) for at in rows]
    table = [Row(f"{up}{unit_text(found.up)}", row) for up, row in zip(ups, cells, strict=True)][::-1]
    return [grid_head(found), *heads], table


def _some(size: int, most: int) -> list[int]:
    return sorted({round(at * (size - 1) / (most - 1)) for at in range(most)})


def grid_columns(found: Grid) -> tuple[list[str], dict[str, list[Cell]]]:
    """Every cell in full precision: heads, and a row a position up."""
    heads = [repr(x).replace(".", ",") for x in found.columns.tolist()]
    rows = zip(found.rows.tolist(), found.answers.tolist(), strict=True)
    return heads, {repr(y).replace(".", ","): [finite_or_none(value) for value in row] for y, row in rows}


def line_rows(lines: Sequence[Line], question: Question) -> list[Row]:
    """The answers along each line at its places, with the number's own value under each."""
    return [
        Row(lever_label(line.lever), tuple(answer_text(question, line.at(place)) for place in line.places), _line_places(line))
        for line in lines
    ]


def _line_places(line: Line) -> tuple[str, ...]:
    return tuple(f"{value}{unit_text(line.lever)}" for value in values_text(line.lever, line.places))


def line_columns(lines: Sequence[Line]) -> dict[str, list[Cell]]:
    """The same in full precision: each place and the answer there."""
    return {lever_label(line.lever): [_plain(one) for place in line.places for one in (place, line.at(place))] for line in lines}


def _plain(value: float | None) -> float | None:
    return None if value is None else finite_or_none(value)

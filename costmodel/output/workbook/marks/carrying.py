"""What a workbook holds that a scenario cannot carry, and names that stand twice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from costmodel.faults import Fault, shown
from costmodel.output.workbook.marks.comparing import FORMULA, NUMBER, ChangedCell
from costmodel.output.workbook.model.pairs import FROM, TO
from costmodel.texts.catalog import listed, text

MOST_CELLS = 8
"""Cells that are named."""


@dataclass(frozen=True)
class Cell:
    """An input cell."""

    place: str
    value: object
    base: object = None
    """What the base case has beside it."""


def named_twice(cells: Sequence[tuple[str, Cell]], file: str) -> Iterator[Fault]:
    """Rows with one name and different values: nobody can say which of them counts."""
    first = dict(reversed(cells))
    for name, cell in cells:
        if cell.value != first[name].value:
            facts = {"first": first[name].place, "written": shown(str(first[name].value)), "other": shown(str(cell.value))}
            yield Fault(f"{file}:{cell.place}", name, "workbook_name_twice", facts)


def lost_notices(changed: Sequence[ChangedCell], cells: Mapping[str, Cell]) -> Iterator[str]:
    """What is not read back: changed formulas and tables, and the choice of the sheet Fordeling; each with its cells."""
    kinds = {kind: [cell.place for cell in changed if cell.kind == kind] for kind in (FORMULA, NUMBER)}
    kinds["pair"] = [cells[name].place for name in (FROM, TO) if name in cells and cells[name].value not in (None, "")]
    for kind, places in kinds.items():
        if places:
            yield text(f"workbook.imported.lost.{kind}", cells=_listed(places))


def _listed(places: Sequence[str]) -> str:
    if len(places) <= MOST_CELLS:
        return listed(places)
    return text("workbook.imported.lost.more", cells=", ".join(places[:MOST_CELLS]), count=len(places) - MOST_CELLS)

"""A sheet of a workbook that says what the answer is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from costmodel.assumptions.records import AssumptionSet
from costmodel.output.identity.about import Identity
from costmodel.output.identity.writing import rows_of_identity
from costmodel.output.workbook.styles import Styles, dress_page, write_heads, write_rows
from costmodel.texts.catalog import text

Told = tuple[str, str]
"""A name and a value."""


@dataclass(frozen=True)
class More:
    """What else a sheet says."""

    told: Sequence[Told] = ()
    for_programs: Sequence[Told] = ()
    """What nobody reads: it is not printed."""


NOTHING = More()


def write_identity(file: Any, styles: Styles, item: Identity, assumptions: AssumptionSet, more: More = NOTHING) -> None:
    """Add the sheet to a workbook that is being written."""
    sheet = file.add_worksheet(text("identity.sheet"))
    *told, record = rows_of_identity(item, assumptions)
    write_heads(sheet, styles, 1, (text("identity.heads.what"), text("identity.heads.value")), "wide_heading")
    write_rows(sheet, [*told, *more.told, record, *more.for_programs])
    sheet.freeze_panes(1, 0)
    sheet.protect()
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 1, 100)
    sheet.print_area(0, 0, len(told) + len(more.told), 1)
    dress_page(sheet)

"""A sheet of a workbook that says what the answer is."""

from collections.abc import Sequence
from typing import Any

from costmodel.assumptions.records import AssumptionSet
from costmodel.output.identity.about import Identity
from costmodel.output.identity.writing import rows_of_identity
from costmodel.output.workbook.styles import Styles, write_heads, write_rows
from costmodel.texts.catalog import text


def write_identity(file: Any, styles: Styles, item: Identity, assumptions: AssumptionSet, more: Sequence[tuple[str, str]] = ()) -> None:
    """Add the sheet to a workbook that is being written; `more` are further names and values."""
    sheet = file.add_worksheet(text("identity.sheet"))
    *told, record = rows_of_identity(item, assumptions)
    write_heads(sheet, styles, 1, (text("identity.heads.what"), text("identity.heads.value")), "wide_heading")
    write_rows(sheet, [*told, *more, record])
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 1, 32)

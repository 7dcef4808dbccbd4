"""Budgets of one, several or all municipalities as a workbook of their own."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, cast

from costmodel.assumptions.records import AssumptionSet
from costmodel.output.csv import Cell
from costmodel.output.finance.rows import MunicipalBudget, growth_heads, growth_text
from costmodel.output.finance.writing import COLUMNS, budget_table_rows
from costmodel.output.identity.about import Identity
from costmodel.output.identity.sheet import More, write_identity
from costmodel.output.workbook.styles import MONEY, Sheet, Styles, write_heads, write_rows
from costmodel.output.workbook.writing import PLAIN_TEXT
from costmodel.texts.catalog import text


def budget_workbook(budgets: Sequence[MunicipalBudget], item: Identity, assumptions: AssumptionSet) -> bytes:
    """The same as a workbook: a sheet that says what it is, the lines, and how prices grow."""
    import xlsxwriter

    buffer = BytesIO()
    file = cast(Any, xlsxwriter).Workbook(buffer, PLAIN_TEXT)
    styles = Styles(file)
    years = [str(year) for year in budgets[0].plan.years]
    heads = [text(f"finance.heads.{name}") for name in COLUMNS]
    rows = [row for budget in budgets for row in budget_table_rows(budget, assumptions)]
    _write(file.add_worksheet(text("finance.sheets.budget")), styles, (*heads, *years, text("finance.heads.sum")), rows)
    growth = [growth_text(entry, assumptions) for entry in budgets[0].growth]
    _write(file.add_worksheet(text("finance.sheets.growth")), styles, growth_heads(), growth)
    told = [(text("finance.heads.unit"), "MNOK"), (text("finance.heads.note"), text("finance.without_vat"))]
    write_identity(file, styles, item, assumptions, More(told))
    file.close()
    return buffer.getvalue()


def _write(sheet: Sheet, styles: Styles, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    write_heads(sheet, styles, 1, heads, "wide_heading")
    write_rows(sheet, rows, lambda number: styles.get("plain", MONEY if isinstance(number, float) else ""))
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(heads) - 1, 18)

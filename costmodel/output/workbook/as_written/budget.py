"""The budget by municipal rules as it was when the workbook was written: lines as values, sums as formulas over them."""

from costmodel.analysis.municipal.plan import GROSS, INVESTMENTS, NET, OPERATING, municipal_plan
from costmodel.model.appraisal import appraise
from costmodel.model.scenario import Scenario
from costmodel.output.finance.rows import (
    BRIDGE,
    DRIFT,
    INVESTING,
    BudgetRow,
    MunicipalBudget,
    art_text,
    budget_rows,
    growth_heads,
    growth_text,
    moves_text,
    prices_of,
    who_of,
)
from costmodel.output.workbook.addresses import letters
from costmodel.output.workbook.styles import MONEY, Sheet, Styles, begin, write_heads
from costmodel.texts.catalog import text
from costmodel.units import MNOK

FIRST_ROW, FIRST_YEAR = 4, 5
"""The row of the first heads and the column of the first year, from 0."""
WIDTHS = (66, 10, 10, 8, 26)
PARTS = {DRIFT: (OPERATING, GROSS, NET), INVESTING: (INVESTMENTS,), BRIDGE: ("bridge_sum",)}
"""The parts with their sums."""


def write_budget(sheet: Sheet, styles: Styles, scenario: Scenario) -> None:
    """Drift, investering, the bridge to the appraisal, and how prices grow."""
    appraisal = appraise(scenario)
    plan = municipal_plan(appraisal, int(scenario.setting("decision_year")))
    told = MunicipalBudget.of(appraisal, plan)
    begin(sheet, styles, text("finance.heading", who=who_of(told), prices=prices_of(plan)), text("workbook.budget.note"))
    rows, row = budget_rows(told, scenario.assumptions), FIRST_ROW
    for part, sums in PARTS.items():
        heads = (
            text(f"finance.parts.{part}", draws=0),
            *(text(f"finance.heads.{name}") for name in ("unit", "function", "art", "moves_with")),
        )
        write_heads(sheet, styles, row + 1, heads)
        for column, head in enumerate((*map(str, plan.years), text("finance.heads.sum")), start=FIRST_YEAR):
            sheet.write_string(row, column, head, styles.get("right_heading"))
        row = _write_part(sheet, styles, row + 1, ([item for item in rows if item.part == part], sums)) + 1
    path, _, *others = growth_heads()
    write_heads(sheet, styles, row + 1, (path, *others))
    for item in told.growth:
        row += 1
        path, year, growth, origin = growth_text(item, scenario.assumptions)
        for column, cell in enumerate((text("workbook.budget.growth", path=path, year=year), growth, origin)):
            sheet.write_string(row, column, cell, styles.get())
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.fit_to_pages(1, 1)


def _write_part(sheet: Sheet, styles: Styles, first: int, content: tuple[list[BudgetRow], tuple[str, ...]]) -> int:
    """The rows of a part; gives the row after them. A sum adds the lines from the first row of the part on that are no sums."""
    rows, sums = content
    is_sum = [item.line in sums for item in rows]
    for at, item in enumerate(rows):
        look = "sum" if is_sum[at] else "plain"
        account = (str(item.account.function), art_text(item.account)) if item.account else ("", "")
        for column, cell in enumerate((item.label, MNOK.symbol, *account, moves_text(item.moves_with))):
            sheet.write_string(first + at, column, cell, styles.get(look))
        added = [first + number + 1 for number in range(at) if not is_sum[number]]
        last = FIRST_YEAR + len(item.amounts)
        for column, amount in enumerate(item.amounts, start=FIRST_YEAR):
            if is_sum[at]:
                formula = f"=SUM({','.join(f'{letters(column)}{number}' for number in added)})"
                sheet.write_formula(first + at, column, formula, styles.get(look, MONEY), amount)
            else:
                sheet.write_number(first + at, column, amount, styles.get(look, MONEY))
        total = f"=SUM({letters(FIRST_YEAR)}{first + at + 1}:{letters(last - 1)}{first + at + 1})"
        sheet.write_formula(first + at, last, total, styles.get(look, MONEY), item.total)
    return first + len(rows)

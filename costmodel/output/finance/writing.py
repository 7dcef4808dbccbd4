"""A budget of one, several or all municipalities as text, CSV and workbook: one file."""

from collections.abc import Iterator, Sequence

from costmodel.assumptions.records import AssumptionSet
from costmodel.output.csv import Cell, csv_bytes
from costmodel.output.finance.rows import (
    BRIDGE,
    DRIFT,
    FRAMES,
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
from costmodel.output.printing import columns
from costmodel.texts.catalog import text
from costmodel.texts.numbers import number

COLUMNS = ("municipality", "part", "line", "label", "function", "art", "moves_with", "unit", "prices")
PARTS = (DRIFT, INVESTING, FRAMES, BRIDGE)


def budget_text_lines(budgets: Sequence[MunicipalBudget], assumptions: AssumptionSet) -> list[str]:
    """The budgets as text."""
    lines = [text("finance.without_vat"), ""]
    for budget in budgets:
        rows = budget_rows(budget, assumptions)
        lines += [text("finance.heading", who=who_of(budget), prices=prices_of(budget.plan)), ""]
        for part in PARTS:
            some = [row for row in rows if row.part == part and (any(row.amounts) or row.is_sum)]
            if some:
                heads = (_part_text(part, budget), *map(str, budget.plan.years), text("finance.heads.sum"))
                lines += [*columns([heads, *([row.label, *_shown(row)] for row in some)]), ""]
    growth = [growth_text(entry, assumptions) for entry in budgets[0].growth]
    return [*lines, *columns([growth_heads(), *growth])]


def _part_text(part: str, budget: MunicipalBudget) -> str:
    draws = budget.frames.draws if budget.frames else 0
    return text(f"finance.parts.{part}", year=budget.plan.price_year, draws=draws)


def _shown(row: BudgetRow) -> list[str]:
    return [number(value, 1) for value in (*row.amounts, row.total)]


def budget_csv(budgets: Sequence[MunicipalBudget], assumptions: AssumptionSet) -> bytes:
    """The same for Excel: a row for each line of each municipality, in MNOK."""
    names = (*COLUMNS, *map(str, budgets[0].plan.years), "sum")
    rows = [row for budget in budgets for row in budget_table_rows(budget, assumptions)]
    return csv_bytes(names, (dict(zip(names, row, strict=True)) for row in rows))


def budget_table_rows(budget: MunicipalBudget, assumptions: AssumptionSet) -> Iterator[tuple[Cell, ...]]:
    """A row for each line of a budget, as :data:`COLUMNS` and then the years and their sum; the bridge says its own prices."""
    for row in budget_rows(budget, assumptions):
        account = row.account
        place: tuple[Cell, Cell] = (account.function, art_text(account)) if account else (None, None)
        told = text("identity.prices.fixed", year=budget.run_price_year) if row.part == BRIDGE else prices_of(budget.plan)
        start = (who_of(budget), row.part, row.line, row.label, *place, moves_text(row.moves_with), "MNOK", told)
        yield (*start, *row.amounts, row.total)

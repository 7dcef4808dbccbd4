"""The budget by municipal rules in JSON."""

from collections.abc import Sequence
from dataclasses import asdict

from costmodel.analysis.municipal.plan import Rules
from costmodel.assumptions.records import AssumptionSet, Record
from costmodel.output.finance.rows import MunicipalBudget, budget_rows
from costmodel.version import MODEL_VERSION


class BudgetRowRecord(Record):
    """A row of a budget."""

    part: str
    """drift, investment, frames or bridge."""
    line: str
    """Name of the line."""
    label: str
    """Name in bokmål."""
    function: int | None
    """KOSTRA function by kostra.csv."""
    art: int | None
    """KOSTRA art by kostra.csv."""
    moves_with: str
    """What moves it in current prices; empty for sums."""
    amounts: list[float]
    """MNOK by year; negative is an expense. A frame is the expense, and positive."""
    total: float
    """Their sum; of a frame that of the sum over the years."""


class BudgetOfOne(Record):
    """The budget of one municipality."""

    municipality: str | None
    """None: all participants together."""
    covered: list[bool]
    """Whether the appraisal has the year."""
    rows: list[BudgetRowRecord]
    """The rows in their order."""
    draws: int
    """Draws behind the frames; 0 without them."""


class GrowthRecord(Record):
    """How much prices or wages grow in a year."""

    path: str
    """consumer_prices, municipal_deflator or wage."""
    year: int
    """Calendar year."""
    share: float
    """Growth from the year before."""
    basis: str
    """published, derived, forecast or assumption."""
    source: str
    """Id in the bibliography, the file, or the number of the assumptions that it follows from."""


class BudgetAnswer(Record):
    """``budget --format json``."""

    model_version: str
    """Version of the model."""
    assumptions_hash: str
    """Fingerprint of the assumption files."""
    price_basis: str
    """plan_year, price_year or current."""
    price_year: int
    """The year of the kroner; of current prices the plan's first."""
    bridge_price_year: int
    """The year of the kroner of the bridge, which are those of the appraisal."""
    years: list[int]
    """The years of the plan."""
    rules: dict[str, float]
    """Shares that are investments, and the years that they are written off over."""
    growth: list[GrowthRecord]
    """How prices grow."""
    budgets: list[BudgetOfOne]
    """A budget for each municipality."""


def budget_record(budgets: Sequence[MunicipalBudget], rules: Rules, assumptions: AssumptionSet) -> BudgetAnswer:
    """The record of some budgets with the same years and prices."""
    first = budgets[0]
    return BudgetAnswer(
        model_version=MODEL_VERSION,
        assumptions_hash=assumptions.hash,
        price_basis=str(first.plan.basis),
        price_year=first.plan.price_year,
        bridge_price_year=first.run_price_year,
        years=list(first.plan.years),
        rules={name: float(value) for name, value in asdict(rules).items()},
        growth=[GrowthRecord(**vars(item)) for item in first.growth],
        budgets=[_one(item, assumptions) for item in budgets],
    )


def _one(item: MunicipalBudget, assumptions: AssumptionSet) -> BudgetOfOne:
    rows = [
        BudgetRowRecord(
            part=row.part,
            line=row.line,
            label=row.label,
            function=row.account.function if row.account else None,
            art=row.account.art if row.account else None,
            moves_with=row.moves_with,
            amounts=list(row.amounts),
            total=row.total,
        )
        for row in budget_rows(item, assumptions)
    ]
    draws = item.frames.draws if item.frames else 0
    return BudgetOfOne(municipality=item.municipality, covered=list(item.plan.covered), rows=rows, draws=draws)

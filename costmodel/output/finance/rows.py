"""The rows of a budget: one line a row with its place in the accounts, years in columns, and what each line moves with."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from costmodel.analysis.budget import plan_lines, sums_of
from costmodel.analysis.municipal.frames import Frames
from costmodel.analysis.municipal.plan import GROSS, INVESTMENTS, NET, OPERATING, MunicipalPlan
from costmodel.analysis.municipal.prices import PathGrowth, growth_by_year
from costmodel.assumptions.records import AssumptionSet, BudgetAccount
from costmodel.axes import Array
from costmodel.model.discounting import add
from costmodel.model.results import Appraisal
from costmodel.output.labels import budget_label, everybody, name_in_language
from costmodel.texts.catalog import text

SUMS = (OPERATING, GROSS, NET, INVESTMENTS)
"""Rows that add those before them."""
DRIFT, INVESTING, FRAMES, BRIDGE = "drift", "investment", "frames", "bridge"
"""Parts of a budget."""


@dataclass(frozen=True)
class MunicipalBudget:
    """The budget of one municipality, or of all participants together, with what stands beside it."""

    municipality: str | None
    plan: MunicipalPlan
    frames: Frames | None
    growth: Sequence[PathGrowth]
    run_price_year: int
    """The price year of the appraisal, in whose kroner the bridge is."""

    @classmethod
    def of(cls, appraisal: Appraisal, plan: MunicipalPlan, frames: Frames | None = None) -> "MunicipalBudget":
        """That of an appraisal's plan, with how prices grow in its years."""
        scenario = appraisal.scenario
        return cls(scenario.municipality, plan, frames, growth_by_year(appraisal, plan.years), int(scenario.setting("price_year")))


@dataclass(frozen=True)
class BudgetRow:
    """A row of the budget."""

    part: str
    """DRIFT, INVESTING, FRAMES or BRIDGE."""
    line: str
    """Name of the line, as in the JSON and in kostra.csv."""
    account: BudgetAccount | None
    moves_with: str
    """What moves it in current prices; empty for sums."""
    amounts: tuple[float, ...]
    """MNOK by year; negative is an expense, but of a frame, which is the expense itself."""
    total: float

    @property
    def is_sum(self) -> bool:
        """Whether it adds rows before it."""
        return self.line in SUMS

    @property
    def label(self) -> str:
        """What the row is called."""
        return budget_row_label(self.line)


def budget_row_label(line: str) -> str:
    """What a line or a sum of the budget is called."""
    return text(f"finance.lines.{line}") if line in text.part("finance.lines") else budget_label(line)


def budget_rows(item: MunicipalBudget, assumptions: AssumptionSet) -> list[BudgetRow]:
    """Drift, investering, frames and the bridge to the appraisal, in this order."""
    accounts = {row.line: row for row in assumptions.kostra}
    moved = {line.name: line.item.moves_with for line in plan_lines()}
    parts = {DRIFT: item.plan.drift, INVESTING: item.plan.investment}
    rows = [row for part, items in parts.items() for row in _rows(part, items, accounts, moved)]
    return [*rows, *_frame_rows(item.frames), *_rows(BRIDGE, {**item.plan.bridge, "bridge_sum": sum_of_bridge(item.plan)}, {}, {})]


def sum_of_bridge(plan: MunicipalPlan) -> Array:
    """What the bridge leads to: the net operating result in kroner of the run's price year, ``(draw, year, 1)``."""
    return add(list(plan.bridge.values()))


def _rows(part: str, items: Mapping[str, Array], accounts: Mapping[str, BudgetAccount], moved: Mapping[str, str]) -> Iterator[BudgetRow]:
    totals = sums_of(items)
    for name, array in items.items():
        amounts = tuple(float(value) for value in array[0, :, 0])
        yield BudgetRow(part, name, accounts.get(name), moved.get(name, ""), amounts, totals[name])


def _frame_rows(frames: Frames | None) -> Iterator[BudgetRow]:
    for name, amounts in frames.by_year.items() if frames else ():
        yield BudgetRow(FRAMES, name, None, "", tuple(amounts), frames.in_all[name] if frames else 0.0)


def who_of(item: MunicipalBudget) -> str:
    """Whose budget it is."""
    return item.municipality or everybody()


def prices_of(plan: MunicipalPlan) -> str:
    """The prices of a budget in a few words."""
    return text(f"identity.prices.{plan.basis}", year=plan.price_year)


def moves_text(moves_with: str) -> str:
    """What moves a line in current prices, in words; empty for sums."""
    return text(f"finance.moves.{moves_with}") if moves_with else ""


def growth_heads() -> tuple[str, ...]:
    """The heads over :func:`growth_text`."""
    return tuple(text(f"finance.heads.{name}") for name in ("path", "year", "growth", "origin"))


def growth_text(item: PathGrowth, assumptions: AssumptionSet) -> tuple[str, str, str, str]:
    """Path, year, growth and origin of one growth in words."""
    known = assumptions.numbers.get(item.source) or assumptions.budget.get(item.source)
    source = name_in_language(known.name) if known else item.source
    told = text(f"finance.basis.{item.basis}", source=source)
    return moves_text(item.path), str(item.year), text("finance.growth", share=item.share), told


def art_text(account: BudgetAccount) -> str:
    """An art as the accounts write it: three digits."""
    return f"{account.art:03d}"

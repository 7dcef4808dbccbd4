"""The choice among all options as plain records, for JSON in full precision."""

from costmodel.analysis.uncertainty.choice import Choice, Standing
from costmodel.analysis.uncertainty.paired import Difference
from costmodel.assumptions.records import Record
from costmodel.output.tables import finite_or_none


class StandingRecord(Record):
    """How one option stands among all by one figure."""

    best: float
    """Share of the draws in which it is the best; those that are equally good share a draw."""
    standard_error: float | None
    """Of that share, from the spread between independent scrambles."""
    expected: float
    """Expected value, MNOK."""
    regret: float
    """Expected regret: how much more the best of each draw gives on average, MNOK."""


class DifferenceRecord(Record):
    """Net present value of one option less that of another, MNOK."""

    first: str
    second: str
    probability: float
    """Share of the draws in which the first is above the second; draws in which they are equal count half."""
    standard_error: float | None
    mean: float
    p10: float
    p50: float
    p90: float


class ChoiceRecord(Record):
    """What the draws say of the choice among all options."""

    options: list[str]
    """Those that can be chosen."""
    by_npv: dict[str, StandingRecord]
    """By option, where the best is what gives the municipality most."""
    by_budget: dict[str, StandingRecord]
    """By option, where the best is what relieves the operating budget most."""
    differences: list[DifferenceRecord]


def choice_record(found: Choice) -> ChoiceRecord:
    """The choice as a record."""
    return ChoiceRecord(
        options=list(found.options),
        by_npv=_standings(found.by_npv),
        by_budget=_standings(found.by_budget),
        differences=[_difference(*pair, item) for pair, item in found.differences.items()],
    )


def _standings(found: Standing) -> dict[str, StandingRecord]:
    return {
        name: StandingRecord(
            best=share,
            standard_error=finite_or_none(found.best_error[name]),
            expected=found.expected[name],
            regret=found.regret[name],
        )
        for name, share in found.best.items()
    }


def _difference(first: str, second: str, item: Difference) -> DifferenceRecord:
    spread = {"mean": item.mean, "p10": item.low, "p50": item.middle, "p90": item.high}
    error = finite_or_none(item.error)
    return DifferenceRecord(first=first, second=second, probability=item.probability, standard_error=error, **spread)

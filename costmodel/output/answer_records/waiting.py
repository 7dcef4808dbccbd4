"""What waiting is worth as a record: a part of what ``decide --wait --format json`` gives."""

from collections.abc import Sequence

from costmodel.analysis.learning.waiting import Right, RuleStep, WaitingWorth
from costmodel.assumptions.records import Record
from costmodel.output.tables import finite_or_none


class StepRecord(Record):
    """What is best from a measured value up to the next step."""

    option: str
    start: float | None
    """The measured value from which it is best; None for the lowest."""
    chance: float
    """How probable it is that the measurement leads there."""


class RightRecord(Record):
    """A choice that is kept open until more is known, MNOK."""

    value: float
    without: float
    worth: float
    worth_standard_error: float | None
    rule: list[StepRecord]


class WaitingWorthRecord(Record):
    """What it is worth to decide a year later, MNOK."""

    quantity: str
    """What will be known by then."""
    error: float
    """With which standard error, in its unit."""
    draws: int
    seed: int
    better: str
    value_now: float
    value_blind: float
    value_wait: float
    price: float
    """What waiting alone gives."""
    learnt: float
    """What is learnt meanwhile is worth."""
    worth: float
    worth_standard_error: float | None
    rule: list[StepRecord]
    withdrawal: RightRecord | None
    later: RightRecord | None
    surcharge: float


def waiting_record(found: WaitingWorth) -> WaitingWorthRecord:
    """What waiting is worth as a record."""
    same = ("quantity", "error", "better", "value_now", "value_blind", "value_wait", "price", "learnt", "worth", "surcharge")
    return WaitingWorthRecord(
        **{name: getattr(found, name) for name in same},
        draws=found.plan.total,
        seed=found.plan.seed,
        worth_standard_error=finite_or_none(found.worth_error),
        rule=_rule(found.rule),
        withdrawal=_right(found.withdrawal),
        later=_right(found.later),
    )


def _rule(steps: Sequence[RuleStep]) -> list[StepRecord]:
    return [StepRecord(option=step.option, start=step.start, chance=step.chance) for step in steps]


def _right(found: Right | None) -> RightRecord | None:
    if found is None:
        return None
    return RightRecord(
        value=found.value,
        without=found.without,
        worth=found.worth,
        worth_standard_error=finite_or_none(found.worth_error),
        rule=_rule(found.rule),
    )

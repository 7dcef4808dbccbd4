"""What waiting, withdrawing and joining later are worth, and the rule, in sentences."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from costmodel.analysis.decision_card.calendar import WITHDRAWAL_MONTHS
from costmodel.analysis.learning.waiting import LATER, WITHDRAW, RuleStep, WaitingWorth
from costmodel.assumptions.records import AssumptionSet
from costmodel.output.labels import option_label
from costmodel.output.learning.quantities import places_for, quantity_label, quantity_unit
from costmodel.texts.catalog import listed, text
from costmodel.texts.numbers import number


def waiting_title(found: WaitingWorth) -> str:
    """What is waited for."""
    return text("learning.waiting.title", quantity=quantity_label(found.quantity, None, found.scenario.assumptions))


def waiting_sentences(found: WaitingWorth) -> list[str]:
    """What waiting costs, what is learnt worth, the rule, and the rights of one that is not in use."""
    told = {"worth": found.worth, "price": found.price, "learnt": found.learnt, "error": found.worth_error}
    lines = [waiting_title(found), text("learning.waiting.values", exactness=_measured(found.error, found), **told), rule_text(found)]
    months = WITHDRAWAL_MONTHS
    if found.withdrawal is not None:
        right = {"worth": found.withdrawal.worth, "without": found.withdrawal.without, "value": found.withdrawal.value}
        lines.append(text("learning.waiting.withdrawal", months=months, **right))
    if found.later is not None:
        lines.append(text("learning.waiting.later", surcharge=found.surcharge, worth=found.later.worth))
    return lines


def rule_text(found: WaitingWorth) -> str:
    """What is best after the year, by what was measured."""
    if len(found.rule) == 1:
        return text("learning.waiting.only", option=_option(found.rule[0], found.scenario.assumptions))
    return text("learning.waiting.rule", steps=listed(list(_steps(found.rule, found))))


def _steps(rule: Sequence[RuleStep], found: WaitingWorth) -> Iterator[str]:
    for at, (step, after) in enumerate(pairwise([*rule, None])):
        if step is None:
            continue
        limits = {"start": step.start, "limit": None if after is None else after.start}
        told = {key: _measured(value, found) for key, value in limits.items() if value is not None}
        key = "last" if after is None else "between" if at else "first"
        yield text(f"learning.waiting.{key}", option=_option(step, found.scenario.assumptions), **told)


def _option(step: RuleStep, assumptions: AssumptionSet) -> str:
    own = {LATER: text("learning.waiting.join_later"), WITHDRAW: text("learning.waiting.withdraw")}
    return own.get(step.option) or option_label(step.option, assumptions)


def _measured(value: float, found: WaitingWorth) -> str:
    unit = quantity_unit(found.quantity, found.scenario.assumptions)
    return f"{number(value, places_for(found.error))} {unit}"

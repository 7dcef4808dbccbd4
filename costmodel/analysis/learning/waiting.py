"""Whether to wait for what will be known, to keep the right to withdraw, or to join later: on the draws of the choice itself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from costmodel.analysis.decision_card.calendar import WITHDRAWAL_MONTHS, a_year_later
from costmodel.analysis.decision_card.outcomes import flat
from costmodel.analysis.learning.quantities import values_of_quantity
from costmodel.analysis.learning.signals import Prior, Signals, prior_of, signals_of
from costmodel.analysis.learning.updating import refuse_everybody
from costmodel.analysis.uncertainty.choice import open_options
from costmodel.analysis.uncertainty.expected import expected_given
from costmodel.analysis.uncertainty.information import jackknife_error
from costmodel.analysis.uncertainty.runner import PORTION
from costmodel.analysis.uncertainty.sampling import USUAL, Plan, all_drawn
from costmodel.analysis.uncertainty.weighing import Values
from costmodel.model.appraisal import appraise
from costmodel.model.decision import JOIN, STAY_OUT, Decision, decide, options_of
from costmodel.model.discounting import present_value, total_over_municipalities
from costmodel.model.results import Appraisal
from costmodel.model.scenario import Scenario

LATE_JOINING_SURCHARGE = 1.15
"""What introduction costs one that joins later, times what it costs today: an assumption, from 1 to 1.5 (S2 says dearer, and no figure)."""
QUANTITY = "extra_minutes"
"""What is expected to be known after a year, where nothing else is asked about."""
SEEN = 0.005
"""A choice that less than this share of the signals lead to is not told of in the rule."""
MOVED, LATER, WITHDRAW = "later:", "join_later", "withdraw"


@dataclass(frozen=True)
class RuleStep:
    """What is best from a measured value up to the next step."""

    option: str
    start: float | None
    """The measured value from which it is best, in the unit of the quantity; None for the lowest."""
    chance: float
    """How probable it is that the measurement leads there."""


@dataclass(frozen=True)
class Right:
    """A choice that is kept open until more is known, MNOK."""

    value: float
    """What is expected with it."""
    without: float
    """What is expected of the same where it is not kept open."""
    worth_error: float
    rule: tuple[RuleStep, ...]

    @property
    def worth(self) -> float:
        """What it is worth to keep it open."""
        return self.value - self.without


@dataclass(frozen=True)
class WaitingWorth:
    """What it is worth to decide a year later, with and without what is learnt meanwhile, MNOK."""

    scenario: Scenario
    plan: Plan
    quantity: str
    error: float
    """Standard error of what will be known, in the unit of the quantity."""
    better: str
    """The option with the highest expected value today."""
    value_now: float
    value_blind: float
    """What the best option is expected to give a year later with nothing learnt."""
    value_wait: float
    """What is expected where the choice is made a year later by what is then measured."""
    worth_error: float
    """Standard error of the value of waiting."""
    rule: tuple[RuleStep, ...]
    """What is best after the year, by what was measured."""
    withdrawal: Right | None
    """Joining with the right to withdraw; None for one that is in use."""
    later: Right | None
    """Staying out with the right to join a year later, dearer; None for one that is in use."""
    surcharge: float

    @property
    def price(self) -> float:
        """What waiting alone gives, nothing learnt: below 0 where costs run on and dates only move later."""
        return self.value_blind - self.value_now

    @property
    def learnt(self) -> float:
        """What is learnt meanwhile is worth."""
        return self.value_wait - self.value_blind

    @property
    def worth(self) -> float:
        """The value of waiting, with what is learnt."""
        return self.value_wait - self.value_now


def waiting_worth(
    scenario: Scenario,
    quantity: str = QUANTITY,
    error: float | None = None,
    plan: Plan = USUAL,
    *,
    surcharge: float = LATE_JOINING_SURCHARGE,
) -> WaitingWorth:
    """What it is worth to wait a year for a measurement of a quantity, for a scenario that is a batch of one.

    `error` is the standard error of what will be known; None: as exact as the quantity is known today. Every option that has a date of
    its own is the same a year later, the others are as they are. Raises AssumptionError for what cannot be measured.
    """
    refuse_everybody(scenario)
    known = values_of_quantity(quantity, None, scenario, plan, keep=False)
    exactness = float(known.std()) if error is None else error
    outcomes = _outcomes(scenario, plan, surcharge)
    curves = expected_given(known, np.stack(list(outcomes.values())), plan.blocks)
    priors = {name: replace(whole, levels=whole.levels[:, [at]]) for whole in [prior_of(curves, known)] for at, name in enumerate(outcomes)}
    options = open_options(scenario)
    now, moved = (_together(priors, [f"{start}{name}" for name in options]) for start in ("", MOVED))
    signals = signals_of(moved, exactness)
    waits, best = signals.best, now.unknown
    return WaitingWorth(
        scenario=scenario,
        plan=plan,
        quantity=quantity,
        error=exactness,
        better=options[int(np.argmax((now.levels[0] * now.masses).sum(axis=1)))],
        value_now=float(best[0]),
        value_blind=float(moved.unknown[0]),
        value_wait=float(waits[0]),
        worth_error=jackknife_error((waits - best)[1:].tolist()),
        rule=rule_of(signals, options),
        withdrawal=_right(priors, (JOIN, WITHDRAW), JOIN, exactness) if JOIN in options else None,
        later=_right(priors, (STAY_OUT, LATER), STAY_OUT, exactness) if JOIN in options else None,
        surcharge=surcharge,
    )


def _together(priors: Mapping[str, Prior], names: list[str]) -> Prior:
    """Some options over the same number."""
    first = priors[names[0]]
    return replace(first, levels=np.concatenate([priors[name].levels for name in names], axis=1))


def _right(priors: Mapping[str, Prior], names: tuple[str, str], without: str, error: float) -> Right:
    """The right to choose between two when more is known, held against having chosen the one of them today."""
    both, alone = _together(priors, list(names)), _together(priors, [without]).unknown
    signals = signals_of(both, error)
    gain = signals.best - alone
    return Right(float(signals.best[0]), float(alone[0]), jackknife_error(gain[1:].tolist()), rule_of(signals, names))


def rule_of(signals: Signals, options: tuple[str, ...]) -> tuple[RuleStep, ...]:
    """Which option is best from which measured value on; choices that hardly any signal leads to are left out."""
    best = signals.expected[0].argmax(axis=0)
    starts = np.flatnonzero(np.diff(best, prepend=-1))
    chances = np.add.reduceat(signals.chances, starts)
    found: list[RuleStep] = []
    for start, chance in zip(starts.tolist(), chances.tolist(), strict=True):
        name = options[int(best[start])]
        if chance >= SEEN and not (found and found[-1].option == name):
            found.append(RuleStep(name, float(signals.places[start]) if found else None, chance))
        elif found and found[-1].option == name:
            found[-1] = replace(found[-1], chance=found[-1].chance + chance)
    return tuple(found)


def _outcomes(scenario: Scenario, plan: Plan, surcharge: float) -> dict[str, Values]:
    """Net present value of every option today, and a year later, and of withdrawing and of joining later, ``(draw,)``, by name."""
    parts: list[dict[str, Values]] = []
    options = open_options(scenario)
    for batch in all_drawn(scenario, plan, PORTION):
        decision, named = decide(batch, only=options), options_of(batch)
        found = {name: flat(item.indicators.npv, batch.draws) for name, item in decision.all.items()}
        later = {name: appraise(a_year_later(named[name], name)) for name in options if _has_date(name)}
        npv = {name: flat(item.indicators.npv, batch.draws) for name, item in later.items()}
        found |= {f"{MOVED}{name}": npv.get(name, found[name]) for name in options}
        if JOIN in options:
            found |= _of_joining(decision, later[JOIN], batch, surcharge)
        parts.append(found)
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _has_date(option: str) -> bool:
    """Whether an option has a date that can be moved: joining, leaving to and taking an alternative have."""
    return option == JOIN or ("_" in option and option != STAY_OUT)


def _of_joining(decision: Decision, later: Appraisal, batch: Scenario, surcharge: float) -> dict[str, Values]:
    """What is lost by withdrawing at the last moment, and what joining a year later gives, its introduction dearer."""
    months = batch.values["introduction_months"]
    share = np.maximum(months - WITHDRAWAL_MONTHS, 0.0) / months
    spent, dearer = (flat(_introduction(item), batch.draws) for item in (decision.all[JOIN], later))
    npv = flat(later.indicators.npv, batch.draws)
    return {WITHDRAW: -spent * flat(share, batch.draws), LATER: npv - (surcharge - 1.0) * dearer}


def _introduction(item: Appraisal) -> Values:
    """Present value of the introduction, MNOK, ``(draw, 1, 1)``."""
    return total_over_municipalities(present_value(item.costs.introduction_cost, item.drivers.discount_factor))

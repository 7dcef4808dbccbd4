"""The card of a scenario: one set of draws, one decision, one answer to every question on it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from costmodel.analysis.decision_card.calendar import calendar_of, is_after_service, waiting_of
from costmodel.analysis.decision_card.facts import NOTHING, Card, Margin, OptionFacts, PairFacts
from costmodel.analysis.decision_card.outcomes import Outcomes, Values, all_draws, amount_of, flat, outcomes_of
from costmodel.analysis.decision_card.turning import turning_point
from costmodel.analysis.uncertainty.choice import Standing, standing
from costmodel.analysis.uncertainty.live import FEW
from costmodel.analysis.uncertainty.paired import difference_of
from costmodel.analysis.uncertainty.sampling import Plan
from costmodel.model.decision import JOIN, STAY, STAY_OUT, alternative_begins, from_decision
from costmodel.model.parties.distribution import distribution_of
from costmodel.model.scenario import Scenario, base_case

CARD_DRAWS = Plan(1_024)
"""Enough for what a reader sees of a share, few enough to follow a lever."""


def no_check() -> None:
    """Nobody has moved on."""


@dataclass(frozen=True)
class Standings:
    """How the options that can be chosen stand by both figures."""

    by_npv: Standing
    by_budget: Standing


def card_of(scenario: Scenario, plan: Plan | None = None, *, keep: bool = False, check: Callable[[], None] = no_check) -> Card:
    """The decision card of a scenario, a batch of one; the same in every face, since the draws are.

    `keep` lets numbers that the scenario has moved stay uncertain. `check` is called between pieces of the work, and raises to
    give up: the user has moved on. Everything that is drawn or stands as in the scenario comes from one decision over all draws,
    in which the scenario itself is the first.
    """
    return card_from(outcomes_of(scenario, plan or (FEW if scenario.municipality is None else CARD_DRAWS), keep, check), keep, check)


def card_from(found: Outcomes, keep: bool, check: Callable[[], None] = no_check) -> Card:
    """The card of draws that are made already, each by its weight."""
    scenario = found.scenario.rows(0, 1)
    options = tuple(_options(found))
    own = next(item.name for item in options if item.name in (STAY, JOIN))
    other = next(item.name for item in options if item.name != own)
    check()
    pair = _pair(found, own, other)
    return Card(
        assumptions=scenario.assumptions,
        municipality=scenario.municipality,
        together=scenario.together,
        price_year=int(scenario.setting("price_year")),
        discount_rate=float(scenario.values["discount_rate"].flat[0]),
        is_base_case=from_decision(scenario).key == from_decision(base_case(scenario.assumptions, scenario.municipality)).key,
        draws=found.draws,
        drawn=found.drawn,
        options=options,
        pair=pair,
        turning=turning_point(scenario, (own, other), keep, check),
        waiting=tuple(waiting_of(found, options, check)),
        calendar=calendar_of(scenario, found.first, own),
    )


def _options(found: Outcomes) -> Iterator[OptionFacts]:
    """What can be chosen, best first, then what cannot."""
    names = tuple(found.first.options)
    stands = Standings(*(_standing(found, figure, names) for figure in ("npv", "budget_npv")))
    ranked = sorted(names, key=lambda name: -stands.by_npv.expected[name])
    for name in (*ranked, *found.first.benchmarks):
        yield _option(found, name, stands)


def _standing(found: Outcomes, figure: str, names: Sequence[str]) -> Standing:
    return standing(names, np.stack([found.figures[figure][name][1:] for name in names]), found.blocks, found.weights)


def _option(found: Outcomes, name: str, stands: Standings) -> OptionFacts:
    appraisal, year = found.first.all[name], alternative_begins(name, found.first.all[name])
    return OptionFacts(
        name=name,
        is_benchmark=name in found.first.benchmarks,
        **{figure: amount_of(by_option[name], found.weights) for figure, by_option in found.figures.items()},
        best=stands.by_npv.best.get(name),
        best_for_budget=stands.by_budget.best.get(name),
        regret=stands.by_npv.regret.get(name),
        from_year=year,
        is_after_service=is_after_service(appraisal, year) and _is_idle(found, name),
    )


def _is_idle(found: Outcomes, name: str) -> bool:
    """Whether an option comes to the same as going on as today, in the scenario and in every draw.

    Of all participants together, those outside the set leave for the option's alternative, whenever the others do.
    """
    npv = found.figures["npv"]
    return bool((np.abs(npv[name] - npv[STAY if STAY in npv else STAY_OUT]) <= NOTHING).all())


def _pair(found: Outcomes, own: str, other: str) -> PairFacts:
    npv, budget = (_margin(found.figures[figure][own] - found.figures[figure][other], found) for figure in ("npv", "budget_npv"))
    if found.scenario.municipality is None:
        return PairFacts(own, other, npv, budget, None, None)
    gains = _gains(found, own, other)
    parties = {name: amount_of(values, found.weights) for name, values in gains.items()}
    return PairFacts(own, other, npv, budget, parties, _margin(gains["society"], found))


def _margin(gain: Values, found: Outcomes) -> Margin:
    over = difference_of(gain[1:], np.zeros(gain.size - 1), found.blocks, found.weights)
    return Margin(over.mean, float(gain[0]), over.low, over.high, over.probability)


def _gains(found: Outcomes, own: str, other: str) -> Mapping[str, Values]:
    """What each party gains where ``own`` is chosen, ``(1 + draw,)``; of the same decision: nothing is appraised again."""
    columns = distribution_of(found.first, other, own).present.named()
    return {name: all_draws([flat(column, found.scenario.draws)], found.draws) for name, column in columns.items()}

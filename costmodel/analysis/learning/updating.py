"""What is known before and after a measurement: every figure, the quantity itself, and the decision card, on the same draws."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from costmodel.analysis.decision_card.facts import Card
from costmodel.analysis.decision_card.making import card_from, no_check
from costmodel.analysis.decision_card.outcomes import outcomes_of
from costmodel.analysis.learning.evidence import Evidence, effective_draws, evidence_of, weights_of
from costmodel.analysis.uncertainty.evaluation import all_scores, every_figure
from costmodel.analysis.uncertainty.measures import FIGURES, Period
from costmodel.analysis.uncertainty.runner import job_of
from costmodel.analysis.uncertainty.sampling import USUAL, Plan
from costmodel.analysis.uncertainty.weighing import Values, Weights, mean_of_draws, quantiles_of_draws, spread_of_draws
from costmodel.assumptions.records import Measurement
from costmodel.faults import AssumptionError, Fault
from costmodel.model.scenario import Scenario

ENDS = (0.1, 0.5, 0.9)


@dataclass(frozen=True)
class Expectation:
    """What is known of a number or a figure."""

    mean: float
    sd: float
    p10: float
    p50: float
    p90: float
    probability: float
    """Share of the draws, by weight, in which it is above 0."""


@dataclass(frozen=True)
class FigureUpdate:
    """A figure before and after, over the draws for which it exists."""

    name: str
    before: Expectation
    after: Expectation


@dataclass(frozen=True)
class QuantityUpdate:
    """A measured quantity before and after, and the rule of thumb for why it moved so far."""

    name: str
    municipality: str | None
    """Whose result it is; None for a number of the files."""
    keys: tuple[str, ...]
    """The measurements of it."""
    before: Expectation
    after: Expectation
    measured: float
    """The mean of what was measured, each measurement weighed by how exact it is."""
    error: float
    """Its standard error."""

    @property
    def pull(self) -> float:
        """How far the mean moves towards what was measured, were all normal: v / (v + se²), from 0 to 1."""
        return self.before.sd**2 / (self.before.sd**2 + self.error**2)

    @property
    def approximate(self) -> float:
        """The mean after, were all normal: old + k × (measured − old)."""
        return self.before.mean + self.pull * (self.measured - self.before.mean)


@dataclass(frozen=True)
class Learned:
    """What measurements make of the draws of a scenario."""

    scenario: Scenario
    plan: Plan
    effective: float
    """Effective draws that are left."""
    measurements: Mapping[str, Measurement]
    """Those that were weighed, by key."""
    quantities: tuple[QuantityUpdate, ...]
    figures: tuple[FigureUpdate, ...]
    before: Card
    after: Card


def learn(
    scenario: Scenario,
    measurements: Mapping[str, Measurement],
    plan: Plan = USUAL,
    *,
    keep: bool = False,
    check: Callable[[], None] = no_check,
) -> Learned:
    """Weigh the draws of a scenario, a batch of one, by what was measured, and read every answer with and without the weights.

    Nothing is run again for a measurement: before and after are the same draws. `check` is called between pieces of the work, and
    raises to give up. Raises AssumptionError for a measurement that cannot be weighed, and where no single municipality is studied.
    """
    refuse_everybody(scenario)
    evidence = evidence_of(measurements, scenario, plan, keep)
    weights = weights_of(evidence)
    check()
    job = job_of(scenario, Period.BOTH, keep, FIGURES)
    figures = every_figure(job, all_scores(scenario, plan), lambda _done, _total: check())
    outcomes = outcomes_of(scenario, plan, keep, check)
    return Learned(
        scenario=scenario,
        plan=plan,
        effective=effective_draws(weights),
        measurements={one.key: one.item for one in evidence},
        quantities=quantity_updates(evidence, weights),
        figures=tuple(figure_update(name, values, weights) for name, values in figures.items()),
        before=card_from(outcomes, keep, check),
        after=card_from(replace(outcomes, weights=weights), keep, check),
    )


def refuse_everybody(scenario: Scenario) -> None:
    """Raise AssumptionError where all participants are studied together: nobody decides for all of them."""
    if scenario.municipality is None:
        raise AssumptionError([Fault("", "", "learning_of_everybody")])


def expectation_of(values: Values, weights: Weights = None) -> Expectation:
    """What the draws say of a figure, ``(draw,)``; those in which it does not exist are left out."""
    exists = np.isfinite(values)
    if not exists.any():
        return Expectation(*[float("nan")] * 6)
    values, weights = values[exists], None if weights is None else weights[exists] / weights[exists].sum()
    p10, p50, p90 = (float(value) for value in quantiles_of_draws(values, ENDS, weights))
    mean, positive = (float(mean_of_draws(item, weights)) for item in (values, (values > 0).astype(np.float64)))
    return Expectation(mean, spread_of_draws(values, weights), p10, p50, p90, positive)


def figure_update(name: str, values: Values, weights: Values) -> FigureUpdate:
    """A figure of each draw, ``(draw,)``, without and with the weights."""
    return FigureUpdate(name, expectation_of(values), expectation_of(values, weights))


def quantity_updates(evidence: Sequence[Evidence], weights: Values) -> tuple[QuantityUpdate, ...]:
    """Each measured quantity once, in the order in which it is first measured."""
    by_name: dict[tuple[str, str | None], list[Evidence]] = {}
    for one in evidence:
        by_name.setdefault((one.item.quantity, one.item.municipality), []).append(one)
    return tuple(_quantity_update(name, whose, some, weights) for (name, whose), some in by_name.items())


def _quantity_update(name: str, municipality: str | None, some: Sequence[Evidence], weights: Values) -> QuantityUpdate:
    exactness = [one.error**-2 for one in some]
    return QuantityUpdate(
        name=name,
        municipality=municipality,
        keys=tuple(one.key for one in some),
        before=expectation_of(some[0].drawn),
        after=expectation_of(some[0].drawn, weights),
        measured=sum(one.mean * weight for one, weight in zip(some, exactness, strict=True)) / sum(exactness),
        error=1.0 / sqrt(sum(exactness)),
    )

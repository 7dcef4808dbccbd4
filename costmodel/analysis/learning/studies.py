"""What the next measurement is worth: EVSI by how many are measured, what the study costs, and the best size."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import hypot

import numpy as np

from costmodel.analysis.learning.quantities import values_of_quantity
from costmodel.analysis.learning.signals import Prior, prior_of, signals_of
from costmodel.analysis.learning.updating import refuse_everybody
from costmodel.analysis.pairs import Pair, known_pair
from costmodel.analysis.uncertainty.acting import acting_on_choice
from costmodel.analysis.uncertainty.choice import NPV, choice_job, open_options
from costmodel.analysis.uncertainty.evaluation import all_scores, every_figure
from costmodel.analysis.uncertainty.expected import expected_given
from costmodel.analysis.uncertainty.information import jackknife_error, perfect_information, worth_of_curves
from costmodel.analysis.uncertainty.runner import Progress
from costmodel.analysis.uncertainty.sampling import USUAL, Plan, uncertain_names
from costmodel.analysis.uncertainty.weighing import Values
from costmodel.assumptions.measuring.measurement_rules import error_of_mean
from costmodel.faults import AssumptionError, Fault
from costmodel.model.scenario import Scenario
from costmodel.units import NOK_PER_MNOK

SIZES = (10, 25, 50, 100, 200, 400, 800, 1_600)
"""How many are measured, in the curve."""
MOST_MEASURED, CANDIDATES = 10_000, 60
"""The best size is looked for up to so many, among so many sizes, each a fixed share larger than the one before."""


@dataclass(frozen=True)
class Study:
    """A measurement that somebody thinks of making."""

    quantity: str
    sd: float
    """Standard deviation between those measured."""
    representativeness: float = 0.0
    """Standard deviation of the difference between what is measured and the whole municipality."""
    fixed_cost: float = 0.0
    """NOK, whatever the size."""
    cost_each: float = 0.0
    """NOK for each that is measured."""

    def error_at(self, n: int) -> float:
        """The standard error of a study of this size, in the unit of the quantity."""
        return error_of_mean(self.sd, n, self.representativeness)

    def cost_at(self, n: int) -> float:
        """What it costs, MNOK."""
        return (self.fixed_cost + self.cost_each * n) / NOK_PER_MNOK


@dataclass(frozen=True)
class StudySize:
    """What a study of one size is worth, MNOK."""

    n: int
    error: float
    """Standard error of what is measured, in the unit of the quantity."""
    value: float
    """EVSI."""
    value_error: float
    cost: float

    @property
    def net(self) -> float:
        """What it is worth less what it costs."""
        return self.value - self.cost


@dataclass(frozen=True)
class StudyWorth:
    """What a study is worth to the choice before it is made, by size."""

    scenario: Scenario
    plan: Plan
    study: Study
    options: tuple[str, ...]
    """The options that are chosen among."""
    better: str
    """The option with the highest expected value today."""
    prior_sd: float
    """How uncertain the quantity is today, in its unit."""
    everything: float
    """EVPI: to know all uncertain numbers, MNOK."""
    perfect: float
    """EVPPI: to know the quantity for certain, MNOK."""
    perfect_error: float
    sizes: tuple[StudySize, ...]
    best: StudySize | None
    """The size that gives most beyond its cost; None where no size pays."""


@dataclass(frozen=True)
class Candidate:
    """What it is worth to know a number, and to measure it as exactly as it is known today, MNOK."""

    name: str
    perfect: float
    perfect_error: float
    measured: float
    """EVSI of a measurement with a standard error as large as the number's own spread."""
    measured_error: float


@dataclass(frozen=True)
class Measurable:
    """A quantity beside the outcomes of the options, both on the same draws: what a study, or waiting for one, rests on."""

    prior: Prior
    perfect: float
    perfect_error: float
    everything: float

    def worth(self, error: float) -> tuple[float, float]:
        """EVSI of a measurement with this standard error, and its own error: between 0 and EVPPI, and that of EVPPI beside it."""
        found = signals_of(self.prior, error).best - self.prior.unknown
        value = min(max(float(found[0]), 0.0), self.perfect)
        share = value / self.perfect if self.perfect else 0.0
        return value, hypot(jackknife_error(found[1:].tolist()), share * self.perfect_error)


def measurable_of(values: Values, outcomes: Values, blocks: int) -> Measurable:
    """A quantity, ``(draw,)``, and what each option gives, ``(option, draw)``, draws in whole blocks."""
    curves, everything = expected_given(values, outcomes, blocks), perfect_information(outcomes)
    perfect, error = worth_of_curves(curves, values, outcomes, blocks)
    return Measurable(prior_of(curves, values), min(perfect, everything), error, everything)


def study_worth(
    scenario: Scenario, study: Study, plan: Plan = USUAL, options: Pair | None = None, progress: Progress | None = None
) -> StudyWorth:
    """What a study is worth to the choice among all options of the municipality, or between two.

    The scenario is a batch of one. Raises AssumptionError for a quantity that cannot be measured, or a study without any error.
    """
    refuse_everybody(scenario)
    if study.sd <= 0 and study.representativeness <= 0:
        raise AssumptionError([Fault("", "sd", "measured_without_error")])
    chosen = open_options(scenario) if options is None else known_pair(scenario, options)
    values = values_of_quantity(study.quantity, None, scenario, plan, keep=False)
    outcomes = np.stack(list(every_figure(choice_job(scenario, chosen, (NPV,)), all_scores(scenario, plan), progress).values()))
    found = measurable_of(values, outcomes, plan.blocks)
    return StudyWorth(
        scenario=scenario,
        plan=plan,
        study=study,
        options=chosen,
        better=chosen[int(outcomes.mean(axis=1).argmax())],
        prior_sd=float(values.std()),
        everything=found.everything,
        perfect=found.perfect,
        perfect_error=found.perfect_error,
        sizes=tuple(study_size(found, study, n) for n in SIZES),
        best=best_size(found, study),
    )


def study_size(found: Measurable, study: Study, n: int) -> StudySize:
    """What a study of one size is worth."""
    return StudySize(n, study.error_at(n), *found.worth(study.error_at(n)), study.cost_at(n))


def best_size(found: Measurable, study: Study) -> StudySize | None:
    """The size where one more is worth no more than it costs; None where no size is worth its cost."""
    candidates = np.unique(np.geomspace(1, MOST_MEASURED, CANDIDATES).round().astype(int)).tolist()
    best = max((study_size(found, study, n) for n in candidates), key=lambda size: size.net)
    return best if best.net > 0 else None


def candidates_of(
    scenario: Scenario, plan: Plan = USUAL, options: Pair | None = None, progress: Progress | None = None
) -> tuple[Candidate, ...]:
    """Every number that does anything to the choice, the one that is most worth measuring first."""
    refuse_everybody(scenario)
    chosen = open_options(scenario) if options is None else known_pair(scenario, options)
    job, scores = choice_job(scenario, chosen, (NPV,)), all_scores(scenario, plan)
    outcomes = np.stack(list(every_figure(job, scores, progress).values()))
    names = uncertain_names(scenario.assumptions)

    def candidate(name: str) -> Candidate:
        values = job.distributions[name].values(scores[names.index(name)])
        found = measurable_of(values, outcomes, plan.blocks)
        return Candidate(name, found.perfect, found.perfect_error, *found.worth(float(values.std())))

    return by_worth(acting_on_choice(job), candidate)


def by_worth(names: Sequence[str], candidate: Callable[[str], Candidate]) -> tuple[Candidate, ...]:
    """The candidates, the one that is most worth measuring first."""
    return tuple(sorted(map(candidate, names), key=lambda item: -item.measured))

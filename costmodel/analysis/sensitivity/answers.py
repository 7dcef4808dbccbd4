"""The answer that a sensitivity analysis is about: one indicator, over the service life or of a choice between two options."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from costmodel.analysis.budget import in_years
from costmodel.analysis.pairs import Pair, known_pair
from costmodel.analysis.sensitivity.levers import Numbers
from costmodel.axes import Array
from costmodel.faults import AssumptionError, Facts, Fault, nearest, shown
from costmodel.model import costs
from costmodel.model.appraisal import appraise, value_today
from costmodel.model.decision import decide
from costmodel.model.discounting import ratio, total_over_municipalities
from costmodel.model.results import Appraisal
from costmodel.model.scenario import Scenario
from costmodel.units import NOK_PER_MNOK

BUDGET = "net_budget_effect"
ANSWER_INDICATORS = ("npv", "npv_per_inhabitant", "annual_per_inhabitant", "budget_npv", BUDGET, "break_even_minutes")
"""What the answer can be; all are 0 where the answer turns."""


@dataclass(frozen=True)
class Question:
    """Which number is the answer; its sign is what may flip."""

    indicator: str = "npv"
    """One of :data:`ANSWER_INDICATORS`."""
    options: Pair | None = None
    """Of the first of these options less the second, from the decision year; None: of the scenario, over the service life."""
    year: int | None = None
    """The year of the effect on the budget; None: the decision year."""

    @property
    def is_decision(self) -> bool:
        """Whether it is about a choice."""
        return self.options is not None


def question_of(text: str, options: Pair | None = None) -> Question:
    """The question that ``INDICATOR`` or ``net_budget_effect:YEAR`` asks; raises AssumptionError where it is none."""
    name, colon, year = text.partition(":")
    if name not in ANSWER_INDICATORS:
        facts: Facts = {"written": shown(text), "known": tuple(ANSWER_INDICATORS), "nearest": nearest(name, ANSWER_INDICATORS)}
        raise AssumptionError([Fault("", "indicator", "unknown_indicator", facts)])
    if colon and (name != BUDGET or not (year.isdecimal() and len(year) == 4)):
        raise AssumptionError([Fault("", "indicator", "indicator_year", {"written": shown(text), "indicator": BUDGET})])
    return Question(name, options, int(year) if colon else None)


def settled(scenario: Scenario, question: Question) -> Question:
    """The question with its year: for the effect on the budget the decision year where none is asked for, else none."""
    if question.indicator != BUDGET:
        return replace(question, year=None)
    return question if question.year is not None else replace(question, year=int(scenario.setting("decision_year")))


def answers(scenario: Scenario, question: Question) -> Numbers:
    """The answer of every draw, ``(draw,)``, in the question's unit; nan where it does not exist.

    Raises AssumptionError for an option that the municipality under study does not have.
    """
    asked = settled(scenario, question)
    if asked.options is None:
        found = _of_one(appraise(scenario), asked)
    else:
        pair = known_pair(scenario, asked.options)
        appraised = decide(scenario, only=pair).all
        found = difference_between([appraised[name] for name in pair], asked)
    return np.broadcast_to(found, (scenario.draws, 1, 1)).ravel()


def _of_one(appraisal: Appraisal, question: Question) -> Array:
    if question.year is not None:
        return in_years(total_over_municipalities(appraisal.totals.net_budget_effect), appraisal, [question.year])
    return getattr(appraisal.indicators, question.indicator)


def difference_between(pair: Sequence[Appraisal], question: Question) -> Array:
    """The answer of the first option less that of the second, ``(draw, 1, 1)``.

    Per year in use, and in minutes saved with the first: what comes to the same difference in net present value.
    """
    first, second = pair
    npv = first.indicators.npv - second.indicators.npv
    if question.indicator == "annual_per_inhabitant":
        return ratio(npv * NOK_PER_MNOK, np.maximum(_years_in_use(first), _years_in_use(second)))
    if question.indicator == "break_even_minutes":
        return ratio(-npv, _minute_apart(first, second))
    return _of_one(first, question) - _of_one(second, question)


def _years_in_use(appraisal: Appraisal) -> Array:
    """Present value of one krone for each inhabitant and year of use, NOK."""
    d = appraisal.drivers
    return value_today(d.population * d.using, d)


def _minute_apart(first: Appraisal, second: Appraisal) -> Array:
    """Present value of one minute a full-time employee and working day with what the first uses, MNOK.

    While both are on the platform, what is saved there is saved in both.
    """
    d = first.drivers
    apart = d.using - np.minimum(d.live, second.drivers.live)
    return value_today(costs.minute_cost(first.scenario.inputs) * (d.working_time * apart), d)

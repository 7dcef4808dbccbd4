"""The answer that a sensitivity analysis is about: one indicator, over the service life or of the decision."""

from dataclasses import dataclass, replace

import numpy as np

from costmodel.analysis.budget import in_years
from costmodel.analysis.sensitivity.levers import Numbers
from costmodel.axes import Array
from costmodel.faults import AssumptionError, Facts, Fault, nearest, shown
from costmodel.model import costs
from costmodel.model.appraisal import appraise, value_today
from costmodel.model.costs import NOK_PER_MNOK
from costmodel.model.decision import Decision, decide
from costmodel.model.discounting import ratio, total_over_municipalities
from costmodel.model.results import Appraisal
from costmodel.model.scenario import Scenario

BUDGET = "net_budget_effect"
ANSWER_INDICATORS = ("npv", "npv_per_inhabitant", "annual_per_inhabitant", "npv_with_tax_cost", BUDGET, "break_even_minutes")
"""What the answer can be; all are 0 where the answer turns."""


@dataclass(frozen=True)
class Question:
    """Which number is the answer; its sign is what may flip."""

    indicator: str = "npv"
    """One of :data:`ANSWER_INDICATORS`."""
    is_decision: bool = False
    """Of the first option less the second, from the decision year (stay less leave, join less stay out); else over the service life."""
    year: int | None = None
    """The year of the effect on the budget; None: the decision year."""


def question_of(text: str, is_decision: bool) -> Question:
    """The question that ``INDICATOR`` or ``net_budget_effect:YEAR`` asks; raises AssumptionError where it is none."""
    name, colon, year = text.partition(":")
    if name not in ANSWER_INDICATORS:
        facts: Facts = {"written": shown(text), "known": tuple(ANSWER_INDICATORS), "nearest": nearest(name, ANSWER_INDICATORS)}
        raise AssumptionError([Fault("", "indicator", "unknown_indicator", facts)])
    if colon and (name != BUDGET or not (year.isdecimal() and len(year) == 4)):
        raise AssumptionError([Fault("", "indicator", "indicator_year", {"written": shown(text), "indicator": BUDGET})])
    return Question(name, is_decision, int(year) if colon else None)


def settled(scenario: Scenario, question: Question) -> Question:
    """The question with its year: for the effect on the budget the decision year where none is asked for, else none."""
    if question.indicator != BUDGET:
        return replace(question, year=None)
    return question if question.year is not None else replace(question, year=int(scenario.setting("decision_year")))


def answers(scenario: Scenario, question: Question) -> Numbers:
    """The answer of every draw, ``(draw,)``, in the question's unit; nan where it does not exist."""
    asked = settled(scenario, question)
    found = _of_decision(decide(scenario), asked) if question.is_decision else _of_lifetime(appraise(scenario), asked)
    return np.broadcast_to(found, (scenario.draws, 1, 1)).ravel()


def _of_lifetime(appraisal: Appraisal, question: Question) -> Array:
    if question.year is not None:
        return in_years(total_over_municipalities(appraisal.totals.net_budget_effect), appraisal, [question.year])
    return getattr(appraisal.indicators, question.indicator)


def _of_decision(decision: Decision, question: Question) -> Array:
    """The first option less the second; per year in use and in minutes: what comes to the same difference in net present value."""
    first, second = decision.first, decision.second
    if question.indicator == "annual_per_inhabitant":
        d = first.drivers
        return ratio(decision.difference * NOK_PER_MNOK, value_today(d.population * d.live, d))
    if question.indicator == "break_even_minutes":
        return ratio(-decision.difference, _minute(first) - _minute(second))
    return _of_lifetime(first, question) - _of_lifetime(second, question)


def _minute(appraisal: Appraisal) -> Array:
    """Present value of one minute per user and working day, MNOK."""
    return value_today(costs.minute_cost(appraisal.scenario.inputs, appraisal.drivers), appraisal.drivers)

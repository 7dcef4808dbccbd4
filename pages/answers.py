"""The engine's answers to the two questions of the first page: over the service life, and what now."""

from dataclasses import dataclass

import streamlit as st

from costmodel import Appraisal, AssumptionSet, appraise, base_case, decide, to_dict
from costmodel.analysis.sensitivity.answers import Question
from costmodel.analysis.sensitivity.levers import levers_of
from costmodel.analysis.sensitivity.one_way import Tornado, ends_of, tornado_of
from costmodel.assumptions.records import Role
from costmodel.assumptions.rules import Values
from costmodel.model.yearly import present_values
from pages.session.state import Result, participant_set

Key = tuple[tuple[str, float | None], ...]


@dataclass(frozen=True)
class Answers:
    """Both questions for one municipality and one set of changes."""

    life: Result
    """Over the service life."""
    of_life: Tornado
    """How far each uncertain number alone moves its net present value, MNOK."""
    names: tuple[str, str]
    """What now: ``("stay", "leave")`` or ``("join", "stay_out")``."""
    first: Result
    """The first of these options, from the decision year on."""
    leaving: int
    """The year in which the second option ends the use."""
    difference: Tornado
    """Net present value of the first less that of the second, MNOK, and how far each uncertain number alone moves it."""


def answers_of(assumptions: AssumptionSet, municipality: str | None, values: Values, *, is_base: bool = False) -> Answers:
    """The answers for the base case with some values changed."""
    names = None if is_base else participant_set()
    return _answers(assumptions, assumptions.hash, municipality, tuple(sorted(values.items())), names)


@st.cache_resource(max_entries=512, show_spinner=False)
def _answers(
    _assumptions: AssumptionSet, fingerprint: str, municipality: str | None, values: Key, names: tuple[str, ...] | None
) -> Answers:
    """Draw 0 of the batch that gives the spans is the scenario itself."""
    del fingerprint  # stands for the assumptions in the key of the cache
    scenario = base_case(_assumptions, municipality).with_values(dict(values)).with_participants(names)
    levers = [lever for lever in levers_of(scenario, Role.UNCERTAIN) if lever.has_range]
    draws = ends_of(scenario, levers)
    life, now = appraise(draws), decide(draws)
    of_life, of_now = Question(), Question(is_decision=True)
    leaving = int(now.second.scenario.values["exit_year"].flat[0])
    return Answers(
        _result(life),
        tornado_of(of_life, levers, life.indicators.npv),
        now.names,
        _result(now.first),
        leaving,
        tornado_of(of_now, levers, now.difference),
    )


def _result(appraisal: Appraisal) -> Result:
    one = appraisal.rows(0, 1)
    return Result(to_dict(one), {name: array.item() for name, array in present_values(one).items()})

"""The engine's answers to the two questions of the first page: over the service life, and what now."""

from dataclasses import dataclass

import streamlit as st

from costmodel import AssumptionSet, Scenario, base_case, decide, to_dict
from costmodel.checking import Values
from costmodel.robustness import Span, decision_span, lifetime_span
from costmodel.yearly import present_values
from pages.shared.current import Result, participant_set

Key = tuple[tuple[str, float | None], ...]


@dataclass(frozen=True)
class Decision:
    """What now: both options from the decision year on."""

    names: tuple[str, str]
    """``("stay", "leave")`` or ``("join", "stay_out")``."""
    first: Result
    """The first option."""
    leaving: int
    """The year in which the second option ends the use."""
    difference: float
    """Net present value of the first less that of the second, MNOK."""


def decision_of(assumptions: AssumptionSet, municipality: str | None, values: Values, *, is_base: bool = False) -> Decision:
    """Both options of the base case with some values changed."""
    return _decision(assumptions, assumptions.hash, municipality, _key(values), None if is_base else participant_set())


def spans_of(assumptions: AssumptionSet, municipality: str | None, values: Values) -> tuple[Span, Span]:
    """How far one uncertain number can move the two answers: over the service life, and what now."""
    return _spans(assumptions, assumptions.hash, municipality, _key(values), participant_set())


def _key(values: Values) -> Key:
    return tuple(sorted(values.items()))


def _scenario(assumptions: AssumptionSet, municipality: str | None, values: Key, names: tuple[str, ...] | None) -> Scenario:
    return base_case(assumptions, municipality).with_values(dict(values)).with_participants(names)


@st.cache_data(max_entries=512, show_spinner=False)
def _decision(
    _assumptions: AssumptionSet, fingerprint: str, municipality: str | None, values: Key, names: tuple[str, ...] | None
) -> Decision:
    del fingerprint  # stands for the assumptions in the key of the cache
    found = decide(_scenario(_assumptions, municipality, values, names))
    amounts = {name: array.item() for name, array in present_values(found.first).items()}
    leaving = int(found.second.scenario.values["exit_year"].item())
    return Decision(found.names, Result(to_dict(found.first), amounts), leaving, found.difference.item())


@st.cache_data(max_entries=512, show_spinner=False)
def _spans(
    _assumptions: AssumptionSet, fingerprint: str, municipality: str | None, values: Key, names: tuple[str, ...] | None
) -> tuple[Span, Span]:
    del fingerprint
    scenario = _scenario(_assumptions, municipality, values, names)
    return lifetime_span(scenario), decision_span(scenario)

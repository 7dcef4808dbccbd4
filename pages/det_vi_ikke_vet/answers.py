"""The engine's answers about what is not known; kept for the latest questions asked."""

import streamlit as st

from costmodel import AssumptionSet, base_case
from costmodel.analysis.open_questions import Unknowns, unknowns
from costmodel.analysis.published import Comparison, published_figures
from pages.components.controls import settled_changes
from pages.session.state import participant_set

Key = tuple[tuple[str, float | None], ...]


def unknowns_of(assumptions: AssumptionSet, municipality: str | None) -> Unknowns:
    """The open questions at both ends of their ranges, in the scenario of this session."""
    return _unknowns(assumptions, assumptions.hash, municipality, tuple(sorted(settled_changes(assumptions).items())), participant_set())


@st.cache_resource(max_entries=64, show_spinner="Regner ut svarene …")
def _unknowns(
    _assumptions: AssumptionSet, fingerprint: str, municipality: str | None, values: Key, names: tuple[str, ...] | None
) -> Unknowns:
    del fingerprint  # stands for the assumptions in the key of the cache
    return unknowns(base_case(_assumptions, municipality).with_values(dict(values)).with_participants(names))


def published_of(assumptions: AssumptionSet) -> tuple[Comparison, ...]:
    """Published figures beside the base case."""
    return _published(assumptions, assumptions.hash)


@st.cache_resource(max_entries=8, show_spinner="Regner ut svarene …")
def _published(_assumptions: AssumptionSet, fingerprint: str) -> tuple[Comparison, ...]:
    del fingerprint
    return tuple(published_figures(base_case(_assumptions)))

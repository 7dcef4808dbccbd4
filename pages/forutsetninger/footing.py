"""What the present values rest on in the scenario of this session; kept for the latest questions asked."""

import streamlit as st

from costmodel import AssumptionSet, base_case
from costmodel.analysis.provenance import Footing, footings
from pages.components.controls import settled_changes
from pages.session.state import participant_set

Key = tuple[tuple[str, float | None], ...]


def footings_of(assumptions: AssumptionSet, municipality: str | None) -> dict[str, Footing]:
    """What cost and benefit of the session's scenario rest on."""
    return _footings(assumptions, assumptions.hash, municipality, tuple(sorted(settled_changes(assumptions).items())), participant_set())


@st.cache_resource(max_entries=64, show_spinner=False)
def _footings(
    _assumptions: AssumptionSet, fingerprint: str, municipality: str | None, values: Key, names: tuple[str, ...] | None
) -> dict[str, Footing]:
    del fingerprint  # stands for the assumptions in the key of the cache
    return footings(base_case(_assumptions, municipality).with_values(dict(values)).with_participants(names))

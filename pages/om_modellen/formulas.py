"""Every formula of the model in readable notation, made by running the model itself; kept for the latest questions asked."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from costmodel import AssumptionSet, base_case


@dataclass(frozen=True)
class Formula:
    """One number of the model that is computed."""

    kind: str
    """cost, benefit, total, indicator or driver."""
    label: str
    name: str
    unit: str
    formula: str


def formulas_of(assumptions: AssumptionSet, municipality: str | None) -> tuple[Formula, ...]:
    """The formulas with names in bokmål, in the order of the model."""
    return _formulas(assumptions, assumptions.hash, municipality)


@st.cache_resource(max_entries=8, show_spinner="Henter formlene fra modellen …")
def _formulas(_assumptions: AssumptionSet, fingerprint: str, municipality: str | None) -> tuple[Formula, ...]:
    from costmodel.explain import explain, trace

    del fingerprint  # stands for the assumptions in the key of the cache
    result = trace(base_case(_assumptions, municipality))
    found = [explain(result, name) for name, node in result.named.items() if node.op != "input"]
    return tuple(Formula(item.item.kind, item.item.label, item.item.name, item.item.unit, item.formula) for item in found)


def legend() -> Sequence[tuple[str, str]]:
    """What the signs of the formulas mean."""
    from costmodel.explain.notation import LEGEND

    return LEGEND

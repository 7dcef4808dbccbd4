"""Om modellen: what is in and out, method, formulas, sources, limits, version, licence, how to cite, accessibility."""

from html import escape

import streamlit as st

from costmodel import MODEL_VERSION, AssumptionSet
from costmodel.scenarios.links import FINGERPRINT_LENGTH
from pages.components import layout
from pages.components import share as sharing
from pages.components.controls import choose_municipality
from pages.om_modellen import wording as words
from pages.om_modellen.formulas import formulas_of, legend
from pages.session.state import assumptions_in_force


def main() -> None:
    """The page from top to bottom."""
    assumptions = assumptions_in_force()
    sharing.show_frame(assumptions)
    layout.compact()
    st.title("Om modellen", anchor=False)
    st.markdown(words.LEAD)
    inside, outside = st.columns(2, gap="large")
    inside.markdown(words.INSIDE)
    outside.markdown(words.OUTSIDE)
    st.header("Metode og regler", anchor=False)
    st.markdown(words.METHOD)
    show_sources("Reglene i kildelisten", assumptions, ("rule",))
    st.header("Formlene", anchor=False)
    show_formulas(assumptions)
    st.header("Begrensninger", anchor=False)
    st.markdown(words.LIMITS)
    st.header("Kilder", anchor=False)
    show_sources("Alle kildene", assumptions, ("document", "press", "rule", "statistics"))
    show_version(assumptions)
    st.header("Tilgjengelighet", anchor=False)
    st.markdown(words.ACCESSIBILITY)


def show_formulas(assumptions: AssumptionSet) -> None:
    """Every formula as the model itself has it, folded by kind; made when a fold is opened."""
    st.markdown(words.FORMULAS)
    municipality = choose_municipality(assumptions)
    for kind, title in words.KINDS.items():
        fold = st.expander(title, key=f"formulas:{kind}", on_change="rerun")
        if fold.open:
            with fold:
                found = [item for item in formulas_of(assumptions, municipality) if item.kind == kind]
                st.html("".join(entry(item.label, item.name, item.unit, item.formula) for item in found))
    with st.expander("Tegnene i formlene"):
        st.markdown("\n".join(f"- `{sign}`: {text}" for sign, text in legend()))


def entry(label: str, name: str, unit: str, formula: str) -> str:
    """One formula."""
    head = f"<strong>{escape(label)}</strong>{f' ({escape(unit)})' if unit else ''} <code>{escape(name)}</code>"
    return f'<dl style="margin:0 0 0.75rem;overflow-wrap:anywhere"><dt>{head}</dt><dd style="margin:0">= {escape(formula)}</dd></dl>'


def show_sources(title: str, assumptions: AssumptionSet, kinds: tuple[str, ...]) -> None:
    """The bibliography, or a part of it."""
    found = [(key, item) for key, item in assumptions.sources.items() if item.kind in kinds]
    rows = "".join(
        f"<li><strong>{escape(key)}</strong>: {escape(item.title)}, {escape(item.publisher)}, {escape(item.date)}. {escape(item.note)}</li>"
        for key, item in found
    )
    with st.expander(f"{title} ({len(found)})"):
        st.html(f'<ul class="faults">{rows}</ul>')


def show_version(assumptions: AssumptionSet) -> None:
    """Version, licence, and how to cite."""
    fingerprint = assumptions.hash[:FINGERPRINT_LENGTH]
    st.header("Versjon, lisens og sitering", anchor=False)
    st.markdown(words.version(MODEL_VERSION, fingerprint))


main()

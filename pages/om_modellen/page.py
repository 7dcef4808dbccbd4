"""Om modellen: what is in and out, method, formulas, sources, limits, version, licence, how to cite, accessibility."""

from html import escape
from pathlib import Path

import streamlit as st

from costmodel import MODEL_VERSION, AssumptionSet
from costmodel.output.explanation.notation import legend
from costmodel.scenarios.links import FINGERPRINT_LENGTH
from costmodel.texts.catalog import Catalog
from pages.answers.explanations import formulas_of
from pages.components.frame.opening import open_page
from pages.components.municipality import choose_municipality
from pages.session.state import base_scenario

text = Catalog(Path(__file__).parent)


def main() -> None:
    """The page from top to bottom."""
    assumptions = open_page()
    st.title(text("title"), anchor=False)
    st.markdown(text("lead"))
    inside, outside = st.columns(2, gap="large")
    inside.markdown(text("inside"))
    outside.markdown(text("outside"))
    st.header(text("method.title"), anchor=False)
    st.markdown(text("method.text"))
    show_sources("sources.rules", assumptions, ("rule",))
    st.header(text("formulas.title"), anchor=False)
    show_formulas(assumptions)
    st.header(text("limits.title"), anchor=False)
    st.markdown(text("limits.text"))
    st.header(text("sources.title"), anchor=False)
    show_sources("sources.all", assumptions, ("document", "press", "rule", "statistics"))
    show_version(assumptions)
    st.header(text("accessibility.title"), anchor=False)
    st.markdown(text("accessibility.text"))


def show_formulas(assumptions: AssumptionSet) -> None:
    """Every formula as the model itself has it, folded by kind; made when a fold is opened."""
    st.markdown(text("formulas.about"))
    municipality = choose_municipality(assumptions)
    for kind, title in text.part("formulas.kinds").items():
        fold = st.expander(title, key=f"formulas:{kind}", on_change="rerun")
        if fold.open:
            with fold:
                found = [item for item in formulas_of(base_scenario(assumptions, municipality)) if item.kind == kind]
                st.html("".join(entry(item.label, item.name, item.unit, item.formula) for item in found))
    with st.expander(text("formulas.signs")):
        st.markdown("\n".join(f"- `{sign}`: {meaning}" for sign, meaning in legend()))


def entry(label: str, name: str, unit: str, formula: str) -> str:
    """One formula."""
    head = f"<strong>{escape(label)}</strong>{f' ({escape(unit)})' if unit else ''} <code>{escape(name)}</code>"
    return f'<dl style="margin:0 0 0.75rem;overflow-wrap:anywhere"><dt>{head}</dt><dd style="margin:0">= {escape(formula)}</dd></dl>'


def show_sources(title: str, assumptions: AssumptionSet, kinds: tuple[str, ...]) -> None:
    """The bibliography, or a part of it, folded under the text of the key `title`."""
    found = [(key, item) for key, item in assumptions.sources.items() if item.kind in kinds]
    rows = "".join(
        f"<li><strong>{escape(key)}</strong>: {escape(item.title)}, {escape(item.publisher)}, {escape(item.date)}. {escape(item.note)}</li>"
        for key, item in found
    )
    with st.expander(text(title, count=len(found))):
        st.html(f'<ul class="faults">{rows}</ul>')


def show_version(assumptions: AssumptionSet) -> None:
    """Version, licence, and how to cite."""
    st.header(text("version.title"), anchor=False)
    st.markdown(text("version.text", model=MODEL_VERSION, fingerprint=assumptions.hash[:FINGERPRINT_LENGTH]))


main()

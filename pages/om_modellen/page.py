"""Om modellen: what is in and out, the options and parties, prices, method, formulas, limits, what is new, sources, how to cite."""

import os
from collections.abc import Iterable
from html import escape

import streamlit as st

from costmodel import MODEL_VERSION, AssumptionSet
from costmodel.assumptions.records import REFERENCE_MUNICIPALITY
from costmodel.output.approval import approval_state
from costmodel.output.explanation.notation import legend
from costmodel.scenarios.links import FINGERPRINT_LENGTH
from pages.answers.appraisals import appraisal_of
from pages.answers.explanations import formulas_of
from pages.components.frame.opening import open_page
from pages.components.municipality import choose_municipality
from pages.components.words import plain
from pages.om_modellen import facts
from pages.om_modellen.facts import text
from pages.session.state import base_scenario

STATEMENTS_VARIABLE = "HELSEPLATTFORMEN_STATEMENTS"
"""Environment variable: the folder of the operator's own statements, which the server shows at addresses of their own."""


def main() -> None:
    """The page from top to bottom."""
    assumptions = open_page()
    st.title(text("title"), anchor=False)
    st.markdown(text("lead"))
    inside, outside = st.columns(2, gap="large")
    inside.markdown(text("inside"))
    outside.markdown(text("outside"))
    show_compared(assumptions)
    st.header(text("prices.title"), anchor=False)
    st.markdown(listing(facts.price_lines(appraisal_of(base_scenario(assumptions, REFERENCE_MUNICIPALITY)))))
    st.header(text("method.title"), anchor=False)
    st.markdown(text("method.text"))
    show_sources("sources.rules", assumptions, ("rule",))
    st.header(text("formulas.title"), anchor=False)
    show_formulas(assumptions)
    st.header(text("limits.title"), anchor=False)
    st.markdown(text("limits.text"))
    st.header(text("changes.title"), anchor=False)
    st.markdown(text("changes.text"))
    st.header(text("sources.title"), anchor=False)
    show_sources("sources.all", assumptions, ("document", "press", "rule", "statistics"))
    show_version(assumptions)
    st.header(text("accessibility.title"), anchor=False)
    st.markdown(text("accessibility.text"))
    if os.environ.get(STATEMENTS_VARIABLE):
        st.markdown(text("accessibility.statements"))


def show_compared(assumptions: AssumptionSet) -> None:
    """The null alternative, what a municipality can choose, and for whom the choice is told."""
    scenario = base_scenario(assumptions, REFERENCE_MUNICIPALITY)
    st.header(text("compared.title"), anchor=False)
    st.markdown(text("compared.null_alternative"))
    for column, key, live in zip(st.columns(2, gap="large"), ("live", "planned"), (True, False), strict=True):
        column.markdown(f"{text(f'compared.{key}')}\n\n{listing(map(plain, facts.option_lines(scenario, live=live)))}")
    st.markdown(text("compared.options"))
    st.markdown(f"{text('compared.parties')}\n\n{listing(facts.party_lines())}")


def listing(lines: Iterable[str]) -> str:
    """Lines as a list in Markdown."""
    return "\n".join(f"- {line}" for line in lines)


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
    state = plain(approval_state(assumptions))
    st.markdown(text("version.text", model=MODEL_VERSION, fingerprint=assumptions.hash[:FINGERPRINT_LENGTH], state=state))


main()

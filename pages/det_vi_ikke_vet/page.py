"""Det vi ikke vet: the open questions of the assumption files, and where the model and published figures disagree."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from costmodel import AssumptionSet, Scenario
from costmodel.analysis.open_questions import Ends, Unknown, Unknowns
from costmodel.analysis.published import Comparison
from costmodel.assumptions.records import REFERENCE_MUNICIPALITY
from costmodel.output.charts.open_questions import QuestionBar, describe_unknowns, unknowns_chart
from costmodel.output.csv import Cell
from pages.answers.evidence import published_of, unknowns_of
from pages.components import layout, wording
from pages.components.frame.opening import open_page
from pages.components.levers.gps import UPTAKE, office_account
from pages.components.levers.lever import badge_of, origin
from pages.components.life_or_now import LIFE, NOW, is_ahead
from pages.components.municipality import choose_municipality
from pages.components.tables import Row, csv_by_row, show_download, show_grid
from pages.components.words import in_file_name, plain
from pages.det_vi_ikke_vet import facts
from pages.det_vi_ikke_vet.facts import text
from pages.session.state import base_scenario, session_scenario
from pages.session.views import keep_valid

VIEW = "unknown_view"
"""Session state: the result that the chart shows."""


def main() -> None:
    """The page from top to bottom."""
    assumptions = open_page()
    st.title(text("title"), anchor=False)
    st.markdown(text("lead"))
    who, what = st.columns(2, gap="large")
    with who:
        municipality = choose_municipality(assumptions)
    scenario = session_scenario(assumptions, municipality)
    found = unknowns_of(scenario)
    with what:
        view = choose_view(found, is_ahead=is_ahead(scenario))
    if found.questions:
        show_chart(found, view, assumptions)
        with st.expander(text("how.title")):
            st.markdown(text("how.text"))
        show_questions(found, scenario)
        show_file(found, municipality, assumptions)
    else:
        st.markdown(text("nothing"))
    show_published(published_of(base_scenario(assumptions, REFERENCE_MUNICIPALITY)))


def choose_view(found: Unknowns, *, is_ahead: bool) -> str:
    """The result that the chart shows."""
    options = facts.views(found, is_ahead=is_ahead)
    keep_valid(VIEW, options, options[0])
    return st.segmented_control(
        text("view.label"), options, format_func=facts.name_of_view, key=VIEW, required=True, persist_state="session"
    )


def show_chart(found: Unknowns, view: str, assumptions: AssumptionSet) -> None:
    """How far each answer could move the result; the table of the same numbers follows, question by question."""
    st.header(plain(facts.takeaway(found, view, assumptions)), anchor=False)
    bars = [
        QuestionBar(facts.short_name(item, assumptions), ends, *(facts.end_text(item, assumptions, is_high=end) for end in (False, True)))
        for item in found.questions
        if (ends := facts.ends_of(item, view)) is not None
    ]
    result = facts.result_name(view, found.options, assumptions)
    layout.note(text("chart.unit", result=plain(result)))
    layout.show_chart(unknowns_chart(bars, facts.base_of(found, view)), describe_unknowns(bars, facts.base_of(found, view)))
    with st.expander(text("chart.numbers")):
        rows = [Row(bar.label, facts.ends_with_results(bar)) for bar in bars]
        show_grid(text("chart.table", result=result), list(text.part("chart.heads").values()), rows)


def show_questions(found: Unknowns, scenario: Scenario) -> None:
    """The questions, each folded."""
    st.header(text("questions.title"), anchor=False)
    for item in found.questions:
        with st.expander(plain(item.record.question or "")):
            show_question(item, found, scenario)


def show_question(item: Unknown, found: Unknowns, scenario: Scenario) -> None:
    """Why it matters, who could answer, what is assumed meanwhile, and the results at both ends."""
    assumptions = scenario.assumptions
    why, who = escape(item.record.why_it_matters or ""), escape(item.record.who_knows or "")
    st.html(f"<p>{why}</p><p><strong>{escape(text('questions.who_knows'))}</strong> {who}.</p>")
    layout.badged(plain(facts.meanwhile(item, assumptions)), [badge_of(item.record)])
    layout.note(origin(item.record, assumptions.sources))
    if UPTAKE in item.numbers:
        layout.note(office_account(scenario))
    show_ends(item, found, scenario)


def show_ends(item: Unknown, found: Unknowns, scenario: Scenario) -> None:
    """Every result at the low end, as the scenario has it, and at the high end: the municipality's own, and the others' in the choice."""
    assumptions = scenario.assumptions
    if item.lifetime is None or item.decision is None:
        layout.note(text("questions.refused"))
        return
    if not item.moves_something:
        layout.note(text("questions.unmoved"))
        return
    shown = [*([] if is_ahead(scenario) else [LIFE]), NOW, *(facts.PARTIES if found.parties else ())]
    pairs = [(view, ends) for view in shown if (ends := facts.ends_of(item, view)) is not None]
    rows = [
        Row(facts.result_name(view, found.options, assumptions), facts.amounts_text((ends.low, facts.base_of(found, view), ends.high)))
        for view, ends in pairs
    ]
    low, high = (facts.end_text(item, assumptions, is_high=end) for end in (False, True))
    at_low, at_high = text("questions.heads.low", value=low), text("questions.heads.high", value=high)
    heads = [text("questions.heads.unit"), at_low, text("questions.heads.scenario"), at_high]
    show_grid(text("questions.table", question=item.record.question), heads, rows)


def show_file(found: Unknowns, municipality: str | None, assumptions: AssumptionSet) -> None:
    """The questions and the results as a file."""
    first, *heads = text.part("questions.file_heads").values()
    rows = {
        item.record.question or "": [
            *(item.record.who_knows, facts.short_name(item, assumptions), item.record.low, item.record.high),
            *(end for ends in (item.lifetime, item.decision) for end in _both(ends)),
            *(end for party in facts.PARTIES for end in _both(item.parties.get(party))),
        ]
        for item in found.questions
    }
    name = wording.file_name(text("questions.file"), in_file_name(municipality))
    show_download(text("questions.download"), csv_by_row(first, heads, rows), name)


def _both(ends: Ends | None) -> tuple[float | None, float | None]:
    return (None, None) if ends is None else (ends.low, ends.high)


def show_published(found: Sequence[Comparison]) -> None:
    """Published figures beside the model's: first those that it does not land on."""
    st.header(facts.agreement(found), anchor=False)
    st.markdown(text("published.lead"))
    missed, hit = [item for item in found if not item.agrees], [item for item in found if item.agrees]
    if missed:
        show_figures(text("published.missed"), missed)
    if hit:
        with st.expander(text("published.hits", count=len(hit))):
            show_figures(text("published.hit"), hit)
    first, *heads = text.part("published.file_heads").values()
    rows: dict[str, list[Cell]] = {}
    for item in found:
        figure = item.figure
        rows[figure.text] = [figure.unit, figure.low, figure.high, item.model, item.up_to, figure.source, figure.page, figure.note]
    show_download(text("published.download"), csv_by_row(first, heads, rows), wording.file_name(text("published.file")))


def show_figures(title: str, found: Sequence[Comparison]) -> None:
    """Figures in a table, and in a fold under it what is said about each."""
    rows = [
        Row(
            f"{item.figure.text} ({item.figure.municipality}, {item.figure.unit})",
            (facts.published_text(item), facts.model_text(item), facts.gap_text(item)),
        )
        for item in found
    ]
    show_grid(title, list(text.part("published.heads").values()), rows)
    notes = [(escape(part) for part in (item.figure.text, item.figure.source, item.figure.note)) for item in found]
    lines = "".join(f"<li><strong>{what}</strong> ({source}): {note}</li>" for what, source, note in notes)
    with st.expander(text("published.notes"), type="compact"):
        st.html(f'<ul class="faults">{lines}</ul>')


main()

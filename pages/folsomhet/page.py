"""Følsomhet: which numbers matter most, and what it takes for the answer to be another."""

from dataclasses import replace
from functools import partial

import streamlit as st

from costmodel import AssumptionSet
from costmodel.analysis.sensitivity.answers import ANSWER_INDICATORS, BUDGET, Question
from costmodel.analysis.sensitivity.levers import Lever
from costmodel.assumptions.records import Role
from costmodel.output.charts.sensitivity.tornado import describe_tornado, longest_first, tornado_chart
from costmodel.output.input_labels import lever_label
from costmodel.output.labels import answer_label, answer_unit
from costmodel.output.sensitivity_sentences import tornado_takeaway
from pages.components import layout, parts, wording
from pages.components.frame.opening import open_page
from pages.components.frame.scenario import stamp
from pages.components.levers.controls import show_changes, show_lever
from pages.components.levers.lever import lever, origin
from pages.components.life_or_now import NOW, choose_pair, choose_view, is_ahead
from pages.components.municipality import choose_municipality
from pages.components.tables import asked_of_pair, csv_by_row, show_download, show_grid
from pages.components.words import plain
from pages.folsomhet import facts, rows
from pages.folsomhet.asked import ROLES, Asked
from pages.folsomhet.facts import text
from pages.folsomhet.views import VIEWS
from pages.session.state import session_scenario
from pages.session.views import keep_valid

NOBODY = ""
OPENED, CHART, BARS, VIEW = "opened_assumption", "tornado_chart", "bars", "sensitivity_view"
"""Keys of what is chosen on the page, and of the bars that the chart shows."""


def main() -> None:
    """The page from top to bottom; what follows a lever is a part of its own."""
    assumptions = open_page()
    st.title(text("title"), anchor=False)
    st.markdown(text("lead"))
    asked = Asked(assumptions, *choose_question(assumptions))
    parts.show("answer", partial(show_answer, asked))
    asked = replace(asked, role=choose_role())
    show_tornado(asked)
    layout.show_views(VIEW, {text(f"{name}.tab"): partial(show, asked) for name, show in VIEWS.items()})
    parts.complete(stamp(assumptions))


def choose_question(assumptions: AssumptionSet) -> tuple[str | None, Question]:
    """Whom it is about, which answer, and where it is of a choice, between which options."""
    who, what, view, when = st.columns([3, 4, 3, 2], vertical_alignment="bottom")
    with who:
        municipality = choose_municipality(assumptions)
    keep_valid("sensitivity_indicator", list(ANSWER_INDICATORS), "npv")
    texts = {name: f"{answer_label(name)} ({answer_unit(name)})" for name in ANSWER_INDICATORS}
    with what:
        indicator = st.selectbox(
            text("indicator"), list(ANSWER_INDICATORS), format_func=texts.__getitem__, key="sensitivity_indicator", persist_state="session"
        )
    with view:
        chosen = choose_view(text("view"), is_one=is_ahead(session_scenario(assumptions, municipality)))
    with when:
        year = choose_year(assumptions) if indicator == BUDGET else None
    with layout.place():
        options = choose_pair(session_scenario(assumptions, municipality)) if chosen == NOW else None
    return municipality, Question(indicator, options, year)


def choose_year(assumptions: AssumptionSet) -> int:
    """The year of the effect on the budget."""
    first = int(session_scenario(assumptions, None).setting("decision_year"))
    years = list(range(first, first + 15))
    keep_valid("sensitivity_year", years, first)
    return st.selectbox(text("year"), years, key="sensitivity_year", persist_state="session")


def choose_role() -> Role:
    """What is moved: what nobody knows, what somebody chooses, or rules."""
    keep_valid("sensitivity_role", list(Role)[1:], Role.UNCERTAIN)
    return st.segmented_control(
        text("role.label"), ROLES, format_func=role_name, key="sensitivity_role", required=True, persist_state="session"
    )


def role_name(role: Role) -> str:
    """What the reader calls what is moved."""
    return text(f"role.{role}")


def show_answer(asked: Asked) -> None:
    """What the answer is today."""
    found = asked.tornado
    st.markdown(facts.answer_sentence(found.question, found.today, asked.municipality, asked.assumptions))


def show_tornado(asked: Asked) -> None:
    """How much each number matters: what it says, the chart, the assumption behind a bar, the table."""
    parts.show("takeaway", lambda: st.header(plain(tornado_takeaway(asked.tornado)), anchor=False))
    chart, assumption = st.columns([3, 2], gap="large")
    with chart:
        layout.note(text("tornado.about"))
        parts.show("bars", partial(show_bars, asked))
    with assumption:
        show_assumption(asked.assumptions, [bar.lever for bar in asked.tornado.bars])
    parts.show("bar_numbers", partial(show_bar_numbers, asked))


def show_bars(asked: Asked) -> None:
    """The chart, whose bars open their assumption."""
    found = asked.tornado
    st.session_state[BARS] = [bar.lever.name for bar in longest_first(found)]
    if longest_first(found):
        layout.show_chart(tornado_chart(found), describe_tornado(found), key=CHART, on_select=_open_bar, selection_mode="points")


def show_bar_numbers(asked: Asked) -> None:
    """The numbers of the chart and of the bars that it leaves out."""
    fold = st.expander(text("tornado.numbers"), key="tornado_numbers", on_change="rerun")
    if fold.open:
        with fold:
            found, heads = asked.tornado, list(text.part("tornado.heads").values())
            title = text("tornado.table", unit=answer_unit(found.question.indicator))
            show_grid(title, heads, rows.bar_rows(found, asked.assumptions))
            first, *others = text.part("tornado.file_heads").values()
            data = partial(csv_by_row, first, others, rows.bar_columns(found))
            name = wording.file_name(text("tornado.file"), asked.place)
            show_download(text("download"), data, name, asked_of_pair(asked.question.options))


def _open_bar() -> None:
    """Open the assumption behind the bar that was clicked; it stands outside the chart's part of the page."""
    points = st.session_state[CHART].selection.points
    bars = st.session_state.get(BARS, [])
    if points and points[0]["point_index"] < len(bars):
        st.session_state[OPENED] = bars[points[0]["point_index"]]
        st.rerun()


def show_assumption(assumptions: AssumptionSet, levers: list[Lever]) -> None:
    """One assumption: what it is, where it comes from, and its lever."""
    by_name = {item.name: item for item in levers}
    keep_valid(OPENED, [NOBODY, *by_name], next(iter(by_name), NOBODY))
    labels = {NOBODY: text("assumption.none"), **{name: lever_label(item) for name, item in by_name.items()}}
    label = text("assumption.label")
    chosen = st.selectbox(label, [NOBODY, *by_name], format_func=labels.__getitem__, key=OPENED, persist_state="session")
    if chosen == NOBODY:
        return
    record = assumptions.quantities[next(iter(by_name[chosen].members))]
    st.markdown(plain(record.description))
    layout.note(origin(record, assumptions.sources))
    if by_name[chosen].is_factor:
        layout.note(facts.factor_note(chosen))
    else:
        show_lever(lever(chosen, assumptions), assumptions)
    show_changes(assumptions)


main()

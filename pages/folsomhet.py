"""Følsomhet: which numbers matter most, and what it takes for the answer to be another."""

import streamlit as st

from costmodel import AssumptionSet
from costmodel.charts_sensitivity import describe_grid, describe_spider, describe_tornado, drawn, grid_chart, spider_chart, tornado_chart
from costmodel.decision import is_live
from costmodel.schema import Role
from costmodel.sensitivity.answers import BUDGET, INDICATORS, Question
from costmodel.sensitivity.levers import Lever
from costmodel.sensitivity.one_way import Line, Tornado
from costmodel.sensitivity.sentences import flip_sentences, switching_sentence, takeaway
from costmodel.sensitivity.two_way import Grid
from pages.shared import controls, layout, sharing, wording
from pages.shared import sensitivity_wording as words
from pages.shared.current import assumptions_in_force, keep_valid
from pages.shared.grids import csv_by_row, rows_of, show_download, show_grid
from pages.shared.levers import lever, origin
from pages.shared.sensitivities import Sensitivity, grid_of, levers_to_choose, scenario_of, sensitivity_of, spider_of

LIFETIME, NOW = "Hele levetiden", "Hva nå"
NOBODY = ""
OPENED, CHART = "opened_assumption", "tornado_chart"
FIRST_PAIR = ("participants", "benefits.*.realisation")
SENTENCES = 8
DOWNLOAD = "Last ned tallene (CSV for Excel)"


def main() -> None:
    """The page from top to bottom."""
    assumptions = assumptions_in_force()
    sharing.show_frame(assumptions)
    layout.compact()
    st.title("Hva ville endret svaret?", anchor=False)
    st.markdown(words.LEAD)
    municipality, question = choose_question(assumptions)
    found = sensitivity_of(assumptions, municipality, question)
    place = municipality or "alle"
    names = ("stay", "leave") if is_live(scenario_of(assumptions, municipality)) else ("join", "stay_out")
    st.markdown(words.answer_sentence(found.question, found.flips.today, names, municipality or "alle deltakere samlet"))
    role = choose_role()
    show_tornado(assumptions, found.tornados[role], place)
    show_switching(assumptions, found, place)
    show_flips(assumptions, found, place)
    show_pair(assumptions, municipality, question)
    show_spider(spider_of(assumptions, municipality, found.tornados[role]), found.question, place)


def choose_question(assumptions: AssumptionSet) -> tuple[str | None, Question]:
    """Whom it is about, and which answer."""
    who, what, view, when = st.columns([3, 4, 3, 2], vertical_alignment="bottom")
    with who:
        municipality = controls.choose_municipality(assumptions)
    controls.settled_changes(assumptions)
    keep_valid("sensitivity_indicator", list(INDICATORS), "npv")
    texts = {name: f"{label} ({unit})" for name, (label, unit) in INDICATORS.items()}
    with what:
        indicator = st.selectbox(
            "Svaret", list(INDICATORS), format_func=texts.__getitem__, key="sensitivity_indicator", persist_state="session"
        )
    keep_valid("view", [LIFETIME, NOW], LIFETIME)
    with view:
        chosen = st.segmented_control("Gjelder", [LIFETIME, NOW], key="view", required=True, persist_state="session")
    with when:
        year = choose_year(assumptions) if indicator == BUDGET else None
    return municipality, Question(indicator, chosen == NOW, year)


def choose_year(assumptions: AssumptionSet) -> int:
    """The year of the effect on the budget."""
    first = int(scenario_of(assumptions, None).setting("decision_year"))
    years = list(range(first, first + 15))
    keep_valid("sensitivity_year", years, first)
    return st.selectbox("År", years, key="sensitivity_year", persist_state="session")


def choose_role() -> Role:
    """What is moved: what nobody knows, what somebody chooses, or rules."""
    keep_valid("sensitivity_role", list(Role)[1:], Role.UNCERTAIN)
    return st.segmented_control(
        "Flytt", list(words.ROLES), format_func=words.ROLES.__getitem__, key="sensitivity_role", required=True, persist_state="session"
    )


def show_tornado(assumptions: AssumptionSet, found: Tornado, place: str) -> None:
    """How much each number matters: what it says, the chart, the assumption behind a bar, the table."""
    st.header(takeaway(found), anchor=False)
    chart, assumption = st.columns([3, 2], gap="large")
    with chart:
        layout.note(words.ABOUT_TORNADO)
        if drawn(found):
            pick = {"key": CHART, "on_select": _open_bar, "selection_mode": "points"}
            config = {"displayModeBar": False, "displaylogo": False}
            st.session_state["bars"] = [bar.lever.name for bar in drawn(found)]
            st.plotly_chart(tornado_chart(found), config=config, alt=describe_tornado(found), **pick)
    with assumption:
        show_assumption(assumptions, [bar.lever for bar in found.bars])
    fold = st.expander("Tallene bak figuren", key="tornado_numbers", on_change="rerun")
    if fold.open:
        with fold:
            heads = ["Tall", "I dag", "Trolig spenn", "Svar ved lav", "Svar ved høy"]
            show_grid(f"Svaret i hver ende av spennet, {found.question.unit}.", heads, words.bar_rows(found, assumptions))
            data = csv_by_row("Tall", ["i dag", "lav", "høy", "svar ved lav", "svar ved høy"], words.bar_columns(found))
            show_download(DOWNLOAD, data, wording.file_name("tornado", place))


def _open_bar() -> None:
    """Open the assumption behind the bar that was clicked."""
    points = st.session_state[CHART].selection.points
    bars = st.session_state.get("bars", [])
    if points and points[0]["point_index"] < len(bars):
        st.session_state[OPENED] = bars[points[0]["point_index"]]


def show_assumption(assumptions: AssumptionSet, levers: list[Lever]) -> None:
    """One assumption: what it is, where it comes from, and its lever."""
    by_name = {item.name: item for item in levers}
    keep_valid(OPENED, [NOBODY, *by_name], next(iter(by_name), NOBODY))
    labels = {NOBODY: "ingen", **{name: item.label for name, item in by_name.items()}}
    chosen = st.selectbox("Åpne forutsetningen", [NOBODY, *by_name], format_func=labels.__getitem__, key=OPENED, persist_state="session")
    if chosen == NOBODY:
        return
    record = assumptions.quantities[next(iter(by_name[chosen].members))]
    st.markdown(record.description)
    layout.note(origin(record, assumptions.sources))
    if by_name[chosen].is_factor:
        layout.note("Gevinstene har ulike verdier. De endres hver for seg på siden Utforsk, under Gevinster.")
    else:
        controls.show_lever(lever(chosen, assumptions), assumptions)
    controls.show_changes(assumptions)


def show_switching(assumptions: AssumptionSet, found: Sensitivity, place: str) -> None:
    """What it takes of each number alone for the answer to be 0."""
    st.header("Hva må til for å gå i null?", anchor=False)
    st.markdown(f"**{words.switching_takeaway(found.switching)}**")
    first, *others = [item for item in found.switching if item.crossings][:SENTENCES] or [None]
    with layout.place():
        if first is not None:
            st.markdown("\n".join(f"- {switching_sentence(item)}" for item in (first, *others)))
    with st.expander("Alle tallene", key="switching_numbers"):
        heads = ["Tall", "I dag", "Svaret er null ved", "Avstand", "Trolig spenn"]
        show_grid(words.ABOUT_SWITCHING, heads, words.switching_rows(found.switching, assumptions))
    heads = ["i dag", "null ved", "avstand", "lav", "høy", "setning"]
    show_download(DOWNLOAD, csv_by_row("Tall", heads, words.switching_columns(found.switching)), wording.file_name("null", place))


def show_flips(assumptions: AssumptionSet, found: Sensitivity, place: str) -> None:
    """What two sides must disagree on for the answer to differ."""
    st.header("Hva må to parter være uenige om?", anchor=False)
    st.markdown(f"**{flip_sentences(found.flips)}** {words.other_sets(found.flips)}")
    rows = words.flip_rows(found.flips, assumptions)
    if rows:
        show_grid(words.ABOUT_FLIPS, ["Tall", "I dag", "Nok til å snu svaret", "Trolig spenn"], rows)
        values = {name: [value] for name, value in found.flips.sets[0].values.items()}
        data = csv_by_row("Navn i forutsetningene", ["verdi som snur svaret"], values)
        show_download("Last ned verdiene (CSV for Excel)", data, wording.file_name("uenighet", place))


def show_pair(assumptions: AssumptionSet, municipality: str | None, question: Question) -> None:
    """The answer for every pair of two numbers."""
    st.header("To tall om gangen", anchor=False)
    scenario = scenario_of(assumptions, municipality)
    offered = levers_to_choose(scenario)
    pair = choose_pair({name: item.label for name, item in offered.items()})
    found = grid_of(assumptions, municipality, question, pair)
    st.markdown(f"**{words.grid_takeaway(found)}** {words.ABOUT_GRID}")
    is_number = scenario.participant_set is None or "participants" not in pair
    layout.show_chart(grid_chart(found, (found.across.today, found.up.today) if is_number else None), describe_grid(found))
    show_pair_numbers(found, municipality or "alle")


def show_pair_numbers(found: Grid, place: str) -> None:
    """An excerpt as a table, all of it as a file."""
    heads, rows = words.grid_rows(found)
    with st.expander("Et utdrag av tallene", key="pair_numbers"):
        show_grid(f"Svaret for par av tallene, {found.question.unit}.", heads, rows)
    columns, cells = words.grid_columns(found)
    show_download("Last ned alle rutene (CSV for Excel)", csv_by_row(heads[0], columns, cells), wording.file_name("to-tall", place))


def choose_pair(labels: dict[str, str]) -> tuple[str, str]:
    """The two numbers."""
    left, right = st.columns(2)
    keep_valid("pair_across", list(labels), FIRST_PAIR[0])
    with left:
        first = st.selectbox("Bortover", list(labels), format_func=labels.__getitem__, key="pair_across", persist_state="session")
    others = [name for name in labels if name != first]
    keep_valid("pair_up", others, FIRST_PAIR[1] if first != FIRST_PAIR[1] else others[0])
    with right:
        return first, st.selectbox("Oppover", others, format_func=labels.__getitem__, key="pair_up", persist_state="session")


def show_spider(lines: list[Line], question: Question, place: str) -> None:
    """The answer along the range of the numbers that matter most."""
    st.header(words.spider_takeaway(lines), anchor=False)
    if not lines:
        return
    layout.note(words.ABOUT_SPIDER)
    layout.show_chart(spider_chart(lines, question), describe_spider(lines, question))
    heads, rows = words.spider_columns(lines)
    with st.expander("Tallene bak linjene", key="spider_numbers"):
        show_grid(f"Svaret langs linjene, {question.unit}.", ["Tall", *heads], rows_of(rows, 1))
    show_download(DOWNLOAD, csv_by_row("Tall", heads, rows), wording.file_name("spider", place))


main()

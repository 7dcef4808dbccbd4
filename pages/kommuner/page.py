"""Kommuner: who takes part, everybody's bill, and what one choice does to the others."""

from functools import partial

import streamlit as st

from costmodel import Scenario
from costmodel.analysis.participation.bills import Bills
from costmodel.model.decision import is_live
from costmodel.output.charts.map.bubbles import BY_CHOICE, COLOURS, bubbles, colour_label
from costmodel.output.charts.map.chart import describe_map, map_chart
from costmodel.output.labels import everybody
from costmodel.texts.numbers import number
from pages.answers.participation import bills_of, earliest_start_of, first_year_of, gains_of
from pages.components import explanation_links, layout, wording
from pages.components.charts.caption import caption
from pages.components.frame.opening import open_page
from pages.components.life_or_now import NOW, choose_view
from pages.components.municipality import choose_municipality
from pages.components.row_table import show_ticks
from pages.components.tables import Row, show_download, show_grid
from pages.components.words import text as shared
from pages.kommuner import bill_rows, choosing, facts
from pages.kommuner.facts import text
from pages.kommuner.game import show_coalition, show_game
from pages.session.shown_number import FIRST, LIFE
from pages.session.state import changes, choices, session_scenario
from pages.session.views import keep_valid

STYLE = ".st-key-map [data-testid=stPlotlyChart] {min-height: 540px}"


def main() -> None:
    """The page from top to bottom."""
    assumptions = open_page()
    st.html(f"<style>{STYLE}</style>")
    st.title(text("title"), anchor=False)
    st.markdown(text("lead"))
    scenario = session_scenario(assumptions, None)
    place, frame, when = st.columns([2, 2, 1], vertical_alignment="bottom")
    with place:
        municipality = choose_municipality(assumptions)
    with frame:
        is_now = choose_view(text("view"), is_one=not is_live(scenario.for_municipality(municipality))) == NOW
    bills = bills_of(scenario, is_now=is_now)
    with when:
        year = choose_year(scenario, bills)
    show_map(scenario, bills, year, municipality, is_now=is_now)
    views = {
        text("bills.tab"): partial(show_bills, scenario, bills, year, is_now=is_now),
        shared("one_in_or_out"): partial(show_game, scenario, municipality, year),
        text("coalition.tab"): partial(show_coalition, scenario, bills),
    }
    layout.show_views("kommuner_view", views)


def choose_year(scenario: Scenario, bills: Bills) -> int:
    """The year of payments and prices: at first the earliest that everybody could use from beginning to end."""
    decision = int(scenario.setting("decision_year"))
    latest = max(bills.years[-1], first_year_of(scenario))
    years = list(range(decision, latest + 1))
    keep_valid("charge_year", years, min(first_year_of(scenario), latest))
    return st.selectbox(text("year"), years, key="charge_year", persist_state="session")


def show_map(scenario: Scenario, bills: Bills, year: int, municipality: str | None, *, is_now: bool) -> None:
    """The takeaway, the map, the ways to choose, and the sums."""
    assumptions, inside = scenario.assumptions, bills.inside
    st.header(facts.takeaway(bills.everybody), anchor=False)
    left, right = st.columns([3, 2], gap="large")
    with left:
        keep_valid("map_colour", list(COLOURS), BY_CHOICE)
        colour = st.selectbox(text("map.colour"), list(COLOURS), format_func=colour_label, key="map_colour", persist_state="session")
        made = bubbles(assumptions.municipalities, bills, colour, municipality)
        press = st.session_state.get(choosing.PRESSED, 0)
        key = f"map{press}"
        with st.container(key="map"):
            st.plotly_chart(
                map_chart(made, colour, press, municipality, by_mouse=not layout.is_phone()),
                key=key,
                on_select=lambda: choosing.take_bubble(key, inside, assumptions),
                selection_mode="points",
                config={"displayModeBar": False, "displaylogo": False, "doubleClick": "reset"},
                alt=describe_map(made, colour),
            )
        st.html(caption(whom=everybody()))
        layout.note(text("map.about"))
    with right:
        choosing.show_choice(inside, assumptions)
        show_sums(scenario, bills, year, is_now=is_now)


def show_sums(scenario: Scenario, bills: Bills, year: int, *, is_now: bool) -> None:
    """All participants together beside a group: a county, a wave, those who are in or out."""
    assumptions = scenario.assumptions
    groups = bill_rows.groups_of(assumptions.municipalities, bills)
    keep_valid("bill_group", list(groups), bill_rows.EVERYBODY)
    chosen = st.selectbox(text("groups.label"), list(groups), format_func=bill_rows.group_name, key="bill_group", persist_state="session")
    pairs = {text("sums.total"): bills.everybody}
    if chosen != bill_rows.EVERYBODY:
        pairs[bill_rows.group_name(chosen)] = bills.group(groups[chosen])
    found = {label: bill_rows.sums(group, year) for label, group in pairs.items()}
    heads = bill_rows.columns(year)
    link, views = leads_of(scenario, year, is_now=is_now)
    rows = [
        Row(
            column.label,
            tuple(number(values[name], column.decimals) for values in found.values()),
            links=(f"{link}&{views[name]}", "") if link else (),  # the group beside it has none
        )
        for name, column in heads.items()
        if name != "gain"
    ]
    show_grid(text("sums.title"), ["", *found], rows)
    if gone := facts.leavers(bills, [item.name for item in assumptions.municipalities if item.status == "live"], scenario):
        layout.note(gone)


def leads_of(scenario: Scenario, year: int, *, is_now: bool) -> tuple[str, dict[str, str]]:
    """A link to Regnestykket for everybody, and what each column puts behind it.

    No link from the decision year on where a year of leaving is chosen: Regnestykket shows staying without an end.
    """
    views = bill_rows.views_of(year, FIRST if is_now else LIFE)
    if is_now and changes().get("exit_year") is not None:
        return "", views
    return explanation_links.scenario_link(scenario.assumptions, None, choices()), views


def show_bills(scenario: Scenario, bills: Bills, year: int, *, is_now: bool) -> None:
    """Everybody's bill in a table that can be ticked, and as a file."""
    st.header(text("bills.tab"), anchor=False)
    assumptions, inside = scenario.assumptions, bills.inside
    found = bill_rows.amounts(bills, gains_of(scenario), year)
    chosen, groups = st.session_state["bill_group"], bill_rows.groups_of(assumptions.municipalities, bills)
    totals = {text("sums.total"): bill_rows.sums(bills.everybody, year)}
    if chosen != bill_rows.EVERYBODY:
        totals = {bill_rows.group_name(chosen): bill_rows.sums(bills.group(groups[chosen]), year), **totals}
    rows = [item for item in assumptions.municipalities if item.name in set(groups[chosen])]
    table = bill_rows.with_links(bill_rows.tick_table(rows, found, set(inside), totals, year), *leads_of(scenario, year, is_now=is_now))
    show_ticks(table, inside, "bills", lambda names: choosing.choose(names, assumptions))
    if not is_now:
        layout.note(facts.life(bills, int(scenario.setting("decision_year"))))
    layout.note(facts.gain(scenario))
    layout.note(facts.exactness(bills))
    layout.note(facts.dates(assumptions, sorted({item.source for item in assumptions.municipalities}), earliest_start_of(scenario)))
    data = bill_rows.csv_of(assumptions, found, set(inside), bill_rows.sums(bills.everybody, year), year)
    show_download(text("bills.download"), data, wording.file_name(text("bills.file"), str(year)))


main()

"""Utforsk: choose a municipality, read the two answers, move a lever, and see what changes."""

from dataclasses import replace
from functools import partial

import streamlit as st

from costmodel.analysis.uncertainty.live import Live
from costmodel.output.card.sentences import card_lead
from costmodel.output.charts.uncertainty import band, band_columns, describe_band
from costmodel.output.charts.yearly import chart_columns, describe_yearly, yearly_chart
from pages.answers.appraisals import Result
from pages.components import explanation_links, layout, parts
from pages.components.card.whole import show_card
from pages.components.charts import links as chart_links
from pages.components.differences import count_of
from pages.components.frame.opening import open_page
from pages.components.frame.ready import show_ready
from pages.components.frame.scenario import stamp
from pages.components.layout import Tile
from pages.components.levers.controls import show_changes, show_levers
from pages.components.levers.rest import show_rest
from pages.components.life_or_now import NOW, choose_view
from pages.components.live import choose_uncertainty, explanation, with_spread
from pages.components.municipality import choose_municipality
from pages.components.wording import file_name
from pages.components.words import in_file_name
from pages.session.state import choices
from pages.session.views import keep_valid
from pages.utforsk import facts
from pages.utforsk.chosen import Chosen
from pages.utforsk.effects import judged, show_effects
from pages.utforsk.words import text

ANNUAL, BUDGET = "annual_per_inhabitant", "net_budget_effect"


def main() -> None:
    """The page from top to bottom; what follows a lever is a part of its own."""
    assumptions = open_page()
    st.title(text("title"), anchor=False)
    who, told = st.columns([1, 4], gap="medium")
    with who:
        chosen = Chosen(assumptions, choose_municipality(assumptions, text("who")))
    with told, st.container(key="told", gap="xxsmall"):
        parts.show("status", partial(show_status, chosen))
        answers = st.container()
    show_ready(assumptions)
    figures, work = st.container(key="figures"), st.container()
    with st.container(horizontal=True, vertical_alignment="bottom", key="view_row"):
        is_now, year = choose_shown(chosen)
        chosen = replace(chosen, is_now=is_now, year=year, is_spread=choose_uncertainty())
    with figures:
        parts.show("figures", partial(show_figures, chosen))
    with work:
        show_work(chosen)
    explanation_links.show_links(tiles(chosen), assumptions)
    parts.show("explanation", partial(show_explained, chosen))
    with answers:
        parts.show("answers", partial(show_answers, chosen))
    parts.show("card", lambda: show_card(chosen.card))
    layout.note(text(f"others.{'one' if chosen.municipality else 'all'}"))
    show_more(chosen)
    parts.complete(stamp(assumptions))


def show_status(chosen: Chosen) -> None:
    """Whether the municipality uses it, and since when."""
    st.markdown(facts.status(chosen.scenario, chosen.answers.life.record))


def show_answers(chosen: Chosen) -> None:
    """The two questions answered in money; what now as the card has it."""
    answers = chosen.answers
    if chosen.is_ahead:
        whole_life = facts.over_the_years(answers.own.record, answers.own.indicator("npv"), chosen.assumptions)
    else:
        whole_life = facts.whole_life(answers.life.record, answers.of_life, chosen.assumptions)
    st.markdown(f"{whole_life}\n\n**{card_lead(chosen.card)}**")


def choose_shown(who: Chosen) -> tuple[bool, int]:
    """Which of the two questions tiles and chart show, and the year for which the effect on the budget is shown.

    One that has nothing before the decision has no whole life that is worth another sum than what now.
    """
    chosen = NOW if who.is_ahead else choose_view(text("view"))
    result = who.answers.own if chosen == NOW else who.answers.life
    years, decision = result.record["years"], result.setting("decision_year")
    keep_valid("budget_year", years, decision if decision in years else years[0])
    year = st.selectbox(text("year"), years, key="budget_year", width=220, persist_state="session")
    return chosen == NOW, year


def show_figures(chosen: Chosen) -> None:
    """The three figures, each with its change and how sure it is."""
    shown, live = tiles(chosen), chosen.live
    layout.show_tiles(with_spread(shown, live) if live else shown)


def tiles(chosen: Chosen) -> list[Tile]:
    """The three figures that answer the page's question."""
    result, base, year, question = chosen.result, chosen.base, chosen.year, chosen.question
    shown = [
        ("npv", "MNOK", result.indicator("npv"), base.indicator("npv"), None),
        (ANNUAL, "kr", result.indicator(ANNUAL), base.indicator(ANNUAL), None),
        (BUDGET, "MNOK", result.in_year(BUDGET, year), base.in_year(BUDGET, year), year),
    ]
    return [
        Tile(text(f"tiles.{item}.label", year=year), unit, now, before, text(f"tiles.{item}.help"), item, when, question)
        for item, unit, now, before, when in shown
    ]


def show_explained(chosen: Chosen) -> None:
    """What the figures are, how sure they are, and what matters most for them; one element, since it is written at every move."""
    answers, record = chosen.answers, chosen.result.record
    told = [layout.small(facts.which_option(answers.pair[0], record["years"][0]) if chosen.is_now else facts.caution(record))]
    if live := chosen.live:
        told += explanation(live, chosen.base_live, is_changed=bool(count_of(choices())))
    st.markdown("\n\n".join([*told, facts.most_that_matters(answers.difference if chosen.is_now else answers.of_life)]))


def show_work(chosen: Chosen) -> None:
    """Levers and result side by side; the chart first, so that it does not wait for the levers."""
    left, right = st.columns([2, 3], gap="large")
    with right, st.container(key="chart"):
        parts.show("years", partial(show_years, chosen))
    with left, st.container(key="levers", gap="xsmall"):
        st.header(text("levers.title"), anchor=False)
        show_levers(chosen.levers, chosen.assumptions)
        show_changes(chosen.assumptions)
        layout.note(facts.acts_from(chosen.result.record, chosen.municipality))
        show_rest(chosen.assumptions, chosen.levers)


def show_years(chosen: Chosen) -> None:
    """Cost and benefit by year: what the chart says, the chart, and its numbers as a table and as a file."""
    result, live = chosen.result, chosen.live
    st.header(facts.takeaway(result.record, result.present_values), anchor=False)
    chart, words = yearly_chart(result.record, band(live.years, live.net_benefit) if live else ()), describe_yearly(result.record)
    items = explanation_links.yearly_items(chart_columns(result.record))
    links = explanation_links.links(chosen.assumptions, chosen.municipality, items, chosen.question)
    chart_links.show_chart(chart, words + describe_band(live) if live else words, "yearly_chart", links)
    fold = st.expander(text("years.numbers"), key="chart_numbers", on_change="rerun")
    if fold.open:
        with fold:
            show_numbers(result, live, links)


def show_numbers(result: Result, live: Live | None, links: dict[str, str]) -> None:
    """The chart's numbers as a table, each a link to its sums, and as a file."""
    years = result.record["years"]
    columns = chart_columns(result.record) | (band_columns(live, years) if live else {})
    layout.show_table(facts.table_title(result.record), columns, years, links)
    st.download_button(
        text("years.download"),
        layout.csv_of(columns, years),
        file_name=file_name(text("years.file"), in_file_name(result.record["municipality"])),
        mime="text/csv",
        on_click="ignore",
    )


def show_more(chosen: Chosen) -> None:
    """Further figures in money, and beside them, at the same height, the effects without a price."""
    money, effects = st.columns([2, 3], gap="large")
    with money:
        st.header(text("further.title"), anchor=False)
        parts.show("facts", lambda: layout.show_facts(facts.further(chosen.result.record, chosen.year, chosen.assumptions)))
    with effects:
        st.header(text("effects.title"), anchor=False)
        st.markdown(facts.unpriced(chosen.assumptions.effects, judged(chosen.assumptions)))
        layout.note(text("effects.about"))
        show_effects(chosen.assumptions)
    with st.expander(text("about.title")):
        st.markdown(facts.about(chosen.result.record))


main()

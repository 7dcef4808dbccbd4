"""Utforsk: choose a municipality, read the two answers, move a lever, and see what changes."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from costmodel.analysis.decision_card.joining import joining
from costmodel.analysis.uncertainty.live import Live
from costmodel.model.decision import JOIN
from costmodel.output.card.sentences import card_lead, card_limits, card_turning
from costmodel.output.charts.uncertainty import band, band_columns, describe_band
from costmodel.output.charts.yearly import chart_columns, describe_yearly, yearly_chart
from pages.answers.appraisals import Result, decision_of
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
from pages.components.menu import show_way
from pages.components.municipality import choose_municipality
from pages.components.tables import show_download
from pages.components.wording import file_name
from pages.components.words import in_file_name, plain
from pages.components.words import text as shared
from pages.session.state import choices
from pages.session.views import keep_valid
from pages.utforsk import facts
from pages.utforsk.chosen import Chosen
from pages.utforsk.effects import judged, show_effects
from pages.utforsk.words import text

IN_SIGHT = 3
"""So many levers are in sight: those that move what now most; the page's others are folded."""
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
        if chosen.is_ahead:
            show_way(assumptions, "kommuner", shared("one_in_or_out"), kommuner_view=shared("one_in_or_out"))
    with figures:
        parts.show("figures", partial(show_figures, chosen))
    with work:
        show_work(chosen)
    with answers:
        parts.show("answers", partial(show_answers, chosen))
    parts.show("limits", partial(show_limits, chosen))
    for name, show in QUESTIONS.items():
        with st.expander(text(f"questions.{name}"), key=f"question:{name}"):
            show(chosen)
    parts.complete(stamp(assumptions))


def show_status(chosen: Chosen) -> None:
    """Whether the municipality uses it, and since when."""
    st.markdown(facts.status(chosen.scenario, chosen.answers.life.record))


def show_answers(chosen: Chosen) -> None:
    """The two questions answered in money, what now as the card has it."""
    answers, card = chosen.answers, chosen.card
    if chosen.is_ahead:
        found = joining(decision_of(chosen.scenario).options[JOIN])
        told = facts.over_the_years(answers.own.record, answers.own.indicator("npv"), chosen.assumptions)
        told = f"{facts.at_once(found, chosen.municipality or '')} {told}" if found else told
    else:
        told = facts.whole_life(answers.life.record, answers.of_life, chosen.assumptions)
    st.markdown(f"{told}\n\n**{plain(card_lead(card))}**")


def show_limits(chosen: Chosen) -> None:
    """What is in no number."""
    layout.note(plain(card_limits(chosen.card)))


def choose_shown(who: Chosen) -> tuple[bool, int]:
    """Which of the two questions tiles and chart show, and the year for which the effect on the budget is shown.

    One that has nothing before the decision has no whole life that is worth another sum than what now.
    """
    chosen = choose_view(text("view"), is_one=who.is_ahead)
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
    told = {"year": year, "first": result.record["years"][0]}
    same = facts.unmoved(chosen.scenario, chosen.answers.pair[0], is_now=chosen.is_now)
    return [
        Tile(text(f"tiles.{item}.label", **told), unit, now, before, text(f"tiles.{item}.help"), item, when, question, same)
        for item, unit, now, before, when in shown
    ]


def show_work(chosen: Chosen) -> None:
    """Levers and result side by side; the chart first, so that it does not wait for the levers."""
    left, right = st.columns([2, 3], gap="large")
    with right, st.container(key="chart"):
        parts.show("years", partial(show_years, chosen))
    with left, st.container(key="levers", gap="xsmall"):
        st.header(text("levers.title"), anchor=False)
        show_levers(chosen.levers[:IN_SIGHT], chosen.assumptions)
        with st.expander(text("levers.more"), key="more_levers"):
            show_levers(chosen.levers[IN_SIGHT:], chosen.assumptions)
            layout.note(facts.acts_from(chosen.result.record, chosen.municipality))
        show_changes(chosen.assumptions)
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
    name = file_name(text("years.file"), in_file_name(result.record["municipality"]))
    show_download(text("years.download"), layout.csv_of(columns, years), name)


def show_cost(chosen: Chosen) -> None:
    """What it costs: further figures in money, what the figures above are, and the way to the sums."""
    parts.show("explanation", partial(show_explained, chosen))
    explanation_links.show_links(tiles(chosen), chosen.assumptions)
    parts.show("facts", lambda: layout.show_facts(facts.further(chosen.result.record, chosen.year, chosen.assumptions)))


def show_explained(chosen: Chosen) -> None:
    """What kind of numbers the figures are."""
    answers, record = chosen.answers, chosen.result.record
    st.markdown(facts.which_option(answers.pair[0], record["years"][0]) if chosen.is_now else facts.caution(record))


def show_gives(chosen: Chosen) -> None:
    """The effects without a price, with the reader's own judgement."""
    st.markdown(facts.unpriced(chosen.assumptions.effects, judged(chosen.assumptions)))
    layout.note(text("effects.about"))
    show_effects(chosen.assumptions)


def show_now(chosen: Chosen) -> None:
    """What now: the whole card, and what it leaves to another page."""
    parts.show("card", lambda: show_card(chosen.card))
    layout.note(text(f"others.{'one' if chosen.municipality else 'all'}"))
    show_way(chosen.assumptions, "hvem_betaler", text("ways.hvem_betaler"))


def show_turns(chosen: Chosen) -> None:
    """What turns what now, and the numbers that matter most for the figures."""
    parts.show("most", partial(show_most, chosen))
    show_way(chosen.assumptions, "folsomhet", text("ways.folsomhet"))


def show_most(chosen: Chosen) -> None:
    """The sentences about both."""
    most = facts.most_that_matters(chosen.answers.difference if chosen.is_now else chosen.answers.of_life)
    st.markdown("\n\n".join(filter(None, (plain(card_turning(chosen.card)), most))))


def show_known(chosen: Chosen) -> None:
    """How sure the figures are, and where it stands what nobody knows."""
    parts.show("spread", partial(show_spread, chosen))
    with st.container(horizontal=True, gap="medium"):
        for name in ("usikkerhet", "det_vi_ikke_vet"):
            show_way(chosen.assumptions, name, text(f"ways.{name}"))


def show_spread(chosen: Chosen) -> None:
    """What the spread under the figures means, and whether a change is more than is known."""
    if live := chosen.live:
        st.markdown("\n\n".join(explanation(live, chosen.base_live, is_changed=bool(count_of(choices())))))


def show_about(chosen: Chosen) -> None:
    """What the page compares with what."""
    st.markdown(facts.about(chosen.result.record))


QUESTIONS: dict[str, Callable[[Chosen], None]] = {
    "cost": show_cost,
    "gives": show_gives,
    "now": show_now,
    "turns": show_turns,
    "known": show_known,
    "about": show_about,
}
"""What is folded below the first screen, in the order of the questions that a reader asks."""

main()

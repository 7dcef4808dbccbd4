"""Utforsk: choose a municipality, read the two answers, move a lever, and see what changes."""

import streamlit as st

from costmodel import AssumptionSet
from costmodel.charts import chart_columns, describe_yearly, yearly_chart
from costmodel.charts_uncertainty import band_columns, describe_band, with_band
from costmodel.uncertainty.live import Live
from pages.shared import answer_wording, layout, proof, sharing, wording
from pages.shared.answers import Answers, answers_of
from pages.shared.controls import choose_municipality, settled_changes, show_changes, show_levers, show_rest
from pages.shared.current import Result, assumptions_in_force, keep_valid, participant_set
from pages.shared.effects import judged, show_effects
from pages.shared.layout import Tile
from pages.shared.live import choose_uncertainty, live_of, show_explanation, with_spread
from pages.shared.matter_most import show_most

LEVERS = (
    "benefits.*.realisation",
    "extra_minutes",
    "participants",
    "platform_cost",
    "legacy_operating_cost",
    "gp_uptake",
    "extra_investment",
)  # in the order of what they move
ANNUAL = "annual_per_inhabitant"
LIFETIME, NOW = "Hele levetiden", "Hva nå"


def main() -> None:
    """The page from top to bottom."""
    assumptions = assumptions_in_force()
    sharing.show_frame(assumptions)
    layout.compact()
    st.title("Hva koster Helseplattformen, og hva gir den?", anchor=False)
    who, told = st.columns([2, 5], gap="medium")
    with who:
        municipality = choose_municipality(assumptions, "Hvem er du?")
    values = settled_changes(assumptions)
    answers = answers_of(assumptions, municipality, values)
    with who:
        st.markdown(wording.status(assumptions, municipality, answers.life.record))
    with told:
        show_answers(assumptions, answers)
    is_now, year = choose_view(answers)
    base = answers_of(assumptions, municipality, {}, is_base=True)
    result, before = (answers.first, base.first) if is_now else (answers.life, base.life)
    live = live_of(assumptions, municipality, values, is_now=is_now) if choose_uncertainty() else None
    shown = tiles(result, before, year, proof.FIRST if is_now else proof.LIFE)
    layout.show_tiles(with_spread(shown, live, year) if live else shown)
    proof.show_proofs(shown)
    layout.note(wording.which_option(answers.names, result.record["years"][0]) if is_now else wording.caution(result.record))
    with layout.place():
        if live:
            known = live_of(assumptions, municipality, {}, is_now=is_now, is_base=True)
            show_explanation(live, known, answers.names, is_changed=bool(values) or participant_set() is not None)
    with layout.place():
        show_most(answers.difference if is_now else answers.of_life)
    show_work(assumptions, result, municipality, live)
    show_more(assumptions, result, year)


def show_answers(assumptions: AssumptionSet, answers: Answers) -> None:
    """The two questions answered in money, and beside them what has no price."""
    record = answers.life.record
    who, years = record["municipality"] or "deltakerne", (answers.first.record["years"][0], answers.leaving)
    money, rest = st.columns([3, 2], gap="medium")
    whole_life = answer_wording.whole_life(record, answers.of_life.span)
    money.markdown(f"{whole_life}\n\n{answer_wording.what_now(answers.names, years, who, answers.difference.span)}")
    rest.markdown(wording.unpriced(assumptions.effects, judged(assumptions)))


def choose_view(answers: Answers) -> tuple[bool, int]:
    """Which of the two questions tiles and chart show, and the year for which the effect on the budget is shown."""
    switch, when = st.columns([2, 1], vertical_alignment="bottom")
    keep_valid("view", [LIFETIME, NOW], LIFETIME)
    chosen = switch.segmented_control("Figurene viser", [LIFETIME, NOW], key="view", required=True, persist_state="session")
    result = answers.first if chosen == NOW else answers.life
    years, decision = result.record["years"], result.setting("decision_year")
    keep_valid("budget_year", years, decision if decision in years else years[0])
    year = when.selectbox("År for driftsbudsjettet", years, key="budget_year", persist_state="session")
    return chosen == NOW, year


def tiles(result: Result, base: Result, year: int, question: str) -> list[Tile]:
    """The three figures that answer the page's question."""
    npv, annual = result.indicator("npv"), result.indicator(ANNUAL)
    budget, base_budget = result.in_year("net_budget_effect", year), base.in_year("net_budget_effect", year)
    return [
        Tile("Netto nåverdi", "MNOK", npv, base.indicator("npv"), wording.HELP_NPV, "npv", None, question),
        Tile("Per innbygger per år", "kr", annual, base.indicator(ANNUAL), wording.HELP_ANNUAL, ANNUAL, None, question),
        Tile(f"Driftsbudsjettet i {year}", "MNOK", budget, base_budget, wording.HELP_BUDGET, "net_budget_effect", year, question),
    ]


def show_work(assumptions: AssumptionSet, result: Result, municipality: str | None, live: Live | None) -> None:
    """Levers and result side by side; the chart first, so that it does not wait for the levers."""
    left, right = st.columns([2, 3], gap="large")
    with right, st.container(key="chart"):
        show_years(result, assumptions, municipality, live)
    with left:
        st.header("Endre forutsetninger", anchor=False)
        show_changes(assumptions)
        show_levers(LEVERS, assumptions)
        layout.note(wording.acts_from(result.record, municipality))
        show_rest(assumptions, LEVERS)


def show_years(result: Result, assumptions: AssumptionSet, municipality: str | None, live: Live | None) -> None:
    """Cost and benefit by year: what the chart says, the chart, and its numbers as a table and as a file."""
    st.header(wording.takeaway(result.record, result.present_values), anchor=False)
    chart, words = yearly_chart(result.record), describe_yearly(result.record)
    layout.show_chart(with_band(chart, live) if live else chart, words + describe_band(live) if live else words)
    fold = st.expander("Tallene bak figuren", key="chart_numbers", on_change="rerun")
    if fold.open:
        with fold:
            question = proof.FIRST if st.session_state.get("view") == NOW else proof.LIFE
            items = proof.yearly_items(chart_columns(result.record))
            show_numbers(result, live, proof.links(assumptions, municipality, items, question))


def show_numbers(result: Result, live: Live | None, links: dict[str, str]) -> None:
    """The chart's numbers as a table, each a link to its sums, and as a file."""
    years = result.record["years"]
    columns = chart_columns(result.record) | (band_columns(live, years) if live else {})
    layout.show_table(wording.table_title(result.record), columns, years, links)
    st.download_button(
        "Last ned tallene (CSV for Excel)",
        layout.csv_of(columns, years),
        file_name=wording.file_name("helseplattformen", result.record["municipality"] or "alle"),
        mime="text/csv",
        on_click="ignore",
    )


def show_more(assumptions: AssumptionSet, result: Result, year: int) -> None:
    """Further figures in money, and beside them, at the same height, the effects without a price."""
    money, effects = st.columns([2, 3], gap="large")
    with money:
        st.header("Flere svar i kroner og tid", anchor=False)
        layout.show_facts(wording.facts(result.record, year, assumptions))
    with effects:
        st.header("Virkninger uten pris", anchor=False)
        layout.note("Det kildene melder, og din egen vurdering på DFØs skala fra −−−− til ++++. Ingen av dem blir til kroner.")
        show_effects(assumptions)
    with st.expander("Hva er dette?"):
        st.markdown(wording.about(result.record))


main()

"""Usikkerhet: how far the answer may lie from the one shown, where that comes from, and what it is worth to know more."""

import streamlit as st

from costmodel.analysis.uncertainty.indices import Indices
from costmodel.analysis.uncertainty.sampling import SEED, Plan
from costmodel.analysis.uncertainty.simulation import Simulation
from costmodel.model.decision import decide
from costmodel.output.answer_records.uncertainty import MONEY_BY_YEAR
from costmodel.output.charts.uncertainty import (
    curve_chart,
    curve_columns,
    describe_curve,
    describe_fan,
    describe_histogram,
    describe_indices,
    fan_chart,
    histogram_chart,
    histogram_columns,
    index_chart,
    marks_of,
)
from costmodel.texts.numbers import number, percent
from pages.answers.uncertainty import indices_of, information_of
from pages.components import layout, wording
from pages.components import share as sharing
from pages.components.controls import choose_municipality
from pages.components.live import ABOUT_KEEPING
from pages.components.tables import Row, csv_by_row, show_download, show_grid
from pages.session.state import assumptions_in_force, keep_valid, session_scenario
from pages.usikkerhet import wording as words
from pages.usikkerhet.simulating import Asked, simulation_of

INDEX_HEADS = ("Alene", "±", "Samlet", "±")
NET, RUNNING = "net_benefit", "cumulated_net_benefit"


def main() -> None:
    """The page from top to bottom."""
    assumptions = assumptions_in_force()
    sharing.show_frame(assumptions)
    layout.compact()
    st.title("Hvor sikre er tallene?", anchor=False)
    st.markdown(words.LEAD)
    who, how_many, figure = st.columns([2, 2, 2], vertical_alignment="bottom")
    with who:
        municipality = choose_municipality(assumptions)
    with how_many:
        plan = choose_plan()
    with figure:
        name = choose_figure()
    keep = st.toggle("Behold usikkerhet i tall jeg har flyttet", key="simulation_keep", help=ABOUT_KEEPING, persist_state="session")
    question = Asked(session_scenario(assumptions, municipality), plan, keep)
    with layout.place():
        result = simulation_of(question)
    if result is None:
        return
    show_spread(result, name, municipality or "alle", question)
    show_years(result, municipality or "alle")
    show_sources(question, name, municipality or "alle")
    show_information(question, municipality or "alle")


def choose_plan() -> Plan:
    """How many draws; the seed is fixed, so that everybody sees the same."""
    keep_valid("simulation_draws", words.DRAWS, 10_000)
    draws = st.selectbox("Trekninger", words.DRAWS, format_func=number, key="simulation_draws", persist_state="session")
    return Plan(draws, SEED)


def choose_figure() -> str:
    """Which answer curve, histogram and sources are shown for."""
    keep_valid("simulation_figure", words.FIGURES, words.FIGURES[0])
    return st.selectbox("Svar", words.FIGURES, format_func=words.NAMES.__getitem__, key="simulation_figure", persist_state="session")


def show_spread(result: Simulation, name: str, place: str, question: Asked) -> None:
    """The S-curve, the histogram, and every figure in numbers."""
    st.markdown(words.probabilities(result, decide(question.scenario).names))
    left, right = st.columns(2, gap="large")
    marks, label = marks_of(name), words.NAMES[name].lower()
    with left:
        st.header(words.curve_takeaway(result, name), anchor=False)
        layout.show_chart(curve_chart(result, name, marks, words.unit_of(name)), describe_curve(result, label, name, marks))
    with right:
        st.header(words.histogram_takeaway(result, name), anchor=False)
        layout.show_chart(histogram_chart(result, name, words.unit_of(name)), describe_histogram(result, label, name))
    with st.expander("Hva betyr P50, P85, styringsramme og kostnadsramme?"):
        st.markdown(words.ABOUT_FRAMES)
    with st.expander("Tallene bak figurene"):
        show_curve_numbers(result, name, place)
    show_grid("Alle svar. Under tallene: standardfeil.", words.FIGURE_HEADS, words.figure_rows(result))
    with st.expander("Er det nok trekninger?"):
        heads = ("Trekninger", "Forventet", "P10", "P50", "P90")
        show_grid(
            f"{words.NAMES[name]} etter hvert som trekningene blir flere.",
            heads,
            words.convergence_rows(result, name),
        )
    layout.note(words.print_line(result))
    if repaired := words.repair_line(result):
        st.markdown(repaired)


def show_curve_numbers(result: Simulation, name: str, place: str) -> None:
    """Curve and histogram as tables and as files."""
    values, shares = curve_columns(result, name)
    step = max(len(values) // 20, 1)
    rows = [Row(number(value, 1), (percent(share, 1),)) for value, share in zip(values[::step], shares[::step], strict=True)]
    show_grid(f"{words.NAMES[name]}: sannsynlighet for å havne under.", (words.unit_of(name), "Sannsynlighet"), rows)
    middles, counts = histogram_columns(result, name)
    bars = [Row(number(value, 1), (percent(share, 1),)) for value, share in zip(middles, counts, strict=True)]
    show_grid(f"{words.NAMES[name]}: andel av trekningene rundt hver verdi.", (words.unit_of(name), "Andel"), bars)
    data = csv_by_row(
        words.unit_of(name),
        ["Sannsynlighet for å havne under"],
        {number(value, 3): [share] for value, share in zip(values, shares, strict=True)},
    )
    show_download("Last ned kurven (CSV for Excel)", data, wording.file_name("usikkerhet-kurve", place))


def show_years(result: Simulation, place: str) -> None:
    """The fan by year."""
    st.header(words.fan_takeaway(result), anchor=False)
    layout.show_chart(fan_chart(result, NET, MONEY_BY_YEAR[NET]), describe_fan(result, NET, MONEY_BY_YEAR[NET]))
    with st.expander("Tallene år for år"):
        layout.show_table("Netto nytte, MNOK per år i faste priser.", year_columns(result), result.years)
    show_download(
        "Last ned årstallene (CSV for Excel)", layout.csv_of(year_columns(result), result.years), wording.file_name("usikkerhet-ar", place)
    )


def year_columns(result: Simulation) -> dict[str, list[float]]:
    """The numbers behind the fan."""
    quantiles = {label.upper(): values for label, values in result.yearly_quantiles(NET).items()}
    running = {f"Samlet, {label.upper()}": values for label, values in result.yearly_quantiles(RUNNING).items() if label != "p85"}
    return {"Utgangspunkt": result.base_by_year[NET], **quantiles, **running}


def show_sources(question: Asked, name: str, place: str) -> None:
    """Where the uncertainty comes from: Sobol indices by theme and by number."""
    if question.scenario.municipality is None or not question.scenario_is_uncertain:
        return
    themes = indices_of(question.scenario, name, by_theme=True)
    st.header(words.index_takeaway(themes), anchor=False)
    labels, totals = words.labels_of(themes), [item.total for item in themes.items]
    chart = index_chart(labels, [item.first for item in themes.items], totals, [item.total_error for item in themes.items])
    layout.show_chart(chart, describe_indices(labels, totals))
    layout.note(words.ABOUT_INDICES)
    show_grid("Hvert tema.", ("Tema", *INDEX_HEADS), words.index_rows(themes))
    fold = st.expander("Hvert usikre tall for seg", key="index_numbers", on_change="rerun")
    if fold.open:
        with fold:
            show_numbers(indices_of(question.scenario, name, by_theme=False), place)


def show_numbers(found: Indices, place: str) -> None:
    """Indices of the numbers that matter most, and all of them as a file."""
    show_grid("De usikre tallene som betyr mest.", ("Usikkert tall", *INDEX_HEADS), words.index_rows(found))
    rows = {item.label: [item.first, item.first_error, item.total, item.total_error] for item in found.items}
    data = csv_by_row("Usikkert tall", ["Alene", "± alene", "Samlet", "± samlet"], rows)
    show_download("Last ned andelene (CSV for Excel)", data, wording.file_name("usikkerhet-kilder", place))


def show_information(question: Asked, place: str) -> None:
    """What it is worth to know more before the choice."""
    if question.scenario.municipality is None or not question.scenario_is_uncertain:
        return
    found = information_of(question.scenario)
    st.header(words.information_takeaway(found), anchor=False)
    st.markdown(words.choice_line(found))
    show_grid(words.ABOUT_INFORMATION, ("Å vite dette sikkert", "Verdt inntil, MNOK", "Standardfeil"), words.information_rows(found))
    rows = {item.label: [item.value, item.error] for item in found.items}
    show_download(
        "Last ned verdiene (CSV for Excel)",
        csv_by_row("Usikkert tall", ["MNOK", "Standardfeil"], rows),
        wording.file_name("usikkerhet-verdi-av-a-vite", place),
    )


main()

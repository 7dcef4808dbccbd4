"""Usikkerhet: how far the answer may lie from the one shown, where that comes from, and what it is worth to know more."""

from dataclasses import replace

import streamlit as st

from costmodel import to_dict
from costmodel.analysis.uncertainty.indices import Indices
from costmodel.analysis.uncertainty.measures import DIFFERENCE
from costmodel.analysis.uncertainty.sampling import SEED, Plan
from costmodel.analysis.uncertainty.simulation import Simulation
from costmodel.output.answer_records.uncertainty import group_label
from costmodel.output.charts.spikes import net_notes
from costmodel.output.charts.uncertainty import (
    choice_chart,
    curve_chart,
    curve_columns,
    describe_choice,
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
from costmodel.output.identity.about import Asked as Identified
from costmodel.output.labels import input_label, yearly_label
from costmodel.texts.numbers import number, percent
from pages.answers.appraisals import appraisal_of
from pages.answers.uncertainty import choice_of, indices_of, information_of
from pages.components import layout, wording
from pages.components import words as shared
from pages.components.card.short import show_short_card
from pages.components.frame.opening import open_page
from pages.components.life_or_now import choose_pair
from pages.components.municipality import choose_municipality
from pages.components.tables import Row, asked_of_pair, csv_by_row, show_download, show_grid
from pages.components.words import in_file_name, plain
from pages.session.state import session_scenario
from pages.session.views import keep_valid
from pages.usikkerhet import facts
from pages.usikkerhet.facts import text
from pages.usikkerhet.simulating import Asked, simulation_of

NET, RUNNING = "net_benefit", "cumulated_net_benefit"


def main() -> None:
    """The page from top to bottom."""
    assumptions = open_page()
    st.title(text("title"), anchor=False)
    st.markdown(text("lead"))
    who, how_many, figure = st.columns([2, 2, 2], vertical_alignment="bottom")
    with who:
        municipality = choose_municipality(assumptions)
    with how_many:
        plan = choose_plan()
    with figure:
        name = choose_figure()
    scenario = session_scenario(assumptions, municipality)
    pair = choose_pair(scenario)
    keep_valid("simulation_keep", (False, True), False)
    keep = st.toggle(text("keep"), key="simulation_keep", help=shared.text("spread.about_keeping"), persist_state="session")
    show_short_card(scenario, text("not_the_answer"), keep=keep)
    question, place = Asked(scenario, plan, keep, pair), in_file_name(municipality)
    show_choice(question, place)
    with layout.place():
        result = simulation_of(question)
    if result is None:
        return
    show_spread(result, name, place, question)
    show_years(result, place, question)
    show_sources(question, name, place)
    fold = st.expander(text("information.title"), key="information", on_change="rerun")
    if fold.open:
        with fold:
            show_information(question, place)


def choose_plan() -> Plan:
    """How many draws; the seed is fixed, so that everybody sees the same."""
    keep_valid("simulation_draws", facts.DRAWS, 10_000)
    draws = st.selectbox(text("draws"), facts.DRAWS, format_func=number, key="simulation_draws", persist_state="session")
    return Plan(draws, SEED)


def choose_figure() -> str:
    """Which answer curve, histogram and sources are shown for."""
    keep_valid("simulation_figure", facts.FIGURES, facts.FIGURES[0])
    return st.selectbox(text("figure"), facts.FIGURES, format_func=facts.figure_name, key="simulation_figure", persist_state="session")


def show_spread(result: Simulation, name: str, place: str, question: Asked) -> None:
    """The S-curve, the histogram, and every figure in numbers."""
    st.markdown(facts.probabilities(result))
    left, right = st.columns(2, gap="large")
    marks, label = marks_of(name), facts.figure_name(name).lower()
    with left:
        st.header(facts.curve_takeaway(result, name), anchor=False)
        layout.show_chart(curve_chart(result, name, marks, facts.axis_of(name)), describe_curve(result, label, name, marks))
    with right:
        st.header(facts.histogram_takeaway(result, name), anchor=False)
        layout.show_chart(histogram_chart(result, name, facts.axis_of(name)), describe_histogram(result, label, name))
    with st.expander(text("spread.frames.title")):
        st.markdown(text("spread.frames.text"))
    with st.expander(text("spread.numbers.title")):
        show_curve_numbers(result, name, place, question)
    show_grid(text("spread.figures.title"), heads("spread.figures.heads"), facts.figure_rows(result))
    with st.expander(text("spread.enough.title")):
        about = text("spread.enough.about", figure=facts.figure_name(name))
        show_grid(about, heads("spread.enough.heads"), facts.convergence_rows(result, name))
        show_grid(text("spread.enough.errors"), heads("spread.enough.error_heads"), facts.error_rows(result))
    layout.note(facts.print_line(result))
    if repaired := facts.repair_line(result):
        st.markdown(repaired)


def show_curve_numbers(result: Simulation, name: str, place: str, question: Asked) -> None:
    """Curve and histogram as tables and as files."""
    figure, unit = facts.figure_name(name), facts.unit_of(name)
    values, shares = curve_columns(result, name)
    step = max(len(values) // 20, 1)
    rows = [Row(number(value, 1), (percent(share, 1),)) for value, share in zip(values[::step], shares[::step], strict=True)]
    show_grid(text("spread.numbers.curve", figure=figure), (unit, text("spread.numbers.share_under")), rows)
    middles, counts = histogram_columns(result, name)
    bars = [Row(number(value, 1), (percent(share, 1),)) for value, share in zip(middles, counts, strict=True)]
    show_grid(text("spread.numbers.histogram", figure=figure), (unit, text("spread.numbers.share_around")), bars)
    points = {number(value, 3): [share] for value, share in zip(values, shares, strict=True)}
    data = csv_by_row(unit, [text("spread.numbers.file_head")], points)
    file = wording.file_name(text("spread.numbers.file"), place)
    show_download(text("spread.numbers.download"), data, file, drawn(question))


def show_years(result: Simulation, place: str, question: Asked) -> None:
    """The fan by year."""
    st.header(facts.fan_takeaway(result), anchor=False)
    label = yearly_label(NET)
    quantiles = result.yearly_quantiles(NET)
    notes = net_notes(to_dict(appraisal_of(question.scenario)), result.years, [quantiles["p10"], quantiles["p90"]])
    layout.show_chart(fan_chart(result, NET, label, notes), describe_fan(result, NET, label))
    with st.expander(text("years.numbers")):
        layout.show_table(text("years.table"), year_columns(result), result.years)
    data = layout.csv_of(year_columns(result), result.years)
    file = wording.file_name(text("years.file"), place)
    show_download(text("years.download"), data, file, drawn(question))


def year_columns(result: Simulation) -> dict[str, list[float]]:
    """The numbers behind the fan."""
    quantiles = {label.upper(): values for label, values in result.yearly_quantiles(NET).items()}
    sums = ((label.upper(), values) for label, values in result.yearly_quantiles(RUNNING).items() if label != "p85")
    running = {text("years.running", quantile=label): values for label, values in sums}
    return {text("years.base"): result.base_by_year[NET], **quantiles, **running}


def show_choice(question: Asked, place: str) -> None:
    """The choice among all options: how often each is the best, and how far behind the best it is on average."""
    if not question.scenario_is_uncertain:
        return
    found, assumptions = choice_of(question.scenario, keep=question.keep), question.scenario.assumptions
    st.header(plain(facts.choice_takeaway(found, question.scenario)), anchor=False)
    st.markdown(plain(facts.budget_line(found, assumptions)))
    labels = [wording.option_title(name, assumptions) for name in found.options]
    layout.show_chart(choice_chart(labels, found), describe_choice(labels, found))
    show_grid(text("choice.about", draws=found.draws), heads("choice.heads"), facts.choice_rows(found, assumptions))
    with st.expander(text("choice.differences.title")):
        show_grid(text("choice.differences.table"), heads("choice.differences.heads"), facts.difference_rows(found, assumptions))
        show_grid(text("choice.errors.table"), heads("choice.errors.heads"), facts.choice_error_rows(found, assumptions))
    first, *others = heads("choice.file_heads")
    data = csv_by_row(first, others, facts.choice_columns(found, assumptions))
    file = wording.file_name(text("choice.file"), place)
    show_download(text("choice.download"), data, file, drawn(question))


def show_sources(question: Asked, name: str, place: str) -> None:
    """Where the uncertainty comes from: Sobol indices by theme and by number."""
    if question.scenario.municipality is None or not question.scenario_is_uncertain:
        return
    figure, assumptions = question.pair if name == DIFFERENCE else name, question.scenario.assumptions
    themes = indices_of(question.scenario, figure, by_theme=True)
    if not themes.items:
        st.markdown(text("sources.nothing"))
        return
    st.header(plain(facts.index_takeaway(themes, name, question.scenario)), anchor=False)
    labels, totals = facts.labels_of(themes, assumptions), [item.total for item in themes.items]
    layout.show_chart(index_chart(labels, [item.first for item in themes.items], totals), describe_indices(labels, totals))
    layout.note(text("sources.about"))
    show_grid(text("sources.themes.title"), heads("sources.themes.heads"), facts.theme_rows(themes, assumptions))
    fold = st.expander(text("sources.numbers.title"), key="index_numbers", on_change="rerun")
    if fold.open:
        with fold:
            show_grid(text("sources.themes.errors"), heads("sources.numbers.theme_heads"), facts.index_rows(themes, assumptions))
            show_numbers(indices_of(question.scenario, figure, by_theme=False), question, place)


def show_numbers(found: Indices, question: Asked, place: str) -> None:
    """Indices of the numbers that matter most, and all of them as a file."""
    assumptions = question.scenario.assumptions
    show_grid(text("sources.numbers.table"), heads("sources.numbers.heads"), facts.index_rows(found, assumptions))
    named = {group_label(item.key, item.names, assumptions): item for item in found.items}
    rows = {label: [item.first, item.first_error, item.total, item.total_error] for label, item in named.items()}
    first, *others = heads("sources.file_heads")
    file = wording.file_name(text("sources.file"), place)
    show_download(text("sources.download"), csv_by_row(first, others, rows), file, drawn(question))


def show_information(question: Asked, place: str) -> None:
    """What it is worth to know more before the choice."""
    if question.scenario.municipality is None or not question.scenario_is_uncertain:
        return
    found, assumptions = information_of(question.scenario), question.scenario.assumptions
    st.header(plain(facts.information_takeaway(found, assumptions)), anchor=False)
    st.markdown(plain(facts.choice_line(found, assumptions)))
    if rows_shown := facts.information_rows(found, assumptions):
        show_grid(text("information.about"), heads("information.heads"), rows_shown)
    rows = {input_label(item.name, assumptions): [item.value, item.error] for item in found.items}
    first, *others = heads("information.file_heads")
    file = wording.file_name(text("information.file"), place)
    show_download(text("information.download"), csv_by_row(first, others, rows), file, drawn(question))


def heads(key: str) -> list[str]:
    """Heads of a table's columns in their order."""
    return list(text.part(key).values())


def drawn(question: Asked) -> Identified:
    """What a file of the page is an answer to."""
    return replace(asked_of_pair(question.pair), draws=(question.plan.draws, question.plan.seed))


main()

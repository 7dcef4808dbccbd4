"""Mål og oppdater: what somebody has measured, what it changes, and what the next measurement is worth."""

from functools import partial

import streamlit as st

from costmodel import AssumptionError, Scenario
from costmodel.analysis.learning.updating import Learned
from costmodel.assumptions.folders import BASE
from costmodel.assumptions.measuring.measurement_reading import FILE
from costmodel.assumptions.measuring.measurement_rules import result_year, standard_error_of_mean
from costmodel.assumptions.measuring.writing_back import with_measurements, with_taught
from costmodel.output.card.tables import table_note
from costmodel.output.charts.studies import describe_study, study_chart
from costmodel.output.faults import fault_lines
from costmodel.output.learning.quantities import taught_of
from costmodel.output.learning.studies import size_rows, study_sentences
from costmodel.output.learning.updates import choice_sentences, figure_rows, learning_heads, update_sentences, updated_option_rows
from costmodel.output.learning.waiting import waiting_sentences
from costmodel.texts.numbers import number
from pages.answers.learning import learned_of, study_of, waiting_for
from pages.components import layout, wording
from pages.components.card.whole import show_card
from pages.components.frame.opening import open_page
from pages.components.messages import show_list
from pages.components.municipality import choose_municipality
from pages.components.tables import Row, csv_by_row, show_download, show_grid
from pages.components.words import in_file_name, plain
from pages.mal_og_oppdater.entering import Entered, choose_quantity, enter
from pages.mal_og_oppdater.facts import takeaway, text
from pages.session.pending import read_files
from pages.session.state import files_in_force, session_scenario

YAML, FAULTS = "application/yaml", "written_back_faults"
"""Type of the files, and session state: why what was written back could not be used."""


def main() -> None:
    """The page from top to bottom."""
    assumptions = open_page()
    st.title(text("title"), anchor=False)
    st.markdown(text("lead"))
    who, what = st.columns(2, gap="large")
    with who:
        municipality = choose_municipality(assumptions)
    with what:
        quantity = choose_quantity(assumptions)
    scenario = session_scenario(assumptions, municipality)
    entered = enter(quantity, scenario)
    if municipality is None:
        st.markdown(text("everybody"))
        return
    try:
        found = learned_of(scenario, entered.item)
    except AssumptionError as error:
        show_list(text("refused"), fault_lines(error.faults))
    else:
        show_learned(found)
        if result_year(quantity) is None:
            show_back(found)
    show_next(entered, scenario, in_file_name(municipality))


def show_learned(found: Learned) -> None:
    """The quantity, the choice and every answer, before and after."""
    st.header(plain(takeaway(found)), anchor=False)
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in (*choice_sentences(found), *update_sentences(found))))
    show_grid(text("after.options"), learning_heads("options"), [Row(label, tuple(cells)) for label, *cells in updated_option_rows(found)])
    if note := table_note(found.after):
        layout.note(plain(note))
    with st.expander(text("after.card")):
        show_card(found.after)
    with st.expander(text("after.figures")):
        title = text("after.table", draws=number(found.plan.total), seed=found.plan.seed)
        show_grid(title, learning_heads("figures"), [Row(label, tuple(cells)) for label, *cells in figure_rows(found)])


def show_back(found: Learned) -> None:
    """Use what is learnt in this session, or take the files home."""
    assumptions, files = found.scenario.assumptions, files_in_force()
    taught = {item.name: taught_of(found, item) for item in found.quantities}
    new = with_measurements(with_taught(files, taught, assumptions), found.measurements, tuple(found.measurements))
    changed = [place for place in new if new[place] != files.get(place)]
    with st.expander(text("back.title")):
        st.markdown(text("back.lead"))
        with st.container(horizontal=True):
            given = [(place.removeprefix(BASE), new[place]) for place in changed]
            refuse = partial(st.session_state.__setitem__, FAULTS)
            st.button(text("back.use"), key="write_back", on_click=read_files, args=(given, refuse))
            for name, content in given:
                label = text("back.measurements") if name == FILE else text("back.numbers", file=name)
                st.download_button(label, content, file_name=name, mime=YAML, on_click="ignore", key=f"learnt:{name}")
        if faults := st.session_state.pop(FAULTS, None):
            show_list(text("refused"), fault_lines(faults))


def show_next(entered: Entered, scenario: Scenario, place: str) -> None:
    """What one more measurement is worth by its size, and whether to wait for it."""
    st.header(text("next.title"), anchor=False)
    if result_year(entered.item.quantity) is not None:
        st.markdown(text("next.result"))
        return
    try:
        found = study_of(scenario, entered.study)
        waiting = waiting_for(scenario, entered.item.quantity, standard_error_of_mean(entered.item))
    except AssumptionError as error:
        show_list(text("refused"), fault_lines(error.faults))
        return
    st.markdown("\n\n".join(map(plain, study_sentences(found))))
    layout.show_chart(study_chart(found), describe_study(found))
    first, *heads = learning_heads("sizes")
    rows = {number(size.n): [size.error, size.value, size.value_error, size.cost, size.net] for size in found.sizes}
    with st.expander(text("next.table")):
        show_grid(text("next.table"), learning_heads("sizes"), [Row(label, tuple(cells)) for label, *cells in size_rows(found)])
        show_download(text("next.download"), csv_by_row(first, heads, rows), wording.file_name(text("next.file"), place))
    with st.expander(text("waiting")):
        st.markdown("\n\n".join(map(plain, waiting_sentences(waiting))))


main()

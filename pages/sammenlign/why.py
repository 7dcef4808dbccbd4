"""Which assumptions the difference between two scenarios comes from: the sentence, the chart, the table and the file."""

from dataclasses import dataclass

import streamlit as st

from costmodel import AssumptionError, Scenario
from costmodel.analysis.attribution.splitting import Split
from costmodel.analysis.sensitivity.answers import ANSWER_INDICATORS, BUDGET
from costmodel.output.attribution.telling import fall_labels, split_heads, split_notes, split_sentence
from costmodel.output.charts.comparison import describe_waterfall, waterfall_chart
from costmodel.output.faults import fault_lines
from costmodel.output.identity.about import Asked
from costmodel.output.labels import answer_label
from pages.answers.attribution import split_of
from pages.components import layout
from pages.components.messages import show_list
from pages.components.tables import csv_by_row, show_download, show_grid
from pages.components.wording import file_name
from pages.components.words import plain
from pages.sammenlign import rows
from pages.sammenlign.facts import text
from pages.session.views import keep_valid

INDICATORS = tuple(name for name in ANSWER_INDICATORS if name != BUDGET)
"""Those that are one number of a scenario."""


@dataclass(frozen=True)
class Way:
    """From one scenario to another."""

    first: Scenario
    second: Scenario
    ends: tuple[str, str]
    """What they are called."""
    place: str
    """Whom it is about, for names of files."""
    asked: Asked
    """What the file says of itself."""
    about: str
    """What stands with the chart."""


def show_why(way: Way) -> None:
    """The difference in an indicator between two scenarios, split over what differs in them."""
    st.subheader(text("why.title"), anchor=False)
    indicator = choose_indicator()
    try:
        split = split_of(way.first, way.second, indicator)
    except AssumptionError as error:
        show_list(text("why.refused"), fault_lines(error.faults))
        return
    assumptions = way.first.assumptions
    notes = " ".join(plain(note) for note in split_notes(split, assumptions))
    st.markdown(f"**{plain(split_sentence(split, assumptions))}** {notes} {text('why.about') if split.parts else ''}")
    with layout.place():
        if split.parts:
            show_parts(split, way)


def choose_indicator() -> str:
    """The number whose difference is split."""
    keep_valid("fall_indicator", INDICATORS, INDICATORS[0])
    return st.selectbox(text("why.indicator"), INDICATORS, format_func=answer_label, key="fall_indicator", persist_state="session")


def show_parts(split: Split, way: Way) -> None:
    """The waterfall from one number to the other, and the numbers behind it."""
    assumptions, fall, indicator = way.first.assumptions, split.fall, split.indicator
    labels = fall_labels(split, assumptions)
    if fall.steps:
        figure = waterfall_chart(fall, labels, way.ends, indicator)
        layout.show_chart(figure, describe_waterfall(fall, labels, way.ends, indicator), way.about)
    with st.expander(text("why.numbers")):
        show_grid(text("why.table"), split_heads(split), rows.part_rows(split, assumptions))
    data = csv_by_row(text("inputs.head"), rows.part_heads(split), rows.part_cells(split, assumptions))
    show_download(text("why.download"), data, file_name(text("why.file"), way.place), way.asked)

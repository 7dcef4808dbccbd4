"""Views of the page about sensitivity that are looked at one at a time, each with its table and its file."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from costmodel.analysis.sensitivity.turning_grid import turning_pair
from costmodel.analysis.sensitivity.two_way import Grid
from costmodel.output.charts.sensitivity.heat_map import describe_grid, grid_chart
from costmodel.output.charts.sensitivity.lines import describe_line, line_chart, lowest_and_highest
from costmodel.output.input_labels import lever_label
from costmodel.output.labels import answer_unit
from costmodel.output.sensitivity_sentences import flip_sentences, switching_sentence
from pages.components import layout, parts, wording
from pages.components.levers.gps import UPTAKE, office_account
from pages.components.tables import asked_of_pair, csv_by_row, show_download, show_grid
from pages.components.words import plain
from pages.folsomhet import facts, rows
from pages.folsomhet.asked import Asked, levers_to_choose
from pages.folsomhet.facts import text
from pages.session.views import keep_valid

PAIR, SHOWN_FIRST = ("pair_across", "pair_up"), "pair_shown_first"
"""Keys of the two numbers of the heat map, and of what it began with and for which question."""
SENTENCES = 8
COLUMNS = 2
"""Of charts of one number each."""


def show_switching(asked: Asked) -> None:
    """What it takes of each number alone for the answer to be 0."""
    found = asked.switching
    st.header(text("switching.title"), anchor=False)
    st.markdown(f"**{facts.switching_takeaway(found)}**")
    turning = [item for item in found if item.crossings][:SENTENCES]
    with layout.place():
        if turning:
            st.markdown("\n".join(f"- {plain(switching_sentence(item))}" for item in turning))
    fold = st.expander(text("switching.numbers"), key="switching_numbers", on_change="rerun")
    if fold.open:
        with fold:
            heads = list(text.part("switching.heads").values())
            show_grid(text("switching.about"), heads, rows.switching_rows(found, asked.assumptions))
    first, *others = text.part("switching.file_heads").values()

    def data() -> bytes:
        return csv_by_row(first, others, rows.switching_columns(found))

    name = wording.file_name(text("switching.file"), asked.place)
    show_download(text("download"), data, name, asked_of_pair(asked.question.options))


def show_flips(asked: Asked) -> None:
    """What two sides must disagree on for the answer to differ."""
    found = asked.flips
    st.header(text("flips.title"), anchor=False)
    st.markdown(f"**{plain(flip_sentences(found))}** {plain(facts.other_sets(found))}")
    if moved := rows.flip_rows(found, asked.assumptions):
        show_grid(text("flips.about"), list(text.part("flips.heads").values()), moved)
        values = {name: [value] for name, value in found.sets[0].values.items()}
        first, *others = text.part("flips.file_heads").values()
        data = partial(csv_by_row, first, others, values)
        name = wording.file_name(text("flips.file"), asked.place)
        show_download(text("flips.download"), data, name, asked_of_pair(asked.question.options))


def choose_pair(asked: Asked) -> tuple[str, str]:
    """The two numbers of the heat map."""
    labels = {name: lever_label(item) for name, item in levers_to_choose(asked.scenario).items()}
    usual = first_pair(asked, tuple(labels))
    left, right = st.columns(2)
    keep_valid(PAIR[0], list(labels), usual[0])
    with left:
        first = st.selectbox(text("pair.across"), list(labels), format_func=labels.__getitem__, key=PAIR[0], persist_state="session")
    others = [name for name in labels if name != first]
    keep_valid(PAIR[1], others, usual[1] if first == usual[0] else next(name for name in usual if name != first))
    with right:
        return first, st.selectbox(text("pair.up"), others, format_func=labels.__getitem__, key=PAIR[1], persist_state="session")


def first_pair(asked: Asked, names: tuple[str, ...]) -> tuple[str, str]:
    """What the heat map begins with: two numbers between which the answer turns; anew for another question, not for a moved lever.

    Numbers that somebody has chosen stay.
    """
    question = (asked.municipality, asked.question, names)
    before = st.session_state.get(SHOWN_FIRST)
    if before is not None and before[0] == question:
        return before[1]
    found = turning_pair(asked.flips, asked.tornado.bars, asked.switching, names)
    if before is not None and before[1] == tuple(st.session_state.get(key) for key in PAIR):
        for key in PAIR:
            st.session_state.pop(key, None)
    st.session_state[SHOWN_FIRST] = (question, found)
    return found


def show_pair(asked: Asked, pair: tuple[str, str]) -> None:
    """The answer for every pair of two numbers."""
    found = asked.grid(pair)
    st.markdown(f"**{plain(facts.grid_takeaway(found))}** {facts.grid_about(found)}")
    is_number = asked.scenario.participant_set is None or "participants" not in pair
    layout.show_chart(grid_chart(found, (found.across.today, found.up.today) if is_number else None), describe_grid(found))
    show_pair_numbers(found, asked.place)
    if UPTAKE in pair:
        layout.note(office_account(asked.scenario))


def show_pair_numbers(found: Grid, place: str) -> None:
    """An excerpt as a table, all of it as a file."""
    fold = st.expander(text("pair.numbers"), key="pair_numbers", on_change="rerun")
    if fold.open:
        with fold:
            heads, shown = rows.grid_rows(found)
            show_grid(text("pair.table", unit=answer_unit(found.question.indicator)), heads, shown)
    name = wording.file_name(text("pair.file"), place)
    show_download(text("pair.download"), partial(grid_csv, found), name, asked_of_pair(found.question.options))


def grid_csv(found: Grid) -> bytes:
    """Every cell of the heat map as a file."""
    columns, cells = rows.grid_columns(found)
    return csv_by_row(facts.grid_head(found), columns, cells)


def show_lines(asked: Asked) -> None:
    """The answer along the numbers that matter most, each with its own axis."""
    lines, question = asked.lines, asked.tornado.question
    st.header(plain(facts.lines_takeaway(lines)), anchor=False)
    if not lines:
        return
    layout.note(text("lines.about"))
    ends = lowest_and_highest(lines)
    for start in range(0, len(lines), COLUMNS):
        for column, line in zip(st.columns(COLUMNS, gap="medium"), lines[start : start + COLUMNS], strict=False):
            with column:
                layout.show_chart(line_chart(line, question, ends), describe_line(line, question))
    fold = st.expander(text("lines.numbers"), key="line_numbers", on_change="rerun")
    if fold.open:
        with fold:
            heads = list(text.part("lines.heads").values())
            show_grid(text("lines.table", unit=answer_unit(question.indicator)), heads, rows.line_rows(lines, question))
    first, *others = text.part("lines.file_heads").values()
    data = partial(csv_by_row, first, others, rows.line_columns(lines))
    name = wording.file_name(text("lines.file"), asked.place)
    show_download(text("download"), data, name, asked_of_pair(asked.question.options))


def view_pair(asked: Asked) -> None:
    """The two numbers, and the answer for every pair of their values."""
    st.header(text("pair.title"), anchor=False)
    pair = choose_pair(asked)
    parts.show("pair", lambda: show_pair(asked, pair))


VIEWS: dict[str, Callable[[Asked], None]] = {
    "switching": lambda asked: parts.show("switching", partial(show_switching, asked)),
    "flips": lambda asked: parts.show("flips", partial(show_flips, asked)),
    "pair": view_pair,
    "lines": lambda asked: parts.show("lines", partial(show_lines, asked)),
}
"""The views in the order of their tabs."""

"""Views of the page about sensitivity that are looked at one at a time, each with its table and its file."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from costmodel.analysis.sensitivity.two_way import Grid
from costmodel.output.charts.sensitivity import describe_grid, describe_spider, grid_chart, spider_chart
from costmodel.output.input_labels import lever_label
from costmodel.output.labels import answer_unit
from costmodel.output.sensitivity_sentences import flip_sentences, switching_sentence
from pages.components import layout, parts, wording
from pages.components.tables import csv_by_row, rows_of, show_download, show_grid
from pages.folsomhet import wording as words
from pages.folsomhet.asked import Asked, levers_to_choose
from pages.session.state import keep_valid

FIRST_PAIR = ("participants", "benefits.*.realisation")
SENTENCES = 8
DOWNLOAD = "Last ned tallene (CSV for Excel)"


def show_switching(asked: Asked) -> None:
    """What it takes of each number alone for the answer to be 0."""
    found = asked.switching
    st.header("Hva må til for å gå i null?", anchor=False)
    st.markdown(f"**{words.switching_takeaway(found)}**")
    turning = [item for item in found if item.crossings][:SENTENCES]
    with layout.place():
        if turning:
            st.markdown("\n".join(f"- {switching_sentence(item)}" for item in turning))
    fold = st.expander("Alle tallene", key="switching_numbers", on_change="rerun")
    if fold.open:
        with fold:
            heads = ["Tall", "I dag", "Svaret er null ved", "Avstand", "Trolig spenn"]
            show_grid(words.ABOUT_SWITCHING, heads, words.switching_rows(found, asked.assumptions))
    heads = ["i dag", "null ved", "avstand", "lav", "høy", "setning"]
    show_download(DOWNLOAD, lambda: csv_by_row("Tall", heads, words.switching_columns(found)), wording.file_name("null", asked.place))


def show_flips(asked: Asked) -> None:
    """What two sides must disagree on for the answer to differ."""
    found = asked.flips
    st.header("Hva må to parter være uenige om?", anchor=False)
    st.markdown(f"**{flip_sentences(found)}** {words.other_sets(found)}")
    rows = words.flip_rows(found, asked.assumptions)
    if rows:
        show_grid(words.ABOUT_FLIPS, ["Tall", "I dag", "Nok til å snu svaret", "Trolig spenn"], rows)
        values = {name: [value] for name, value in found.sets[0].values.items()}
        data = partial(csv_by_row, "Navn i forutsetningene", ["verdi som snur svaret"], values)
        show_download("Last ned verdiene (CSV for Excel)", data, wording.file_name("uenighet", asked.place))


def choose_pair(asked: Asked) -> tuple[str, str]:
    """The two numbers of the heat map."""
    labels = {name: lever_label(item) for name, item in levers_to_choose(asked.scenario).items()}
    left, right = st.columns(2)
    keep_valid("pair_across", list(labels), FIRST_PAIR[0])
    with left:
        first = st.selectbox("Bortover", list(labels), format_func=labels.__getitem__, key="pair_across", persist_state="session")
    others = [name for name in labels if name != first]
    keep_valid("pair_up", others, FIRST_PAIR[1] if first != FIRST_PAIR[1] else others[0])
    with right:
        return first, st.selectbox("Oppover", others, format_func=labels.__getitem__, key="pair_up", persist_state="session")


def show_pair(asked: Asked, pair: tuple[str, str]) -> None:
    """The answer for every pair of two numbers."""
    found = asked.grid(pair)
    st.markdown(f"**{words.grid_takeaway(found)}** {words.ABOUT_GRID}")
    is_number = asked.scenario.participant_set is None or "participants" not in pair
    layout.show_chart(grid_chart(found, (found.across.today, found.up.today) if is_number else None), describe_grid(found))
    show_pair_numbers(found, asked.place)


def show_pair_numbers(found: Grid, place: str) -> None:
    """An excerpt as a table, all of it as a file."""
    fold = st.expander("Et utdrag av tallene", key="pair_numbers", on_change="rerun")
    if fold.open:
        with fold:
            heads, rows = words.grid_rows(found)
            show_grid(f"Svaret for par av tallene, {answer_unit(found.question.indicator)}.", heads, rows)
    show_download("Last ned alle rutene (CSV for Excel)", partial(grid_csv, found), wording.file_name("to-tall", place))


def grid_csv(found: Grid) -> bytes:
    """Every cell of the heat map as a file."""
    columns, cells = words.grid_columns(found)
    return csv_by_row(words.grid_head(found), columns, cells)


def show_spider(asked: Asked) -> None:
    """The answer along the range of the numbers that matter most."""
    lines, question = asked.spider, asked.tornado.question
    st.header(words.spider_takeaway(lines), anchor=False)
    if not lines:
        return
    layout.note(words.ABOUT_SPIDER)
    layout.show_chart(spider_chart(lines, question), describe_spider(lines, question))
    heads, rows = words.spider_columns(lines)
    fold = st.expander("Tallene bak linjene", key="spider_numbers", on_change="rerun")
    if fold.open:
        with fold:
            show_grid(f"Svaret langs linjene, {answer_unit(question.indicator)}.", ["Tall", *heads], rows_of(rows, 1))
    show_download(DOWNLOAD, partial(csv_by_row, "Tall", heads, rows), wording.file_name("spider", asked.place))


def view_pair(asked: Asked) -> None:
    """The two numbers, and the answer for every pair of their values."""
    st.header("To tall om gangen", anchor=False)
    pair = choose_pair(asked)
    parts.show("pair", lambda: show_pair(asked, pair))


VIEWS: dict[str, Callable[[Asked], None]] = {
    "Å gå i null": lambda asked: parts.show("switching", partial(show_switching, asked)),
    "Uenighet": lambda asked: parts.show("flips", partial(show_flips, asked)),
    "To tall om gangen": view_pair,
    "Fra lav til høy": lambda asked: parts.show("spider", partial(show_spider, asked)),
}
"""The views by the label of their tab."""

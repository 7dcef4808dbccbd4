"""Parts of pages: figures, charts with their numbers, downloads and messages, in bokmål."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import isnan
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from costmodel.output.charts.yearly import Unchecked
from costmodel.output.csv import csv_bytes
from costmodel.texts.numbers import number, signed
from pages.components import words
from pages.components.charts import legend as chart_legend
from pages.components.charts.caption import caption
from pages.session.views import keep_valid

NO_BREAK = "\u00a0"
SMALL_MNOK = 100.0
"""Amounts below this are shown with a decimal."""


@dataclass(frozen=True)
class Tile:
    """One figure with its change from the base case."""

    label: str
    """What the figure is."""
    unit: str
    """Unit, written after the number."""
    value: float | None
    """The figure; None where it does not exist."""
    base: float | None
    """The same figure in the base case."""
    help: str
    """What it means, in plain words."""
    item: str = ""
    """Name in the model, which Regnestykket explains; empty where there is none."""
    year: int | None = None
    """The year of the figure, where it has one."""
    question: str = "life"
    """Which appraisal it is of: the whole life, or an option of the decision."""
    same: str = ""
    """What is said where it is as in the base case; the usual words where empty."""
    spread: tuple[str, ...] = ()
    """How sure it is: short texts to stand under the figure."""

    @property
    def text(self) -> str:
        """The figure with its unit, without a unit where there is no figure."""
        return "–" if self.value is None else f"{number(self.value, self.decimals)}{NO_BREAK}{self.unit}"

    @property
    def change(self) -> str:
        """The change from the base case in words."""
        if self.value is None or self.base is None:
            return words.text("tiles.incomparable")
        if self.value == self.base:
            return self.same or words.text("tiles.same")
        amount = f"{signed(self.value - self.base, self.decimals)}{NO_BREAK}{self.unit}"
        return words.text("tiles.change", amount=amount)

    @property
    def decimals(self) -> int:
        """One decimal for small amounts of millions, else none."""
        return 1 if self.unit == "MNOK" and abs(self.base or 0.0) < SMALL_MNOK else 0


STYLE = (Path(__file__).parent / "layout.css").read_text("utf-8")


def compact() -> None:
    """Ends of the sliders shown, figures that stay in sight, and on a phone in one row, so that they fit the first screen."""
    colours = {word: st.get_option(f"theme.{word.lower()}.backgroundColor") for word in ("LIGHT", "DARK")}
    style = STYLE.replace("LIGHT", colours["LIGHT"]).replace("DARK", colours["DARK"])
    st.html(f"<style>\n{style}</style>")


def is_phone() -> bool:
    """Whether the browser says that it runs on a phone, where a finger that is drawn over a chart should scroll the page."""
    return "Mobi" in st.context.headers.get("User-Agent", "")


def place() -> DeltaGenerator:
    """Room in the order of the page that is kept when nothing is put there.

    Streamlit knows blocks by their order: where one comes or goes, the browser builds all that follow anew, and the slider
    that somebody is moving loses the keyboard's focus.
    """
    return st.container()


def own_change() -> str:
    """The badge of a number that the reader has changed."""
    return words.text("own_change")


def small(text: str) -> str:
    """Small print in Markdown; st.caption is too pale for WCAG AA."""
    return f":small[:gray[{text}]]"


def note(text: str, badge: str = "") -> None:
    """Small print, with a badge after it."""
    st.markdown(small(text) + (f" :blue-badge[{badge}]" if badge else ""))


def badged(text: str, badges: Sequence[str]) -> None:
    """Small print followed by badges, which are plain text; a change of the user's own stands out."""
    marks = " ".join(f":{'blue' if badge == own_change() else 'gray'}-badge[{words.plain(badge)}]" for badge in badges)
    st.markdown(f"{small(text)} {marks}")


def show_facts(facts: Sequence[tuple[str, str, str]]) -> None:
    """Figures in a list: what it is, the figure, and what it means."""
    rows = "".join(f"<dt>{escape(label)}<span>{escape(figure)}</span></dt><dd>{escape(meaning)}</dd>" for label, figure, meaning in facts)
    st.html(f'<dl class="facts">{rows}</dl>')


def show_tiles(tiles: Sequence[Tile]) -> None:
    """The figures side by side; no colour or arrow judges a change."""
    plain = {"delta_color": "off", "delta_arrow": "off", "border": True, "height": "stretch"}
    with st.container(key="tiles", horizontal=True):
        for tile in tiles:
            st.metric(tile.label, tile.text, tile.change, help=tile.help, **plain)
    if any(tile.spread for tile in tiles):
        st.html(f'<div class="spreads">{"".join(_spread(tile) for tile in tiles)}</div>')


def _spread(tile: Tile) -> str:
    """How sure a figure is, named for those who cannot see above what it stands."""
    texts = " · ".join(f"<span>{escape(text)}</span>" for text in tile.spread if text)
    return f'<div class="spread" role="group" aria-label="{escape(tile.label)}">{texts}</div>'


def show_table(title: str, columns: Mapping[str, Sequence[float]], years: Sequence[int], links: Mapping[str, str] | None = None) -> None:
    """The numbers of a chart, written as Norwegian readers expect, a row a year; a column with a link leads to its sums.

    Plain HTML: it scrolls within itself on a narrow screen, by keyboard too, which neither st.table nor st.dataframe does.
    """
    heads = "".join(f'<th scope="col">{escape(label)}</th>' for label in (words.text("table.year"), *columns))
    known = [(links or {}).get(label, "") for label in columns]
    rows = "".join(_row(year, cells, known) for year, cells in zip(years, zip(*columns.values(), strict=True), strict=True))
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    note(words.plain(title))
    st.html(f'<div class="numbers" role="region" tabindex="0" aria-label="{escape(title)}">{table}</div>')


def _row(year: int, cells: Sequence[float], links: Sequence[str]) -> str:
    texts = (linked(number(cell, 1), link and f"{link}&item_year={year}") for cell, link in zip(cells, links, strict=True))
    return f'<tr><th scope="row">{year}</th>' + "".join(f"<td>{text}</td>" for text in texts) + "</tr>"


def linked(text: str, link: str) -> str:
    """A text of a table, as a link where there is one: to a tab of its own, so that this page stays as it is."""
    return f'<a class="explanation" href="{escape(link)}" target="_blank" rel="noopener">{escape(text)}</a>' if link else escape(text)


def csv_of(columns: Mapping[str, Sequence[float]], years: Sequence[int]) -> bytes:
    """The same numbers in full precision as Norwegian Excel opens them: semicolons, decimal comma, byte order mark."""
    head = words.text("table.year")
    rows = ({head: year, **{label: _cell(column[at]) for label, column in columns.items()}} for at, year in enumerate(years))
    return csv_bytes([head, *columns], rows)


def _cell(value: float | None) -> float | None:
    """A number as a file has it; nothing where there is none."""
    return None if value is None or isnan(value) else value if isinstance(value, int) else float(value)


def show_chart(figure: Any, description: str, about: str = "", **clicks: Any) -> Any:
    """A plotly figure in the colours of the theme, with a description for screen readers and no tool bar.

    Its own bar would give pictures without the legend and the line under the chart, which stand outside it. `about`: that line as
    :func:`pages.components.charts.caption.caption` gives it, where it is not of the session's scenario.
    `clicks`: what st.plotly_chart takes where points can be clicked; then it returns what is selected.
    """
    chart = figure.to_dict()
    legend, changed = chart_legend.taken_out(chart)
    if legend:
        st.html(legend)
    shown = Unchecked({**chart, "layout": {**chart["layout"], **changed}})
    found = st.plotly_chart(shown, config={"displayModeBar": False, "displaylogo": False}, alt=description, **clicks)
    st.html(about or caption())
    return found


def show_views(key: str, views: Mapping[str, Callable[[], None]]) -> None:
    """Views by the label of their tab, looked at one at a time: what is not looked at is not made, and follows no move."""
    keep_valid(key, list(views), next(iter(views)))
    for tab, show in zip(st.tabs(list(views), key=key, on_change="rerun"), views.values(), strict=True):
        if tab.open:
            with tab:
                show()

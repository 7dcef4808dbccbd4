"""Parts of pages: figures, charts with their numbers, downloads and messages, in bokmål."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from costmodel.output.charts.yearly import Unchecked
from costmodel.texts.numbers import number, signed
from pages.components import chart_legend

NO_BREAK = "\u00a0"
OWN_CHANGE = "din endring"
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
            return "kan ikke sammenlignes med utgangspunktet"
        if self.value == self.base:
            return "som i utgangspunktet"
        return f"{signed(self.value - self.base, self.decimals)}{NO_BREAK}{self.unit} fra utgangspunktet"

    @property
    def decimals(self) -> int:
        """One decimal for small amounts of millions, else none."""
        return 1 if self.unit == "MNOK" and abs(self.base or 0.0) < SMALL_MNOK else 0


STYLE = """
[data-testid=stMainBlockContainer] {max-width: 100rem; margin-inline: auto}
h1 {padding: 0.25rem 0 0.25rem !important}
.st-key-moved {align-items: center}
[data-testid=stSliderTickBar] {opacity: 1}
[data-testid=stSlider] * {touch-action: pan-y !important}
@media (pointer: coarse) {
  [data-testid=stSlider] [role=group] {pointer-events: none}
  [data-testid=stSlider] :has(> [data-testid=stSliderThumbValue]) {pointer-events: auto}
  [data-testid=stSlider] :has(> [data-testid=stSliderThumbValue])::after {content: ""; position: absolute; inset: -16px}
}
.spread {font-size: 0.875rem; margin: -0.75rem 0 0; padding: 0 1rem; font-variant-numeric: tabular-nums}
.spread span {white-space: nowrap}
[class*=st-key-lever] {margin-bottom: -0.4rem}
.legend {display: flex; flex-wrap: wrap; gap: 0.15rem 1rem; margin: 0; font-size: 0.875rem}
.legend span {display: flex; align-items: center; gap: 0.4rem}
.legend i {width: 1.25rem; flex: none}
.spreads {display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); gap: 1rem}
.unseen {position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)}
.st-key-view_row {column-gap: 1.5rem}
.st-key-effects [data-testid=stMarkdownContainer] {columns: 18rem 2; column-gap: 1.5rem}
.st-key-effects p {break-inside: avoid}
.numbers {overflow-x: auto}
.numbers table {width: 100%; border-collapse: collapse; font-size: 0.875rem}
.numbers th, .numbers td {padding: 0.3rem 0.5rem; text-align: right; font-variant-numeric: tabular-nums; border-bottom: 1px solid #8884}
.numbers th {font-weight: 600; vertical-align: bottom}
[data-testid=stLayoutWrapper]:has(> div > div > .st-key-tiles) {position: sticky; top: 3.7rem; z-index: 99;
  background: light-dark(LIGHT, DARK)}
[data-testid=stMain] {scroll-padding: 12.5rem 0 1rem}
a.proof {color: inherit !important; text-decoration: underline; text-decoration-style: dotted; text-underline-offset: 3px}
.st-key-proofs button {min-height: 1.5rem; padding: 0 0.3rem}
.st-key-proofs button p {font-size: 0.875rem; text-decoration: underline; text-underline-offset: 3px}
.facts, .facts dt, .facts dd {margin: 0 !important; padding: 0 !important}
.facts dt {display: flex; justify-content: space-between; gap: 1rem; font-weight: 600; border-top: 1px solid #8884}
.facts dt span {white-space: nowrap; font-variant-numeric: tabular-nums}
.facts dt {margin-top: 0.6rem !important}
.facts dd {font-size: 0.875rem}
.st-key-tiles {padding: 0.4rem 0 0}
.st-key-tiles > * {flex: 1 1 0 !important; min-width: 0 !important}
.st-key-tiles [data-testid=stMetric] > div {padding: 0.5rem 1rem}
@media (min-width: 641px) and (min-height: 860px) {
  [data-testid=stColumn]:has(> div .st-key-chart) {position: sticky; top: 11.5rem; align-self: flex-start}
}
@media (max-width: 640px) {
  [data-testid=stMain] {scroll-padding: 1rem 0 9rem}
  [data-testid=stMainBlockContainer] {padding-bottom: 9rem}
  [data-testid=stLayoutWrapper]:has(> div > div > .st-key-tiles) {position: fixed; inset: auto 0 0 0; padding: 0 0.5rem;
    border-top: 1px solid #8888}
  h1 {font-size: 1.5rem !important}
  [data-testid=stButtonGroup] button {padding-inline: 0.6rem}
  .st-key-tiles {flex-wrap: nowrap; gap: 0.4rem}
  .spreads {gap: 0.4rem}
  .st-key-tiles [data-testid=stMetric] > div {padding: 0.25rem 0.4rem}
  .st-key-tiles [data-testid=stMetricValue] * {overflow: visible}
  .st-key-tiles [data-testid=stMetricValue] {font-size: 0.95rem; white-space: nowrap}
  .st-key-tiles [data-testid=stMetricDelta] {background: none; padding: 0}
  .spread {font-size: 0.75rem; padding: 0 0 0.3rem 0.2rem; margin-top: -0.9rem; line-height: 1.2}
  .st-key-tiles [data-testid=stTooltipIcon] {display: none}
  .st-key-tiles p {white-space: normal; font-size: inherit}
  .st-key-tiles label p, .st-key-tiles [data-testid=stMetricDelta] p {font-size: 0.8rem; line-height: 1.25}
}
"""


def compact() -> None:
    """Ends of the sliders shown, figures that stay in sight, and on a phone in one row, so that they fit the first screen."""
    colours = {word: st.get_option(f"theme.{word.lower()}.backgroundColor") for word in ("LIGHT", "DARK")}
    style = STYLE.replace("LIGHT", colours["LIGHT"]).replace("DARK", colours["DARK"])
    st.html(f"<style>{style}</style>")


def place() -> DeltaGenerator:
    """Room in the order of the page that is kept when nothing is put there.

    Streamlit knows blocks by their order: where one comes or goes, the browser builds all that follow anew, and the slider
    that somebody is moving loses the keyboard's focus.
    """
    return st.container()


def small(text: str) -> str:
    """Small print in Markdown; st.caption is too pale for WCAG AA."""
    return f":small[:gray[{text}]]"


def note(text: str, badge: str = "") -> None:
    """Small print, with a badge after it."""
    st.markdown(small(text) + (f" :blue-badge[{badge}]" if badge else ""))


def badged(text: str, badges: Sequence[str]) -> None:
    """Small print followed by badges; a change of the user's own stands out."""
    marks = " ".join(f":{'blue' if badge == OWN_CHANGE else 'gray'}-badge[{badge}]" for badge in badges)
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
    return f'<p class="spread"><b class="unseen">{escape(tile.label)}: </b>{texts}</p>'


def show_table(title: str, columns: Mapping[str, Sequence[float]], years: Sequence[int], links: Mapping[str, str] | None = None) -> None:
    """The numbers of a chart, written as Norwegian readers expect, a row a year; a column with a link leads to its sums.

    Plain HTML: it scrolls within itself on a narrow screen, by keyboard too, which neither st.table nor st.dataframe does.
    """
    heads = "".join(f'<th scope="col">{escape(label)}</th>' for label in ("År", *columns))
    known = [(links or {}).get(label, "") for label in columns]
    rows = "".join(_row(year, cells, known) for year, cells in zip(years, zip(*columns.values(), strict=True), strict=True))
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    note(title)
    st.html(f'<div class="numbers" role="region" tabindex="0" aria-label="{escape(title)}">{table}</div>')


def _row(year: int, cells: Sequence[float], links: Sequence[str]) -> str:
    texts = (linked(number(cell, 1), link and f"{link}&item_year={year}") for cell, link in zip(cells, links, strict=True))
    return f'<tr><th scope="row">{year}</th>' + "".join(f"<td>{text}</td>" for text in texts) + "</tr>"


def linked(text: str, link: str) -> str:
    """A text of a table, as a link where there is one: to a tab of its own, so that this page stays as it is."""
    return f'<a class="proof" href="{escape(link)}" target="_blank" rel="noopener">{escape(text)}</a>' if link else escape(text)


def csv_of(columns: Mapping[str, Sequence[float]], years: Sequence[int]) -> bytes:
    """The same numbers in full precision as Norwegian Excel opens them: semicolons, decimal comma, byte order mark."""
    frame = pd.DataFrame(dict(columns), index=pd.Index(years, name="År"))
    return frame.to_csv(sep=";", decimal=",").encode("utf-8-sig")


def show_chart(figure: Any, description: str, **clicks: Any) -> Any:
    """A plotly figure in the colours of the theme, with a description for screen readers and no tool bar.

    `clicks`: what st.plotly_chart takes where points can be clicked; then it returns what is selected.
    """
    chart = figure.to_dict()
    legend, changed = chart_legend.taken_out(chart)
    if legend:
        st.html(legend)
    shown = Unchecked({**chart, "layout": {**chart["layout"], **changed}})
    return st.plotly_chart(shown, config={"displayModeBar": False, "displaylogo": False}, alt=description, **clicks)


def show_views(key: str, views: Mapping[str, Callable[[], None]]) -> None:
    """Views by the label of their tab, looked at one at a time: what is not looked at is not made, and follows no move."""
    for tab, show in zip(st.tabs(list(views), key=key, on_change="rerun"), views.values(), strict=True):
        if tab.open:
            with tab:
                show()


def show_faults(faults: Sequence[str]) -> None:
    """The page shown in place of results where the assumption files have faults."""
    st.title("Forutsetningene kan ikke brukes")
    many = f"{len(faults)} feil" if len(faults) > 1 else "én feil"
    st.markdown(f"Det er {many} i forutsetningsfilene. Rett feilene, lagre, og last siden på nytt. Ingen tall vises før det.")
    for fault in faults:
        st.container(border=True).text(fault)


def show_breakdown() -> None:
    """The page shown where the app itself fails; what went wrong stands in the log."""
    st.title("Noe gikk galt")
    st.markdown("Siden kunne ikke vises. Last den på nytt. Skjer det igjen, si fra til den som drifter appen; feilen står i loggen.")

"""Tables with a row a line and a column a year or a scenario, in plain HTML, and the same numbers as a file."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from costmodel.output.csv import Cell, csv_bytes
from costmodel.texts.numbers import number
from pages.components import layout
from pages.components.words import plain

STYLE = """
.grid table {font-size: 0.875rem; width: 100%; border-collapse: collapse}
.grid {overflow-x: auto; margin-bottom: 0.5rem}
.grid th, .grid td {padding: 0.3rem 0.5rem; text-align: right; font-variant-numeric: tabular-nums; border-bottom: 1px solid #8884}
.grid td {white-space: nowrap}
.grid thead th {font-weight: 600; vertical-align: bottom}
.grid th:first-child {text-align: left; font-weight: 400; min-width: 9rem}
.grid tr.sum > * {font-weight: 600; border-bottom: 2px solid #8888}
.grid small {display: block; font-size: 0.8rem; white-space: normal}
@media (max-width: 640px) {
  .grid table {font-size: 0.75rem}
  .grid th, .grid td {padding: 0.3rem 0.2rem}
  .grid th:first-child {min-width: 6.5rem}
}
"""


@dataclass(frozen=True)
class Row:
    """One row of a table."""

    label: str
    """What the row is."""
    cells: tuple[str, ...]
    """Its texts, one a column."""
    notes: tuple[str, ...] = ()
    """Small print under each text; none where empty."""
    is_sum: bool = False
    """Whether it adds the rows above."""
    links: tuple[str, ...] = ()
    """Where each text leads; nowhere where empty."""
    mark: str = ""
    """Small print under the label."""


def rows_of(columns: Mapping[str, Sequence[float]], decimals: int, sums: Iterable[str] = ()) -> list[Row]:
    """Rows of numbers, all with the same decimals."""
    totals = set(sums)
    return [Row(label, tuple(number(cell, decimals) for cell in cells), is_sum=label in totals) for label, cells in columns.items()]


def show_grid(title: str, heads: Sequence[object], rows: Sequence[Row], links: Mapping[str, str] | None = None) -> None:
    """The table; it scrolls within itself on a narrow screen, by keyboard too. A row with a link leads to its sums, year by year."""
    first, *others = heads
    head = f'<th scope="col">{escape(str(first))}</th>' + "".join(f'<th scope="col">{escape(str(text))}</th>' for text in others)
    body = "".join(_row(row, others, (links or {}).get(row.label, "")) for row in rows)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    layout.note(plain(title))
    st.html(f'<style>{STYLE}</style><div class="grid" role="region" tabindex="0" aria-label="{escape(title)}">{table}</div>')


def _row(row: Row, heads: Sequence[object], link: str) -> str:
    notes = row.notes or ("",) * len(row.cells)
    by_year = [f"{link}&item_year={head}" if link and isinstance(head, int) else "" for head in heads] or [""] * len(row.cells)
    places = row.links or by_year
    parts = zip(row.cells, notes, places, strict=False)
    cells = "".join(f"<td>{layout.linked(cell, place)}{_small(note)}</td>" for cell, note, place in parts)
    return f'<tr{" class=sum" if row.is_sum else ""}><th scope="row">{escape(row.label)}{_small(row.mark)}</th>{cells}</tr>'


def _small(note: str) -> str:
    return f"<small>{escape(note)}</small>" if note else ""


def show_download(label: str, data: bytes | Callable[[], bytes], file_name: str) -> None:
    """A button that gives the numbers as a file, without running the page again; a function makes the file when it is wanted."""
    st.download_button(label, data, file_name=file_name, mime="text/csv", on_click="ignore")


def csv_by_row(head: str, heads: Sequence[str], rows: Mapping[str, Sequence[Cell]]) -> bytes:
    """A row a line in full precision, for Norwegian Excel."""
    return csv_bytes([head, *heads], ({head: label, **dict(zip(heads, cells, strict=True))} for label, cells in rows.items()))

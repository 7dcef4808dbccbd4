"""Tables with a row a line and a column a year or a scenario, in plain HTML, and the same numbers as a file."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from html import escape
from typing import cast

import streamlit as st

from costmodel.model.results import Appraisal
from costmodel.model.scenario import Scenario
from costmodel.output.csv import Cell, csv_bytes
from costmodel.output.identity.about import DECISION, Asked, identity_of
from costmodel.output.identity.writing import csv_with_identity
from costmodel.texts.catalog import text as words
from costmodel.texts.numbers import number
from costmodel.version import MODEL_VERSION
from pages.components import layout, wording
from pages.components.frame.scenario import name as scenario_name
from pages.components.words import plain
from pages.session.state import assumptions_in_force, municipality, session_scenario

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


def show_download(label: str, data: bytes | Callable[[], bytes], file_name: str, asked: Asked | None = None) -> None:
    """A button that gives the numbers as a file that says what it is, without running the page again.

    A function makes the numbers when they are wanted. `asked`: what was asked for, where it is more than the session's scenario.
    """
    assumptions = assumptions_in_force()
    told = asked or Asked(scenario_name(assumptions))
    content = partial(_with_head, data, session_scenario(assumptions, municipality()), told)
    st.download_button(label, content, file_name=identified_file(file_name, told), mime="text/csv", on_click="ignore")


def _with_head(data: bytes | Callable[[], bytes], scenario: Scenario, asked: Asked) -> bytes:
    content = data if isinstance(data, bytes) else data()
    return csv_with_identity(content, identity_of(scenario, asked), scenario.assumptions)


def identified_file(file_name: str, asked: Asked) -> str:
    """The name of a file with the scenario, the fingerprint of the assumptions, the model and the date in it."""
    stem, _, ending = file_name.rpartition(".")
    told = (asked.name, assumptions_in_force().hash[:12], f"modell-{MODEL_VERSION}", date.today().isoformat())
    return wording.file_name(stem, *told, ending=ending)


def asked_of_pair(pair: Sequence[str] | None) -> Asked:
    """The session's scenario, from the decision year between two options where they are named."""
    return Asked(scenario_name(assumptions_in_force()), question=DECISION if pair else None, options=pair or ())


def asked_of_several(appraisals: Mapping[str, Appraisal]) -> Asked:
    """Several scenarios beside each other, by what they are called."""
    return Asked(words("identity.compared"), items={label: cast(Scenario, item.scenario) for label, item in appraisals.items()})


def csv_by_row(head: str, heads: Sequence[str], rows: Mapping[str, Sequence[Cell]]) -> bytes:
    """A row a line in full precision, for Norwegian Excel."""
    return csv_bytes([head, *heads], ({head: label, **dict(zip(heads, cells, strict=True))} for label, cells in rows.items()))

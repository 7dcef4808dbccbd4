"""A table whose rows can be ticked, sorted and searched in the browser, by mouse and by keyboard.

Streamlit's own tables are drawn on a canvas, which screen readers cannot read, and 66 tick boxes of its own take longer than
the appraisal. The script stands in a file, since the app allows no inline script.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

PROJECT, NAME = "helseplattformen", "row_table"
FOLDER = "row_table_files"
HTML = """
<div data-row-table>
  <input type="search" autocomplete="off"><span role="status"></span>
  <div class="scroll" role="region" tabindex="0">
    <table><thead><tr></tr></thead><tbody></tbody><tfoot></tfoot></table>
  </div>
</div>
"""
Text = tuple[str, str]
"""What a cell shows, and the small print under it."""


@dataclass(frozen=True)
class TickRow:
    """One row that can be ticked."""

    name: str
    """Name of the row; what is sent when it is ticked."""
    cells: tuple[Text, ...]
    """Its texts, from the second column on: the first is the tick box."""
    keys: tuple[float | str | None, ...]
    """What each column is sorted by, the tick box first; None comes last."""
    search: str
    """What a search looks through, in lower case."""
    is_linked: bool = False
    """Whether its cells lead to their sums."""


@dataclass(frozen=True)
class TickTable:
    """A table with rows that can be ticked."""

    title: str
    """What the table is, for screen readers."""
    heads: tuple[str, ...]
    """Heads of all columns, that of the tick box first."""
    rows: Sequence[TickRow]
    """The rows."""
    sums: Sequence[tuple[Text, ...]]
    """Rows at the foot, without a tick box."""
    texts: dict[str, str]
    """``search``: the search field; ``found``: after the number of rows found; ``ticked``: what a tick means."""
    link: str = ""
    """Where the cells of linked rows lead, for everybody: the browser puts the row's name in the place of everybody's."""
    views: tuple[str, ...] = ()
    """What each cell puts behind the link; one that leads nowhere is empty."""


def show_ticks(table: TickTable, chosen: Sequence[str], key: str, on_ticks: Callable[[list[str]], None]) -> None:
    """Show the table; `on_ticks` gets the names of all ticked rows when somebody has ticked one."""
    _register()
    mount = st.components.v2.component(f"{PROJECT}.{NAME}", html=HTML, js="row_table.js", css="row_table.css")
    data = {**asdict(table), "chosen": list(chosen), "sequence": st.session_state.get(_sequence(key), 0)}
    mount(key=key, data=data, on_ticks_change=lambda: _take(key, on_ticks))


def _register() -> None:
    """Tell Streamlit where the files are; it finds those of installed packages only."""
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(f"{PROJECT}.{NAME}") is None:
        manifest = ComponentManifest(PROJECT, "1", [ComponentConfig(NAME, FOLDER)])
        manager.register_from_manifest(manifest, Path(__file__).parent)


def _take(key: str, on_ticks: Callable[[list[str]], None]) -> None:
    ticks: Any = st.session_state[key].ticks
    if ticks:
        st.session_state[_sequence(key)] = int(ticks["sequence"])
        on_ticks([str(name) for name in ticks["names"]])


def _sequence(key: str) -> str:
    """Session state: the latest tick that has been answered."""
    return f"{key}_sequence"

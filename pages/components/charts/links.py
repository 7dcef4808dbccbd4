"""Charts whose points lead to Regnestykket: a click names the place, and the links to its sums stand under the chart.

The links are no more than those of the table behind the chart, which a keyboard reaches too.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.components import layout
from pages.components.words import text

YEAR = ":year"
"""Session state, after the key of a chart: the year that was clicked."""


def show_chart(figure: Any, description: str, key: str, links: Mapping[str, str], about: str = "") -> None:
    """A chart by year, with links to the sums of the year that is clicked.

    `links`: for each label where its sums are, without the year; a chart without links is an ordinary one.
    """
    if not links:
        layout.show_chart(figure, description, about)
        return
    found = layout.show_chart(figure, description, about, key=key, on_select="rerun", selection_mode="points")
    year = st.session_state[key + YEAR] = clicked(found) or st.session_state.get(key + YEAR)  # the browser forgets it when a lever moves
    if year is None:
        layout.note(text("table.click"))
    else:
        listed = " · ".join(layout.linked(label, f"{link}&item_year={year}") for label, link in links.items())
        told = text("table.year_clicked", year=year, links=listed)
        st.html(f'<p role="status" class="leads">{told}</p>')


def clicked(found: Any) -> int | None:
    """The year of the point that was clicked; None where there is none."""
    points = found.selection.points if found else []
    found_at = str(points[0].get("x", "")) if points else ""
    return int(found_at) if found_at.isascii() and found_at.isdigit() else None

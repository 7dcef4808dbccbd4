"""Which number Regnestykket shows, in the session and in a link."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import streamlit as st

PATH = "regnestykket"
"""Address of the page."""
VIEW, TRAIL = "explained_view", "explained_trail"
"""Session state: what is looked at, and what was before."""
LIFE, FIRST = "life", "first"
"""Questions: the whole life, and the option of being on the platform from the decision year; the other options go by their name."""
PARAMETERS = ("item", "item_year", "question")
"""What a link holds besides the scenario."""
REGION, WIND_DOWN, PAIR = "region", "wind_down", ".."
"""Questions about the whole region; and what stands between two options where the question is who pays: ``stay..leave_market_system``."""
LONGEST_TRAIL = 12


@dataclass(frozen=True)
class View:
    """The number that is shown."""

    item: str = "npv"
    """Name in the model."""
    year: int | None = None
    """The year; None: the decision year."""
    question: str = LIFE
    """Which appraisal it is of; one that the municipality has not gives way to the whole life."""


def view() -> View:
    """What this session looks at."""
    return st.session_state.setdefault(VIEW, View())


def look_at(item: str, year: int | None = None, question: str | None = None) -> None:
    """Look at another number; the one before joins the trail, so that there is a way back."""
    before = view()
    trail = st.session_state.setdefault(TRAIL, [])
    if before.item != item:
        trail[:] = [*(name for name in trail if name != item), before.item][-LONGEST_TRAIL:]
    st.session_state[VIEW] = View(item, before.year if year is None else year, question or before.question)


def choose(**parts: object) -> None:
    """Change the year or the question of the view."""
    st.session_state[VIEW] = replace(view(), **parts)  # pyright: ignore[reportArgumentType]


def trail() -> list[str]:
    """The numbers looked at before this one, the latest last."""
    return [name for name in st.session_state.get(TRAIL, []) if name != view().item]


def open_view(query: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """Take over the number of a link; what remains of the query is the scenario. Whatever cannot be used is left alone."""
    item, year, question = ((query.get(name) or [""])[0] for name in PARAMETERS)
    if item:
        wanted = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None
        st.session_state[VIEW], st.session_state[TRAIL] = View(item[:100], wanted, question[:100] or LIFE), []
    return {name: texts for name, texts in query.items() if name not in PARAMETERS}


def view_query(item: str | None = None, year: int | None = None, question: str | None = None) -> str:
    """The number as part of a link: that of this session where none is named."""
    chosen = view() if item is None else View(item, year, question or LIFE)
    parts = {"item": chosen.item, "item_year": chosen.year, "question": chosen.question}
    return urlencode({name: part for name, part in parts.items() if part is not None})

"""Which number Regnestykket shows, and how one gets there from anywhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import streamlit as st

from costmodel import AssumptionSet
from costmodel.analysis.budget import LABELS, plan_lines
from costmodel.assumptions.rules import Values
from costmodel.model.line_items import BENEFIT, COST, groups
from costmodel.output.labels import DRIVERS, TOTALS, group_label
from costmodel.scenarios.links import encode, essential
from pages.answers.explanations import FIRST, LIFE, SECOND
from pages.components.layout import Tile
from pages.session.state import changes, participant_set, uploaded

PAGE, PATH = "pages/regnestykket/page.py", "regnestykket"
VIEW, TRAIL = "proof_view", "proof_trail"
PARAMETERS = ("item", "item_year", "question")
"""What a link holds besides the scenario."""
LONGEST_TRAIL = 12


@dataclass(frozen=True)
class View:
    """The number that is shown."""

    item: str = "npv"
    """Name in the model."""
    year: int | None = None
    """The year; None: the decision year."""
    question: str = LIFE


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
        known = question if question in (LIFE, FIRST, SECOND) else LIFE
        wanted = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None
        st.session_state[VIEW], st.session_state[TRAIL] = View(item[:100], wanted, known), []
    return {name: texts for name, texts in query.items() if name not in PARAMETERS}


def view_query(item: str | None = None, year: int | None = None, question: str | None = None) -> str:
    """The number as part of a link: that of this session where none is named."""
    chosen = view() if item is None else View(item, year, question or LIFE)
    parts = {"item": chosen.item, "item_year": chosen.year, "question": chosen.question}
    return urlencode({name: part for name, part in parts.items() if part is not None})


def show_proofs(tiles: Sequence[Tile]) -> None:
    """From each figure to its sum: a button that leads to Regnestykket within the session."""
    with st.container(key="proofs", horizontal=True, gap="small"):
        for tile in tiles:
            text = f"Vis regnestykket: {tile.label[0].lower()}{tile.label[1:]}"
            if tile.item and st.button(text, key=f"prove:{tile.item}", type="tertiary"):
                look_at(tile.item, tile.year, tile.question)
                st.switch_page(PAGE)


def scenario_link(assumptions: AssumptionSet, municipality: str | None, values: Values, names: Sequence[str] | None) -> str:
    """A link to Regnestykket with any scenario; put a view behind it. Empty where no link can carry the assumptions in use."""
    if uploaded() is not None:  # a link cannot carry somebody's own assumption files
        return ""
    return f"{PATH}?{encode(municipality, essential(values, assumptions), names, assumptions)}"


def links(assumptions: AssumptionSet, municipality: str | None, items: Mapping[str, str], question: str = LIFE) -> dict[str, str]:
    """For each label of a table a link to the sums of the item that it shows; put the year behind it."""
    base = scenario_link(assumptions, municipality, changes(), participant_set())
    return {label: f"{base}&{view_query(item, question=question)}" for label, item in items.items()} if base else {}


def budget_items() -> dict[str, str]:
    """For each label of a budget plan the number of the model that it is made of."""
    made_of = {
        **{line.name: line.item.name for line in plan_lines()},
        "released_benefits": "total_benefit",
        **dict.fromkeys(("platform", "own", "spent"), "total_cost"),
        "saved": "total_benefit",
        "total": "net_budget_effect",
        "freed_time": "total_benefit",
        "extra_time_outside": "extra_time_cost",
        "outside": "net_benefit",
    }
    return {LABELS[name]: item for name, item in made_of.items() if name in LABELS}


def yearly_items(columns: Iterable[str]) -> dict[str, str]:
    """For each label of the yearly chart the number of the model that it is, or the sum that it is part of."""
    named = {label: name for name, label in {**TOTALS, **DRIVERS}.items()}
    totals = {COST: "total_cost", BENEFIT: "total_benefit"}
    bars = {group_label(group): total for kind, total in totals.items() for group in groups(kind)}
    return {label: {**bars, **named}[label] for label in columns if label in bars or label in named}

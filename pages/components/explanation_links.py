"""How one gets from any number to its sums on Regnestykket."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import parse_qsl

import streamlit as st

from costmodel import AssumptionSet
from costmodel.analysis.budget import plan_lines
from costmodel.model.line_items import BENEFIT, COST, groups
from costmodel.output.labels import budget_label, item_group_label, yearly_label, yearly_names
from costmodel.scenarios.choices import Choices
from costmodel.scenarios.links import encode, essential
from pages.components.layout import Tile
from pages.components.words import text
from pages.session.address import query_parts
from pages.session.shown_number import LIFE, PATH, look_at, view_query
from pages.session.state import choices, uploaded

PAGE = "pages/regnestykket/page.py"


def show_links(tiles: Sequence[Tile], assumptions: AssumptionSet) -> None:
    """From each figure to its sum: a button that leads to Regnestykket within the session."""
    with st.container(key="explanations", horizontal=True, gap="small"):
        for tile in tiles:
            label = text("table.proof", label=tile.label)
            if tile.item and st.button(label, key=f"prove:{tile.item}", type="tertiary"):
                look_at(tile.item, tile.year, tile.question)
                st.switch_page(PAGE, query_params=query_parts(assumptions) | dict(parse_qsl(view_query())))


def scenario_link(assumptions: AssumptionSet, municipality: str | None, chosen: Choices) -> str:
    """A link to Regnestykket with any scenario; put a view behind it. Empty where no link can carry the assumptions in use."""
    if uploaded() is not None:  # a link cannot carry somebody's own assumption files
        return ""
    return f"{PATH}?{encode(municipality, replace(chosen, changes=essential(chosen.changes, assumptions)), assumptions)}"


def links(assumptions: AssumptionSet, municipality: str | None, items: Mapping[str, str], question: str = LIFE) -> dict[str, str]:
    """For each label of a table a link to the sums of the item that it shows; put the year behind it."""
    base = scenario_link(assumptions, municipality, choices())
    return {label: f"{base}&{view_query(item, question=question)}" for label, item in items.items()} if base else {}


def budget_items() -> dict[str, str]:
    """For each label of a budget plan the number of the model that it is made of."""
    made_of = {
        **{name: line.item.name for line in plan_lines() for name in (line.name, line.outside) if name},
        "released_benefits": "total_benefit",
        **dict.fromkeys(("platform", "own", "spent"), "total_cost"),
        "saved": "total_benefit",
        "total": "net_budget_effect",
        "freed_time": "total_benefit",
        "outside": "net_benefit",
    }
    return {budget_label(name): item for name, item in made_of.items()}


def yearly_items(columns: Iterable[str]) -> dict[str, str]:
    """For each label of the yearly chart the number of the model that it is, or the sum that it is part of."""
    named = {yearly_label(name): name for name in yearly_names()}
    totals = {COST: "total_cost", BENEFIT: "total_benefit"}
    bars = {item_group_label(group): total for kind, total in totals.items() for group in groups(kind)}
    return {label: {**bars, **named}[label] for label in columns if label in bars or label in named}

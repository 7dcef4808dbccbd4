"""The scenarios on offer where several are looked at together, and the choice among them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from costmodel import AssumptionSet, Scenario
from costmodel.scenarios.choices import Choices, choices_of
from pages.components import explanation_links
from pages.components.differences import difference_lines
from pages.components.frame.scenario import OWN, chosen
from pages.components.tables import Row
from pages.components.words import text
from pages.session.own_scenarios import own_scenarios
from pages.session.shown_number import view_query
from pages.session.state import base_scenario, choices, file_scenario, own_scenario, session_scenario
from pages.session.views import keep_several

BASE, MINE = "base", "mine"
FILE, KEPT = "file:", "own:"
PREFERRED = ("file:gevinster-fullt-ut", "file:alle-66-med-fastleger")
"""Shown until somebody chooses, where they exist."""
FEWEST, MOST = 2, 5


@dataclass(frozen=True)
class Offer:
    """A scenario that may be compared."""

    key: str
    """``base``, ``mine``, or the name of a scenario file or of a scenario of the user's own, each behind what tells them apart."""
    label: str
    """What users see."""
    description: str
    """What it means."""


def offers(assumptions: AssumptionSet) -> dict[str, Offer]:
    """The scenarios on offer by key: the base case, the session's own changes where there are any, the scenario files."""
    first = (BASE, MINE) if chosen(assumptions) == OWN else (BASE,)
    names = {key: text(f"scenarios.{key}") for key in (BASE, MINE)}
    found = {key: Offer(key, names[key], text(f"scenarios.about.{key}")) for key in first}
    for name, kept in own_scenarios().items():
        lines = difference_lines(kept, assumptions)
        found[f"{KEPT}{name}"] = Offer(f"{KEPT}{name}", name, "; ".join(lines))
    for key, record in sorted(assumptions.scenarios.items()):
        taken = {offer.label for offer in found.values()} | set(names.values())
        label = text("scenarios.named_file", name=record.name, key=key) if record.name in taken else record.name
        found[f"{FILE}{key}"] = Offer(f"{FILE}{key}", label, record.description)
    return found


def first_choice(offered: Mapping[str, Offer], assumptions: AssumptionSet) -> list[str]:
    """What is compared until somebody chooses: the base case, the scenario in force, and two that show the span."""
    in_force = f"{FILE}{chosen(assumptions)}"
    wanted = dict.fromkeys([BASE, MINE, in_force, *PREFERRED])
    found = [key for key in wanted if key in offered]
    return found if len(found) >= FEWEST else list(offered)[:FEWEST]


def choose_scenarios(offered: Mapping[str, Offer], first: list[str]) -> list[Offer]:
    """Two to five of them; the session keeps the choice."""
    keep_several("compared", list(offered), first)
    picked = st.multiselect(
        text("scenarios.label"),
        list(offered),
        format_func=lambda key: offered[key].label,
        key="compared",
        max_selections=MOST,
        select_all=False,
        wrap=True,
        placeholder=text("scenarios.choose"),
        persist_state="session",
    )
    return [offered[key] for key in picked]


def scenario_of(assumptions: AssumptionSet, municipality: str | None, key: str) -> Scenario:
    """A scenario on offer for the chosen municipality."""
    if key.startswith(FILE):
        return file_scenario(assumptions, key.removeprefix(FILE), municipality)
    if key.startswith(KEPT):
        return own_scenario(assumptions, own_scenarios()[key.removeprefix(KEPT)], municipality)
    return (session_scenario if key == MINE else base_scenario)(assumptions, municipality)


def links_of(assumptions: AssumptionSet, municipality: str | None, offered: Sequence[Offer]) -> list[str]:
    """A link to Regnestykket with each of the scenarios; put a view behind it. None where none can carry the assumptions in use."""
    found = [explanation_links.scenario_link(assumptions, municipality, _choices(assumptions, offer.key)) for offer in offered]
    return found if all(found) else []


def linked_rows(rows: Sequence[Row], items: Iterable[str], links: Sequence[str]) -> list[Row]:
    """Rows with a cell a scenario, each cell leading to the sums of the row's item in its scenario."""
    pairs = zip(rows, items, strict=True)
    return [replace(row, links=tuple(f"{link}&{view_query(item)}" for link in links)) for row, item in pairs]


def _choices(assumptions: AssumptionSet, key: str) -> Choices:
    """What a scenario on offer has chosen."""
    if key.startswith(FILE):
        return choices_of(assumptions.scenarios[key.removeprefix(FILE)])
    if key.startswith(KEPT):
        return own_scenarios()[key.removeprefix(KEPT)]
    return choices() if key == MINE else Choices()

"""All the levers that a page does not show by itself, folded by group and found by search."""

from collections.abc import Iterator, Sequence

import streamlit as st

from costmodel import AssumptionSet
from pages.components import layout
from pages.components.levers.controls import REST, show_levers
from pages.components.words import text

MOST_FOUND = 12
"""So many levers are shown of a search."""


def show_rest(assumptions: AssumptionSet, main: Sequence[str]) -> None:
    """All other assumptions, folded by group and found by search; what is folded is not made."""
    panel = st.expander(text("levers.rest.title"), key=REST, on_change="rerun")
    if not panel.open:
        return
    with panel:
        words = st.text_input(text("levers.rest.search"), key="lever_search", placeholder=text("levers.rest.example"))
        if words.strip():
            show_found(words, assumptions, main)
        else:
            show_groups(assumptions, main)


def show_groups(assumptions: AssumptionSet, main: Sequence[str]) -> None:
    """One fold a heading of the assumption files; the benefits are one."""
    for key, group in assumptions.groups.items():
        names = [name for name in group.parameters if name not in main]
        fold = st.expander(group.name.nb, key=f"group:{key}", on_change="rerun", type="compact") if names else None
        if fold is not None and fold.open:
            with fold:
                show_levers(names, assumptions)
    fold = st.expander(text("levers.rest.benefits"), key="group:benefits", on_change="rerun", type="compact")
    if fold.open:
        with fold:
            show_benefits(assumptions, main)


def show_benefits(assumptions: AssumptionSet, main: Sequence[str]) -> None:
    """The fields of one benefit, or of all at once."""
    keys = ["*", *assumptions.benefits]
    titles = {"*": text("levers.rest.every_benefit"), **{key: item.name.nb for key, item in assumptions.benefits.items()}}
    chosen = st.selectbox(text("levers.rest.benefit"), keys, format_func=titles.__getitem__, key="benefit_group")
    names = [f"benefits.{chosen}.{field}" for field in next(iter(assumptions.benefits.values())).fields]
    show_levers([name for name in names if name not in main], assumptions)


def show_found(words: str, assumptions: AssumptionSet, main: Sequence[str]) -> None:
    """The levers that a search finds, each with the group that it stands in."""
    found = [(title, name) for title, name in named_levers(assumptions) if name not in main and matches(words, title, name, assumptions)]
    layout.note(text("levers.rest.found" if len(found) <= MOST_FOUND else "levers.rest.first_found", count=len(found), most=MOST_FOUND))
    for title, name in found[:MOST_FOUND]:
        layout.note(title)
        show_levers([name], assumptions)


def named_levers(assumptions: AssumptionSet) -> Iterator[tuple[str, str]]:
    """Every lever with the heading under which it stands."""
    for group in assumptions.groups.values():
        yield from ((group.name.nb, name) for name in group.parameters)
    for key, benefit in assumptions.benefits.items():
        yield from ((text("levers.rest.of_benefit", name=benefit.name.nb), f"benefits.{key}.{field}") for field in benefit.fields)


def matches(words: str, title: str, name: str, assumptions: AssumptionSet) -> bool:
    """Whether every word of a search stands in the heading, the name or the description."""
    record = assumptions.quantities[name]
    looked_at = f"{title} {record.name.nb} {record.description}".casefold()
    return all(word in looked_at for word in words.casefold().split())

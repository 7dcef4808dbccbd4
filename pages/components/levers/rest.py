"""All the levers that a page does not show by itself, folded by group and found by search."""

from collections.abc import Iterator, Sequence

import streamlit as st

from costmodel import AssumptionSet
from costmodel.assumptions.rules import full_names, known_names
from costmodel.output.labels import name_in_language
from costmodel.texts.catalog import text as shared
from pages.components import layout
from pages.components.levers.alternative import show_alternative
from pages.components.levers.controls import REST, show_levers
from pages.components.words import plain, text

MOST_FOUND = 12
"""So many levers are shown of a search."""
EVERY = "*"


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
    """One fold a heading of the assumption files, and one a register."""
    for key, group in assumptions.groups.items():
        names = [name for name in group.parameters if name not in main]
        fold = st.expander(plain(group.name.nb), key=f"group:{key}", on_change="rerun", type="compact") if names else None
        if fold is not None and fold.open:
            with fold:
                show_levers(names, assumptions)
    for register in assumptions.registers:
        fold = st.expander(shared(f"labels.registers.{register}"), key=f"group:{register}", on_change="rerun", type="compact")
        if fold.open:
            with fold:
                show_register(register, assumptions, main)


def show_register(register: str, assumptions: AssumptionSet, main: Sequence[str]) -> None:
    """The fields of one row of a register, or of all rows at once; above those of the alternatives which one is chosen."""
    if register == "alternatives":
        show_alternative(assumptions)
    rows = assumptions.registers[register]
    titles = {EVERY: text(f"levers.rest.{register}.every")} | {key: name_in_language(row.name) for key, row in rows.items()}
    label = text(f"levers.rest.{register}.one")
    chosen = st.selectbox(label, list(titles), format_func=titles.__getitem__, key=f"{register}_group")
    show_levers([name for name in names_of_row(register, chosen, assumptions) if name not in main], assumptions)


def names_of_row(register: str, key: str, assumptions: AssumptionSet) -> list[str]:
    """The numbers of one row, or those that every row has a number of: ``REGISTER.*.FIELD``."""
    if key != EVERY:
        return [f"{register}.{key}.{field}" for field in assumptions.registers[register][key].fields]
    return [name for name in known_names(assumptions) if name.startswith(f"{register}.{EVERY}.") and is_in_every_row(name, assumptions)]


def is_in_every_row(name: str, assumptions: AssumptionSet) -> bool:
    """Whether all rows of a register have a value of the field."""
    members = [assumptions.quantities[full] for full in full_names(name, assumptions)]
    return len(members) == len(assumptions.registers[name.partition(".")[0]]) and all(item.value is not None for item in members)


def show_found(words: str, assumptions: AssumptionSet, main: Sequence[str]) -> None:
    """The levers that a search finds, each with the group that it stands in."""
    found = [(title, name) for title, name in named_levers(assumptions) if name not in main and matches(words, title, name, assumptions)]
    layout.note(text("levers.rest.found" if len(found) <= MOST_FOUND else "levers.rest.first_found", count=len(found), most=MOST_FOUND))
    for title, name in found[:MOST_FOUND]:
        layout.note(plain(title))
        show_levers([name], assumptions)


def named_levers(assumptions: AssumptionSet) -> Iterator[tuple[str, str]]:
    """Every lever with the heading under which it stands."""
    for group in assumptions.groups.values():
        yield from ((group.name.nb, name) for name in group.parameters)
    for register, rows in assumptions.registers.items():
        title = shared(f"labels.registers.{register}")
        yield from ((title, name) for key in rows for name in names_of_row(register, key, assumptions))


def matches(words: str, title: str, name: str, assumptions: AssumptionSet) -> bool:
    """Whether every word of a search stands in the heading, the name, the row of the register or the description."""
    record, (register, _, rest) = assumptions.quantities[name], name.partition(".")
    row = name_in_language(assumptions.registers[register][rest.partition(".")[0]].name) if rest else ""
    looked_at = f"{title} {row} {record.name.nb} {record.description}".casefold()
    return all(word in looked_at for word in words.casefold().split())

"""Scenarios that somebody has made and named: kept in the session and in the address, offered wherever a scenario is chosen."""

from collections.abc import Sequence
from urllib.parse import quote, unquote

import streamlit as st

from costmodel import AssumptionSet
from costmodel.faults import Fault
from costmodel.scenarios.choices import Choices
from costmodel.scenarios.link_reading import decode
from costmodel.scenarios.links import encode_choices

KEPT = "own_scenarios"
"""Session state: what each of them has chosen, by name, the oldest first."""
PART = "own"
"""In the address: ``NAME:SCENARIO;NAME:SCENARIO``, each half as a query would have it."""
MOST, LONGEST_NAME = 5, 40
BETWEEN, AFTER_NAME = ";", ":"


def own_scenarios() -> dict[str, Choices]:
    """What each has chosen, by name."""
    return st.session_state.setdefault(KEPT, {})


def keep(name: str, chosen: Choices) -> None:
    """Keep a scenario under a name; the same name again replaces it, and the oldest of too many goes."""
    known = own_scenarios()
    known.pop(name, None)
    while len(known) >= MOST:
        known.pop(next(iter(known)))
    known[name] = chosen


def drop(name: str) -> None:
    """Forget one of them."""
    own_scenarios().pop(name, None)


def as_part(assumptions: AssumptionSet) -> str:
    """All of them as a part of an address; empty where there are none."""
    pairs = own_scenarios().items()
    return BETWEEN.join(f"{quote(name, safe='')}{AFTER_NAME}{encode_choices(chosen, assumptions)}" for name, chosen in pairs)


def take_over(part: str, assumptions: AssumptionSet) -> Sequence[Fault]:
    """Let those of an address take the place of the session's; what cannot be used is dropped and named."""
    found: dict[str, Choices] = {}
    faults: list[Fault] = []
    for written in part.split(BETWEEN)[:MOST] if part else ():
        name, _, query = written.partition(AFTER_NAME)
        content = decode(query, assumptions)
        faults += content.notices
        if title := unquote(name)[:LONGEST_NAME].strip():
            found[title] = Choices(dict(content.changes), content.participant_set, content.alternative, content.together)
    st.session_state[KEPT] = found
    return faults

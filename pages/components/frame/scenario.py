"""Which scenario the session shows: a shipped one, a file of the user's own, or one that has been changed by hand."""

from collections.abc import Hashable

import streamlit as st

from costmodel import AssumptionSet
from costmodel.assumptions.records import ScenarioFile
from costmodel.faults import shown
from costmodel.model.scenario import known_municipality
from costmodel.scenarios.links import essential, in_order
from pages.components.differences import count_text
from pages.components.words import text
from pages.session.state import adopt, changes, municipality, participant_set, study

PANEL = "scenario_panel"
"""Session state: whether the choice of scenario is open; what is folded is not made."""
ORIGIN, FILE_NAME = "scenario_origin", "scenario_file_name"
"""Session state: where the values come from and what they were then; the name in the file that was opened last."""
BASE, OWN, FILE = "", "\N{BULLET}", "\N{BULLET}file"
"""Choices beside the shipped scenarios; no file has such a name."""


def current_changes(assumptions: AssumptionSet) -> dict[str, float | None]:
    """What makes a difference of the changes in this session."""
    return essential(changes(), assumptions)


def chosen(assumptions: AssumptionSet) -> str:
    """The scenario that the session's values are: a shipped one as long as nothing else is changed."""
    values, names = current_changes(assumptions), participant_set()
    known, content = st.session_state.get(ORIGIN, (BASE, None))
    if content == (values, names) and (known == OWN or known in assumptions.scenarios):
        return known
    return OWN if values or names is not None else BASE


def option(assumptions: AssumptionSet) -> str:
    """The choice that is in force; of somebody's own changes, whether they are those of a file."""
    now = chosen(assumptions)
    is_file = st.session_state.get(ORIGIN) == (OWN, (current_changes(assumptions), participant_set()))
    return FILE if now == OWN and is_file else now


def title(choice: str, assumptions: AssumptionSet) -> str:
    """Name of a choice."""
    if choice in assumptions.scenarios:
        return assumptions.scenarios[choice].name
    named = {BASE: text("scenario.base"), OWN: text("scenario.own")}
    return named.get(choice) or text("scenario.file", name=st.session_state[FILE_NAME])


def name(assumptions: AssumptionSet) -> str:
    """What the scenario in force is called, in a file of it."""
    now = option(assumptions)
    return st.session_state[FILE_NAME] if now == FILE else title(now, assumptions)


def summary(assumptions: AssumptionSet) -> str:
    """The scenario in one line; square brackets and asterisks of a name mean nothing."""
    count = len(current_changes(assumptions)) + (participant_set() is not None)
    plain = "".join(f"\\{letter}" if letter in "\\`*_[]<>:$#~" else letter for letter in title(option(assumptions), assumptions))
    return text("scenario.summary", name=plain, count=count_text(count))


def stamp(assumptions: AssumptionSet) -> Hashable:
    """What the frame shows, and which values are changed: where a move leaves both as they are, only answers change.

    None, which equals no stamp, where the frame shows the values themselves.
    """
    if st.session_state.get(PANEL):
        return None
    return (summary(assumptions), assumptions.hash, municipality(), tuple(sorted(changes())), participant_set())


def take_over(record: ScenarioFile, origin: str, assumptions: AssumptionSet) -> None:
    """Let the session show a scenario file; one that names no municipality leaves the choice of it alone."""
    names = record.participant_set
    adopt(in_order(record.values, assumptions), names and [known_municipality(assumptions, each) for each in names])
    if record.municipality is not None:
        study(known_municipality(assumptions, record.municipality))
    st.session_state[ORIGIN] = (origin, (current_changes(assumptions), participant_set()))


def take_over_own(record: ScenarioFile, assumptions: AssumptionSet) -> None:
    """The same of a file that somebody has brought."""
    st.session_state[FILE_NAME] = shown(record.name)
    take_over(record, OWN, assumptions)

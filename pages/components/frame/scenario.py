"""Which scenario the session shows: a shipped one, a file of the user's own, or one that has been changed by hand."""

from collections.abc import Hashable, Iterator

import streamlit as st

from costmodel import AssumptionSet
from costmodel.assumptions.records import ScenarioFile
from costmodel.faults import shown
from costmodel.model.scenario import known_municipality
from costmodel.scenarios.choices import Choices, choices_of
from costmodel.scenarios.links import in_order
from pages.components.differences import count_of, count_text
from pages.components.words import plain, text
from pages.session.address import FUTURE, PAST, can_step
from pages.session.own_scenarios import own_scenarios
from pages.session.state import adopt, changes, choices, current_choices, municipality, study, uploaded

PANEL = "scenario_panel"
"""Session state: whether the choice of scenario is open; what is folded is not made."""
ORIGIN, FILE_NAME = "scenario_origin", "scenario_file_name"
"""Session state: where the values come from and what they were then; the name in the file that was opened last."""
BASE, OWN, FILE, NAMED = "", "\N{BULLET}", "\N{BULLET}file", "\N{BULLET}named:"
"""Choices beside the shipped scenarios, and what those of a name of the user's own begin with; no file has such a name."""


def chosen(assumptions: AssumptionSet) -> str:
    """The scenario that the session's values are: a shipped one as long as nothing else is changed."""
    now = current_choices(assumptions)
    known, content = st.session_state.get(ORIGIN, (BASE, None))
    if content == now and (known == OWN or known in assumptions.scenarios):
        return known
    if not count_of(now):
        return BASE
    return next((key for key, made in _ready(assumptions) if made == now), OWN)


def _ready(assumptions: AssumptionSet) -> Iterator[tuple[str, Choices]]:
    """The scenarios that somebody has named, then the shipped ones that name no municipality, with what makes a difference of each."""
    yield from zip(named(), own_scenarios().values(), strict=True)
    yield from ((key, made_by(record, assumptions)) for key, record in assumptions.scenarios.items() if record.municipality is None)


def named() -> list[str]:
    """The choices of what somebody has named."""
    return [f"{NAMED}{name}" for name in own_scenarios()]


def made_by(record: ScenarioFile, assumptions: AssumptionSet) -> Choices:
    """What a scenario file has chosen, as a session holds it."""
    chosen = choices_of(record)
    names, together = (
        each if each is None else tuple(known_municipality(assumptions, name) for name in each)
        for each in (chosen.participant_set, chosen.together)
    )
    first = next(iter(assumptions.alternatives))
    return Choices(in_order(record.values, assumptions), names, None if chosen.alternative == first else chosen.alternative, together or ())


def option(assumptions: AssumptionSet) -> str:
    """The choice that is in force; of somebody's own changes, whether they are those of a file."""
    now = chosen(assumptions)
    is_file = st.session_state.get(ORIGIN) == (OWN, current_choices(assumptions))
    return FILE if now == OWN and is_file else now


def title(choice: str, assumptions: AssumptionSet) -> str:
    """Name of a choice."""
    if choice in assumptions.scenarios:
        return assumptions.scenarios[choice].name
    if choice.startswith(NAMED):
        return choice.removeprefix(NAMED)
    words = {BASE: text("scenario.base"), OWN: text("scenario.own")}
    return words.get(choice) or text("scenario.file", name=st.session_state[FILE_NAME])


def name(assumptions: AssumptionSet) -> str:
    """What the scenario in force is called, in a file of it."""
    now = option(assumptions)
    return st.session_state[FILE_NAME] if now == FILE else title(now, assumptions)


def summary(assumptions: AssumptionSet) -> str:
    """The scenario in one line; square brackets and asterisks of a name mean nothing."""
    count = count_of(current_choices(assumptions))
    return text("scenario.summary", name=plain(title(option(assumptions), assumptions)), count=count_text(count))


def stamp(assumptions: AssumptionSet) -> Hashable:
    """What the frame shows, and which values are changed: where a move leaves both as they are, only answers change.

    None, which equals no stamp, where the frame shows or keeps the values themselves.
    """
    if st.session_state.get(PANEL) or uploaded() is not None:  # the tab keeps what is chosen on an upload, from the frame
        return None
    chosen = choices()
    others = (chosen.participant_set, chosen.alternative, chosen.together, can_step(PAST), can_step(FUTURE))
    return (summary(assumptions), assumptions.hash, municipality(), tuple(sorted(changes())), others)


def pick(key: str, assumptions: AssumptionSet) -> None:
    """From the callback of a widget: let the session show what is chosen there, the base case where nothing is."""
    choice = st.session_state[key] or BASE
    if choice.startswith(NAMED):
        adopt(own_scenarios()[choice.removeprefix(NAMED)])
    elif choice in assumptions.scenarios:
        take_over(assumptions.scenarios[choice], choice, assumptions)
    elif choice == BASE:
        adopt(Choices())


def take_over(record: ScenarioFile, origin: str, assumptions: AssumptionSet) -> None:
    """Let the session show a scenario file; one that names no municipality leaves the choice of it alone."""
    adopt(made_by(record, assumptions))
    if record.municipality is not None:
        study(known_municipality(assumptions, record.municipality))
    st.session_state[ORIGIN] = (origin, current_choices(assumptions))


def take_over_own(record: ScenarioFile, assumptions: AssumptionSet) -> None:
    """The same of a file that somebody has brought."""
    st.session_state[FILE_NAME] = shown(record.name)
    take_over(record, OWN, assumptions)

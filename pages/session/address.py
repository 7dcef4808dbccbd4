"""The address is the state: whatever somebody chooses stands in it at once, and an address from elsewhere is taken over.

Reload, Back and Forward, a bookmark and a second tab then lose nothing, and Back undoes a move: each written address is an entry
of the browser's history. A page calls :func:`follow_address` before it makes a widget. What it finds is one of three:

- the state is another than when the latest run ended: somebody moved a widget, and the new state is written;
- the address is another than the one seen last: somebody went back or opened a link, and the address is taken over;
- neither: nothing is done.

The base case with nothing chosen has an address without a query. The browser tells the address it had when it asked, so the first
of the three comes first: else a quick second move would be taken for a step back.
"""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st

from costmodel import AssumptionSet
from costmodel.assumptions.records import REFERENCE_MUNICIPALITY
from costmodel.faults import shown
from costmodel.scenarios.choices import Choices
from costmodel.scenarios.link_reading import decode
from costmodel.scenarios.links import FINGERPRINT, MUNICIPALITY, VERSION, encode
from pages.session.language import LANGUAGE, PARAMETER
from pages.session.links import LINK, NOTICES, Notices
from pages.session.own_scenarios import PART, as_part, take_over
from pages.session.shown_number import PARAMETERS, PATH, VIEW, open_view, view_query
from pages.session.state import OPENED, adopt, current_choices, municipality, study, uploaded
from pages.session.views import ask_for, chosen_views, is_view

SETTLED, SEEN, PLACE = "state_settled", "address_seen", "place_seen"
"""Session state: the state when the latest run ended, the query that was seen or written last, and the page it was seen on."""
PAST, FUTURE = "states_before", "states_after"
"""Session state: what can be undone, the latest last, and what can be done again, the next last; scenarios, whatever is looked at."""
IS_LONG, TITLE = "address_is_long", "shared_title"
"""Session state: whether the state is too long for an address; what somebody called the scenario that they shared."""
TITLE_PART = "title"
LONGEST, LONGEST_TITLE = 2_000, 80
"""Letters of a query that every browser, mail program and chat keeps whole; and of a title."""
MOST_STEPS = 50

State = dict[str, str]
"""The parts of an address, by name."""


def follow_address(assumptions: AssumptionSet) -> None:
    """Bring address and session together; assumption files of somebody's own cannot stand in an address, so then nothing is done."""
    if uploaded() is not None:
        return
    query, state = _query(), state_of(assumptions)
    before = st.session_state.setdefault(SETTLED, state)
    if state != before:
        if st.session_state.get(PLACE) == place():
            _remember(before, state)
        write(state)
    elif query != st.session_state.get(SEEN, {}):
        _follow(query, state, assumptions)
    st.session_state[PLACE] = place()


def _follow(query: Mapping[str, tuple[str, ...]], state: State, assumptions: AssumptionSet) -> None:
    """Take over an address; one without a query is that of the base case, unless somebody came to another page by it."""
    if not query and st.session_state.get(PLACE) != place():
        write(state)
        return
    is_first = SEEN not in st.session_state
    _take_over(query, assumptions)
    st.session_state[SEEN] = query
    settle(assumptions)
    if not is_first:
        _remember(state, st.session_state[SETTLED])


def settle(assumptions: AssumptionSet | None = None) -> None:
    """What the state is now, after the widgets are made: a default that follows from another choice is nobody's move.

    Without assumptions those that the page was opened with; a page that could not be opened has none, and nothing to settle.
    """
    known = assumptions or st.session_state.get(OPENED)
    if known is not None:
        st.session_state[SETTLED] = state_of(known)


def note_move(assumptions: AssumptionSet) -> None:
    """From the callback of a widget after which only parts of the page are drawn: write the new state."""
    if uploaded() is None and (state := state_of(assumptions)) != (before := st.session_state.get(SETTLED, {})):
        _remember(before, state)
        write(state)


def state_of(assumptions: AssumptionSet) -> State:
    """All that this session has chosen, as an address has it; empty for the base case with nothing chosen."""
    number = dict(parse_qsl(view_query())) if place() == PATH and VIEW in st.session_state else {}
    chosen, views = current_choices(assumptions), views_and_own(assumptions) | number
    if chosen == Choices() and municipality() == REFERENCE_MUNICIPALITY and not views:
        return {}
    return dict(parse_qsl(encode(municipality(), chosen, assumptions), keep_blank_values=True)) | views


def views_and_own(assumptions: AssumptionSet) -> State:
    """What a state holds beside the scenario: what is looked at, and the scenarios that somebody has named."""
    own = as_part(assumptions)
    return chosen_views() | ({PART: own} if own else {})


def write(state: State) -> None:
    """Let the address show the state, as a new entry of the browser's history; too long a state leaves it bare."""
    is_long = _is_long(state)
    query = {} if is_long else state
    if st.query_params.to_dict() != _spoken() | query:
        st.query_params.from_dict(_spoken() | query)
    st.session_state[SEEN] = {name: (text,) for name, text in query.items()}
    st.session_state[SETTLED], st.session_state[IS_LONG] = state, is_long
    st.session_state.pop(TITLE, None)


def step(assumptions: AssumptionSet, back: str = PAST, forth: str = FUTURE) -> None:
    """Undo the latest move of the scenario, or do again what was undone; call it from a button. What is looked at stays as it is."""
    states: list[State] = st.session_state.get(back, [])
    if states:
        now = state_of(assumptions)
        st.session_state.setdefault(forth, []).append(_moved(now))
        wanted = states.pop() | {name: text for name, text in now.items() if name not in _moved(now)}
        _take_over({name: (text,) for name, text in wanted.items()}, assumptions)
        write(state_of(assumptions))


def resume(state: State, assumptions: AssumptionSet) -> None:
    """Take over what an earlier session had chosen; call it from a callback."""
    _take_over({name: (text,) for name, text in state.items()}, assumptions)


def redo(assumptions: AssumptionSet) -> None:
    """Do again what was undone."""
    step(assumptions, FUTURE, PAST)


def can_step(which: str) -> bool:
    """Whether there is anything to undo, or to do again."""
    return bool(st.session_state.get(which))


def query_parts(assumptions: AssumptionSet) -> State:
    """What a way to another page carries with it, so that the address says the same there."""
    state = {name: text for name, text in state_of(assumptions).items() if name not in PARAMETERS}
    return _spoken() | ({} if uploaded() is not None or _is_long(state) else state)


def place() -> str:
    """The page, as the end of its address has it, below whatever path the app is served; empty for the first one, or without a browser."""
    return urlsplit(st.context.url or "").path.rpartition("/")[2]


def _is_long(state: State) -> bool:
    return len(urlencode(state)) > LONGEST


def _spoken() -> State:
    """The language as a part of an address, where somebody has chosen one."""
    return {PARAMETER: st.session_state[LANGUAGE]} if LANGUAGE in st.session_state else {}


def _remember(before: State, now: State) -> None:
    """Keep a state that can be undone: one in which the scenario was another. Another view moves no number, and Back undoes it."""
    if _moved(before) != _moved(now):
        st.session_state[PAST] = [*st.session_state.get(PAST, []), _moved(before)][-MOST_STEPS:]
        st.session_state[FUTURE] = []


def _moved(state: State) -> State:
    """What of a state is chosen of the scenario, the municipality and somebody's own scenarios, rather than looked at.

    The base case of the reference municipality is nothing, whether or not something is looked at.
    """
    kept = {name: text for name, text in state.items() if not is_view(name) and name not in PARAMETERS}
    changed = kept.keys() - {MUNICIPALITY, FINGERPRINT, VERSION}
    return kept if changed or kept.get(MUNICIPALITY, REFERENCE_MUNICIPALITY) != REFERENCE_MUNICIPALITY else {}


def _query() -> dict[str, tuple[str, ...]]:
    return {name: tuple(st.query_params.get_all(name)) for name in st.query_params if name != PARAMETER}


def _take_over(query: Mapping[str, tuple[str, ...]], assumptions: AssumptionSet) -> None:
    """Let what an address says take the place of all that this session had chosen."""
    ask_for({name: texts[0] for name, texts in query.items() if is_view(name)})
    title = (query.get(TITLE_PART) or ("",))[0]
    st.session_state[TITLE] = shown(title[:LONGEST_TITLE]) if title else None
    own_faults = take_over((query.get(PART) or ("",))[0], assumptions)
    scenario = open_view({name: texts for name, texts in query.items() if not is_view(name) and name not in (TITLE_PART, PART)})
    content = decode(scenario, assumptions)
    adopt(content)
    study(content.municipality)
    st.session_state[NOTICES] = Notices(LINK, (*content.notices, *own_faults), content.other_assumptions)

"""What the address or an edit of the files brings into the session, and the notices of what had to be left out."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from costmodel import AssumptionSet
from costmodel.scenarios.links import decode, encode
from pages.components import explanation_links as proof
from pages.session.state import adopt, changes, municipality, participant_set, study

NOTICES, OPENED, SEEN = "link_notices", "opened_link", "assumptions_seen"
TITLE_LINK, TITLE_FILES = "Om lenken du åpnet", "Forutsetningene er endret"
OTHER_ASSUMPTIONS = (
    "Lenken ble laget med andre forutsetninger enn dem som gjelder nå. Tallene kan være andre enn da den ble laget. "
    "Endringene i lenken er beholdt."
)


def keep_sound(assumptions: AssumptionSet) -> None:
    """After an edit of the assumption files, drop what they no longer allow, and say so."""
    seen = st.session_state.get(SEEN, assumptions.hash)
    st.session_state[SEEN] = assumptions.hash
    if seen == assumptions.hash:
        return
    content = decode(encode(municipality(), changes(), participant_set(), assumptions), assumptions)
    adopt(content.changes, content.participant_set)
    if content.notices:
        study(content.municipality)
        st.session_state[NOTICES] = (TITLE_FILES, content.notices)


def open_link(assumptions: AssumptionSet) -> None:
    """Take over the scenario of the address, once for each new one: what somebody changes afterwards stands."""
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    stamp = hash(tuple((name, *texts) for name, texts in sorted(query.items())))
    if not query or stamp == st.session_state.get(OPENED):
        return
    st.session_state[OPENED] = stamp
    scenario = proof.open_view(query)
    if not scenario:
        return
    content = decode(scenario, assumptions)
    adopt(content.changes, content.participant_set)
    study(content.municipality)
    notices = [*([OTHER_ASSUMPTIONS] if content.other_assumptions else []), *dropped(content.notices)]
    st.session_state[NOTICES] = (TITLE_LINK, notices)


def dropped(notices: Sequence[str]) -> list[str]:
    """What was left out of a link."""
    return [f"Tatt bort: {notice}" for notice in notices]


def show_notices() -> None:
    """What a link or an edit led to, until somebody closes it. Plain text: it may quote the link."""
    title, notices = st.session_state.get(NOTICES, ("", ()))
    if not notices:
        return
    with st.container(border=True, key="notices"):
        show_list(title, notices)
        st.button("Lukk meldingen", key="dismiss", on_click=st.session_state.pop, args=(NOTICES, None))


def show_list(title: str, lines: Sequence[str]) -> None:
    """A heading and lines of plain text, whatever they hold."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    st.html(f'<div role="status"><strong>{escape(title)}</strong><ul class="faults">{items}</ul></div>')

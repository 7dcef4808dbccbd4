"""What the address or an edit of the files brings into the session, and what had to be left out."""

from dataclasses import dataclass

import streamlit as st

from costmodel import AssumptionSet
from costmodel.faults import Fault
from costmodel.scenarios.link_reading import decode
from costmodel.scenarios.links import encode
from pages.session.language import PARAMETER
from pages.session.shown_number import open_view
from pages.session.state import adopt, choices, municipality, study

NOTICES, OPENED, SEEN = "link_notices", "opened_link", "assumptions_seen"
"""Session state: what to say about a link or an edit; the link that was opened last; the assumptions that were seen last."""
LINK, FILES = "link", "files"
"""What notices are about."""


@dataclass(frozen=True)
class Notices:
    """What somebody should know about a link, or about an edit of the assumption files."""

    origin: str
    """``link`` or ``files``."""
    dropped: tuple[Fault, ...]
    """What was left out and why; it may quote the link."""
    other_assumptions: bool = False
    """Whether the link was made with other assumptions than those in force."""

    @property
    def any(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.dropped) or self.other_assumptions


def keep_sound(assumptions: AssumptionSet) -> None:
    """After an edit of the assumption files, drop what they no longer allow, and say so."""
    seen = st.session_state.get(SEEN, assumptions.hash)
    st.session_state[SEEN] = assumptions.hash
    if seen == assumptions.hash:
        return
    content = decode(encode(municipality(), choices(), assumptions), assumptions)
    adopt(content)
    if content.notices:
        study(content.municipality)
        st.session_state[NOTICES] = Notices(FILES, content.notices)


def open_link(assumptions: AssumptionSet) -> None:
    """Take over the scenario of the address, once for each new one: what somebody changes afterwards stands."""
    query = {name: st.query_params.get_all(name) for name in st.query_params if name != PARAMETER}
    stamp = hash(tuple((name, *texts) for name, texts in sorted(query.items())))
    if not query or stamp == st.session_state.get(OPENED):
        return
    st.session_state[OPENED] = stamp
    scenario = open_view(query)
    if not scenario:
        return
    content = decode(scenario, assumptions)
    adopt(content)
    study(content.municipality)
    st.session_state[NOTICES] = Notices(LINK, content.notices, content.other_assumptions)

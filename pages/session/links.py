"""What the address or an edit of the files brings into the session, and what had to be left out."""

from dataclasses import dataclass

import streamlit as st

from costmodel import AssumptionSet
from costmodel.faults import Fault
from costmodel.scenarios.link_reading import decode
from costmodel.scenarios.links import encode
from pages.session.state import adopt, choices, municipality, study

NOTICES, SEEN = "link_notices", "assumptions_seen"
"""Session state: what to say about a link or an edit; the assumptions that were seen last."""
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

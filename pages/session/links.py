"""What the address or an edit of the files brings into the session, and what had to be left out."""

from dataclasses import dataclass

import streamlit as st

from costmodel import AssumptionSet
from costmodel.faults import Fault
from costmodel.scenarios.link_reading import decode
from costmodel.scenarios.links import encode
from pages.session.state import adopt, choices, municipality, study, uploaded

NOTICES, SEEN = "link_notices", "assumptions_seen"
"""Session state: what to say about a link or an edit; the assumptions that were seen last, and whether they were uploaded."""
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
    before: AssumptionSet | None = None
    """The assumptions that the numbers were of before everybody's files were edited; None where they were not."""

    @property
    def any(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.dropped) or self.other_assumptions or self.before is not None


def keep_sound(assumptions: AssumptionSet) -> None:
    """After an edit of the assumption files, drop what they no longer allow, and say so and which numbers are others now."""
    before, was_uploaded = st.session_state.get(SEEN, (assumptions, uploaded() is not None))
    st.session_state[SEEN] = assumptions, uploaded() is not None
    if before.hash == assumptions.hash:
        return
    content = decode(encode(municipality(), choices(), assumptions), assumptions)
    adopt(content)
    if content.notices:
        study(content.municipality)
    is_own = was_uploaded or uploaded() is not None
    told: Notices | None = st.session_state.get(NOTICES)
    first = told.before if told is not None and told.before is not None else before
    if content.notices or not is_own:
        st.session_state[NOTICES] = Notices(FILES, content.notices, before=None if is_own else first)

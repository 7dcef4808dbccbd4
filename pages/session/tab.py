"""What the tab of a browser keeps of a session, and what a session that begins anew learns from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import streamlit as st

from costmodel import AssumptionSet
from costmodel.assumptions.editing.edits import MOST_EDITS, FileEdit
from pages.session.address import State, resume, state_of
from pages.session.edits import as_kept, before_edits, drafts, edit_again, edits_made, from_kept, take_over_drafts
from pages.session.pending import Refuse, read_files
from pages.session.state import OPENED, uploaded

SESSION, KEPT, IS_SETTLED = "tab_session", "tab_kept", "tab_settled"
"""Session state: what tells this session from others, what the tab had kept of an earlier one, and whether that is dealt with."""
MOST_LETTERS, MOST_FILES = 1_000_000, 50
"""Of uploaded files that a tab keeps."""


@dataclass(frozen=True)
class Kept:
    """What the tab had kept of an earlier session; it comes from the browser, so it may be anything of these types."""

    names: tuple[str, ...]
    """Names of the files that were uploaded."""
    files: Mapping[str, str]
    """Their content by name; empty where it was too much."""
    state: State
    """What was chosen on them, as an address has it."""
    numbers: Mapping[str, float | None]
    """Every number of the assumptions, by full name."""
    edits: tuple[FileEdit, ...] = ()
    """What had been edited in the app, of the files above or of the usual ones."""

    @property
    def can_return(self) -> bool:
        """Whether the tab has all that it takes to have the files back."""
        return bool(self.files or self.edits)


def to_keep(assumptions: AssumptionSet) -> dict[str, Any]:
    """What the tab is to keep now, as JSON."""
    replaced = uploaded()
    given = [] if replaced is None else replaced.given
    own = before_edits()
    files = {} if own is None else {_name(place): own.files[place].decode() for place in own.given}
    is_little = len(files) <= MOST_FILES and sum(map(len, files.values())) <= MOST_LETTERS
    return {
        "session": st.session_state.setdefault(SESSION, uuid4().hex),
        "phase": phase(),
        "fingerprint": assumptions.hash,
        "names": [_name(place) for place in given],
        "files": files if is_little else {},
        "edits": [as_kept(edit) for edit in edits_made()] if is_little else [],
        "drafts": drafts(),
        "state": state_of(assumptions) if given else {},
        "numbers": {name: item.value for name, item in assumptions.quantities.items()},
    }


def phase() -> str:
    """Whether the tab has been heard, ``fresh`` where not; ``asking`` as long as its reader is asked; then ``settled``."""
    if KEPT in st.session_state:
        return "asking"
    return "settled" if st.session_state.get(IS_SETTLED) else "fresh"


def hear(told: object) -> None:
    """Take what the tab had kept; what is not of the right types is left."""
    if isinstance(told, Mapping) and not st.session_state.get(IS_SETTLED):
        names, files, state, numbers = (told.get(key) for key in ("names", "files", "state", "numbers"))
        edits = told.get("edits")
        take_over_drafts(told.get("drafts"))
        found = Kept(
            tuple(name for name in names if isinstance(name, str))[:MOST_FILES] if isinstance(names, list) else (),
            _of_kind(files, str),
            _of_kind(state, str),
            _of_kind(numbers, (int, float, type(None))),
            tuple(edit for kept in edits[:MOST_EDITS] if (edit := from_kept(kept)) is not None) if isinstance(edits, list) else (),
        )
        opened: AssumptionSet | None = st.session_state.get(OPENED)
        if found.names or opened is None or told.get("fingerprint") != opened.hash:
            st.session_state[KEPT] = found
        else:
            settle_tab()


def settle_tab() -> None:
    """The reader has seen what was lost, and goes on without it."""
    st.session_state.pop(KEPT, None)
    st.session_state[IS_SETTLED] = True


def use_again(refuse: Refuse) -> None:
    """From a callback: let the files that the tab has kept be in force again, with what was chosen on them, once they have been read."""
    kept: Kept = st.session_state[KEPT]

    def then(assumptions: AssumptionSet) -> None:
        settle_tab()
        resume(kept.state, assumptions)

    files = [(name, content.encode("utf-8", "replace")) for name, content in kept.files.items()]
    if kept.edits:
        edit_again(files, kept.edits, refuse, then)
    else:
        read_files(files, refuse, then)


def _name(place: str) -> str:
    return place.rpartition("/")[2]


def _of_kind(found: object, kind: Any) -> dict[str, Any]:
    return {str(key): value for key, value in found.items() if isinstance(value, kind)} if isinstance(found, Mapping) else {}

"""What somebody has uploaded and is still to be read: in the worker process, when the page is drawn the next time.

Not from the callback of the uploader: a run that is overtaken by another while it waits would lose what it was to read. What is
pending stays until it has been read.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from costmodel import AssumptionError, AssumptionSet
from costmodel.assumptions.uploads import Upload, read_upload
from costmodel.faults import Fault
from costmodel.isolation.calling import Isolated, Tell
from pages.session.state import files_in_force, use_upload

Refuse = Callable[[tuple[Fault, ...]], None]
PENDING = "pending_reading"
"""Session state: what is still to be read."""
READER = Isolated(
    ("costmodel.assumptions.editing.edits", "costmodel.assumptions.uploads", "costmodel.output.workbook.importing", "openpyxl")
)


@dataclass(frozen=True)
class Pending:
    """Something to be read, and what is done with what comes of it."""

    read: Callable[..., Any]
    """A function of the engine."""
    given: tuple[Any, ...]
    """What it takes."""
    file: str
    """What messages call it."""
    take_over: Callable[[Any], None]
    """Takes what was read."""
    refuse: Refuse
    """Takes what is wrong with it."""


def read_next(pending: Pending) -> None:
    """From the callback of an uploader: let this be read before the page is drawn."""
    st.session_state[PENDING] = pending


def read_files(files: Sequence[tuple[str, bytes]], refuse: Refuse, then: Callable[[AssumptionSet], None] = lambda _: None) -> None:
    """From a callback: let files of a folder, by name, be in force once they have been read, and then do what is to be done with them."""

    def take_over(found: tuple[Upload, AssumptionSet]) -> None:
        use_upload(*found)
        then(found[1])

    read_next(Pending(read_upload, (list(files), dict(files_in_force())), "", take_over, refuse))


def read_pending(tell: Tell) -> None:
    """Read what is pending, if anything is; `tell` is told how many others are read before it, each time that this changes."""
    pending: Pending | None = st.session_state.get(PENDING)
    if pending is None:
        return
    try:
        found = READER.call(pending.read, pending.file, pending.given, tell)
    except AssumptionError as error:
        st.session_state.pop(PENDING)
        pending.refuse(error.faults)
    else:
        st.session_state.pop(PENDING)
        pending.take_over(found)


def forget_files(files: Iterable[UploadedFile]) -> None:
    """Free what Streamlit keeps of files whose uploader is gone: there is only so much room for the files of a session."""
    context = get_script_run_ctx()
    for file in files if context is not None else ():
        context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)

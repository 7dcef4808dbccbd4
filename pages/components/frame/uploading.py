"""Assumptions of the user's own: upload them, see what is wrong with them, use them in this session, take them home again."""

from collections.abc import Mapping, Sequence
from functools import partial
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from costmodel import AssumptionSet
from costmodel.assumptions.archives import pack
from costmodel.output.approval import approval_state, warning_lines
from costmodel.output.faults import fault_lines
from costmodel.scenarios.links import FINGERPRINT_LENGTH
from pages.components import layout
from pages.components.messages import MOST_SHOWN, show_list
from pages.components.words import plain, text
from pages.session.pending import forget_files, read_files, read_pending
from pages.session.state import UPLOADED, companions, files_in_force, uploaded

FAULTS, ROUND = "assumption_faults", "assumption_round"
"""Session state: what is wrong with the latest upload; a number that empties the uploader."""


def read_uploaded() -> None:
    """Read what was uploaded last, if anything was, and say meanwhile that it is read or waits; call it before all else."""
    with layout.place():
        told = st.empty()
        read_pending(partial(_tell, told))
        told.empty()


def _tell(place: DeltaGenerator, before: int) -> None:
    told = text("upload.queue" if before else "upload.reading", count=before)
    place.html(f'<div role="status">{escape(told)}</div>')


def show_banner() -> None:
    """On every page: that uploaded assumptions are in use, which ones, and the way back."""
    replaced = uploaded()
    if replaced is None:
        return
    with st.container(border=True, key="uploaded"):
        title = escape(text("upload.edited" if replaced.edited else "upload.in_use"))
        words = text("upload.edits", count=len(replaced.edited.edits)) if replaced.edited else told(replaced.given)
        st.html(f'<div role="status"><strong>{title}</strong> {escape(words)}</div>')
        st.button(text("upload.back"), key="drop_upload", on_click=_drop)


def told(given: Sequence[str]) -> str:
    """Which files are the user's own, and for whom they hold."""
    names = [place.split("/")[-1] for place in given]
    return text("upload.given.one" if len(names) == 1 else "upload.given.several", name=names[0], count=len(names))


def _drop() -> None:
    st.session_state.pop(UPLOADED, None)
    _clear()


def _clear() -> None:
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.session_state.pop(FAULTS, None)


def show_upload(assumptions: AssumptionSet) -> None:
    """Download, change, upload: what was wrong, what to look at, and what is in use."""
    st.markdown(text("upload.steps"))
    show_assumptions_file(files_in_force(), help_files=True)
    key = f"assumption_files:{st.session_state.get(ROUND, 0)}"
    st.file_uploader(text("upload.label"), key=key, accept_multiple_files=True, help=text("upload.help"), on_change=_take, args=(key,))
    faults = st.session_state.get(FAULTS)
    if faults:
        show_list(text("upload.faulty"), fault_lines(faults), MOST_SHOWN)
    replaced = uploaded()
    if replaced is not None:
        show_in_use(replaced.given, replaced.unused, assumptions)


def _take(key: str) -> None:
    items = [(file.name, file.getvalue()) for file in st.session_state[key]]
    forget_files(st.session_state[key])
    _clear()  # each upload stands alone: a mended file comes in place of the broken one
    if items:
        read_files(items, partial(st.session_state.__setitem__, FAULTS))


def show_in_use(given: Sequence[str], unused: Sequence[str], assumptions: AssumptionSet) -> None:
    """What was taken, what was not, and what is worth a look."""
    state = plain(approval_state(assumptions))
    st.markdown(text("upload.fingerprint", fingerprint=assumptions.hash[:FINGERPRINT_LENGTH], state=state))
    show_list(text("upload.yours"), given, MOST_SHOWN)
    if unused:
        show_list(text("upload.unused"), unused, MOST_SHOWN)
    if assumptions.warnings:
        with st.expander(text("upload.warnings.count", count=len(assumptions.warnings))):
            show_list(text("upload.warnings.title"), warning_lines(assumptions), MOST_SHOWN)


def show_assumptions_file(files: Mapping[str, bytes], *, help_files: bool = False, key: str = "assumptions_zip_shared") -> None:
    """The files in force as a zip archive; `help_files`: with what the archive is. `key`: of the button."""
    st.download_button(
        text("upload.download"),
        lambda: pack({**companions(), **files}),
        file_name=text("upload.archive"),
        mime="application/zip",
        on_click="ignore",
        key="assumptions_zip" if help_files else key,
    )
    if help_files:
        layout.note(text("upload.about_archive"))

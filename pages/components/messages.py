"""What is said where something is wrong or was left out, and lists of plain text."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from costmodel import AssumptionSet
from costmodel.faults import Fault
from costmodel.output import faults as fault_words
from costmodel.texts.catalog import text as shared
from pages.components.differences import changed_numbers, count_text, difference_lines
from pages.components.words import text
from pages.session.address import IS_LONG, TITLE
from pages.session.links import NOTICES, Notices
from pages.session.state import choices

MOST_SHOWN = 50
"""Lines of a list of faults that are shown; the rest are counted."""


def show_faults(faults: Sequence[Fault]) -> None:
    """The page shown in place of results where the assumption files have faults."""
    st.title(text("faults.title"))
    st.markdown(text("faults.one" if len(faults) == 1 else "faults.several", count=len(faults)))
    for line in fault_words.fault_lines(faults[:MOST_SHOWN]):
        st.container(border=True).text(line)
    if len(faults) > MOST_SHOWN:
        st.markdown(text("list.more", count=len(faults) - MOST_SHOWN))


def show_breakdown() -> None:
    """The page shown where the app itself fails; what went wrong stands in the log."""
    st.title(text("breakdown.title"))
    st.markdown(text("breakdown.what_to_do"))


def show_notices(assumptions: AssumptionSet) -> None:
    """What a link or an edit led to, until somebody closes it. Plain text: it may quote the link."""
    notices: Notices | None = st.session_state.get(NOTICES)
    if notices is None or not notices.any:
        return
    with st.container(border=True, key="notices"):
        show_list(text(f"notices.{notices.origin}.title"), notice_lines(notices, assumptions), MOST_SHOWN)
        st.button(text("notices.close"), key="dismiss", on_click=st.session_state.pop, args=(NOTICES, None))


def show_old_files(faults: Sequence[Fault]) -> None:
    """That the files of everybody have faults just now, and which; what is shown is of the last that were sound."""
    if faults:
        with st.container(border=True, key="old_files"):
            show_list(text("faults.last_sound"), fault_words.fault_lines(faults), MOST_SHOWN)


def show_shared(assumptions: AssumptionSet) -> None:
    """What the sender of a link called it, with the changes in words, until somebody closes it or moves on. Plain text."""
    title: str | None = st.session_state.get(TITLE)
    if not title:
        return
    lines = difference_lines(choices(), assumptions)
    told = text("shared.changes", count=count_text(len(lines))) if lines else text("shared.same")
    with st.container(border=True, key="shared_title"):
        items = "".join(f"<li>{escape(line)}</li>" for line in lines)
        title_line = f"<strong>{escape(text('shared.title', title=title))}</strong>"
        st.html(f'<div role="status">{title_line}<p>{escape(told)}</p><ul class="faults">{items}</ul></div>')
        st.button(text("shared.close"), key="close_shared", on_click=st.session_state.pop, args=(TITLE, None))


def show_long_address() -> None:
    """That the address holds less than the session."""
    if st.session_state.get(IS_LONG):
        with st.container(border=True, key="long_address"):
            st.html(f'<div role="status">{escape(text("address.is_long"))}</div>')


def notice_lines(notices: Notices, assumptions: AssumptionSet) -> list[str]:
    """One line for each thing to know."""
    other = [text("notices.other_assumptions")] if notices.other_assumptions else []
    told = zip(notices.dropped, fault_words.notice_lines(notices.dropped, assumptions), strict=True)
    lines = (line if _says_it_all(fault) else text(f"notices.{notices.origin}.line", notice=line) for fault, line in told)
    return [*other, *lines, *([] if notices.before is None else changed_lines(notices.before, assumptions))]


def changed_lines(before: AssumptionSet, assumptions: AssumptionSet) -> list[str]:
    """Which numbers of the files are others than they were, from what to what."""
    return changed_numbers(before, assumptions) or [text("notices.files.no_number")]


def _says_it_all(fault: Fault) -> bool:
    """Whether a notice is no loss, or says itself that it is one: which version made a link, and what became of its values."""
    return fault.code.startswith("link_of_") or f"notices.upgrade.{fault.code}" in shared


def show_list(title: str, lines: Sequence[str], most: int | None = None) -> None:
    """A heading and lines of plain text, whatever they hold; of more than `most` lines the rest is counted."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines[:most])
    rest = len(lines) - most if most is not None else 0
    more = f"<p>{escape(text('list.more', count=rest))}</p>" if rest > 0 else ""
    st.html(f'<div role="status"><strong>{escape(title)}</strong><ul class="faults">{items}</ul>{more}</div>')

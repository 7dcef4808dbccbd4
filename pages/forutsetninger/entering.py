"""Edit the files on the page: choose a number or a row, type, see at once what is wrong and what it does, and let it be in force."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from costmodel import AssumptionSet
from costmodel.assumptions.editing.places import editable_fields
from costmodel.faults import Fault
from costmodel.output.faults import fault_line
from pages.components import layout
from pages.components.words import plain
from pages.forutsetninger.editable import KINDS, labels_of, labels_of_kind
from pages.forutsetninger.edits_made import effect_sentence
from pages.forutsetninger.facts import text
from pages.forutsetninger.fields import LONG, forget_widgets, is_shown, key_of, show_field, written
from pages.session.edits import REASON, WHO, Draft, drafts, make_edit, try_draft, write_down
from pages.session.state import assumptions_in_force
from pages.session.views import keep_valid

KIND, WHAT = "edit_kind", "edit_what"
FAULTS, TRIED, BY = "edit_faults", "edit_tried", "edited_by"
"""Session state: what is wrong with drafts, the assumptions that a draft would give, and who edited last."""
COLUMNS, MOST_LETTERS = 3, 500
CODES = {"edit_without_reason": REASON, "edit_without_name": WHO}
"""Faults that are not of a field of the files."""


def show_entering(assumptions: AssumptionSet) -> None:
    """The choice of what is edited, and its fields."""
    _begin_with_draft(assumptions)
    first, second = st.columns([1, 2], gap="large")
    with first:
        keep_valid(KIND, KINDS, KINDS[0])
        names = {kind: text(f"edit.kinds.{kind}") for kind in KINDS}
        st.selectbox(text("edit.kind"), KINDS, format_func=names.__getitem__, key=KIND, persist_state="session")
    labels = labels_of_kind(st.session_state[KIND], assumptions)
    with second:
        keep_valid(WHAT, list(labels), next(iter(labels), None))
        st.selectbox(text("edit.what"), list(labels), format_func=lambda name: labels[name], key=WHAT, persist_state="session")
    if labels:
        show_fields(st.session_state[WHAT], assumptions)
    waiting = [name for name in drafts() if name != st.session_state[WHAT]]
    if waiting:
        layout.note(text("edit.waiting", names="; ".join(map(plain, labels_of(waiting, assumptions)))))


def _begin_with_draft(assumptions: AssumptionSet) -> None:
    """A page that is opened anew begins with what somebody was writing."""
    known = [what for what in drafts() if editable_fields(what, assumptions)]
    if WHAT not in st.session_state and known:
        turn_to(known[-1], assumptions)


def turn_to(what: str, assumptions: AssumptionSet) -> None:
    """Choose what is edited; call it before the choice is drawn."""
    start = what.partition(".")[0]
    st.session_state[KIND] = start if start in KINDS else "numbers" if what in assumptions.numbers else "rows"
    st.session_state[WHAT] = what


def show_fields(what: str, assumptions: AssumptionSet) -> None:
    """The fields of one number or row with what is wrong under each, who and why, what it would do, and the button."""
    now, draft = editable_fields(what, assumptions), drafts().get(what, {})
    found: Mapping[str, Sequence[Fault]] = _by_field(what, now)
    fields = [field for field in now if is_shown(what, field, assumptions)]
    _in_columns([field for field in fields if field not in LONG], what, {**now, **draft}, found, assumptions)
    for field in (field for field in fields if field in LONG):
        _field(what, field, {**now, **draft}, found, assumptions)
    first, second = st.columns([1, 2], gap="large")
    with first:
        _about(what, WHO, draft.get(WHO, st.session_state.get(BY, "")), found)
    with second:
        _about(what, REASON, draft.get(REASON, ""), found)
    with layout.place():
        _show_rest(what, found, draft, assumptions)
    st.button(text("edit.use"), type="primary", key="make_edit", on_click=_make, args=(what,))


def _in_columns(
    fields: Sequence[str], what: str, contents: Draft, found: Mapping[str, Sequence[Fault]], assumptions: AssumptionSet
) -> None:
    for at in range(0, len(fields), COLUMNS):
        for column, field in zip(st.columns(COLUMNS), fields[at : at + COLUMNS], strict=False):
            with column:
                _field(what, field, contents, found, assumptions)


def _field(what: str, field: str, contents: Draft, found: Mapping[str, Sequence[Fault]], assumptions: AssumptionSet) -> None:
    show_field(what, field, contents[field], assumptions, _typed)
    _show_faults(found.get(field, ()))


def _about(what: str, field: str, content: str, found: Mapping[str, Sequence[Fault]]) -> None:
    """Who edits, or why: beside the fields of the files."""
    key = key_of(what, field)
    if key not in st.session_state:
        st.session_state[key] = content
    st.text_input(text(f"edit.{field}"), key=key, max_chars=MOST_LETTERS, on_change=_told, args=(what, field))
    _show_faults(found.get(field, ()))


def _show_faults(faults: Sequence[Fault]) -> None:
    with layout.place():
        if faults:
            st.markdown("\n\n".join(f":red[{plain(fault_line(fault))}]" for fault in faults))


def _by_field(what: str, now: Mapping[str, str]) -> dict[str, list[Fault]]:
    """What is wrong with a draft, by field; what belongs to none of them stands under an empty name."""
    found: dict[str, list[Fault]] = {}
    for fault in st.session_state.get(FAULTS, {}).get(what, ()):
        field = CODES.get(fault.code, fault.name.rpartition(".")[2])
        found.setdefault(field if field in now or fault.code in CODES else "", []).append(fault)
    return found


def _show_rest(what: str, found: Mapping[str, Sequence[Fault]], draft: Mapping[str, str], assumptions: AssumptionSet) -> None:
    """What is wrong and belongs to no field, and what the draft would do, where it can be in force."""
    tried: AssumptionSet | None = st.session_state.get(TRIED, {}).get(what)
    if found:
        st.html(f'<div role="status">{text("edit.refused")}</div>')
    _show_faults(found.get("", ()))
    if tried is not None and draft and not found:
        st.markdown(text("edit.would", effect=plain(effect_sentence(assumptions, tried))))


def _typed(what: str, field: str) -> None:
    """Keep what is typed, and find out what is wrong with it, or what it would do."""
    assumptions = assumptions_in_force()
    write_down(what, field, written(what, field), editable_fields(what, assumptions).get(field, ""))
    _settle(what)
    if set(drafts().get(what, {})) - {WHO, REASON}:
        try_draft(what, partial(_refuse, what), partial(_keep_tried, what))


def _told(what: str, field: str) -> None:
    """Keep who edits, or why."""
    told = written(what, field)
    if field == WHO:
        st.session_state[BY] = told
    write_down(what, field, told, "")
    faults = st.session_state.get(FAULTS, {})
    faults[what] = tuple(fault for fault in faults.get(what, ()) if CODES.get(fault.code) != field)


def _make(what: str) -> None:
    write_down(what, WHO, written(what, WHO), "")
    _settle(what)
    make_edit(what, partial(_refuse, what), partial(_taken, what))


def _taken(what: str) -> None:
    _settle(what)
    forget_widgets()


def _settle(what: str) -> None:
    """What was found of a draft holds no more."""
    for key in (FAULTS, TRIED):
        st.session_state.setdefault(key, {}).pop(what, None)


def _refuse(what: str, faults: tuple[Fault, ...]) -> None:
    st.session_state.setdefault(FAULTS, {})[what] = faults


def _keep_tried(what: str, tried: AssumptionSet) -> None:
    st.session_state[TRIED] = {what: tried}

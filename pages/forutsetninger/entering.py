"""Edit the files on the page: choose a number or a row, type, see at once what is wrong and what it does, and let it be in force."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from costmodel import AssumptionSet
from costmodel.assumptions.editing.edits import EditKind
from costmodel.assumptions.editing.row_edits import row_names
from costmodel.faults import Fault
from costmodel.output.faults import fault_line
from pages.components import layout
from pages.components.words import plain
from pages.forutsetninger.editable import KINDS, kind_of_what, labels_of_drafts, labels_of_kind
from pages.forutsetninger.edits_made import effect_sentence
from pages.forutsetninger.facts import text
from pages.forutsetninger.fields import LONG, forget_widgets, is_shown, key_of, number_of_field, show_field, written
from pages.session.edits import (
    REASON,
    WHO,
    Draft,
    draft_name,
    drafts,
    fields_of_draft,
    kind_of_draft,
    make_edit,
    of_draft,
    try_draft,
    write_down,
)
from pages.session.state import assumptions_in_force
from pages.session.views import keep_valid

KIND, ACTION, WHAT = "edit_kind", "edit_action", "edit_what"
ACTIONS = ("change", "add", "remove")
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
    kind = st.session_state[KIND]
    with second:
        action = "change" if kind == KINDS[0] else _choose_action()
    labels = labels_of_kind(kind, assumptions)
    keep_valid(WHAT, list(labels), next(iter(labels), None))
    with second if kind == KINDS[0] else st.container():
        common = {"key": WHAT, "persist_state": "session", "on_change": _try_removal}
        st.selectbox(text(f"edit.what.{action}"), list(labels), format_func=lambda name: labels[name], **common)
    name = draft_name(action, st.session_state[WHAT] or "")
    if labels:
        show_fields(name, assumptions)
    waiting = [other for other in drafts() if other != name]
    if waiting:
        layout.note(text("edit.waiting", names="; ".join(map(plain, labels_of_drafts(waiting, assumptions)))))


def _choose_action() -> EditKind:
    """Whether a row is changed, added or taken away."""
    keep_valid(ACTION, ACTIONS, ACTIONS[0])
    told = {action: text(f"edit.actions.{action}") for action in ACTIONS}
    common = {"key": ACTION, "horizontal": True, "persist_state": "session", "on_change": _try_removal}
    return st.radio(text("edit.action"), ACTIONS, format_func=told.__getitem__, **common) or ACTIONS[0]


def _try_removal() -> None:
    """What it would do that a row goes is told as soon as it is chosen: nothing is typed for it."""
    if st.session_state.get(ACTION) == "remove" and st.session_state.get(WHAT) and st.session_state.get(KIND) != KINDS[0]:
        _try(draft_name("remove", st.session_state[WHAT]))


def _begin_with_draft(assumptions: AssumptionSet) -> None:
    """A page that is opened anew begins with what somebody was writing."""
    if WHAT in st.session_state or not drafts():
        return
    known = {*assumptions.numbers, *row_names(assumptions)}
    waiting = [name for name in drafts() if of_draft(name) in known]
    if waiting:
        turn_to(waiting[-1], assumptions)


def turn_to(name: str, assumptions: AssumptionSet) -> None:
    """Choose the draft that is edited; call it before the choice is drawn."""
    st.session_state[KIND] = kind_of_what(of_draft(name), assumptions)
    st.session_state[ACTION], st.session_state[WHAT] = kind_of_draft(name), of_draft(name)


def show_fields(name: str, assumptions: AssumptionSet) -> None:
    """The fields of a draft with what is wrong under each, who and why, what it would do, and the button."""
    now, draft = fields_of_draft(name, assumptions), drafts().get(name, {})
    found: Mapping[str, Sequence[Fault]] = _by_field(name, now)
    contents = {**now, **draft}
    fields = [field for field in now if is_shown(name, field, assumptions)]
    numbers = [field for field in fields if kind_of_draft(name) == "add" and number_of_field(name, field, assumptions)]
    plain_fields = [field for field in fields if field not in numbers]
    _in_columns([field for field in plain_fields if field not in LONG], name, contents, found, assumptions)
    for field in (field for field in plain_fields if field in LONG):
        _field(name, field, contents, found, assumptions)
    if numbers:
        with st.expander(text("edit.numbers"), expanded=any(field in found for field in numbers), key=f"edit_numbers_{of_draft(name)}"):
            _in_columns(numbers, name, contents, found, assumptions)
    first, second = st.columns([1, 2], gap="large")
    with first:
        _about(name, WHO, draft.get(WHO, st.session_state.get(BY, "")), found)
    with second:
        _about(name, REASON, draft.get(REASON, ""), found)
    with layout.place():
        _show_rest(name, found, draft, assumptions)
    st.button(text(f"edit.use.{kind_of_draft(name)}"), type="primary", key="make_edit", on_click=_make, args=(name,))


def _in_columns(
    fields: Sequence[str], name: str, contents: Draft, found: Mapping[str, Sequence[Fault]], assumptions: AssumptionSet
) -> None:
    for at in range(0, len(fields), COLUMNS):
        for column, field in zip(st.columns(COLUMNS), fields[at : at + COLUMNS], strict=False):
            with column:
                _field(name, field, contents, found, assumptions)


def _field(name: str, field: str, contents: Draft, found: Mapping[str, Sequence[Fault]], assumptions: AssumptionSet) -> None:
    show_field(name, field, contents[field], assumptions, _typed)
    _show_faults(found.get(field, ()))


def _about(name: str, field: str, content: str, found: Mapping[str, Sequence[Fault]]) -> None:
    """Who edits, or why: beside the fields of the files."""
    key = key_of(name, field)
    if key not in st.session_state:
        st.session_state[key] = content
    st.text_input(text(f"edit.{field}"), key=key, max_chars=MOST_LETTERS, on_change=_told, args=(name, field))
    _show_faults(found.get(field, ()))


def _show_faults(faults: Sequence[Fault]) -> None:
    with layout.place():
        if faults:
            st.markdown("\n\n".join(f":red[{plain(fault_line(fault))}]" for fault in faults))


def _by_field(name: str, now: Mapping[str, str]) -> dict[str, list[Fault]]:
    """What is wrong with a draft, by field; what belongs to none of them stands under an empty name."""
    found: dict[str, list[Fault]] = {}
    for fault in st.session_state.get(FAULTS, {}).get(name, ()):
        found.setdefault(CODES.get(fault.code) or _field_of(fault.name, now), []).append(fault)
    return found


def _field_of(name: str, now: Mapping[str, str]) -> str:
    """The field that a fault is of, by the longest end of its name that is one; empty where there is none."""
    parts = name.split(".")
    return next((end for at in range(len(parts)) if (end := ".".join(parts[at:])) in now), "")


def _show_rest(name: str, found: Mapping[str, Sequence[Fault]], draft: Mapping[str, str], assumptions: AssumptionSet) -> None:
    """What is wrong and belongs to no field, and what the draft would do, where it can be in force."""
    tried: AssumptionSet | None = st.session_state.get(TRIED, {}).get(name)
    if found:
        st.html(f'<div role="status">{text("edit.refused")}</div>')
    _show_faults(found.get("", ()))
    if tried is not None and (draft or kind_of_draft(name) == "remove") and not found:
        st.markdown(text("edit.would", effect=plain(effect_sentence(assumptions, tried))))


def _typed(name: str, field: str) -> None:
    """Keep what is typed, and find out what is wrong with it, or what it would do."""
    write_down(name, field, written(name, field), fields_of_draft(name, assumptions_in_force()).get(field, ""))
    _settle(name)
    if kind_of_draft(name) == "remove" or set(drafts().get(name, {})) - {WHO, REASON}:
        _try(name)


def _try(name: str) -> None:
    try_draft(name, partial(_refuse, name), partial(_keep_tried, name))


def _told(name: str, field: str) -> None:
    """Keep who edits, or why."""
    told = written(name, field)
    if field == WHO:
        st.session_state[BY] = told
    write_down(name, field, told, "")
    faults = st.session_state.get(FAULTS, {})
    faults[name] = tuple(fault for fault in faults.get(name, ()) if CODES.get(fault.code) != field)
    if kind_of_draft(name) == "remove" and name not in st.session_state.get(TRIED, {}) and not faults[name]:
        _try(name)


def _make(name: str) -> None:
    write_down(name, WHO, written(name, WHO), "")
    _settle(name)
    make_edit(name, partial(_refuse, name), partial(_taken, name))


def _taken(name: str) -> None:
    _settle(name)
    forget_widgets()


def _settle(name: str) -> None:
    """What was found of a draft holds no more."""
    for key in (FAULTS, TRIED):
        st.session_state.setdefault(key, {}).pop(name, None)


def _refuse(name: str, faults: tuple[Fault, ...]) -> None:
    st.session_state.setdefault(FAULTS, {})[name] = faults


def _keep_tried(name: str, tried: AssumptionSet) -> None:
    st.session_state[TRIED] = {name: tried}

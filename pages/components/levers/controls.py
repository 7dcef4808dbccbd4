"""The levers on a page: sliders, and buttons for those with few natural values."""

from collections.abc import Sequence
from math import ceil

import streamlit as st

from costmodel import AssumptionSet
from costmodel.analysis.decision_card.scaling import own_amount
from costmodel.assumptions.records import REFERENCE_MUNICIPALITY
from costmodel.assumptions.rules import YEARS_OF_CHOICE, check_values
from costmodel.output.faults import fault_lines
from costmodel.scenarios.choices import Choices
from costmodel.texts.numbers import number
from pages.answers.appraisals import appraisal_of
from pages.components import layout, parts
from pages.components.differences import count_text, difference_lines
from pages.components.frame.scenario import stamp
from pages.components.levers.gps import UPTAKE, office_account
from pages.components.levers.lever import Lever, help_text, lever
from pages.components.words import plain, text
from pages.session.address import FUTURE, PAST, can_step, note_move, redo, step
from pages.session.state import (
    PARTICIPANTS,
    adopt,
    alternative,
    changes,
    changes_nothing,
    choices,
    inherited,
    municipality,
    participant_set,
    session_scenario,
)
from pages.session.views import show_in

OTHER = "other"
CHOICES = {"benefits.*.realisation": (0.0, 0.25, 0.5, 0.75, 1.0), "participants": (19.0, 34.0, 66.0), "gp_uptake": (0.0, 0.05, 0.3, 0.6)}
"""Levers with few natural values."""
REFUSAL = "lever_refusal"
"""Session state: why the latest move was not taken."""
REST = "rest"
"""Session state: whether all the other assumptions are open."""
NEVER = "never"
OPEN_PREFIX = "open:"


def show_lever(item: Lever, assumptions: AssumptionSet) -> None:
    """One lever in the form that suits it, with its base value and badges under it."""
    if not item.bases:
        show_year(item, assumptions)
    elif item.name in CHOICES:
        show_choice(item, assumptions)
    else:
        show_slider(item, assumptions)
    badges = [item.badge, *([layout.own_change()] if is_changed(item) else [])]
    layout.badged(item.caption if item.bases else text("levers.base_never"), badges)
    if item.name == UPTAKE:
        layout.note(office_account(session_scenario(assumptions, municipality())))


def is_changed(item: Lever) -> bool:
    """Whether this session has moved the lever."""
    return item.name in changes() or (item.name == "participants" and participant_set() is not None)


def show_slider(item: Lever, assumptions: AssumptionSet, *, labelled: bool = True) -> None:
    """The slider; a move is written to the session's changes, and the base value is no change."""
    wanted = changes().get(item.name, inherited(item.name, assumptions)) or 0.0
    is_new = show_in(item.key, wanted)
    st.select_slider(
        plain(item.label),
        value=None if is_new else wanted,
        options=item.options if wanted in item.options else sorted([*item.options, wanted]),
        format_func=lambda value: item.labels.get(value) or item.text(value),
        key=item.key,
        help=help_text(item.name, assumptions) if labelled else None,
        on_change=_slide,
        args=(item, assumptions),
        label_visibility="visible" if labelled else "collapsed",
    )
    if item.is_scaled and municipality() not in (None, REFERENCE_MUNICIPALITY):
        parts.show(f"own:{item.name}", lambda: show_own(item, assumptions))


def show_own(item: Lever, assumptions: AssumptionSet) -> None:
    """What the amount is for the municipality under study, in its own kroner; it follows the lever, so it is a part of its own.

    No text of the slider itself says it: Streamlit knows a position by its text, which must not change with the municipality.
    """
    value = changes().get(item.name, inherited(item.name, assumptions)) or 0.0
    amount = own_amount(item.name, value, appraisal_of(session_scenario(assumptions, municipality())))
    if amount is not None:
        layout.note(text("levers.own", shown=item.with_unit(item.text(value)), amount=number(amount, 1), who=municipality()))


def show_choice(item: Lever, assumptions: AssumptionSet) -> None:
    """Buttons for the natural values, and one that opens the slider for any other."""
    wanted, key = changes().get(item.name, item.base), f"choice:{item.name}"
    names = participant_set() if item.name == "participants" else None
    is_open = bool(st.session_state.get(OPEN_PREFIX + item.name)) or wanted not in CHOICES[item.name] or names is not None
    is_new = show_in(key, OTHER if is_open else wanted)
    st.segmented_control(
        plain(item.label),
        default=None if is_new else OTHER if is_open else wanted,
        options=[*CHOICES[item.name], OTHER],
        required=True,
        format_func=lambda value: text("levers.other") if value == OTHER else item.labels.get(value) or item.text(value),
        key=key,
        help=help_text(item.name, assumptions),
        on_change=_choose,
        args=(item, assumptions),
    )
    if names is not None:
        layout.note(text("levers.named", count=len(names)))
    if is_open:
        show_slider(item, assumptions, labelled=False)


def show_year(item: Lever, assumptions: AssumptionSet) -> None:
    """A year that need not come."""
    first = first_year(item.name, assumptions)
    years = list(range(first, first + 21))
    wanted = changes().get(item.name)
    at = NEVER if wanted is None else int(wanted)
    is_new = show_in(item.key, at)
    shown = [NEVER, *sorted({*years, *([int(wanted)] if wanted else [])})]
    st.selectbox(
        plain(item.label),
        shown,
        index=0 if is_new else shown.index(at),
        format_func=year_name,
        key=item.key,
        help=help_text(item.name, assumptions),
        on_change=_pick_year,
        args=(item, assumptions),
    )


def first_year(name: str, assumptions: AssumptionSet) -> int:
    """The first year that may be chosen: for leaving and for an alternative the first in which it can be had."""
    known = {other: changes().get(other) or assumptions.quantities[other].value for other in ("decision_year", "exit_lead_years")}
    decision, lead = (known[other] or 0.0 for other in ("decision_year", "exit_lead_years"))
    if name not in YEARS_OF_CHOICE:
        return int(decision)
    own = f"alternatives.{alternative(assumptions)}.earliest_year"
    earliest = changes().get(own, assumptions.quantities[own].value) or 0.0
    return ceil(max(decision + lead, earliest))


def year_name(year: int | str) -> str:
    """What the reader calls a year that need not come."""
    return text("levers.never") if year == NEVER else str(year)


def show_levers(names: Sequence[str], assumptions: AssumptionSet) -> None:
    """Several levers under each other."""
    for name in names:
        show_lever(lever(name, assumptions), assumptions)


def show_changes(assumptions: AssumptionSet) -> None:
    """How many values differ from the base case, the way back, which ones, and why a move was not taken."""
    lines = difference_lines(choices(), assumptions)
    with st.container(horizontal=True, key="moved"):
        st.markdown(text("levers.changes.count", count=count_text(len(lines))))
        st.button(text("levers.changes.undo"), on_click=step, args=(assumptions,), disabled=not can_step(PAST), key="undo")
        st.button(text("levers.changes.redo"), on_click=redo, args=(assumptions,), disabled=not can_step(FUTURE), key="redo")
        st.button(text("levers.changes.back"), on_click=_reset, disabled=not lines, key="reset")
    parts.show("changes", lambda: show_lines(assumptions))


def show_lines(assumptions: AssumptionSet) -> None:
    """Why the latest move was not taken, and which values are changed, from what and to what."""
    if refused := st.session_state.pop(REFUSAL, None):
        layout.note(text("levers.changes.refused", why=plain("; ".join(fault_lines(refused)))))
    if lines := difference_lines(choices(), assumptions):
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))


def _slide(item: Lever, assumptions: AssumptionSet) -> None:
    st.session_state[OPEN_PREFIX + item.name] = True  # a slider that lands on a button's value stays open
    _remember(item, st.session_state[item.key], assumptions)
    if REFUSAL not in st.session_state and not st.session_state.get(REST):  # one of all the others may follow it
        note_move(assumptions)
        parts.draw_alone(stamp(assumptions))


def _choose(item: Lever, assumptions: AssumptionSet) -> None:
    value = st.session_state[f"choice:{item.name}"]
    st.session_state[OPEN_PREFIX + item.name] = value == OTHER
    if value != OTHER:
        _remember(item, value, assumptions)


def _pick_year(item: Lever, assumptions: AssumptionSet) -> None:
    value = st.session_state[item.key]
    _remember(item, None if value == NEVER else float(value), assumptions)


def _remember(item: Lever, value: float | None, assumptions: AssumptionSet) -> None:
    """Keep a move, unless it does not go together with the other values."""
    rest = {name: known for name, known in changes().items() if name != item.name}
    wanted = rest if changes_nothing(item.name, value, assumptions) else {**rest, item.name: value}
    faults = check_values(wanted, assumptions, alternative(assumptions))
    if faults:
        st.session_state[REFUSAL] = tuple(faults)
        return
    if item.name == "participants":
        st.session_state.pop(PARTICIPANTS, None)
    changes().clear()
    changes().update(sorted(wanted.items()))


def _reset() -> None:
    adopt(Choices())
    for key in [key for key in st.session_state if str(key).startswith(OPEN_PREFIX)]:
        del st.session_state[key]

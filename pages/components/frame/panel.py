"""The choice of scenario above every page: shipped ones, a file of the user's own, what it changes, and the way back."""

from functools import partial

import streamlit as st

from costmodel import AssumptionSet
from costmodel.assumptions.loading import read_scenario
from costmodel.assumptions.records import ScenarioFile
from costmodel.faults import shown
from costmodel.output.faults import fault_lines
from costmodel.scenarios.choices import Choices
from pages.components import layout
from pages.components.differences import count_text, difference_lines
from pages.components.frame.scenario import BASE, FILE, NAMED, OWN, named, option, pick, take_over_own, title
from pages.components.messages import MOST_SHOWN, show_list
from pages.components.words import plain, text
from pages.session.own_scenarios import LONGEST_NAME, MOST, drop, keep
from pages.session.pending import Pending, read_next
from pages.session.state import adopt, current_choices
from pages.session.views import show_in

CHOICE, NAME, UPLOAD, FAULTS = "scenario", "own_scenario_name", "scenario_file", "file_faults"
"""Session state: the choice, the name and the file as their widgets have them, and what is wrong with the file."""


def show_panel(assumptions: AssumptionSet) -> None:
    """The choice, and beside it the way to open a file."""
    choice, file = st.columns([3, 2], gap="large")
    with choice:
        show_scenario(assumptions)
    with file:
        show_upload(assumptions)


def show_scenario(assumptions: AssumptionSet) -> None:
    """The choice, what it changes, and the way back."""
    now = option(assumptions)
    options = [BASE, *named(), *assumptions.scenarios, *([now] if now in (OWN, FILE) else [])]
    show_in(CHOICE, now)
    st.selectbox(
        text("scenario.label"),
        options,
        format_func={choice: title(choice, assumptions) for choice in options}.__getitem__,
        key=CHOICE,
        on_change=pick,
        args=(CHOICE, assumptions),
    )
    if now in assumptions.scenarios:
        layout.note(plain(assumptions.scenarios[now].description))
    lines = difference_lines(current_choices(assumptions), assumptions)
    st.markdown(text("scenario.changes", count=count_text(len(lines))) + "".join(f"\n- {plain(line)}" for line in lines))
    st.button(text("scenario.back"), key="reset_scenario", disabled=not lines, on_click=adopt, args=(Choices(),))
    if now.startswith(NAMED):
        st.button(text("scenario.forget"), key="forget_scenario", on_click=drop, args=(now.removeprefix(NAMED),))
    elif lines:
        show_keeping(assumptions)


def show_keeping(assumptions: AssumptionSet) -> None:
    """Keep what is changed under a name; it can then be chosen and compared on every page, and stands in the address."""
    with st.form("keep_scenario", border=False, clear_on_submit=True, enter_to_submit=True):
        st.text_input(text("scenario.name"), key=NAME, max_chars=LONGEST_NAME, help=text("scenario.about_name", most=MOST))
        st.form_submit_button(text("scenario.keep"), on_click=_keep, args=(assumptions,))


def _keep(assumptions: AssumptionSet) -> None:
    if name := shown(st.session_state[NAME].strip()):
        keep(name, current_choices(assumptions))


def show_upload(assumptions: AssumptionSet) -> None:
    """Open a scenario file; one with faults changes nothing."""
    st.file_uploader(text("scenario.open"), key=UPLOAD, on_change=_open_file, args=(assumptions,))
    faults = st.session_state.get(FAULTS)
    if faults:
        show_list(text("scenario.faulty"), fault_lines(faults), MOST_SHOWN)


def _open_file(assumptions: AssumptionSet) -> None:
    file, st.session_state[FAULTS] = st.session_state[UPLOAD], ()
    if file is not None:
        name, refuse = shown(file.name), partial(st.session_state.__setitem__, FAULTS)
        read_next(Pending(read_scenario, (file.getvalue(), name, assumptions), name, partial(_take_over, assumptions), refuse))


def _take_over(assumptions: AssumptionSet, record: ScenarioFile) -> None:
    take_over_own(record, assumptions)

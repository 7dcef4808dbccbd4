"""The edits that are in force: what, why, what each does to the answer, the way back, and the folder to take home."""

from itertools import pairwise

import streamlit as st

from costmodel import AssumptionError, AssumptionSet, Scenario
from costmodel.analysis.editing.effects import EditEffect
from costmodel.faults import Fault
from costmodel.output.faults import fault_lines
from costmodel.texts.numbers import signed
from pages.answers.evidence import effect_between
from pages.components.frame.uploading import show_assumptions_file
from pages.components.messages import MOST_SHOWN, show_list
from pages.components.tables import Row, show_grid
from pages.components.words import plain
from pages.forutsetninger.editable import labels_of_edits
from pages.forutsetninger.facts import text
from pages.forutsetninger.fields import forget_widgets
from pages.session.edits import edits_made, steps_made, undo_edit
from pages.session.state import choices, files_in_force, municipality, own_scenario

REFUSED = "undo_faults"
"""Session state: why an edit cannot be undone while the others stand."""


def scenario_of(assumptions: AssumptionSet) -> Scenario:
    """What the session has chosen, on other assumptions; nothing of it is dropped for good."""
    return own_scenario(assumptions, choices(), municipality())


def effect_of(before: AssumptionSet, after: AssumptionSet) -> EditEffect | None:
    """What an edit does to the answer of the session; None where what is chosen is a row that one of the two has not."""
    if municipality() not in {None, *(_places(before) & _places(after))}:
        return None
    try:
        return effect_between(scenario_of(before), scenario_of(after))
    except AssumptionError:
        return None


def _places(assumptions: AssumptionSet) -> set[str]:
    return {place.name for place in assumptions.municipalities}


def effect_sentence(before: AssumptionSet, after: AssumptionSet) -> str:
    """The same in words."""
    effect = effect_of(before, after)
    if effect is None:
        return text("edit.no_effect")
    npv, annual = effect_cells(effect)
    return text("edit.effect", npv=npv, annual=annual)


def effect_cells(effect: EditEffect | None) -> tuple[str, str]:
    """Net present value and kroner for an inhabitant, as a table has them."""
    return (signed(None), signed(None)) if effect is None else (signed(effect.npv, 1), signed(effect.annual_per_inhabitant))


def show_made() -> None:
    """A row for each edit and one for all of them, each with a button that undoes it; nothing where there are none."""
    edits, steps = edits_made(), steps_made()
    if not edits:
        return
    names = labels_of_edits(edits, steps)
    labels = [text("edit.made.label", number=at, what=name) for at, name in enumerate(names, start=1)]
    told = [steps[-1].edits[len(steps[0].edits) + at].why for at in range(len(edits))]
    cells = [effect_cells(effect_of(before, after)) for before, after in pairwise(steps)]
    rows = [Row(label, cell, mark=why) for label, cell, why in zip(labels, cells, told, strict=True)]
    total = Row(text("edit.made.total"), effect_cells(effect_of(steps[0], steps[-1])), is_sum=True)
    show_grid(text("edit.made.title"), list(text.part("edit.made.heads").values()), [*rows, total])
    with st.container(horizontal=True):
        for at, label in enumerate(labels):
            st.button(text("edit.made.undo", label=plain(label)), key=f"undo_edit:{at}", on_click=_undo, args=(at,))
        show_assumptions_file(files_in_force(), key="assumptions_zip_edited")
    if faults := st.session_state.pop(REFUSED, None):
        show_list(text("edit.made.refused"), fault_lines(faults), MOST_SHOWN)


def _undo(at: int) -> None:
    undo_edit(at, _refuse, forget_widgets)


def _refuse(faults: tuple[Fault, ...]) -> None:
    st.session_state[REFUSED] = faults

"""What a session holds: the assumption files in force, the choices that have been made, and the scenario that they make."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from statistics import median_low

import streamlit as st

from costmodel import AssumptionSet, Scenario, base_case
from costmodel.assumptions.editing.edits import FileEdit
from costmodel.assumptions.records import EVERYBODY, REFERENCE_MUNICIPALITY, ScenarioFile
from costmodel.assumptions.rules import check_values, full_names, over_rows
from costmodel.assumptions.uploads import Upload
from costmodel.model.decision import from_value_year, is_live
from costmodel.model.scenario import from_file
from costmodel.scenarios.choices import Choices, chosen_scenario
from costmodel.scenarios.links import essential
from pages.session.folder import SHIPPED, shared
from pages.session.views import is_view

CHANGES = "changes"
"""Session state: the values somebody has moved away from the base case, by name."""
PARTICIPANTS = "participant_set"
"""Session state: the municipalities that take part, where the scenario names them."""
ALTERNATIVE, TOGETHER = "alternative_chosen", "procured_together"
"""Session state: the key of the alternative, where it is not the first of the register; and who procures it with the municipality."""
MUNICIPALITY = "municipality"
"""Session state: the municipality under study, as the choice of it shows it."""
PAGE = "page_seen"
"""Session state: the page that was shown last."""
UPLOADED, OPENED = "uploaded_assumptions", "opened_assumptions"
"""Session state: the assumptions that this session has uploaded; those that the page was opened with."""


@dataclass(frozen=True)
class Uploaded:
    """Assumptions that a session has uploaded: held in memory, gone with the session."""

    assumptions: AssumptionSet
    files: Mapping[str, bytes]
    """Content by place in the folder."""
    given: tuple[str, ...]
    """Places of the files that were uploaded; the others are those of the app."""
    unused: tuple[str, ...]
    """Names in an archive that no folder of assumptions has."""
    edited: "Edited | None" = None
    """What has been edited in the app, where anything has: the files are then those after the edits."""


@dataclass(frozen=True)
class Edited:
    """Edits that a session has made in the app, and what they were made of."""

    replaced: Uploaded | None
    """What the session had uploaded before; None where it had the usual files."""
    files: Mapping[str, bytes]
    assumptions: AssumptionSet
    """The files before the edits, by place, and what they say."""
    edits: tuple[FileEdit, ...] = ()
    steps: tuple[AssumptionSet, ...] = ()
    """The assumptions after each edit."""


def assumptions_in_force() -> AssumptionSet:
    """What this session has uploaded, else the last sound files of everybody's; AssumptionError where there never were any."""
    replaced = uploaded()
    return shared_assumptions() if replaced is None else replaced.assumptions


def shared_assumptions() -> AssumptionSet:
    """The last sound assumption files, outside any session; AssumptionError where there never were any."""
    return shared().assumptions


def uploaded() -> Uploaded | None:
    """The assumptions that this session has uploaded; no other session sees them."""
    return st.session_state.get(UPLOADED)


def files_in_force() -> Mapping[str, bytes]:
    """The files behind the assumptions in force, by place in their folder."""
    replaced = uploaded()
    return shared().files if replaced is None else replaced.files


def companions() -> Mapping[str, bytes]:
    """What helps to edit the files and is not read by the model: the explanation of every field, and schemas for editors."""
    paths = [SHIPPED / "README.md", *sorted((SHIPPED / "schemas").glob("*.schema.json"))]
    return {path.relative_to(SHIPPED).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def use_upload(upload: Upload, assumptions: AssumptionSet) -> None:
    """Let an upload take the place of the files in force, with the assumptions that have been read from it."""
    before = uploaded()
    kept = before.given if before is not None and not upload.is_whole else ()
    given = tuple(sorted({*kept, *upload.given}))
    st.session_state[UPLOADED] = Uploaded(assumptions, upload.files, given, upload.unused)


def changes() -> dict[str, float | None]:
    """What this session has changed; the widgets are views of it, so that it outlives them."""
    return st.session_state.setdefault(CHANGES, {})


def participant_set() -> tuple[str, ...] | None:
    """The municipalities that take part, where this session's scenario names them; a changed number replaces the names."""
    if "participants" in changes():
        st.session_state.pop(PARTICIPANTS, None)
    return st.session_state.get(PARTICIPANTS)


def alternative(assumptions: AssumptionSet) -> str:
    """Key of the alternative that this session has chosen, else of the first in the register."""
    return st.session_state.get(ALTERNATIVE) or next(iter(assumptions.alternatives))


def choose_alternative(key: str, assumptions: AssumptionSet) -> None:
    """Choose an alternative; the first of the register is no choice."""
    st.session_state[ALTERNATIVE] = None if key == next(iter(assumptions.alternatives)) else key


def choices() -> Choices:
    """All that this session has chosen beside its municipality."""
    chosen: str | None = st.session_state.get(ALTERNATIVE)
    return Choices(dict(changes()), participant_set(), chosen, tuple(st.session_state.get(TOGETHER) or ()))


def current_choices(assumptions: AssumptionSet) -> Choices:
    """What makes a difference of what this session has chosen."""
    chosen = choices()
    return replace(chosen, changes=essential(chosen.changes, assumptions))


def adopt(chosen: Choices) -> None:
    """Let what a scenario has chosen take the place of what this session had."""
    changes().clear()
    changes().update(chosen.changes)
    names = chosen.participant_set
    st.session_state[PARTICIPANTS] = None if names is None else tuple(sorted(names))
    st.session_state[ALTERNATIVE], st.session_state[TOGETHER] = chosen.alternative, tuple(sorted(chosen.together))


def municipality() -> str | None:
    """The municipality under study on every page; None is all participants together."""
    chosen = st.session_state.get(MUNICIPALITY, REFERENCE_MUNICIPALITY)
    return None if chosen == EVERYBODY else chosen


def study(name: str | None) -> None:
    """Choose the municipality under study; call it before the page shows the choice."""
    st.session_state[MUNICIPALITY] = EVERYBODY if name is None else name


def follow() -> None:
    """Let what is chosen follow to another page; call it before the page makes a widget.

    Where two pages have a widget of one name, Streamlit gives it its first option in the first run of the other page, whatever the
    session holds, unless the value is set in that run.
    """
    if st.session_state.get(PAGE) != st.context.url:
        for key in [key for key in st.session_state if key == MUNICIPALITY or is_view(str(key))]:
            st.session_state[key] = st.session_state[key]
    st.session_state[PAGE] = st.context.url


def session_scenario(assumptions: AssumptionSet, municipality: str | None) -> Scenario:
    """What this session has chosen, for one municipality or, with None, for all participants together.

    As every scenario that a page shows: one municipality that is not live has its present values in the decision year.
    """
    return from_value_year(whole_scenario(assumptions, municipality))


def whole_scenario(assumptions: AssumptionSet, municipality: str | None) -> Scenario:
    """The same from the first year of the appraisal, which is what the region as a whole is told from."""
    settled = replace(choices(), changes=settled_changes(assumptions))
    return chosen_scenario(assumptions, municipality, settled)


def base_scenario(assumptions: AssumptionSet, municipality: str | None) -> Scenario:
    """The base case, whatever this session has changed."""
    return from_value_year(base_case(assumptions, municipality))


def without_value_year(record: ScenarioFile, assumptions: AssumptionSet) -> ScenarioFile:
    """A workbook of one that has nothing before the decision begins in that year, which is no change of anybody's."""
    named = base_case(assumptions, record.municipality).with_values(record.values)
    if is_live(named) or record.values.get("start_year") != named.setting("decision_year"):
        return record
    return record.model_copy(update={"values": {name: value for name, value in record.values.items() if name != "start_year"}})


def file_scenario(assumptions: AssumptionSet, name: str, municipality: str | None) -> Scenario:
    """A shipped scenario for the municipality under study, whatever municipality it names itself."""
    return from_value_year(from_file(assumptions, assumptions.scenarios[name]).for_municipality(municipality))


def own_scenario(assumptions: AssumptionSet, chosen: Choices, municipality: str | None) -> Scenario:
    """What somebody has chosen and named, for the municipality under study, after what the files no longer allow is dropped."""
    sound = replace(chosen, changes=drop_faults(dict(chosen.changes), assumptions, chosen.alternative))
    return from_value_year(chosen_scenario(assumptions, municipality, sound))


def drop_faults(values: dict[str, float | None], assumptions: AssumptionSet, alternative: str | None) -> dict[str, float | None]:
    """Take out of the values, and give back, what these assumptions do not allow; the alternative is the first one where None."""
    while faults := check_values(values, assumptions, alternative or next(iter(assumptions.alternatives))):
        for fault in faults:
            values.pop(fault.name, None)
    return values


def settled_changes(assumptions: AssumptionSet) -> dict[str, float | None]:
    """This session's changes, after those are dropped that change nothing or that the files no longer allow after an edit."""
    for name, value in dict(changes()).items():
        if all(full in assumptions.quantities for full in full_names(name, assumptions)) and changes_nothing(name, value, assumptions):
            changes().pop(name, None)
    return dict(drop_faults(changes(), assumptions, alternative(assumptions)))


def changes_nothing(name: str, value: float | None, assumptions: AssumptionSet) -> bool:
    """Whether a value is what holds without it; rows that differ are all changed by any value that they get together."""
    bases = {assumptions.quantities[full].value for full in full_names(name, assumptions)}
    return value == inherited(name, assumptions) and len(bases) == 1


def inherited(name: str, assumptions: AssumptionSet) -> float | None:
    """The value without a change of its own: that of all rows of its register where it has been moved, else the base value.

    Where the rows differ, all of them together have the middle one.
    """
    bases = [item.value for full in full_names(name, assumptions) if (item := assumptions.quantities[full]).value is not None]
    if not bases:
        return None
    base, every = median_low(sorted(set(bases))), over_rows(name)
    return base if name == every else changes().get(every, base)

"""Last ned: the model as a workbook with live formulas, the results as tidy sheets, and a changed workbook read back."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import streamlit as st

from costmodel import AssumptionSet
from costmodel.faults import shown
from costmodel.model.scenario import Scenario
from costmodel.output.faults import fault_lines
from costmodel.output.identity.about import Asked, identity_of
from costmodel.output.workbook.describing import about
from costmodel.output.workbook.importing import Imported, read_workbook_in
from costmodel.output.workbook.results import comparison_bytes
from costmodel.output.workbook.sheets.cover import About
from costmodel.output.workbook.writing import workbook_bytes
from costmodel.scenarios.choices import Choices
from costmodel.texts.catalog import Catalog
from costmodel.texts.catalog import text as shared_words
from costmodel.texts.language import language
from pages.answers.appraisals import appraisal_of
from pages.components import layout, wording
from pages.components import words as shared
from pages.components.differences import difference_lines
from pages.components.frame import scenario
from pages.components.frame.opening import open_page
from pages.components.frame.sharing import address
from pages.components.frame.uploading import show_assumptions_file
from pages.components.live import keeps_moved
from pages.components.messages import MOST_SHOWN, show_list
from pages.components.municipality import choose_municipality
from pages.components.scenario_choice import offers, scenario_of
from pages.components.tables import asked_of_several, identified_file
from pages.session.pending import Pending, read_next
from pages.session.state import files_in_force, session_scenario, without_value_year

YAML = "application/yaml"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UPLOAD, FAULTS, READ = "workbook_upload", "workbook_faults", "workbook_read"
"""Session state: the uploaded workbook, what is wrong with it, and what has been read from it."""
text = Catalog(Path(__file__).parent)


@dataclass(frozen=True)
class Reading:
    """What a workbook has led to."""

    notices: tuple[str, ...]
    """What is worth to know about it."""
    municipality: str
    choices: Choices
    """What differs from the base case."""


def main() -> None:
    """The page from top to bottom."""
    assumptions = open_page()
    st.title(text("title"), anchor=False)
    st.markdown(text("lead"))
    municipality = choose_municipality(assumptions)
    with layout.place():
        show_model(assumptions, municipality)
    show_results(assumptions, municipality)
    show_registers(assumptions)
    show_upload(assumptions)


def show_model(assumptions: AssumptionSet, municipality: str | None) -> None:
    """The workbook of the scenario in force."""
    st.header(text("model.title"), anchor=False)
    if municipality is None:
        st.markdown(text("model.one_only"))
        return
    appraisal = appraisal_of(session_scenario(assumptions, municipality))
    first = appraisal.scenario.setting("start_year")
    st.markdown(text("model.takeaway", municipality=municipality, npv=appraisal.indicators.npv.item(), year=first))
    cover = about(appraisal.scenario, scenario.title(scenario.option(assumptions), assumptions), date.today(), address())
    asked = Asked(scenario.name(assumptions), ("workbook", workbook_name(text("model.file"), municipality)))
    st.download_button(
        text("model.download"),
        partial(workbook_of, appraisal.scenario, cover, asked, keeps_moved()),
        file_name=identified_file(workbook_name(text("model.file"), municipality), asked),
        mime=XLSX,
        key="model",
    )
    layout.note(text("model.about"))


def workbook_of(chosen: Scenario, cover: About, asked: Asked, keeps: bool) -> bytes:
    """The workbook of a scenario, made when somebody asks for the file."""
    return workbook_bytes(chosen, cover, keep=keeps, item=identity_of(chosen, asked))


def workbook_name(*parts: str) -> str:
    """Name of the file, made of these parts."""
    return wording.file_name(*parts, ending="xlsx")


def show_results(assumptions: AssumptionSet, municipality: str | None) -> None:
    """The results of every scenario on offer."""
    st.header(text("results.title"), anchor=False)
    whom = municipality or shared.text("everybody").lower()
    st.markdown(text("results.lead", count=len(offers(assumptions)), whom=whom))
    st.download_button(
        text("results.download"),
        partial(results, assumptions, municipality),
        file_name=identified_file(workbook_name(text("results.file"), municipality or text("results.everybody")), asked_of_several({})),
        mime=XLSX,
        key="results",
    )
    layout.note(text("results.about"))


def results(assumptions: AssumptionSet, municipality: str | None) -> bytes:
    """Every scenario on offer, appraised when somebody asks for the file."""
    found = {offer.label: appraisal_of(scenario_of(assumptions, municipality, key)) for key, offer in offers(assumptions).items()}
    asked = asked_of_several(found)
    return comparison_bytes(found, identity_of(next(iter(asked.items.values())), asked))


def show_registers(assumptions: AssumptionSet) -> None:
    """The files of the registers as they are in force, and all the assumption files together."""
    st.header(text("registers.title"), anchor=False)
    st.markdown(text("registers.lead"))
    with st.container(horizontal=True, key="register_files"):
        for name, content in register_files(assumptions).items():
            label = text("registers.download", register=shared_words(f"labels.registers.{name.removesuffix('.yaml')}"))
            st.download_button(label, content, file_name=name, mime=YAML, on_click="ignore", key=f"file:{name}")
        show_assumptions_file(files_in_force())


def register_files(assumptions: AssumptionSet) -> dict[str, bytes]:
    """The file of each register by its name."""
    files = files_in_force()
    return {f"{register}.yaml": files[f"base/{register}.yaml"] for register in assumptions.registers}


def show_upload(assumptions: AssumptionSet) -> None:
    """Read a changed workbook back; one with faults changes nothing."""
    st.header(text("upload.title"), anchor=False)
    st.markdown(text("upload.lead"))
    st.file_uploader(text("upload.label"), key=UPLOAD, on_change=_read, args=(assumptions,))
    reading: Reading | None = st.session_state.get(READ)
    if faults := st.session_state.get(FAULTS):
        show_list(text("upload.faulty"), fault_lines(faults), MOST_SHOWN)
    elif reading is not None:
        show_list(text("upload.done"), reading_lines(reading, assumptions))


def reading_lines(reading: Reading, assumptions: AssumptionSet) -> list[str]:
    """What a workbook has led to, a line for each thing."""
    lines = difference_lines(reading.choices, assumptions) or [text("upload.no_changes")]
    return [*reading.notices, text("upload.municipality", name=reading.municipality), *lines]


def _read(assumptions: AssumptionSet) -> None:
    file = st.session_state[UPLOAD]
    st.session_state[FAULTS], st.session_state[READ] = (), None
    if file is not None:
        name, refuse = shown(file.name), partial(st.session_state.__setitem__, FAULTS)
        given = (language(), file.getvalue(), name, assumptions)
        read_next(Pending(read_workbook_in, given, name, partial(_take_over, assumptions), refuse))


def _take_over(assumptions: AssumptionSet, found: Imported) -> None:
    scenario.take_over_own(without_value_year(found.record, assumptions), assumptions)
    chosen = scenario.current_choices(assumptions)
    st.session_state[READ] = Reading(tuple(found.notices), str(found.record.municipality), chosen)


main()

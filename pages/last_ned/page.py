"""Last ned: the model as a workbook with live formulas, the results as tidy sheets, and a changed workbook read back."""

from datetime import date
from functools import partial

import streamlit as st

from costmodel import Appraisal, AssumptionError, AssumptionSet
from costmodel.faults import shown
from costmodel.output.workbook.describing import about
from costmodel.output.workbook.importing import read_workbook
from costmodel.output.workbook.model import DECISION, LIFETIME
from costmodel.output.workbook.results import comparison_bytes
from costmodel.output.workbook.writing import workbook_bytes
from costmodel.texts.numbers import number
from pages.answers.appraisals import appraisal_of
from pages.components import layout, wording
from pages.components import share as sharing
from pages.components.controls import choose_municipality
from pages.components.scenario_choice import offers, scenario_of
from pages.session.links import show_list
from pages.session.state import assumptions_in_force, keep_valid, session_scenario

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UPLOAD, FAULTS, READ = "workbook_upload", "workbook_faults", "workbook_read"
VIEWS = {LIFETIME: "Levetid: hele levetiden", DECISION: "Beslutning: hva nå, med alternativet ved siden av"}
LEAD = (
    "Ta med deg tallene. Regnearket har hele modellen med levende formler, skrevet av den samme modellen som appen bruker. "
    "Endrer du en gul celle, regnes alt på nytt i Excel eller LibreOffice. Et endret regneark kan leses tilbake her."
)
ABOUT_MODEL = (
    "Arkene er forside, resultater, figurer, inndata, deltakere, beregning, kommuner, kontroller og kilder. Hver forutsetning har "
    "enhet, grenser, grunnlag og kilde, og det som er endret fra basis, er merket. I regnearket kan du bytte kommune, antall eller "
    "navngitte deltakere, uttredenår, alle forutsetninger og visning."
)
ABOUT_RESULTS = (
    "Én rad per tall: forutsetninger, indikatorer og alle poster år for år, for hvert scenario, med en ordliste over kolonnene. "
    "Egnet for pivottabeller og videre analyse."
)
ONE_ONLY = "Regnearket gjelder én kommune om gangen. Velg en kommune over; i regnearket kan den byttes med en annen."


def main() -> None:
    """The page from top to bottom."""
    assumptions = assumptions_in_force()
    sharing.show_frame(assumptions)
    layout.compact()
    st.title("Last ned", anchor=False)
    st.markdown(LEAD)
    municipality = choose_municipality(assumptions)
    with layout.place():
        show_model(assumptions, municipality)
    show_results(assumptions, municipality)
    show_upload(assumptions)


def show_model(assumptions: AssumptionSet, municipality: str | None) -> None:
    """The workbook of the scenario in force."""
    st.header("Hele modellen som regneark", anchor=False)
    if municipality is None:
        st.markdown(ONE_ONLY)
        return
    appraisal = appraisal_of(session_scenario(assumptions, municipality))
    st.markdown(takeaway(appraisal, municipality))
    keep_valid("workbook_view", list(VIEWS), LIFETIME)
    view = st.radio(
        "Visning når regnearket åpnes", list(VIEWS), format_func=VIEWS.__getitem__, key="workbook_view", persist_state="session"
    )
    name = sharing.title(sharing.option(assumptions), assumptions)
    cover = about(appraisal.scenario, name, date.today(), sharing.address())
    file_name = wording.file_name("helseplattformen", municipality).removesuffix(".csv") + ".xlsx"
    st.download_button(
        "Last ned regnearket (Excel)", partial(workbook_bytes, appraisal.scenario, cover, view), file_name=file_name, mime=XLSX, key="model"
    )
    layout.note(ABOUT_MODEL)


def takeaway(appraisal: Appraisal, municipality: str) -> str:
    """What the workbook will show, in one sentence."""
    npv = number(appraisal.indicators.npv.item(), 1)
    return f"Regnearket åpner med scenarioet over for **{municipality}**: netto nåverdi over levetiden er **{npv} MNOK**."


def show_results(assumptions: AssumptionSet, municipality: str | None) -> None:
    """The results of every scenario on offer."""
    offered = offers(assumptions)
    st.header("Resultatene som tabeller", anchor=False)
    st.markdown(f"{len(offered)} scenarioer for **{municipality or wording.EVERYBODY.lower()}**, i ett regneark uten formler.")
    appraisals = partial(results, assumptions, municipality)
    file_name = wording.file_name("resultater", municipality or "alle").removesuffix(".csv") + ".xlsx"
    st.download_button("Last ned resultatene (Excel)", appraisals, file_name=file_name, mime=XLSX, key="results")
    layout.note(ABOUT_RESULTS)


def results(assumptions: AssumptionSet, municipality: str | None) -> bytes:
    """Every scenario on offer, appraised when somebody asks for the file."""
    found = offers(assumptions).items()
    return comparison_bytes({offer.label: appraisal_of(scenario_of(assumptions, municipality, key)) for key, offer in found})


def show_upload(assumptions: AssumptionSet) -> None:
    """Read a changed workbook back; one with faults changes nothing."""
    st.header("Les et endret regneark tilbake", anchor=False)
    st.markdown("De gule cellene blir scenarioet på alle sidene. Feil blir vist med navnet på cellen, og da endres ingenting.")
    st.file_uploader("Last opp et regneark (.xlsx)", key=UPLOAD, on_change=_read, args=(assumptions,))
    if faults := st.session_state.get(FAULTS):
        show_list("Regnearket har feil og er ikke tatt i bruk. Ingenting er endret.", faults)
    elif lines := st.session_state.get(READ):
        show_list("Regnearket er lest, og scenarioet gjelder nå på alle sidene.", lines)


def _read(assumptions: AssumptionSet) -> None:
    file = st.session_state[UPLOAD]
    st.session_state[FAULTS], st.session_state[READ] = [], []
    if file is None:
        return
    try:
        found = read_workbook(file.getvalue(), shown(file.name), assumptions)
    except AssumptionError as error:
        st.session_state[FAULTS] = [str(fault) for fault in error.faults]
        return
    st.session_state[sharing.FILE_NAME] = shown(found.record.name)
    sharing.take_over(found.record, sharing.OWN, assumptions)
    lines = sharing.difference_lines(sharing.current_changes(assumptions), sharing.participant_set(), assumptions)
    st.session_state[READ] = [*found.notices, f"Kommune: {found.record.municipality}", *(lines or ["Ingen endringer fra basis"])]


main()

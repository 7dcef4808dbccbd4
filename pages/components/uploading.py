"""Assumptions of the user's own: upload them, see what is wrong with them, use them in this session, take them home again."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from costmodel import AssumptionError, AssumptionSet
from costmodel.assumptions.archives import pack
from costmodel.scenarios.links import FINGERPRINT_LENGTH
from pages.components import layout
from pages.session.state import UPLOADED, companions, files_in_force, uploaded, use_upload

FAULTS, ROUND = "assumption_faults", "assumption_round"
"""Session state: what is wrong with the latest upload; a number that empties the uploader."""
MOST_SHOWN = 50
HELP = (
    "En zip-fil med hele mappen, eller enkeltfiler (parameters.yaml, benefits.yaml, municipalities.csv …) som legges over dem som "
    "gjelder nå. Filene blir bare brukt i denne økten og lagres ikke."
)
STEPS = """
1. **Last ned** mappen som zip og pakk den ut.
2. **Endre** et tall i en fil, for eksempel det som står etter `value:` i `base/parameters.yaml`. `README.md` i mappen forklarer hvert felt.
3. **Last opp** filen du endret, eller hele mappen pakket som zip. Er noe galt, får du vite hva, i hvilken fil og på hvilken linje, og
   ingenting endres.
"""


def show_banner() -> None:
    """On every page: that uploaded assumptions are in use, which ones, and the way back."""
    replaced = uploaded()
    if replaced is None:
        return
    with st.container(border=True, key="uploaded"):
        st.html(f'<div role="status"><strong>Opplastede forutsetninger er i bruk.</strong> {escape(told(replaced.given))}</div>')
        st.button("Tilbake til de vanlige forutsetningene", key="drop_upload", on_click=_drop)


def told(given: Sequence[str]) -> str:
    """Which files are the user's own, and for whom they hold."""
    names = [place.split("/")[-1] for place in given]
    which = names[0] if len(names) == 1 else f"{len(names)} filer"
    return f"Alle sider regner med {which} som du har lastet opp. Det gjelder bare i denne økten, til siden lastes på nytt."


def _drop() -> None:
    st.session_state.pop(UPLOADED, None)
    _clear()


def _clear() -> None:
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.session_state.pop(FAULTS, None)


def show_upload(assumptions: AssumptionSet) -> None:
    """Download, change, upload: what was wrong, what to look at, and what is in use."""
    st.markdown(STEPS)
    show_assumptions_file(files_in_force(), help_files=True)
    key = f"assumption_files:{st.session_state.get(ROUND, 0)}"
    label = "Last opp forutsetninger (zip, YAML eller CSV)"
    st.file_uploader(label, key=key, accept_multiple_files=True, help=HELP, on_change=_take, args=(key,))
    faults = st.session_state.get(FAULTS)
    if faults:
        show_lines("Filene har feil og er ikke tatt i bruk. Ingenting er endret.", faults)
    replaced = uploaded()
    if replaced is not None:
        show_in_use(replaced.given, replaced.unused, assumptions)


def _take(key: str) -> None:
    items = [(file.name, file.getvalue()) for file in st.session_state[key]]
    _clear()  # each upload stands alone: a mended file comes in place of the broken one
    try:
        use_upload(items)
    except AssumptionError as error:
        st.session_state[FAULTS] = [str(fault) for fault in error.faults]


def show_in_use(given: Sequence[str], unused: Sequence[str], assumptions: AssumptionSet) -> None:
    """What was taken, what was not, and what is worth a look."""
    st.markdown(f"**I bruk:** avtrykk `{assumptions.hash[:FINGERPRINT_LENGTH]}`")
    show_lines("Filer fra deg", given)
    if unused:
        show_lines("Filer som ikke brukes av modellen", unused)
    if assumptions.warnings:
        with st.expander(f"{len(assumptions.warnings)} advarsler: lov, men verdt å se på"):
            show_lines("Advarsler", assumptions.warnings)


def show_lines(title: str, lines: Sequence[str]) -> None:
    """A heading and lines of plain text, whatever they hold; the rest of very many is counted."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines[:MOST_SHOWN])
    more = f"<p>… og {len(lines) - MOST_SHOWN} til.</p>" if len(lines) > MOST_SHOWN else ""
    st.html(f'<div role="status"><strong>{escape(title)}</strong><ul class="faults">{items}</ul>{more}</div>')


def show_assumptions_file(files: Mapping[str, bytes], *, help_files: bool = False) -> None:
    """The files in force as a zip archive."""
    st.download_button(
        "Last ned forutsetningene (zip)",
        lambda: pack({**companions(), **files}),
        file_name="forutsetninger.zip",
        mime="application/zip",
        on_click="ignore",
        key="assumptions_zip" if help_files else "assumptions_zip_shared",
    )
    if help_files:
        layout.note("Mappen har alle filene modellen regner med nå, også scenarioene.")

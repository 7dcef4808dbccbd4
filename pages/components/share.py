"""The scenario above every page: which one it is, how it differs from the base case, and how it is shared."""

from collections.abc import Hashable
from urllib.parse import urlsplit, urlunsplit

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from costmodel import AssumptionError, AssumptionSet
from costmodel.assumptions.loading import read_scenario
from costmodel.assumptions.records import ScenarioFile
from costmodel.faults import shown
from costmodel.model.scenario import known_municipality
from costmodel.scenarios.files import file_stem, scenario_text
from costmodel.scenarios.links import encode, essential, in_order
from pages.components import explanation_links as proof
from pages.components import layout
from pages.components.differences import count_text, difference_lines
from pages.components.qr import qr_code
from pages.components.uploading import show_assumptions_file, show_banner
from pages.session import fragments as parts
from pages.session.links import keep_sound, open_link, show_list, show_notices
from pages.session.state import PAGE, adopt, changes, follow, municipality, participant_set, study, uploaded

PANEL = "scenario_panel"
"""Session state: whether the choice of scenario is open; what is folded is not made."""
CHOICE, ORIGIN, UPLOAD = "scenario", "scenario_origin", "scenario_file"
FAULTS, FILE_NAME = "file_faults", "scenario_file_name"
BASE, OWN = "", "\N{BULLET}"
"""Choices beside the shipped scenarios; no file has such a name."""
NO_LINK = (
    "Du bruker forutsetninger du har lastet opp. En lenke kan ikke ha dem med seg: den som åpner den, ville fått andre tall. "
    "Del de to filene under i stedet. Mottakeren laster opp forutsetningene på siden Forutsetninger og åpner så scenariofilen "
    "øverst på siden, under Scenario."
)
STYLE = """
.st-key-frame {align-items: flex-start}
.st-key-frame [data-testid=stExpander] {min-width: 0}
[data-testid=stExpander] summary {opacity: 1; transition: none}
.faults {margin: 0; padding-left: 1.2rem; overflow-wrap: anywhere}
.st-key-qr img {background: #fff; max-width: 100%}
.st-key-link [data-testid=stCode] > div {opacity: 1; transform: none}
[data-testid=stFileUploaderDropzone] > span button p {position: absolute; clip-path: inset(50%)}
[data-testid=stFileUploaderDropzoneInstructions] span {display: none}
[data-testid=stFileUploaderDropzone] > span button [data-testid=stMarkdownContainer]::after {content: "Velg fil"}
[data-testid=stFileUploaderDropzoneInstructions]::after {content: "Høyst 5 MB"; font-size: 0.875rem}
"""
"""Streamlit pales the closed expander below WCAG AA, shows the copy button on hover only, and has no Norwegian uploader."""


def show_frame(assumptions: AssumptionSet) -> None:
    """What stands above every page; a page calls it first, since it may change what the page shows."""
    parts.begin()
    require_navigation()
    follow()
    with layout.place():
        show_banner()
    keep_sound(assumptions)
    open_link(assumptions)
    st.html(f"<style>{STYLE}</style>")
    with st.container(key="frame", horizontal=True, gap="small"):
        panel = st.expander(summary(assumptions), type="compact", key=PANEL, on_change="rerun")
        if panel.open:
            with panel:
                choice, file = st.columns([3, 2], gap="large")
                with choice:
                    show_scenario(assumptions)
                with file:
                    show_upload(assumptions)
        if st.button("Del", key="share", help="Lenke, QR-kode og scenariofil"):
            show_share(assumptions)
    with layout.place():
        show_notices()


def require_navigation() -> None:
    """Run app.py where a fresh server has begun with the page alone, as Streamlit does with a folder named pages."""
    if PagesManager.uses_pages_directory and PAGE not in st.session_state:
        PagesManager.uses_pages_directory = False
        st.rerun()


def current_changes(assumptions: AssumptionSet) -> dict[str, float | None]:
    """What makes a difference of the changes in this session."""
    return essential(changes(), assumptions)


def chosen(assumptions: AssumptionSet) -> str:
    """The scenario that the session's values are: a shipped one as long as nothing else is changed."""
    values, names = current_changes(assumptions), participant_set()
    known, content = st.session_state.get(ORIGIN, (BASE, None))
    if content == (values, names) and (known == OWN or known in assumptions.scenarios):
        return known
    return OWN if values or names is not None else BASE


def title(choice: str, assumptions: AssumptionSet) -> str:
    """Name of a choice."""
    if choice == BASE:
        return "Basis"
    return choice.removeprefix(OWN) if choice.startswith(OWN) else assumptions.scenarios[choice].name


def option(assumptions: AssumptionSet) -> str:
    """The choice that is in force; somebody's own changes bear the name of the file they come from."""
    now = chosen(assumptions)
    if now != OWN:
        return now
    is_file = st.session_state.get(ORIGIN) == (OWN, (current_changes(assumptions), participant_set()))
    return OWN + (f"{st.session_state[FILE_NAME]} (fil)" if is_file else "Egne endringer")


def summary(assumptions: AssumptionSet) -> str:
    """The scenario in one line; square brackets and asterisks of a name mean nothing."""
    count = len(current_changes(assumptions)) + (participant_set() is not None)
    name = "".join(f"\\{letter}" if letter in "\\`*_[]<>:$#~" else letter for letter in title(option(assumptions), assumptions))
    return f"Scenario: {name} · {count_text(count)}"


def stamp(assumptions: AssumptionSet) -> Hashable:
    """What the frame shows, and which values are changed: where a move leaves both as they are, only answers change.

    None, which equals no stamp, where the frame shows the values themselves.
    """
    if st.session_state.get(PANEL):
        return None
    return (summary(assumptions), assumptions.hash, municipality(), tuple(sorted(changes())), participant_set())


def show_scenario(assumptions: AssumptionSet) -> None:
    """The choice, what it changes, and the way back."""
    now = option(assumptions)
    options = [BASE, *assumptions.scenarios, *([now] if now.startswith(OWN) else [])]
    if st.session_state.get(CHOICE) != now:
        st.session_state[CHOICE] = now
    st.selectbox(
        "Scenario", options, format_func=lambda choice: title(choice, assumptions), key=CHOICE, on_change=_pick, args=(assumptions,)
    )
    if now in assumptions.scenarios:
        layout.note(assumptions.scenarios[now].description)
    lines = difference_lines(current_changes(assumptions), participant_set(), assumptions)
    st.markdown(f"**{count_text(len(lines)).capitalize()}** fra basis" + "".join(f"\n- {line}" for line in lines))
    st.button("Tilbake til basis", key="reset_scenario", disabled=not lines, on_click=adopt, args=({}, None))


def _pick(assumptions: AssumptionSet) -> None:
    choice = st.session_state[CHOICE]
    if choice == BASE:
        adopt({}, None)
    elif not choice.startswith(OWN):
        take_over(assumptions.scenarios[choice], choice, assumptions)


def take_over(record: ScenarioFile, origin: str, assumptions: AssumptionSet) -> None:
    """Let the session show a scenario file; one that names no municipality leaves the choice of it alone."""
    names = record.participant_set
    adopt(in_order(record.values, assumptions), names and [known_municipality(assumptions, name) for name in names])
    if record.municipality is not None:
        study(known_municipality(assumptions, record.municipality))
    st.session_state[ORIGIN] = (origin, (current_changes(assumptions), participant_set()))


def show_upload(assumptions: AssumptionSet) -> None:
    """Open a scenario file; one with faults changes nothing."""
    st.file_uploader("Åpne en scenariofil (YAML)", key=UPLOAD, on_change=_open_file, args=(assumptions,))
    faults = st.session_state.get(FAULTS)
    if faults:
        show_list("Filen har feil og er ikke åpnet. Ingenting er endret.", faults)


def _open_file(assumptions: AssumptionSet) -> None:
    file, st.session_state[FAULTS] = st.session_state[UPLOAD], []
    if file is None:
        return
    try:
        record = read_scenario(file.getvalue(), file.name, assumptions)
    except AssumptionError as error:
        st.session_state[FAULTS] = [str(fault) for fault in error.faults]
        return
    st.session_state[FILE_NAME] = shown(record.name)
    take_over(record, OWN, assumptions)


@st.dialog("Del scenarioet")
def show_share(assumptions: AssumptionSet) -> None:
    """The link, the same as a QR code, and the scenario as a file; uploaded assumptions need the files."""
    replaced = uploaded()
    if replaced is None:
        show_link(assumptions)
    else:
        st.markdown(NO_LINK)
    show_scenario_file(assumptions)
    if replaced is not None:
        show_assumptions_file(replaced.files)


def show_link(assumptions: AssumptionSet) -> None:
    """The link and the same as a QR code."""
    view = f"&{proof.view_query()}" if address().endswith(proof.PATH) else ""
    link = f"{address()}?{encode(municipality(), current_changes(assumptions), participant_set(), assumptions)}{view}"
    st.markdown("Lenken åpner denne siden med samme kommune og samme endringer.")
    with st.container(key="link"):
        st.code(link, language=None, wrap_lines=True)
    picture = qr_code(link)
    if picture is None:
        st.markdown("Lenken er for lang for en QR-kode. Bruk lenken, eller scenariofilen.")
    else:
        with st.container(key="qr"):
            st.image(picture, width=240, alt="QR-kode som åpner den samme lenken")


def show_scenario_file(assumptions: AssumptionSet) -> None:
    """The scenario as a file, under a name of the user's own."""
    values, names = current_changes(assumptions), participant_set()
    name = st.text_input("Navn i scenariofilen", title(option(assumptions), assumptions).removesuffix(" (fil)"), max_chars=100)
    st.download_button(
        "Last ned scenariofil",
        scenario_text(name, "; ".join(difference_lines(values, names, assumptions)) or "Som basis.", municipality(), values, names),
        file_name=f"{file_stem(name)}.yaml",
        mime="application/yaml",
        on_click="ignore",
    )


def address() -> str:
    """Where this page is, as the browser sees it, without a query."""
    url = urlsplit(st.context.url or "")
    return urlunsplit((url.scheme, url.netloc, url.path or "/", "", ""))

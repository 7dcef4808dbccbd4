"""How a scenario is shared: a link, the same as a QR code, and a file."""

from urllib.parse import quote, urlencode, urlsplit, urlunsplit

import streamlit as st

from costmodel import AssumptionSet
from costmodel.output.scenario_files import scenario_file
from costmodel.scenarios.files import file_stem
from costmodel.scenarios.links import encode
from pages.components.differences import difference_lines
from pages.components.frame import scenario
from pages.components.frame.qr import qr_code
from pages.components.frame.uploading import show_assumptions_file
from pages.components.words import text
from pages.session.address import LONGEST, LONGEST_TITLE, TITLE_PART, views_and_own
from pages.session.language import use_readers_language
from pages.session.shown_number import PATH, view_query
from pages.session.state import current_choices, municipality, uploaded


def show_share(assumptions: AssumptionSet) -> None:
    """A window with the link, the same as a QR code, and the scenario as a file; uploaded assumptions need the files."""
    st.dialog(text("share.title"))(show_ways)(assumptions)


def show_ways(assumptions: AssumptionSet) -> None:
    """What stands in the window, which is drawn anew without the page."""
    use_readers_language()
    replaced = uploaded()
    if replaced is None:
        show_link(assumptions)
    else:
        st.markdown(text("share.no_link"))
    show_scenario_file(assumptions)
    if replaced is not None:
        show_assumptions_file(replaced.files)


def show_link(assumptions: AssumptionSet) -> None:
    """The link, with a title of the user's own where they give one, and the same as a QR code; a file where it is too long."""
    title = st.text_input(text("share.link_title"), max_chars=LONGEST_TITLE, help=text("share.about_title"), key="link_title")
    link = f"{address()}?{link_query(assumptions, title)}"
    if len(link) > LONGEST:
        st.markdown(text("share.no_room", most=LONGEST))
        return
    st.markdown(text("share.link"))
    with st.container(key="link"):
        st.code(link, language=None, wrap_lines=True)
    picture = qr_code(link)
    if picture is None:
        st.markdown(text("share.too_long"))
    else:
        with st.container(key="qr"):
            st.image(picture, width=240, alt=text("share.picture"))


def link_query(assumptions: AssumptionSet, title: str) -> str:
    """The scenario, what is looked at, and what its sender calls it."""
    scenario_part = encode(municipality(), current_choices(assumptions), assumptions)
    number = [view_query()] if address().endswith(PATH) else []
    rest = views_and_own(assumptions) | ({TITLE_PART: title.strip()} if title.strip() else {})
    return "&".join([scenario_part, *number, *([urlencode(rest, safe="*,:", quote_via=quote)] if rest else [])])


def show_scenario_file(assumptions: AssumptionSet) -> None:
    """The scenario as a file, under a name of the user's own."""
    chosen = current_choices(assumptions)
    name = st.text_input(text("share.name"), scenario.name(assumptions), max_chars=100)
    description = "; ".join(difference_lines(chosen, assumptions)) or text("share.as_base")
    st.download_button(
        text("share.file"),
        scenario_file(name, description, municipality(), chosen),
        file_name=f"{file_stem(name)}.yaml",
        mime="application/yaml",
        on_click="ignore",
    )


def address() -> str:
    """Where this page is, as the browser sees it, without a query."""
    url = urlsplit(st.context.url or "")
    return urlunsplit((url.scheme, url.netloc, url.path or "/", "", ""))

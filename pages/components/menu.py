"""The menu: a page for every folder of pages that holds one; a few in sight, the rest folded."""

from functools import cache
from pathlib import Path

import streamlit as st

from costmodel import AssumptionSet
from costmodel.texts.catalog import Catalog
from pages.components.words import text
from pages.session.address import query_parts

PAGES = Path(__file__).parents[1]
FIRST = "utforsk"
IN_SIGHT = (FIRST, "kommuner", "budsjett", "sammenlign")
"""Folders of the pages that are always in sight; the others are folded."""
ORDER = (
    *("hvem_betaler", "folsomhet", "usikkerhet", "mal_og_oppdater", "det_vi_ikke_vet", "regnestykket"),
    *("forutsetninger", "om_modellen", "last_ned"),
)
"""Folders of the others in the order of the menu; new ones come after them."""
ADDRESSES = {"hvem_betaler": "hvem-betaler", "mal_og_oppdater": "mal-og-oppdater"}
"""Addresses that are not the name of the folder."""


@cache
def folders() -> tuple[str, ...]:
    """The folder of every page in the order of the menu."""
    found = {path.parent.name for path in PAGES.glob("*/page.py")}
    return (*IN_SIGHT, *ORDER, *sorted(found - {*IN_SIGHT, *ORDER}))


def address_of(folder: str) -> str:
    """Where a page is."""
    return ADDRESSES.get(folder, folder)


def pages() -> list[st.Page]:
    """All pages, each by the name in its own catalog."""
    return [page_of(name) for name in folders()]


def page_of(name: str) -> st.Page:
    """The page in a folder; the first one is what the app opens with."""
    title, script = Catalog(PAGES / name)("menu"), PAGES / name / "page.py"
    return st.Page(script, title=title, default=True) if name == FIRST else st.Page(script, title=title, url_path=address_of(name))


def show_way(assumptions: AssumptionSet, folder: str, label: str, **views: str) -> None:
    """A link to another page, which takes the state along and shows there what is asked for."""
    st.page_link(page_of(folder), label=label, query_params=query_parts(assumptions) | views)


def show_menu(assumptions: AssumptionSet) -> None:
    """A link to every page, which takes the state along: Streamlit's own menu drops it, and speaks English on a phone."""
    query = query_parts(assumptions)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="menu"):
        for name in IN_SIGHT:
            st.page_link(page_of(name), query_params=query)
        with st.popover(text("menu.more"), type="tertiary"):
            for name in folders()[len(IN_SIGHT) :]:
                st.page_link(page_of(name), query_params=query)

"""The menu: a page for every folder of pages that holds one."""

from functools import cache
from pathlib import Path

import streamlit as st

from costmodel.texts.catalog import Catalog

PAGES = Path(__file__).parents[1]
FIRST = "utforsk"
ORDER = (
    *(FIRST, "hvem_betaler", "budsjett", "sammenlign", "kommuner", "folsomhet", "usikkerhet", "det_vi_ikke_vet", "regnestykket"),
    *("forutsetninger", "om_modellen", "last_ned"),
)
"""Folders of the pages in the order of the menu; others come after them."""
ADDRESSES = {"hvem_betaler": "hvem-betaler"}
"""Addresses that are not the name of the folder."""


@cache
def folders() -> tuple[str, ...]:
    """The folder of every page in the order of the menu."""
    found = {path.parent.name for path in PAGES.glob("*/page.py")}
    return (*ORDER, *sorted(found - set(ORDER)))


def address_of(folder: str) -> str:
    """Where a page is."""
    return ADDRESSES.get(folder, folder)


def menu() -> list[st.Page]:
    """All pages, each by the name in its own catalog; in one row, since axe finds fault with Streamlit's headings on a phone."""
    return [page_of(name) for name in folders()]


def page_of(name: str) -> st.Page:
    """The page in a folder; the first one is what the app opens with."""
    title, script = Catalog(PAGES / name)("menu"), PAGES / name / "page.py"
    return st.Page(script, title=title, default=True) if name == FIRST else st.Page(script, title=title, url_path=address_of(name))

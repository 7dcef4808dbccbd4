"""The texts of a page: with ordinary spaces, and those that nobody has asked for."""

from costmodel.texts.catalog import Catalog
from support import ROOT


def plain(text: str) -> str:
    """With ordinary spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def unasked(page: str, asked: set[str], *parts: str) -> list[str]:
    """The texts in parts of a page's catalog that nobody has asked for."""
    catalog = Catalog(ROOT / "pages" / page)
    return [f"{part}.{key}" for part in parts for key in catalog.part(part) if f"{part}.{key}" not in asked]

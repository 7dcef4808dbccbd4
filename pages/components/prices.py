"""The prices of a table: fixed kroner of the plan's first year or of the price year, or kroner of each year."""

from costmodel.analysis.municipal.prices import PriceBasis
from pages.components.words import text

BASES = tuple(PriceBasis)
"""In the order in which they are offered; the first is what an økonomiplan is written in."""


def prices(basis: PriceBasis, year: int) -> str:
    """The prices of a table in a few words; `year` is that of fixed kroner."""
    return text(f"prices.{'current' if basis is PriceBasis.CURRENT else 'fixed'}", year=year)


def price_option(basis: PriceBasis, year: int) -> str:
    """A choice of prices as the reader sees it."""
    return text(f"prices.options.{'current' if basis is PriceBasis.CURRENT else 'fixed'}", year=year)

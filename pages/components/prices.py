"""The prices of a table: fixed ones, or those of each year, which grow by the deflator or by a rate of the reader's own."""

from costmodel.assumptions.records import Assumption
from pages.components.words import text

FIXED, DEFLATOR, OWN_RATE = "fixed", "deflator", "own"


def prices(choice: str, price_year: int, growth: float) -> str:
    """The prices of a table in a few words; `growth` a year from the price year on, where they are not fixed."""
    return text(f"prices.{'fixed' if choice == FIXED else 'current'}", year=price_year, growth=growth)


def price_option(choice: str, price_year: int, deflator: Assumption) -> str:
    """A choice of prices as the reader sees it."""
    return text(f"prices.options.{choice}", year=price_year, growth=deflator.value)

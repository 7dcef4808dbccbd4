"""The options of a municipality in words."""

from costmodel import AssumptionSet
from costmodel.output.labels import option_in_sentence
from pages.components.words import text


def dated_option(name: str, year: int | None, assumptions: AssumptionSet) -> str:
    """An option within a sentence, with the first year of the alternative that it leads to."""
    told = option_in_sentence(name, assumptions)
    return told if year is None else text("options.in_year", option=told, year=year)

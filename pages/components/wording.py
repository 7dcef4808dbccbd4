"""Short texts that several pages make from numbers, names and dates."""

from collections.abc import Iterable

from babel.dates import format_date

from costmodel import AssumptionSet
from costmodel.analysis.provenance import count_by_basis
from costmodel.assumptions.records import Assumption, Basis, Municipality
from costmodel.output.labels import option_in_sentence
from costmodel.texts.forms import write
from costmodel.texts.language import language
from costmodel.texts.numbers import number
from pages.components.words import text


def alphabetical(name: str) -> str:
    """Sort key of the Norwegian alphabet: æ, ø, å last, in that order."""
    return name.casefold().translate(str.maketrans("æøå", "{|}"))


def file_name(*parts: str, ending: str = "csv") -> str:
    """A file name for a download, in lower case and without characters that some systems refuse.

    >>> file_name("helseplattformen", "Indre Fosen")
    'helseplattformen-indre-fosen.csv'
    """
    plain = "-".join(parts).casefold().translate(str.maketrans({"æ": "ae", "ø": "o", "å": "a", " ": "-", ".": "-"}))
    return "".join(letter for letter in plain if letter.isalnum() or letter == "-") + f".{ending}"


def day(row: Municipality) -> str:
    """The date of go-live, no more exact than the table is."""
    pattern = text("go_live.day" if row.go_live_precision == "day" else "go_live.month")
    date = format_date(row.go_live, pattern, locale=language())
    return text("go_live.about", date=date) if row.go_live_precision == "month-range" else date


def dated_option(name: str, year: int | None, assumptions: AssumptionSet) -> str:
    """An option of a municipality within a sentence, with the first year of the alternative that it leads to."""
    told = option_in_sentence(name, assumptions)
    return told if year is None else text("options.in_year", option=told, year=year)


def option_title(name: str, assumptions: AssumptionSet, *, is_benchmark: bool = False) -> str:
    """An option as a choice, with that it is none where nobody can choose it."""
    told = write(option_in_sentence(name, assumptions), "upper")
    return text("options.benchmark", option=told) if is_benchmark else told


def best_of_100(share: float) -> str:
    """In how many of 100 draws an option is best, no more certain than draws can make it."""
    return text("options.almost_never") if share < 0.01 else text("options.almost_always") if share > 0.99 else number(100 * share)


def told_by_basis(records: Iterable[Assumption]) -> dict[str, int | str]:
    """How many of some numbers have each basis, for a sentence; of those that are measured words of their own, or none."""
    counts = count_by_basis(records)
    measured = counts[Basis.MEASURED]
    return {**counts, Basis.MEASURED.value: text("also_measured", count=measured) if measured else ""}

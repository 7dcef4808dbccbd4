"""Workbooks of other versions of the model: which one wrote it, and what of the first version's numbers still exists."""

import re
from collections.abc import Iterable, Iterator

from costmodel.assumptions.records import AssumptionSet
from costmodel.assumptions.rules import Values, check_values
from costmodel.assumptions.upgrading.values import upgraded_values
from costmodel.faults import Fault
from costmodel.texts.catalog import text
from costmodel.texts.language import LANGUAGES, in_language
from costmodel.version import MODEL_VERSION

CHOICES_OF_FIRST = ("view", "municipality", "participation")
"""Cells above the numbers of a workbook of the model's first version."""
_VERSION = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4}){0,2}")


def version_of(cover: Iterable[tuple[object, ...]]) -> str:
    """Version of the model that a workbook was written by, from the rows of its cover; this model's where it does not say."""
    words = _words_for("workbook.cover.lines.model")
    told = (str(row[1]) for row in cover if row[0] in words)
    return next((version for version in told if _VERSION.fullmatch(version)), MODEL_VERSION)


def _words_for(key: str) -> set[object]:
    """What a text is in each language."""
    found = set[object]()
    for language in LANGUAGES:
        with in_language(language):
            found.add(text(key))
    return found


def is_of_first(version: str) -> bool:
    """Whether it is of the first version, whose numbers have other names."""
    return version.partition(".")[0] == "1"


def kept_values(changed: Values, assumptions: AssumptionSet) -> tuple[dict[str, float | None], list[Fault]]:
    """The changes of a workbook of the first version that this model has a place for and allows; what became of the others."""
    found = upgraded_values(changed, assumptions)
    values, notes = dict(found.values), list[Fault](found.notes)
    while wrong := {fault.name: fault for fault in check_values(values, assumptions)}:
        notes += wrong.values()
        values = {name: value for name, value in values.items() if name not in wrong}
    return values, notes


def version_notices(version: str) -> Iterator[str]:
    """That the workbook was written by another version of the model."""
    if version != MODEL_VERSION:
        code = "first_version" if is_of_first(version) else "other_version"
        yield text(f"workbook.imported.{code}", version=version, model=MODEL_VERSION)

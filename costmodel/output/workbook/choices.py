"""What is chosen in cells: a code in the model, a word in the cell. A word of any language is understood when a workbook is read."""

from collections.abc import Sequence

from costmodel.texts.catalog import text
from costmodel.texts.language import LANGUAGES, in_language

BY_NUMBER, BY_LIST = "by_number", "by_list"
TICK = "tick"


def word(code: str) -> str:
    """What stands in the cell for a code."""
    return text(f"workbook.choices.{code}")


def code_of(content: str, codes: Sequence[str]) -> str | None:
    """The one of some codes that a word stands for, in any language; None where it stands for none."""
    for language in LANGUAGES:
        with in_language(language):
            found = next((code for code in codes if word(code) == content), None)
        if found is not None:
            return found
    return None

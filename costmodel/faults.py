"""Faults in what somebody wrote: where, what was found, what is allowed and what to do. In bokmål, one line each."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

LONGEST_QUOTE = 60
"""Longer texts are cut in messages: a message is one readable line whatever the file holds."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong."""

    place: str
    """``file:line:column``; empty for values that do not come from a file."""
    name: str
    """Name of the parameter or field; empty where the file as a whole is at fault."""
    found: str
    """What stands there."""
    allowed: str
    """What may stand there."""
    action: str
    """What to do about it."""

    label: ClassVar[str] = "Tillatt"

    def __str__(self) -> str:
        """The fault as one line of bokmål."""
        start = "".join(f"{part}: " for part in (self.place, self.name) if part)
        return f"{start}fant {self.found}. {self.label}: {self.allowed}. {self.action}"


class Note(Fault):
    """Something that is allowed but worth a look."""

    label = "Ventet"


class AssumptionError(ValueError):
    """Everything that is wrong with the assumptions, or with values given by a user, in one go."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults in the order given."""
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        """A heading and one line a fault."""
        where = "forutsetningene" if any(fault.place for fault in self.faults) else "det som er oppgitt"
        return "\n".join([f"{len(self.faults)} feil i {where}:", *map(str, self.faults)])


def nearest(word: str, candidates: Iterable[str]) -> str:
    """`` Mente du «x»?`` with the candidate most like the word, or nothing where none is like it."""
    by_lower = {candidate.casefold(): candidate for candidate in candidates}
    close = difflib.get_close_matches(word[:LONGEST_QUOTE].casefold(), by_lower, n=1)
    return f" Mente du «{shown(by_lower[close[0]])}»?" if close else ""


def shown(text: str) -> str:
    """Text from a file, fit for one line: cut where long, and without characters that a terminal would obey."""
    cut = text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "…"
    return "".join(letter if letter.isprintable() or letter == "\N{NO-BREAK SPACE}" else " " for letter in cut)


def number_text(value: float) -> str:
    """A number as the assumption files write it: point as decimal mark, no separators, no idle decimals."""
    return f"{value:.12g}"

"""Faults in what somebody wrote: where, which kind, and the facts. The words are in the catalog of the reader's language.

A fault is a code and facts: ``Fault(place, name, "out_of_bounds", {"value": 3.0, "allowed": allowed_number(…)})``. The code is a short
name in snake case with one meaning, and stays as it is: others may go by it. Its three texts (what was found, what is allowed, what
to do) stand under the code in ``costmodel/texts/nb/faults.yaml``, with a placeholder for each fact; :mod:`costmodel.output.faults`
joins the two. Facts are plain values without words: numbers, dates, names, what was written. Text from a file goes through
:func:`shown` first. A part of a message that several codes share, or that varies by itself, is a :class:`Part`: a code and facts too,
with one text under ``parts``. A test holds codes, facts and texts together.
"""

import difflib
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import ParamSpec, TypeAlias, TypeVar

MOST_FAULTS, MOST_SUGGESTIONS = 5_000, 200
"""Faults that are gathered of what somebody wrote, and names that are compared with the known ones: more help nobody."""
LONGEST_QUOTE = 60
"""Longer texts are cut in messages: a message is one readable line whatever the file holds."""

Fact: TypeAlias = "str | float | date | Part | tuple[str | Part, ...] | None"
"""A number, date, name or quoted text; a part; names or parts, listed in a message; or None, of which a message says nothing."""
Facts = Mapping[str, Fact]


@dataclass(frozen=True)
class Part:
    """A part of a message: what is allowed of a number, what was probably meant."""

    code: str
    """Which part."""
    facts: Facts = field(default_factory=dict[str, Fact], hash=False)
    """What it says, by the names of the placeholders in its text."""

    def __str__(self) -> str:
        """The part without a catalog: ``number_from_to (minimum=0, maximum=300)``."""
        return f"{self.code}{_listed(self.facts)}"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong."""

    place: str
    """``file:line:column``; empty for values that do not come from a file."""
    name: str
    """Name of the parameter or field; empty where the file as a whole is at fault."""
    code: str
    """What is wrong: the key of its three texts."""
    facts: Facts = field(default_factory=dict[str, Fact], hash=False)
    """What the texts say, by the names of their placeholders."""

    def __post_init__(self) -> None:
        """Counts where faults are counted."""
        _count("faults", MOST_FAULTS)

    def __str__(self) -> str:
        """The fault without a catalog, as one line: ``parameters.yaml:12:5: platform_cost: out_of_bounds (value=3, …)``."""
        start = "".join(f"{part}: " for part in (self.place, self.name) if part)
        return f"{start}{self.code}{_listed(self.facts)}"


class Note(Fault):
    """Something that is allowed but worth a look."""


class AssumptionError(ValueError):
    """Everything that is wrong with the assumptions, or with values given by a user, in one go."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults in the order given."""
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        """A heading and one line a fault, without a catalog; :func:`costmodel.output.faults.faults_text` is for readers."""
        return "\n".join([f"faults: {len(self.faults)}", *map(str, self.faults)])


class TooManyFaultsError(BaseException):
    """Raised where there are more faults than are gathered; no Exception, since readers make faults of those."""


_COUNTS: ContextVar[dict[str, int] | None] = ContextVar("faults_counted", default=None)
P = ParamSpec("P")
R = TypeVar("R")


def bounded_faults(read: Callable[P, R]) -> Callable[P, R]:
    """Lets a reader stop after MOST_FAULTS faults, with an AssumptionError that says so and not which."""

    @wraps(read)
    def reading(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            with _counting():
                return read(*args, **kwargs)
        except TooManyFaultsError:
            raise AssumptionError([Fault("", "", "too_many_faults", {"most": MOST_FAULTS})]) from None

    return reading


@contextmanager
def _counting() -> Generator[None]:
    token = _COUNTS.set({})
    try:
        yield
    finally:
        _COUNTS.reset(token)


def _count(what: str, most: int) -> bool:
    """Counts one more, where somebody counts; tells whether there are too many, which of faults is an end of reading."""
    counts = _COUNTS.get()
    if counts is None:
        return False
    counts[what] = counts.get(what, 0) + 1
    if counts[what] > most and what == "faults":
        raise TooManyFaultsError
    return counts[what] > most


def distinct(faults: Iterable[Fault]) -> list[Fault]:
    """Each fault once, by what it says."""
    return list({str(fault): fault for fault in faults}.values())


def nearest(word: str, candidates: Iterable[str]) -> Part | None:
    """The candidate most like the word, as a suggestion; None where none is like it."""
    if _count("suggestions", MOST_SUGGESTIONS):
        return None
    by_lower = {candidate.casefold(): candidate for candidate in candidates}
    close = difflib.get_close_matches(word[:LONGEST_QUOTE].casefold(), by_lower, n=1)
    return Part("did_you_mean", {"name": shown(by_lower[close[0]])}) if close else None


def shown(text: str) -> str:
    """Text from a file, fit for one line: cut where long, and without characters that a terminal would obey."""
    cut = text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "…"
    return "".join(letter if letter.isprintable() or letter == "\N{NO-BREAK SPACE}" else " " for letter in cut)


def number_text(value: float) -> str:
    """A number as the assumption files write it: point as decimal mark, no separators, no idle decimals."""
    return f"{value:.12g}"


def _listed(facts: Facts) -> str:
    told = ", ".join(f"{name}={_plain(fact)}" for name, fact in facts.items() if fact is not None)
    return f" ({told})" if told else ""


def _plain(fact: Fact) -> str:
    if isinstance(fact, tuple):
        return f"[{', '.join(map(_plain, fact))}]"
    return number_text(fact) if isinstance(fact, float) else str(fact)

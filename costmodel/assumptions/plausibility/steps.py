"""Which numbers of a row by year are out of line with their neighbours: the one that is wrong, and not the two steps that it makes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from costmodel.faults import Part

Fine = Callable[[float, float, int], bool]
"""Whether a number may follow another one so many years before."""
_SHIFTS = (10.0, 0.1, 100.0, 0.01, 1_000.0, 0.001)
"""What becomes of a number whose decimal mark or digits are lost."""


@dataclass(frozen=True)
class OutOfLine:
    """A number that does not follow from the nearest one that does."""

    at: int
    """Its index."""
    beside: int
    """That of the number which it is held against."""
    is_last: bool
    """Whether all that follow are of its own level, so that the level shifts here."""


def steps(years: Sequence[int], values: Sequence[float], fine: Fine) -> Iterator[OutOfLine]:
    """The numbers out of line, in the order of their years."""

    def follows(first: int, second: int) -> bool:
        return fine(values[first], values[second], years[second] - years[first])

    good, at = 0, 1
    if len(values) > 2 and not follows(0, 1) and not follows(0, 2) and follows(1, 2):
        yield OutOfLine(0, 1, False)
        good, at = 1, 2
    while at < len(values):
        if not follows(good, at):
            is_alone = at + 1 < len(values) and follows(good, at + 1)
            yield OutOfLine(at, good, not is_alone)
            good = good if is_alone else at
        else:
            good = at
        at += 1


def shifted(value: float, is_fine: Callable[[float], bool]) -> Part | None:
    """The number that has its decimal mark elsewhere and is in line; None where there is none."""
    found = next((float(f"{value * shift:.9g}") for shift in _SHIFTS if is_fine(value * shift)), None)
    return None if found is None else Part("meant_number", {"number": found})

"""An answer beside the same asked again: what is not the same, the largest difference first."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from costmodel.analysis.attribution.replaying import is_alike
from costmodel.output.csv import Cell
from costmodel.output.replay.reading import is_number


@dataclass(frozen=True)
class CellDifference:
    """A number or text that is not the same."""

    place: str
    """Where it stands: the path in JSON, row and column of a table, sheet and cell of a workbook."""
    before: Cell
    after: Cell

    @property
    def share(self) -> float:
        """How much larger or smaller it is, as a share of what it was; infinite of a text, and of what was 0 or nothing."""
        if isinstance(self.before, int | float) and isinstance(self.after, int | float) and self.before:
            return (self.after - self.before) / abs(self.before)
        return inf


@dataclass(frozen=True)
class Compared:
    """Every place of two answers to one question."""

    count: int
    """Places that both have."""
    differing: tuple[CellDifference, ...]
    """More than rounding explains: numbers of the largest absolute change first, then texts."""
    rounded: int
    """Numbers that are not the same to the last digit, but within rounding."""
    gone: tuple[str, ...]
    """Places that only the first has."""
    new: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether it is still the same answer."""
        return not (self.differing or self.gone or self.new)


def compared_cells(then: Mapping[str, Cell], now: Mapping[str, Cell]) -> Compared:
    """Two answers to one question, each by place."""
    both = [place for place in then if place in now]
    unequal = [CellDifference(place, then[place], now[place]) for place in both if then[place] != now[place]]
    differing = [item for item in unequal if not _is_rounding(item)]
    gone, new = (tuple(place for place in one if place not in other) for one, other in ((then, now), (now, then)))
    return Compared(len(both), tuple(sorted(differing, key=_size)), len(unequal) - len(differing), gone, new)


def _is_rounding(item: CellDifference) -> bool:
    return is_number(item.before) and is_number(item.after) and is_alike(float(item.before or 0.0), float(item.after or 0.0))


def _size(item: CellDifference) -> float:
    """Larger changes first; what is no number last."""
    if is_number(item.before) and is_number(item.after):
        return -abs(float(item.after or 0.0) - float(item.before or 0.0))
    return 1.0

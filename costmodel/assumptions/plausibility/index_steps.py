"""The price index beside itself: steps that no consumer prices make, two reference years in one row, years that are missing."""

from collections.abc import Iterator, Sequence

from costmodel.assumptions.located import Located
from costmodel.assumptions.plausibility.steps import OutOfLine, shifted, steps
from costmodel.assumptions.records import PriceIndexYear
from costmodel.faults import Facts, Fault, Note, Part

LEAST, MOST = -0.03, 0.15
"""Growth in a year that is not worth a look."""
REFERENCE = 100.0
"""What an index is in its reference year."""
_NEAR_REFERENCE = (0.9, 1.15)
Placed = tuple[PriceIndexYear, Located]


def index_warnings(rows: Sequence[Placed]) -> Iterator[Fault]:
    """What is worth a look in the years of the index, which come in any order, each once."""
    ordered = sorted(rows, key=lambda placed: placed[0].year)
    years, values = [item.year for item, _ in ordered], [item.cpi for item, _ in ordered]
    for step in steps(years, values, is_usual):
        yield _step(ordered, step)
    for before, (item, row) in zip(years, ordered[1:], strict=False):
        if item.year > before + 1:
            facts: Facts = {"missing": tuple(str(year) for year in range(before + 1, item.year))}
            yield Note(row.place(("year",)), row.title(("year",)), "index_gap", facts)


def is_usual(before: float, after: float, years: int) -> bool:
    """Whether prices may grow so in so many years."""
    return (1.0 + LEAST) ** years <= after / before <= (1.0 + MOST) ** years


def _step(ordered: Sequence[Placed], step: OutOfLine) -> Fault:
    (item, row), (beside, _) = ordered[step.at], ordered[step.beside]
    facts: Facts = {
        "cpi": item.cpi,
        "year": item.year,
        "beside": beside.cpi,
        "beside_year": beside.year,
        "change": round(100 * (item.cpi / beside.cpi - 1), 1),
        "least": 100 * LEAST,
        "most": 100 * MOST,
        "meant": _meant(item, beside, step),
    }
    return Note(row.place(("cpi",)), row.title(("cpi",)), "index_step", facts)


def _meant(item: PriceIndexYear, beside: PriceIndexYear, step: OutOfLine) -> Part | None:
    """What was probably meant: growth in percent, a lost decimal mark, or an index of another reference year."""
    years = abs(item.year - beside.year)
    if step.at > step.beside and 100 * LEAST <= item.cpi <= 100 * MOST:
        return Part("meant_growth", {"growth": item.cpi, "number": round(beside.cpi * (1 + item.cpi / 100) ** years, 1)})
    moved = shifted(item.cpi, lambda cpi: is_usual(*((beside.cpi, cpi) if step.at > step.beside else (cpi, beside.cpi)), years))
    if moved is None and step.is_last and _NEAR_REFERENCE[0] <= item.cpi / REFERENCE <= _NEAR_REFERENCE[1]:
        return Part("meant_other_reference", {"number": round(beside.cpi * item.cpi / REFERENCE, 1), "year": beside.year})
    return moved

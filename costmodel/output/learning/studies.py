"""What the next measurement is worth, in sentences and tables."""

from collections.abc import Iterator, Sequence

from costmodel.analysis.learning.studies import Candidate, StudySize, StudyWorth
from costmodel.assumptions.records import AssumptionSet
from costmodel.output.learning.quantities import places_for, quantity_label, quantity_unit
from costmodel.texts.catalog import text
from costmodel.texts.numbers import number

Cells = tuple[str, ...]
MOST_CANDIDATES = 15
NOTHING = 0.005
"""MNOK: less is shown as nothing."""


def study_sentences(found: StudyWorth, asked: StudySize | None = None) -> list[str]:
    """What a study is worth, which size is the best, and what no size can mend; `asked` is the size to tell of, the best where None."""
    assumptions, study = found.scenario.assumptions, found.study
    quantity = quantity_label(study.quantity, None, assumptions)
    if found.perfect < NOTHING:
        return [text("learning.study.nothing", quantity=quantity)]
    size = asked or found.best or found.sizes[-1]
    told = {"quantity": quantity, "n": size.n, "value": size.value, "perfect": found.perfect, "everything": found.everything}
    lines = [text("learning.study.worth", **told), best_sentence(found)]
    if study.representativeness:
        floor = number(study.representativeness, places_for(study.representativeness))
        lines.append(text("learning.study.floor", floor=f"{floor} {quantity_unit(study.quantity, assumptions)}"))
    return lines


def best_sentence(found: StudyWorth) -> str:
    """The size where one more is worth no more than it costs."""
    best = found.best
    return text("learning.study.never") if best is None else text("learning.study.best", n=best.n, value=best.value, cost=best.cost)


def size_rows(found: StudyWorth) -> Iterator[Cells]:
    """A row for each size of the curve."""
    for size in found.sizes:
        values = ((size.error, places_for(size.error)), (size.value, 2), (size.value_error, 2), (size.cost, 2), (size.net, 2))
        yield (number(size.n), *(number(value, places) for value, places in values))


def candidate_rows(found: Sequence[Candidate], assumptions: AssumptionSet) -> Iterator[Cells]:
    """A row for each of the numbers that are most worth measuring."""
    for item in found[:MOST_CANDIDATES]:
        values = (item.measured, item.measured_error, item.perfect, item.perfect_error)
        yield (quantity_label(item.name, None, assumptions), *(number(value, 1) for value in values))


def first_sentence(found: Sequence[Candidate], assumptions: AssumptionSet) -> list[str]:
    """Which number it is worth most to measure; none where nothing moves the choice."""
    if not found:
        return []
    return [text("learning.study.first", quantity=quantity_label(found[0].name, None, assumptions), value=found[0].measured)]

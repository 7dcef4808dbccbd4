"""Rules about where a number comes from: what its basis requires, whether its source exists, and its dates."""

from collections.abc import Iterator
from datetime import date

from costmodel.assumptions.records import Basis, Provenance
from costmodel.faults import Fault, Note, nearest, shown

_REQUIRED = {
    Basis.PUBLISHED: {"source": "missing_source", "page": "missing_page"},
    Basis.DERIVED: {"how": "missing_how"},
    Basis.MEASURED: {"how": "missing_how"},
    Basis.ASSUMPTION: {"why": "missing_why"},
}
"""The fields that a basis requires, and the code of the fault where one is missing."""


def origin_faults(item: Provenance) -> Iterator[Fault]:
    """What the basis requires and the record lacks; the name of a fault is the field, and it has no place."""
    for field, code in _REQUIRED[Basis(item.basis)].items():
        if getattr(item, field) is None:
            yield Fault("", field, code)


def source_faults(item: Provenance, sources: frozenset[str] | None) -> Iterator[Fault]:
    """A source that is not in the bibliography; `sources` are None where it could not be read."""
    if item.source is not None and sources is not None and item.source not in sources:
        yield Fault("", "source", "unknown_source", {"source": shown(item.source), "nearest": nearest(item.source, sources)})


def date_faults(item: Provenance) -> Iterator[Fault]:
    """A review that lies before the number holds."""
    if item.valid_from > item.review_by:
        yield Fault("", "review_by", "review_before_valid", {"review_by": item.review_by, "valid_from": item.valid_from})


def overdue(item: Provenance, today: date) -> Iterator[Fault]:
    """A note where somebody should have looked at the number again."""
    if item.review_by < today:
        yield Note("", "review_by", "review_overdue", {"review_by": item.review_by, "today": today})


def in_future(item: Provenance, today: date) -> Iterator[Fault]:
    """A note where the number does not hold yet."""
    if item.valid_from > today:
        yield Note("", "valid_from", "not_valid_yet", {"valid_from": item.valid_from, "today": today})

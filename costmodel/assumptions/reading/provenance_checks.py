"""Rules about where a number comes from: what its basis requires, whether its source exists, and its dates."""

from collections.abc import Iterator
from datetime import date

from costmodel.assumptions.records import Basis, Provenance
from costmodel.faults import Fault, Note, nearest, shown

_REQUIRED = {
    Basis.PUBLISHED: (("source", "kilden"), ("page", "siden i kilden")),
    Basis.DERIVED: (("how", "hvordan tallet er regnet ut"),),
    Basis.ASSUMPTION: (("why", "hvorfor tallet er antatt"),),
}


def origin_faults(item: Provenance) -> Iterator[Fault]:
    """What the basis requires and the record lacks; the name of a fault is the field, and it has no place."""
    for field, meaning in _REQUIRED[Basis(item.basis)]:
        if getattr(item, field) is None:
            yield Fault("", field, "ingenting", f"{field} ({meaning}) når basis er {item.basis}", f"Legg til {field}.")


def source_faults(item: Provenance, sources: frozenset[str] | None) -> Iterator[Fault]:
    """A source that is not in the bibliography; `sources` are None where it could not be read."""
    if item.source is not None and sources is not None and item.source not in sources:
        action = "Rett kilden, eller legg den til i sources.yaml." + nearest(item.source, sources)
        yield Fault("", "source", f"den ukjente kilden «{shown(item.source)}»", "en kilde i sources.yaml", action)


def date_faults(item: Provenance) -> Iterator[Fault]:
    """A review that lies before the number holds."""
    if item.valid_from > item.review_by:
        yield Fault("", "review_by", str(item.review_by), f"en dato fra og med valid_from, {item.valid_from}", "Rett den ene datoen.")


def overdue(item: Provenance, today: date) -> Iterator[Fault]:
    """A note where somebody should have looked at the number again."""
    if item.review_by < today:
        yield Note("", "review_by", str(item.review_by), f"en dato fra og med i dag, {today}", "Se på tallet igjen og flytt datoen fram.")


def in_future(item: Provenance, today: date) -> Iterator[Fault]:
    """A note where the number does not hold yet."""
    if item.valid_from > today:
        yield Note("", "valid_from", str(item.valid_from), f"en dato til og med i dag, {today}", "Se om tallet skal brukes alt nå.")

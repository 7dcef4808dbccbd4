"""Whether the assumptions are approved, in words, and what to look at first of what is worth a look."""

from collections.abc import Iterable, Sequence

from costmodel.assumptions.approval.writing import is_standing
from costmodel.assumptions.reading.assumption_checks import WIDE_RANGE
from costmodel.assumptions.records import AssumptionSet
from costmodel.faults import Fault
from costmodel.output.faults import fault_line, fault_lines
from costmodel.texts.catalog import text

MOST_ALIKE = 5
"""So many warnings of one kind are told one by one."""


def approval_state(assumptions: AssumptionSet) -> str:
    """``godkjent av Kari Nordmann 2026-11-30``, ``utkast``, or a draft that was approved before it was changed."""
    item = assumptions.approval
    if item is None or item.approved_by is None:
        return text("approval.draft")
    return text("approval.approved" if assumptions.is_approved else "approval.changed", by=item.approved_by, on=item.approved_on)


def new_and_standing(assumptions: AssumptionSet) -> tuple[list[Fault], list[Fault]]:
    """The warnings that an edit may have brought, and those that stood before it: at the approval, or by themselves."""
    kinds: tuple[list[Fault], list[Fault]] = ([], [])
    for note in assumptions.warnings:
        kinds[is_standing(note, assumptions.approval)].append(note)
    return kinds


def warning_lines(assumptions: AssumptionSet) -> list[str]:
    """The new ones first, a line each or a line for many alike; then a line for each kind of the standing ones."""
    new, standing = new_and_standing(assumptions)
    fresh = [text("approval.new", warning=line) for kind in _by_code(new) for line in _lines(kind)]
    counts = [text("approval.standing", warning=line) for kind in _by_code(standing) for line in _lines(kind, most=1)]
    return [*fresh, *counts]


def _by_code(notes: Iterable[Fault]) -> list[list[Fault]]:
    kinds: dict[str, list[Fault]] = {}
    for note in notes:
        kinds.setdefault(note.code, []).append(note)
    return list(kinds.values())


def _lines(kind: Sequence[Fault], most: int = MOST_ALIKE) -> list[str]:
    """Warnings of one code: one by one where they are few, else the first and the names of some others."""
    if kind[0].code == WIDE_RANGE:
        return [_wide([note.name.removesuffix(".low") for note in kind])]
    if len(kind) <= most:
        return fault_lines(kind)
    others = [note.name or note.place for note in kind[1:]]
    return [text("approval.alike", first=fault_line(kind[0]), count=len(others), names=", ".join(others[:MOST_ALIKE]))]


def _wide(names: Sequence[str]) -> str:
    """All the wide ranges, which are many, alike and known."""
    rest, named = len(names) - MOST_ALIKE, ", ".join(names[:MOST_ALIKE])
    if rest > 0:
        return text("approval.many_wide", count=len(names), names=named, rest=rest)
    return text("approval.wide", count=len(names), names=named)

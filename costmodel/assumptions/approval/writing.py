"""An approval as text: what ``check --approve`` writes into the folder."""

import json
from datetime import date

from costmodel.assumptions.approval.approval_reading import published_now
from costmodel.assumptions.plausibility.people import PASSED
from costmodel.assumptions.reading.assumption_checks import WIDE_RANGE
from costmodel.assumptions.records import Approval, AssumptionSet, PublishedThen
from costmodel.faults import Fault, number_text

SCHEMA_LINE = "# yaml-language-server: $schema=schemas/approval.schema.json"
WAITS_FOR_NEWS = frozenset({WIDE_RANGE, PASSED})
"""Codes of warnings that stand in any folder: they come of what nobody knows, and of the calendar, and not of an edit."""


def approval_of(assumptions: AssumptionSet, by: str | None, on: date | None) -> Approval:
    """The folder as it is, approved or as a draft: published numbers, and the warnings that stand."""
    known = sorted({warning_key(note) for note in assumptions.warnings if note.code not in (*WAITS_FOR_NEWS, "changed_since_approval")})
    return Approval(
        approved_by=by,
        approved_on=on,
        fingerprint=None if by is None else assumptions.hash,
        known_warnings=tuple(known),
        published=published_now(assumptions),
    )


def warning_key(note: Fault) -> str:
    """What tells a warning from others, whatever line it stands on: its code, its file and its name."""
    return " ".join(part for part in (note.code, note.place.partition(":")[0], note.name) if part)


def is_standing(note: Fault, approval: Approval | None) -> bool:
    """Whether a warning is none of an edit since the approval."""
    return note.code in WAITS_FOR_NEWS or (approval is not None and warning_key(note) in approval.known_warnings)


def approval_text(item: Approval) -> str:
    """The content of approval.yaml."""
    on = "null" if item.approved_on is None else item.approved_on.isoformat()
    return "\n".join(
        [
            SCHEMA_LINE,
            f"approved_by: {_text(item.approved_by)}",
            f"approved_on: {on}",
            f"fingerprint: {_text(item.fingerprint)}",
            "known_warnings:" + ("" if item.known_warnings else " []"),
            *(f"  - {_text(key)}" for key in item.known_warnings),
            "published:" + ("" if item.published else " {}"),
            *(f"  {name}: {_then(then)}" for name, then in item.published.items()),
            "",
        ]
    )


def _then(item: PublishedThen) -> str:
    values = ", ".join(map(number_text, item.values))
    return f"{{values: [{values}], source: {_text(item.source)}, page: {_text(item.page)}}}"


def _text(text: str | None) -> str:
    return json.dumps(text, ensure_ascii=False)

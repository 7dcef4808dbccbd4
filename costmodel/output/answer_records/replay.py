"""A replay in JSON."""

from typing import Literal

from costmodel.assumptions.records import Record
from costmodel.output.answer_records.attribution import PartRecord, split_record
from costmodel.output.replay.telling import Replayed, move_label
from costmodel.version import MODEL_VERSION

MOST_PLACES = 1_000
"""Places that are written out of those that differ."""
Verdict = Literal["same", "same_but_for_rounding", "differs", "not_asked_again"]


class PlaceRecord(Record):
    """A number or text of the answer that is not as it was."""

    place: str
    """The path in JSON; row and column of a table; sheet and cell of a workbook."""
    before: float | str | bool | None
    """In the answer."""
    after: float | str | bool | None
    """Asked again."""


class MoveRecord(Record):
    """Something of the assumption files that is not as it was."""

    name: str
    """Full name of a number; price_index.YEAR; price_paths.PATH YEAR; municipalities.NAME; actuals, measurements and the like."""
    label: str
    """Name in bokmål."""
    field: str
    """value, low, high, price_year; of a municipality wave, go_live, status, population.YEAR; row: one lacks it; part: a table."""
    before: float | str | None
    """When the answer was made; of a part its fingerprint."""
    after: float | str | None
    """Now."""


class DriftRecord(Record):
    """The net present value behind the answer, MNOK, and what moved it."""

    before: float
    """As the answer says."""
    same_numbers: float
    """The numbers of then with the model of today."""
    after: float
    """Today."""
    unnamed: float
    """What no number explains: another version of the model, or a table that the answer knows by its fingerprint alone."""
    parts: list[PartRecord]
    """What each move adds, the largest first: together they are after less same_numbers."""
    orders: int
    """Random orders behind the parts; 0 where every coalition was appraised."""


class ReplayAnswer(Record):
    """``replay --format json``."""

    model_version: str
    """The version of the model that asked again."""
    assumptions_hash: str
    """Fingerprint of the assumption files that were asked again."""
    file: str
    """The answer's file."""
    verdict: Verdict
    """not_asked_again: no command gave the answer, so that only what it rests on can be told."""
    model_before: str
    """The version of the model that gave the answer."""
    assumptions_before: str
    """Fingerprint of the assumption files that it rested on."""
    count: int
    """Places that both have."""
    differing: int
    """Places of those that are not the same."""
    places: list[PlaceRecord]
    """The first thousand of them, the largest change first."""
    gone: list[str]
    """Places that only the answer has."""
    new: list[str]
    """Places that only today's has."""
    moves: list[MoveRecord]
    """What has moved in the assumption files."""
    npv: DriftRecord | None
    """None where the numbers of then are no longer allowed."""


def replay_record(found: Replayed) -> ReplayAnswer:
    """The record of a replay; labels are those of today's files."""
    compared = found.compared
    differing = compared.differing if compared else ()
    return ReplayAnswer(
        model_version=MODEL_VERSION,
        assumptions_hash=found.assumptions.hash,
        file=found.file,
        verdict=_verdict(found),
        model_before=found.then.model_version,
        assumptions_before=found.then.assumptions_hash,
        count=compared.count if compared else 0,
        differing=len(differing),
        places=[PlaceRecord(place=item.place, before=item.before, after=item.after) for item in differing[:MOST_PLACES]],
        gone=list(compared.gone) if compared else [],
        new=list(compared.new) if compared else [],
        moves=_moves(found),
        npv=_drift(found),
    )


def _verdict(found: Replayed) -> Verdict:
    if found.compared is None:
        return "not_asked_again"
    if not found.compared.is_same:
        return "differs"
    return "same_but_for_rounding" if found.compared.rounded else "same"


def _moves(found: Replayed) -> list[MoveRecord]:
    labelled = [(move, move_label(move, found.assumptions)) for move in found.moves]
    return [MoveRecord(name=move.name, label=label, field=move.field, before=move.before, after=move.after) for move, label in labelled]


def _drift(found: Replayed) -> DriftRecord | None:
    drift = found.drift
    if drift is None:
        return None
    split = split_record(drift.split, found.assumptions)
    ends = {"before": drift.before, "same_numbers": drift.same_numbers, "after": drift.after, "unnamed": drift.unnamed}
    return DriftRecord(**ends, parts=split.parts, orders=split.orders)

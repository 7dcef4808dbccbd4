"""A replay in words and rows: whether the answer is the same, what has moved, and by how much each of it moved the answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import isinf

from costmodel.analysis.attribution.changes import ACTUALS, INDEX
from costmodel.analysis.attribution.remembering import PART, PATH, TOWN, Move, moves, remembered
from costmodel.analysis.attribution.replaying import NEGLIGIBLE, Drift
from costmodel.assumptions.records import AssumptionSet
from costmodel.faults import AssumptionError
from costmodel.model.scenario import Scenario
from costmodel.output.attribution.telling import change_label, split_lines
from costmodel.output.csv import Cell
from costmodel.output.faults import fault_lines
from costmodel.output.identity.about import Identity
from costmodel.output.identity.saying import identity_lines, norwegian
from costmodel.output.labels import input_label, name_in_language
from costmodel.output.printing import columns
from costmodel.output.replay.comparing import CellDifference, Compared
from costmodel.texts.catalog import text
from costmodel.texts.numbers import signed
from costmodel.version import MODEL_VERSION

MOST_SHOWN = 10
"""Places that are told of those that differ."""
REPLAY_COLUMNS = ("kind", "name", "label", "field", "before", "after", "amount")


@dataclass(frozen=True)
class Replayed:
    """An answer asked again."""

    file: str
    """The name of its file."""
    then: Identity
    """What it says of itself."""
    scenario: Scenario
    """Its scenario on the files of today."""
    compared: Compared | None
    """Its places beside those of today; None where no command gave it."""
    drift: Drift | None
    """Why its net present value has moved."""
    hindrance: AssumptionError | None
    """Why that cannot be said."""

    @property
    def assumptions(self) -> AssumptionSet:
        """The files of today."""
        return self.scenario.assumptions

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """What has moved in the files."""
        return moves(self.then.rests_on, remembered(self.assumptions))

    @property
    def is_same(self) -> bool:
        """Whether the answer is what it was; of one that is not asked again, whether its net present value is."""
        if self.compared is not None:
            return self.compared.is_same
        return self.drift is not None and not self.drift.unnamed and self.drift.same_numbers == self.drift.after

    @property
    def is_other_model(self) -> bool:
        """Whether another version of the model gave the answer."""
        return self.then.model_version != MODEL_VERSION


def replay_lines(found: Replayed) -> list[str]:
    """The whole replay as text."""
    then = [text("replay.then"), *(f"  {line}" for line in identity_lines(found.then, found.assumptions))]
    return [text("replay.heading", file=found.file), "", *then, "", *_verdict(found), "", *_moved(found), *_split(found)]


def _verdict(found: Replayed) -> list[str]:
    if found.compared is None:
        return [text("replay.not_asked")]
    count = found.compared.count
    if found.compared.is_same:
        if found.compared.rounded:
            return [text("replay.same_rounded", count=count, rounded=found.compared.rounded, tolerance=norwegian(NEGLIGIBLE))]
        return [text("replay.same", count=count)]
    return [text("replay.differs", count=count, differing=len(found.compared.differing)), *_places(found.compared)]


def _places(compared: Compared) -> list[str]:
    heads = tuple(text(f"replay.heads.{name}") for name in ("place", "before", "after", "share"))
    rows = [(item.place, _cell(item.before), _cell(item.after), _share_text(item)) for item in compared.differing[:MOST_SHOWN]]
    hidden = len(compared.differing) - len(rows)
    more = [text("replay.more", count=hidden)] if hidden else []
    only = [text(f"replay.{name}", count=len(places)) for name, places in (("gone", compared.gone), ("new", compared.new)) if places]
    return [*(columns([heads, *rows]) if rows else []), *more, *only]


def _share_text(item: CellDifference) -> str:
    """By how much a number has changed, where that can be said."""
    return "–" if isinf(item.share) else text("replay.share", change=signed(100 * item.share, 2))


def _cell(value: Cell) -> str:
    return "–" if value is None else value if isinstance(value, str) else norwegian(value)


def _moved(found: Replayed) -> list[str]:
    """What the answer rests on and is not as it was."""
    lines = [text("replay.other_model", before=found.then.model_version, after=MODEL_VERSION)] if found.is_other_model else []
    lines += [_move_text(move, found.assumptions) for move in found.moves]
    if lines:
        return [text("replay.moved"), *(f"  {line}" for line in lines)]
    if not found.is_same:
        return [text("replay.unexplained")]
    is_other = found.then.assumptions_hash != found.assumptions.hash
    return [text("replay.only_words" if is_other else "replay.nothing_moved")]


def _move_text(move: Move, assumptions: AssumptionSet) -> str:
    """One move in words, from what to what."""
    label = move_label(move, assumptions)
    if move.field == PART:
        return text("replay.part", label=label)
    before, after = (_value(value) for value in (move.before, move.after))
    return text("replay.move", label=label, before=before, after=after)


def move_label(move: Move, assumptions: AssumptionSet) -> str:
    """What has moved."""
    label = _name(move, assumptions)
    if move.field in ("value", PART):
        return label
    field, _, year = move.field.partition(".")
    told = text("replay.fields.population", year=year) if year else text(f"replay.fields.{field}")
    return text("replay.field", label=label, field=told)


def _name(move: Move, assumptions: AssumptionSet) -> str:
    if move.name.startswith(PATH):
        path, _, year = move.name.removeprefix(PATH).partition(" ")
        return text("replay.path", path=text(f"finance.moves.{path}"), year=year)
    if move.name.startswith(TOWN):
        return move.name.removeprefix(TOWN)
    if move.field == PART and move.name != ACTUALS:
        return text(f"replay.parts.{move.name}")
    if move.name.startswith(INDEX) or move.name == ACTUALS:
        return change_label(move.name, assumptions)
    if move.name in assumptions.quantities:
        return input_label(move.name, assumptions)
    known = assumptions.numbers.get(move.name)
    return move.name if known is None else name_in_language(known.name)


def _value(value: float | str | None) -> str:
    return text("replay.none") if value is None else value if isinstance(value, str) else norwegian(value)


def _split(found: Replayed) -> list[str]:
    """By how much each thing moved the net present value behind the answer."""
    if found.hindrance is not None:
        return ["", text("replay.no_split"), *(f"  {line}" for line in fault_lines(found.hindrance.faults))]
    drift = found.drift
    if drift is None or not (drift.unnamed or drift.split.parts):
        return []
    question, change = text(f"identity.questions.{found.then.question}"), signed(drift.after - drift.before, 3)
    lines = ["", text("replay.npv", question=question, before=drift.before, after=drift.after, change=change)]
    if drift.unnamed:
        lines.append(text("replay.of_model" if found.is_other_model else "replay.of_tables", amount=signed(drift.unnamed, 3)))
    return [*lines, *(["", *split_lines(drift.split, found.assumptions)] if drift.split.parts else [])]


def replay_rows(found: Replayed) -> Iterator[dict[str, Cell]]:
    """A row for each move, for each part of the change, and for each place that differs."""
    if found.is_other_model:
        yield {"kind": "model", "name": "model_version", "before": found.then.model_version, "after": MODEL_VERSION}
    for move in found.moves:
        label = move_label(move, found.assumptions)
        yield {"kind": "move", "name": move.name, "label": label, "field": move.field, "before": move.before, "after": move.after}
    if found.drift is not None:
        yield {"kind": "npv", "name": "npv", "before": found.drift.before, "after": found.drift.after, "amount": found.drift.unnamed}
        for part in found.drift.split.parts:
            change = part.change
            start: dict[str, Cell] = {"kind": "part", "name": change.name, "label": change_label(change.name, found.assumptions)}
            yield {**start, "before": change.before, "after": change.after, "amount": part.amount}
    for item in found.compared.differing if found.compared else ():
        yield {"kind": "place", "name": item.place, "before": item.before, "after": item.after}

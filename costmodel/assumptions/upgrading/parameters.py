"""parameters.yaml of version 1 → that of version 2, and the numbers that stand in a register since then."""

from collections.abc import Mapping
from dataclasses import dataclass
from operator import gt, lt

from costmodel.assumptions.located import Keys, as_mapping
from costmodel.assumptions.parameters import limits_of
from costmodel.assumptions.upgrading.editing import YamlText
from costmodel.assumptions.upgrading.phrases import Phrases
from costmodel.assumptions.upgrading.values import COUNTS_OTHERWISE, GONE, NO_PLACE, RENAMED
from costmodel.faults import Note, number_text, shown

FILE = "base/parameters.yaml"
GROUPS, PARAMETERS = "groups", "parameters"


@dataclass(frozen=True)
class CarriedParameters:
    """What became of the parameters."""

    content: bytes
    """The file of version 2."""
    moved: Mapping[str, Mapping[str, object]]
    """The records, as the file had them, of numbers that stand in a register since version 2, by their old names."""
    added: tuple[str, ...]
    """Names of those that came from the shipped file."""
    notes: tuple[Note, ...]


def carried_parameters(old: YamlText, shipped: YamlText, phrases: Phrases) -> CarriedParameters:
    """The user's file under the names of version 2, with what it lacks from the shipped one in the order of that."""
    notes: list[Note] = []
    ways = _ways(old)
    moved = {name: as_mapping(old.at(*way)) for name, way in ways.items() if name in GONE and name not in RENAMED}
    for name, way in ways.items():
        if name in RENAMED:
            old.rename(way, RENAMED[name])
            notes.append(Note(FILE, name, "key_renamed", {"new": RENAMED[name]}))
        elif name in moved:
            old.comment_out(way, phrases.kept)
            notes += [Note(FILE, name, "kept_as_comment", {"value": shown(str(moved[name].get("value")))})] if name in NO_PLACE else []
        elif name in _ways(shipped):
            notes += _with_unit(old, name, way, str(shipped.at(*_ways(shipped)[name], "unit")))
            notes += _within_limits(old, name, way)
    added = _insert_missing(old, shipped, {RENAMED.get(name, name): way for name, way in ways.items()})
    return CarriedParameters(old.edited(), moved, tuple(added), tuple(notes))


def _ways(file: YamlText) -> dict[str, tuple[str, ...]]:
    """The way to each parameter by name."""
    return {name: (GROUPS, group, PARAMETERS, name) for group in file.keys(GROUPS) for name in file.keys(GROUPS, group, PARAMETERS)}


def _with_unit(old: YamlText, name: str, way: Keys, unit: str) -> list[Note]:
    """The unit of version 2 in the place of another; the number is the user's own and stays."""
    record = as_mapping(old.located.at(way))
    if record.get("unit") == unit or (*way, "unit") not in old.located.values:
        return []
    old.put((*way, "unit"), unit)
    return [Note(FILE, name, "counts_otherwise", {"value": shown(str(record.get("value")))})] if name == COUNTS_OTHERWISE else []


def _within_limits(old: YamlText, name: str, way: Keys) -> list[Note]:
    """Bounds that the model of version 2 cannot bear, drawn in to what it can."""
    record, limits, notes = as_mapping(old.located.at(way)), limits_of(name), list[Note]()
    for field, limit, is_outside in (("minimum", limits.lowest, lt), ("maximum", limits.highest, gt)):
        bound = record.get(field)
        if isinstance(bound, int | float) and is_outside(bound, limit):
            old.put((*way, field), number_text(limit))
            notes.append(Note(FILE, f"{name}.{field}", "bound_drawn_in", {"value": float(bound), "limit": limit}))
    return notes


def _insert_missing(old: YamlText, shipped: YamlText, known: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Put each parameter that the file lacks behind its neighbour in the shipped file; a group that it lacks behind the group before."""
    added: list[str] = []
    anchors, last_group = dict(known), old.keys(GROUPS)[-1]
    for group in shipped.keys(GROUPS):
        names = shipped.keys(GROUPS, group, PARAMETERS)
        if not any(name in anchors for name in names):
            old.insert_after((GROUPS, last_group), shipped.copied((GROUPS, group)))
            added += names
            continue
        before = next(anchors[name] for name in names if name in anchors)
        for name in names:
            if name not in anchors:
                old.insert_after(before, shipped.copied((GROUPS, group, PARAMETERS, name)))
                anchors[name] = before
                added.append(name)
            before = anchors[name]
    return added

"""parameters.yaml, sources.yaml, published.yaml and effects.yaml: plain data → records, with all that is wrong in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from costmodel.assumptions.located import Keys, Located, as_mapping
from costmodel.assumptions.parameters import BUDGET_UNITS, PARAMETER_UNITS, RETIRED_BUDGET
from costmodel.assumptions.reading.drafts import Draft, draft_parameter
from costmodel.assumptions.reading.published_checks import Known, figure_faults
from costmodel.assumptions.reading.record_reading import read_record
from costmodel.assumptions.reading.yaml_reading import read_yaml
from costmodel.assumptions.records import (
    Assumption,
    Effect,
    EffectFile,
    Group,
    Name,
    ParameterFile,
    PublishedFigure,
    PublishedFile,
    Record,
    Source,
    SourceFile,
)
from costmodel.faults import Facts, Fault, nearest, shown

R = TypeVar("R", bound=Record)
LEFT_OUT = Path(__file__).with_name("left_out.yaml")


@dataclass
class Parameters:
    """What parameters.yaml holds, as far as it could be read."""

    drafts: list[Draft] = field(default_factory=list[Draft])
    faults: list[Fault] = field(default_factory=list[Fault])
    groups: dict[str, Group] = field(default_factory=dict[str, Group])
    budget: dict[str, Assumption] = field(default_factory=dict[str, Assumption])
    """What only the budget page reads."""
    filled_in: frozenset[str] = frozenset()
    """Names of parameters that the file lacks and may lack."""
    warnings: list[Fault] = field(default_factory=list[Fault])


def read_parameters(source: Located) -> Parameters:
    """The parameters under their headings; those that the engine needs and no others."""
    register = Parameters(faults=top_faults(ParameterFile, source))
    for key in as_mapping(source.at(("groups",))):
        _read_group(source, key, register)
    register.faults.extend(_name_faults(source, register.drafts))
    if _is_whole(source):
        _fill_in(register)
        register.faults.extend(_missing_parameters(source, register))
    _read_budget(source, register)
    return register


def _read_budget(source: Located, register: Parameters) -> None:
    """The numbers that only the budget reads: no others, and those that came after the file as they stand in left_out."""
    written = as_mapping(source.at(("budget",)))
    for name in written:
        keys: Keys = ("budget", name)
        if name in RETIRED_BUDGET:
            register.warnings.append(Fault(source.key_place(keys), f"budget.{name}", "retired_number"))
            continue
        draft, faults = draft_parameter(name, source, keys)
        draft = replace(draft, name=f"budget.{name}")
        register.faults.extend([*faults, *_unknown_budget(source, name)])
        register.drafts.append(draft)
        register.budget[name] = draft.item
    register.budget.update({name: item for name, item in _left_out("budget").items() if name not in written})


def _unknown_budget(source: Located, name: str) -> Iterator[Fault]:
    if name not in BUDGET_UNITS:
        facts: Facts = {"name": shown(name), "known": tuple(BUDGET_UNITS), "nearest": nearest(name, BUDGET_UNITS)}
        yield Fault(source.key_place(("budget", name)), "budget", "unknown_number", facts)


def _is_whole(source: Located) -> bool:
    """Whether every group could be read, so that a parameter not found is missing, not hidden by another fault."""
    groups = as_mapping(source.at(("groups",)))
    return bool(groups) and all(isinstance(as_mapping(group).get("parameters"), dict) for group in groups.values())


def _read_group(source: Located, key: str, register: Parameters) -> None:
    keys: Keys = ("groups", key)
    heading = read_record(Group, source, keys, emptied=("parameters",))
    register.faults.extend(heading.faults)
    items: dict[str, Assumption] = {}
    for name in as_mapping(source.at((*keys, "parameters"))):
        draft, faults = draft_parameter(name, source, (*keys, "parameters", name))
        register.drafts.append(draft)
        register.faults.extend(faults)
        items[name] = draft.item
    title = heading.record.name if heading.record else Name(nb=key or "?", en=key or "?")
    register.groups[key] = Group.model_construct(name=title, parameters=items)


def _name_faults(source: Located, drafts: list[Draft]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for draft in drafts:
        place = source.key_place(draft.own)
        if draft.name not in PARAMETER_UNITS:
            name = shown(draft.name)
            facts: Facts = {"name": name, "count": len(PARAMETER_UNITS), "nearest": nearest(draft.name, PARAMETER_UNITS)}
            yield Fault(place, name, "unknown_parameter", facts)
        elif draft.name in seen:
            yield Fault(place, draft.name, "parameter_twice", {"first": seen[draft.name]})
        seen.setdefault(draft.name, place)


def _fill_in(register: Parameters) -> None:
    """Parameters that the file may lack, in the first group."""
    group = next(iter(register.groups.values()))
    given = {draft.name for draft in register.drafts}
    missing = {name: item for name, item in _left_out("parameters").items() if name not in given}
    group.parameters.update(missing)
    register.filled_in = frozenset(missing)


@cache
def _left_out(section: str) -> dict[str, Assumption]:
    """What counts where a file of parameters, made before they were there, lacks them."""
    source = read_yaml(LEFT_OUT.read_text("utf-8"), LEFT_OUT.name)
    return {name: draft_parameter(name, source, (section, name))[0].item for name in as_mapping(source.at((section,)))}


def _missing_parameters(source: Located, register: Parameters) -> Iterator[Fault]:
    for name in sorted(PARAMETER_UNITS.keys() - {draft.name for draft in register.drafts} - register.filled_in):
        yield Fault(source.key_place(("groups",)), name, "missing_parameter", {"name": name})


def read_sources(source: Located) -> tuple[dict[str, Source], frozenset[str] | None, list[Fault]]:
    """The sound sources, the ids of all (None where they could not be read), and what is wrong."""
    found, faults = _read_entries(Source, "sources", source, top_faults(SourceFile, source))
    could_be_read = isinstance(source.at(("sources",)), dict)
    return found, frozenset(as_mapping(source.at(("sources",)))) if could_be_read else None, faults


def read_published(source: Located, known: Known) -> tuple[dict[str, PublishedFigure], list[Fault]]:
    """The sound published figures, and what is wrong with any of them."""
    found, faults = _read_entries(PublishedFigure, "figures", source, top_faults(PublishedFile, source))
    for key, figure in found.items():
        for fault in figure_faults(figure, known):
            way: Keys = ("figures", key, fault.name)
            faults.append(replace(fault, place=source.place(way), name=source.title(way)))
    return found, faults


def read_effects(source: Located, sources: frozenset[str] | None) -> tuple[dict[str, Effect], list[Fault]]:
    """The sound effects without a price, and what is wrong with any of them; `sources` are None where they could not be read."""
    found, faults = _read_entries(Effect, "effects", source, top_faults(EffectFile, source))
    for key, effect in found.items():
        named = enumerate(effect.sources) if sources is not None else ()
        faults.extend(_unknown_source(source, ("effects", key, "sources", at), name) for at, name in named if name not in (sources or ()))
    return found, faults


def _unknown_source(source: Located, way: Keys, name: str) -> Fault:
    return Fault(source.place(way), source.title(way), "unlisted_source", {"source": shown(name), "nearest": None})


def _read_entries(record: type[R], top: str, source: Located, faults: list[Fault]) -> tuple[dict[str, R], list[Fault]]:
    """The sound records under a key of the file; the faults of the others are added to those given."""
    found: dict[str, R] = {}
    for key in as_mapping(source.at((top,))):
        reading = read_record(record, source, (top, key))
        faults.extend(reading.faults)
        if reading.record:
            found[key] = reading.record
    return found, faults


def top_faults(record: type[Record], source: Located) -> list[Fault]:
    """What is wrong with a file itself and its outermost keys."""
    return [*source.faults, *read_record(record, source, (), emptied=record.model_fields).faults]

"""benefits.yaml, legacy_systems.yaml and alternatives.yaml: plain data → rows of registers, with all that is wrong in them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from costmodel.assumptions.located import REFUSED, Keys, Located, as_mapping
from costmodel.assumptions.parameters import REGISTER_UNITS
from costmodel.assumptions.reading.drafts import REACH_OF, Draft, draft_row
from costmodel.assumptions.reading.record_reading import read_record
from costmodel.assumptions.reading.register_reading import top_faults
from costmodel.assumptions.records import (
    Alternative,
    AlternativeFile,
    AlternativeRecord,
    Benefit,
    BenefitFile,
    BenefitRecord,
    LegacySystem,
    LegacySystemFile,
    LegacySystemRecord,
    OpenTo,
    Record,
    Row,
    RowField,
)
from costmodel.faults import Facts, Fault, nearest, shown

ROW_KEY = re.compile(r"[a-z][a-z0-9_]{0,60}")
"""What a row of a register can be called."""
_DRIVERS = ("quantity", "minutes")


@dataclass
class Register:
    """What the file of a register holds, as far as it could be read."""

    name: str
    """``benefits``, ``legacy_systems`` or ``alternatives``."""
    drafts: list[Draft] = field(default_factory=list[Draft])
    faults: list[Fault] = field(default_factory=list[Fault])
    rows: dict[str, Row] = field(default_factory=dict[str, Row])
    source: Located = field(default_factory=lambda: Located(""))

    def shown_names(self) -> Iterator[tuple[str, str, str]]:
        """Place, name in messages and shown name of each row; of a register without faults."""
        for key, row in self.rows.items():
            way: Keys = (self.name, key, "name", "nb")
            yield self.source.place(way), self.source.title(way), row.name.nb


@dataclass(frozen=True)
class _Kind:
    """The records of a register: its file, its row there, and its row with complete assumptions."""

    file: type[Record]
    written: type[Record]
    row: type[Row]


_KINDS = {
    "benefits": _Kind(BenefitFile, BenefitRecord, Benefit),
    "legacy_systems": _Kind(LegacySystemFile, LegacySystemRecord, LegacySystem),
    "alternatives": _Kind(AlternativeFile, AlternativeRecord, Alternative),
}


def read_benefits(source: Located) -> Register:
    """The benefit register; the full effect of a row is either an amount or so many events of so many minutes."""
    register = _read_register("benefits", source)
    for key in register.rows:
        register.faults.extend(_effect_faults(source, ("benefits", key)))
    return register


def read_legacy_systems(source: Located) -> Register:
    """The systems that Helseplattformen replaces."""
    return _read_register("legacy_systems", source)


def read_alternatives(source: Located, benefits: Mapping[str, object]) -> Register:
    """The alternatives, of which the first can be chosen by all; `benefits` is empty where it could not be read."""
    register = _read_register("alternatives", source)
    for key in register.rows if benefits else ():
        register.faults.extend(_reach_faults(source, ("alternatives", key, REACH_OF), benefits))
    first = next(iter(register.rows), None)
    open_to = source.at(("alternatives", first or "", "open_to"))
    if open_to in (OpenTo.LEAVERS, OpenTo.NONE):
        way: Keys = ("alternatives", first or "", "open_to")
        register.faults.append(Fault(source.place(way), source.title(way), "first_alternative_not_open", {"open_to": str(open_to)}))
    return register


def _read_register(name: str, source: Located) -> Register:
    """The rows of a register, each number merged with the common part of its field."""
    kind = _KINDS[name]
    register = Register(name, faults=top_faults(kind.file, source), source=source)
    if not as_mapping(source.data):
        return register
    broken = _read_fields(source, register)
    rows = as_mapping(source.at((name,)))
    for key in rows:
        drafts, faults = draft_row(name, key, kind.written, source, broken)
        register.faults.extend([*_key_faults(source, (name, key)), *faults])
        register.drafts.extend(drafts)
        register.rows[key] = _row(kind, source, (name, key), drafts)
    if not rows and isinstance(source.at((name,)), dict):
        register.faults.append(Fault(source.place((name,)), name, "no_rows_in_register"))
    return register


def _read_fields(source: Located, register: Register) -> dict[str, frozenset[str]]:
    """Reads the common parts; returns the faulty fields of each."""
    commons, units = as_mapping(source.at(("fields",))), REGISTER_UNITS[register.name]
    broken: dict[str, frozenset[str]] = {}
    for name in commons:
        if name not in units:
            facts: Facts = {"name": shown(name), "known": tuple(units), "nearest": nearest(name, units)}
            register.faults.append(Fault(source.key_place(("fields", name)), "fields", "unknown_register_field", facts))
            continue
        reading = read_record(RowField, source, ("fields", name))
        register.faults.extend(reading.faults)
        if commons[name] is not REFUSED:
            broken[name] = reading.broken
    if isinstance(source.at(("fields",)), dict):
        register.faults.extend(_missing_field(source, name) for name in units if name not in commons)
    return broken


def _missing_field(source: Located, name: str) -> Fault:
    return Fault(source.key_place(("fields",)), f"fields.{name}", "missing_field", {"field": name})


def _key_faults(source: Located, way: Keys) -> Iterator[Fault]:
    if not ROW_KEY.fullmatch(str(way[1])):
        yield Fault(source.key_place(way), str(way[0]), "row_name", {"name": shown(str(way[1]))})


def _row(kind: _Kind, source: Located, way: Keys, drafts: list[Draft]) -> Row:
    written = read_record(kind.written, source, way).record
    about = {name: getattr(written, name, None) for name in kind.row.model_fields if name != "fields"}
    return kind.row.model_construct(None, **about, fields={draft.name.split(".", 2)[2]: draft.item for draft in drafts})


def _effect_faults(source: Located, way: Keys) -> Iterator[Fault]:
    """A benefit without a full effect, with half of one, or with two."""
    row = as_mapping(source.at(way))
    given = tuple(name for name in ("potential", *_DRIVERS) if row.get(name) is not None)
    if row and given not in (("potential",), _DRIVERS):
        code = "two_full_effects" if "potential" in given else "half_a_full_effect" if given else "no_full_effect"
        missing = tuple(name for name in _DRIVERS if name not in given)
        yield Fault(source.key_place(way), source.title(way), code, {"given": given, "missing": missing})


def _reach_faults(source: Located, way: Keys, benefits: Mapping[str, object]) -> Iterator[Fault]:
    for name in as_mapping(source.at(way)):
        if name not in benefits:
            facts: Facts = {"name": shown(name), "nearest": nearest(name, benefits)}
            yield Fault(source.key_place((*way, name)), source.title(way), "unknown_benefit", facts)

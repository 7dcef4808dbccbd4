"""Assumptions as far as they could be read, with the way back to the file: a fault never hides the next one."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from costmodel.assumptions.located import Keys, Located, as_mapping
from costmodel.assumptions.parameters import unit_of
from costmodel.assumptions.reading.assumption_checks import CHECKS, WARNINGS, Subject
from costmodel.assumptions.reading.record_reading import any_number, read_record
from costmodel.assumptions.records import Assumption, OpenQuestion, Provenance, Record, RowValue
from costmodel.assumptions.rules import allowed_number
from costmodel.faults import Facts, Fault, Part

_NEUTRAL: dict[str, object] = {"value": None, "minimum": -math.inf, "maximum": math.inf, "unit": "", "name": None}
"""Stand in for fields that could not be read, so that a scenario can still be checked against the rest."""
REACH_OF = "reach_of"
_NUMBERS = ("value", "minimum", "maximum", "step", "low", "high")


@dataclass(frozen=True)
class Surroundings:
    """What assumptions are checked against."""

    years: frozenset[int]
    """Years of the price index; empty where it could not be read."""
    sources: frozenset[str] | None
    """Ids of the sources; None where they could not be read."""
    today: date


@dataclass(frozen=True)
class Draft:
    """One assumption, complete or not."""

    name: str
    """``platform_cost`` or ``REGISTER.KEY.FIELD``."""
    item: Assumption
    """The assumption, with neutral fillers for what could not be read."""
    broken: frozenset[str]
    """Fields that could not be read."""
    source: Located
    own: Keys
    """Where the assumption stands."""
    common: Keys | None = None
    """Where the common part of a register's field stands."""

    def way(self, field: str) -> Keys:
        """Where a field stands, or should: at the assumption itself, else in the common part."""
        here: Keys = (*self.own, field)
        if self.common is None or here in self.source.values:
            return here
        there: Keys = (*self.common, field)
        own_origin = (*self.own, "basis") in self.source.values
        inherited = field in OpenQuestion.model_fields or (field in Provenance.model_fields and not own_origin)
        is_common = there in self.source.values or inherited
        return there if is_common else here

    @property
    def shown_name(self) -> tuple[str, str, str]:
        """Place, name in messages, and the name that is shown; of a draft without faults."""
        way = (*self.own, "name", "nb")
        return self.source.place(way), self.source.title(way), self.item.name.nb

    def faults(self, around: Surroundings) -> Iterator[Fault]:
        """What breaks the rules within the assumption."""
        subject = self._subject(around)
        for needed, check in CHECKS:
            if not needed & self.broken:
                yield from map(self._placed, check(subject))

    def warnings(self, around: Surroundings) -> Iterator[Fault]:
        """What is allowed but worth a look."""
        subject = self._subject(around)
        for check in WARNINGS:
            yield from map(self._placed, check(subject))

    def _subject(self, around: Surroundings) -> Subject:
        return Subject(self.name, self.item, around.years, around.sources, around.today)

    def _placed(self, fault: Fault) -> Fault:
        way = self.way(fault.name)
        return replace(fault, place=self.source.place(way), name=self.source.title(way))


def disagreement(drafts: Iterable[Draft], around: Surroundings) -> Iterator[Fault]:
    """A platform cost that is not the published one: in the base case the years before and after the decision cost the same."""
    pair = [draft for draft in drafts if draft.name in ("published_platform_cost", "platform_cost")]
    if len(pair) != 2 or any(draft.broken or any(draft.faults(around)) for draft in pair):
        return
    published, agreed = ((draft.item.value or 0.0, draft.item.price_year) for draft in pair)
    if published != agreed:
        way = pair[1].way("value")
        facts: Facts = {"value": agreed[0], "year": agreed[1], "published": published[0], "published_year": published[1]}
        yield Fault(pair[1].source.place(way), pair[1].source.title(way), "unpublished_platform_cost", facts)


def draft_parameter(name: str, source: Located, keys: Keys) -> tuple[Draft, tuple[Fault, ...]]:
    """A parameter as far as it could be read, and the faults in its fields."""
    written = as_mapping(source.at(keys))
    allowed = _allowed(name, written)
    reading = read_record(Assumption, source, keys, number=lambda way: _number_at(way, allowed))
    item = reading.record or _filled(written, _broken(written, reading.broken))
    return Draft(name, item, _broken(written, reading.broken), source, keys), reading.faults


def draft_row(
    register: str, key: str, record: type[Record], source: Located, broken_fields: Mapping[str, frozenset[str]]
) -> tuple[list[Draft], tuple[Fault, ...]]:
    """The numbers of a register's row, each merged with the common part of its field, and the faults in the record.

    `broken_fields` has the faulty fields of each common part that could be found.
    """
    keys: Keys = (register, key)
    commons = as_mapping(source.at(("fields",)))

    def allowed(way: Keys) -> Part:
        field = _field_at(way)
        return _number_at(way, _allowed(f"{register}.{key}.{field}", as_mapping(commons.get(field))))

    reading = read_record(record, source, keys, number=allowed)
    ways = [(*keys, field) for field in broken_fields]
    if "reach" in broken_fields:
        ways += [(*keys, REACH_OF, benefit) for benefit in as_mapping(source.at((*keys, REACH_OF)))]
    drafts = [_merged(way, source, broken_fields[_field_at(way)]) for way in ways if as_mapping(source.at(way))]
    return drafts, reading.faults


def _field_at(way: Keys) -> str:
    """The field of a register that a way leads to; what an alternative reaches of one benefit is a number like its reach."""
    field = str(way[2]) if len(way) > 2 else ""
    return "reach" if field == REACH_OF else field


def _merged(own: Keys, source: Located, broken_common: frozenset[str]) -> Draft:
    common: Keys = ("fields", _field_at(own))
    reading = read_record(RowValue, source, own)
    given = {name: value for name, value in as_mapping(source.at(own)).items() if value is not None or name == "value"}
    written = {**as_mapping(source.at(common)), **given}
    broken = _broken(written, reading.broken | (broken_common - given.keys()))
    name = ".".join(map(str, (*own[:2], _field_at(own), *own[3:])))
    return Draft(name, _filled(written, broken), broken, source, own, common)


def _allowed(name: str, written: Mapping[str, object]) -> Part:
    """What is allowed of the value, by the bounds written beside it."""
    bounds = [written.get("minimum"), written.get("maximum")]
    numbers = [float(bound) for bound in bounds if isinstance(bound, (int, float)) and not isinstance(bound, bool)]
    return allowed_number(unit_of(name), *numbers) if len(numbers) == len(bounds) else allowed_number(unit_of(name), -math.inf, math.inf)


def _number_at(way: Keys, allowed: Part) -> Part:
    return allowed if way[-1] in ("value", "low", "high") else any_number(way)


def _broken(written: Mapping[str, object], broken: frozenset[str]) -> frozenset[str]:
    missing = {name for name, field in Assumption.model_fields.items() if field.is_required() and name not in written}
    return frozenset(broken | missing)


def _as_read(name: str, value: object) -> object:
    """The value as a record would hold it."""
    return float(value) if isinstance(value, int) and name in _NUMBERS else value


def _filled(written: Mapping[str, object], broken: frozenset[str]) -> Assumption:
    """The assumption from the sound fields alone, complete and validated if all are sound."""
    if not broken:
        return Assumption.model_validate(written)
    sound = {name: _as_read(name, value) for name, value in written.items() if name in Assumption.model_fields and name not in broken}
    return Assumption.model_construct(_fields_set=None, **{**_NEUTRAL, **sound})

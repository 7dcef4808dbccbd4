"""Plain data → a record, or its faults, each with its position."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from types import UnionType
from typing import Annotated, Generic, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from costmodel.assumptions.located import REFUSED, Keys, Located, Spot, as_mapping
from costmodel.assumptions.reading.written_values import date_advice, found_value, number_advice, text_advice
from costmodel.assumptions.records import Record
from costmodel.faults import Facts, Fault, Part, nearest, shown

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Reading(Generic[R]):
    """What came of reading one record."""

    record: R | None
    """The record; None where something is wrong with it."""
    faults: tuple[Fault, ...]
    """What is wrong with it."""
    broken: frozenset[str]
    """The fields that are wrong or missing."""
    ways: frozenset[Keys] = frozenset()
    """The way from the record to each value that is wrong or missing."""


def any_number(keys: Keys) -> Part:
    """What is allowed of a number of which nothing more is known."""
    return Part("number")


def read_record(
    record: type[R], source: Located, keys: Keys, emptied: Iterable[str] = (), number: Callable[[Keys], Part] = any_number
) -> Reading[R]:
    """The record at `keys`.

    The mappings named in `emptied` are left out of it: they are read piece by piece. `number` says what is allowed of a
    number at some place, for messages.
    """
    data = source.at(keys)
    given = as_mapping(data)
    if given:
        nothing: object = {}
        data = {**given, **{name: nothing for name in emptied if isinstance(given.get(name), dict)}}
    try:
        return Reading(record.model_validate(data), (), frozenset())
    except ValidationError as error:
        details = error.errors(include_url=False)
        fresh = [detail for detail in details if detail["input"] is not REFUSED]
        faults = tuple(_Detail(record, source, keys, detail, number).fault() for detail in fresh)
        ways = frozenset(detail["loc"] for detail in details)
        return Reading(None, faults, frozenset(str(way[0]) for way in ways if way), ways)


def fields_at(record: type[Record], way: Iterable[str | int]) -> list[str]:
    """Names of the fields of the record, or of the record within it, that `way` leads to."""
    here: object = record
    for key in way:
        if isinstance(here, type) and issubclass(here, Record):
            field = here.model_fields.get(str(key))
            here = without_none(field.annotation) if field else None
        else:
            here = get_args(here)[1] if get_origin(here) is dict else None
    return list(here.model_fields) if isinstance(here, type) and issubclass(here, Record) else []


def without_none(annotation: object) -> object:
    """The type of an optional field, without what it is annotated with; another type as it is."""
    if get_origin(annotation) in (UnionType, Union):
        annotation = next(part for part in get_args(annotation) if part is not type(None))
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


_OF_NUMBERS = {
    "greater_than": "number_not_above",
    "greater_than_equal": "number_too_low",
    "less_than": "number_not_below",
    "less_than_equal": "number_too_high",
}
_OF_DATES = {"greater_than_equal": "date_too_early", "less_than_equal": "date_too_late"}
"""Pydantic's kinds of error where a bound is broken, and the code of the fault."""


@dataclass(frozen=True)
class _Detail:
    """One of pydantic's errors, on its way to a fault."""

    record: type[Record]
    source: Located
    base: Keys
    detail: ErrorDetails
    number: Callable[[Keys], Part]

    @property
    def keys(self) -> Keys:
        return (*self.base, *self.detail["loc"])

    @property
    def spot(self) -> Spot | None:
        return self.source.values.get(self.keys)

    def fault(self) -> Fault:
        kind = self.detail["type"]
        if kind == "extra_forbidden":
            return self._unknown()
        code, facts = self._message(kind)
        return Fault(self.source.place(self.keys), self.source.title(self.keys), code, facts)

    def _unknown(self) -> Fault:
        name = str(self.detail["loc"][-1])
        known = fields_at(self.record, self.detail["loc"][:-1])
        place, owner = self.source.key_place(self.keys), self.source.title(self.keys[:-1])
        return Fault(place, owner, "unknown_field", {"field": shown(name), "known": tuple(known), "nearest": nearest(name, known)})

    def _message(self, kind: str) -> tuple[str, Facts]:
        """The fault's code and facts."""
        if kind == "missing":
            return "missing_field", {"field": str(self.detail["loc"][-1])}
        value: object = self.detail["input"]
        code, facts = self._judged(kind, value)
        return code, {"found": found_value(value, self.spot), **facts}

    def _judged(self, kind: str, value: object) -> tuple[str, Facts]:
        """The fault's code, and the facts apart from what stands there."""
        context = self.detail.get("ctx", {})
        if kind in ("enum", "literal_error"):
            words = re.findall(r"'([^']*)'", str(context["expected"]))
            return "not_one_of", {"words": tuple(words), "nearest": nearest(str(value), words)}
        if kind in _OF_NUMBERS:
            (limit,) = context.values()
            return (_OF_DATES if isinstance(value, date) else _OF_NUMBERS)[kind], {"limit": limit}
        if kind in ("float_type", "finite_number"):
            return "not_a_number", {"allowed": self.number(self.keys), "advice": self._advice(value if isinstance(value, str) else None)}
        if kind == "int_type":
            return "not_a_whole_number", {"advice": self._advice(value, whole=True)}
        judge = _BY_TYPE.get(kind)
        return judge(value, self.spot) if judge else ("other_kind", {})

    def _advice(self, value: object, whole: bool = False) -> Part:
        """What to do about something that should have been a number."""
        quoted = self.spot is not None and self.spot.quoted
        return number_advice(value, quoted, whole, self.source.decimal_comma)


_Judge = Callable[[object, Spot | None], tuple[str, Facts]]
_BY_TYPE: dict[str, _Judge] = {
    "string_type": lambda value, spot: ("not_text", {"advice": text_advice(value, spot)}),
    "string_too_short": lambda value, spot: ("empty_text", {}),
    "string_too_long": lambda value, spot: ("text_too_long", {}),
    "date_type": lambda value, spot: ("not_a_date", {"advice": date_advice(value)}),
    "model_type": lambda value, spot: ("not_fields", {}),
    "dict_type": lambda value, spot: ("not_fields", {}),
    "tuple_type": lambda value, spot: ("not_a_list", {}),
}
"""Pydantic's kinds of error where the value is of another type than the field's, and what to say of it."""

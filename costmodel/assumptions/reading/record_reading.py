"""Plain data → a record, or its faults in bokmål, each with its position."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from costmodel.assumptions.located import REFUSED, Keys, Located, Spot, as_mapping
from costmodel.assumptions.reading.fault_wording import date_action, found_text, number_action, text_action
from costmodel.assumptions.records import Record
from costmodel.faults import Fault, nearest, number_text, shown

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


def any_number(keys: Keys) -> str:
    """What is allowed of a number of which nothing more is known."""
    return "et tall"


def read_record(
    record: type[R], source: Located, keys: Keys, emptied: Iterable[str] = (), number: Callable[[Keys], str] = any_number
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
    for key in way:
        field = record.model_fields.get(str(key))
        if field is None or not isinstance(field.annotation, type) or not issubclass(field.annotation, Record):
            return []
        record = field.annotation
    return list(record.model_fields)


_LIMITS = {
    "greater_than": "over {gt}",
    "greater_than_equal": "som er minst {ge}",
    "less_than": "under {lt}",
    "less_than_equal": "som er høyst {le}",
}
_FIELDS = ("navn og verdier på egne linjer med innrykk", "Skriv feltene under navnet, med innrykk, eller {} når det ikke er noen.")
_NOT_EMPTY = ("tekst som ikke er tom", "Fyll ut feltet, eller slett linjen hvis feltet kan utelates.")


@dataclass(frozen=True)
class _Detail:
    """One of pydantic's errors, on its way to a fault."""

    record: type[Record]
    source: Located
    base: Keys
    detail: ErrorDetails
    number: Callable[[Keys], str]

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
        value: object = self.detail["input"]
        found = "ingenting" if kind == "missing" else found_text(value, self.spot)
        return Fault(self.source.place(self.keys), self.source.title(self.keys), found, *self._advice(kind, value))

    def _unknown(self) -> Fault:
        name = str(self.detail["loc"][-1])
        known = fields_at(self.record, self.detail["loc"][:-1])
        action = "Rett navnet eller slett linjen." + nearest(name, known)
        place, owner = self.source.key_place(self.keys), self.source.title(self.keys[:-1])
        return Fault(place, owner, f"det ukjente feltet «{shown(name)}»", "feltene " + ", ".join(known), action)

    def _advice(self, kind: str, value: object) -> tuple[str, str]:
        """What is allowed, and what to do."""
        context = self.detail.get("ctx", {})
        quoted = self.spot is not None and self.spot.quoted
        if kind == "missing":
            name = self.detail["loc"][-1]
            return f"feltet {name} må være med", f"Legg til {name}."
        if kind in ("enum", "literal_error"):
            return _words(str(context["expected"]), value)
        if kind in _LIMITS:
            if isinstance(value, date):
                return "en dato " + _LIMITS[kind].format(**context), "Rett datoen."
            bounds = {name: number_text(limit) for name, limit in context.items()}
            return "et tall " + _LIMITS[kind].format(**bounds), "Rett tallet."
        if kind in ("float_type", "finite_number"):
            return self.number(self.keys), number_action(value if isinstance(value, str) else None, quoted)
        return _BY_TYPE.get(kind, _other)(value, self.spot, quoted)


def _words(expected: str, value: object) -> tuple[str, str]:
    words = re.findall(r"'([^']*)'", expected)
    return "ett av ordene " + ", ".join(words), "Velg ett av dem." + nearest(str(value), words)


def _other(value: object, spot: Spot | None, quoted: bool) -> tuple[str, str]:
    return "en verdi av et annet slag", "Se feltets forklaring i assumptions/README.md."


_Advice = Callable[[object, Spot | None, bool], tuple[str, str]]
_BY_TYPE: dict[str, _Advice] = {
    "int_type": lambda value, spot, quoted: ("et helt tall", number_action(value, quoted, whole=True)),
    "string_type": lambda value, spot, quoted: ("tekst", text_action(value, spot)),
    "string_too_short": lambda value, spot, quoted: _NOT_EMPTY,
    "string_too_long": lambda value, spot, quoted: ("tekst på høyst 2000 tegn", "Kort ned teksten."),
    "date_type": lambda value, spot, quoted: ("en dato skrevet år-måned-dag", date_action(value)),
    "model_type": lambda value, spot, quoted: _FIELDS,
    "dict_type": lambda value, spot, quoted: _FIELDS,
    "tuple_type": lambda value, spot, quoted: ("en liste", "Skriv ett navn på hver linje, med «- » foran."),
}

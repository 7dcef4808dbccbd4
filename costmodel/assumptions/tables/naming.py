"""Names of municipalities as people and public statistics write them → the name in municipalities.csv."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from costmodel.assumptions.records import AssumptionSet, Municipality

_NUMBER = re.compile(r"(?:[Kk]-?)?([0-9]{4})(?:\s*[-–—:.,]?\s*(.*))?")
"""``1554``, ``1554 – Averøy``, ``1554 Averøy``."""
_COUNTY = re.compile(r"(.+?)\s*\(([^()]+)\)")
"""``Herøy (Møre og Romsdal)``, where two have one name."""
_HALVES = re.compile(r"\s+[-–—]\s+|\s*/\s*")
"""Between the Norwegian and the Sami or Kven name: ``Trondheim - Tråante``."""


def same_letters(text: str) -> str:
    """A name without what makes no difference: capitals, spaces, and how å is put together."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


@dataclass(frozen=True)
class Gazetteer:
    """The municipalities of a table by what they may be called."""

    by_name: dict[str, Municipality]
    """By name in the table, and by each half of a double one."""
    by_number: dict[int, Municipality]

    @classmethod
    def of(cls, places: Iterable[Municipality]) -> "Gazetteer":
        """Of the municipalities of a table; those that could not be read are known by name alone."""
        places = list(places)
        halves = {half: place for place in places for half in map(same_letters, _HALVES.split(place.name))}
        whole = {same_letters(place.name): place for place in places}
        return cls({**halves, **whole}, {number: place for place in places if (number := getattr(place, "number", None)) is not None})

    @property
    def names(self) -> list[str]:
        """Every name in the table, once."""
        return list(dict.fromkeys(place.name for place in self.by_name.values()))

    def find(self, written: str) -> str | None:
        """The name in the table; None where there is none such, or number, name and county do not agree."""
        place = self._place(written.strip())
        return None if place is None else place.name

    def _place(self, written: str) -> Municipality | None:
        named = self.by_name.get(same_letters(written))
        if named is not None:
            return named
        numbered, in_county = _NUMBER.fullmatch(written), _COUNTY.fullmatch(written)
        if numbered:
            place = self.by_number.get(int(numbered[1]))
            return place if not numbered[2] or (place is not None and self._place(numbered[2]) is place) else None
        if in_county:
            place = self._place(in_county[1])
            return place if place is not None and _is_of(place, in_county[2]) else None
        return self._half(_HALVES.split(written))

    def _half(self, halves: list[str]) -> Municipality | None:
        """The municipality that one half names, where the other names no other one."""
        found = {place.name: place for half in halves if (place := self.by_name.get(same_letters(half)))}
        return next(iter(found.values())) if len(halves) == 2 and len(found) == 1 else None


def _is_of(place: Municipality, county: str) -> bool:
    own = getattr(place, "county", None)
    return own is None or same_letters(own).startswith(same_letters(county).rstrip("."))


@lru_cache(maxsize=16)
def gazetteer(assumptions: AssumptionSet) -> Gazetteer:
    """Of the municipalities of a set."""
    return Gazetteer.of(assumptions.municipalities)


def spelled(written: str, assumptions: AssumptionSet) -> str | None:
    """The municipality as the table spells it; None where the table has none such.

    A name, its number, ``1554 – Averøy``, ``Herøy (Møre og Romsdal)`` and either half of ``Snåase - Snåsa`` are known.
    """
    return gazetteer(assumptions).find(written)

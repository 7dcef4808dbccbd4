"""Plain data read from a file, together with where in the file each part of it stands."""

from dataclasses import dataclass, field
from typing import cast

from costmodel.faults import Fault, shown

Keys = tuple[str | int, ...]
"""The way to a value: keys of mappings and indices of lists, outermost first."""


class Refused:
    """Stands in the data for a value already reported as a fault, so that it is not reported once more."""


REFUSED = Refused()
UNNAMED_ROW = "#"
"""Begins the title of a table's row that has no readable name; the number of its line follows."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands and how it is written there."""

    line: int
    column: int
    text: str = ""
    """The value as written, for scalars."""
    quoted: bool = False
    """Whether it stands in quotation marks, which make a number a text."""
    end: tuple[int, int] = (0, 0)
    """Line and column after its last character, for scalars of YAML files."""


@dataclass
class Located:
    """Plain Python data (dict, list, text, number, date, None) with the spot of each value and key."""

    file: str
    """The file as messages name it."""
    data: object = None
    values: dict[Keys, Spot] = field(default_factory=dict[Keys, Spot])
    keys: dict[Keys, Spot] = field(default_factory=dict[Keys, Spot])
    titles: dict[Keys, str] = field(default_factory=dict[Keys, str])
    """Names for messages, where the keys joined by points are not the best ones."""
    faults: list[Fault] = field(default_factory=list[Fault])
    nodes: int = 0
    """How many values and names a YAML file holds, as far as it was read."""
    decimal_comma: bool = False
    """Whether the file writes numbers with a decimal comma, which advice then does too."""

    def at(self, keys: Keys) -> object:
        """The value at the end of the way; None where there is none."""
        value = self.data
        for key in keys:
            value = as_mapping(value).get(str(key)) if not isinstance(value, list) else None
        return value

    def place(self, keys: Keys) -> str:
        """``file:line:column`` of a value; of its owner's key where it is missing."""
        spot = self.values.get(keys)
        return self._text(spot) if spot else self.key_place(keys[:-1])

    def key_place(self, keys: Keys) -> str:
        """``file:line:column`` of a key, else of the nearest owner that has one."""
        while keys and keys not in self.keys:
            keys = keys[:-1]
        return self._text(self.keys.get(keys) or self.values.get(keys))

    def _text(self, spot: Spot | None) -> str:
        return f"{self.file}:{spot.line}:{spot.column}" if spot else self.file

    def title(self, keys: Keys) -> str:
        """The name of a value in messages: ``platform_cost.value``, ``benefits.KEY.potential.low``."""
        if keys in self.titles:
            return self.titles[keys]
        within_group = keys[:1] == ("groups",) and keys[2:3] == ("parameters",) and len(keys) > 3
        parts = [self.titles.get((), ""), *(shown(str(key)) for key in (keys[3:] if within_group else keys))]
        return ".".join(part for part in parts if part)


def as_mapping(value: object) -> dict[str, object]:
    """The value where it is a mapping, else an empty one."""
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}


def text_position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of a character; CRLF, LF and a lone CR each end a line."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - before.rfind("\n")

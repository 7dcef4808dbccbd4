"""What the pages say as statements: the key of a sentence is its claim, the values put into it are its operands."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any
from unittest.mock import patch

from costmodel.texts.catalog import Catalog


@dataclass(frozen=True)
class Said:
    """A sentence before it is put into words."""

    page: str
    """The folder of its catalog."""
    claim: str
    """Its key."""
    operands: Mapping[str, object] = field(default_factory=dict)

    @property
    def case(self) -> str:
        """The last part of the key: which case of its claim holds."""
        return self.claim.rpartition(".")[2]

    def number(self, name: str) -> float:
        """An operand that is a number, as the sentence got it."""
        found = self.operands[name]
        assert isinstance(found, float | int), (self, name)
        return float(found)


Holds = Mapping[str, Callable[[Said, Any], None]]
"""What holds a sentence, by the pattern of its page and claim."""


def held(told: Iterable[Said], this: object, holds: Holds, pages: Container[str]) -> None:
    """Hold every sentence against the engine; on the pages named each with a number in it has a claim of its own."""
    for said in told:
        hold = next((hold for pattern, hold in holds.items() if fnmatchcase(f"{said.page}:{said.claim}", pattern)), None)
        has_a_number = any(isinstance(value, float) for value in said.operands.values())
        assert hold or said.page not in pages or not has_a_number, said
        if hold:
            hold(said, this)


@contextmanager
def heard() -> Iterator[list[Said]]:
    """Every text that is asked for within, in its order."""
    found: list[Said] = []
    call = Catalog.__call__

    def recorded(self: Catalog, key: str, /, **values: object) -> str:
        found.append(Said(self.folder.name, key, values))
        return call(self, key, **values)

    with patch.object(Catalog, "__call__", recorded):
        yield found

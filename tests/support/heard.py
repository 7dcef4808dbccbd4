"""What the pages say as statements: the key of a sentence is its claim, the values put into it are its operands."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
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

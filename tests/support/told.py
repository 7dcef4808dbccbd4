"""Faults as a reader meets them: in words."""

import re
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from costmodel.faults import AssumptionError, Fault
from costmodel.output import faults as words


@dataclass(frozen=True)
class Told:
    """A fault in words."""

    place: str
    name: str
    code: str
    found: str
    allowed: str
    action: str
    line: str

    def __str__(self) -> str:
        return self.line


def told(fault: Fault) -> Told:
    texts = (words.found(fault), words.allowed(fault), words.action(fault), words.fault_line(fault))
    return Told(fault.place, fault.name, fault.code, *texts)


def told_all(faults: Iterable[Fault]) -> tuple[Told, ...]:
    return tuple(map(told, faults))


@contextmanager
def refused(pattern: str) -> Generator[None]:
    """What is done within is refused with a message that has the pattern."""
    with pytest.raises(AssumptionError) as caught:
        yield
    message = words.faults_text(caught.value)
    assert re.search(pattern, message), message

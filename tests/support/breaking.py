"""Breaks a copy of the shipped assumptions in one place and says where the fault must be reported."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from costmodel.assumptions import loading
from costmodel.faults import AssumptionError
from support import ROOT
from support.told import Told, told_all

TODAY = date(2026, 11, 28)
HERE = "¦"
"""Marks, in the text put in, where the fault must be reported; without it, it is where the part starts, or the file as a whole."""


@dataclass(frozen=True)
class Case:
    """In the part of `file` that starts with `part` and ends with a blank line, `old` becomes `new`."""

    name: str
    file: str
    part: str
    old: str
    new: str
    words: tuple[str, ...]


def cases(file: str, *rows: tuple[str, ...]) -> "pytest.MarkDecorator":
    """Parametrises a test with cases: name, part, old, new, then the words that the message must have."""
    made = [Case(name, file, part, old, new, tuple(words)) for name, part, old, new, *words in rows]
    return pytest.mark.parametrize("case", made, ids=lambda case: case.name)


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the shipped assumptions."""
    return Path(shutil.copytree(ROOT / "assumptions", tmp_path / "assumptions"))


def faults(folder: Path) -> tuple[Told, ...]:
    with pytest.raises(AssumptionError) as caught:
        loading.load_assumptions(folder, today=TODAY)
    return told_all(caught.value.faults)


def edit(path: Path, part: str, old: str, new: str) -> str:
    """Replaces `old`, which must stand exactly once in the part; returns ``:line:column`` of the fault, nothing for the file."""
    text = path.read_bytes().decode("utf-8-sig")
    assert text.count(part) == 1 or not part, f"«{part}» stands {text.count(part)} times in {path.name}"
    start = text.index(part)
    end = text.find("\n\n", start + len(part)) if part else len(text)
    section = text[start : end if end >= 0 else len(text)]
    assert section.count(old) == 1, f"«{old}» stands {section.count(old)} times under «{part}» in {path.name}"
    changed = text[:start] + section.replace(old, new) + text[start + len(section) :]
    path.write_bytes(changed.replace(HERE, "").encode())
    if not part and HERE not in changed:
        return ""
    offset = changed.index(HERE) if HERE in changed else start + len(part) - len(part.lstrip())
    return f":{changed[:offset].count(chr(10)) + 1}:{offset - changed.rfind(chr(10), 0, offset)}"


def assert_reported(folder: Path, case: Case) -> None:
    """The case gives one fault, at the mark, with the words, and no traceback."""
    place = case.file + edit(folder / case.file, case.part, case.old, case.new)
    found = faults(folder)
    assert len(found) == 1, "\n".join(map(str, found))
    assert found[0].place == place, str(found[0])
    for word in case.words:
        assert word in str(found[0])

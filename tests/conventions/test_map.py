"""The map in docs/architecture.md is the tree: every folder with its modules, none missing and none too many."""

import re

import pytest
from support import ROOT

DOCUMENT = ROOT / "docs" / "architecture.md"
ROW = re.compile(r"^\| `(?P<folder>[\w/]+)/` \| (?P<what>[^|]+) \| (?P<modules>[^|]*) \|$", re.MULTILINE)
MAPPED = {row["folder"]: row for row in ROW.finditer(DOCUMENT.read_text("utf-8"))}
MOST_MODULES = 15


def modules_of(folder: str) -> set[str]:
    return {path.stem for path in (ROOT / folder).glob("*.py")} - {"__init__", "__main__"}


def folders() -> list[str]:
    """Every folder of the program that holds Python."""
    inside = {path.parent for top in ("costmodel", "pages", "web") for path in (ROOT / top).rglob("*.py")}
    return sorted(path.relative_to(ROOT).as_posix() for path in inside)


def test_every_folder_is_on_the_map_and_nothing_else():
    assert sorted(MAPPED) == folders()


@pytest.mark.parametrize("folder", folders())
def test_a_folder_holds_the_modules_that_the_map_names(folder):
    assert set(re.findall(r"\w+", MAPPED[folder]["modules"])) == modules_of(folder)
    assert len(modules_of(folder)) <= MOST_MODULES, "no folder holds more than a reader can take in"


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:costmodel|pages|tests|docs|assumptions|web)/[\w./]+\.\w+)`", DOCUMENT.read_text("utf-8"))))
)
def test_every_file_that_a_walk_names_exists(path):
    assert (ROOT / path).is_file()

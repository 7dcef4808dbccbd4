"""The catalogs of texts: what the code asks for stands in them, and what stands in a page's is asked for."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from support import ROOT

from costmodel.texts.catalog import Catalog
from costmodel.texts.language import LANGUAGES

ROOMS = ("pages", "costmodel/output", "costmodel/cli")
MODULES = [ROOT / "app.py", *sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]
FOLDERS = sorted({path.parent for path in (ROOT / "pages").rglob(f"{LANGUAGES[0]}.yaml")})

OF_CODES = ("faults", "notices", "meanings")
"""Catalogs whose keys are codes and names from other rooms, which tests of their own hold together."""
BY_VALUE = ("sensitivity.counts.", "cli.mistakes.types.")
"""Texts that are found by a number or by the name of a type."""


MENU = {"menu"}
"""The name of a page, which the menu asks its catalog for."""


def catalogs_of(module: ast.Module, path: Path) -> dict[str, Path]:
    """The folder of the catalog behind each name of a module."""
    found = {}
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(("pages.", "costmodel.texts.catalog")):
            found |= {item.asname or item.name: (ROOT / node.module.replace(".", "/")).parent for item in node.names if item.name == "text"}
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and getattr(node.value.func, "id", "") == "Catalog":
            found |= {target.id: path.parent for target in node.targets}
    return found


def patterns(node: ast.AST) -> Iterator[str]:
    """The keys that an expression may give, as regular expressions: what is filled in may be anything."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield re.escape(node.value)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(re.escape(part.value) if isinstance(part, ast.Constant) else ".+" for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from (*patterns(node.body), *patterns(node.orelse))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def asked_in(path: Path) -> tuple[tuple[Path, str], ...]:
    """Folder of the catalog, and key, of every text that a module asks for by name."""
    return tuple(_asked_in(parsed(path), path))


def _asked_in(module: ast.Module, path: Path) -> Iterator[tuple[Path, str]]:
    known = catalogs_of(module, path)
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and node.args:
            is_part = isinstance(node.func, ast.Attribute) and node.func.attr == "part"
            name = getattr(node.func.value if is_part else node.func, "id", "")
            yield from ((known[name], key + r"\..+" * is_part) for key in patterns(node.args[0]) if name in known)


def keys_of(folder: Path, pattern: str) -> list[str]:
    """The keys of the texts in bokmål, of one file where the folder has several."""
    return list(Catalog(folder).texts(LANGUAGES[0], pattern.partition(r"\.")[0]))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_text_that_is_asked_for_exists(path):
    for folder, pattern in asked_in(path):
        assert any(re.fullmatch(pattern, key) for key in keys_of(folder, pattern)), (folder.name, pattern)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_text_of_a_page_is_asked_for(folder):
    strings = {found for path in folder.rglob("*.py") for node in ast.walk(parsed(path)) for found in patterns(node)}
    asked = strings | MENU | {key for path in MODULES for place, key in asked_in(path) if place == folder}
    begun = {rf"{found}\..+" for found in strings if r"\." in found}  # a function may ask for all texts below a key that it is given
    used = re.compile("|".join(found for found in asked | begun if re.search(r"\w", found.replace(".+", ""))))
    assert [key for key in keys_of(folder, "") if not used.fullmatch(key)] == []


def test_every_shared_text_is_asked_for():
    """As far as the code shows: a key is named, or its end, or its beginning, by a string of the code."""
    shared = ROOT / "costmodel" / "texts"
    files = [path.stem for path in (shared / LANGUAGES[0]).glob("*.yaml") if path.stem not in OF_CODES]
    texts = [key for file in files for key in Catalog(shared).texts(LANGUAGES[0], file) if not key.startswith(BY_VALUE)]
    asked = {key for path in MODULES for place, key in asked_in(path) if place == shared}
    strings = {found for path in MODULES for node in ast.walk(parsed(path)) for found in patterns(node)}
    ends = {found for found in strings if re.match(r"\w", found)} | {
        rf"{found}\..+" for found in strings if re.fullmatch(r"[\w.\\-]+", found)
    }
    named = re.compile("|".join(key for key in asked if not re.match(r"\w+\\\.\.\+", key)))  # a file and anything is no name
    ended = re.compile("|".join(ends))
    assert [key for key in texts if not named.fullmatch(key) and not ended.fullmatch(key.partition(".")[2])] == []

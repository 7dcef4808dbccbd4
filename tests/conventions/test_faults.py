"""Codes, facts and texts of faults belong together: no code without its texts, no text without its code, no fact without a placeholder."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Set
from functools import cache

import pytest
from support import ROOT

from costmodel.texts.catalog import placeholders, text

ROOMS = [path for path in sorted((ROOT / "costmodel").rglob("*.py")) if path.parent.name != "texts"]
NOT_CODES = ("line", "heading", "parts")
ARGUMENTS = {"Fault": 2, "Note": 2, "Part": 0}
"""Where each call has its code; the facts follow it."""


@cache
def texts_of(kind: str) -> dict[str, dict[str, str]]:
    """The texts of each code: a fault's ``found``, ``allowed``, ``action`` and perhaps ``name``; the one of a part or a notice."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for key, written in text.texts("nb", "faults").items():
        _, code, *rest = key.split(".")
        if kind == "Part" and code == "parts":
            found[rest[0]]["text"] = written
        elif kind != "Part" and rest and code not in NOT_CODES:
            found[code][rest[0]] = written
    if kind != "Part":
        notices = {**text.part("notices.links"), **text.part("notices.upgrade")}.items()
        found |= {code: {"notice": written} for code, written in notices if code not in ("dropped", "label")}
    return dict(found)


def needed(kind: str, code: str) -> set[str]:
    """The facts that the texts of a code ask for."""
    return {name.partition(":")[0] for written in texts_of(kind)[code].values() for name in placeholders(written)} - {"label"}


def made() -> Iterator[tuple[str, str, set[str] | None]]:
    """Every call that makes a fault or a part with a code as it is: kind, code, and its facts where they can be seen."""
    for path in ROOMS:
        module = ast.parse(path.read_text("utf-8"))
        imports = [node for node in ast.walk(module) if isinstance(node, ast.ImportFrom) and node.module == "costmodel.faults"]
        names = ARGUMENTS.keys() & {alias.name for node in imports for alias in node.names}
        for scope in ast.walk(module):
            if isinstance(scope, ast.FunctionDef):
                yield from _made_in(scope, names)


def _made_in(scope: ast.FunctionDef, names: Set[str]) -> Iterator[tuple[str, str, set[str] | None]]:
    local = {
        node.target.id: node.value for node in ast.walk(scope) if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    for node in ast.walk(scope):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            at = ARGUMENTS[node.func.id]
            facts = node.args[at + 1] if len(node.args) > at + 1 else ast.Dict([], [])
            seen = local.get(facts.id) if isinstance(facts, ast.Name) else facts
            for code in _codes(node.args[at]):
                yield node.func.id, code, _keys(seen)


def _codes(node: ast.expr) -> list[str]:
    if isinstance(node, ast.IfExp):
        return [*_codes(node.body), *_codes(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) else []


def _keys(node: ast.expr | None) -> set[str] | None:
    is_plain = isinstance(node, ast.Dict) and all(isinstance(key, ast.Constant) for key in node.keys)
    return {key.value for key in node.keys} if is_plain else None


def literals() -> set[str]:
    nodes = (node for path in ROOMS for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_a_code_has_three_texts_or_is_of_links_alone():
    sound = ({"found", "allowed", "action"}, {"found", "allowed", "action", "name"}, {"notice"})
    assert {code: set(found) for code, found in texts_of("Fault").items() if set(found) not in sound} == {}


def test_the_facts_are_those_that_the_texts_ask_for():
    unknown = [(kind, code) for kind, code, _ in made() if code not in texts_of(kind)]
    assert unknown == []
    assert [(code, facts) for kind, code, facts in made() if facts is not None and facts != needed(kind, code)] == []


@pytest.mark.parametrize("kind", ["Fault", "Part"])
def test_every_code_with_texts_is_used(kind):
    assert set(texts_of(kind)) - literals() == set()

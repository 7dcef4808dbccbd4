"""The house's conventions, held by a test: direction of imports, sizes, labels, documented commands."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from support import ROOT

ENGINE = sorted((ROOT / "costmodel").rglob("*.py"))
GROUND = {"axes", "cluster", "stopping", "faults", "units", "version"}
ROOMS = (GROUND, {"assumptions", "isolation"}, {"model"}, {"scenarios", "analysis"}, {"explain"}, {"output"}, {"cli"})
"""From the ground up: a room imports from itself and from those below it. Only output, cli and pages import texts, which imports none."""
ONE_MEANING = {"Provenance"}
"""Classes of one name that mean one thing: where a number comes from, as it is read and as it is written out."""
EVERY_COMMAND = {"register"}
"""Functions of one name that mean one thing: each module of commands adds its own to the program, which calls all in turn."""
ONLY_IN = {
    "streamlit": ("app.py", "pages", "server.py", "web/sessions.py"),
    "starlette": ("server.py", "web"),
    "uvicorn": ("server.py", "web/protocol.py"),
    "plotly": ("costmodel/output/charts",),
    "typer": ("costmodel/cli",),
    "xlsxwriter": ("costmodel/output/workbook",),
    "openpyxl": ("costmodel/output/workbook/opening.py",),
    "ruamel": ("costmodel/assumptions/reading", "costmodel/scenarios/files.py"),
    "yaml": ("costmodel/assumptions/reading", "costmodel/texts/catalog.py"),
}


@cache
def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


MODULES = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in ENGINE}


def room(dotted: str) -> str:
    """``costmodel.model.costs`` → ``model``; empty for what is not of the engine."""
    package, _, rest = dotted.partition(".")
    return rest.partition(".")[0] if package == "costmodel" else ""


def floor(name: str) -> int:
    return next((number for number, names in enumerate(ROOMS) if name in names), -1)


@pytest.mark.parametrize("name", [name for name in MODULES if floor(room(name)) >= 0])
def test_imports_go_one_way(name):
    own = room(name)
    below = {other for names in ROOMS[: floor(own)] for other in names} | ({"texts"} if own in {"output", "cli"} else set())
    assert {found for found in imports(MODULES[name]) if room(found) and room(found) not in {own, *below}} == set()


def test_imports_make_no_circle():
    edges = {name: {found for found in imports(path) if found in MODULES} - {name} for name, path in MODULES.items()}
    done: set[str] = set()
    while ready := {name for name, before in edges.items() if name not in done and before <= done}:
        done |= ready
    assert set(edges) - done == set()


PAGE_ROOMS = ("session", "answers", "components")
"""Of the pages, from the ground up. Above them stand the pages themselves, none of which knows another."""
PAGE_MODULES = sorted((ROOT / "pages").rglob("*.py"))


@pytest.mark.parametrize("path", PAGE_MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_pages_build_on_each_other_one_way(path):
    own = path.relative_to(ROOT).parts[1]
    below = PAGE_ROOMS[: PAGE_ROOMS.index(own)] if own in PAGE_ROOMS else PAGE_ROOMS
    rooms = {found.split(".")[1] for found in imports(path) if found.startswith("pages.")}
    assert rooms <= {own, *below}


@pytest.mark.parametrize("package", ONLY_IN)
def test_packages_stay_in_their_rooms(package):
    files = [*ENGINE, ROOT / "app.py", ROOT / "server.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "web").rglob("*.py")]
    users = {path for path in files if any(name.split(".")[0] == package for name in imports(path))}
    allowed = tuple(str(ROOT / place) for place in ONLY_IN[package])
    assert users
    assert {path for path in users if not str(path).startswith(allowed)} == set()


def test_engine_files_and_functions_keep_their_measure():
    bodies = []
    for path in ENGINE:
        assert len(path.read_text("utf-8").splitlines()) <= 250 or path.name == "records.py", path.name
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                bodies.append((body_lines(node), f"{path.name}:{node.name}"))
                is_command = "cli" in path.parts  # one argument an option
                assert len(node.args.args) + len(node.args.kwonlyargs) <= (14 if is_command else 5), node.name
    sizes = sorted(size for size, _ in bodies)
    assert sizes[len(sizes) // 2] <= 6
    assert sizes[len(sizes) * 9 // 10] <= 15
    assert max(bodies)[0] <= 35, max(bodies)


def test_no_two_classes_of_the_engine_have_one_name():
    names = [node.name for path in ENGINE for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.ClassDef)]
    assert {name for name in names if names.count(name) > 1 and not name.startswith("_")} == ONE_MEANING


def test_no_two_functions_of_the_engine_have_one_name():
    names = [node.name for path in ENGINE for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)]
    assert {name for name in names if names.count(name) > 1 and not name.startswith("_")} == EVERY_COMMAND


def body_lines(node: ast.FunctionDef) -> int:
    first = node.body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = first.end_lineno - first.lineno + 1 if is_docstring else 0
    return node.end_lineno - node.body[0].lineno + 1 - docstring


def test_pages_do_no_arithmetic_on_arrays():
    for path in [ROOT / "app.py", *(ROOT / "pages").rglob("*.py")]:
        assert not {name for name in imports(path) if name.split(".")[0] in {"numpy", "scipy"}}, path


def test_no_absolute_paths_and_no_private_words():
    for path in ROOT.rglob("*"):
        is_text = path.suffix in {".py", ".md", ".yaml", ".toml", ".sh"} and not {".venv", ".git", "build"} & set(path.parts)
        if is_text:
            assert not re.search(r"(?<![\w.])/(?:home|root|work|Users)/", path.read_text("utf-8")), path

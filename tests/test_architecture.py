"""The house's conventions, held by a test: direction of imports, sizes, labels, documented commands."""

import ast
import re
from pathlib import Path

import pytest
from support import ROOT

ENGINE = sorted((ROOT / "costmodel").rglob("*.py"))
LAYERS = [
    {"axes", "map_labels", "units", "version", "wording", "writing", "csv_writing"},
    {"inputs", "schema", "faults"},
    {"labels", "region", "discounting", "loans", "reading.located", "reading.fault_wording"},
    {"checking"},
    {"batch_checks", "uncertainty.correlation"},
    {"reading"},
    {"folders"},
    {"archives"},
    {"uploads"},
    {"links", "loading", "json_schemas", "scenario", "scenario_files"},
    {"batch_reading", "participation"},
    {"drivers"},
    {"costs", "benefits"},
    {"appraisal"},
    {"capital", "decision", "yearly"},
    {"batch", "batch_writing", "bills", "budget", "comparison", "overview", "published", "tables", "waterfall"},
    {"uncertainty"},
    {"provenance", "open_questions"},
    {"bearers", "charts", "coalition", "printing", "records", "sensitivity", "side_by_side"},
    {"cash_flow"},
    {"trace"},
    {"participation_game"},
    {"price_curve"},
    {"charts_trace"},
    {"charts_budget", "charts_compare", "charts_map", "charts_price", "charts_sensitivity", "charts_uncertainty"},
    {"workbook"},
    {"charts_provenance", "charts_unknowns"},
    {"__init__"},
    {"cli"},
    {"__main__"},
]
"""From the ground up: a module imports from its own layer and from those before it. A package stands for its modules."""
ONLY_IN = {
    "streamlit": ("app.py", "pages", "server.py"),
    "starlette": ("server.py", "web"),
    "uvicorn": ("server.py",),
    "plotly": ("costmodel/charts",),
    "typer": ("costmodel/cli",),
    "xlsxwriter": ("costmodel/workbook",),
    "openpyxl": ("costmodel/workbook/importing.py",),
    "ruamel": ("costmodel/reading", "costmodel/scenario_files.py"),
}


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def module_name(path: Path) -> str:
    """``appraisal``, ``reading.located``, ``cli`` for the package itself."""
    parts = path.relative_to(ROOT / "costmodel").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


MODULES = {module_name(path): path for path in ENGINE}


def needs(path: Path) -> set[str]:
    """Modules of the engine that a module imports."""
    names = {name.removeprefix("costmodel.") for name in imports(path) if name.startswith("costmodel.")}
    takes_public_names = "costmodel" in imports(path) and not names & set(MODULES)
    return {"__init__"} if takes_public_names else names & set(MODULES)


def layer(name: str) -> int:
    """The layer that names the module, else that of its package."""
    exact = [number for number, names in enumerate(LAYERS) if name in names]
    package = [number for number, names in enumerate(LAYERS) if name.partition(".")[0] in names]
    return (exact or package or [-1])[0]


@pytest.mark.parametrize("name", MODULES)
def test_imports_go_one_way(name):
    assert layer(name) >= 0, f"{name} has no place in LAYERS"
    assert {other for other in needs(MODULES[name]) if layer(other) > layer(name)} == set()


def test_imports_make_no_circle():
    edges = {name: needs(path) - {name} for name, path in MODULES.items()}
    done: set[str] = set()
    while ready := {name for name, before in edges.items() if name not in done and before <= done}:
        done |= ready
    assert set(edges) - done == set()


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
        assert len(path.read_text("utf-8").splitlines()) <= 250 or path.name == "schema.py", path.name
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                bodies.append((body_lines(node), f"{path.name}:{node.name}"))
                is_command = "cli" in path.parts  # one argument an option
                assert len(node.args.args) + len(node.args.kwonlyargs) <= (9 if is_command else 5), node.name
    sizes = sorted(size for size, _ in bodies)
    assert sizes[len(sizes) // 2] <= 8
    assert sizes[len(sizes) * 9 // 10] <= 25
    assert max(bodies)[0] <= 45, max(bodies)


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
        is_text = path.suffix in {".py", ".md", ".yaml", ".toml", ".sh"} and not {".venv", ".git"} & set(path.parts)
        if is_text:
            assert not re.search(r"(?<![\w.])/(?:home|root|work|Users)/", path.read_text("utf-8")), path

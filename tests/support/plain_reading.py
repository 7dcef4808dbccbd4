"""A second, plain reading of the assumption files, to hold the loader's result against.

It knows nothing of records, bounds or faults: ruamel.yaml's own safe constructor and the csv module say what stands in
a file, leaf by leaf. Whatever the loader accepts must be exactly that: nothing dropped, nothing added, nothing converted.
"""

import csv
import io
import math
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from costmodel.assumptions.records import AssumptionSet

Way = tuple[str | int, ...]
Leaves = dict[Way, object]

LEFT_OUT = {"distribution": "pert", "note": "", "months": 12, "vat": "excluded"}
"""What an optional field is where it is left out; the other optional fields are then None."""
QUESTION = {"question", "why_it_matters", "who_knows"}
OF_SCENARIOS = {"municipality", "participant_set", "alternative"}
OF_MUNICIPALITIES = {"declined", "declined_source"}
OPTIONAL = {
    *("source", "page", "how", "why", "low", "high", "price_year", "year"),
    *(*OF_SCENARIOS, *OF_MUNICIPALITIES, *QUESTION, *LEFT_OUT),
}
"""Fields that may be left out."""


REGISTERS = {
    "base/benefits.yaml": "benefits",
    "base/legacy_systems.yaml": "legacy_systems",
    "base/alternatives.yaml": "alternatives",
}
TEXTS = {
    "benefits": {"name", "description", "area"},
    "legacy_systems": {"name", "description", "services", "municipalities"},
    "alternatives": {"name", "description", "open_to"},
}
"""What a row of a register has beside its numbers."""
MAY_LACK = {"benefits": ({"potential"}, {"quantity", "minutes"}), "legacy_systems": (set(),), "alternatives": (set(),)}
"""The numbers that a row does without: a benefit is an amount, or events of so many minutes."""


ACTUALS = "base/actuals.csv"
PATHS, ACCOUNTS = "base/price_paths.csv", "base/kostra.csv"
KEYS_OF_ROWS = {ACTUALS: ("municipality", "year", "line"), PATHS: ("path", "year"), ACCOUNTS: ("line",)}
"""Columns that together tell a row of a table from the others."""
MAY_BE_LEFT_OUT = ("note", "months", "vat")


class Scalar(NamedTuple):
    """A scalar of a YAML file: what ruamel.yaml makes of it, and its text."""

    value: object
    text: str


def read_plainly(file: str, data: bytes) -> Leaves:
    """Every leaf of a file by the way to it, in the shape of :func:`loaded_leaves`."""
    text = unicodedata.normalize("NFC", data.decode("utf-8-sig"))
    if file in KEYS_OF_ROWS:
        return _keyed_rows(text, KEYS_OF_ROWS[file])
    if file.endswith(".csv"):
        return _table(text, "name" if "municipalities" in file else "year")
    tree = _tree(text)
    return dict(_leaves(_merged(tree, REGISTERS[file]) if file in REGISTERS else tree))


def _tree(text: str) -> object:
    yaml = YAML(typ="safe", pure=True)
    return _plain(yaml.compose(text), yaml.constructor)


def _plain(node: Node, constructor) -> object:
    if isinstance(node, ScalarNode):
        return Scalar(node.value if node.value == "=" else constructor.construct_object(node), node.value)
    if not isinstance(node, MappingNode):
        return [_plain(item, constructor) for item in node.value]
    keys = [key.value for key, _ in node.value]
    assert len(keys) == len(set(keys)), f"a name stands twice: {keys}"
    return {key.value: _plain(item, constructor) for key, item in node.value}


def _merged(tree: dict, register: str) -> dict:
    """Each number of a row with the common part of its field, as the file's head explains it."""
    rows = {}
    for key, row in tree[register].items():
        own = {field: row[field] for field in tree["fields"] if field in row}
        exceptions = {f"reach.{benefit}": item for benefit, item in row.get("reach_of", {}).items()}
        numbers = {field: {**tree["fields"][field.partition(".")[0]], **_given(item)} for field, item in {**own, **exceptions}.items()}
        texts = {name: item for name, item in row.items() if name not in own and name != "reach_of"}
        assert texts.keys() == TEXTS[register], f"{key} has {row.keys()}"
        assert tree["fields"].keys() - own.keys() in MAY_LACK[register], f"{key} has {row.keys()}"
        rows[key] = {**texts, "fields": numbers}
    return {register: rows}


def _given(own: dict) -> dict:
    return {name: item for name, item in own.items() if item.value is not None or name == "value"}


def _leaves(tree: object, way: Way = ()) -> Iterator[tuple[Way, object]]:
    if isinstance(tree, Mapping):
        for key, item in tree.items():
            yield from _leaves(item, (*way, key))
    elif isinstance(tree, list | tuple) and not isinstance(tree, Scalar):
        for index, item in enumerate(tree):
            yield from _leaves(item, (*way, index))
    else:
        yield way, tree


def _cells(text: str) -> tuple[str, list[str], list[list[str]]]:
    """What stands between the cells, the names, and the rows that are not blank, without the empty columns at the end."""
    delimiter = max(";\t,", key=next(line for line in text.splitlines() if line.strip(" ;\t,")).count)
    header, *rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(cell.strip() for cell in row)]
    while not header[-1].strip():
        header.pop()
    assert not any("".join(row[len(header) :]).strip() for row in rows)
    return delimiter, header, [row[: len(header)] for row in rows]


def _table(text: str, label: str) -> Leaves:
    delimiter, header, rows = _cells(text)
    names = [name.strip() for name in header]
    key = names.index(label)
    assert len(names) == len(set(names)), f"a column stands twice: {names}"
    found = {}
    for row in rows:
        assert len(row) == len(names) and (row[key].strip(), names[0]) not in found, row
        given = [(name, cell.strip()) for name, cell in zip(names, row, strict=True) if cell.strip() or name not in OF_MUNICIPALITIES]
        found |= {(row[key].strip(), name): _cell(cell, delimiter != ",") for name, cell in given}
    return found


def _keyed_rows(text: str, columns: tuple[str, ...]) -> Leaves:
    """Each row by the cells that it alone has."""
    delimiter, header, rows = _cells(text)
    found: Leaves = {}
    for row in rows:
        cells = {name.strip(): cell.strip() for name, cell in zip(header, row, strict=True)}
        key = "/".join(cells[name] for name in columns)
        assert all(way[0] != key for way in found), row
        found |= {(key, name): _cell(cell, delimiter != ",") for name, cell in cells.items() if cell or name not in MAY_BE_LEFT_OUT}
    return found


def _cell(cell: str, decimal_comma: bool) -> Scalar:
    """The cell as a number or date, if it can be one."""
    for read in (lambda: float(cell.replace(",", ".") if decimal_comma else cell), lambda: _date(cell)):
        try:
            return Scalar(read(), cell)
        except ValueError:
            continue
    return Scalar(cell, cell)


def _date(cell: str) -> date:
    return datetime.strptime(cell, "%d.%m.%Y").date() if cell[4:5] != "-" else date.fromisoformat(cell)


def loaded_leaves(file: str, read: AssumptionSet) -> Leaves:
    """What the loader made of a file, leaf by leaf."""
    if file == "base/municipalities.csv":
        return {leaf: value for row in read.municipalities for leaf, value in _row_leaves(row.name, row.model_dump())}
    if file == "base/price_index.csv":
        return {leaf: value for row in read.price_index.values() for leaf, value in _row_leaves(str(row.year), row.model_dump())}
    if file in KEYS_OF_ROWS:
        content = {ACTUALS: read.actuals, PATHS: read.price_paths, ACCOUNTS: read.kostra}[file]
        keyed = (("/".join(str(getattr(row, name)) for name in KEYS_OF_ROWS[file]), row.model_dump()) for row in content)
        return {leaf: value for key, row in keyed for leaf, value in _row_leaves(key, row)}
    if file.startswith("scenarios/"):
        content = read.scenarios[file.removeprefix("scenarios/").removesuffix(".yaml")].model_dump()
    else:
        content = {top: {key: item.model_dump() for key, item in getattr(read, field).items()} for field, top in _TOPS[file].items()}
    return dict(_leaves(content))


_TOPS = {
    "base/parameters.yaml": {"groups": "groups", "budget": "budget"},
    **{file: {register: register} for file, register in REGISTERS.items()},
    "base/sources.yaml": {"sources": "sources"},
    "base/published.yaml": {"published": "figures"},
    "base/effects.yaml": {"effects": "effects"},
    "base/correlations.yaml": {"correlations": "correlations"},
}


def _row_leaves(label: str, row: dict) -> Iterator[tuple[Way, object]]:
    for way, value in _leaves(row):
        yield (label, f"pop_{way[1]}" if way[0] == "population" else way[0]), value


def differences(plain: Leaves, loaded: Leaves) -> Iterator[str]:
    """Where the loaded leaves are not what stands in the file."""
    for way in plain.keys() - loaded.keys():
        yield f"{way}: stands in the file as {plain[way]} and was dropped"
    for way, value in loaded.items():
        if way not in plain and not _may_lack(way, value):
            yield f"{way}: is {value!r} and does not stand in the file"
        elif way in plain and not _same(plain[way], value):
            yield f"{way}: stands in the file as {plain[way]} and was read as {value!r}"


def _may_lack(way: Way, value: object) -> bool:
    return way[-1] in OPTIONAL and value == LEFT_OUT.get(str(way[-1]))


def _same(stands: object, value: object) -> bool:
    """Whether the value is what stands there; a text is its letters, whatever else they might be taken for."""
    if not isinstance(stands, Scalar):
        return False
    if isinstance(value, str):
        return value == stands.text and stands.value is not None
    if isinstance(value, float | int):
        return type(stands.value) in (int, float) and math.isfinite(value) and value == float(stands.value)
    return value == stands.value and type(value) is type(stands.value)

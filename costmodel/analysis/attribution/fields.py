"""Every field of the assumption files that is not the same in two folders, by file, record and field."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Literal, cast

from costmodel.assumptions.folders import BASE, CHANGES, KNOWN_FILES, SCENARIOS, Folder
from costmodel.assumptions.records import AssumptionSet, Record

Leaf = int | float | str | bool | None
Fields = dict[str, Leaf]
Records = dict[str, Fields]
"""The fields of each record of a file, by the name of the record."""
Kind = Literal["changed", "added", "removed", "order", "layout"]
EVERY_ROW = "*"
PARAMETERS, YAML = f"{BASE}parameters.yaml", ".yaml"


@dataclass(frozen=True)
class FieldChange:
    """One thing in the files of a folder that is not as it is in another."""

    kind: Kind
    """changed: a field. added, removed: a record or file that one alone has. order: of the records. layout: only how it is written."""
    file: str
    """Its place in the folder, such as ``base/parameters.yaml``."""
    record: str = ""
    """Full name of a number; ``REGISTER.KEY``, or ``REGISTER.*`` where it is the same in every row; key of a row. Empty: the file."""
    field: str = ""
    """As the file has it, of a register's row with the number before it: ``realisation.low``. Empty: the whole record."""
    before: Leaf = None
    after: Leaf = None
    """Of a whole record its value, where it has one."""


def changed_fields(first: AssumptionSet, second: AssumptionSet) -> tuple[FieldChange, ...]:
    """From the first folder to the second, by file; comments, and the order within tables that are sorted when they are read, aside."""
    files = [_files(item) for item in (first, second)]
    found: list[FieldChange] = []
    for file in dict.fromkeys((*files[0], *files[1])):
        before, after = (item.get(file, {}) for item in files)
        found += _everywhere(list(_of_file(file, before, after)), before, after)
        if file.endswith(YAML) and [name for name in before if name in after] != [name for name in after if name in before]:
            found.append(FieldChange("order", file))
    return tuple(found)


def changed_layout(first: Folder, second: Folder, changes: Iterable[FieldChange]) -> tuple[FieldChange, ...]:
    """Files of which no field is changed but the bytes are, and files without rows that one folder alone has."""
    named = {change.file for change in changes}
    before, after = (_contents(item) for item in (first, second))
    found: list[FieldChange] = []
    for file in dict.fromkeys((*before, *after)):
        if file not in named and before.get(file) != after.get(file):
            kind: Kind = "layout" if file in before and file in after else "added" if file in after else "removed"
            found.append(FieldChange(kind, file))
    return tuple(found)


def _contents(folder: Folder) -> dict[str, object]:
    """Contents by place as in a folder that holds ``base/``, without what nothing reads."""
    contents = {place: content for place, content in folder.contents.items() if place != CHANGES}
    names = {place: place.removeprefix(folder.prefix) for place in contents}
    return {BASE + names[place] if names[place] in KNOWN_FILES else place: content for place, content in contents.items()}


def _files(item: AssumptionSet) -> dict[str, Records]:
    """The records of each file."""
    named = ("sources", "published", "effects", "correlations", "measurements")
    tables: dict[str, tuple[Iterable[Record], Callable[[Any], str]]] = {
        "municipalities": (item.municipalities, lambda row: row.name),
        "price_index": (item.price_index.values(), lambda row: str(row.year)),
        "price_paths": (item.price_paths, lambda row: f"{row.path} {row.year}"),
        "kostra": (item.kostra, lambda row: row.line),
        "actuals": (item.actuals, lambda row: f"{row.municipality} {row.year} {row.line}"),
    }
    return {
        PARAMETERS: _parameters(item),
        **{f"{BASE}{name}{YAML}": {f"{name}.{key}": _row(row) for key, row in rows.items()} for name, rows in item.registers.items()},
        **{f"{BASE}{name}.csv": _table(rows, key) for name, (rows, key) in tables.items()},
        **{f"{BASE}{name}{YAML}": {key: _flat(row) for key, row in getattr(item, name).items()} for name in named},
        **{f"{SCENARIOS}{key}{YAML}": {key: _flat(record)} for key, record in item.scenarios.items()},
        f"approval{YAML}": {} if item.approval is None else {"approval": _flat(item.approval)},
        "edits.csv": _table(item.edits, lambda row: f"{row.date} {row.what}"),
    }


def _parameters(item: AssumptionSet) -> Records:
    found: Records = {}
    for key, group in item.groups.items():
        found[f"groups.{key}"] = _flat(group.name, "name.")
        found |= {name: {**_flat(number), "group": key} for name, number in group.parameters.items()}
    return found | {f"budget.{name}": _flat(number) for name, number in item.budget.items()}


def _row(row: Record) -> Fields:
    """A row of a register, its numbers with what their field has in common."""
    return {name.removeprefix("fields."): value for name, value in _flat(row).items()}


def _table(rows: Iterable[Record], key: Callable[[Any], str]) -> Records:
    """The rows of a table by their key; of rows with one key the second and later are numbered."""
    found: Records = {}
    for _, alike in groupby(sorted(rows, key=key), key):
        for at, row in enumerate(alike, start=1):
            name = key(row) if at == 1 else f"{key(row)} ({at})"
            found[name] = {field.replace("population.", "pop_"): value for field, value in _flat(row).items()}
    return found


def _flat(record: Record, start: str = "") -> Fields:
    return dict(_leaves(record.model_dump(mode="json"), start))


def _leaves(value: Mapping[str, Any], start: str) -> Iterator[tuple[str, Leaf]]:
    for key, item in value.items():
        if isinstance(item, Mapping):
            yield from _leaves(cast("Mapping[str, Any]", item), f"{start}{key}.")
        else:
            yield f"{start}{key}", ", ".join(map(str, cast("list[Leaf]", item))) if isinstance(item, list) else item


def _of_file(file: str, before: Records, after: Records) -> Iterator[FieldChange]:
    for name in dict.fromkeys((*before, *after)):
        if name not in after:
            yield FieldChange("removed", file, name, before=before[name].get("value"))
        elif name not in before:
            yield FieldChange("added", file, name, after=after[name].get("value"))
        else:
            yield from _of_record(file, name, before[name], after[name])


def _of_record(file: str, name: str, before: Fields, after: Fields) -> Iterator[FieldChange]:
    for field in dict.fromkeys((*before, *after)):
        if before.get(field) != after.get(field):
            yield FieldChange("changed", file, name, field, before.get(field), after.get(field))


def _everywhere(changes: list[FieldChange], before: Records, after: Records) -> list[FieldChange]:
    """The same with what is changed alike in every row of a register that has the field told once, as the file has it."""
    alike: dict[FieldChange, int] = {}
    for change in changes:
        alike[_of_every_row(change)] = alike.get(_of_every_row(change), 0) + 1
    found: dict[FieldChange, None] = {}
    for change in changes:
        having = sum(change.field in before[name] or change.field in after[name] for name in before.keys() & after.keys())
        is_common = "." in change.field and 1 < having == alike[_of_every_row(change)]
        found[_of_every_row(change) if is_common else change] = None
    return list(found)


def _of_every_row(change: FieldChange) -> FieldChange:
    return replace(change, record=f"{change.record.partition('.')[0]}.{EVERY_ROW}")

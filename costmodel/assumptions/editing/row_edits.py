"""Rows of registers and tables that come and go: what can be given of a new one, what hinders it, and the file after it."""

import re
from collections.abc import Iterable, Iterator, Mapping

from costmodel.assumptions.editing.places import ENTRIES, entry_at, entry_rows, file_of, texts_of_entry, tied_fields, way_of
from costmodel.assumptions.editing.table_cells import TableText
from costmodel.assumptions.editing.table_rows import KEYS, cells_of_key, editable_row, editable_rows, text_of
from costmodel.assumptions.editing.yaml_fields import on_one_line
from costmodel.assumptions.editing.yaml_rows import with_copied_row, without_row
from costmodel.assumptions.folders import BASE
from costmodel.assumptions.reading.row_reading import ROW_KEY
from costmodel.assumptions.records import AssumptionSet, PublishedFigure, RowValue, Source
from costmodel.faults import Facts, Fault, nearest, shown

KEY = "key"
"""What the name of a row of a YAML file is called where a row is added; those of tables have the names of their columns."""
_SOURCE_KEY = re.compile(r"\w[\w-]{0,60}")


def row_names(known: AssumptionSet) -> list[str]:
    """Every row that can be copied or taken away, by name."""
    return [*(f"{file}.{key}" for file, rows in entry_rows(known).items() for key in rows), *editable_rows(known)]


def name_of_row(like: str, key: Mapping[str, str]) -> str:
    """The name of a row in the file of another one, by what tells it from others."""
    file = like.partition(".")[0]
    return ".".join((file, *(on_one_line(key.get(part, "")) for part in key_parts(like))))


def key_parts(like: str) -> tuple[str, ...]:
    """What tells a row from others in its file: names of columns, or ``key``."""
    return KEYS.get(like.partition(".")[0], (KEY,))


def suggested_key(like: str) -> dict[str, str]:
    """What tells a new row from others, before anybody has said it: the last part is left open.

    >>> suggested_key("price_paths.wage.2026"), suggested_key("benefits.interaction")
    ({'path': 'wage', 'year': ''}, {'key': ''})
    """
    cells, parts = cells_of_key(like) if like.partition(".")[0] in KEYS else {}, key_parts(like)
    return {part: "" if part == parts[-1] else cells[part] for part in parts}


def new_row_fields(like: str, known: AssumptionSet) -> dict[str, str]:
    """What can be given of a new row beside its key, by field, as it is in the row that it is a copy of.

    A number of a register is ``NUMBER.FIELD``; what is edited along with it in other rows has its full name.
    """
    if (row := editable_row(like, known)) is not None:
        return {column: cell for column, cell in row.cells.items() if column not in row.key}
    entry = entry_at(like, known)
    if entry is None:
        return {}
    numbers = {} if isinstance(entry, PublishedFigure | Source) else entry.fields
    fields = [(name, field) for name in numbers if "." not in name for field in RowValue.model_fields]
    of_numbers = {f"{name}.{field}": text_of(getattr(numbers[name], field)) for name, field in fields}
    return {**texts_of_entry(like, known), **of_numbers, **tied_fields(like, known), **_own_weight(like, known)}


def _own_weight(like: str, known: AssumptionSet) -> dict[str, str]:
    """The weight of the row that is copied, which is another row than the new one."""
    tied = tied_fields(f"{like.partition('.')[0]}.", known)
    return {name: weight for name, weight in tied.items() if name.startswith(f"{like}.")}


def adding_faults(what: str, like: str, known: AssumptionSet) -> Iterator[Fault]:
    """Why a row cannot be added: there is none to copy, or its key is empty, taken or not allowed."""
    file, _, key = what.partition(".")
    part, rows = key_parts(like)[-1], row_names(known)
    if like not in rows:
        yield Fault("", "", "unknown_edit", {"what": shown(like), "nearest": nearest(like, rows)})
    elif file != like.partition(".")[0]:
        yield Fault("", shown(what), "row_of_another_file", {"file": shown(file), "like": like})
    elif not key.rpartition(".")[2].strip():
        yield Fault("", part, "row_without_key", {"part": part})
    elif what.casefold() in {name.casefold() for name in rows}:
        yield Fault("", part, "row_is_there", {"key": shown(key)})
    elif file in ENTRIES and not _SOURCE_KEY.fullmatch(key):
        yield Fault("", part, "entry_name", {"name": shown(key)})
    elif file not in (*ENTRIES, *KEYS) and not ROW_KEY.fullmatch(key):
        yield Fault("", part, "row_name", {"name": shown(key)})


def removing_faults(what: str, known: AssumptionSet) -> Iterator[Fault]:
    """Why a row cannot be taken away, whatever else the files say: there is no such row, or it is the only one."""
    rows = row_names(known)
    if what not in rows:
        yield Fault("", "", "unknown_edit", {"what": shown(what), "nearest": nearest(what, rows)})
    elif sum(name.partition(".")[0] == what.partition(".")[0] for name in rows) == 1:
        yield Fault("", shown(what), "last_row")


def needed_faults(what: str, faults: Iterable[Fault]) -> Iterator[Fault]:
    """That a row is needed, by what would be wrong without it."""
    facts: Facts = {"row": shown(what), "places": tuple(dict.fromkeys(fault.place or fault.name for fault in faults))}
    yield Fault("", "", "row_is_needed", facts)


def with_new_row(content: bytes, what: str, like: str, cells: Mapping[str, str], known: AssumptionSet) -> bytes:
    """The file with a copy of a row after it under another name; `cells`: other cells of a table's row."""
    place = BASE + file_of(what)
    if (row := editable_row(like, known)) is not None:
        return TableText(content, place).with_copy(row.key, {**cells, **cells_of_key(what)}, row.decimals)
    return with_copied_row(content, place, way_of(like, known), what.partition(".")[2])


def with_row_gone(content: bytes, what: str, known: AssumptionSet) -> bytes:
    """The file without a row."""
    place = BASE + file_of(what)
    if (row := editable_row(what, known)) is not None:
        return TableText(content, place).without_row(row.key)
    return without_row(content, place, way_of(what, known))

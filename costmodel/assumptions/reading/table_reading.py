"""municipalities.csv and price_index.csv: rows → records, with all that is wrong in them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from costmodel.assumptions.located import REFUSED, UNNAMED_ROW, Keys, Located
from costmodel.assumptions.plausibility.index_steps import index_warnings
from costmodel.assumptions.plausibility.people import municipality_warnings
from costmodel.assumptions.reading.csv_reading import Kind, Layout, Table, read_table
from costmodel.assumptions.reading.record_reading import read_record, without_none
from costmodel.assumptions.records import EVERYBODY, LAST_DAY, REFERENCE_MUNICIPALITY, Municipality, PriceIndexYear, Record
from costmodel.assumptions.tables.naming import Gazetteer
from costmodel.faults import Facts, Fault, nearest, shown

R = TypeVar("R", bound=Record)
_POPULATION = re.compile(r"pop_((?:19|20|21)[0-9]{2})")
_NAME = re.compile(r"(?!.*www\.)[^\W\d_][^\W\d_ ./'’()–-]*(?:[ ./'’()–-]+[^\W\d_]+)*[.)]*")
"""Letters, and what stands between them in names of places: what a link, a list and a cell carry as it is; no address of a page."""
_DECLINED = ("declined", "declined_source")
_KINDS: dict[object, Kind] = {int: int, float: float, date: date}


@dataclass
class Rows(Generic[R]):
    """The rows of a table as far as they could be read."""

    records: list[R] = field(default_factory=list[R])
    """The sound rows."""
    mentioned: set[str] = field(default_factory=set[str])
    """What names the rows, broken ones too; empty where a row's name could not be read."""
    faults: list[Fault] = field(default_factory=list[Fault])
    warnings: list[Fault] = field(default_factory=list[Fault])
    """What is worth a look; only of tables without faults."""
    places: list[Located] = field(default_factory=list[Located])
    """The rows with their positions, where somebody looks at them later."""


def read_municipalities(text: str, file: str, sources: frozenset[str] | None, today: date) -> Rows[Municipality]:
    """The municipalities in the order of the file: each name and number once, the reference among them, sources known.

    What is live at the source's date has started by `today`.
    """
    layout = Layout(record_columns(Municipality, "population"), optional=frozenset(_DECLINED), family=_population_column)
    table = read_table(text, file, layout)
    rows = record_rows(Municipality, table, "name")
    rows.faults.extend(values_twice(table, "number"))
    rows.faults.extend(values_twice(table, "name"))
    rows.faults.extend(_unusable_names(table))
    rows.faults.extend(_ahead(table, today))
    rows.faults.extend(_half_declined(table))
    for column in ("source", "declined_source") if sources is not None else ():
        rows.faults.extend(unknown_sources(table.rows, column, sources or frozenset()))
    if rows.mentioned and REFERENCE_MUNICIPALITY not in rows.mentioned:
        rows.faults.append(Fault(file, REFERENCE_MUNICIPALITY, "no_reference_municipality", {"name": REFERENCE_MUNICIPALITY}))
    if table.rows and not any(len(keys) > 1 for keys in table.rows[0].values):
        rows.faults.append(Fault(f"{file}:1:1", "", "no_population"))
    if not rows.faults:
        rows.warnings.extend(municipality_warnings(list(zip(rows.records, table.rows, strict=True)), today))
    return rows


def gazetteer_of(places: Rows[Municipality]) -> Gazetteer:
    """The municipalities by what they may be called, broken rows too; none where a name could not be read."""
    read = {place.name: place for place in places.records} if places.mentioned else {}
    return Gazetteer.of(read.get(name) or Municipality.model_construct(name=name) for name in sorted(places.mentioned))


def read_price_index(text: str, file: str) -> Rows[PriceIndexYear]:
    """The years of the price index, each once."""
    table = read_table(text, file, Layout(record_columns(PriceIndexYear), optional=frozenset({"note"})))
    rows = record_rows(PriceIndexYear, table, "year")
    rows.places.extend(table.rows)
    rows.faults.extend(values_twice(table, "year"))
    if not rows.faults:
        rows.warnings.extend(index_warnings(list(zip(rows.records, table.rows, strict=True))))
    return rows


def record_columns(record: type[Record], *others: str) -> dict[str, Kind]:
    """The columns of a table whose rows are such records, with the kind of each; `others` are left out."""
    return {name: _KINDS.get(without_none(info.annotation), str) for name, info in record.model_fields.items() if name not in others}


def _population_column(name: str) -> tuple[Keys, Kind] | None:
    match = _POPULATION.fullmatch(name)
    return (("population", int(match[1])), int) if match else None


def record_rows(record: type[R], table: Table, label: str) -> Rows[R]:
    """The rows of a table as records; messages call each by its cell in the column `label`."""
    rows: Rows[R] = Rows(faults=table.faults)
    for row in table.rows:
        row.titles[()] = _label(row, label)
        row.titles.update({keys: f"{row.titles[()]}.{title}" for keys, title in row.titles.items() if keys})
        reading = read_record(record, row, ())
        rows.faults.extend(reading.faults)
        if reading.record is not None:
            rows.records.append(reading.record)
    if all(_is_readable(row.at((label,))) for row in table.rows):
        rows.mentioned = {str(row.at((label,))) for row in table.rows} | table.left_out
    return rows


def _label(row: Located, column: str) -> str:
    value = row.at((column,))
    return shown(str(value)) if _is_readable(value) else f"{UNNAMED_ROW}{row.values[()].line}"


def _is_readable(value: object) -> bool:
    return isinstance(value, (str, int))


def repeated(rows: Iterable[Located], *columns: str) -> Iterator[tuple[tuple[object, ...], Located, Located]]:
    """Rows that have in these columns what an earlier row has: what that is, the row, and the first one.

    Capitals and spaces make no difference; a cell that could not be read is like no other.
    """
    seen: dict[tuple[str, ...], Located] = {}
    for row in rows:
        cells = tuple(row.at((column,)) for column in columns)
        if all(map(_is_readable, cells)):
            first = seen.setdefault(tuple(" ".join(str(cell).split()).casefold() for cell in cells), row)
            if first is not row:
                yield cells, row, first


def values_twice(table: Table, column: str) -> Iterator[Fault]:
    """A value of a column that an earlier row has."""
    for (value,), row, first in repeated(table.rows, column):
        facts: Facts = {"value": shown(str(value)), "line": first.values[()].line}
        yield Fault(row.place((column,)), row.title((column,)), "value_twice", facts)


def _unusable_names(table: Table) -> Iterator[Fault]:
    """Names that a link or a list of names could not tell from something else."""
    for row in table.rows:
        name = row.at(("name",))
        if isinstance(name, str) and (name.casefold() == EVERYBODY or not _NAME.fullmatch(name)):
            yield Fault(row.place(("name",)), row.title(("name",)), "unusable_name", {"name": shown(name), "everybody": EVERYBODY})


def unknown_sources(rows: Iterable[Located], column: str, known: frozenset[str]) -> Iterator[Fault]:
    """Ids of sources that the bibliography has not."""
    for row in rows:
        source = row.at((column,))
        if isinstance(source, str) and source not in known:
            facts: Facts = {"source": shown(source), "nearest": nearest(source, known)}
            yield Fault(row.place((column,)), row.title((column,)), "unknown_source", facts)


def _half_declined(table: Table) -> Iterator[Fault]:
    """A no without a source, or a source of a no that is not there."""
    for row in table.rows:
        cells = [row.at((column,)) for column in _DECLINED]
        if REFUSED not in cells and (cells[0] is None) != (cells[1] is None):
            missing, given = _DECLINED if cells[0] is None else _DECLINED[::-1]
            yield Fault(row.place((missing,)), row.title((missing,)), "half_declined", {"missing": missing, "given": given})


def _ahead(table: Table, today: date) -> Iterator[Fault]:
    for row in table.rows:
        day = row.at(("go_live",))
        if row.at(("status",)) == "live" and isinstance(day, date) and today < day <= LAST_DAY:
            yield Fault(row.place(("status",)), row.title(("status",)), "live_in_future", {"go_live": day, "today": today})

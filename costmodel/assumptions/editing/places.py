"""What of the files can be edited, what it is now, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, get_args, get_origin

from costmodel.assumptions.located import Keys
from costmodel.assumptions.reading.record_reading import without_none
from costmodel.assumptions.reading.table_reading import record_columns
from costmodel.assumptions.records import (
    Assumption,
    AssumptionSet,
    Municipality,
    PriceIndexYear,
    PricePathYear,
    Provenance,
    Quantity,
    RowValue,
)
from costmodel.faults import number_text

OF_NUMBER = (*Quantity.model_fields, *Provenance.model_fields)
"""Fields of a number that can be edited, in the order in which they are written."""
PARAMETERS, BUDGET, TOP = "parameters.yaml", "budget", "fields"
SOURCES = ("source", "declined_source")
"""Fields that hold the id of a source."""
POPULATION = "pop_"
"""Begins the columns of the inhabitants by year."""


@dataclass(frozen=True)
class EditableRow:
    """A row of a table: which file, which cells tell it from others, and what it holds now by column."""

    file: str
    key: Mapping[str, str]
    cells: Mapping[str, str]
    decimals: frozenset[str]
    """Columns of numbers that may have decimals, which are written with the decimal mark of the file."""


def editable_fields(what: str, known: AssumptionSet) -> dict[str, str]:
    """What can be edited of something, by field, as it is now; nothing of what is unknown."""
    if (number := known.numbers.get(what)) is not None:
        return {field: text_of(getattr(number, field)) for field in OF_NUMBER}
    if (row := editable_row(what, known)) is not None:
        return {column: cell for column, cell in row.cells.items() if column not in row.key}
    return _texts_of_row(what, known)


def words_of_field(what: str, field: str, known: AssumptionSet) -> tuple[str, ...]:
    """The words that a field can hold; none where it holds a number, a date or any text."""
    if field in SOURCES:
        return tuple(known.sources)
    register, _, key = what.partition(".")
    row = known.registers.get(register, {}).get(key)
    records = {"municipalities": Municipality, "price_index": PriceIndexYear, "price_paths": PricePathYear}
    record = type(row) if row is not None else Assumption if what in known.numbers else records[register]
    kind = without_none(record.model_fields[field].annotation) if field in record.model_fields else None
    words = kind if isinstance(kind, type) and issubclass(kind, StrEnum) else get_args(kind) if get_origin(kind) is Literal else ()
    return tuple(map(str, words))


def text_of(value: object) -> str:
    """A value as the files write it; empty where there is none.

    >>> text_of(0.5), text_of(None), text_of(date(2026, 11, 30))
    ('0.5', '', '2026-11-30')
    """
    if isinstance(value, int | float):
        return number_text(float(value))
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _texts_of_row(what: str, known: AssumptionSet) -> dict[str, str]:
    """The texts of a row of a register: its name, what it is, and who has it."""
    register, _, key = what.partition(".")
    row = known.registers.get(register, {}).get(key)
    if row is None:
        return {}
    texts = {field: text_of(getattr(row, field)) for field in type(row).model_fields if field not in ("name", TOP)}
    return {"name.nb": row.name.nb, "name.en": row.name.en, **texts}


def editable_row(what: str, known: AssumptionSet) -> EditableRow | None:
    """The row of a table that has such a name: ``municipalities.NAME``, ``price_index.YEAR`` or ``price_paths.PATH.YEAR``."""
    return editable_rows(known).get(what)


def editable_rows(known: AssumptionSet) -> dict[str, EditableRow]:
    """Every row of a table that can be edited, by name."""
    places = {f"municipalities.{item.name}": _municipality(item) for item in known.municipalities}
    years = {f"price_index.{item.year}": _row("price_index.csv", item, "year") for item in known.price_index.values()}
    paths = {f"price_paths.{item.path}.{item.year}": _row("price_paths.csv", item, "path", "year") for item in known.price_paths}
    return {**places, **years, **paths}


def _municipality(item: Municipality) -> EditableRow:
    row = _row("municipalities.csv", item, "name")
    people = {f"{POPULATION}{year}": str(count) for year, count in item.population.items()}
    return EditableRow(
        row.file, row.key, {**{name: cell for name, cell in row.cells.items() if name != "population"}, **people}, row.decimals
    )


def _row(file: str, item: Municipality | PriceIndexYear | PricePathYear, *key: str) -> EditableRow:
    cells = {name: text_of(getattr(item, name)) for name in type(item).model_fields}
    decimals = frozenset(name for name, kind in record_columns(type(item)).items() if kind is float)
    return EditableRow(file, {name: cells[name] for name in key}, cells, decimals)


def file_of(what: str, known: AssumptionSet) -> str:
    """The YAML file that a number or a row of a register stands in."""
    register = what.partition(".")[0]
    return f"{register}.yaml" if register in known.registers else PARAMETERS


def way_of(what: str, known: AssumptionSet) -> Keys:
    """Where a number or a row of a register stands in its file."""
    register, *rest = what.split(".")
    if register == BUDGET and rest:
        return (BUDGET, *rest)
    if register not in known.registers:
        group = next(key for key, group in known.groups.items() if what in group.parameters)
        return ("groups", group, "parameters", what)
    if len(rest) < len(("key", "field")):
        return (register, *rest)
    key, field, *benefit = rest
    return (register, key, "reach_of", *benefit) if benefit else (register, key, field)


def field_way(what: str, field: str, known: AssumptionSet) -> Keys:
    """Where a field of a number, or a text of a row, stands; what all rows of a register have in common stands above them."""
    if is_common(what, field, known):
        return (TOP, what.split(".")[2], field)
    return (*way_of(what, known), *field.split("."))


def is_common(what: str, field: str, known: AssumptionSet) -> bool:
    """Whether a field of a number is one that all rows of its register have in common."""
    is_of_row = isinstance(known.numbers.get(what), Assumption) and what.partition(".")[0] in known.registers
    return is_of_row and field not in RowValue.model_fields

"""Rows of tables that can be edited: which file, which cells tell each from others, and what it holds now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from costmodel.assumptions.reading.table_reading import record_columns
from costmodel.assumptions.records import AssumptionSet, Municipality, PriceIndexYear, PricePathYear
from costmodel.faults import number_text

POPULATION = "pop_"
"""Begins the columns of the inhabitants by year."""
KEYS = {"municipalities": ("name",), "price_index": ("year",), "price_paths": ("path", "year")}
"""The columns that tell the rows of a table from each other."""


@dataclass(frozen=True)
class EditableRow:
    """A row of a table: which file, which cells tell it from others, and what it holds now by column."""

    file: str
    key: Mapping[str, str]
    cells: Mapping[str, str]
    decimals: frozenset[str]
    """Columns of numbers that may have decimals, which are written with the decimal mark of the file."""


def text_of(value: object) -> str:
    """A value as the files write it; empty where there is none.

    >>> text_of(0.5), text_of(None), text_of(date(2026, 11, 30))
    ('0.5', '', '2026-11-30')
    """
    if isinstance(value, int | float):
        return number_text(float(value))
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def editable_row(what: str, known: AssumptionSet) -> EditableRow | None:
    """The row of a table that has such a name: ``municipalities.NAME``, ``price_index.YEAR`` or ``price_paths.PATH.YEAR``."""
    return editable_rows(known).get(what)


def editable_rows(known: AssumptionSet) -> dict[str, EditableRow]:
    """Every row of a table that can be edited, by name."""
    tables = {"municipalities": known.municipalities, "price_index": known.price_index.values(), "price_paths": known.price_paths}
    rows = [_row(table, item) for table, items in tables.items() for item in items]
    return {".".join((row.file.removesuffix(".csv"), *row.key.values())): row for row in rows}


def cells_of_key(what: str) -> dict[str, str]:
    """The cells that tell a row from others, by its name.

    >>> cells_of_key("price_paths.wage.2026"), cells_of_key("price_index.")
    ({'path': 'wage', 'year': '2026'}, {'year': ''})
    """
    table, _, key = what.partition(".")
    columns = KEYS[table]
    parts = key.split(".", len(columns) - 1)
    return dict(zip(columns, [*parts, *[""] * (len(columns) - len(parts))], strict=True))


def _row(table: str, item: Municipality | PriceIndexYear | PricePathYear) -> EditableRow:
    cells = {name: text_of(getattr(item, name)) for name in type(item).model_fields if name != "population"}
    if isinstance(item, Municipality):
        cells |= {f"{POPULATION}{year}": str(count) for year, count in item.population.items()}
    decimals = frozenset(name for name, kind in record_columns(type(item)).items() if kind is float)
    return EditableRow(f"{table}.csv", {name: cells[name] for name in KEYS[table]}, cells, decimals)

"""What of the files can be edited, what it is now, and where it stands."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal, get_args, get_origin

from costmodel.assumptions.editing.table_rows import KEYS, editable_row, text_of
from costmodel.assumptions.located import Keys
from costmodel.assumptions.parameters import REGISTER_UNITS
from costmodel.assumptions.reading.record_reading import without_none
from costmodel.assumptions.records import (
    Assumption,
    AssumptionSet,
    Municipality,
    OpenQuestion,
    PriceIndexYear,
    PricePathYear,
    Provenance,
    PublishedFigure,
    Quantity,
    Record,
    Row,
    RowValue,
    Source,
)

BOUNDS = ("minimum", "maximum")
_ABOUT = ("confidence", "owner", "valid_from", "review_by")
OF_NUMBER = (
    "description",
    *(field for field in Quantity.model_fields if field != "distribution"),
    *BOUNDS,
    "distribution",
    *(field for field in Provenance.model_fields if field not in _ABOUT),
    *OpenQuestion.model_fields,
    *_ABOUT,
)
"""Fields of a number that can be edited, in the order in which they are written; the others the model itself decides."""
PARAMETERS, BUDGET, TOP = "parameters.yaml", "budget", "fields"
SOURCES = ("source", "declined_source")
"""Fields that hold the id of a source."""
ENTRIES = {"published": "figures", "sources": "sources"}
"""Files of rows that are no registers of numbers, and the key that their rows stand under."""
SYSTEMS, WEIGHT = "legacy_systems", "weight"
"""The register whose rows share out a whole, and the number that does it."""
_TABLES: dict[str, type[Record]] = {"municipalities": Municipality, "price_index": PriceIndexYear, "price_paths": PricePathYear}


Entry = Row | PublishedFigure | Source
"""A row of a YAML file."""


def entry_rows(known: AssumptionSet) -> dict[str, Mapping[str, Entry]]:
    """All that stands row by row in YAML files, by file: the registers, the published figures and the sources."""
    return {**known.registers, "published": known.published, "sources": known.sources}


def entry_at(what: str, known: AssumptionSet) -> Entry | None:
    """A row of a YAML file by its name, such as ``benefits.KEY``; None where there is none."""
    file, _, key = what.partition(".")
    return entry_rows(known).get(file, {}).get(key)


def editable_fields(what: str, known: AssumptionSet) -> dict[str, str]:
    """What can be edited of something, by field, as it is now; nothing of what is unknown."""
    if (number := known.numbers.get(what)) is not None:
        return {**{field: text_of(getattr(number, field)) for field in OF_NUMBER}, **tied_fields(what, known)}
    if (row := editable_row(what, known)) is not None:
        return {column: cell for column, cell in row.cells.items() if column not in row.key}
    return texts_of_entry(what, known)


def tied_fields(what: str, known: AssumptionSet) -> dict[str, str]:
    """Fields of other rows that are edited along with something, by full name, as they are now.

    The weights of the systems that are replaced share out a whole: no row of them comes, goes or changes its share alone.
    """
    register, _, rest = what.partition(".")
    key, _, field = rest.partition(".")
    if register != SYSTEMS or field not in ("", WEIGHT, "replaced"):
        return {}
    names = [f"{SYSTEMS}.{other}.{WEIGHT}" for other in known.legacy_systems if other != key or field == "replaced"]
    return {f"{name}.value": text_of(known.quantities[name].value) for name in names}


def words_of_field(what: str, field: str, known: AssumptionSet) -> tuple[str, ...]:
    """The words that a field can hold; none where it holds a number, a date or any text."""
    if field in SOURCES:
        return tuple(known.sources)
    kind = _kind_of(what, field, known)
    words = kind if isinstance(kind, type) and issubclass(kind, StrEnum) else get_args(kind) if get_origin(kind) is Literal else ()
    return tuple(map(str, words))


def is_text(what: str, field: str, known: AssumptionSet) -> bool:
    """Whether a field holds any text, also one that looks like a number."""
    return field.startswith("name.") or _kind_of(what, field, known) is str


def _kind_of(what: str, field: str, known: AssumptionSet) -> object:
    row = entry_at(what, known)
    record = type(row) if row is not None else Assumption if what in known.numbers else _TABLES.get(what.partition(".")[0], Record)
    return without_none(record.model_fields[field].annotation) if field in record.model_fields else None


def texts_of_entry(what: str, known: AssumptionSet) -> dict[str, str]:
    """The fields of a row of a YAML file that are no numbers of the model: its name, what it is, where it is from."""
    row = entry_at(what, known)
    if row is None:
        return {}
    texts = {field: text_of(getattr(row, field)) for field in type(row).model_fields if field not in ("name", TOP)}
    return texts if isinstance(row, PublishedFigure | Source) else {"name.nb": row.name.nb, "name.en": row.name.en, **texts}


def file_of(what: str) -> str:
    """The file that a number or a row stands in."""
    start = what.partition(".")[0]
    if start in KEYS:
        return f"{start}.csv"
    return f"{start}.yaml" if start in (*REGISTER_UNITS, *ENTRIES) and start != what else PARAMETERS


def way_of(what: str, known: AssumptionSet) -> Keys:
    """Where a number or a row stands in its YAML file."""
    start, *rest = what.split(".")
    if start == BUDGET and rest:
        return (BUDGET, *rest)
    if start in ENTRIES and rest:
        return (ENTRIES[start], what.partition(".")[2])
    if start not in known.registers:
        group = next(key for key, group in known.groups.items() if what in group.parameters)
        return ("groups", group, "parameters", what)
    if len(rest) < len(("key", "field")):
        return (start, *rest)
    key, field, *benefit = rest
    return (start, key, "reach_of", *benefit) if benefit else (start, key, field)


def field_way(what: str, field: str, known: AssumptionSet) -> Keys:
    """Where a field of a number, or of a row, stands; what all rows of a register have in common stands above them."""
    if field.startswith(f"{SYSTEMS}."):
        name, _, last = field.rpartition(".")
        return field_way(name, last, known)
    if is_common(what, field, known):
        return (TOP, what.split(".")[2], field)
    return (*way_of(what, known), *field.split("."))


def fields_in_order(what: str) -> tuple[str, ...]:
    """The fields of a number or a row in the order in which they are written."""
    records = {"published": PublishedFigure, "sources": Source}
    record = records.get(what.partition(".")[0])
    return OF_NUMBER if record is None else tuple(record.model_fields)


def is_common(what: str, field: str, known: AssumptionSet) -> bool:
    """Whether a field of a number is one that all rows of its register have in common."""
    is_of_row = isinstance(known.numbers.get(what), Assumption) and what.partition(".")[0] in known.registers
    return is_of_row and field not in RowValue.model_fields and "." not in field

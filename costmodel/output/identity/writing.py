"""The one writer of what an answer says of itself, in every format: lines of a table, the head of a CSV file, JSON, a sheet."""

import base64
import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from costmodel.assumptions.records import AssumptionSet
from costmodel.output.csv import cell_text
from costmodel.output.identity.about import Identity
from costmodel.output.identity.saying import head_of, identity_lines
from costmodel.texts.catalog import text

IDENTITY = "identity"
"""Where it stands in JSON, and the name of the metadata of a Parquet file."""
MARK = "costmodel-identity-1:"
"""Begins the cell that holds all of it for a program: JSON, deflated, in base 64."""
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True)
class Faces:
    """An answer as each format has it, made only where it is asked for."""

    record: Callable[[], Mapping[str, Any]]
    """For JSON."""
    table: Callable[[], bytes]
    """CSV."""
    lines: Callable[[], Sequence[str]]
    """For reading."""


def content_of(faces: Faces, answer_format: str, item: Identity, assumptions: AssumptionSet) -> str | bytes:
    """An answer as ``json``, ``csv`` or ``table``, with what it says of itself."""
    if answer_format == "json":
        return json.dumps(with_identity(faces.record(), item), ensure_ascii=False, indent=2, allow_nan=False)
    if answer_format == "csv":
        return csv_with_identity(faces.table(), item, assumptions)
    return "\n".join([*identity_lines(item, assumptions), "", *faces.lines()])


def with_identity(record: Mapping[str, Any], item: Identity) -> dict[str, Any]:
    """A record with what it says of itself at its end."""
    return {**record, IDENTITY: item.model_dump(mode="json")}


def csv_with_identity(content: bytes, item: Identity, assumptions: AssumptionSet) -> bytes:
    """A table with a head of names and values, an empty line between the two."""
    head = "".join(f"{cell_text(name)};{_without_separators(value)}\r\n" for name, value in rows_of_identity(item, assumptions))
    table = content.decode("utf-8").removeprefix(BYTE_ORDER_MARK)
    return f"{BYTE_ORDER_MARK}{head}\r\n{table}".encode()


def _without_separators(cell: str) -> str:
    """A cell that needs no quotes."""
    return cell_text(" ".join(cell.replace(";", ",").replace('"', "»").split()))


def rows_of_identity(item: Identity, assumptions: AssumptionSet) -> list[tuple[str, str]]:
    """Names and values, for a reader; and a cell with all of it, for a program."""
    return [*head_of(item, assumptions), (text("identity.names.record"), cell_of(item))]


def cell_of(item: Identity) -> str:
    """All that an answer says of itself, small enough for a cell."""
    packed = zlib.compress(item.model_dump_json().encode(), 9)
    return MARK + base64.b64encode(packed).decode()

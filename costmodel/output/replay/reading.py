"""An answer that was written, read back: what it says of itself, and every number and text in it by its place."""

import base64
import csv
import io
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from pydantic import ValidationError

from costmodel.faults import AssumptionError, Facts, Fault, shown
from costmodel.output.csv import Cell
from costmodel.output.identity.about import Identity
from costmodel.output.identity.writing import IDENTITY, MARK
from costmodel.output.workbook.opening import cells_of_workbook

LARGEST_ANSWER = 50_000_000
"""Bytes of an answer that is read back."""
LARGEST_IDENTITY = 5_000_000
"""Bytes of what it says of itself, unpacked: ours are some 30 000."""
OF_MAKING = ("model_version", "assumptions_hash")
"""What answers say of how they were made, which the identity says too."""
NAMING = ("municipality", "option", "kind", "role", "name", "year", "when", "n", "statistic", "part", "line")
"""Columns whose cells name a row of a CSV file."""
JSON, CSV, XLSX = ".json", ".csv", ".xlsx"


@dataclass(frozen=True)
class ReadAnswer:
    """An answer as its file has it."""

    ending: str
    """Of the file that holds such an answer."""
    identity: Identity
    """What it says of itself."""
    cells: Mapping[str, Cell]
    """Its numbers and texts by their place; of a workbook the numbers."""


def read_answer(data: bytes, name: str) -> ReadAnswer:
    """The answer in the bytes of a file. Raises AssumptionError where it is none, damaged, or of a version that said less of itself."""
    if len(data) > LARGEST_ANSWER:
        raise AssumptionError([Fault(name, "", "answer_too_large", {"most": LARGEST_ANSWER // 1_000_000})])
    if data.startswith(b"PK"):
        return _of_workbook(data, name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise AssumptionError([Fault(name, "", "no_answer")]) from None
    return _of_json(text, name) if text.lstrip().startswith("{") else _of_csv(text, name)


def _of_json(text: str, name: str) -> ReadAnswer:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        raise AssumptionError([Fault(name, "", "no_answer")]) from None
    if IDENTITY not in record:
        raise AssumptionError([_from_before(record, name)])
    item = _identity(json.dumps(record.pop(IDENTITY)), name)
    return ReadAnswer(JSON, item, {place: cell for place, cell in _leaves(record) if place.rpartition(".")[2] not in OF_MAKING})


def _from_before(record: Mapping[str, Any], name: str) -> Fault:
    """An answer that says what it rests on and no more, or something else altogether."""
    if not all(isinstance(record.get(key), str) for key in OF_MAKING):
        return Fault(name, "", "no_answer")
    facts: Facts = {"model": shown(record["model_version"]), "fingerprint": shown(record["assumptions_hash"][:12])}
    return Fault(name, "", "answer_from_before", facts)


def _leaves(value: object, place: str = "") -> Iterator[tuple[str, Cell]]:
    if isinstance(value, Mapping):
        for key, item in cast("Mapping[str, object]", value).items():
            yield from _leaves(item, f"{place}.{key}" if place else key)
    elif isinstance(value, list):
        for at, item in enumerate(cast("list[object]", value)):
            yield from _leaves(item, f"{place}[{at}]")
    else:
        yield place, cast(Cell, value)


def _of_csv(text: str, name: str) -> ReadAnswer:
    head, _, table = text.replace("\r\n", "\n").partition("\n\n")
    packed = next((line.partition(MARK)[2] for line in head.splitlines() if MARK in line), None)
    if packed is None:
        raise AssumptionError([Fault(name, "", "answer_without_head")])
    return ReadAnswer(CSV, _unpacked(packed, name), dict(_cells(table)))


def _cells(table: str) -> Iterator[tuple[str, Cell]]:
    rows = list(csv.reader(io.StringIO(table), delimiter=";"))
    seen: dict[str, int] = {}
    for row in rows[1:]:
        cells = dict(zip(rows[0], row, strict=False))
        start = " ".join(cells[column] for column in NAMING if cells.get(column)) or " ".join(row[:1])
        seen[start] = seen.get(start, 0) + 1
        place = start if seen[start] == 1 else f"{start} ({seen[start]})"
        yield from ((f"{place}: {column}", _number(cell)) for column, cell in cells.items() if column not in NAMING)


def _number(cell: str) -> Cell:
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        return cell


def _of_workbook(data: bytes, name: str) -> ReadAnswer:
    cells = cells_of_workbook(data, name)
    texts = [cell for cell in cells.values() if isinstance(cell, str) and cell.startswith(MARK)]
    if not texts:
        raise AssumptionError([Fault(name, "", "answer_without_head")])
    return ReadAnswer(XLSX, _unpacked(texts[0].removeprefix(MARK), name), {at: cell for at, cell in cells.items() if is_number(cell)})


def is_number(cell: object) -> bool:
    """Whether a cell holds a number."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _unpacked(packed: str, name: str) -> Identity:
    """What stands in the cell of the head; a spreadsheet may have put quotes and separators round it."""
    try:
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(base64.b64decode(packed.strip('";, \t'), validate=True), LARGEST_IDENTITY)
        if not unpacking.eof:
            raise zlib.error
    except (ValueError, zlib.error):
        raise AssumptionError([Fault(name, IDENTITY, "answer_head_damaged")]) from None
    return _identity(content, name)


def _identity(content: str | bytes, name: str) -> Identity:
    try:
        return Identity.model_validate_json(content)
    except ValidationError as error:
        raise AssumptionError([Fault(name, _where(error.errors()[0]["loc"]), "answer_head_damaged")]) from None


def _where(way: Sequence[int | str]) -> str:
    return shown(".".join(map(str, (IDENTITY, *way))))

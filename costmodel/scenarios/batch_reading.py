"""A file with many scenarios, CSV or YAML, → columns of values; every fault with its line.

A CSV file has a row a scenario: columns are names of values, and ``name``, ``municipality`` and ``alternative`` where wanted;
an empty cell keeps what the run starts from. A YAML file has a list ``scenarios`` of name, municipality, alternative and values.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from costmodel.assumptions.batch_rules import as_written, batch_faults
from costmodel.assumptions.folders import is_yaml, named_content
from costmodel.assumptions.parameters import empty_as
from costmodel.assumptions.reading.decoding import decoded_text
from costmodel.assumptions.reading.record_reading import read_record
from costmodel.assumptions.reading.written_values import number_advice, number_of_text
from costmodel.assumptions.reading.yaml_reading import read_yaml
from costmodel.assumptions.records import BatchFile, BatchItem
from costmodel.assumptions.rules import full_names, joint_faults, known_names, value_faults
from costmodel.assumptions.scenario_rules import alternative_faults, unknown_municipality
from costmodel.faults import AssumptionError, Fault, nearest, shown
from costmodel.model.scenario import Scenario

LARGEST_BATCH = 200_000_000
"""Bytes: some million scenarios."""
MOST_FAULTS = 50
"""A file with a fault in every row gets a message that can be read."""
TEXT_COLUMNS = {"name": "names", "municipality": "municipalities", "alternative": "alternatives"}
"""Columns of text, and where a batch has them."""
WORDS_FOR_NEVER = {"none", "null"}
_NUMBERS = re.compile(r"(?:[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,2})?\n)*")
_YAML_LIST = re.compile(r"(?:[ \t]*(?:#[^\n]*|---)?\n)*scenarios[ \t]*:")
Column = np.ndarray[tuple[int], np.dtype[np.float64]]
Texts = Sequence[str]


@dataclass
class Batch:
    """The scenarios of a file, column by column, in the order of the file."""

    places: Callable[[int], str]
    """``file:line`` of a scenario."""
    names: Texts
    municipalities: Texts
    """Empty: the one that the run starts from."""
    alternatives: Texts
    """Key of the alternative of each; empty: the one that the run starts from."""
    values: dict[str, Column]
    """By full name, as the engine has them; where a scenario gives none, that of the start."""
    gives_number: npt.NDArray[np.bool_]
    """Which scenarios give a number of participants; the others keep a named set of the start."""


def read_batch(path: Path, start: Scenario) -> Batch:
    """Every scenario of the file, each a change from `start`. Raises AssumptionError with the first faults found."""
    text = decoded_text(named_content(path, LARGEST_BATCH), path.name, LARGEST_BATCH)
    if isinstance(text, Fault):
        raise AssumptionError([text])
    is_list = is_yaml(path.name) or (not path.suffix and _YAML_LIST.match(text))  # what comes through a pipe has no ending
    batch = _read_yaml(text, path.name, start) if is_list else _read_csv(text, path.name, start)
    faults = list(islice(_faults(batch, start), MOST_FAULTS))
    if faults:
        raise AssumptionError(faults)
    return batch


def _read_csv(text: str, file: str, start: Scenario) -> Batch:
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    header, lines, rows = _cells(text, file, delimiter)
    faults = [*_header_faults(header, file, start), *_length_faults(header, lines, rows, file)]
    if faults:
        raise AssumptionError(faults[:MOST_FAULTS])

    def place(row: int) -> str:
        return f"{file}:{lines[row]}"

    none_given = [""] * len(rows)
    batch = Batch(place, none_given, none_given, none_given, {}, np.zeros(len(rows), dtype=np.bool_))
    for name, cells in zip(header, zip(*rows, strict=True), strict=True):
        texts = [cell.strip() for cell in cells]
        if name in TEXT_COLUMNS:
            setattr(batch, TEXT_COLUMNS[name], texts)
            continue
        given = _numbers([cell.replace(",", ".") for cell in texts] if delimiter == ";" else texts, name, place)
        for full in full_names(name, start.assumptions):
            own = np.where(np.isinf(given), _empty(name), given)
            batch.values[full] = np.where(np.isnan(given), batch.values.get(full, start.values[full].ravel()[:1]), own)
        if name == "participants":
            batch.gives_number = ~np.isnan(given)
    return batch


def _cells(text: str, file: str, delimiter: str) -> tuple[list[str], list[int], list[list[str]]]:
    """The header, the line of each row, and the rows that are not blank."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    lines, rows = list[int](), list[list[str]]()
    try:
        header = [cell.strip() for cell in next(reader)]
        for cells in reader:
            if any(cells):
                lines.append(reader.line_num)
                rows.append(cells)
    except csv.Error:
        raise AssumptionError([Fault(f"{file}:{reader.line_num}", "", "unreadable_row")]) from None
    if not rows:
        raise AssumptionError([Fault(file, "", "no_scenarios_in_table")])
    return header, lines, rows


def _header_faults(names: Texts, file: str, start: Scenario) -> Iterator[Fault]:
    known = [*TEXT_COLUMNS, *known_names(start.assumptions)]
    for number, name in enumerate(names):
        if name not in known:
            yield Fault(f"{file}:1", shown(name), "unknown_batch_column", {"nearest": nearest(name, known)})
        elif name in names[:number]:
            yield Fault(f"{file}:1", name, "column_twice")


def _length_faults(header: Texts, lines: list[int], rows: list[list[str]], file: str) -> Iterator[Fault]:
    for line, cells in zip(lines, rows, strict=True):
        if len(cells) != len(header):
            yield Fault(f"{file}:{line}", "", "wrong_number_of_fields", {"count": len(cells), "expected": len(header)})


def _numbers(texts: Texts, name: str, place: Callable[[int], str]) -> Column:
    """The numbers of a column: nan where the cell is empty, inf for never. Raises AssumptionError for other texts."""
    if _NUMBERS.fullmatch("\n".join(texts) + "\n"):
        return np.array(texts, dtype=np.float64)
    numbers = [np.nan if not text else np.inf if text.casefold() in WORDS_FOR_NEVER else number_of_text(text) for text in texts]
    wrong = [row for row, number in enumerate(numbers) if number is None][:MOST_FAULTS]
    if wrong:
        raise AssumptionError(_no_number(place(row), name, texts[row]) for row in wrong)
    return np.array(numbers, dtype=np.float64)


def _no_number(place: str, name: str, written: str) -> Fault:
    return Fault(place, name, "cell_is_no_number", {"written": shown(written), "advice": number_advice(written)})


def _read_yaml(text: str, file: str, start: Scenario) -> Batch:
    source = read_yaml(text, file)
    reading = read_record(BatchFile, source, ())
    faults = [*source.faults, *reading.faults]
    items = reading.record.scenarios if reading.record else ()
    if reading.record and not items:
        faults.append(Fault(source.place(("scenarios",)), "scenarios", "no_scenarios_in_list"))
    for number, item in enumerate(items):
        wrong = (fault for name, value in item.values.items() for fault in value_faults(name, value, start.assumptions))
        faults.extend(replace(fault, place=source.place(("scenarios", number, "values", fault.name))) for fault in wrong)
    if faults:
        raise AssumptionError(faults[:MOST_FAULTS])
    values: dict[str, Column] = {}
    for number, item in enumerate(items):
        for name, value in item.values.items():
            for full in full_names(name, start.assumptions):
                column = values.setdefault(full, np.full(len(items), start.values[full].flat[0]))
                column[number] = _empty(name) if value is None else value
    names, towns, others = ([text or "" for text in column] for column in zip(*map(_texts, items), strict=True))
    gives_number = np.array(["participants" in item.values for item in items], dtype=np.bool_)
    return Batch(lambda row: source.place(("scenarios", row)), names, towns, others, values, gives_number)


def _texts(item: BatchItem) -> tuple[str | None, str | None, str | None]:
    return item.name, item.municipality, item.alternative


def _empty(name: str) -> float:
    """What the engine has for an empty value; inf, which no number allows, where it may not be empty."""
    empty = empty_as(name)
    return np.inf if empty is None else empty


def _faults(batch: Batch, start: Scenario) -> Iterator[Fault]:
    """What is wrong with the scenarios, each with its place; the whole is checked at once, row by row where that fails."""
    unknown = list(_unknown_texts(batch, start))
    yield from unknown
    arrays = {name: column.reshape(-1, 1, 1) for name, column in batch.values.items()}
    given = {name: name for name in (*batch.values, *(["alternative"] if any(batch.alternatives) else []))}
    keys = [] if unknown else chosen_alternatives(batch, start)
    if not batch_faults(start.assumptions, {**start.values, **arrays}, given, keys):
        return
    for row in range(len(batch.names)):
        yield from (replace(fault, place=batch.places(row)) for fault in _faults_of_row(batch, start, row, keys[row] if keys else None))
    shared = {name: name for name in batch.values if (arrays[name] != arrays[name].flat[0]).any()}
    yield from batch_faults(start.assumptions, {**start.values, **arrays}, shared, keys)


def chosen_alternatives(batch: Batch, start: Scenario) -> list[str]:
    """Key of the alternative of each scenario of the batch: its own, else the one that the run starts from."""
    return [key or start.alternatives[int(start.alternative.flat[0])] for key in batch.alternatives]


def _unknown_texts(batch: Batch, start: Scenario) -> Iterator[Fault]:
    """Municipalities and alternatives that the files have not."""
    known = [item.name for item in start.assumptions.municipalities]
    towns = {name.casefold() for name in known}
    for row, (town, key) in enumerate(zip(batch.municipalities, batch.alternatives, strict=True)):
        if town and town.casefold() not in towns:
            yield replace(unknown_municipality("municipality", town, known), place=batch.places(row))
        if key:
            yield from (replace(fault, place=batch.places(row)) for fault in alternative_faults(key, start.assumptions))


def _faults_of_row(batch: Batch, start: Scenario, row: int, alternative: str | None) -> Iterator[Fault]:
    values = {name: _plain(name, column[row]) for name, column in batch.values.items()}
    for name, value in values.items():
        yield from value_faults(name, value, start.assumptions)
    base = {name: _plain(name, array.flat[0]) for name, array in start.values.items()}
    given = {name: name for name in (*values, *(["alternative"] if batch.alternatives[row] else []))}
    yield from joint_faults({**base, **values}, given, start.assumptions, alternative)


def _plain(name: str, value: float) -> float | None:
    """The number as the files have it: None for an empty value."""
    return None if np.isinf(value) else as_written(name, value)

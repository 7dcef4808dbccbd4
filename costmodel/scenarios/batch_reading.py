"""A file with many scenarios, CSV or YAML, → columns of values; every fault with its line.

A CSV file has a row a scenario: columns are names of values, and ``name``, ``municipality`` and ``alternative`` where wanted;
an empty cell keeps what the run starts from. A YAML file has a list ``scenarios`` of name, municipality, alternative and values.
"""

import re
from collections.abc import Callable, Iterator
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
from costmodel.assumptions.reading.yaml_reading import read_yaml
from costmodel.assumptions.records import BatchFile, BatchItem
from costmodel.assumptions.rules import full_names, joint_faults, known_names, value_faults
from costmodel.assumptions.scenario_rules import alternative_faults, unknown_municipality
from costmodel.assumptions.tables.naming import spelled
from costmodel.faults import AssumptionError, Fault
from costmodel.model.scenario import Scenario
from costmodel.scenarios.batch_tables import TEXT_COLUMNS, Column, Texts, batch_numbers, batch_table, once_each

LARGEST_BATCH = 200_000_000
"""Bytes: some million scenarios."""
MOST_LOOKED_AT = 20_000
"""Faults that are looked at before like ones become one: more than that is a wrong file."""
_YAML_LIST = re.compile(r"(?:[ \t]*(?:#[^\n]*|---)?\n)*scenarios[ \t]*:")


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
    read = _read_yaml(text, path.name, start) if is_list else _read_csv(text, path.name, start)
    faults = [*read.faults, *islice(_faults(read.batch, start), MOST_LOOKED_AT)] if read.batch else read.faults
    if faults or not read.batch:
        raise AssumptionError(once_each(faults))
    return read.batch


@dataclass
class _Read:
    """A file as far as it could be read: what is wrong in one row hides nothing of another."""

    faults: list[Fault]
    batch: Batch | None = None


def _read_csv(text: str, file: str, start: Scenario) -> _Read:
    table = batch_table(text, file, start)
    if not table.rows:
        return _Read(table.faults or [Fault(file, "", "no_scenarios_in_table")])
    faults, count = table.faults, len(table.rows)
    batch = Batch(table.place, [""] * count, [""] * count, [""] * count, {}, np.zeros(count, dtype=np.bool_))
    known = {*TEXT_COLUMNS, *known_names(start.assumptions)}
    for name, cells in zip(table.header, zip(*(row.cells for row in table.rows), strict=True), strict=True):
        texts = [cell.strip() for cell in cells]
        if name in TEXT_COLUMNS:
            setattr(batch, TEXT_COLUMNS[name], texts)
        elif name in known:
            given, wrong = batch_numbers(texts, name, table)
            faults.extend(wrong)
            _lay_over(batch, name, given, start)
    batch.municipalities = _as_in_table(batch.municipalities, start)
    return _Read(faults, batch)


def _lay_over(batch: Batch, name: str, given: Column, start: Scenario) -> None:
    """A column of numbers over those of the start."""
    for full in full_names(name, start.assumptions):
        own = np.where(np.isinf(given), _empty(name), given)
        batch.values[full] = np.where(np.isnan(given), batch.values.get(full, start.values[full].ravel()[:1]), own)
    if name == "participants":
        batch.gives_number = ~np.isnan(given)


def _as_in_table(towns: Texts, start: Scenario) -> Texts:
    """Municipalities as the table spells them; what it has not as it is, for the rules to refuse."""
    known = {town: spelled(town, start.assumptions) or town for town in set(towns) if town}
    return [known.get(town, town) for town in towns]


def _read_yaml(text: str, file: str, start: Scenario) -> _Read:
    source = read_yaml(text, file)
    reading = read_record(BatchFile, source, ())
    faults = [*source.faults, *reading.faults]
    items = reading.record.scenarios if reading.record else ()
    if reading.record and not items:
        faults.append(Fault(source.place(("scenarios",)), "scenarios", "no_scenarios_in_list"))
    wrong = {number: {fault.name: fault for fault in _value_faults(item, start)} for number, item in enumerate(items)}
    for number, found in wrong.items():
        faults.extend(replace(fault, place=source.place(("scenarios", number, "values", name))) for name, fault in found.items())
    if not items:
        return _Read(faults)
    values: dict[str, Column] = {}
    for number, item in enumerate(items):
        for name, value in item.values.items():
            for full in full_names(name, start.assumptions) if name not in wrong[number] else ():
                column = values.setdefault(full, np.full(len(items), start.values[full].flat[0]))
                column[number] = _empty(name) if value is None else value
    names, towns, others = ([text or "" for text in column] for column in zip(*map(_texts, items), strict=True))
    gives_number = np.array(["participants" in item.values for item in items], dtype=np.bool_)
    batch = Batch(lambda row: source.place(("scenarios", row)), names, _as_in_table(towns, start), others, values, gives_number)
    return _Read(faults, batch)


def _value_faults(item: BatchItem, start: Scenario) -> Iterator[Fault]:
    for name, value in item.values.items():
        yield from value_faults(name, value, start.assumptions)


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
    keys = [key if key in start.alternatives else "" for key in chosen_alternatives(batch, start)]
    first = next(iter(start.alternatives))
    if not batch_faults(start.assumptions, {**start.values, **arrays}, given, [key or first for key in keys]):
        return
    for row in range(len(batch.names)):
        yield from (replace(fault, place=batch.places(row)) for fault in _faults_of_row(batch, start, row, keys[row] or None))
    shared = {name: name for name in batch.values if (arrays[name] != arrays[name].flat[0]).any()}
    yield from batch_faults(start.assumptions, {**start.values, **arrays}, shared, [key or first for key in keys])


def chosen_alternatives(batch: Batch, start: Scenario) -> list[str]:
    """Key of the alternative of each scenario of the batch: its own, else the one that the run starts from."""
    return [key or start.alternatives[int(start.alternative.flat[0])] for key in batch.alternatives]


def _unknown_texts(batch: Batch, start: Scenario) -> Iterator[Fault]:
    """Municipalities and alternatives that the files have not."""
    known = [item.name for item in start.assumptions.municipalities]
    for row, (town, key) in enumerate(zip(batch.municipalities, batch.alternatives, strict=True)):
        if town and town not in known:
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

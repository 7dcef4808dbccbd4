"""Thousands of scenarios in one pass: rows of values in, a column of numbers for each indicator out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from costmodel.axes import per_draw
from costmodel.cluster import Cluster
from costmodel.model import results
from costmodel.model.appraisal import appraise
from costmodel.model.scenario import Scenario
from costmodel.scenarios.batch_reading import Batch, Column, chosen_alternatives

ROWS_AT_A_TIME = 2_000
"""Scenarios appraised at once: few enough for their arrays to stay in the processor's cache."""


@dataclass(frozen=True)
class BatchResult:
    """The indicators of many scenarios, in the order of the file."""

    names: list[str]
    """Name of each scenario; its number where it has none."""
    municipalities: list[str]
    """The municipality of each; empty for all participants together."""
    alternatives: list[str]
    """Key of the alternative of each; empty where no scenario of the file gives one."""
    inputs: dict[str, Column]
    """Values of every input that some scenario of the file changes; inf: never."""
    indicators: dict[str, Column]
    """nan where an indicator does not exist."""


Chunk = tuple[str, dict[str, Column], list[float]]
"""A municipality, values by name, and numbers of alternatives of some scenarios."""


def appraise_batch(
    start: Scenario, batch: Batch, progress: Callable[[int], None] = lambda done: None, cluster: Cluster | None = None
) -> BatchResult:
    """Appraise every scenario of the batch, here or by a cluster; `progress` is told how many more are done after each chunk."""
    towns = [town or start.municipality or "" for town in batch.municipalities]
    alternatives = chosen_alternatives(batch, start)
    numbers = [float(start.alternatives.index(key)) for key in alternatives]
    indicators, places = dict[str, Column](), list[list[int]]()

    def chunks() -> Iterator[Chunk]:
        for town, rows in _chunks(towns, batch):
            places.append(rows)
            yield town, _values(batch, rows), [numbers[row] for row in rows]

    each = enumerate(appraise_chunk(start, chunk) for chunk in chunks())
    for place, found in each if cluster is None else cluster.each(appraise_chunk, travelling(start), chunks()):
        for name, column in found.items():
            indicators.setdefault(name, np.full(len(towns), np.nan))[places[place]] = column
        progress(len(places[place]))
    return result_of(start, batch, indicators)


def result_of(start: Scenario, batch: Batch, indicators: dict[str, Column]) -> BatchResult:
    """What came of each scenario of a batch, with what tells the scenarios apart."""
    names = [name or str(number) for number, name in enumerate(batch.names, start=1)]
    towns = [town or start.municipality or "" for town in batch.municipalities]
    return BatchResult(names, towns, chosen_alternatives(batch, start) if any(batch.alternatives) else [], batch.values, indicators)


def for_each(batch: Batch, municipalities: Sequence[str]) -> Batch:
    """Every scenario that names no municipality once for each of these, one scenario after the other; the others stay as they are."""
    pairs = [(row, name) for row, town in enumerate(batch.municipalities) for name in ([town] if town else municipalities)]
    rows = [row for row, _ in pairs]
    names = [batch.names[row] or str(row + 1) for row in rows]
    values = {name: column[rows] for name, column in batch.values.items()}
    alternatives = [batch.alternatives[row] for row in rows]
    return Batch(lambda at: batch.places(rows[at]), names, [name for _, name in pairs], alternatives, values, batch.gives_number[rows])


def one_by_one(start: Scenario, batch: Batch) -> Iterator[Chunk]:
    """Every scenario alone, in the order of the batch."""
    numbers = [float(start.alternatives.index(key)) for key in chosen_alternatives(batch, start)]
    for row, town in enumerate(batch.municipalities):
        yield town or start.municipality or "", _values(batch, [row]), [numbers[row]]


def _values(batch: Batch, rows: list[int]) -> dict[str, Column]:
    """What some scenarios change that are alike in whether they give a number of participants."""
    values = {name: column[rows] for name, column in batch.values.items()}
    if not batch.gives_number[rows[0]]:
        values.pop("participants", None)  # so that a named set of the start stands
    return values


def travelling(start: Scenario) -> Scenario:
    """The scenario as it can be sent to other processes."""
    return replace(start, values=dict(start.values))


def appraise_chunk(start: Scenario, chunk: Chunk) -> dict[str, Column]:
    """The indicators of some scenarios of one municipality: a piece of work for a cluster too."""
    return {name: array.ravel() for name, array in results.indicators(appraise(scenario_of_chunk(start, chunk))).items()}


def scenario_of_chunk(start: Scenario, chunk: Chunk) -> Scenario:
    """Some scenarios of one municipality as the engine has them, a draw each."""
    town, values, alternatives = chunk
    return replace(start.for_municipality(town or None), alternative=per_draw(alternatives)).with_values(values)


def _chunks(towns: Sequence[str], batch: Batch) -> Iterator[tuple[str, list[int]]]:
    """Rows of one municipality, with or without a number of participants, at a time, in chunks."""
    alike: dict[tuple[str, bool], list[int]] = {}
    for index, town in enumerate(towns):
        alike.setdefault((town.casefold(), bool(batch.gives_number[index])), []).append(index)
    for indices in alike.values():
        for first in range(0, len(indices), ROWS_AT_A_TIME):
            yield towns[indices[0]], indices[first : first + ROWS_AT_A_TIME]

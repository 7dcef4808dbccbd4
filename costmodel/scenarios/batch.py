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
            values = {name: column[rows] for name, column in batch.values.items()}
            if not batch.gives_number[rows[0]]:
                values.pop("participants", None)  # so that a named set of the start stands
            yield town, values, [numbers[row] for row in rows]

    travelling = replace(start, values=dict(start.values))
    each = enumerate(appraise_chunk(start, chunk) for chunk in chunks())
    for place, found in each if cluster is None else cluster.each(appraise_chunk, travelling, chunks()):
        for name, column in found.items():
            indicators.setdefault(name, np.full(len(towns), np.nan))[places[place]] = column
        progress(len(places[place]))
    names = [name or str(number) for number, name in enumerate(batch.names, start=1)]
    return BatchResult(names, towns, alternatives if any(batch.alternatives) else [], batch.values, indicators)


def appraise_chunk(start: Scenario, chunk: Chunk) -> dict[str, Column]:
    """The indicators of some scenarios of one municipality: a piece of work for a cluster too."""
    town, values, alternatives = chunk
    scenario = replace(start.for_municipality(town or None), alternative=per_draw(alternatives)).with_values(values)
    return {name: array.ravel() for name, array in results.indicators(appraise(scenario)).items()}


def _chunks(towns: Sequence[str], batch: Batch) -> Iterator[tuple[str, list[int]]]:
    """Rows of one municipality, with or without a number of participants, at a time, in chunks."""
    alike: dict[tuple[str, bool], list[int]] = {}
    for index, town in enumerate(towns):
        alike.setdefault((town.casefold(), bool(batch.gives_number[index])), []).append(index)
    for indices in alike.values():
        for first in range(0, len(indices), ROWS_AT_A_TIME):
            yield towns[indices[0]], indices[first : first + ROWS_AT_A_TIME]

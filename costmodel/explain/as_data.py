"""A graph as plain data: operations and numbers that a program in another language carries out, such as a browser's.

What does not hang on the numbers that move is a number here, whatever formula it came from, but for large tables; so the data are as
small as the question.
They know nothing of the model: other assumptions, registers or options are other data for the same reader.

``numbers``
    What the steps begin with: ``[rows, columns, cells]``, row by row; one cell stands for all where they are the same. Rows are
    years and columns municipalities; a list has a row an element. What JSON has no number for is ``"inf"``, ``"-inf"`` or ``"nan"``.
``steps``
    ``[operation, places, parameters]`` in the order in which they are to be done, with the operations of
    :mod:`costmodel.explain.operations`. A place is the position of a number, or the count of numbers + that of a step before.
    A size of 1 counts for every row or column of the other inputs.
``inputs``
    Places of the numbers that move, by name.
``results``
    Places of what is asked for, by name: numbers where they follow nothing that moves.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from typing import TypedDict

import numpy as np

from costmodel.axes import Array
from costmodel.explain.nodes import Node, reachable
from costmodel.explain.operations import LEAVES

LARGEST = 400
"""Cells of a number that is written out; a table of every municipality by year takes more than all steps together."""
Cell = float | str
Number = tuple[int, int, list[Cell]]
"""Rows, columns, cells."""
Step = tuple[str, list[int], dict[str, int]]
"""Operation, places of its inputs, parameters."""


class GraphData(TypedDict):
    """A graph as plain data."""

    numbers: list[Number]
    steps: list[Step]
    inputs: dict[str, int]
    results: dict[str, int]


def graph_as_data(results: Mapping[str, Node], moving: Collection[str]) -> GraphData:
    """What the results need to follow the inputs of these names; a name that none of them hangs on is left out."""
    nodes = reachable(results.values())
    following = _following(nodes, moving)
    asked, steps = {node.number for node in results.values()}, set[int]()
    for node in reversed(nodes):
        if node.number in asked and node.op not in LEAVES and (node.number in following or _is_large(node.value)):
            steps.add(node.number)
            asked |= {item.number for item in node.inputs}
    kept = sorted((node for node in nodes if node.number in asked), key=lambda node: node.number in steps)
    places = {node.number: place for place, node in enumerate(kept)}
    numbers, done = kept[: len(kept) - len(steps)], kept[len(kept) - len(steps) :]
    return {
        "numbers": [number_as_data(node.value) for node in numbers],
        "steps": [(node.op, [places[item.number] for item in node.inputs], dict(node.params)) for node in done],
        "inputs": {node.name: places[node.number] for node in numbers if node.number in following},
        "results": {name: places[node.number] for name, node in results.items()},
    }


def _following(nodes: Sequence[Node], moving: Collection[str]) -> set[int]:
    """Numbers of the inputs that move, and of all that hangs on them."""
    found: set[int] = set()
    for node in nodes:
        if (node.op == "input" and node.name in moving) or any(item.number in found for item in node.inputs):
            found.add(node.number)
    return found


def _is_large(array: Array) -> bool:
    """Whether its formula is shorter than its cells."""
    return array.size > LARGEST and bool((array != array.flat[0]).any())


def number_as_data(array: Array) -> Number:
    """An array of one draw as ``(rows, columns, cells)``, truths as 1 and 0.

    >>> number_as_data(np.array([[[1.0], [np.inf]]])), number_as_data(np.ones((1, 2, 66)))
    ((2, 1, [1.0, 'inf']), (2, 66, [1.0]))
    """
    rows = array.size if array.ndim == 1 else int(np.prod(array.shape[:-1]))
    cells = [cell if math.isfinite(cell) else str(cell) for cell in array.astype(np.float64).ravel().tolist()]
    return rows, array.size // rows, cells[:1] if len(set(cells)) == 1 else cells

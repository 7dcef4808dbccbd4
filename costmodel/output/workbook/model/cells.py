"""Cells as nodes: what somebody changes, and what cells look up.

What the engine settles before it calculates is settled by cells in a workbook: which municipality is studied, who takes part, which
alternative is chosen, and how the tables of municipalities and prices are read. Each of these is a node of its own, with the formula
of its cells (:class:`Lookup`); everything else is what the engine's own lines leave when they run on the nodes.
"""

from dataclasses import dataclass, field

import numpy as np

from costmodel.axes import Array
from costmodel.explain.dimensions import BARE, POINT, Dimension, dimension_of_index
from costmodel.explain.nodes import Node, Tape

LONG_AGO = 1900.0
"""A decision year before any plan: each date of the table is a cohort of its own, whatever the decision year of the cell."""
NEVER_IN_CELL = 9999.0
"""The year of what never happens, as a cell can hold it."""


@dataclass(frozen=True)
class Lookup:
    """A node whose cells look something up: it is an input to the model, and its formula is the workbook's own."""

    kind: str
    """Which formula: see :mod:`costmodel.output.workbook.lookups`."""
    needs: tuple[Node, ...]
    """What the formula refers to."""
    detail: object = None
    """What else the formula says."""


@dataclass(eq=False)
class Cells:
    """The tape, the input cells and the lookups of one workbook."""

    tape: Tape
    inputs: dict[str, Node] = field(default_factory=dict[str, Node])
    """Input cells and columns of tables by name."""
    lookups: dict[Node, Lookup] = field(default_factory=dict[Node, Lookup])
    rates: set[Node] = field(default_factory=set[Node])
    """Steps that are rates of interest, which nothing that they are made of tells."""
    _known: dict[object, Node] = field(default_factory=dict[object, Node])

    def input(self, name: str, value: Array, dimension: Dimension = BARE) -> Node:
        """A cell, or the column of a table, that holds numbers or words."""
        self.inputs[name] = self.tape.input(name, value, dimension)
        return self.inputs[name]

    def lookup(self, kind: str, needs: tuple[Node, ...], value: Array, detail: object = None) -> Node:
        """A node whose cells look something up, made once."""
        key = (kind, needs, detail)
        if key not in self._known:
            node = self._known[key] = self.tape.input(f"{kind}.{len(self._known)}", value, BARE)
            self.lookups[node] = Lookup(kind, needs, detail)
        return self._known[key]

    def counted(self, node: Node, counts: Dimension) -> Node:
        """A lookup that is a number of something."""
        node.dimension = counts
        return node

    def given_year(self, name: str, value: Array) -> Node:
        """The year of an input cell; an empty one that means never is read as a year after all others."""
        return self.counted(self.lookup("given", (self.input(name, value, POINT), self.tape.constant(np.inf)), value, name), POINT)

    def price_index(self, year: Node | int, value: float, count: int) -> Node:
        """The index of a year, which is a cell or a year of the assumption files, in a table of so many years."""
        number = year if isinstance(year, Node) else self.tape.constant(float(year))
        detail = (count, None if isinstance(year, Node) else year)
        found = self.lookup("price_index", (number,), one_cell(value), detail)
        return self.counted(found, dimension_of_index(int(number.value.item())))


def choose(condition: Node, yes: Node | float | Array, no: Node | float | Array) -> Node:
    """One where the condition holds, else the other."""
    return condition.tape.record("where", condition, yes, no)


def choose_by_number(number: Node, items: list[Node]) -> Node:
    """The one of some nodes that has this number, 1 for the first."""
    found, *others = items
    for at, item in enumerate(others, start=2):
        found = found if item is found else choose(number == float(at), item, found)
    return found


def one_cell(value: float) -> Array:
    """A number as the value of a single cell."""
    return np.full((1, 1, 1), float(value))

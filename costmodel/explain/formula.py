"""The formula of a number as a structure, generated from the graph: what it is made of, without words and without brackets.

What has a name stands for itself; steps on the way are written out. So a formula is as long as the function in the model
that it comes from, and the reader follows the names one at a time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from costmodel.axes import MUNICIPALITY, YEAR
from costmodel.explain.nodes import Node
from costmodel.explain.patterns import annuity_of, ratio_of
from costmodel.units import CALENDAR_YEAR

OF_MANY = frozenset({"sum_years", "sum_municipalities", "running_sum", "running_ratio", "highest", "lowest", "irr", "payback_year", "item"})
"""Functions of many numbers: where numbers are put in they stand as one, or with the names of what they are made of."""


@dataclass(frozen=True)
class FormulaPart:
    """A part of a formula."""

    kind: str
    """An operation of :mod:`costmodel.explain.operations`, or one of these.

    - ``name``: what has a name; ``number``: its number in the year; ``constant``: a number that is always the same, or a step's.
    - ``first_year``: 1 in the first year, else 0; ``steps``: a fixed number for each year, `values` without repetition.
    - ``sum`` of its parts; ``cohorts``: the sum over cohorts of its part; ``cohort_values``: the same in numbers.
    - ``annuity`` of rate and years; ``pick``: its part for the studied municipality, a cohort or columns of the table.
    """
    parts: "tuple[FormulaPart, ...]" = ()
    name: str = ""
    """Name of what has one."""
    value: float | None = None
    symbol: str = ""
    """Unit of a number."""
    values: tuple[float, ...] = ()
    place: tuple[int, int] | str = ""
    """Of a pick: ``studied``, ``cohort``, or first and one after the last column."""


@dataclass(frozen=True)
class FormulaReader:
    """How a formula is read off the graph: by names, or by the numbers of one year."""

    at: int | None = None
    """Place of the year whose numbers are put in; None: names."""
    cohort: bool = False
    """Whether one term stands for all of a sum over cohorts."""
    assuming: frozenset[int] = frozenset()
    """Conditions that hold where the part stands."""

    def formula(self, node: Node) -> FormulaPart:
        """The node's own formula, down to what has a name."""
        if node.op in ("input", "constant"):
            return self._leaf(node) if node.op == "input" else _constant(node)
        if node.op == "add":
            return self._sum(node)
        if node.op == "subtract" and _is_zero(node.inputs[1]):
            return self._part(node.inputs[0])
        return self._pattern(node) or self._known(node) or self._operation(node)

    def _pattern(self, node: Node) -> FormulaPart | None:
        """An annuity, a quotient that may not exist, or another choice."""
        if rate_and_years := annuity_of(node):
            return self._all("annuity", rate_and_years)
        if quotient := ratio_of(node):
            return self._all("divide", quotient)
        return self._choice(*node.inputs) if node.op == "where" else None

    def _part(self, node: Node) -> FormulaPart:
        return self._leaf(node) if node.name else self.formula(node)

    def _all(self, kind: str, nodes: Sequence[Node]) -> FormulaPart:
        return FormulaPart(kind, tuple(self._part(node) for node in nodes))

    def _leaf(self, node: Node) -> FormulaPart:
        """What has a name: its name, or its number where there is one number for the year."""
        there = None if self.at is None else value_at(node, self.at)
        return FormulaPart("name", name=node.name) if there is None else FormulaPart("number", value=there, symbol=_symbol(node))

    def _known(self, node: Node) -> FormulaPart | None:
        """A step whose many numbers come to one in the year."""
        if self.at is None or node.name or not (node.op == "pick" or node.op in OF_MANY):
            return None
        there = value_at(node, self.at)
        return None if there is None else FormulaPart("constant", value=there, symbol=_symbol(node))

    def _operation(self, node: Node) -> FormulaPart:
        if node.op == "pick":
            return replace(self._all("pick", node.inputs[:1]), place=self._place(node))
        if node.op == "interpolate":
            return self._all("interpolate", (node.inputs[2], node.inputs[0]))
        return (replace(self, at=None) if node.op in OF_MANY else self)._all(node.op, node.inputs)

    def _choice(self, condition: Node, then: Node, otherwise: Node) -> FormulaPart:
        """A choice; what has been asked once is not asked again within the first answer."""
        if condition.number in self.assuming:
            return self._part(then)
        held = replace(self, assuming=self.assuming | {condition.number})
        return FormulaPart("where", (held._part(then), self._part(condition), self._part(otherwise)))

    def _place(self, node: Node) -> tuple[int, int] | str:
        if len(node.inputs) > 1:
            return "studied"
        return "cohort" if self.cohort else (node.params["start"], node.params["stop"])

    def _sum(self, node: Node) -> FormulaPart:
        """A sum; a starting zero is left out, and terms that are alike but for the cohort are written once."""
        terms = [item for at in node.inputs for item in _terms(at) if not _is_zero(item)]
        shapes = {_shape(item) for item in terms}
        if len(terms) > 2 and len(shapes) == 1 and not any(item.name for item in terms):
            return self._cohorts(terms)
        return self._part(terms[0]) if len(terms) == 1 else self._all("sum", terms)

    def _cohorts(self, terms: Sequence[Node]) -> FormulaPart:
        if self.at is not None:
            return FormulaPart("cohort_values", values=tuple(value_at(item, self.at) or 0.0 for item in terms))
        several = next((item for item in terms if _sums(item)), terms[0])
        return FormulaPart("cohorts", (replace(self, cohort=True).formula(several),))


def _constant(node: Node) -> FormulaPart:
    values = node.value.ravel()
    if len(set(values.tolist())) == 1:
        return FormulaPart("constant", value=values[0].item(), symbol=_symbol(node))
    if values[0] == 1.0 and not values[1:].any():
        return FormulaPart("first_year")
    return FormulaPart("steps", values=tuple(np.unique(values).tolist()))


def _symbol(node: Node) -> str:
    return CALENDAR_YEAR.symbol if node.dimension.point else node.symbol


def _terms(node: Node) -> Iterator[Node]:
    """The terms of a chain of additions, from the left."""
    if node.op == "add" and not node.name:
        yield from _terms(node.inputs[0])
        yield from _terms(node.inputs[1])
    else:
        yield node


def _sums(node: Node) -> bool:
    """Whether a term of a sum over cohorts adds several municipalities: a cohort of one does not."""
    return node.op == "sum_municipalities" or any(_sums(item) for item in node.inputs if not item.name)


def _is_zero(node: Node) -> bool:
    return node.op == "constant" and not node.value.any()


def _shape(node: Node) -> object:
    """What a formula looks like whatever columns it picks."""
    if node.name or node.op == "constant":
        return node.number
    if node.op == "sum_municipalities":
        return _shape(node.inputs[0])
    return (node.op, *(_shape(item) for item in node.inputs))


def value_at(node: Node, at: int) -> float | None:
    """The node's number in a year; None where it has one for each municipality, or each known year."""
    if node.value.ndim != 3 or node.value.shape[MUNICIPALITY] > 1:
        return node.value.item() if node.value.size == 1 else None
    return node.value[0, at if node.value.shape[YEAR] > 1 else 0, 0].item()

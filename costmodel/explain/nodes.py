"""Nodes: a number that remembers how it came about.

A :class:`Node` stands where the model expects an array. Operators and NumPy functions on it (NEP 13 and NEP 18) give new
nodes, whose value is what NumPy gives for the values. What would lose the trail (``bool``, ``float``, ``asarray``, ``out=``)
raises TypeError.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn, cast

import numpy as np

from costmodel.axes import MUNICIPALITY, YEAR, Array
from costmodel.explain.dimensions import BARE, POINT, PURE, Dimension, UnitError, combine, dimension_of_conversion
from costmodel.explain.operations import ELEMENTWISE, calculate
from costmodel.units import Conversion

_AXES = {1: {}, 2: {0: "year", 1: "municipality"}, 3: {1: "year", 2: "municipality"}}
SETTLED = ("where", "multiply", "divide", "sum_municipalities")
"""Operations of which the result may be known without the inputs."""


class Node(np.lib.mixins.NDArrayOperatorsMixin):
    """A value and where it comes from: an operation on other nodes, an input or a constant."""

    def __init__(self, tape: "Tape", op: str, inputs: tuple["Node", ...], value: Array) -> None:
        self.tape = tape
        self.number = len(tape.nodes)
        """Order in which the nodes arose: inputs have lower numbers."""
        self.op = op
        """One of :mod:`costmodel.explain.operations`, ``input`` or ``constant``."""
        self.inputs = inputs
        """What the operation was done on, in order."""
        self.params: Mapping[str, Any] = {}
        """What the operation needs besides."""
        self.value = value
        """The array that plain NumPy gives."""
        self.dimension = PURE
        """What it counts, followed from the inputs."""
        self.name = ""
        """Name in the model; empty for a step on the way."""
        self.symbol = ""
        """Unit as the model annotates it; empty for a step on the way."""

    def __hash__(self) -> int:  # pyright: ignore[reportIncompatibleVariableOverride]  the mixin has none, since it compares
        return id(self)

    def is_fixed(self, number: float) -> bool:
        """Whether it is this number in every cell, whatever the inputs."""
        return self.op == "constant" and not self.symbol and bool((self.value == number).all())

    @property
    def axes(self) -> tuple[str, ...]:
        """The axes along which the node may vary: ``year``, ``municipality``."""
        sizes = self.value.shape
        return tuple(name for at, name in _AXES.get(len(sizes), {}).items() if sizes[at] > 1)

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the value."""
        return self.value.shape

    @property
    def size(self) -> int:
        """Number of cells of the value."""
        return self.value.size

    def copy(self) -> "Node":
        """The node itself: nodes never change."""
        return self

    def reshape(self, *shape: int) -> "Node":
        """The node itself where the shape is already so."""
        if self.value.reshape(shape).shape != self.value.shape:
            raise TypeError("a node keeps its shape")
        return self

    def max(self) -> "Node":
        """The largest of all cells; a single cell is itself."""
        return self if self.value.size == 1 and self.op == "input" else self.tape.record("highest", self)

    def sum(self, axis: int, keepdims: bool) -> "Node":
        """Sum along the municipalities; the node itself where there is only one."""
        if axis != MUNICIPALITY or not keepdims:
            raise TypeError("a node is summed along the municipalities, keepdims=True")
        return self if self.value.shape[axis] == 1 else self.tape.record("sum_municipalities", self)

    def min(self, axis: int, keepdims: bool) -> "Node":
        """The smallest along the municipalities."""
        if axis != MUNICIPALITY or not keepdims:
            raise TypeError("the smallest of a node is found along the municipalities, keepdims=True")
        return self.tape.record("lowest", self)

    def __getitem__(self, index: Any) -> "Node":
        if type(index) is int and self.value.ndim == 1:
            return self.tape.record("item", self, index=index)
        parts = cast(tuple[Any, ...], index if type(index) is tuple else (index,))
        rest = [part for part in parts if part is not Ellipsis and part != slice(None)]
        if not rest or (parts == (slice(None, 1),) and self.value.shape[0] == 1):
            return self
        if len(parts) > 1 and rest == [parts[-1]]:
            return rest[0].of(self) if hasattr(rest[0], "of") else self._columns(rest[0])
        if self.op == "running_sum" and parts == (slice(None), slice(-1, None), slice(None)):
            return self.tape.record("sum_years", *self.inputs)
        raise TypeError(f"a node cannot be read at {index}")

    def _columns(self, rows: slice) -> "Node":
        size = self.value.shape[-1]
        start, stop, _ = rows.indices(size)
        return self if (start, stop) == (0, size) else self.tape.record("pick", self, start=start, stop=stop)

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **kwargs: Any) -> "Node":
        accumulates = method == "accumulate" and kwargs == {"axis": YEAR}
        if accumulates and ufunc in (np.add, np.divide):
            return self.tape.record("running_sum" if ufunc is np.add else "running_ratio", *inputs)
        if method != "__call__" or kwargs or ufunc.__name__ not in ELEMENTWISE:
            raise TypeError(f"a node has no {ufunc.__name__}.{method} with {sorted(kwargs)}")
        return self.tape.record(ufunc.__name__, *inputs)

    def __array_function__(self, func: Callable[..., Any], types: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if func is np.broadcast_arrays:  # only ever before a power, which does it for itself
            return args
        if func is np.arange:
            horizon = self.tape.horizon
            return self.tape.record("years", *(args if horizon is None else args[:1]), count=horizon)
        if func not in (np.where, np.clip) or kwargs:
            raise TypeError(f"a node has no {func.__name__} with {sorted(kwargs)}")
        return self.tape.record(func.__name__, *args)

    def _refuse(self, *_: object) -> NoReturn:
        raise TypeError("a node is not a plain number: the model must not branch on values, convert or count them")

    __bool__ = __float__ = __int__ = __index__ = __array__ = __iter__ = __len__ = _refuse


class Tape:
    """All nodes of a graph in the order in which they arose; the same step on the same nodes is one node."""

    def __init__(self, horizon: int | None = None) -> None:
        self.nodes: list[Node] = []
        self.horizon = horizon
        """Years in the appraisal, where it is to be longer than this scenario needs."""
        self.faults: list[str] = []
        """Units that do not go together."""
        self._known: dict[object, Node] = {}

    def record(self, op: str, *inputs: Any, **params: Any) -> Node:
        """The node of an operation on nodes and plain numbers."""
        nodes = tuple(item if isinstance(item, Node) else self.constant(item) for item in inputs)
        settled = self._settled(op, nodes)
        if settled is not None:
            return settled
        key = (op, tuple(node.number for node in nodes), tuple(sorted(params.items())))
        if key not in self._known:
            node = self._new(op, nodes, calculate(op, params, tuple(node.value for node in nodes)))
            node.params = params
            self._known[key] = node
            try:
                node.dimension = combine(op, [item.dimension for item in nodes])
            except UnitError as fault:
                self.faults.append(f"{fault} (node {node.number}: {op} of {', '.join(item.name or item.op for item in nodes)})")
        return self._known[key]

    def _settled(self, op: str, nodes: tuple[Node, ...]) -> Node | None:
        """What a step comes to whatever the inputs: a choice by what is fixed (which option it is about), 0 or 1 times anything."""
        if op not in SETTLED:
            return None
        shape = np.broadcast_shapes(*(node.value.shape for node in nodes))
        if op == "where":
            found = nodes[1 if nodes[0].value.all() else 2] if nodes[0].is_fixed(bool(nodes[0].value.all())) else None
        elif any(node.is_fixed(0.0) for node in (nodes if op == "multiply" else nodes[:1])):
            shape = (*shape[:-1], 1) if op == "sum_municipalities" else shape
            found = self.constant(np.zeros(shape))
        else:
            found = next((nodes[1 - at] for at, node in enumerate(nodes) if op == "multiply" and node.is_fixed(1.0)), None)
        return found if found is not None and found.value.shape == shape else None

    def constant(self, number: Any) -> Node:
        """A fixed number of a formula, or a unit conversion."""
        value = np.asarray(number, dtype=np.float64)
        unit = number.symbol if isinstance(number, Conversion) else ""
        key = ("constant", unit, value.shape, value.tobytes())
        if key not in self._known:
            node = self._new("constant", (), value)
            node.symbol = unit
            bare = POINT if np.isinf(value).all() else BARE  # what is infinite is a year: never, or before all years
            node.dimension = dimension_of_conversion(number) if isinstance(number, Conversion) else bare
            self._known[key] = node
        return self._known[key]

    def input(self, name: str, value: Array, dimension: Dimension, symbol: str = "") -> Node:
        """Something that can be changed; the same name with the same value is one node."""
        key = ("input", name, value.shape, value.tobytes())
        if key not in self._known:
            node = self._new("input", (), value)
            node.name, node.dimension, node.symbol = name, dimension, symbol
            self._known[key] = node
        return self._known[key]

    def _new(self, op: str, inputs: tuple[Node, ...], value: Array) -> Node:
        node = Node(self, op, inputs, value)
        self.nodes.append(node)
        return node


def reachable(ends: Iterable[Node]) -> tuple[Node, ...]:
    """The nodes that these rest on, and they themselves; inputs before what is made of them."""
    found: dict[int, Node] = {}
    waiting = list(ends)
    while waiting:
        node = waiting.pop()
        if node.number not in found:
            found[node.number] = node
            waiting.extend(node.inputs)
    return tuple(found[number] for number in sorted(found))

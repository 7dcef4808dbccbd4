"""Nodes as formulas of a spreadsheet: one translation for each operation of the graph."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from costmodel.axes import MUNICIPALITY, YEAR
from costmodel.explain.nodes import Node
from costmodel.explain.patterns import annuity_of, ratio_of
from costmodel.output.workbook import lookups
from costmodel.output.workbook.addresses import BEFORE, NONE, Address, Where, refer
from costmodel.output.workbook.model.cells import NEVER_IN_CELL, Lookup

COMPARE, SUM, PRODUCT, POWER, ATOM = range(5)
"""How tightly the last operation of a text binds."""
INFIX_FORMULAS = {
    "add": ("+", SUM),
    "subtract": ("-", SUM),
    "multiply": ("*", PRODUCT),
    "divide": ("/", PRODUCT),
    "less": ("<", COMPARE),
    "less_equal": ("<=", COMPARE),
    "greater": (">", COMPARE),
    "greater_equal": (">=", COMPARE),
    "equal": ("=", COMPARE),
    "not_equal": ("<>", COMPARE),
}
CALLS = {"maximum": "MAX", "minimum": "MIN", "where": "IF", "bitwise_and": "AND", "floor": "INT"}
CELLWISE_ONLY = (*CALLS, "clip")
"""Over a range these would take the whole range for one number: there they are written as arithmetic (:data:`OVER_A_RANGE`)."""
Text = tuple[str, int]


@dataclass(frozen=True)
class Formulas:
    """Writes formulas that stand in one place."""

    addresses: Mapping[Node, Address]
    lookups: Mapping[Node, Lookup]
    where: Where

    def defining(self, node: Node) -> str:
        """The formula of the node's own cells."""
        return "=" + self._composed(node)[0]

    def of(self, node: Node) -> Text:
        """The node as a part of a formula: its cells where it has any."""
        address = self.addresses.get(node)
        return (refer(address, self.where), ATOM) if address else self._composed(node)

    def _composed(self, node: Node) -> Text:
        if node in self.lookups:
            return lookups.text(self.lookups[node], self.where, self._at), COMPARE
        if node.op == "constant":
            number = float(node.value.flat[0])
            return literal(number), SUM if number < 0 else ATOM
        if node.op in INFIX_FORMULAS:
            return self._infix(node)
        return self._pattern(node) or self._call(node)

    def _call(self, node: Node) -> Text:
        if node.op in OVER_A_RANGE and self._is_over_range(node):
            return OVER_A_RANGE[node.op](*(self.of(item) for item in node.inputs))
        if node.op in CALLS:
            return f"{CALLS[node.op]}({','.join(self.of(item)[0] for item in node.inputs)})", ATOM
        return SPECIAL[node.op](self, node)

    def _pattern(self, node: Node) -> Text | None:
        """An annuity, or a quotient that may not exist, as a whole."""
        payment, ratio = annuity_of(node), ratio_of(node)
        if payment:
            return f"-PMT({','.join(self.of(item)[0] for item in payment)},1)", SUM
        if ratio is None:
            return None
        above, below = (self.of(item) for item in ratio)
        return f'IF({within(below, SUM)}<>0,{within(above, PRODUCT)}/{within(below, POWER)},"{NONE}")', ATOM

    def _infix(self, node: Node) -> Text:
        sign, level = INFIX_FORMULAS[node.op]
        left, right = (self.of(item) for item in node.inputs)
        one_way = node.op in ("subtract", "divide") or level == COMPARE
        return within(left, level) + sign + within(right, level + one_way), level

    def _is_over_range(self, node: Node) -> bool:
        """Whether the formula takes several cells of the node at once."""
        years, towns = self.where.all_years, self.where.towns
        several = towns is not None and towns[1] - towns[0] > 1
        return (several and varies(node, MUNICIPALITY)) or (bool(years) and varies(node, YEAR))

    def _at(self, node: Node, where: Where) -> str:
        return replace(self, where=where).of(node)[0]

    def over(self, node: Node, where: Where) -> str:
        """The sum of the node over a range."""
        inner = replace(self, where=where)
        return f"{'SUM' if node in self.addresses else 'SUMPRODUCT'}({inner.of(node)[0]})"


def varies(node: Node, axis: int) -> bool:
    """Whether the node varies along the axis."""
    return len(node.shape) > axis and node.shape[axis] > 1


def within(text: Text, level: int) -> str:
    """The text as an operand, in brackets where it binds less tightly than its place asks for."""
    return text[0] if text[1] >= level else f"({text[0]})"


def literal(value: float) -> str:
    """A number of the model, a date without end, or what does not exist."""
    if math.isnan(value):
        return f'"{NONE}"'
    bounded = max(-NEVER_IN_CELL, min(value, NEVER_IN_CELL)) if math.isinf(value) else value
    return repr(bounded).removesuffix(".0")


def _where_over(condition: Text, yes: Text, no: Text) -> Text:
    """A choice for each cell of a range: the condition counts as 1 or 0."""
    chosen = f"{within(condition, PRODUCT)}*{within(yes, PRODUCT)}"
    return (chosen, PRODUCT) if no[0] == "0" else (f"{chosen}+(1-{within(condition, PRODUCT)})*{within(no, PRODUCT)}", SUM)


def _larger_over(left: Text, right: Text, sign: str = ">") -> Text:
    """The larger (or smaller) of two for each cell of a range."""
    apart = f"({within(right, SUM)}-{within(left, PRODUCT)})"
    return f"{within(left, SUM)}+{apart}*({within(right, SUM)}{sign}{within(left, SUM)})", SUM


def _smaller_over(left: Text, right: Text) -> Text:
    return _larger_over(left, right, "<")


def _both_over(left: Text, right: Text) -> Text:
    return f"{within(left, PRODUCT)}*{within(right, PRODUCT)}", PRODUCT


def _clip_over(value: Text, low: Text, high: Text) -> Text:
    return _smaller_over(_larger_over(value, low), high)


OVER_A_RANGE: dict[str, Callable[..., Text]] = {
    "where": _where_over,
    "maximum": _larger_over,
    "minimum": _smaller_over,
    "clip": _clip_over,
    "bitwise_and": _both_over,
}
"""A spreadsheet's functions of single cells as arithmetic, which sums over ranges take."""


def _power(f: Formulas, node: Node) -> Text:
    base, exponent = (f.of(item) for item in node.inputs)
    power = f"{within(base, ATOM)}^{within(exponent, ATOM)}"
    # Excel refuses 0^0, which the model takes for 1: it can only arise where the base is a number that somebody enters.
    return (f"IF({exponent[0]}=0,1,{power})", ATOM) if node.inputs[0].op == "input" else (power, POWER)


def _pick(f: Formulas, node: Node) -> Text:
    if len(node.inputs) == 1:
        rows = (int(node.params["start"]), int(node.params["stop"]))
        return replace(f, where=replace(f.where, towns=rows)).of(node.inputs[0])
    table, row = node.inputs
    whole = replace(f, where=replace(f.where, towns=(0, table.shape[-1])))
    return f"INDEX({whole.of(table)[0]},{f.of(row)[0]})", ATOM


def _sum_municipalities(f: Formulas, node: Node) -> Text:
    item = node.inputs[0]
    is_part = item.op == "pick" and item not in f.addresses
    rows = (int(item.params["start"]), int(item.params["stop"])) if is_part else (0, item.shape[-1])
    summed = item.inputs[0] if is_part else item
    return f.over(summed, replace(f.where, towns=rows)), ATOM


def _own_row(f: Formulas, node: Node) -> str:
    """The cell to the left in the node's own row."""
    return f"{BEFORE}{f.addresses[node].row}"


def _running_ratio(f: Formulas, node: Node) -> Text:
    before, item = _own_row(f, node), f.of(node.inputs[0])
    return f"IF(ISNUMBER({before}),{before}/{within(item, POWER)},{item[0]})", ATOM


def _years(f: Formulas, node: Node) -> Text:
    before = _own_row(f, node)
    return f"IF(ISNUMBER({before}),{before}+1,{f.of(node.inputs[0])[0]})", ATOM


SPECIAL: dict[str, Callable[[Formulas, Node], Text]] = {
    "negative": lambda f, node: (f"-{within(f.of(node.inputs[0]), ATOM)}", SUM),
    "power": _power,
    "clip": lambda f, node: ("MIN(MAX({},{}),{})".format(*(f.of(item)[0] for item in node.inputs)), ATOM),
    "log1p": lambda f, node: (f"LN(1+{within(f.of(node.inputs[0]), SUM)})", ATOM),
    "expm1": lambda f, node: (f"EXP({f.of(node.inputs[0])[0]})-1", SUM),
    "highest": lambda f, node: f.of(node.inputs[0]),
    "pick": _pick,
    "sum_municipalities": _sum_municipalities,
    "sum_years": lambda f, node: (f.over(node.inputs[0], replace(f.where, all_years=node.inputs[0].shape[1])), ATOM),
    "running_sum": lambda f, node: (f"{_own_row(f, node)}+{within(f.of(node.inputs[0]), SUM)}", SUM),
    "running_ratio": _running_ratio,
    "years": _years,
}

"""Which nodes get cells of their own, in which order, and where: named ones, those used often, and what a sum cannot hold."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from costmodel.axes import MUNICIPALITY, YEAR
from costmodel.explain.nodes import Node
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.addresses import Address
from costmodel.output.workbook.formulas import CELLWISE_ONLY
from costmodel.output.workbook.model import Lookup
from costmodel.output.workbook.naming import Title

LIGHT = 3
"""Operations that are rather written twice than given cells of their own."""
HEAVY = 18
"""Operations after which a formula is too long to be read: its parts get cells."""
OF_OWN = ("running_sum", "running_ratio", "years")
SUMS = ("sum_years", "sum_municipalities")


@dataclass(eq=False)
class CellPlan:
    """The nodes that get cells, in an order in which each comes after what it needs."""

    lookups: Mapping[Node, Lookup]
    titles: Mapping[Node, Title]
    whole: set[Node] = field(default_factory=set[Node])
    """Nodes that must have cells because a search takes the whole row."""
    order: list[Node] = field(default_factory=list[Node])
    """Those with cells."""
    uses: Counter[Node] = field(default_factory=Counter[Node])
    weight: dict[Node, int] = field(default_factory=dict[Node, int])
    """Operations in the formula of a node, down to cells."""
    split: int = 0
    """How many of them belong to the first option."""
    reader: dict[Node, Node] = field(default_factory=dict[Node, Node])
    """The first node with a name that needs each node."""

    def needs(self, node: Node) -> tuple[Node, ...]:
        """What the formula of a node refers to."""
        return self.lookups[node].needs if node in self.lookups else node.inputs

    def add(self, roots: Iterable[Node]) -> None:
        """Plan the roots and all that they need."""
        chosen = list(roots)
        seen = set(self.weight)
        for root in chosen:
            self._count(root, seen)
        for root in chosen:
            self._visit(root, root)

    def _count(self, node: Node, seen: set[Node]) -> None:
        if node in seen:
            return
        seen.add(node)
        for item in self.needs(node):
            self.uses[item] += 1
            self._count(item, seen)

    def _visit(self, node: Node, reader: Node) -> None:
        if node in self.weight:
            return
        self.reader[node] = reader
        inner = node if node in self.titles else reader
        for item in self.needs(node):
            self._visit(item, inner)
        self.weight[node] = 0 if not self.needs(node) else 1 + sum(self.weight[item] for item in self.needs(node))
        if self._gets_cells(node):
            self.order.append(node)
            self.weight[node] = 0

    def _gets_cells(self, node: Node) -> bool:
        if node.op in ("input", "constant") and node not in self.lookups:
            return node.op == "constant" and node.size > 1
        if node in self.titles or node in self.lookups or node in self.whole or node.op in OF_OWN:
            return True
        if node.op in SUMS and self.uses[node] > 1:
            return True
        if varies(node, MUNICIPALITY) and (node.op in CELLWISE_ONLY or node.op == "power"):
            return True
        return (self.uses[node] > 1 and self.weight[node] > LIGHT) or self.weight[node] > HEAVY


def varies(node: Node, axis: int) -> bool:
    """Whether the node varies along the axis."""
    return len(node.shape) > axis and node.shape[axis] > 1


@dataclass(eq=False)
class Places:
    """Gives every planned node its cells, sheet by sheet."""

    towns: int
    next_row: dict[str, int] = field(default_factory=lambda: {at.CALCULATION: at.YEAR_ROW, at.ALTERNATIVE: at.YEAR_ROW + 2})
    next_column: int = 0
    grids: list[Node] = field(default_factory=list[Node])
    columns: list[Node] = field(default_factory=list[Node])
    rows: dict[str, list[tuple[int, Node | str]]] = field(default_factory=lambda: {at.CALCULATION: [], at.ALTERNATIVE: []})
    """Lines of the two sheets of calculations: nodes and headings, with their rows."""
    section: dict[str, str] = field(default_factory=dict[str, str])

    def place(self, node: Node, sheet: str, section: str, name: str = "") -> Address:
        """The cells of a node, under a heading where a new section begins."""
        if varies(node, MUNICIPALITY):
            return self._beside_names(node)
        if self.section.get(sheet, section) != section or (sheet not in self.section and self.next_row[sheet] > at.YEAR_ROW):
            self.next_row[sheet] += 1
            self.rows[sheet].append((self.next_row[sheet], section))
            self.next_row[sheet] += 1
        self.section[sheet] = section
        row = self.next_row[sheet]
        self.next_row[sheet] += 1
        self.rows[sheet].append((row, node))
        return Address(sheet, "row", row) if varies(node, YEAR) else Address(sheet, "cell", row, "D", name)

    def _beside_names(self, node: Node) -> Address:
        if varies(node, YEAR):
            self.grids.append(node)
            return Address(at.GRIDS[len(self.grids) - 1], "grid", 0)
        self.columns.append(node)
        self.next_column += 1
        return Address(at.MUNICIPALITIES, "column", 0, at.letters(self.next_column - 1))

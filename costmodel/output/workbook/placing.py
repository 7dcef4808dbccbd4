"""Which nodes get cells of their own, in which order, and where: named ones, those used often, and what a sum cannot hold."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from costmodel.axes import MUNICIPALITY, YEAR
from costmodel.explain.nodes import Node
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.addresses import Address
from costmodel.output.workbook.formulas import CELLWISE_ONLY, varies
from costmodel.output.workbook.model.cells import Lookup
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
    sheet: dict[Node, str] = field(default_factory=dict[Node, str])
    """The sheet of calculations that each belongs to."""
    uses: Counter[Node] = field(default_factory=Counter[Node])
    weight: dict[Node, int] = field(default_factory=dict[Node, int])
    """Operations in the formula of a node, down to cells."""
    reader: dict[Node, Node] = field(default_factory=dict[Node, Node])
    """The first node with a name that needs each node."""
    _counted: set[Node] = field(default_factory=set[Node])

    def needs(self, node: Node) -> tuple[Node, ...]:
        """What the formula of a node refers to."""
        return self.lookups[node].needs if node in self.lookups else node.inputs

    def count(self, roots: Iterable[Node]) -> None:
        """How often each node is used by these roots and by all that they need."""
        waiting = list(roots)
        while waiting:
            node = waiting.pop()
            if node not in self._counted:
                self._counted.add(node)
                self.uses.update(self.needs(node))
                waiting.extend(self.needs(node))

    def add(self, roots: Iterable[Node], sheet: str) -> None:
        """Plan the roots and all that they need and that has no cells yet, for a sheet; what is used has been counted."""
        for root in roots:
            self._visit(root, root, sheet)

    def _visit(self, node: Node, reader: Node, sheet: str) -> None:
        if node in self.weight:
            return
        self.reader[node] = reader
        inner = node if node in self.titles else reader
        for item in self.needs(node):
            self._visit(item, inner, sheet)
        self.weight[node] = 0 if not self.needs(node) else 1 + sum(self.weight[item] for item in self.needs(node))
        if self._gets_cells(node):
            self.order.append(node)
            self.sheet[node] = sheet
            self.weight[node] = 0

    def _gets_cells(self, node: Node) -> bool:
        if node.op in ("input", "constant") and node not in self.lookups:
            return node.op == "constant" and (node.size > 1 or node in self.titles)
        if node in self.titles or node in self.lookups or node in self.whole or node.op in OF_OWN:
            return True
        if node.op in SUMS and self.uses[node] > 1:
            return True
        if varies(node, MUNICIPALITY):
            return not varies(node, YEAR) and node.op in (*CELLWISE_ONLY, "power")  # a grid is written into the sum that needs it
        return (self.uses[node] > 1 and self.weight[node] > LIGHT) or self.weight[node] > HEAVY


@dataclass(eq=False)
class Places:
    """Gives every planned node its cells, sheet by sheet."""

    towns: int
    next_column: int
    """Number of the first free column of the sheet of municipalities."""
    next_row: dict[str, int] = field(default_factory=dict[str, int])
    grids: list[Node] = field(default_factory=list[Node])
    columns: list[Node] = field(default_factory=list[Node])
    rows: dict[str, list[tuple[int, Node | str]]] = field(default_factory=dict[str, list[tuple[int, Node | str]]])
    """Lines of the sheets of calculations: nodes and headings, with their rows."""
    section: dict[str, str] = field(default_factory=dict[str, str])

    def open(self, sheet: str, *, has_own_years: bool) -> None:
        """Begin a sheet of calculations; the years of its own are its first line, else they are taken from another sheet."""
        self.rows[sheet] = []
        self.next_row[sheet] = at.YEAR_ROW if has_own_years else at.YEAR_ROW + 2

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

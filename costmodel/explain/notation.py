"""The formula of a number in bokmål, with names or with numbers, generated from the graph.

What has a name stands for itself; steps on the way are written out. So a formula is as long as the function in the model
that it comes from, and the reader follows the names one at a time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from costmodel.axes import MUNICIPALITY, YEAR
from costmodel.explain.nodes import Node
from costmodel.explain.operations import COMPARISONS
from costmodel.explain.patterns import annuity_of, ratio_of
from costmodel.texts.numbers import number, year
from costmodel.units import CALENDAR_YEAR

SUM, PRODUCT, SIGN, POWER, WHOLE = 1, 2, 3, 4, 5
"""How strongly the parts of a text hold together."""
INFIX = {
    "add": ("+", SUM),
    "subtract": ("\N{MINUS SIGN}", SUM),
    "multiply": ("×", PRODUCT),
    "divide": ("÷", PRODUCT),
    "power": ("^", POWER),
}
WORDS = {
    "maximum": "størst",
    "minimum": "minst",
    "clip": "begrens",
    "floor": "rundned",
    "ceil": "rundopp",
    "log1p": "ln1p",
    "expm1": "expm1",
    "running_sum": "sum hittil",
    "running_ratio": "løpende kvotient",
    "sum_years": "sum over år",
    "sum_municipalities": "sum over kommuner",
    "highest": "høyeste",
    "years": "år fra og med, til",
    "item": "siste",
    "irr": "internrente",
    "payback_year": "året summen går i null",
}
"""Names of functions in formulas; arguments stand in brackets with semicolons between."""
LEGEND = (
    ("størst(a; b), minst(a; b)", "det største og det minste av tallene"),
    ("begrens(x; fra; til)", "x, men ikke under fra og ikke over til"),
    ("a hvis …, ellers b", "a der vilkåret holder, b der det ikke gjør det"),
    ("annuitet(rente; år)", "like stort beløp hvert år som betaler ned 1 krone med renter"),
    ("løpende kvotient(x)", "første års x, deretter forrige års svar delt på årets x"),
    ("sum hittil(x)", "summen av x til og med året"),
    ("sum over puljer(x)", "summen av x for hver gruppe kommuner som starter samme dag"),
    ("rundned(x), rundopp(x)", "nærmeste hele tall under og over"),
)
"""What the signs of the formulas mean."""
SUMS = ("sum over år", "sum over kommuner", "sum hittil", "løpende kvotient", "internrente", "året summen går i null", "siste")
"""Functions of many numbers: where numbers are put in they stand as one, or with the names of what they are made of."""


@dataclass(frozen=True)
class Text:
    """A written part and how strongly it holds together."""

    text: str
    strength: int

    def within(self, strength: int) -> str:
        """In brackets where its place needs a stronger part."""
        return self.text if self.strength >= strength else f"({self.text})"


@dataclass(frozen=True)
class Notation:
    """How the parts of a formula are written: by names, or by the numbers of one year."""

    municipalities: tuple[str, ...]
    """Their names in the order of the grids' columns."""
    at: int | None = None
    """Place of the year whose numbers are put in; None: names."""
    inside: str = ""
    """Name whose formula is written: a benefit's own fields are called by their short names."""
    cohort: bool = False
    """Whether one term stands for all of a sum over cohorts."""
    assuming: frozenset[int] = frozenset()
    """Conditions that hold where the part stands."""

    def formula(self, node: Node) -> str:
        """The node's own formula, down to what has a name."""
        return replace(self, inside=node.name)._written(node).text

    def leaf(self, node: Node) -> str:
        """What has a name: its name, or its number where there is one number for the year."""
        number_there = None if self.at is None else value_at(node, self.at)
        if number_there is not None:
            return plain(number_there, CALENDAR_YEAR.symbol if node.dimension.point else node.symbol)
        own = self.inside.startswith("benefit_") and node.name.startswith(f"benefits.{self.inside.removeprefix('benefit_')}.")
        return node.label.partition(" (")[0] + node.label.partition(")")[2] if own else node.label or node.name

    def _part(self, node: Node) -> Text:
        if node.name:
            text = self.leaf(node)
            return Text(text, SIGN if text.startswith("\N{MINUS SIGN}") else WHOLE)
        return self._written(node)

    def _written(self, node: Node) -> Text:
        if node.op in ("input", "constant"):
            return Text(self.leaf(node) if node.op == "input" else self._constant(node), WHOLE)
        if rate_and_years := annuity_of(node):
            return self._call("annuitet", rate_and_years)
        if quotient := ratio_of(node):
            return self._infix("divide", *quotient)
        if node.op == "add":
            return self._sum(node)
        if node.op in INFIX:
            return self._infix(node.op, *node.inputs)
        return self._other(node)

    def _other(self, node: Node) -> Text:
        parts = node.inputs
        if node.op in COMPARISONS or node.op == "bitwise_and":
            strength, sign = (0, "og") if node.op == "bitwise_and" else (SUM, COMPARISONS[node.op])
            return Text(f" {sign} ".join(self._part(item).within(strength) for item in parts), 0)
        if node.op == "negative":
            return Text(f"\N{MINUS SIGN}{self._part(parts[0]).within(POWER)}", SIGN)
        if node.op == "where":
            return self._choice(*parts)
        is_known = self.at is not None and not node.name and value_at(node, self.at) is not None
        if is_known and (node.op == "pick" or WORDS.get(node.op) in SUMS):
            return Text(self.leaf(node), WHOLE)
        if node.op in ("pick", "interpolate"):
            grid, place = (parts[0], self._place(node)) if node.op == "pick" else (parts[2], f"i {self._part(parts[0]).text}")
            return Text(f"{self._part(grid).within(WHOLE)} {place}", WHOLE)
        return self._call(WORDS[node.op], parts)

    def _choice(self, condition: Node, then: Node, otherwise: Node) -> Text:
        """A choice; what has been asked once is not asked again within the first answer."""
        if condition.number in self.assuming:
            return self._part(then)
        held = replace(self, assuming=self.assuming | {condition.number})
        first, last = held._part(then).within(SUM), self._part(otherwise).within(SUM)
        return Text(f"{first} hvis {self._part(condition).text}, ellers {last}", 0)

    def _place(self, node: Node) -> str:
        if len(node.inputs) > 1 or self.cohort:
            return "i puljen" if len(node.inputs) == 1 else "for kommunen"
        start, stop = node.params["start"], node.params["stop"]
        return f"for {self.municipalities[start]}" if stop == start + 1 else f"for kommune nr. {start + 1}–{stop}"

    def _call(self, word: str, parts: Sequence[Node]) -> Text:
        inner = replace(self, at=None) if word in SUMS else self
        return Text(f"{word}({'; '.join(inner._part(item).text for item in parts)})", WHOLE)

    def _infix(self, op: str, left: Node, right: Node) -> Text:
        if op == "subtract" and _is_zero(right):
            return self._part(left)
        sign, strength = INFIX[op]
        tighter = strength + (op in ("subtract", "divide", "power"))
        last = self._part(right)
        closed = f"({last.text})" if last.strength == SIGN else last.within(tighter)
        return Text(f"{self._part(left).within(strength)} {sign} {closed}", strength)

    def _sum(self, node: Node) -> Text:
        """A sum; a starting zero is left out, and terms that are alike but for the cohort are written once."""
        terms = [item for at in node.inputs for item in _terms(at) if not _is_zero(item)]
        shapes = {_shape(item) for item in terms}
        if len(terms) > 2 and len(shapes) == 1 and not any(item.name for item in terms):
            return self._cohorts(terms)
        written = [self._part(item) for item in terms]
        return written[0] if len(written) == 1 else Text(" + ".join(_term(item) for item in written), SUM)

    def _cohorts(self, terms: Sequence[Node]) -> Text:
        if self.at is not None:
            return Text(" + ".join(plain(value_at(item, self.at) or 0.0) for item in terms), SUM)
        several = next((item for item in terms if _sums(item)), terms[0])
        return Text(f"sum over puljer({replace(self, cohort=True)._written(several).text})", WHOLE)

    def _constant(self, node: Node) -> str:
        values = node.value.ravel()
        if values.size == 1 or len(set(values.tolist())) == 1:
            return plain(values[0].item(), node.symbol)
        if values[0] == 1.0 and not values[1:].any():
            return "første år"
        return "trinn etter år (" + "; ".join(plain(float(value)) for value in np.unique(values)) + ")"


def _terms(node: Node) -> Iterator[Node]:
    """The terms of a chain of additions, from the left."""
    if node.op == "add" and not node.name:
        yield from _terms(node.inputs[0])
        yield from _terms(node.inputs[1])
    else:
        yield node


def _term(item: Text) -> str:
    return f"({item.text})" if item.strength == SIGN else item.within(SUM)


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


def plain(value: float, symbol: str = "") -> str:
    """A number with the decimals that matter, at most four; years without a thousands separator."""
    if not np.isfinite(value):
        if np.isnan(value):
            return "finnes ikke"
        return "aldri" if symbol == CALENDAR_YEAR.symbol and value > 0 else "\N{MINUS SIGN}∞" if value < 0 else "∞"
    if symbol == CALENDAR_YEAR.symbol:
        return year(value) if value == round(value) else f"{value:.3f}".replace(".", ",")
    size = abs(value)
    decimals = 4 if size < 1 else 3 if size < 10 else 2 if size < 1000 else 0
    text = number(value, decimals)
    return text.rstrip("0").rstrip(",") if "," in text else text

"""The formula of a number written out, with names or with numbers, and what its signs mean."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from costmodel.explain.formula import FormulaPart
from costmodel.explain.operations import COMPARISONS
from costmodel.texts.catalog import text
from costmodel.texts.numbers import number, year
from costmodel.units import CALENDAR_YEAR

SUM, PRODUCT, SIGN, POWER, WHOLE = 1, 2, 3, 4, 5
"""How strongly the parts of a text hold together."""
MINUS = "\N{MINUS SIGN}"
INFIX = {"sum": ("+", SUM), "subtract": (MINUS, SUM), "multiply": ("×", PRODUCT), "divide": ("÷", PRODUCT), "power": ("^", POWER)}
LEGEND: dict[str, frozenset[str]] = {
    "extremes": frozenset({"maximum", "minimum"}),
    "clip": frozenset({"clip"}),
    "choice": frozenset({"where"}),
    "annuity": frozenset({"annuity"}),
    "running_ratio": frozenset({"running_ratio"}),
    "running_sum": frozenset({"running_sum"}),
    "cohorts": frozenset({"cohorts"}),
    "rounding": frozenset({"floor", "ceil"}),
}
"""The signs that need a word, and the kinds of parts that have them."""
Legend = tuple[tuple[str, str], ...]
"""Signs with what they mean."""


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
    """Writes formulas with the names that their parts have in the reader's language."""

    labels: Mapping[str, str]
    """What every named number is called."""
    municipalities: tuple[str, ...]
    """Their names in the order of the grids' columns."""

    def formula(self, part: FormulaPart) -> str:
        """The whole formula."""
        return self._written(part).text

    def of(self, part: FormulaPart, benefit: Mapping[str, str]) -> str:
        """The whole formula of a benefit, whose own fields are called by their short names."""
        return replace(self, labels={**self.labels, **benefit}).formula(part)

    def _written(self, part: FormulaPart) -> Text:
        if part.kind in _SIMPLE:
            return _SIMPLE[part.kind](part, self.labels)
        if part.kind in INFIX:
            return self._infix(part)
        if part.kind in COMPARISONS or part.kind == "bitwise_and":
            return self._comparison(part)
        if part.kind in ("pick", "interpolate"):
            return self._of_grid(part)
        return self._call(part)

    def _call(self, part: FormulaPart) -> Text:
        """A sign before its part, a choice, or a function with its arguments."""
        written = [self._written(item) for item in part.parts]
        if part.kind == "negative":
            return Text(f"{MINUS}{written[0].within(POWER)}", SIGN)
        if part.kind == "where":
            then, condition, otherwise = written
            words = {"then": then.within(SUM), "condition": condition.text, "otherwise": otherwise.within(SUM)}
            return Text(text("explanation.formula.choice", **words), 0)
        arguments = "; ".join(item.text for item in written)
        return Text(f"{text(f'explanation.formula.calls.{part.kind}')}({arguments})", WHOLE)

    def _infix(self, part: FormulaPart) -> Text:
        if part.kind == "sum":
            return Text(" + ".join(_term(self._written(item)) for item in part.parts), SUM)
        sign, strength = INFIX[part.kind]
        left, right = (self._written(item) for item in part.parts)
        tighter = strength + (part.kind in ("subtract", "divide", "power"))
        closed = f"({right.text})" if right.strength == SIGN else right.within(tighter)
        return Text(f"{left.within(strength)} {sign} {closed}", strength)

    def _comparison(self, part: FormulaPart) -> Text:
        is_both = part.kind == "bitwise_and"
        strength, sign = (0, text("grammar.and")) if is_both else (SUM, COMPARISONS[part.kind])
        return Text(f" {sign} ".join(self._written(item).within(strength) for item in part.parts), 0)

    def _of_grid(self, part: FormulaPart) -> Text:
        grid = self._written(part.parts[0]).within(WHOLE)
        if part.kind == "interpolate":
            return Text(text("explanation.formula.in_years", grid=grid, years=self._written(part.parts[1]).text), WHOLE)
        if isinstance(part.place, str):
            return Text(text(f"explanation.formula.of_{part.place}", grid=grid), WHOLE)
        start, stop = part.place
        if stop == start + 1:
            return Text(text("explanation.formula.of_one", grid=grid, name=self.municipalities[start]), WHOLE)
        return Text(text("explanation.formula.of_several", grid=grid, first=start + 1, last=stop), WHOLE)


def _name(part: FormulaPart, labels: Mapping[str, str]) -> Text:
    return _signed(labels[part.name])


def _signed(written: str) -> Text:
    return Text(written, SIGN if written.startswith(MINUS) else WHOLE)


def _steps(part: FormulaPart, labels: Mapping[str, str]) -> Text:
    del labels
    return Text(text("explanation.formula.steps", values="; ".join(map(plain, part.values))), WHOLE)


_SIMPLE: dict[str, Callable[[FormulaPart, Mapping[str, str]], Text]] = {
    "name": _name,
    "number": lambda part, _: _signed(plain(part.value or 0.0, part.symbol)),
    "constant": lambda part, _: Text(plain(part.value or 0.0, part.symbol), WHOLE),
    "first_year": lambda part, _: Text(text("explanation.formula.first_year"), WHOLE),
    "steps": _steps,
    "cohort_values": lambda part, _: Text(" + ".join(map(plain, part.values)), SUM),
}
"""Parts that are made of no others."""


def _term(item: Text) -> str:
    return f"({item.text})" if item.strength == SIGN else item.within(SUM)


def plain(value: float, symbol: str = "") -> str:
    """A number with the decimals that matter, at most four; years without a thousands separator."""
    if not np.isfinite(value):
        if np.isnan(value):
            return text("explanation.missing")
        is_never = symbol == CALENDAR_YEAR.symbol and value > 0
        return text("explanation.never") if is_never else f"{MINUS}∞" if value < 0 else "∞"
    if symbol == CALENDAR_YEAR.symbol and value == 0:
        return text("explanation.any_time")
    if symbol == CALENDAR_YEAR.symbol:
        return year(value) if value == round(value) else f"{value:.3f}".replace(".", ",")
    size = abs(value)
    decimals = 4 if size < 1 else 3 if size < 10 else 2 if size < 1000 else 0
    written = number(value, decimals)
    return written.rstrip("0").rstrip(",") if "," in written else written


def legend(part: FormulaPart | None = None) -> Legend:
    """What the signs of a formula mean; of all formulas where none is given."""
    kinds = set(_kinds(part)) if part else set[str]().union(*LEGEND.values())
    names = (name for name, needs in LEGEND.items() if needs & kinds)
    return tuple((text(f"explanation.legend.{name}.sign"), text(f"explanation.legend.{name}.meaning")) for name in names)


def _kinds(part: FormulaPart) -> Iterator[str]:
    yield part.kind
    for item in part.parts:
        yield from _kinds(item)

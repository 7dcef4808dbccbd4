"""An explanation with its words: the number and its neighbours by label, the formula written out, meaning and origin."""

from collections.abc import Mapping
from dataclasses import dataclass

from costmodel.explain.explaining import Explanation, Item, explain, item_of
from costmodel.explain.formula import FormulaPart
from costmodel.explain.graph import Graph
from costmodel.explain.naming import BY_YEAR, COMMON, DISTRIBUTION, IN_YEAR, MODELLED, OPTION_SUFFIX, OWN_SUFFIX, PRICED, option_and_name
from costmodel.output.explanation.labels import KEYS_OF_PAID, OF_CHOICES, OF_ROWS, labels_of, short_labels
from costmodel.output.explanation.notation import Legend, Notation, legend, plain
from costmodel.output.explanation.origins import origin_text
from costmodel.output.labels import party_meaning, unit_label
from costmodel.texts.catalog import text
from costmodel.units import CALENDAR_YEAR

_YEARS_OF_CHOICE = (f"{name}{suffix}" for name in ("exit_year", "alternative_year") for suffix in ("", OWN_SUFFIX, OPTION_SUFFIX))
NEVER_WHERE_NONE = frozenset((*_YEARS_OF_CHOICE, "alternative_start", "each_exit_year"))
"""Years of a choice that may be never, and what is made of them."""


@dataclass(frozen=True)
class NamedItem:
    """A number of the graph in one year, with its label; the rest as :class:`costmodel.explain.explaining.Item`."""

    name: str
    label: str
    unit: str
    kind: str
    value: float | None
    year: int | None


@dataclass(frozen=True)
class ExplanationInWords:
    """An explanation as it is shown."""

    found: Explanation
    """The same as codes and numbers."""
    item: NamedItem
    meaning: str
    """What the number is, in a sentence or two; empty for a table."""
    formula: str
    """Its formula with labels; empty for an input."""
    formula_with_numbers: str
    """The same with the numbers of the year."""
    legend: Legend
    """What the signs of the formula mean."""
    inputs: tuple[NamedItem, ...]
    used_by: tuple[NamedItem, ...]
    origin: str
    """Where an input comes from; empty for what is computed."""

    @property
    def by_year(self) -> Mapping[int, float | None]:
        """The value in each year; empty where it does not vary."""
        return self.found.by_year

    @property
    def by_municipality(self) -> Mapping[str, float]:
        """The value of each municipality in the year; empty where there is only one."""
        return self.found.by_municipality


def explained(graph: Graph, name: str, year: int | None = None) -> ExplanationInWords:
    """Explain a named number in words, in a year where it varies by year: the decision year where none is given.

    Raises AssumptionError for a name that the graph does not have and for a year outside the appraisal.
    """
    found, labels = explain(graph, name, year), labels_of(graph)
    return ExplanationInWords(
        found=found,
        item=_named(found.item, labels),
        meaning=meaning(found.item.name, graph),
        formula=_formula(found.formula, found.item.name, graph, labels),
        formula_with_numbers=_formula(found.formula_with_numbers, found.item.name, graph, labels),
        legend=legend(found.formula) if found.formula else (),
        inputs=tuple(_named(item, labels) for item in found.inputs),
        used_by=tuple(_named(item, labels) for item in found.used_by),
        origin="" if found.origin is None else origin_text(found.origin, graph),
    )


def named_items(graph: Graph) -> dict[str, NamedItem]:
    """Everything that the graph names, in its first year."""
    labels = labels_of(graph)
    return {name: _named(item_of(graph, node, 0), labels) for name, node in graph.named.items()}


def _named(item: Item, labels: Mapping[str, str]) -> NamedItem:
    return NamedItem(item.name, labels[item.name], item.unit, item.kind, item.value, item.year)


def _formula(part: FormulaPart | None, name: str, graph: Graph, labels: Mapping[str, str]) -> str:
    return "" if part is None else Notation(labels, graph.municipalities).of(part, short_labels(name, graph))


def meaning(name: str, graph: Graph) -> str:
    """What a number is, in a sentence or two: of an assumption what its file says, of a table nothing."""
    _, name = option_and_name(name, graph.options)
    assumptions = graph.scenario.assumptions
    if name in assumptions.quantities:
        return assumptions.quantities[name].description
    if name.endswith(PRICED):
        return text("meanings.in_run_prices")
    if name.startswith(DISTRIBUTION):
        return party_meaning(name.removeprefix(DISTRIBUTION).removesuffix(BY_YEAR))
    if name.startswith("benefit_") and name.removeprefix("benefit_") in assumptions.benefits:
        return text("meanings.benefit_of_register")
    return text.find(f"meanings.{key_of_meaning(name)}") or ""


def key_of_meaning(name: str) -> str:
    """Under which name the meaning of a number stands: what each row of a register has, or the chosen alternative, has one meaning."""
    name = name.removeprefix(MODELLED)
    if name.startswith(IN_YEAR):
        return key_of_meaning(name.removeprefix(IN_YEAR).partition(".")[2])
    paid = next((key for prefix, key in KEYS_OF_PAID.items() if name.startswith(prefix)), None)
    if paid is not None:
        return f"paid_{paid}"
    start = next((start for start in (*OF_ROWS, *(f"{choice}." for choice in OF_CHOICES)) if name.startswith(start)), name)
    return start.removeprefix(COMMON).removesuffix(OWN_SUFFIX).rstrip("._").replace(".", "_")


def value_text(item: NamedItem | Item) -> str:
    """The number with its unit."""
    if item.value is not None:
        unit = "" if item.unit == CALENDAR_YEAR.symbol else unit_label(item.unit)
        return f"{plain(item.value, item.unit)} {unit}".rstrip()
    if item.name.rpartition(".")[2] in NEVER_WHERE_NONE:
        return text("explanation.never")
    return text("explanation.one_for_each") if item.kind == "table" else "–"

"""What the rows of the workbook are called: the engine's own names, labels and units, followed from the fields of its records."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, cast, get_type_hints

from costmodel.assumptions.parameters import BENEFIT_UNITS, PARAMETER_UNITS
from costmodel.assumptions.records import AssumptionSet
from costmodel.explain.nodes import Node
from costmodel.model import results
from costmodel.model.results import Appraisal
from costmodel.output import labels
from costmodel.output.explanation.labels import graph_label
from costmodel.output.labels import input_label
from costmodel.output.workbook.choices import word
from costmodel.output.workbook.model import Lookup
from costmodel.texts.catalog import text
from costmodel.units import Unit

PRICES, DRIVERS, COSTS, BENEFITS, TOTALS = "prices", "drivers", "costs", "benefits", "totals"
BY_YEAR, INDICATORS, SEARCHES = "by_year", "indicators", "searches"
"""Sections of the sheets of calculations."""
SECTION_OF_PART = {"drivers": DRIVERS, "costs": COSTS, "benefits": BENEFITS, "totals": TOTALS}


@dataclass(frozen=True)
class Title:
    """What a row is called."""

    name: str
    """Name in the code."""
    label: str
    """Name in the reader's language."""
    unit: str
    section: str


def titles(appraisal: Appraisal, assumptions: AssumptionSet) -> Iterator[tuple[Node, Title]]:
    """Every named node of an appraisal in the order in which the model is read; the first name of a node counts."""
    yield from _priced(appraisal, assumptions)
    for part, section in SECTION_OF_PART.items():
        for name, node, unit in _fields(getattr(appraisal, part)):
            yield node, Title(name, _label(name, part, assumptions), unit, section)
    for name, node in results.drivers(appraisal).items():
        if isinstance(node, Node):
            yield node, Title(name, labels.yearly_label(name), labels.unit_of_result(name), BY_YEAR)
    for name, node, _ in _fields(appraisal.indicators):
        yield node, Title(name, labels.indicator_label(name), labels.unit_of_result(name), INDICATORS)


def _priced(appraisal: Appraisal, assumptions: AssumptionSet) -> Iterator[tuple[Node, Title]]:
    """Amounts of money in the prices of the run."""
    i = appraisal.scenario.inputs
    for name, unit in PARAMETER_UNITS.items():
        if unit.money:
            yield getattr(i, name), _priced_title(name, unit, assumptions)
    for key, benefit in i.benefits.items():
        for field, unit in BENEFIT_UNITS.items():
            if unit.money:
                yield getattr(benefit, field), _priced_title(f"benefits.{key}.{field}", unit, assumptions)


def _priced_title(name: str, unit: Unit, assumptions: AssumptionSet) -> Title:
    return Title(f"{name}.priced", text("workbook.steps.priced", amount=input_label(name, assumptions)), unit.symbol, PRICES)


def _fields(record: object) -> Iterator[tuple[str, Node, str]]:
    """Fields of a record that are nodes, with their units; those of the register by key."""
    hints = get_type_hints(type(record), include_extras=True)
    for field in fields(cast(Any, record)):
        value: object = getattr(record, field.name)
        notes: tuple[Any, ...] = getattr(hints[field.name], "__metadata__", ())
        if isinstance(value, Node):
            yield field.name, value, notes[0].symbol
        elif isinstance(value, Mapping):
            for key, node in cast(Mapping[str, Node], value).items():
                yield f"benefit_{key}", node, labels.unit_of_result(f"benefit_{key}")


def _label(name: str, part: str, assumptions: AssumptionSet) -> str:
    if part == "drivers":
        label = graph_label(name, assumptions, 0)
        return label[0].upper() + label[1:]
    return labels.line_item_label(name, assumptions)


def step_label(node: Node, lookup: Lookup | None, reader: Title | None) -> str:
    """What a step on the way is called: by what it looks up, by its cohort, or by what it is a step to."""
    if lookup is not None and f"workbook.steps.lookups.{lookup.kind}" in text:
        return text(f"workbook.steps.lookups.{lookup.kind}", detail=_detail(lookup))
    if node.op == "constant":
        return text("workbook.steps.constant")
    return text("workbook.steps.towards", what=reader.label) if reader else text("workbook.steps.on_the_way")


def _detail(lookup: Lookup) -> str:
    if lookup.kind == "price_index":
        return str(cast(Any, lookup.detail)[1] or text("workbook.steps.of_price_year"))
    return word(str(lookup.detail)) if lookup.kind == "is_text" else str(lookup.detail)

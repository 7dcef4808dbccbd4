"""What the rows of the workbook are called: the engine's own names, labels and units, as an explanation of the model has them."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, cast

from costmodel.assumptions.records import AssumptionSet
from costmodel.explain.naming import BY_YEAR as YEARLY
from costmodel.explain.naming import DISTRIBUTION, IN_YEAR, IS_PAID, MODELLED, OPTION_SUFFIX, PAID_BY_YEAR, PRICED, found_in
from costmodel.explain.nodes import Node
from costmodel.model import results
from costmodel.model.line_items import Benefits, Costs
from costmodel.model.results import Appraisal, Indicators, Totals
from costmodel.output import labels
from costmodel.output.explanation.labels import graph_label
from costmodel.output.labels import field_label, input_label
from costmodel.output.workbook.choices import word
from costmodel.output.workbook.model.cells import Lookup
from costmodel.output.workbook.model.pairs import Pair
from costmodel.texts.catalog import text

PRICES, CHOSEN, DRIVERS, COSTS, BENEFITS, TOTALS = "prices", "chosen", "drivers", "costs", "benefits", "totals"
CONSTANTS, PAID = "constants", "paid"
BY_YEAR, INDICATORS, SEARCHES, OTHERS = "by_year", "indicators", "searches", "others"
ENDS = ("first", "second")
"""Of a distribution: the option that it is counted from, and the one that it is counted to."""
SECTIONS = (CONSTANTS, PRICES, CHOSEN, DRIVERS, PAID, OTHERS, *ENDS, COSTS, BENEFITS, TOTALS, BY_YEAR, INDICATORS, SEARCHES)
"""Sections of the sheets of calculations in their order: costs before benefits, each once."""
SECTION_OF_RECORD = {COSTS: Costs, BENEFITS: Benefits, TOTALS: Totals, INDICATORS: Indicators}
CHOSEN_PREFIXES = ("alternative.", "alternative_outside.")
BENEFIT_PREFIXES = ("benefit_", "potential_", "null_ramp_", "renewal_year_")
STEPS_OF_COSTS = ("existing_capital", "agreed_platform_cost", "new_capital", "operating_price", "capital_price", "new_capital_price")
REPORTED = ("platform_cost_per_inhabitant", "cumulated_net_benefit")
SEARCHED = ("irr", "payback_year")


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
    found: dict[Node, tuple[str, str]] = {}
    for name, node, unit in found_in(appraisal):
        found.setdefault(node, (name, unit.symbol))
    last = [node for node, (name, _) in found.items() if name in SEARCHED]
    searched = {node: found.pop(node) for node in last}
    for node, (name, symbol) in found.items():
        yield node, Title(name, _label(name, assumptions), _unit(name, symbol), _section(name))
    for name, node in results.drivers(appraisal).items():
        if isinstance(node, Node):
            yield node, Title(name, labels.yearly_label(name), labels.unit_of_result(name), BY_YEAR)
    for node, (name, symbol) in searched.items():
        yield node, Title(name, labels.indicator_label(name), symbol, SEARCHES)


def titles_of_pair(pair: Pair) -> Iterator[tuple[Node, Title]]:
    """Every named node of the distribution."""
    for name, node, unit in pair.others:
        yield node, Title(name, graph_label(name, pair.assumptions, 0), unit.symbol, OTHERS)
    for end, number, account in zip(ENDS, pair.numbers, pair.accounts, strict=True):
        yield number, Title(f"{end}_option", text(f"workbook.steps.{end}_option"), text("workbook.units.lookups.rank"), end)
        for name, node, unit in account:
            label = text(f"workbook.steps.of_{end}", label=graph_label(name, pair.assumptions, 0))
            yield node, Title(f"{end}_{name}", label, unit.symbol, end)
    for section, ending, unit, columns in ((BY_YEAR, YEARLY, "net_benefit", pair.yearly), (INDICATORS, "", "npv", pair.present)):
        for name, node in columns.named().items():
            label = text(f"workbook.steps.party_{section}", party=labels.party_label(name))
            title = Title(f"{DISTRIBUTION}{name}{ending}", label, labels.unit_of_result(unit), section)
            yield cast(Any, node), title


def numbered_option_label(number: int, label: str) -> str:
    """What a row is called that stands once for each option; `number` is the option's, 0 for the scenario."""
    return text("workbook.differences.of_option", number=number, label=label) if number else label


def _section(name: str) -> str:
    """Under which heading a named number stands."""
    if name.endswith(PRICED):
        return PRICES
    if name.startswith(CHOSEN_PREFIXES) or name.endswith(OPTION_SUFFIX):
        return CHOSEN
    if name.startswith(BENEFIT_PREFIXES):
        return BENEFITS
    if name in REPORTED:
        return BY_YEAR
    if name.startswith((IS_PAID, PAID_BY_YEAR, MODELLED, IN_YEAR)):
        return PAID
    known = (section for section, record in SECTION_OF_RECORD.items() if name in {field.name for field in fields(cast(Any, record))})
    return next(known, COSTS if name in STEPS_OF_COSTS else DRIVERS)


def _unit(name: str, symbol: str) -> str:
    return labels.unit_of_result(name) if f"labels.unit_of.{name}" in text else symbol


def _label(name: str, assumptions: AssumptionSet) -> str:
    if name.endswith(PRICED):
        return text("workbook.steps.priced", amount=input_label(name.removesuffix(PRICED), assumptions))
    label = graph_label(name, assumptions, 0)
    return label[0].upper() + label[1:]


def step_label(node: Node, lookup: Lookup | None, reader: Title | None, assumptions: AssumptionSet) -> str:
    """What a step on the way is called: by what it looks up, by its cohort, or by what it is a step to."""
    if lookup is not None and f"workbook.steps.lookups.{lookup.kind}" in text:
        return text(f"workbook.steps.lookups.{lookup.kind}", detail=_detail(lookup, assumptions))
    if node.op == "constant":
        return text("workbook.steps.constant")
    return text("workbook.steps.towards", what=reader.label) if reader else text("workbook.steps.on_the_way")


def _detail(lookup: Lookup, assumptions: AssumptionSet) -> str:
    if lookup.kind == "price_index":
        return str(cast(Any, lookup.detail)[1] or text("workbook.steps.of_price_year"))
    if lookup.kind == "given":
        return field_label(str(lookup.detail), assumptions)
    return word(str(lookup.detail)) if lookup.kind == "is_text" else str(lookup.detail)

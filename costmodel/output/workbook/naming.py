"""What the rows of the workbook are called: the engine's own names, labels and units, as an explanation of the model has them."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, cast

from costmodel.assumptions.records import AssumptionSet
from costmodel.explain.naming import OPTION_SUFFIX, PRICED, fields_of, found_in
from costmodel.explain.nodes import Node
from costmodel.model import results
from costmodel.model.drivers import Drivers
from costmodel.model.line_items import Costs
from costmodel.model.results import Appraisal, Indicators, Totals
from costmodel.output import labels
from costmodel.output.explanation.labels import graph_label
from costmodel.output.labels import input_label
from costmodel.output.workbook.choices import word
from costmodel.output.workbook.model.cells import Lookup
from costmodel.output.workbook.model.pairs import Pair
from costmodel.texts.catalog import text

PRICES, CHOSEN, DRIVERS, COSTS, BENEFITS, TOTALS = "prices", "chosen", "drivers", "costs", "benefits", "totals"
BY_YEAR, INDICATORS, SEARCHES, PARTIES = "by_year", "indicators", "searches", "parties"
"""Sections of the sheets of calculations."""
SECTION_OF_RECORD = {DRIVERS: Drivers, COSTS: Costs, TOTALS: Totals, INDICATORS: Indicators}
CHOSEN_PREFIXES = ("alternative.", "alternative_outside.")
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
    found = list(found_in(appraisal))
    for name, node, unit in found:
        if name not in SEARCHED:
            yield node, Title(name, _label(name, assumptions), _unit(name, unit.symbol), _section(name))
    for name, node in results.drivers(appraisal).items():
        if isinstance(node, Node):
            yield node, Title(name, labels.yearly_label(name), labels.unit_of_result(name), BY_YEAR)
    for name, node, unit in found:
        if name in SEARCHED:
            yield node, Title(name, labels.indicator_label(name), unit.symbol, SEARCHES)


def titles_of_pair(pair: Pair) -> Iterator[tuple[Node, Title]]:
    """Every named node of the distribution."""
    unit = labels.unit_of_result("net_benefit")
    for end, number, platform, view in zip(("first", "second"), pair.numbers, pair.platforms, pair.views, strict=True):
        yield number, Title(f"{end}_option", text(f"workbook.steps.{end}_option"), "", PARTIES)
        for name, node, kind in fields_of(platform):
            yield node, Title(f"{end}_{name}", _of_end(end, graph_label(name, pair.assumptions, 0)), kind.symbol, DRIVERS)
        for name, node in (*vars(view.columns).items(), ("public_budget", view.public_budget)):
            label = labels.party_label(name) if name != "public_budget" else text("workbook.steps.public_budget")
            if isinstance(node, Node):
                yield node, Title(f"{end}_{name}", _of_end(end, label), unit, PARTIES)
    for kind, columns in (("by_year", pair.yearly), ("present", pair.present)):
        for name, node in columns.named().items():
            symbol = unit if kind == "by_year" else labels.unit_of_result("npv")
            yield cast(Any, node), Title(f"{name}_{kind}", labels.party_label(name), symbol, BY_YEAR if kind == "by_year" else INDICATORS)


def _of_end(end: str, label: str) -> str:
    return text(f"workbook.steps.of_{end}", label=label)


def _section(name: str) -> str:
    """Under which heading a named number stands."""
    if name.endswith(PRICED):
        return PRICES
    if name.startswith(CHOSEN_PREFIXES) or name.endswith(OPTION_SUFFIX):
        return CHOSEN
    if name in STEPS_OF_COSTS:
        return COSTS
    known = (section for section, record in SECTION_OF_RECORD.items() if name in {field.name for field in fields(cast(Any, record))})
    return next(known, BY_YEAR if name in REPORTED else BENEFITS)


def _unit(name: str, symbol: str) -> str:
    return labels.unit_of_result(name) if f"labels.unit_of.{name}" in text else symbol


def _label(name: str, assumptions: AssumptionSet) -> str:
    if name.endswith(PRICED):
        return text("workbook.steps.priced", amount=input_label(name.removesuffix(PRICED), assumptions))
    if name.startswith(CHOSEN_PREFIXES):
        return _of_chosen(name, assumptions)
    if name.endswith(OPTION_SUFFIX):
        return text("workbook.steps.of_option", label=input_label(name.removesuffix(OPTION_SUFFIX), assumptions))
    label = graph_label(name, assumptions, 0)
    return label[0].upper() + label[1:]


def _of_chosen(name: str, assumptions: AssumptionSet) -> str:
    """A field of the chosen alternative, called as it is of the first one."""
    whose, _, field = name.partition(".")
    first = next(iter(assumptions.alternatives))
    full = f"alternatives.{first}.{field}"
    if full not in assumptions.quantities:  # what it reaches of a benefit for which the first has no number of its own
        reach = labels.field_label(f"alternatives.{first}.reach", assumptions)
        label = text(
            "labels.reach_of_benefit", field=reach, benefit=labels.line_item_label(f"benefit_{field.rpartition('.')[2]}", assumptions)
        )
    else:
        label = labels.field_label(full, assumptions)
    return text(f"workbook.steps.{whose}", label=label)


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

"""Names of the nodes: the annotated fields of the result are walked, and what stands in a field takes its name and unit."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, get_args, get_type_hints

from costmodel import units as u
from costmodel.explain.dimensions import dimension_of
from costmodel.explain.nodes import Node, Tape
from costmodel.model import results
from costmodel.model.results import Appraisal
from costmodel.units import Unit

PRICED = "_in_run_prices"
"""Ends the name of an amount that has been converted from its own price year to the run's."""
OWN_SUFFIX = "_of_municipality"
"""Ends the name of a driver that has the name of an input: where all participants are studied, each has an exit year."""
Found = tuple[str, Node, Unit]


def name_results(appraisal: Appraisal, tape: Tape) -> tuple[dict[str, Node], tuple[str, ...]]:
    """The named nodes in the order of the model, and the fields whose unit is not that of what stands in them."""
    price_year = int(appraisal.scenario.setting("price_year"))
    named = {node.name: node for node in tape.nodes if node.op == "input"}
    faults: list[str] = []
    for field, node, unit in _walk(appraisal):
        taken = field in named and named[field].op == "input" and named[field] is not node
        name = f"{field}{OWN_SUFFIX}" if taken else field
        expected = dimension_of(unit, price_year)
        if node.dimension != expected and not node.dimension.bare:
            faults.append(f"{name}: {expected} expected, {node.dimension} found")
        if not node.name:
            node.name, node.symbol = name, unit.symbol
        named.setdefault(name, node)
    return named, tuple(faults)


def _walk(appraisal: Appraisal) -> Iterator[Found]:
    """Every annotated field of the inputs and of the result."""
    i = appraisal.scenario.inputs
    yield from ((name + PRICED, node, unit) for name, node, unit in _fields(i) if node.op != "input")
    for key, row in i.benefits.items():
        yield from ((f"benefits.{key}.{name}{PRICED}", node, unit) for name, node, unit in _fields(row) if node.op != "input")
    for part in (appraisal.drivers, appraisal.costs, appraisal.benefits):
        yield from _fields(part)
    unit = get_args(get_type_hints(type(appraisal.benefits), include_extras=True)["register"])[1].__metadata__[0]
    yield from ((f"benefit_{key}", node, unit) for key, node in _nodes(appraisal.benefits.register))
    yield from _fields(appraisal.totals)
    yield from _fields(appraisal.indicators)
    yield from _properties(appraisal)
    yield from _reported(appraisal)


def _nodes(items: Any) -> Iterator[tuple[str, Node]]:
    yield from items.items()


def _fields(record: Any) -> Iterator[Found]:
    """The fields of a record that are annotated with a unit and hold a node."""
    kind: Any = record.__class__
    hints = get_type_hints(kind, include_extras=True)
    for field in fields(record):
        note, node = getattr(hints[field.name], "__metadata__", ()), getattr(record, field.name)
        if note and isinstance(node, Node):
            yield field.name, node, note[0]


def _properties(appraisal: Appraisal) -> Iterator[Found]:
    """The indicators that are worked out when asked."""
    for name in ("irr", "payback_year"):
        hints = get_type_hints(getattr(type(appraisal), name).func, include_extras=True)
        yield name, getattr(appraisal, name), hints["return"].__metadata__[0]


def _reported(appraisal: Appraisal) -> Iterator[Found]:
    """What is reported by year besides the fields."""
    reported: dict[str, Any] = results.drivers(appraisal)
    yield "platform_cost_per_inhabitant", reported["platform_cost_per_inhabitant"], u.NOK_PER_INHABITANT_YEAR
    yield "cumulated_net_benefit", reported["cumulated_net_benefit"], u.MNOK

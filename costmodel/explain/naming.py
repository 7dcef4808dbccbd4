"""Names of the nodes: the annotated fields of the result are walked, and what stands in a field takes its name and unit."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any, cast, get_args, get_type_hints

from costmodel import units as u
from costmodel.assumptions.parameters import PARAMETER_UNITS, Inputs
from costmodel.axes import Array
from costmodel.explain.dimensions import dimension_of
from costmodel.explain.nodes import Node, Tape, reachable
from costmodel.model import benefits, costs, derivation, participation, results
from costmodel.model.actuals.levels import charges_of, drivers_in, level_of_year, modelled_charge
from costmodel.model.actuals.paid import OTHER_LINES, PLATFORM_CHARGE, Paid, is_nothing, known_of, of_line
from costmodel.model.appraisal import costs_of
from costmodel.model.drivers import Growth, Platform
from costmodel.model.line_items import charges
from costmodel.model.results import Appraisal
from costmodel.model.studied import Studied, studied_of
from costmodel.units import Unit

PRICED = "_in_run_prices"
"""Ends the name of an amount that has been converted from its own price year to the run's."""
OWN_SUFFIX = "_of_municipality"
"""Ends the name of a driver that has the name of an input: each has an exit year as it counts."""
OPTION_SUFFIX = "_of_option"
"""Ends the name of a choice that an option of a decision makes: its exit year."""
DISTRIBUTION, BY_YEAR = "distribution.", "_by_year"
"""Begins the name of a party's column; ends the name of what falls in a year where the plain name is taken."""
REGIONAL_CHARGE, WIND_DOWN = "regional_charge", "wind_down_"
"""Begin the names of what all pay in a year, and of a wind-down of the whole platform."""
DIFFERENCE = "difference_npv"
"""Net present value of one option less that of another."""
COMMON = "common."
"""Begins the name of how the platform stands for the other municipalities and the hospitals."""
IS_PAID, PAID_BY_YEAR, MODELLED, IN_YEAR = "is_paid.", "paid_by_year.", "modelled.", "in_year."
"""Begin the names of what has been paid by line, of what the model says where something has been paid, and of the model in another year."""
LEVEL = "level_ratio"
LINES = (PLATFORM_CHARGE, *OTHER_LINES)
READ_OUTSIDE = ("earliest_year",)
"""What the model reads of the alternative that live municipalities outside the set leave to."""
Found = tuple[str, Node, Unit]


def option_and_name(name: str, options: Sequence[str]) -> tuple[str, str]:
    """The option whose number this is, empty where it is of all of them, and the number's name in the option."""
    option, _, rest = name.partition(".")
    return (option, rest) if option in options else ("", name)


def name_results(found: Iterable[Found], tape: Tape, price_year: int) -> tuple[dict[str, Node], tuple[str, ...]]:
    """The named nodes in the order of the model, and the fields whose unit is not that of what stands in them."""
    named = {node.name: node for node in tape.nodes if node.op == "input"}
    faults: list[str] = []
    for name, node, unit in found:
        expected = dimension_of(unit, price_year)
        if node.dimension != expected and not node.dimension.bare:
            faults.append(f"{name}: {expected} expected, {node.dimension} found")
        if not node.name:
            node.name, node.symbol = name, unit.symbol
        named.setdefault(node.name, node)  # what has a name already is not called by a second one
    return named, tuple(faults)


def found_in(appraisal: Appraisal) -> Iterator[Found]:
    """Every annotated field of the inputs and of the result, and the steps that formulas refer to by name."""
    i = appraisal.scenario.inputs
    yield from _computed_inputs(i)
    yield from _chosen_alternative(i)
    yield from ((_own(name, node), node, unit) for name, node, unit in fields_of(appraisal.drivers))
    yield from of_each(i, studied_of(appraisal.scenario, i), appraisal.drivers.year)
    yield from (item for item in of_actuals(appraisal) if isinstance(item[1], Node))
    for part in (appraisal.costs, appraisal.benefits):
        yield from fields_of(part)
    yield from _of_registers(appraisal)
    yield from steps_of(i, appraisal.drivers, appraisal.drivers, appraisal.drivers.level_ratio)
    unit = get_args(get_type_hints(type(appraisal.benefits), include_extras=True)["register"])[1].__metadata__[0]
    yield from ((f"benefit_{key}", node, unit) for key, node in _nodes(appraisal.benefits.register))
    yield from fields_of(appraisal.totals)
    yield from fields_of(appraisal.indicators)
    yield from _properties(appraisal)
    yield from _reported(appraisal)


def _computed_inputs(i: Inputs) -> Iterator[Found]:
    """Amounts in the run's prices, and what an option chooses."""
    registers = {"benefits": i.benefits, "legacy_systems": i.legacy_systems, "alternatives": i.alternatives}
    rows = [(f"{register}.{key}.", row) for register, found in registers.items() for key, row in found.items()]
    for start, record in (("", i), *rows):
        for name, node, unit in fields_of(record):
            if node.op != "input":
                yield f"{start}{name}{PRICED if unit.money else OPTION_SUFFIX}", node, unit


def _chosen_alternative(i: Inputs) -> Iterator[Found]:
    """What is read of the chosen alternative, where the choice is a value of the graph; first of the one of live ones outside the set."""
    found = [(f"alternative.{name}", node, unit) for name, node, unit in fields_of(i.alternative)]
    found += [(f"alternative.reach.{key}", node, u.SHARE) for key, node in _nodes(i.alternative.reach_of)]
    if i.alternative_outside is not i.alternative:
        outside = [item for item in fields_of(i.alternative_outside) if item[0] in READ_OUTSIDE]
        found = [*((f"alternative_outside.{name}", node, unit) for name, node, unit in outside), *found]
    yield from (item for item in found if item[1].op == "where")


def of_each(i: Inputs, studied: Studied, year: Array) -> Iterator[Found]:
    """Who of the whole region takes part, when each goes live and leaves, and how they grow: asked for again, as in :func:`steps_of`."""
    region, go_live = studied.region, participation.go_live(i, studied.region)
    found = {
        "member": (studied.members, u.YES_OR_NO),
        "reference_member": (participation.first_ranks(region, i.reference_participants), u.YES_OR_NO),
        "each_go_live": (go_live, u.CALENDAR_YEAR),
        "each_exit_choice": (studied.every_exit_year, u.CALENDAR_YEAR),
        "each_exit_year": (participation.within_service(i, go_live, studied.every_exit_year), u.CALENDAR_YEAR),
        "growth_after_table": (derivation.population_growth(i, region, year), u.RATIO),
        "growth_at_reference": (derivation.population_growth(i, region, i.reference_year), u.RATIO),
    }
    yield from ((name, cast(Any, node), unit) for name, (node, unit) in found.items())
    if cast(Any, region).studied is not None:
        yield "is_studied", cast(Any, region.own("")), u.YES_OR_NO


def _own(name: str, node: Node) -> str:
    """Name of a driver; one that is called as an input is not that input."""
    return f"{name}{OWN_SUFFIX}" if name in PARAMETER_UNITS and node.op != "input" else name


def _of_registers(appraisal: Appraisal) -> Iterator[Found]:
    """What is worked out for each row of the registers."""
    i, d = appraisal.scenario.inputs, appraisal.drivers
    yield from (
        (f"renewal_year_{key}", cast(Any, due), u.CALENDAR_YEAR) for key, due in zip(i.legacy_systems, d.renewal_years, strict=True)
    )
    for key, row in i.benefits.items():
        if row.potential is None:
            yield f"potential_{key}", cast(Any, benefits.potential(row, i)), u.MNOK_A_YEAR
        yield f"null_ramp_{key}", cast(Any, benefits.null_effect(row, d, d)), u.SHARE


def of_actuals(appraisal: Appraisal) -> Iterator[tuple[str, Any, Unit]]:
    """What has been paid by year and line, what the model says beside it, and the years by which later ones are levelled."""
    scenario, d = appraisal.scenario, appraisal.drivers
    studied = studied_of(scenario, scenario.inputs)
    modelled = costs_of(scenario.inputs, d)
    for line in LINES:
        known = known_of(of_line(scenario.paid, line), studied.rows, d.year)
        if known is None:
            continue
        parts = {name: getattr(modelled, name) for name in ([item.name for item in charges()] if line == PLATFORM_CHARGE else [line])}
        whole = {PLATFORM_CHARGE: modelled_charge(parts)} if line == PLATFORM_CHARGE else {}
        yield f"{IS_PAID}{line}", cast(Any, known[0] * d.before_exit), u.YES_OR_NO
        yield f"{PAID_BY_YEAR}{line}", cast(Any, known[1]), u.MNOK_A_YEAR
        yield from ((f"{MODELLED}{name}", cast(Any, flow), u.MNOK_A_YEAR) for name, flow in {**parts, **whole}.items())
    for paid in of_line(scenario.paid, PLATFORM_CHARGE):
        if not is_nothing(paid.is_last[:, :, studied.rows]):
            yield from of_level(scenario.inputs, studied, paid)


def of_level(i: Inputs, studied: Studied, paid: Paid) -> Iterator[Found]:
    """How the level comes about: the model in the year that was paid."""
    prefix, d = f"{IN_YEAR}{int(cast(Any, paid.year).value.item())}.", drivers_in(i, studied, paid)
    parts = charges_of(i, d)
    amounts = {**parts, PLATFORM_CHARGE: modelled_charge(parts)}
    ratio: Any = level_of_year(i, studied, paid)
    needed = set(reachable([ratio]))
    found = (*fields_of(d), *steps_of(i, d, d), *((name, cast(Any, amount), u.MNOK_A_YEAR) for name, amount in amounts.items()))
    yield from ((f"{prefix}{name}", node, unit) for name, node, unit in found if node in needed)
    yield f"{prefix}{LEVEL}", ratio, u.RATIO


def steps_of(i: Inputs, g: Growth, p: Platform, level: Array | float = 1.0) -> Iterator[Found]:
    """Prices that several line items have in common: asked for again, since the same step on the same nodes is one node."""
    steps = {
        "existing_capital": costs.existing_capital(i),
        "agreed_platform_cost": costs.agreed_platform_cost(i, g),
        "new_capital": costs.new_capital(i, g),
        "operating_price": costs.operating_price(i, g, p, level),
        "capital_price": costs.capital_price(i, p),
        "new_capital_price": costs.new_capital_price(i, g, p),
    }
    yield from ((name, cast(Any, node), u.MNOK_A_YEAR) for name, node in steps.items())


def _nodes(items: Any) -> Iterator[tuple[str, Node]]:
    yield from items.items()


def fields_of(record: Any) -> Iterator[Found]:
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

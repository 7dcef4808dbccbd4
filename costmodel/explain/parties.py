"""The distribution of a choice, and the region as a whole, as graphs.

What two options share has its own name; what differs between them has the option's name before it, as ``stay.operating_charge``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

import numpy as np

from costmodel import units as u
from costmodel.axes import Array
from costmodel.explain.graph import (
    Graph,
    ModelGraph,
    add_lazy_indicators,
    decision_graphs,
    graph_of,
    model_graph,
    symbolic_decision,
)
from costmodel.explain.naming import (
    BY_YEAR,
    COMMON,
    DIFFERENCE,
    DISTRIBUTION,
    REGIONAL_CHARGE,
    WIND_DOWN,
    Found,
    fields_of,
    found_in,
    name_results,
    of_each,
    steps_of,
)
from costmodel.explain.nodes import Tape, reachable
from costmodel.explain.symbolic import SymbolicRegion, symbolic
from costmodel.model import studied as studying
from costmodel.model.decision import JOIN, STAY, decide
from costmodel.model.derivation import platform_of
from costmodel.model.parties import gps, hospitals, region
from costmodel.model.parties.distribution import ChoiceDistribution, distribution_of, entry_transfer, others_together, view_of
from costmodel.model.parties.others import Together, shared
from costmodel.model.results import Appraisal
from costmodel.model.scenario import Scenario


@dataclass(frozen=True, eq=False)
class PairGraph(Graph):
    """Two options of a decision and who pays and gains by the second in place of the first, as a graph."""

    distribution: ChoiceDistribution = field(kw_only=True)
    """With nodes where :func:`costmodel.distribution` has arrays."""


def pair_graph(scenario: Scenario, a: str, b: str, horizon: int | None = None) -> PairGraph:
    """Option `b` less option `a`, by party. Raises KeyError for an option that the municipality has not."""
    tape = Tape(horizon)
    decision = symbolic_decision(scenario, tape, (a, b))
    for appraisal in decision.all.values():
        add_lazy_indicators(appraisal, tape)
    with np.errstate(all="ignore"):
        found = distribution_of(decision, a, b)
        items = [*_of_both(found), *_of_parties(found), *_columns(found)]
    named, faults = name_results(items, tape, int(scenario.setting("price_year")))
    names, nodes = cast(SymbolicRegion, found.first.scenario.region).names, reachable(named.values())
    return PairGraph(scenario, names, nodes, named, (*tape.faults, *faults), DIFFERENCE, (a, b), distribution=found)


def _of_both(found: ChoiceDistribution) -> Iterator[Found]:
    """What is named in the appraisals of the two options; what differs has the option's name before it."""
    first, second = (list(found_in(appraisal)) for appraisal in (found.first, found.second))
    numbers = ({name: node.number for name, node, _ in items} for items in (first, second))
    of_first, of_second = numbers
    same = {name for name, number in of_first.items() if of_second.get(name) == number}
    yield from (item for item in first if item[0] in same)
    for option, items in ((found.a, first), (found.b, second)):
        yield from ((f"{option}.{name}", node, unit) for name, node, unit in items if name not in same)


def _of_parties(found: ChoiceDistribution) -> Iterator[Found]:
    """What the parties' accounts of each option are made of, asked for again: the same step on the same nodes is one node."""
    rest = others_together(found.first)
    yield from uses_of_others(rest, tuple(found.first.scenario.inputs.benefits))
    for name, appraisal in ((found.a, found.first), (found.b, found.second)):
        accounts = accounts_of_parties(appraisal, rest, float(name in (STAY, JOIN)), float(name == JOIN))
        yield from ((f"{name}.{part}", node, unit) for part, node, unit in accounts)


def uses_of_others(rest: Together, keys: Sequence[str]) -> Iterator[Found]:
    """How much the other municipalities use together."""
    yield from _nodes([("others.in_use", rest.in_use, u.RATIO), ("others.owed", rest.owed, u.RATIO)])
    if rest.raised is not None:
        yield from _nodes([("others.raised", rest.raised, u.RATIO)])
    yield from _nodes((f"others.covered_{key}", amount, u.RATIO) for key, (_, amount) in zip(keys, rest.covered, strict=True))


def accounts_of_parties(appraisal: Appraisal, rest: Together, stays: Array | float, joins: Array | float) -> Iterator[Found]:
    """The steps of an option, from how the platform then stands for all to what each party feels of it.

    `stays` and `joins` as in :func:`costmodel.model.parties.distribution.view_of`.
    """
    scenario, d, i = appraisal.scenario, appraisal.drivers, appraisal.scenario.inputs
    others = studying.others(scenario, i, stays)
    around = platform_of(i, others, rest.census, d.year)
    yield from (
        (f"{COMMON}{part}", node, unit) for part, node, unit in (*fields_of(around), *of_each(i, others, d.year), *steps_of(i, d, around))
    )
    shares, view = shared(i, d, around, rest), view_of(appraisal, rest, stays, joins)
    yield from _nodes(
        [
            ("entry_transfer", entry_transfer(appraisal, joins), u.MNOK_A_YEAR),
            ("reference_in_use", hospitals.reference_in_use(rest.census, others.region, around), u.RATIO),
            ("hospital_charge", hospitals.charge(i, rest.census, others.region, around, d), u.MNOK_A_YEAR),
            ("others_net_benefit", shares.net_benefit, u.MNOK_A_YEAR),
            ("others_net_budget_effect", shares.net_budget_effect, u.MNOK_A_YEAR),
            ("gp_own_net", gps.own_net(i, studying.studied_of(scenario, i), d), u.MNOK_A_YEAR),
            ("felt_by_others", view.columns.others, u.MNOK_A_YEAR),
            ("felt_by_hospitals", view.columns.hospitals, u.MNOK_A_YEAR),
            ("felt_by_public_budgets", view.public_budget, u.MNOK_A_YEAR),
        ]
    )


def _columns(found: ChoiceDistribution) -> Iterator[Found]:
    """The columns, by year and as present values, and the difference of the net present values."""
    yield from _nodes((f"{DISTRIBUTION}{name}{BY_YEAR}", node, u.MNOK_A_YEAR) for name, node in found.yearly.named().items())
    yield from _nodes((f"{DISTRIBUTION}{name}", node, u.MNOK) for name, node in found.present.named().items())
    yield from _nodes([(DIFFERENCE, found.second.indicators.npv - found.first.indicators.npv, u.MNOK)])


def graph_for(scenario: Scenario, name: str, options: Sequence[str] = ()) -> Graph:
    """The graph in which a number stands: of one option, of a pair, of the region, else of the scenario's own appraisal.

    A party's column is of the leading pair where no options are given. Raises KeyError for an option that the municipality has not.
    """
    of_pair = name.startswith(DISTRIBUTION) or name == DIFFERENCE
    if len(options) == 1 and not of_pair:
        return decision_graphs(scenario).options[options[0]]
    if options or of_pair:
        a, b = options or decide(scenario).leading_pair
        return pair_graph(scenario, a, b)
    if name.startswith(REGIONAL_CHARGE):
        return regional_charge_graph(scenario)
    is_wind_down = name.startswith(WIND_DOWN) and name not in scenario.values
    return wind_down_graph(scenario) if is_wind_down else model_graph(scenario)


def regional_charge_graph(scenario: Scenario, horizon: int | None = None) -> ModelGraph:
    """What all participants and the hospitals pay in each year, with the appraisal of all participants that it rests on."""
    everybody, tape = replace(scenario, municipality=None, together=frozenset()), Tape(horizon)
    with np.errstate(all="ignore"):
        charge = region.regional_charge(cast(Scenario, symbolic(everybody, tape)))
        total = charge.total
    items = [
        (f"{REGIONAL_CHARGE}_participants", charge.participants, u.MNOK_A_YEAR),
        (f"{REGIONAL_CHARGE}_hospitals", charge.hospitals, u.MNOK_A_YEAR),
        (f"{REGIONAL_CHARGE}_in_service", charge.in_service, u.SHARE),
        (REGIONAL_CHARGE, total, u.MNOK_A_YEAR),
    ]
    return graph_of(everybody, charge.appraisal, tape, _nodes(items))


def wind_down_graph(scenario: Scenario, horizon: int | None = None) -> ModelGraph:
    """An orderly wind-down of the whole platform, with the appraisal of all participants that it rests on."""
    everybody, tape = region.all_participants(scenario), Tape(horizon)
    with np.errstate(all="ignore"):
        found = region.wind_down(cast(Scenario, symbolic(everybody, tape)))
    taken = {node.name for node in tape.nodes if node.op == "input"}
    items = [(f"{WIND_DOWN}{name}", node, unit) for name, node, unit in fields_of(found)]
    items = [(f"{name}{BY_YEAR}" if name in taken else name, node, unit) for name, node, unit in items]
    return graph_of(everybody, found.appraisal, tape, items, f"{WIND_DOWN}npv")


def _nodes(items: Iterable[tuple[str, Any, u.Unit]]) -> Iterator[Found]:
    """What is worked out; an account that an option has not is a plain 0."""
    yield from ((name, node, unit) for name, node, unit in items if node.op != "constant")

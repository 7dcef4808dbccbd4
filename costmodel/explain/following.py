"""What follows a hand on the levers: the numbers of an appraisal as data in which those levers move."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, cast

import numpy as np

from costmodel.analysis.saved_time import cost_and_benefit
from costmodel.axes import YEAR, per_draw
from costmodel.explain.as_data import GraphData, graph_as_data
from costmodel.explain.graph import symbolic_decision
from costmodel.explain.nodes import Node, Tape
from costmodel.explain.symbolic import symbolic
from costmodel.model.appraisal import appraise
from costmodel.model.decision import decide
from costmodel.model.discounting import add
from costmodel.model.line_items import BENEFIT, COST, groups, items_to_read
from costmodel.model.results import Appraisal, cumulated_net_benefit, line_items, present_values
from costmodel.model.scenario import Scenario

Positions = Mapping[str, tuple[float, float]]
"""The lowest and the highest position of each number that moves, in the unit of the files."""
BY_NUMBER = "participants_by_name"
"""Moves with the number of participants: a number that is set replaces the named set."""


def following(scenario: Scenario, positions: Positions, option: str = "") -> GraphData:
    """Indicators by their names, money by year as ``in_year.NAME`` and present values as ``present.NAME`` for a batch of one.

    Money by year is every total, the groups of the yearly chart (``in_year.cost.GROUP``, ``in_year.benefit.GROUP``; costs are negative)
    and the running sum; present values are ``cost``, ``benefit`` and ``saved_time``. Of the whole life, or of an option of the decision.
    The years last as long as the longest that the positions make.
    """
    tape = Tape(years_reached_by(scenario, positions, option))
    with np.errstate(all="ignore"):
        appraisal = _appraised(scenario, tape, option)
        results = {**_in_years(appraisal), **_present(appraisal), **vars(appraisal.indicators)}
    return graph_as_data(results, {*positions, *([BY_NUMBER] if "participants" in positions else [])})


def _appraised(scenario: Scenario, tape: Tape, option: str) -> Appraisal:
    """On nodes."""
    if option:
        return symbolic_decision(scenario, tape, only=[option]).all[option]
    return appraise(symbolic(scenario, tape))


def years_reached_by(scenario: Scenario, positions: Positions, option: str = "") -> int:
    """Years of the longest appraisal with each number at either end of its positions, alone or together with the others."""
    ends = {name: [float(scenario.values[name].flat[0])] * (2 * len(positions) + 3) for name in positions}
    for at, (name, (low, high)) in enumerate(positions.items()):
        ends[name][-2:] = [low, high]
        ends[name][2 * at : 2 * at + 2] = [low, high]
    batch = replace(scenario, values=MappingProxyType({**scenario.values, **{name: per_draw(column) for name, column in ends.items()}}))
    batches = [batch] if scenario.participant_set is None else [batch, replace(batch, participant_set=None)]
    found = [decide(one, only=[option]).all[option] if option else appraise(one) for one in batches]
    return max(appraisal.totals.net_benefit.shape[YEAR] for appraisal in found)


def _in_years(appraisal: Appraisal) -> dict[str, Node]:
    items: dict[str, Any] = line_items(appraisal)
    totals = {name: items[name] for name in vars(appraisal.totals)}
    found: dict[str, Any] = {**totals, **_of_groups(appraisal, items), "cumulated_net_benefit": cumulated_net_benefit(appraisal)}
    return {f"in_year.{name}": node for name, node in found.items()}


def _of_groups(appraisal: Appraisal, items: Mapping[str, Any]) -> dict[str, Any]:
    """Each group of the costs, which are negative, and of the benefits."""
    found: dict[str, Any] = {}
    for kind in (COST, BENEFIT):
        for group in groups(kind):
            members = [item for item in items_to_read(appraisal.benefits.register) if (item.kind, item.group) == (kind, group)]
            amounts = [-items[item.name] if item.is_cash_out else items[item.name] for item in members]
            found[f"{kind}.{group}"] = add(amounts) if amounts else items["net_benefit"] * 0.0
    return found


def _present(appraisal: Appraisal) -> dict[str, Node]:
    found = cost_and_benefit(cast(Any, present_values(appraisal)))
    return {f"present.{name}": node for name, node in found._asdict().items()}

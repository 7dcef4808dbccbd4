"""The distribution of a choice on nodes, between two options that are chosen in cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any, cast

import numpy as np

from costmodel.assumptions.records import AssumptionSet
from costmodel.explain.naming import Found
from costmodel.explain.nodes import Node
from costmodel.explain.parties import accounts_of_parties, uses_of_others
from costmodel.explain.symbolic import SymbolicScenario
from costmodel.model.parties.distribution import Columns, difference, others_together, present, view_of
from costmodel.model.results import Appraisal
from costmodel.output.workbook.model.cells import Cells, choose_by_number, one_cell
from costmodel.output.workbook.model.options import OptionCell

FROM, TO = "pair_from", "pair_to"
"""The cells that name the two options; empty: the leading pair."""
ON_PLATFORM = 1.0
"""Number of the place of staying or joining."""


@dataclass(frozen=True)
class Pair:
    """Who pays and who gains where the second option is chosen and not the first."""

    numbers: tuple[Node, Node]
    """Numbers of the places of the two options."""
    others: tuple[Found, ...]
    """How much the other municipalities use together, by name and unit."""
    accounts: tuple[tuple[Found, ...], tuple[Found, ...]]
    """The steps of each of the two options, from how the platform stands to what each party feels of it."""
    yearly: Columns
    """MNOK a year."""
    present: Columns
    """Present value, MNOK."""
    assumptions: AssumptionSet


def pair_on_sheet(cells: Cells, choices: Sequence[OptionCell], live: Node) -> Pair:
    """The distribution between the two options of the cells."""
    empty, npv = one_cell(0.0), [cast(Node, item.appraisal.indicators.npv) for item in choices]
    first = cells.lookup(FROM, (cells.input(FROM, empty),), one_cell(ON_PLATFORM), len(choices))
    second = cells.lookup(TO, (cells.input(TO, empty), *npv), _leading(choices, live), len(choices))
    appraisals = [item.appraisal for item in choices]
    rest = others_together(appraisals[0])
    options = [(_picked_option(number, appraisals), rest, *_stays_and_joins(number, live)) for number in (first, second)]
    before, after = (view_of(*option) for option in options)
    yearly = difference(before, after, appraisals[0].scenario.inputs.tax_funding_rate)
    accounts = [tuple(accounts_of_parties(*option)) for option in options]
    return Pair(
        numbers=(first, second),
        others=tuple(uses_of_others(rest, tuple(appraisals[0].scenario.inputs.benefits))),
        accounts=(accounts[0], accounts[1]),
        yearly=yearly,
        present=present(yearly, appraisals[0].drivers.discount_factor),
        assumptions=appraisals[0].scenario.assumptions,
    )


def _stays_and_joins(number: Node, live: Node) -> tuple[Any, Any]:
    """Whether the option with this number is to stay or to join, and whether it is to join: 1 or 0."""
    stays = np.where(cast(Any, number) == ON_PLATFORM, 1.0, 0.0)
    return stays, stays * (1.0 - cast(Any, live))


def _leading(choices: Sequence[OptionCell], live: Node) -> Any:
    """Number of the best of the options other than staying or joining."""
    is_live = bool(live.value.item())
    open_to_it = [at for at, item in enumerate(choices) if at and not item.slot.is_benchmark and item.slot.name(live=is_live)]
    best = max(open_to_it, key=lambda at: cast(Node, choices[at].appraisal.indicators.npv).value.item())
    return one_cell(best + 1.0)


def _picked_option(number: Node, appraisals: Sequence[Appraisal]) -> Appraisal:
    """The appraisal of the option with this number."""
    scenarios = [cast(SymbolicScenario, item.scenario) for item in appraisals]
    years = {name: choose_by_number(number, [item.values[name] for item in scenarios]) for name in ("exit_year", "alternative_year")}
    scenario = replace(scenarios[0], values=MappingProxyType({**scenarios[0].values, **years}))
    return cast(Appraisal, replace(_picked(number, appraisals), scenario=scenario))


def _picked(number: Node, items: Sequence[Any]) -> Any:
    """The records of all options as one, each node chosen by number; what they share stays as it is."""
    first = items[0]
    if any(isinstance(item, Node) for item in items):
        return choose_by_number(number, list(items))
    if isinstance(first, tuple):
        return tuple(_picked(number, parts) for parts in zip(*items, strict=True))
    if isinstance(first, Mapping):
        return {key: _picked(number, [item[key] for item in items]) for key in cast(Mapping[str, Any], first)}
    if is_dataclass(first) and not isinstance(first, SymbolicScenario):
        parts = {field.name: _picked(number, [getattr(item, field.name) for item in items]) for field in fields(first)}
        return replace(cast(Any, first), **parts)
    return first

"""The options of a decision on nodes: a column of the sheets each, which is one option of a live and another of a planned municipality."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, cast

from costmodel.assumptions.records import AssumptionSet, OpenTo
from costmodel.explain.nodes import Node
from costmodel.explain.symbolic import SymbolicScenario
from costmodel.model.decision import JOIN, LEAVE, STAY, STAY_OUT, TAKE, options_where
from costmodel.model.results import Appraisal
from costmodel.model.scenario import Scenario
from costmodel.output.workbook.model.cells import choose


@dataclass(frozen=True)
class Slot:
    """The place of an option: what it is for a municipality that is live, and for one that is not."""

    if_live: str | None
    """Name of the option; None where a live municipality has none here."""
    if_planned: str | None
    is_benchmark: bool = False
    """Whether it is shown beside the options and cannot be chosen."""

    def name(self, *, live: bool) -> str | None:
        """The option of a municipality that is live, or is not."""
        return self.if_live if live else self.if_planned


@dataclass(frozen=True)
class OptionCell:
    """An option as it stands in the workbook."""

    slot: Slot
    appraisal: Appraisal


def slots(assumptions: AssumptionSet) -> tuple[Slot, ...]:
    """The places in the order of the sheets: being on the platform, then each alternative of the register.

    What only leavers can choose is nothing for others, whose option of staying out stands in the first such place.
    """
    return tuple(_slots(assumptions))


def _slots(assumptions: AssumptionSet) -> Iterator[Slot]:
    yield Slot(STAY, JOIN)
    stays_out: str | None = STAY_OUT
    for key, row in assumptions.alternatives.items():
        if row.open_to == OpenTo.LEAVERS:
            yield Slot(f"{LEAVE}_{key}", stays_out)
            stays_out = None
        else:
            yield Slot(f"{LEAVE}_{key}", f"{TAKE}_{key}", row.open_to == OpenTo.NONE)
    if stays_out:
        yield Slot(None, stays_out)


def scenarios_of_slots(scenario: SymbolicScenario, live: Node) -> list[SymbolicScenario]:
    """The scenario of each place, its years chosen by whether the municipality is live."""
    ways = [options_where(cast(Scenario, scenario), live=way) for way in (True, False)]
    return [_merged(*_both(slot, cast(Any, ways)), live) for slot in slots(scenario.assumptions)]


def _both(slot: Slot, ways: list[Mapping[str, SymbolicScenario]]) -> tuple[SymbolicScenario, SymbolicScenario]:
    """The options of a place; what one of the two has not is the other's."""
    first, second = (None if name is None else way[name] for name, way in zip((slot.if_live, slot.if_planned), ways, strict=True))
    either = first or second
    assert either is not None
    return first or either, second or either


def _merged(if_live: SymbolicScenario, if_planned: SymbolicScenario, live: Node) -> SymbolicScenario:
    """One scenario of two, which differ in their years of exit and alternative; the alternative is that of the live one."""
    years = {name: choose(live == 1.0, if_live.values[name], if_planned.values[name]) for name in ("exit_year", "alternative_year")}
    return replace(if_live, values=MappingProxyType({**if_live.values, **years}))

"""A case: the values of a run seen from one view. The views differ only in who takes part whatever happens, and who exits when."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec, TypeVar

from reference.version_2.scenario import Inputs, Scenario, Values, soonest
from reference.version_2.tables import WAVES, Municipality


@dataclass(frozen=True, eq=False)
class Case:
    """One run. `stays`: takes part in every year; `exits`: the year of each that exits; `subjects`: whose flows are summed."""

    given: Inputs
    start: int
    alternative: str
    subjects: tuple[Municipality, ...]
    stays: frozenset[Municipality]
    exits: dict[Municipality, float]
    alternative_years: dict[Municipality, float]
    together: frozenset[str] = frozenset()
    history: "Case | None" = None
    """What has been paid is held against this one, where the option of the studied one is not to count for the others."""
    memory: dict[Any, Any] = field(default_factory=dict)

    @property
    def p(self) -> Values:
        """The parameters."""
        return self.given.p

    @property
    def everyone(self) -> tuple[Municipality, ...]:
        """All municipalities of the table."""
        return tuple(self.given.municipalities.values())

    @property
    def chosen(self) -> Values:
        """The row of the alternative."""
        return self.given.alternatives[self.alternative]


P = ParamSpec("P")
T = TypeVar("T")


def once(function: Callable[Concatenate[Case, P], T]) -> Callable[Concatenate[Case, P], T]:
    """Remember what a function of a case gave."""

    def remembered(case: Case, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (function, args)
        if key not in case.memory:
            case.memory[key] = function(case, *args, **kwargs)
        return case.memory[key]

    return remembered


def ranking(given: Inputs) -> list[Municipality]:
    """PD1–PD5, then KI1–KI5; within a wave by population in `reference_year`, largest first, then name."""
    year = int(given.p["reference_year"])
    return sorted(given.municipalities.values(), key=lambda m: (WAVES.index(m.wave), -people_in(m, year), m.name))


def people_in(m: Municipality, year: int) -> float:
    """Population of the table in a year, linear between its years, constant outside."""
    before = max((y for y in m.people if y <= year), default=min(m.people))
    after = min((y for y in m.people if y >= year), default=max(m.people))
    if before == after:
        return m.people[before]
    return m.people[before] + (m.people[after] - m.people[before]) * (year - before) / (after - before)


def chosen_set(scenario: Scenario, given: Inputs) -> frozenset[Municipality]:
    """The named set, or the first ranks."""
    if scenario.named is not None:
        return frozenset(given.municipalities[name] for name in scenario.named)
    return frozenset(ranking(given)[: int(given.p["participants"])])


def outside_exits(given: Inputs, inside: frozenset[Municipality]) -> dict[Municipality, float]:
    """The exit of live ones outside the set: the later of `first_exit_year` and `earliest_year` of the run's alternative."""
    year = soonest(given, given.alternative)
    return {m: year for m in given.municipalities.values() if m.is_live and m not in inside}


def maybe(m: Municipality, year: float | None) -> dict[Municipality, float]:
    """The year of one, where it has one."""
    return {} if year is None else {m: year}


@dataclass(frozen=True)
class Option:
    """What the studied municipality does: when it exits, when it takes an alternative, and which."""

    alternative: str
    exit_year: float | None = None
    alternative_year: float | None = None


def one_case(scenario: Scenario, given: Inputs, option: Option, start: int) -> Case:
    """The studied municipality under an option; it always takes part."""
    m = given.municipalities[str(scenario.municipality)]
    inside = chosen_set(scenario, given) | {m}
    exits = {**outside_exits(given, inside), **maybe(m, option.exit_year)}
    years = maybe(m, option.alternative_year)
    return Case(given, start, option.alternative, (m,), inside, exits, years, scenario.together)


def all_case(scenario: Scenario, given: Inputs, start: int) -> Case:
    """All participants: the scenario's years hold for all in the set, and nobody is under study."""
    inside = chosen_set(scenario, given)
    outside = outside_exits(given, inside)
    exits = {**outside, **(dict.fromkeys(inside, scenario.exit_year) if scenario.exit_year is not None else {})}
    years = dict.fromkeys(inside, scenario.alternative_year) if scenario.alternative_year is not None else {}
    return Case(given, start, scenario.alternative, (*inside, *outside), inside, exits, years)

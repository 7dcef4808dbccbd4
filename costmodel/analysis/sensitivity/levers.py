"""Levers: what a sensitivity analysis moves, from where, within which range and bounds.

A lever is one number of the assumption files, or the same field of several rows of a register moving together. Its
*position* is the value itself; where the rows have different values it is a factor, 1 today.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil

import numpy as np
import numpy.typing as npt

from costmodel.assumptions.parameters import RUN_SETTINGS, unit_of
from costmodel.assumptions.records import Name, Role
from costmodel.assumptions.rules import YEARS_OF_CHOICE, full_names, known_names, over_rows
from costmodel.faults import AssumptionError, Fault, nearest, shown
from costmodel.model.scenario import Scenario

Numbers = npt.NDArray[np.float64]
NEVER = np.inf
OTHER_DEPENDENCE = {"gp_dependence": "coverage_dependence", "coverage_dependence": "gp_dependence"}
"""Fields of one benefit that may not sum to more than 1."""
MOVED_TOGETHER = ("benefits", "legacy_systems")
"""Registers whose rows move together, field by field; each alternative is a choice of its own."""
YEARS_TRIED = 40
"""So many years from the first possible one on are tried as year of a choice; no service life of the files is longer."""
FACTOR = "factor"
"""Unit of a position that is a factor of today's values."""


@dataclass(frozen=True)
class Member:
    """One number that a lever moves, in the unit and price year of the files."""

    today: float
    low: float | None
    high: float | None
    minimum: float
    maximum: float

    def end(self, is_high: bool) -> float:
        """The end of the plausible range; today's value where there is none."""
        value = self.high if is_high else self.low
        return self.today if value is None else value


@dataclass(frozen=True)
class Lever:
    """What is moved."""

    name: str
    """A parameter, ``REGISTER.KEY.FIELD``, or ``REGISTER.*.FIELD`` for those rows that have a range for the field."""
    field: Name
    """What the number is called; of a register's row, the field."""
    row: Name | None
    """The row of the register whose field it is, where there is only one."""
    benefit: Name | None
    """The one benefit that an alternative's reach is of (``reach.BENEFIT``)."""
    is_every_row: bool
    """Whether the field of every row that has any effect moves."""
    unit: str
    """Unit of the position as the files write it, or :data:`FACTOR`."""
    role: Role
    """Whether somebody chooses it, nobody knows it, or it is a rule."""
    has_whole_values: bool
    """Whether only whole numbers are meaningful as values."""
    members: Mapping[str, Member]
    """The numbers that move, by full name."""

    @cached_property
    def is_factor(self) -> bool:
        """Whether the position is a factor of today's values, since these differ."""
        return len({item.today for item in self.members.values()}) > 1

    @property
    def is_whole(self) -> bool:
        """Whether only whole numbers are meaningful as positions."""
        return self.has_whole_values and not self.is_factor

    @property
    def register(self) -> str | None:
        """The register whose field it is."""
        return self.name.partition(".")[0] if "." in self.name else None

    @property
    def first(self) -> Member:
        """The one member, or one that is like the others."""
        return next(iter(self.members.values()))

    @property
    def today(self) -> float:
        """Today's position; inf: never."""
        return 1.0 if self.is_factor else self.first.today

    @property
    def has_range(self) -> bool:
        """Whether the files give a plausible range."""
        return any(item.low is not None for item in self.members.values())

    @property
    def low(self) -> float | None:
        """Position at the low end of the plausible range: the highest of the members', so that all are within theirs."""
        return self._range[0] if self.has_range else None

    @property
    def high(self) -> float | None:
        """Position at the high end of the plausible range: the lowest of the members'."""
        return self._range[1] if self.has_range else None

    @cached_property
    def _range(self) -> tuple[float, float]:
        """Ends of the plausible range; where no position keeps all members within theirs, from the first to the last that keeps one."""
        lows, highs = (self._positions(item.end(is_high) for item in self.members.values()) for is_high in (False, True))
        all_within = max(lows), min(highs)
        return all_within if all_within[0] <= all_within[1] else (max(min(lows), self.minimum), min(max(highs), self.maximum))

    @property
    def minimum(self) -> float:
        """The lowest position that may be entered at all."""
        return max(self._positions(item.minimum for item in self.members.values()))

    @property
    def maximum(self) -> float:
        """The highest position that may be entered at all."""
        return min(self._positions(item.maximum for item in self.members.values()))

    def _positions(self, values: Iterable[float]) -> list[float]:
        """Positions at which each member in its turn has its value."""
        if not self.is_factor:
            return list(values)
        return [value / item.today for value, item in zip(values, self.members.values(), strict=True) if item.today]

    def at(self, positions: float | Numbers) -> dict[str, Numbers]:
        """The values of the members at each position."""
        where = np.atleast_1d(np.asarray(positions, dtype=np.float64))
        if not self.is_factor:
            return dict.fromkeys(self.members, where)
        # A position at a bound, multiplied by today's value, may come out a hair outside.
        moved = {name: np.clip(item.today * where, item.minimum, item.maximum) for name, item in self.members.items()}
        return self._meaningful(moved)

    def position(self, values: Mapping[str, float]) -> float:
        """The position at which the members have these values; the factor of the first that is not 0 today."""
        full, item = next((name, item) for name, item in self.members.items() if item.today or not self.is_factor)
        return values[full] / item.today if self.is_factor else values[full]

    def end(self, is_high: bool) -> dict[str, float]:
        """The values at an end of the plausible range, each member at its own."""
        return {name: item.end(is_high) for name, item in self.members.items()}

    def toward(self, is_high: bool, share: Numbers) -> dict[str, Numbers]:
        """The values on the way from today's (share 0) to an end of the plausible range (share 1), each to its own."""
        moved = {name: (1.0 - share) * item.today + share * item.end(is_high) for name, item in self.members.items()}
        return self._meaningful(moved)

    def _meaningful(self, values: dict[str, Numbers]) -> dict[str, Numbers]:
        return {name: np.round(column) for name, column in values.items()} if self.has_whole_values else values


def levers_of(scenario: Scenario, role: Role, *, is_decision: bool = False) -> list[Lever]:
    """Every lever of a role in the order of the files; a field of several benefits, or of several replaced systems, is one lever.

    Not the number of participants where the scenario names them. Of a choice between options, never is no year of one.
    """
    names: dict[str, list[str]] = {}
    for full, item in scenario.assumptions.quantities.items():
        if item.role is role and not (full == "participants" and scenario.participant_set is not None):
            together = full.partition(".")[0] in MOVED_TOGETHER
            names.setdefault(over_rows(full) if together else full, []).append(full)
    found = [_lever(scenario, name, _moving(scenario, members)) for name, members in names.items()]
    return [_without_never(item) if is_decision and item.name in YEARS_OF_CHOICE else item for item in found]


def _without_never(lever: Lever) -> Lever:
    """The year of an option that is taken for certain: the first possible one unless the scenario has one."""
    item = lever.first
    today = item.today if np.isfinite(item.today) else item.minimum
    return replace(lever, members={lever.name: Member(today, None, None, item.minimum, item.maximum)})


def lever_named(scenario: Scenario, name: str) -> Lever:
    """The lever of any parameter, of ``REGISTER.KEY.FIELD`` or of ``REGISTER.*.FIELD``.

    Raises AssumptionError where there is none, or where it is a setting of the whole run.
    """
    known = [item for item in known_names(scenario.assumptions) if item not in RUN_SETTINGS]
    if name not in known:
        code = "setting_as_lever" if name in RUN_SETTINGS else "unknown_lever"
        raise AssumptionError([Fault("", "lever", code, {"name": shown(name), "nearest": nearest(name, known)})])
    members = full_names(name, scenario.assumptions)
    return _lever(scenario, name, _moving(scenario, members) if len(members) > 1 else members)


def _moving(scenario: Scenario, names: list[str]) -> list[str]:
    """Those that matter and have a plausible range, where any does."""
    return [name for name in names if scenario.assumptions.quantities[name].low is not None and _matters(scenario, name)] or names


def _matters(scenario: Scenario, name: str) -> bool:
    """Whether the row of a number has any effect: a system that stays whatever is chosen has none."""
    register, key = name.split(".")[:2] if "." in name else ("", "")
    return register != "legacy_systems" or bool((scenario.values[f"legacy_systems.{key}.replaced"] > 0).any())


def _lever(scenario: Scenario, name: str, members: list[str]) -> Lever:
    record, is_one = scenario.assumptions.quantities[members[0]], len(members) == 1
    register, _, rest = members[0].partition(".")
    key, _, field = rest.partition(".")
    rows = scenario.assumptions.registers.get(register, {})
    benefit = scenario.assumptions.benefits.get(field.partition("reach.")[2])
    found = Lever(
        name=members[0] if is_one else name,
        field=record.name,
        row=rows[key].name if is_one and rest else None,
        benefit=None if benefit is None else benefit.name,
        is_every_row=not is_one and len(members) >= sum(_matters(scenario, f"{register}.{row}") for row in rows),
        unit=record.unit,
        role=record.role,
        has_whole_values=(unit := unit_of(members[0])) is not None and unit.whole,
        members={full: _member(scenario, full) for full in members},
    )
    return replace(found, unit=FACTOR) if found.is_factor else found


def _member(scenario: Scenario, full: str) -> Member:
    record, today = scenario.assumptions.quantities[full], float(scenario.values[full].flat[0])
    if full in YEARS_OF_CHOICE:
        first = _first_year(scenario)
        return Member(today, first, NEVER, first, min(record.maximum, first + YEARS_TRIED))
    if full.endswith(".earliest_year"):  # none is as good as any year before the first possible one
        return Member(max(today, record.minimum), record.low, record.high, record.minimum, record.maximum)
    room = _room(scenario, full)
    low, high = (None if end is None else min(end, room) for end in (record.low, record.high))
    return Member(today, low, high, record.minimum, min(record.maximum, room))


def _first_year(scenario: Scenario) -> float:
    """The first year in which the chosen alternative can be had."""
    chosen = scenario.alternatives[int(scenario.alternative.flat[0])]
    after_lead = float(ceil(scenario.setting("decision_year") + scenario.setting("exit_lead_years")))
    return max(after_lead, scenario.setting(f"alternatives.{chosen}.earliest_year"))


def _room(scenario: Scenario, full: str) -> float:
    """The highest value that goes together with the other dependence of the same benefit."""
    start, _, field = full.rpartition(".")
    other = OTHER_DEPENDENCE.get(field)
    return np.inf if other is None else 1.0 - float(scenario.values[f"{start}.{other}"].flat[0])

"""Scenario: the assumptions with somebody's changes, as named arrays ready for the engine."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from costmodel.assumptions.batch_rules import batch_faults, setting_faults
from costmodel.assumptions.parameters import MAY_BE_EMPTY, Inputs
from costmodel.assumptions.records import REFERENCE_MUNICIPALITY, AssumptionSet, ScenarioFile
from costmodel.assumptions.rules import full_names
from costmodel.assumptions.tables.naming import spelled
from costmodel.axes import DRAW, Array, as_draws, draws_between, one_after_another, per_draw
from costmodel.faults import AssumptionError, Facts, Fault, nearest, shown
from costmodel.model.actuals.paid import Paid, paid_of
from costmodel.model.inputs import conversions, inputs_of
from costmodel.model.region import Region, read_region

Value = npt.ArrayLike | None
Key = tuple[str, str, str | None, tuple[str, ...] | None, tuple[str, ...], bytes, bytes, tuple[tuple[str, bytes], ...]]
"""What tells a scenario from others: fingerprints of files and order, municipality, participants, partners, alternatives, moved values."""


@dataclass(frozen=True)
class Scenario:
    """A batch of draws of every parameter, for one municipality or for all participants.

    Made by :func:`base_case` or :func:`named`; every change returns a copy that has been validated against the bounds
    of the assumption files. What an appraisal reads of it is :class:`costmodel.model.protocols.AnyScenario`.
    """

    assumptions: AssumptionSet
    """The assumption files behind the scenario."""
    municipality: str | None
    """The municipality under study; None: all participants together."""
    values: Mapping[str, Array]
    """Parameters, and benefits as ``benefits.KEY.FIELD``: ``(draw, 1, 1)`` in the unit and price year of the files."""
    participant_set: frozenset[str] | None = None
    """Names of those who take part; replaces the number of participants where it is given."""
    together: frozenset[str] = frozenset()
    """Names of those that procure the alternative with the municipality under study."""
    alternative: Array = field(default_factory=lambda: per_draw(0.0))
    """Number of the chosen alternative in the register, 0 for the first, ``(draw, 1, 1)``."""
    alternative_outside: Array | None = None
    """That of live municipalities outside the set, where it is another: an option of the studied one does not change what they do."""

    @property
    def draws(self) -> int:
        """How many scenarios the batch holds."""
        return max(array.shape[DRAW] for array in (*self.values.values(), self.alternative))

    @property
    def alternatives(self) -> tuple[str, ...]:
        """Keys of the alternatives in the order of the register."""
        return tuple(self.assumptions.alternatives)

    @cached_property
    def key(self) -> Key:
        """What equal scenarios share and others do not, so that answers can be kept by it.

        Only values that differ from the files stand in it: a value that is moved back to theirs is not moved, here as where
        uncertain numbers are drawn. So it does not matter on which way a scenario was reached. A batch has its draws in it.
        """
        known = _values_in_files(self.assumptions)
        moved = ((name, array) for name, array in sorted(self.values.items()) if not _is_in_file(array, known[name]))
        values = tuple((name, (array + 0.0).tobytes()) for name, array in moved)  # + 0.0: zero has one sign
        names = None if self.participant_set is None else tuple(sorted(self.participant_set))
        outside = self.alternative if self.alternative_outside is None else self.alternative_outside
        chosen = (self.alternative.tobytes(), outside.tobytes())
        files = (self.assumptions.hash, self.assumptions.order)
        return *files, self.municipality, names, tuple(sorted(self.together)), *chosen, values

    def setting(self, name: str) -> float:
        """A setting of the whole run, such as ``decision_year``, as a number."""
        return float(self.values[name].flat[0])

    def with_values(self, changes: Mapping[str, Value]) -> "Scenario":
        """A copy with some values changed: numbers, or one-dimensional arrays with a number for each draw.

        ``benefits.*.FIELD`` changes the field of every benefit, and so for the other registers; None (only for years of a choice)
        means never. A new number of participants replaces a named set. Raises AssumptionError naming every value that is unknown or
        not allowed.
        """
        given = {full: name for name in changes for full in full_names(name, self.assumptions)}
        values = {**self.values, **{full: as_draws(_number(full, changes[name])) for full, name in given.items()}}
        _refuse_uneven(values)
        faults = batch_faults(self.assumptions, values, given, [self.alternatives[int(number)] for number in self.alternative.ravel()])
        if faults:
            raise AssumptionError(faults)
        named_set = None if "participants" in given else self.participant_set
        return replace(self, values=MappingProxyType(values), participant_set=named_set)

    def with_participants(self, names: Sequence[str] | None) -> "Scenario":
        """A copy in which exactly these municipalities take part from the decision year on; None: by number again."""
        chosen = None if names is None else frozenset(known_municipality(self.assumptions, name) for name in names)
        return replace(self, participant_set=chosen)

    def with_alternative(self, *keys: str) -> "Scenario":
        """A copy that leaves to, or takes, this alternative of the register; several: one for each draw.

        Raises AssumptionError for one that the register lacks, or that is not to be had in the years chosen.
        """
        numbers = [float(self.alternatives.index(known_alternative(self.assumptions, key))) for key in keys]
        faults = batch_faults(self.assumptions, self.values, {"alternative": "alternative"}, keys)
        if faults:
            raise AssumptionError(faults)
        return replace(self, alternative=per_draw(numbers))

    def with_partners(self, names: Iterable[str]) -> "Scenario":
        """A copy in which these municipalities procure the alternative with the one under study; none: alone."""
        return replace(self, together=frozenset(known_municipality(self.assumptions, name) for name in names))

    def for_municipality(self, name: str | None) -> "Scenario":
        """A copy for another municipality under study; None: all participants together."""
        return replace(self, municipality=None if name is None else known_municipality(self.assumptions, name))

    def rows(self, start: int, stop: int) -> "Scenario":
        """Draws from `start` up to, not including, `stop`."""
        picked = {name: draws_between(array, start, stop) for name, array in self.values.items()}
        outside = None if self.alternative_outside is None else draws_between(self.alternative_outside, start, stop)
        chosen = {"alternative": draws_between(self.alternative, start, stop), "alternative_outside": outside}
        return replace(self, values=MappingProxyType(picked), **chosen)

    @property
    def region(self) -> Region:
        """The municipality table as arrays, with the cohorts in which some draw counts somebody."""
        everybody = read_region(self.assumptions, self.setting("reference_year"), self.setting("decision_year"))
        numbers = ("reference_participants",) if self.participant_set else ("reference_participants", "participants")
        by_name = (self.participant_set or frozenset()) | {self.municipality or REFERENCE_MUNICIPALITY}
        return everybody.counting(max(self.values[name].max() for name in numbers), by_name)

    @property
    def paid(self) -> tuple[Paid, ...]:
        """What the municipalities have paid, in the order of the region's rows."""
        return paid_of(self.assumptions, self.region.names, int(self.setting("price_year"))) if self.assumptions.actuals else ()

    @property
    def inputs(self) -> Inputs:
        """What the engine reads: every parameter by name, money in the run's price year."""
        return self._inputs

    @cached_property
    def _inputs(self) -> Inputs:
        """Kept, since one option is asked for it many times."""
        factors = conversions(self.assumptions, int(self.setting("price_year")))
        return inputs_of(self.assumptions, self.values, factors, (self.alternative, self.alternative_outside))


def base_case(assumptions: AssumptionSet, municipality: str | None = REFERENCE_MUNICIPALITY) -> Scenario:
    """The scenario that the assumption files describe, as a batch of one."""
    return Scenario(assumptions, None, _values_in_files(assumptions)).for_municipality(municipality)


@lru_cache(maxsize=16)
def _values_in_files(assumptions: AssumptionSet) -> Mapping[str, Array]:
    """The values that every scenario starts from; kept, since a page asks at every move of a lever."""
    values = {name: as_draws(_number(name, item.value)) for name, item in assumptions.quantities.items()}
    for array in values.values():
        array.flags.writeable = False
    return MappingProxyType(values)


def named(assumptions: AssumptionSet, name: str, municipality: str | None = None) -> Scenario:
    """A shipped scenario by its file name, for `municipality`, else the one that it names, else the reference.

    Raises AssumptionError where the name is unknown, with the nearest known one.
    """
    if name not in assumptions.scenarios:
        known = tuple(sorted(assumptions.scenarios))
        raise AssumptionError([Fault("", "scenario", "unknown_scenario", {"name": name, "known": known, "nearest": nearest(name, known)})])
    return from_file(assumptions, assumptions.scenarios[name], municipality)


def from_file(assumptions: AssumptionSet, record: ScenarioFile, municipality: str | None = None) -> Scenario:
    """The scenario that a scenario file describes."""
    chosen = municipality if municipality is not None else record.municipality or REFERENCE_MUNICIPALITY
    scenario = base_case(assumptions, chosen)
    scenario = scenario if record.alternative is None else scenario.with_alternative(record.alternative)
    return scenario.with_values(record.values).with_participants(record.participant_set).with_partners(record.together)


def stack(scenarios: Sequence[Scenario]) -> Scenario:
    """One batch of all draws, in the order given; appraised at once.

    All must share assumptions, municipality, participant set and the settings of the run; else ValueError.
    """
    first = scenarios[0]
    if any(_frame(item) != _frame(first) for item in scenarios):
        raise ValueError("scenarios of one batch must share assumptions, municipality, participant set and partners")
    draws = [s.draws for s in scenarios]
    values = {name: one_after_another([s.values[name] for s in scenarios], draws) for name in first.values}
    faults = setting_faults(first.assumptions, values)
    if faults:
        raise AssumptionError(faults)
    outside = [s.alternative if s.alternative_outside is None else s.alternative_outside for s in scenarios]
    chosen = {
        "alternative": one_after_another([s.alternative for s in scenarios], draws),
        "alternative_outside": one_after_another(outside, draws),
    }
    return replace(first, values=MappingProxyType(values), **chosen)


def _frame(s: Scenario) -> tuple[object, ...]:
    """What all scenarios of a batch share."""
    return s.assumptions, s.municipality, s.participant_set, s.together


def _number(name: str, value: Value) -> npt.ArrayLike:
    """The value, or what none means of the number with this name: no number where it may not be empty."""
    return MAY_BE_EMPTY.get(name.rpartition(".")[2], np.nan) if value is None else value


def _is_in_file(array: Array, in_file: Array) -> bool:
    """Whether a value is the one of the assumption files, in a single draw; most are the very same array."""
    return array is in_file or (array.size == 1 and array.item() == in_file.item())


def _refuse_uneven(values: Mapping[str, Array]) -> None:
    """Every array of a batch has one draw, or as many as the others."""
    sizes = {array.shape[DRAW]: name for name, array in values.items() if array.shape[DRAW] > 1}
    if len(sizes) > 1:
        raise ValueError(f"a batch needs as many draws of every value: {', '.join(f'{name} has {n}' for n, name in sizes.items())}")


def known_alternative(assumptions: AssumptionSet, key: str) -> str:
    """The key, if the register has it; else AssumptionError with the nearest known one."""
    if key not in assumptions.alternatives:
        known = tuple(assumptions.alternatives)
        raise AssumptionError(
            [Fault("", "alternative", "unknown_alternative", {"name": key, "known": known, "nearest": nearest(key, known)})]
        )
    return key


def known_municipality(assumptions: AssumptionSet, name: str) -> str:
    """The name as the table spells it: see ``spelled``. Raises AssumptionError with the nearest known name."""
    found = spelled(name, assumptions)
    if found is None:
        names = [item.name for item in assumptions.municipalities]
        facts: Facts = {"name": shown(name), "count": len(names), "nearest": nearest(name, names)}
        raise AssumptionError([Fault("", "municipality", "municipality_not_in_region", facts)])
    return found

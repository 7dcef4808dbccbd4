"""Why an answer is not what it was: its net present value then, as its own numbers give it today, and as today's give it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from costmodel.analysis.attribution.remembering import Remembered, RememberedTown, remembered
from costmodel.analysis.attribution.splitting import Split, split_change
from costmodel.assumptions.batch_rules import as_written
from costmodel.assumptions.records import AssumptionSet, Municipality, PriceIndexYear
from costmodel.model.appraisal import appraise
from costmodel.model.decision import from_decision
from costmodel.model.inputs import price_factor
from costmodel.model.scenario import Scenario

NEGLIGIBLE = 1e-9
"""Differences of a larger share are none of rounding."""


@dataclass(frozen=True)
class Drift:
    """What has come of the net present value behind an answer."""

    before: float
    """As the answer says, MNOK."""
    same_numbers: float
    """The answer's own numbers with today's model, MNOK."""
    split: Split
    """From there to today's numbers, by what has moved."""

    @property
    def after(self) -> float:
        """As it is today, MNOK."""
        return self.split.after

    @property
    def unnamed(self) -> float:
        """What no number explains: the model itself, or a table that the answer knows by its fingerprint alone."""
        return 0.0 if is_alike(self.before, self.same_numbers) else self.same_numbers - self.before


def is_alike(one: float, other: float) -> bool:
    """Whether two numbers are the same but for the rounding of another machine.

    >>> is_alike(1.0, 1.0 + 1e-12), is_alike(1.0, 1.001)
    (True, False)
    """
    return math.isclose(one, other, rel_tol=NEGLIGIBLE)


def net_present_value(scenario: Scenario, *, is_decision: bool) -> float:
    """Of a batch of one, MNOK; over the whole life, or from the decision year."""
    return float(appraise(from_decision(scenario) if is_decision else scenario).indicators.npv.flat[0])


def drift_of(scenario: Scenario, before: float, then: Remembered, changed: Mapping[str, float | None], *, is_decision: bool) -> Drift:
    """Why the answer on a scenario is not what it was.

    `scenario` is the answer's, on today's files; `before` its net present value then, `then` the files then, and `changed` what the
    scenario itself sets. Raises AssumptionError where the numbers of then are no longer allowed.
    """
    ends = [scenario_then(scenario, then, changed), scenario]
    first, second = (from_decision(item) if is_decision else item for item in ends)
    split = split_change(first, second)
    return Drift(before, split.before, split)


def scenario_then(scenario: Scenario, then: Remembered, changed: Mapping[str, float | None]) -> Scenario:
    """The scenario with the numbers of then, as far as today's files have such numbers.

    Raises AssumptionError where they are no longer allowed.
    """
    old = replace(scenario, assumptions=_files_then(scenario.assumptions, then))
    moved = {name: value for name, value in _values_then(old, then, changed).items() if value != _today(scenario, name)}
    if not moved:
        return old
    named = None if scenario.participant_set is None else sorted(scenario.participant_set)
    found = old.with_values(moved)
    return found if named is None else found.with_participants(named)


def _values_then(scenario: Scenario, then: Remembered, changed: Mapping[str, float | None]) -> dict[str, float | None]:
    """The numbers of then that the scenario leaves alone, in the price years of today's files."""
    values: dict[str, float | None] = {}
    for name, item in scenario.assumptions.quantities.items():
        if name in then.numbers and name not in changed:
            value, _, _, year = then.numbers[name]
            values[name] = value if value is None else value * _factor(scenario.assumptions, year, item.price_year)
    return values


def _today(scenario: Scenario, name: str) -> float | None:
    return as_written(name, scenario.values[name].flat[0])


def _factor(files: AssumptionSet, own: int | None, wanted: int | None) -> float:
    """What a number is multiplied by where the files of today state it in another price year."""
    if own is None or wanted is None or own == wanted or not {own, wanted} <= files.price_index.keys():
        return 1.0
    return price_factor(files, own, wanted)


def _files_then(files: AssumptionSet, then: Remembered) -> AssumptionSet:
    """Today's files with the price index and the municipalities of then."""
    now = remembered(files)
    if then.price_index == now.price_index and then.municipalities == now.municipalities:
        return files
    index = {year: PriceIndexYear(year=year, cpi=cpi, basis="published") for year, cpi in then.price_index.items()}
    is_same_region = then.municipalities.keys() == now.municipalities.keys()
    towns = [_town_then(town, then.municipalities[town.name]) for town in files.municipalities] if is_same_region else files.municipalities
    update = {"price_index": index, "municipalities": tuple(towns), "hash": f"{files.hash}:then"}
    return files.model_copy(update=update)


def _town_then(town: Municipality, facts: RememberedTown) -> Municipality:
    return town.model_copy(update={name: getattr(facts, name) for name in RememberedTown.model_fields})

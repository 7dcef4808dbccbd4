"""What differs between two scenarios as single changes, and the scenario in which some of them are made."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

import numpy as np

from costmodel.analysis.attribution.shapley import Coalitions, Values
from costmodel.analysis.decision_card.making import no_check
from costmodel.assumptions.batch_rules import as_written
from costmodel.assumptions.parameters import RUN_SETTINGS
from costmodel.assumptions.records import AssumptionSet, Municipality
from costmodel.axes import Array, per_draw
from costmodel.faults import AssumptionError, Facts, Fault
from costmodel.model import results
from costmodel.model.appraisal import appraise
from costmodel.model.inputs import price_factor
from costmodel.model.scenario import Scenario

WHO = ("municipality", "participant_set", "together", "alternative")
POPULATIONS, TIMING, ACTUALS, INDEX = "populations", "timing", "actuals", "price_index."
"""Changes of whole tables: inhabitants, waves and dates, what has been paid; and one year of the price index."""
PORTION = 4_096
"""Draws appraised at once; the arrays of more no longer fit where processors reach them fast."""


@dataclass(frozen=True)
class Change:
    """One thing that is not the same in two scenarios."""

    name: str
    """Full name of a number; one of :data:`WHO`; POPULATIONS, TIMING, ACTUALS; or ``price_index.YEAR``."""
    before: float | str | None
    """In the first scenario; of a table nothing, of a value None means never."""
    after: float | str | None

    @property
    def is_setting(self) -> bool:
        """Whether it makes another batch: draws of one batch share it."""
        return self.name in (*WHO, POPULATIONS, TIMING, ACTUALS, *RUN_SETTINGS) or self.name.startswith(INDEX)


@dataclass(frozen=True)
class Between:
    """Two scenarios, each a batch of one, of folders with the same rows in their registers."""

    first: Scenario
    second: Scenario
    check: Callable[[], None] = no_check
    """Asked before each batch; raises to stop the run."""

    def __post_init__(self) -> None:
        """Raises AssumptionError where a row of a register is in one of them alone: there is nothing to change it from."""
        rows = [set(item.values) for item in (self.first, self.second)]
        if lonely := sorted(rows[0] ^ rows[1]):
            facts: Facts = {"names": tuple(dict.fromkeys(name.rpartition(".")[0] for name in lonely))}
            raise AssumptionError([Fault("", "explain-change", "rows_in_one_folder", facts)])

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What differs, in the order of the files."""
        found = [*self._of_who(), *self._of_tables()]
        for name in self.first.values:
            before, after = (float(item.values[name].flat[0]) for item in (self.first, self.second))
            years = [item.assumptions.quantities[name].price_year for item in (self.first, self.second)]
            is_unused = name == "participants" and self.first.participant_set is not None and self.second.participant_set is not None
            if (before != after or years[0] != years[1]) and not is_unused:
                found.append(Change(name, as_written(name, before), as_written(name, after)))
        return tuple(found)

    def _of_who(self) -> list[Change]:
        one, other = (_who(item) for item in (self.first, self.second))
        return [Change(name, one[name], other[name]) for name in WHO if one[name] != other[name]]

    def _of_tables(self) -> list[Change]:
        one, other = (item.assumptions for item in (self.first, self.second))
        if one is other or one.hash == other.hash:
            return []
        rows = [{town.name: town for town in item.municipalities} for item in (one, other)]
        if rows[0].keys() != rows[1].keys():
            raise AssumptionError([Fault("", "explain-change", "other_municipalities")])
        found: list[Change] = []
        if any(town.population != rows[1][name].population for name, town in rows[0].items()):
            found.append(Change(POPULATIONS, None, None))
        if any(_timing(town) != _timing(rows[1][name]) for name, town in rows[0].items()):
            found.append(Change(TIMING, None, None))
        if one.actuals != other.actuals:
            found.append(Change(ACTUALS, None, None))
        index = [{year: item.cpi for year, item in each.price_index.items()} for each in (one, other)]
        years = [year for year in sorted(index[0] | index[1]) if index[0].get(year) != index[1].get(year)]
        return [*found, *(Change(f"{INDEX}{year}", index[0].get(year), index[1].get(year)) for year in years)]

    def worth(self, indicator: str, made: Coalitions) -> Values:
        """The indicator with some of the changes made, ``(coalition,)``: a batch for each combination of settings."""
        at_settings = [at for at, change in enumerate(self.changes) if change.is_setting]
        keys = [tuple(row) for row in made[:, at_settings].tolist()]
        found = np.empty(len(made))
        for key in dict.fromkeys(keys):
            rows = np.array([at for at, other in enumerate(keys) if other == key])
            some = frozenset(self.changes[at].name for at, is_made in zip(at_settings, key, strict=True) if is_made)
            for start in range(0, len(rows), self._portion):
                self.check()
                part = rows[start : start + self._portion]
                found[part] = self._batch(some, made[part], indicator)
        return found

    @property
    def _portion(self) -> int:
        """Fewer where every municipality is appraised."""
        is_one = self.first.municipality is not None and self.second.municipality is not None
        return PORTION if is_one else max(PORTION // len(self.first.assumptions.municipalities), 8)

    def _batch(self, settings: frozenset[str], made: Coalitions, indicator: str) -> Values:
        scenario = self.with_settings(settings)
        moved = {name: per_draw(np.where(made[:, at], after, before)) for at, (name, before, after) in self._values(scenario).items()}
        return indicator_of(with_some(scenario, moved), indicator, len(made))

    def along(self, indicator: str, changes: Sequence[Change], places: Values) -> Values:
        """The indicator with some numbers moved from the first scenario's value (0) towards the second's (1), ``(place,)``."""
        moved = {name: (before, after) for name, before, after in self._values(self.first).values()}
        wanted = {change.name: moved[change.name] for change in changes}
        values = {name: per_draw(before + places * (after - before)) for name, (before, after) in wanted.items()}
        return indicator_of(with_some(self.first, values), indicator, places.size)

    def _values(self, scenario: Scenario) -> dict[int, tuple[str, float, float]]:
        """The numbers that are changed by their place among the changes, in the price years of the scenario's files."""
        found: dict[int, tuple[str, float, float]] = {}
        for at, change in enumerate(self.changes):
            if not change.is_setting:
                before, after = (_in_prices_of(scenario, item, change.name) for item in (self.first, self.second))
                found[at] = (change.name, before, after)
        return found

    def with_settings(self, names: frozenset[str]) -> Scenario:
        """The first scenario with these settings and tables as the second has them."""
        second, who = self.second, {name: name in names for name in WHO}
        source = second if who["alternative"] else self.first
        scenario = replace(
            self.first,
            assumptions=self._tables(names),
            municipality=(second if who["municipality"] else self.first).municipality,
            participant_set=(second if who["participant_set"] else self.first).participant_set,
            together=(second if who["together"] else self.first).together,
            alternative=source.alternative,
        )
        moved = {name: second.values[name] for name in RUN_SETTINGS if name in names}
        return with_some(scenario, moved)

    def _tables(self, names: frozenset[str]) -> AssumptionSet:
        first, second = self.first.assumptions, self.second.assumptions
        if not any(name in (POPULATIONS, TIMING, ACTUALS) or name.startswith(INDEX) for name in names):
            return first
        index = dict(first.price_index)
        for name in names:
            if name.startswith(INDEX):
                year = int(name.removeprefix(INDEX))
                index.pop(year, None)
                index |= {year: second.price_index[year]} if year in second.price_index else {}
        update = {
            "municipalities": _municipalities(first, second, names),
            "price_index": index,
            "actuals": (second if ACTUALS in names else first).actuals,
            "hash": f"{first.hash}+{second.hash}:{','.join(sorted(names))}",
        }
        return first.model_copy(update=update)


def _who(item: Scenario) -> Mapping[str, str | None]:
    named = None if item.participant_set is None else ", ".join(sorted(item.participant_set))
    alternative = item.alternatives[int(item.alternative.flat[0])]
    return {
        "municipality": item.municipality,
        "participant_set": named,
        "together": ", ".join(sorted(item.together)) or None,
        "alternative": alternative,
    }


def _timing(town: Municipality) -> tuple[object, ...]:
    return town.wave, town.go_live, town.status


def _municipalities(first: AssumptionSet, second: AssumptionSet, names: frozenset[str]) -> tuple[Municipality, ...]:
    """The table with inhabitants of one and dates of another, in the order of whose dates it has."""
    by_name = {town.name: town for town in (second if POPULATIONS in names else first).municipalities}
    base = (second if TIMING in names else first).municipalities
    return tuple(town.model_copy(update={"population": by_name[town.name].population}) for town in base)


def _in_prices_of(scenario: Scenario, item: Scenario, name: str) -> float:
    """A number in the price year that the scenario's files state it in."""
    value = float(item.values[name].flat[0])
    own, wanted = (each.assumptions.quantities[name].price_year for each in (item, scenario))
    return value if own is None or wanted is None or own == wanted else value * price_factor(scenario.assumptions, own, wanted)


def with_some(scenario: Scenario, moved: Mapping[str, Array]) -> Scenario:
    """The scenario with values for each draw, which lie between two that have been validated."""
    return replace(scenario, values=MappingProxyType({**scenario.values, **moved}))


def indicator_of(scenario: Scenario, indicator: str, draws: int) -> Values:
    """The indicator of every draw. Raises AssumptionError where it does not exist in one of them."""
    found = np.broadcast_to(results.indicators(appraise(scenario))[indicator], (draws, 1, 1))[:, 0, 0]
    if not np.isfinite(found).all():
        raise AssumptionError([Fault("", indicator, "indicator_not_everywhere", {"name": indicator})])
    return found


def known_indicators(scenario: Scenario) -> Sequence[str]:
    """Indicators that a change can be split for."""
    return tuple(name for name in results.indicators(appraise(scenario)) if name not in ("irr", "payback_year"))

"""Scenarios side by side: which inputs differ, where these come from, and what each comes to."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from costmodel.assumptions.batch_rules import as_written
from costmodel.assumptions.records import Assumption, AssumptionSet, Basis
from costmodel.model.scenario import Scenario


@dataclass(frozen=True)
class Origin:
    """Where a value comes from."""

    kind: str
    """A basis as in the files; ``chosen`` (a name), ``changed`` in the scenario, ``missing``."""
    facts: Mapping[str, str | None] = field(default_factory=dict[str, "str | None"])
    """What the files say of it: title, publisher, date and page of the source; how it was derived or measured; why it is assumed."""


@dataclass(frozen=True)
class Fingerprint:
    """A whole table as a value: two tables with the same one are alike."""

    rows: int
    digest: str


Value = float | str | Fingerprint | None


@dataclass(frozen=True)
class InputDifference:
    """An input that is not the same in all the scenarios."""

    name: str
    """A number of the files, or ``municipality``, ``participant_set``, ``alternative``, ``together`` (who procures it with the one
    under study), ``municipalities`` (the table), ``price_index``.
    """
    unit: str
    """Its unit; empty for names."""
    values: tuple[Value, ...]
    """Its value in each scenario, in the unit and price year of the files; of the alternative its key.

    None: never, at any time, or not used; no single municipality, nobody.
    """
    origins: tuple[Origin, ...]
    """Where each value comes from."""


def differences(scenarios: Sequence[Scenario]) -> list[InputDifference]:
    """Inputs of the first draw that differ, in the order of the assumption files."""
    named_sets = [None if item.participant_set is None else ", ".join(sorted(item.participant_set)) for item in scenarios]
    candidates = [
        _names("municipality", [item.municipality for item in scenarios]),
        _names("participant_set", named_sets),
        _names("alternative", [item.alternatives[int(item.alternative.flat[0])] for item in scenarios]),
        _names("together", [", ".join(sorted(item.together)) or None for item in scenarios]),
        _names("municipalities", [_of_table(item.assumptions) for item in scenarios]),
        _names("price_index", [_of_index(item.assumptions) for item in scenarios]),
    ]
    candidates += [_numbers(scenarios, name) for name in dict.fromkeys(name for item in scenarios for name in item.values)]
    return [item for item in candidates if len(set(zip(item.values, _price_years(scenarios, item.name), strict=True))) > 1]


def _of_table(assumptions: AssumptionSet) -> Fingerprint:
    rows = [item.model_dump(mode="json") for item in assumptions.municipalities]
    return Fingerprint(len(rows), _short_hash(rows))


def _of_index(assumptions: AssumptionSet) -> Fingerprint:
    rows = {year: item.cpi for year, item in assumptions.price_index.items()}
    return Fingerprint(len(rows), _short_hash(rows))


def _short_hash(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:8]


def file_origin(item: Assumption, assumptions: AssumptionSet) -> Origin:
    """Where the file's value comes from: the source with its page, how it was derived or measured, or why it is assumed."""
    if item.basis in (Basis.DERIVED, Basis.MEASURED):
        return Origin(item.basis.value, {"how": item.how})
    if item.basis is Basis.ASSUMPTION:
        return Origin(item.basis.value, {"why": item.why})
    source = assumptions.sources[item.source or ""]
    return Origin(item.basis.value, {"title": source.title, "publisher": source.publisher, "date": source.date, "page": item.page})


def _numbers(scenarios: Sequence[Scenario], name: str) -> InputDifference:
    values = tuple(_number(scenario, name) for scenario in scenarios)
    origins = tuple(_origin_in(scenario, name, value) for scenario, value in zip(scenarios, values, strict=True))
    owner = next(scenario.assumptions for scenario in scenarios if name in scenario.values)
    return InputDifference(name, owner.quantities[name].unit, values, origins)


def _number(scenario: Scenario, name: str) -> float | None:
    if name not in scenario.values or (name == "participants" and scenario.participant_set is not None):
        return None
    return as_written(name, scenario.values[name].flat[0])


def _origin_in(scenario: Scenario, name: str, value: float | None) -> Origin:
    item = scenario.assumptions.quantities.get(name)
    if item is None:
        return Origin("missing")
    return file_origin(item, scenario.assumptions) if value == item.value else Origin("changed")


def _names(name: str, values: Sequence[str | Fingerprint | None]) -> InputDifference:
    return InputDifference(name, "", tuple(values), tuple(Origin("chosen") for _ in values))


def _price_years(scenarios: Sequence[Scenario], name: str) -> list[int | None]:
    """The same number in other prices is another amount."""
    items = [scenario.assumptions.quantities.get(name) for scenario in scenarios]
    return [item.price_year if item else None for item in items]

"""Scenarios side by side: which inputs differ, where these come from, and what each comes to."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from costmodel.assumptions.records import Assumption, AssumptionSet, Basis
from costmodel.model.scenario import Scenario
from costmodel.output.labels import EVERYBODY


@dataclass(frozen=True)
class InputDifference:
    """An input that is not the same in all the scenarios."""

    name: str
    """Parameter, or ``benefits.KEY.FIELD``; ``municipality``, ``participant_set``, ``municipalities`` (the table), ``price_index``."""
    label: str
    """Its name in bokmål."""
    unit: str
    """Its unit; empty for names."""
    values: tuple[float | str | None, ...]
    """Its value in each scenario, in the unit and price year of the files; None: never, or not used."""
    origins: tuple[str, ...]
    """Where each value comes from, in bokmål."""


def differences(scenarios: Sequence[Scenario]) -> list[InputDifference]:
    """Inputs of the first draw that differ, in the order of the assumption files."""
    named_sets = [None if item.participant_set is None else ", ".join(sorted(item.participant_set)) for item in scenarios]
    candidates = [
        _names("municipality", "Kommune", [item.municipality or EVERYBODY for item in scenarios]),
        _names("participant_set", "Navngitte deltakere", named_sets),
        _names("municipalities", "Kommunetabellen", [_table_text(item.assumptions) for item in scenarios]),
        _names("price_index", "Prisindeksen", [_index_text(item.assumptions) for item in scenarios]),
    ]
    candidates += [_numbers(scenarios, name) for name in dict.fromkeys(name for item in scenarios for name in item.values)]
    return [item for item in candidates if len(set(zip(item.values, _price_years(scenarios, item.name), strict=True))) > 1]


def _table_text(assumptions: AssumptionSet) -> str:
    rows = [item.model_dump(mode="json") for item in assumptions.municipalities]
    return f"{len(rows)} rader, avtrykk {_short_hash(rows)}"


def _index_text(assumptions: AssumptionSet) -> str:
    rows = {year: item.cpi for year, item in assumptions.price_index.items()}
    return f"{len(rows)} år, avtrykk {_short_hash(rows)}"


def _short_hash(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:8]


def origin(item: Assumption, assumptions: AssumptionSet) -> str:
    """Where the file's value comes from: the source with its page, how it was derived, or why it is assumed."""
    if item.basis is Basis.DERIVED:
        return f"Utledet: {item.how}"
    if item.basis is Basis.ASSUMPTION:
        return f"{item.why}"
    source = assumptions.sources[item.source or ""]
    return f"Publisert: {source.title} ({source.publisher}, {source.date}), {item.page}"


def _numbers(scenarios: Sequence[Scenario], name: str) -> InputDifference:
    values = tuple(_number(scenario, name) for scenario in scenarios)
    origins = tuple(_origin_of(scenario, name, value) for scenario, value in zip(scenarios, values, strict=True))
    owner = next(scenario.assumptions for scenario in scenarios if name in scenario.values)
    return InputDifference(name, label(name, owner), owner.quantities[name].unit, values, origins)


def _number(scenario: Scenario, name: str) -> float | None:
    if name not in scenario.values or (name == "participants" and scenario.participant_set is not None):
        return None
    value = float(scenario.values[name].flat[0])
    return None if value == float("inf") else value


def _origin_of(scenario: Scenario, name: str, value: float | None) -> str:
    item = scenario.assumptions.quantities.get(name)
    if item is None:
        return "Finnes ikke i disse forutsetningene"
    return origin(item, scenario.assumptions) if value == item.value else "Endret i scenarioet"


def _names(name: str, text: str, values: Sequence[str | None]) -> InputDifference:
    return InputDifference(name, text, "", tuple(values), tuple("Valgt" for _ in values))


def _price_years(scenarios: Sequence[Scenario], name: str) -> list[int | None]:
    """The same number in other prices is another amount."""
    items = [scenario.assumptions.quantities.get(name) for scenario in scenarios]
    return [item.price_year if item else None for item in items]


def label(name: str, assumptions: AssumptionSet) -> str:
    """Name in bokmål of a parameter or of a benefit's field."""
    text = assumptions.quantities[name].name.nb
    return f"{assumptions.benefits[name.split('.')[1]].name.nb}: {text.lower()}" if name.startswith("benefits.") else text

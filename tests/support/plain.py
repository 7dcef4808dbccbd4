"""A scenario of the engine as the plain model takes it, and random ones of every kind."""

from pathlib import Path

import numpy as np
from reference.version_2 import Scenario as PlainScenario
from reference.version_2.scenario import Paid as PlainPaid

from costmodel import Scenario, base_case
from costmodel.assumptions.records import Role
from support import ROOT, random_values, shipped

FACTS: Path = ROOT / "assumptions" / "base"
ROLES = (Role.UNCERTAIN, Role.DECISION, Role.METHOD)
WHO = ("Trondheim", "Averøy", "Levanger", None, "Stjørdal", "Namsos", "Røyrvik", "Molde")
NAMES = [row.name for row in shipped().municipalities]


def plain_of(scenario: Scenario) -> PlainScenario:
    """The same scenario, a batch of one."""
    values = {name: array.item() for name, array in scenario.values.items()}
    exit_year, alternative_year = (values.pop(name) for name in ("exit_year", "alternative_year"))
    return PlainScenario(
        FACTS,
        scenario.municipality,
        values,
        None if np.isinf(exit_year) else exit_year,
        None if np.isinf(alternative_year) else alternative_year,
        scenario.alternatives[int(scenario.alternative.item())],
        scenario.participant_set,
        scenario.together,
        tuple(
            PlainPaid(row.municipality, row.year, row.line, row.amount, row.price_year, row.months) for row in scenario.assumptions.actuals
        ),
    )


def close(found: object, expected: object, name: str, size: float = 1.0) -> None:
    """To 1e-9 of the number, or of the size of what it is made of; none is nan."""
    wanted = np.array([np.nan if value is None else value for value in np.atleast_1d(np.asarray(expected, dtype=object))], dtype=float)
    np.testing.assert_allclose(np.asarray(found, dtype=float).ravel(), wanted, rtol=1e-9, atol=1e-9 * max(size, 1.0), err_msg=name)


def any_scenario(seed: int) -> Scenario:
    """Anybody, every number anywhere that may be entered, any years of a choice, any alternative; now and then other settings of the run,
    a named set or partners."""
    rng = np.random.default_rng(seed)
    scenario = base_case(shipped(), WHO[seed % len(WHO)]).with_values(random_values(1, seed, ROLES)).with_values(_systems(rng))
    if seed % 3 == 0:
        scenario = scenario.with_values(_settings(seed, scenario.values["service_years"].item()))
    scenario = scenario.with_alternative(rng.choice(scenario.alternatives))
    scenario = scenario.with_values(_choices(rng, scenario))
    if rng.random() < 0.3:
        scenario = scenario.with_participants([str(name) for name in rng.choice(NAMES, rng.integers(1, 40), replace=False)])
    return scenario if rng.random() < 0.7 else scenario.with_partners([str(name) for name in rng.choice(NAMES, 3, replace=False)])


def first_exit(scenario: Scenario) -> int:
    """The first year in which any alternative can be had."""
    earliest = [scenario.values[f"alternatives.{key}.earliest_year"].item() for key in scenario.alternatives]
    return int(np.ceil(max(scenario.setting("decision_year") + scenario.setting("exit_lead_years"), *earliest)))


def any_of_one(seed: int) -> Scenario:
    """The same of one municipality, never of all together."""
    scenario = any_scenario(seed)
    return scenario if scenario.municipality else any_scenario(seed + 1)


def _systems(rng: np.random.Generator) -> dict[str, float]:
    """Years of renewal, lives and what is replaced of the former systems, which are no random numbers."""
    found: dict[str, float] = {}
    for key in shipped().legacy_systems:
        found[f"legacy_systems.{key}.renewal_year"] = float(rng.integers(2022, 2040))
        found[f"legacy_systems.{key}.life_years"] = float(rng.integers(5, 20))
    keys = [key for key, row in shipped().legacy_systems.items() if row.fields["replaced"].value]
    return {**found, f"legacy_systems.{rng.choice(keys)}.replaced": float(rng.integers(0, 2))}


def _settings(seed: int, service_years: float) -> dict[str, float | None]:
    """What no lever moves: the years of the run (the decision while someone is in service), sizes, weights, first years of alternatives."""
    rng = np.random.default_rng(seed)
    drawn = {name: column.item() for name, column in random_values(1, seed, (Role.SETTING,)).items()}
    years = {
        "start_year": rng.integers(2015, 2027),
        "decision_year": rng.integers(2020, min(2023 + service_years, 2040)),
        "reference_year": rng.integers(2015, 2036),
    }
    found = {**drawn, **years, "price_year": rng.choice(sorted(shipped().price_index)), "exit_lead_years": rng.integers(0, 13) / 2}
    keys = [key for key, row in shipped().legacy_systems.items() if row.fields["replaced"].value]
    weights = zip(keys, rng.dirichlet(np.ones(len(keys))), strict=True)
    found |= {f"legacy_systems.{key}.weight": weight for key, weight in weights}
    numbers = {name: float(value) for name, value in found.items() if not name.endswith(("renewal_year", "earliest_year"))}
    earliest = {f"alternatives.{key}.earliest_year": _or_none(rng, float(rng.integers(2020, 2045))) for key in shipped().alternatives}
    return {**numbers, **earliest}


def _or_none(rng: np.random.Generator, year: float) -> float | None:
    return year if rng.random() < 0.5 else None


def _choices(rng: np.random.Generator, scenario: Scenario) -> dict[str, float]:
    """Years of exit and of the alternative, from the first possible one on; each is none in half of the scenarios."""
    key = scenario.alternatives[int(scenario.alternative.item())]
    first = np.ceil(scenario.setting("decision_year") + scenario.setting("exit_lead_years"))
    first = max(first, scenario.values[f"alternatives.{key}.earliest_year"].item())
    years = {name: float(first + rng.integers(0, 15)) for name in ("exit_year", "alternative_year")}
    return {name: year for name, year in years.items() if rng.random() < 0.5}

"""Batches of scenarios of every kind: any number that may be entered, any alternative, any years of a choice, at random or at the ends."""

from collections.abc import Callable

import numpy as np

from costmodel import Scenario
from costmodel.assumptions.parameters import RUN_SETTINGS
from costmodel.assumptions.records import Role
from costmodel.assumptions.rules import YEARS_OF_CHOICE
from support import random_values, shipped

WHO = ("Trondheim", "Averøy", None)
"""One that is live, one that is planned, and all participants together (who take 66 times the room)."""
SHARE_FOR_ALL = 0.06
VARIED = {name: item for name, item in shipped().quantities.items() if name not in (*RUN_SETTINGS, *YEARS_OF_CHOICE)}
"""Every number that may vary by draw."""
REPLACED = [key for key, row in shipped().legacy_systems.items() if row.fields["replaced"].value]
"""Former systems whose weights share out the whole."""
LAST = shipped().parameters["exit_year"].maximum
Column = np.ndarray
Year = Callable[[Column], Column]
"""A year of choice by draw, from the first one possible in each."""


def draws_for(municipality: str | None, draws: int) -> int:
    return draws if municipality else int(draws * SHARE_FOR_ALL)


def settings_at(*years: float) -> dict[str, float]:
    return dict(zip(RUN_SETTINGS, map(float, years), strict=True))


def any_batch(base: Scenario, draws: int, seed: int) -> Scenario:
    """Every number anywhere from minimum to maximum; in half of the draws each choice is made in some year."""
    rng = np.random.default_rng(seed + 1)
    values = {name: column for name, column in random_values(draws, seed, tuple(Role)).items() if name in VARIED}
    values["exit_lead_years"] = np.round(values["exit_lead_years"])  # a change falls on the first of January
    shares = rng.dirichlet(np.ones(len(REPLACED)), draws)
    values |= {f"legacy_systems.{key}.weight": shares[:, at] for at, key in enumerate(REPLACED)}
    for key in shipped().alternatives:
        earliest = rng.integers(2020, 2050, draws).astype(float)
        values[f"alternatives.{key}.earliest_year"] = np.where(rng.random(draws) < 0.5, 0.0, earliest)

    def some_year(first: Column) -> Column:
        far, soon = rng.integers(first, LAST + 1), np.minimum(first + rng.integers(0, 20, draws), LAST)
        return np.select([rng.random(draws) < 0.5, rng.random(draws) < 0.2], [np.inf, far], soon)

    return _choosing(base, values, rng.choice(list(shipped().alternatives), draws), some_year)


def corner_batch(base: Scenario, draws: int, seed: int) -> Scenario:
    """Every number at its minimum or maximum; of two dependences at 1 one gives way, and one of the former systems has all the weight."""
    rng = np.random.default_rng(seed)
    values = {name: rng.choice([item.minimum, item.maximum], draws) for name, item in VARIED.items()}
    for key in shipped().benefits:
        coverage = f"benefits.{key}.coverage_dependence"
        values[coverage] = np.minimum(values[coverage], 1.0 - values[f"benefits.{key}.gp_dependence"])
    heaviest = rng.integers(0, len(REPLACED), draws)
    values |= {f"legacy_systems.{key}.weight": np.where(heaviest == at, 1.0, 0.0) for at, key in enumerate(REPLACED)}
    for key in shipped().alternatives:
        values[f"alternatives.{key}.earliest_year"] = rng.choice([0.0, 0.0, 2020.0, LAST], draws)

    def end_of_all(first: Column) -> Column:
        return np.select([rng.random(draws) < 0.4, rng.random(draws) < 0.5], [np.inf, np.full(draws, LAST)], first)

    return _choosing(base, values, rng.choice(list(shipped().alternatives), draws), end_of_all)


def _choosing(base: Scenario, values: dict[str, Column], keys: Column, year: Year) -> Scenario:
    """The batch with these values, each draw with an alternative and with years of a choice that are possible with it."""
    earliest = np.select(
        [keys == key for key in shipped().alternatives], [values[f"alternatives.{key}.earliest_year"] for key in shipped().alternatives]
    )
    first = np.maximum(base.setting("decision_year") + values["exit_lead_years"], earliest)
    chosen = base.with_alternative(*keys)
    return chosen.with_values({**values, **{name: year(first) for name in YEARS_OF_CHOICE}})

"""What the engine's tests share: the shipped assumptions and random batches of every parameter."""

import os
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest

from costmodel import AssumptionSet, Scenario, load_assumptions
from costmodel.assumptions.records import Assumption, Role
from costmodel.assumptions.rules import YEARS_OF_CHOICE
from costmodel.units import BY_SYMBOL

ROOT = Path(__file__).parents[2]
REFERENCE_RELATIVE = 1e-9
YOUNGEST = ("", "published_platform_cost", "rebase_on_actuals")
"""Numbers that have come since the random cases were first drawn, in their order; all others stand for nothing."""
IS_THOROUGH = os.environ.get("THOROUGH") == "1"
"""Set by ``make thorough``: large numbers of random cases."""


T = TypeVar("T")
rarely = pytest.mark.skipif(not IS_THOROUGH, reason="a long way for what other tests show too: before something is called done")


def many(usual: T, thorough: T) -> T:
    """How many random cases, or which cases: some in every run, a large number before something is called done."""
    return thorough if IS_THOROUGH else usual


@lru_cache(maxsize=1)
def shipped() -> AssumptionSet:
    return load_assumptions(ROOT / "assumptions")


def varied(roles: tuple[Role, ...]) -> dict[str, Assumption]:
    """Numbers of these roles, years of a choice apart; the youngest last, so that the others keep their draws."""
    chosen = {name: item for name, item in shipped().quantities.items() if item.role in roles and name not in YEARS_OF_CHOICE}
    return dict(sorted(chosen.items(), key=lambda entry: YOUNGEST.index(entry[0] if entry[0] in YOUNGEST else "")))


def random_values(draws: int, seed: int, roles: tuple[Role, ...], ends: bool = False) -> dict[str, np.ndarray]:
    """A number a draw for each quantity, between minimum and maximum, or at either end of its plausible range."""
    rng = np.random.default_rng(seed)
    values = {name: _column(item, draws, rng, ends) for name, item in varied(roles).items()}
    for key in shipped().benefits:  # the two dependences may not sum to more than 1
        gps, coverage = (f"benefits.{key}.{field}" for field in ("gp_dependence", "coverage_dependence"))
        if gps in values:
            values[coverage] = np.minimum(values[coverage], 1.0 - values[gps])
    return values


def _column(item: Assumption, draws: int, rng: np.random.Generator, ends: bool) -> np.ndarray:
    plausible = (item.low, item.high) if item.low is not None else (item.value, item.value)
    if ends:
        return rng.choice([*plausible, item.minimum, item.maximum], draws).astype(float)
    column = rng.uniform(item.minimum, item.maximum, draws)
    return np.round(column) if BY_SYMBOL[item.unit].whole else column


def with_exits(scenario: Scenario, draws: int, seed: int) -> Scenario:
    """Half of the draws never leave, the others in one of the thirty years from the first possible one on."""
    rng = np.random.default_rng(seed)
    years = scenario.setting("decision_year") + scenario.setting("exit_lead_years") + rng.integers(0, 30, draws)
    return scenario.with_values({"exit_year": np.where(rng.random(draws) < 0.5, np.inf, years)})

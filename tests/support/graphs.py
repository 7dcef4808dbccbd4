"""Random scenarios, and what the inputs of a graph are in another one: what the tests of the graphs share."""

import numpy as np

from costmodel import Scenario, base_case
from costmodel.assumptions.records import Role
from costmodel.explain import Graph, graph_for, model_graph, pair_graph, regional_charge_graph, wind_down_graph
from support import many, random_values, shipped

PARTNERS = ["Orkland", "Malvik", "Steinkjer"]
REGISTER = tuple(shipped().alternatives)
HORIZON = 60
"""Years of a graph that is to hold for any scenario."""
ROUNDING = 1e-10
"""Relative, and absolute in MNOK: sums of the same numbers in another order."""

GRAPHS = {
    "Trondheim": lambda: model_graph(base_case(shipped())),
    "Averøy": lambda: model_graph(base_case(shipped(), "Averøy")),
    "all": lambda: model_graph(base_case(shipped(), None)),
    "leave": lambda: graph_for(base_case(shipped()), "npv", ["leave_market_system"]),
    "take": lambda: graph_for(base_case(shipped(), "Averøy"), "npv", ["take_market_system"]),
    "leave or stay": lambda: pair_graph(base_case(shipped()), "stay", "leave_market_system"),
    "join or not": lambda: pair_graph(base_case(shipped(), "Averøy"), "stay_out", "join"),
    "region": lambda: regional_charge_graph(base_case(shipped())),
    "wind-down": lambda: wind_down_graph(base_case(shipped())),
}
"""One of each kind of graph."""


def random_scenarios(name: str | None, count: int = many(8, 20)) -> list[Scenario]:
    """Every number that may vary anywhere between its bounds; two in three leave, to any alternative, half of them with partners."""
    batch = base_case(shipped(), name).with_values(random_values(count, 8, (Role.UNCERTAIN, Role.DECISION, Role.METHOD)))
    rng = np.random.default_rng(9)
    return [_choosing(batch.rows(row, row + 1), row, rng) for row in range(count)]


def _choosing(scenario: Scenario, row: int, rng: np.random.Generator) -> Scenario:
    chosen = scenario.with_alternative(REGISTER[row % len(REGISTER)]).with_partners(PARTNERS[: row % 4] if row % 2 else [])
    first = 2033 if row % 3 == 2 else 2029
    return chosen.with_values({name: first + int(rng.integers(0, 9)) if row % 3 else None for name in ("exit_year", "alternative_year")})


def as_inputs(scenario: Scenario, graph: Graph) -> dict[str, np.ndarray | float]:
    """What the inputs of a graph are in another scenario."""
    values = {key: array for key, array in scenario.values.items() if key in graph.named}
    ticks = np.array([float(item in scenario.together) for item in graph.municipalities])
    chosen: dict[str, np.ndarray | float] = {"alternative": scenario.alternative}
    if scenario.municipality is not None:
        chosen |= {"municipality": graph.municipalities.index(scenario.municipality) + 1.0, "partner_set": ticks}
    return {**values, **chosen}

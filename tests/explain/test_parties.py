"""Who pays and who gains, and the region as a whole, as graphs: the numbers of the engine, for other inputs too."""

import numpy as np
import pytest
from support import many, shipped
from support.graphs import HORIZON, ROUNDING, as_inputs, random_scenarios

from costmodel import Scenario, base_case, decide
from costmodel.explain import Graph, explain, graph_for, pair_graph, recalculate, regional_charge_graph, wind_down_graph
from costmodel.model.decision import options_of
from costmodel.model.parties.distribution import distribution_of
from costmodel.model.parties.region import regional_charge, wind_down

MUNICIPALITIES = ("Trondheim", "Averøy", "Levanger")
WIND_DOWN_ITEMS = ("saved_operation", "saved_local_operation", "lost_benefits", "time", "npv", "break_even_minutes")


def near(found: np.ndarray, array: np.ndarray) -> bool:
    """Alike but for the order of adding, in the years that both have; after them nothing flows."""
    years = array.shape[1] if array.shape[1] > 1 else None
    return np.allclose(found[:, :years], array, rtol=ROUNDING, atol=1e-9, equal_nan=True)


def values_of(graph: Graph) -> dict[str, np.ndarray]:
    return {name: node.value for name, node in graph.named.items()}


def columns(scenario: Scenario, a: str, b: str) -> dict[str, np.ndarray]:
    """The columns of the engine's distribution by the names that a graph gives them."""
    found = distribution_of(decide(scenario), a, b)
    yearly = {f"distribution.{name}_by_year": array for name, array in found.yearly.named().items()}
    present = {f"distribution.{name}": array for name, array in found.present.named().items()}
    return {**yearly, **present, "difference_npv": found.second.indicators.npv - found.first.indicators.npv}


def pairs(scenario: Scenario) -> list[tuple[str, str]]:
    names = list(options_of(scenario))
    return [(names[0], name) for name in names[1:]] + [(names[-1], names[1])]


@pytest.mark.parametrize("name", MUNICIPALITIES)
def test_the_distribution_of_every_pair_is_that_of_the_engine(name):
    for scenario in [base_case(shipped(), name), *random_scenarios(name, many(1, 4))]:
        for a, b in pairs(scenario):
            graph = pair_graph(scenario, a, b)
            wrong = {key for key, array in columns(scenario, a, b).items() if not near(graph.named[key].value, array)}
            assert wrong == set(), (a, b)
            assert graph.faults == ()
            assert graph.options == (a, b)


@pytest.mark.parametrize("name", MUNICIPALITIES)
def test_each_option_of_a_pair_has_its_own_numbers(name):
    scenario = base_case(shipped(), name)
    a, b = decide(scenario).leading_pair
    graph, plain = pair_graph(scenario, a, b), decide(scenario).all
    for option in (a, b):
        for key in ("npv", "total_cost", "net_budget_effect"):
            part = plain[option].indicators if key == "npv" else plain[option].totals
            assert near(graph.named[f"{option}.{key}"].value, getattr(part, key))
    assert "discount_factor" in graph.named
    assert f"{a}.discount_factor" not in graph.named


@pytest.mark.parametrize("name", ["Trondheim", "Averøy"])
def test_the_distribution_in_the_graph_follows_the_inputs(name):
    base = base_case(shipped(), name)
    for a, b in pairs(base)[:2]:
        graph = pair_graph(base, a, b, HORIZON)
        for scenario in random_scenarios(name, many(2, 6)):
            again, plain = recalculate(graph, as_inputs(scenario, graph)), columns(scenario, a, b)
            assert {key for key, array in plain.items() if not near(again[key], array)} == set(), (a, b)
            assert not np.any(again["distribution.society_by_year"][:, plain["distribution.society_by_year"].shape[1] :])


def test_columns_add_up_in_the_graph_and_lead_to_what_they_are_made_of():
    graph = pair_graph(base_case(shipped()), "stay", "leave_market_system")
    society = explain(graph, "distribution.society")
    assert sum(item.value for item in society.inputs) == pytest.approx(society.item.value, rel=1e-12)
    assert [item.name.rpartition(".")[2] for item in society.inputs] == ["municipality", "others", "hospitals", "gps", "tax_cost"]
    assert {item.name for item in explain(graph, "distribution.hospitals_by_year").inputs} == {
        "stay.felt_by_hospitals",
        "leave_market_system.felt_by_hospitals",
    }
    assert {"stay.hospital_charge", "hospital_share", "within_life"} <= {
        item.name for item in explain(graph, "stay.felt_by_hospitals").inputs
    }


def test_parts_of_the_difference_add_up_to_it():
    graph = pair_graph(base_case(shipped()), "stay", "leave_market_system")
    whole = explain(graph, "difference_npv")
    parts = [explain(graph, f"{option}.net_benefit").npv_part for option in graph.options]
    assert whole.npv == whole.item.value == pytest.approx(sum(parts))
    costs = sum(explain(graph, f"{option}.total_cost").npv_part for option in graph.options)
    benefits = sum(explain(graph, f"{option}.total_benefit").npv_part for option in graph.options)
    assert costs + benefits == pytest.approx(whole.npv)
    assert explain(graph, "sharing").npv_part is None
    assert explain(graph, "distribution.municipality").item.value == pytest.approx(whole.npv)


def region_items(scenario: Scenario) -> dict[str, np.ndarray]:
    found = regional_charge(scenario)
    parts = {"hospitals": found.hospitals, "participants": found.participants, "in_service": found.in_service}
    return {"regional_charge": found.total, **{f"regional_charge_{name}": array for name, array in parts.items()}}


def wind_down_items(scenario: Scenario) -> dict[str, np.ndarray]:
    found = wind_down(scenario)
    items = {f"wind_down_{name}": getattr(found, name) for name in WIND_DOWN_ITEMS}
    return {**items, "wind_down_replacement_by_year": found.replacement}


@pytest.mark.parametrize(("graph_of", "items_of"), [(regional_charge_graph, region_items), (wind_down_graph, wind_down_items)])
def test_the_region_is_that_of_the_engine_and_follows_the_inputs(graph_of, items_of):
    longer = graph_of(base_case(shipped(), None), HORIZON)
    for scenario in [base_case(shipped(), None), *random_scenarios(None, many(2, 4))]:
        graph, plain = graph_of(scenario), items_of(scenario)
        assert graph.faults == ()
        assert {key for key, array in plain.items() if not near(graph.named[key].value, array)} == set()
        again = recalculate(longer, as_inputs(scenario, longer))
        assert {key for key, array in plain.items() if not near(again[key], array)} == set()


def test_parts_of_the_wind_down_add_up_to_it():
    graph = wind_down_graph(base_case(shipped()))
    items = ("saved_operation", "saved_local_operation", "lost_benefits", "time", "replacement_by_year")
    parts = [explain(graph, f"wind_down_{name}").npv_part for name in items]
    assert sum(parts) == pytest.approx(explain(graph, "wind_down_npv").item.value)
    assert explain(graph, "net_benefit").npv_part is None


def test_a_number_is_found_in_the_graph_that_has_it():
    scenario = base_case(shipped(), "Averøy")
    assert graph_for(scenario, "npv").options == ()
    assert graph_for(scenario, "npv", ["join"]).options == ("join",)
    assert graph_for(scenario, "distribution.gps").options == decide(scenario).leading_pair
    assert graph_for(scenario, "difference_npv", ["stay_out", "join"]).options == ("stay_out", "join")
    assert "regional_charge" in graph_for(scenario, "regional_charge").named
    assert "wind_down_time" in graph_for(scenario, "wind_down_time").named
    assert "npv" in graph_for(scenario, "wind_down_minutes").named  # an assumption
    with pytest.raises(KeyError):
        graph_for(scenario, "npv", ["stay"])

"""The graph of the model is the model: its values, its units, and what it gives for other inputs."""

from dataclasses import fields

import numpy as np
import pytest
from support import random_values, shipped

from costmodel import Scenario, appraise, base_case, decide, named
from costmodel.assumptions.records import Role
from costmodel.explain import DecisionGraphs, ModelGraph, annuity_of, decision_graphs, model_graph, ratio_of, recalculate, symbolic
from costmodel.model import costs, results

MUNICIPALITIES = ("Trondheim", "Averøy", "Molde")
HORIZON = 60


def arrays_of(appraisal) -> dict[str, np.ndarray]:
    """Every array of an appraisal by the name that a graph gives it."""
    parts = (appraisal.drivers, appraisal.costs, appraisal.benefits, appraisal.totals, appraisal.indicators)
    arrays = {field.name: getattr(part, field.name) for part in parts for field in fields(part)}
    register = {f"benefit_{key}": item for key, item in arrays.pop("register").items()}
    extra = {name: results.drivers(appraisal)[name] for name in ("platform_cost_per_inhabitant", "cumulated_net_benefit")}
    if appraisal.scenario.municipality is None:
        arrays["exit_year_of_municipality"] = arrays.pop("exit_year")
    return {**arrays, **register, **extra, "irr": appraisal.irr, "payback_year": appraisal.payback_year}


def assert_same(result: ModelGraph, appraisal) -> None:
    for name, array in arrays_of(appraisal).items():
        assert np.array_equal(result.named[name].value, array, equal_nan=True), name


def random_scenarios(name: str | None) -> list[Scenario]:
    values = random_values(20, 8, (Role.UNCERTAIN, Role.DECISION, Role.METHOD))
    batch = base_case(shipped(), name).with_values(values)
    return [batch.rows(row, row + 1) for row in range(20)]


@pytest.mark.parametrize("name", [*MUNICIPALITIES, None])
def test_every_node_has_the_value_of_the_plain_run(name):
    for scenario in [base_case(shipped(), name), *random_scenarios(name)]:
        result = model_graph(scenario)
        assert_same(result, appraise(scenario))
        assert result.faults == ()


@pytest.mark.parametrize("name", [*MUNICIPALITIES, None])
def test_both_options_of_a_decision_have_the_values_of_the_plain_run(name):
    for scenario in [base_case(shipped(), name), *random_scenarios(name)[:20]]:
        result, plain = decision_graphs(scenario), decide(scenario)
        assert result.names == plain.names
        for option, appraisal in ((result.first, plain.first), (result.second, plain.second)):
            years = {field: array[:, : option.named["year"].size] for field, array in arrays_of(appraisal).items()}
            assert {k for k, v in years.items() if not np.array_equal(option.named[k].value, v, equal_nan=True)} == set()
        assert result.difference.value == plain.difference


def test_every_scenario_and_a_named_set_trace_alike():
    chosen = base_case(shipped(), "Molde").with_participants(["Molde", "Averøy", "Trondheim"]).with_values({"exit_year": 2035})
    for scenario in [chosen, *(named(shipped(), name) for name in shipped().scenarios)]:
        assert_same(model_graph(scenario), appraise(scenario))


def column(result: ModelGraph, name: str) -> float:
    return result.municipalities.index(name) + 1.0


@pytest.mark.parametrize("name", MUNICIPALITIES)
def test_the_graph_of_one_scenario_holds_for_all_others(name):
    """Nothing that depends on an input has become a constant: every input changes at once, in the graph and in the model."""
    graph = model_graph(base_case(shipped()), HORIZON)
    for row, scenario in enumerate(random_scenarios(name)):
        later = scenario.with_values({"start_year": 2027 if row % 2 else 2020, "exit_year": None if row % 3 else 2036})
        values = {key: array for key, array in later.values.items() if key in graph.named}
        again = recalculate(graph, {**values, "municipality": column(graph, name)})
        plain = arrays_of(appraise(later))
        for key, array in plain.items():
            years = array.shape[1]
            assert np.array_equal(again[key][:, :years], array, equal_nan=True), (key, row)
        assert np.all(again["net_benefit"][:, plain["net_benefit"].shape[1] :] == 0.0)


@pytest.mark.parametrize("name", ["Trondheim", None])
def test_ticks_in_the_graph_are_a_named_set(name):
    graph = model_graph(base_case(shipped(), name), HORIZON)
    members = ["Trondheim", "Averøy", "Molde", "Levanger"]
    ticks = np.array([float(item in members) for item in graph.municipalities])
    again = recalculate(graph, {"participant_set": ticks, "participants_by_name": 1.0})
    plain = appraise(base_case(shipped(), name).with_participants(members))
    assert again["npv"] == plain.indicators.npv


def test_all_participants_follow_participants_and_exit():
    graph = model_graph(base_case(shipped(), None), HORIZON)
    for values in ({"participants": 66.0}, {"exit_year": 2031.0, "participants": 12.0}, {"service_years": 20.0}):
        plain = appraise(base_case(shipped(), None).with_values(values))
        assert recalculate(graph, values)["npv"] == plain.indicators.npv


def test_an_unknown_input_is_refused():
    with pytest.raises(KeyError, match="parking"):
        recalculate(model_graph(base_case(shipped())), {"parking": 1.0})


def test_options_share_their_inputs():
    result: DecisionGraphs = decision_graphs(base_case(shipped()))
    first, second = result.first.named, result.second.named
    assert {name for name in first if first[name].op == "input" and first[name] is not second[name]} == {"exit_year"}


def test_a_trace_is_of_one_draw():
    with pytest.raises(ValueError, match="one draw"):
        model_graph(base_case(shipped()).with_values({"participants": [19.0, 66.0]}))


def test_patterns_are_found_where_they_are():
    graph = model_graph(base_case(shipped()))
    annuities = [annuity_of(node) for node in graph.nodes if annuity_of(node)]
    assert len(annuities) == 2
    assert {rate for rate, _ in annuities} == {graph.named["loan_rate"]}
    assert {graph.named["depreciation_years"]} < {years for _, years in annuities}
    assert ratio_of(graph.named["break_even_minutes"]) is not None
    assert ratio_of(graph.named["npv"]) is None


@pytest.mark.parametrize("convert", [bool, float, int, np.asarray, list, len])
def test_a_node_is_no_plain_number(convert):
    with pytest.raises(TypeError):
        convert(model_graph(base_case(shipped())).named["npv"])


def test_a_node_refuses_what_would_lose_the_trail():
    node = model_graph(base_case(shipped())).named["operating_charge"]
    for attempt in (
        lambda: np.add(node, 1.0, out=np.zeros(1)),
        lambda: np.sqrt(node),
        lambda: np.concatenate([node, node]),
        lambda: node[0],
        lambda: node.sum(axis=1, keepdims=True),
        lambda: np.add.reduce(node),
    ):
        with pytest.raises(TypeError):
            attempt()


def swap(monkeypatch, name: str, formula) -> ModelGraph:
    """The model with another formula in place of one of its own."""
    monkeypatch.setattr(costs, name, formula)
    return model_graph(base_case(shipped()))


@pytest.mark.parametrize(
    ("name", "formula", "said"),
    [
        ("gp_contribution", lambda i, d: i.gp_offices * (i.gp_fee - i.gp_service_cost) * d.gp_share * d.live, "gp_contribution"),
        ("local_operation", lambda i, d: i.local_operating_cost * d.live + i.gp_fee * i.gp_offices, "add"),
        ("local_operation", lambda i, d: i.local_operating_cost * d.live + d.population, "add"),
        ("local_operation", lambda i, d: i.local_operating_cost * (d.year - i.introduction_months), "subtract"),
        ("local_operation", lambda i, d: i.local_operating_cost * d.year, "multiply"),
        ("local_operation", lambda i, d: i.local_operating_cost * (i.decision_year + d.year), "calendar"),
        ("exit_cost", lambda i, d: np.where(d.year < i.users, i.replacement_cost, 0.0) * d.live, "less"),
        ("exit_cost", lambda i, d: np.maximum(i.replacement_cost, i.participants) * d.live, "maximum"),
        ("transition_loss", lambda i, d: i.local_operating_cost * d.live**i.participants, "power"),
    ],
)
def test_units_that_do_not_go_together_are_found(monkeypatch, name, formula, said):
    assert any(said in fault for fault in swap(monkeypatch, name, formula).faults)


def test_prices_of_another_year_are_found(monkeypatch):
    """Scaling the published introduction outlay without converting it from its own price year is a fault."""
    monkeypatch.setattr(symbolic, "price_factors", lambda *_: {})
    assert any("kroner2022" in fault and "kroner2024" in fault for fault in model_graph(base_case(shipped())).faults)

"""The graph of the model is the model: its values, its units, and what it gives for other inputs."""

from dataclasses import fields, replace

import numpy as np
import pytest
from support import many, paid, shipped
from support.graphs import HORIZON, PARTNERS, REGISTER, ROUNDING, as_inputs, random_scenarios

from costmodel import Scenario, appraise, base_case, decide, named
from costmodel.axes import per_draw
from costmodel.explain import DecisionGraphs, ModelGraph, annuity_of, decision_graphs, model_graph, ratio_of, recalculate, symbolic
from costmodel.explain.explaining import explain
from costmodel.model import costs, results
from costmodel.model.decision import JOIN, LEAVE, STAY, STAY_OUT, TAKE
from costmodel.output.explanation.wording import explained, named_items

MUNICIPALITIES = ("Trondheim", "Averøy", "Molde")
SUMS = ("benefit_", "total_benefit", "net_", "npv", "annual_", "budget_npv", "break_even", "irr", "cumulated")
"""Starts of names that hang on the null alternative, whose systems the engine puts together by year and a graph does not."""


def arrays_of(appraisal) -> dict[str, np.ndarray]:
    """Every array of an appraisal by the name that a graph gives it."""
    parts = (appraisal.drivers, appraisal.costs, appraisal.benefits, appraisal.totals, appraisal.indicators)
    arrays = {field.name: getattr(part, field.name) for part in parts for field in fields(part) if field.name != "null_renewals"}
    register = {f"benefit_{key}": item for key, item in arrays.pop("register").items()}
    due = zip(appraisal.scenario.inputs.legacy_systems, arrays.pop("renewal_years"), strict=True)
    renewals = {f"renewal_year_{key}": year for key, year in due}
    extra = {name: results.drivers(appraisal)[name] for name in ("platform_cost_per_inhabitant", "cumulated_net_benefit")}
    arrays["exit_year_of_municipality"] = arrays.pop("exit_year")
    if appraisal.drivers.level_ratio.size == 1:
        arrays.pop("level_ratio")  # 1 in every year, and no number of the graph
    return {**arrays, **register, **renewals, **extra, "irr": appraisal.irr, "payback_year": appraisal.payback_year}


def differing(found: dict[str, np.ndarray], appraisal) -> set[str]:
    """Names of numbers that are not those of the plain run: to the last bit, but for what is added in another order."""
    wrong: set[str] = set()
    for name, array in arrays_of(appraisal).items():
        years = array.shape[1] if array.shape[1] > 1 else None
        value, expected = np.broadcast_arrays(found[name][:, :years], array)
        same = np.array_equal(value, expected, equal_nan=True)
        near = name.startswith(SUMS) and np.allclose(value, expected, rtol=ROUNDING, atol=ROUNDING, equal_nan=True)
        wrong |= set() if same or near else {name}
    return wrong


def values_of(graph: ModelGraph) -> dict[str, np.ndarray]:
    return {name: node.value for name, node in graph.named.items()}


def assert_same(graph: ModelGraph, appraisal) -> None:
    assert differing(values_of(graph), appraisal) == set()
    assert graph.faults == ()


@pytest.mark.parametrize("municipality", ["Trondheim", "Averøy", None])
def test_what_has_been_paid_is_in_the_graph_and_leads_to_its_invoice(municipality):
    rows = [
        paid.row("Trondheim", 2023, 95.0),
        paid.row("Trondheim", 2025, 90.0, price_year=2023),
        paid.row("Averøy", 2025, 3.0, "introduction_cost"),
    ]
    scenario = paid.paying(base_case(shipped(), municipality), *rows, paid.row("Molde", 2024, 16.0))
    graph = model_graph(scenario)
    assert_same(graph, appraise(scenario))
    name = "paid.introduction_cost.2025" if municipality == "Averøy" else "paid.platform_charge.2025.2023"
    origin = explain(graph, name).origin
    assert origin is not None and origin.kind == "paid" and {item.source for item in origin.rows} == {"Faktura 1"}
    assert explained(graph, name).origin.endswith("i 2025: Faktura 1")
    assert not [item.name for item in named_items(graph).values() if item.label == item.name]


@pytest.mark.parametrize("name", [*MUNICIPALITIES, None])
def test_every_node_has_the_value_of_the_plain_run(name):
    for scenario in [base_case(shipped(), name), *random_scenarios(name)]:
        assert_same(model_graph(scenario), appraise(scenario))


@pytest.mark.parametrize("name", [*MUNICIPALITIES, None])
def test_every_option_of_a_decision_has_the_values_of_the_plain_run(name):
    for scenario in [base_case(shipped(), name), *random_scenarios(name, many(3, 8))]:
        result, plain = decision_graphs(scenario), decide(scenario)
        assert list(result.options) == list(plain.all)
        assert result.pair == plain.leading_pair
        for option, graph in result.options.items():
            assert_same(graph, plain.all[option])
            assert graph.options == (option,)
        assert result.difference.value == pytest.approx(plain.difference(*result.pair), rel=1e-9, abs=1e-9)


def test_the_difference_of_a_pair_is_the_second_less_the_first():
    scenario = base_case(shipped())
    result = decision_graphs(scenario, pair=("leave_market_system", "stay"))
    assert result.difference.value == pytest.approx(decide(scenario).difference("leave_market_system", "stay"), rel=1e-9)
    assert (result.first.options, result.second.options) == (("leave_market_system",), ("stay",))
    with pytest.raises(KeyError):
        decision_graphs(scenario, pair=("stay", "join"))


def test_every_scenario_and_a_named_set_trace_alike():
    chosen = base_case(shipped(), "Molde").with_participants(["Molde", "Averøy", "Trondheim"]).with_values({"exit_year": 2035})
    for scenario in [chosen, *(named(shipped(), name) for name in shipped().scenarios)]:
        assert_same(model_graph(scenario), appraise(scenario))


@pytest.mark.parametrize("name", MUNICIPALITIES)
def test_the_graph_of_one_scenario_holds_for_all_others(name):
    """Nothing that depends on an input has become a constant: every input changes at once, in the graph and in the model."""
    graph = model_graph(base_case(shipped()), HORIZON)
    for row, scenario in enumerate(random_scenarios(name)):
        later = scenario.with_values({"start_year": 2027 if row % 2 else 2020})
        again, plain = recalculate(graph, as_inputs(later, graph)), appraise(later)
        assert differing(again, plain) == set(), row
        assert np.all(again["net_benefit"][:, plain.totals.net_benefit.shape[1] :] == 0.0)


def other_register(scenario: Scenario) -> Scenario:
    """A scenario with other settings of the registers: what is replaced, at what weight, and a price a head."""
    keys = tuple(shipped().legacy_systems)
    changes = {f"legacy_systems.{key}.weight": float(at == 0) for at, key in enumerate(keys)}
    changes |= {f"legacy_systems.{key}.replaced": float(at < 2) for at, key in enumerate(keys)}
    values = {**scenario.values, **{name: per_draw(value) for name, value in changes.items()}}
    return replace(scenario, values={**values, f"alternatives.{REGISTER[0]}.per_inhabitant": per_draw(1.0)})


@pytest.mark.parametrize("name", [*MUNICIPALITIES, None])
def test_the_registers_are_inputs_of_the_graph(name):
    graph = model_graph(base_case(shipped(), name), HORIZON)
    for scenario in random_scenarios(name, 4):
        changed = other_register(scenario.with_alternative(REGISTER[0]))
        assert differing(recalculate(graph, as_inputs(changed, graph)), appraise(changed)) == set()


@pytest.mark.parametrize("name", ["Trondheim", None])
def test_ticks_in_the_graph_are_a_named_set(name):
    graph = model_graph(base_case(shipped(), name), HORIZON)
    members = ["Trondheim", "Averøy", "Molde", "Levanger"]
    ticks = np.array([float(item in members) for item in graph.municipalities])
    again = recalculate(graph, {"participant_set": ticks, "participants_by_name": 1.0})
    plain = appraise(base_case(shipped(), name).with_participants(members))
    assert again["npv"] == pytest.approx(plain.indicators.npv, rel=ROUNDING)


def test_ticks_in_the_graph_are_partners():
    scenario = base_case(shipped(), "Stjørdal").with_values({"alternative_year": 2030, "exit_year": 2029})
    graph, partners = model_graph(scenario, HORIZON), scenario.with_partners(PARTNERS)
    alone, shared = appraise(scenario), appraise(partners)
    assert differing(recalculate(graph, as_inputs(partners, graph)), shared) == set()
    assert (alone.costs.alternative_introduction != shared.costs.alternative_introduction).any()


def test_all_participants_follow_participants_and_exit():
    graph = model_graph(base_case(shipped(), None), HORIZON)
    for values in ({"participants": 66.0}, {"exit_year": 2031.0, "participants": 12.0}, {"service_years": 20.0}):
        plain = appraise(base_case(shipped(), None).with_values(values))
        assert recalculate(graph, values)["npv"] == pytest.approx(plain.indicators.npv, rel=ROUNDING)


@pytest.mark.parametrize("name", ["Trondheim", "Averøy"])
def test_the_options_in_the_graph_follow_the_scenario(name):
    """The years in which an option leaves or takes an alternative follow the lead time and the scenario's own years."""
    base = base_case(shipped(), name)
    graphs = decision_graphs(base, HORIZON)
    for values in (
        {"exit_lead_years": 4.0},
        {"exit_year": 2034.0, "alternative_year": 2033.0},
        {"alternatives.market_system.earliest_year": 2031.0},
    ):
        later = replace(base, values={**base.values, **{key: per_draw(value) for key, value in values.items()}})
        for option, appraisal in decide(later).all.items():
            assert differing(recalculate(graphs.options[option], values), appraisal) == set(), (values, option)


def test_an_unknown_input_is_refused():
    with pytest.raises(KeyError, match="parking"):
        recalculate(model_graph(base_case(shipped())), {"parking": 1.0})


@pytest.mark.parametrize(("name", "verbs"), [("Trondheim", {STAY, LEAVE}), ("Averøy", {STAY_OUT, JOIN, TAKE})])
def test_options_share_their_inputs(name, verbs):
    result: DecisionGraphs = decision_graphs(base_case(shipped(), name))
    first, *others = (graph.named for graph in result.options.values())
    assert all(graph[key] is first[key] for graph in others for key in graph if graph[key].op == "input")
    assert all(graph["year"] is first["year"] and graph["wage_growth"] is first["wage_growth"] for graph in others)
    assert {next(verb for verb in verbs if option == verb or option.startswith(f"{verb}_")) for option in result.options} == verbs


def test_a_trace_is_of_one_draw():
    with pytest.raises(ValueError, match="one draw"):
        model_graph(base_case(shipped()).with_values({"participants": [19.0, 66.0]}))
    with pytest.raises(ValueError, match="one draw"):
        model_graph(base_case(shipped()).with_alternative(*REGISTER))


def test_patterns_are_found_where_they_are():
    graph = model_graph(base_case(shipped()))
    annuities = [annuity_of(node) for node in graph.nodes if annuity_of(node)]
    assert len(annuities) == 2
    assert {rate for rate, _ in annuities} == {graph.named["loan_rate"]}
    assert {graph.named["depreciation_years"]} < {years for _, years in annuities}
    assert ratio_of(graph.named["break_even_minutes"]) is not None
    assert ratio_of(graph.named["npv"]) is None


def test_what_is_settled_before_any_input_is_no_step():
    """An option is about one alternative: no formula of it asks which; and 0 or 1 times a number is no product."""
    node = model_graph(base_case(shipped())).named["net_benefit"]
    zero, ones = np.zeros((1, 1, 1)), np.ones((1, 1, 1))
    assert np.where(zero == 1.0, node, zero).shape == node.shape
    assert np.where(ones == 1.0, node, node * 2.0) is node
    assert node * 1.0 is node
    assert 0.0 * node is node * zero
    assert (node * zero).value.shape == node.value.shape
    assert (zero / node).op == "constant"
    leaving = decision_graphs(base_case(shipped())).options["leave_market_system"].named
    assert not any(name.startswith("alternative.") for name in leaving if name != "alternative.earliest_year")


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
        lambda: node.min(axis=1, keepdims=True),
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
        ("local_operation", lambda i, d: np.where(d.year < i.users, i.local_operating_cost, 0.0) * d.live, "less"),
        ("local_operation", lambda i, d: np.maximum(i.local_operating_cost, i.participants) * d.live, "maximum"),
        ("local_operation", lambda i, d: i.local_operating_cost * d.live**i.participants, "power"),
        # Minutes of a GP are not minutes of an employee, and heads are not full-time equivalents.
        ("extra_time_cost", lambda i, d: i.gp_minutes * costs.minute_cost(i) * d.time_in_use, "extra_time_cost"),
        ("hour_cost", lambda i: i.users * i.workdays * i.hourly_cost / 1e6, "transition_time_cost"),
    ],
)
def test_units_that_do_not_go_together_are_found(monkeypatch, name, formula, said):
    assert any(said in fault for fault in swap(monkeypatch, name, formula).faults)


def test_prices_of_another_year_are_found(monkeypatch):
    """Scaling the published introduction outlay without converting it from its own price year is a fault."""
    monkeypatch.setattr(symbolic, "price_factors", lambda *_: {})
    assert any("kroner2022" in fault and "kroner2024" in fault for fault in model_graph(base_case(shipped())).faults)

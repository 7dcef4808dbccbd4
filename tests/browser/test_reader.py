"""The reader of a graph in the browser gives what the engine gives, and numbers are written there as everywhere else."""

import json
import math
from collections.abc import Mapping
from dataclasses import fields
from itertools import cycle, product

import numpy as np
import pytest
from support import many, shipped
from support.graphs import HORIZON, as_inputs, random_scenarios

from costmodel import Appraisal, Scenario, appraise, base_case, decide, to_dict
from costmodel.explain import Graph, decision_graphs, model_graph, recalculate
from costmodel.explain.as_data import graph_as_data, number_as_data
from costmodel.explain.following import following, years_reached_by
from costmodel.explain.operations import ELEMENTWISE, STRUCTURAL
from costmodel.model import results
from costmodel.model.line_items import BENEFIT, COST, groups
from costmodel.output.charts.yearly import groups_by_year
from costmodel.output.labels import item_group_label
from costmodel.texts.numbers import number, percent, signed

CLOSE = 1e-9
"""Relative, and absolute in the unit of what is below 1."""
LOAD = """async ([name, data]) => {
  const known = await import(`/app/static/model/${name}.js`)
  Object.assign(window, known)
  if (data) Object.assign(window, { data: JSON.parse(data), graph: new known.Graph(JSON.parse(data)) })
  return known.OPERATIONS && Object.keys(known.OPERATIONS)
}"""
WORST = """cases => {
  const cell = value => typeof value === "string" ? { inf: Infinity, "-inf": -Infinity, nan: NaN }[value] : value
  let worst = ["", 0]
  for (const { inputs, expected } of JSON.parse(cases)) {
    for (const [name, value] of Object.entries(inputs)) graph.set(name, cell(value))
    graph.update()
    for (const [name, [rows, columns, cells]] of Object.entries(expected)) {
      const found = graph.get(name)
      for (let at = 0; at < rows * columns; at++) {
        const [is, wanted] = [found[at], cell(cells[cells.length > 1 ? at : 0])]
        const off = Object.is(is, wanted) || is === wanted ? 0 : Math.abs(is - wanted) / Math.max(1, Math.abs(wanted))
        if (!(off <= worst[1])) worst = [name, Number.isNaN(off) ? Infinity : off]
      }
    }
  }
  return worst
}"""
"""The number of all cases that is furthest from what is expected."""
WRITE = 'asked => JSON.parse(asked).map(([form, value, decimals]) => window[form](value, decimals)).join("|")'
PLANT = """([name, off]) => {
  const { loop } = OPERATIONS[name]
  OPERATIONS[name].loop = (out, ...given) => {
    loop(out, ...given)
    out.cells.forEach((cell, at) => { out.cells[at] = cell * (1 + off) + off })
  }
  window.graph = new Graph(data)
  OPERATIONS[name].loop = loop
}"""
"""A graph in which one operation is off."""


def expected_of(appraisal: Appraisal, prefix: str = "") -> dict[str, object]:
    """Every line item and total by year and municipality, every indicator, and the running sum."""
    totals = {field.name: getattr(appraisal.totals, field.name) for field in fields(appraisal.totals)}
    running = {"cumulated_net_benefit": results.cumulated_net_benefit(appraisal)}
    found = {**results.flows(appraisal), **totals, **running, **results.indicators(appraisal)}
    return {prefix + name: number_as_data(array) for name, array in found.items()}


def moved(scenario: Scenario, graph: Graph) -> dict[str, float | str]:
    """The inputs that differ from those of the graph; none of them is a grid."""
    given = {name: float(np.asarray(value).flat[0]) for name, value in as_inputs(scenario, graph).items() if np.size(value) == 1}
    return {name: value if math.isfinite(value) else str(value) for name, value in given.items()}


def movable(graph: Graph) -> set[str]:
    return {name for name, node in graph.named.items() if node.op == "input" and node.value.size == 1}


@pytest.fixture
def reader(page):
    """A page of the app's server, under its policy, that reads a graph; no app runs in it."""
    page.goto("/health")
    return page


def alone(scenario: Scenario) -> Scenario:
    return scenario.with_partners([])


@pytest.mark.parametrize(("name", "usual"), [("Trondheim", 8), ("Averøy", 4), (None, 2)])
def test_a_random_scenario_is_as_the_engine_has_it(reader, name, usual):
    graph = model_graph(base_case(shipped(), name), HORIZON)
    reader.evaluate(LOAD, ["reader", json.dumps(graph_as_data(graph.named, movable(graph)), allow_nan=False)])
    for scenario in map(alone, random_scenarios(name, many(usual, 10 * usual))):
        case = {"inputs": moved(scenario, graph), "expected": expected_of(appraise(scenario))}
        name_of_worst, off = reader.evaluate(WORST, json.dumps([case], allow_nan=False))
        assert off <= CLOSE, name_of_worst


@pytest.mark.parametrize(("name", "usual"), [("Trondheim", 4), ("Averøy", 2)])
def test_every_option_of_a_random_decision_is_as_the_engine_has_it(reader, name, usual):
    graphs = decision_graphs(base_case(shipped(), name), HORIZON)
    nodes = {f"{option}/{key}": node for option, graph in graphs.options.items() for key, node in graph.named.items()}
    reader.evaluate(LOAD, ["reader", json.dumps(graph_as_data(nodes, movable(graphs.first)), allow_nan=False)])
    for scenario in map(alone, random_scenarios(name, many(usual, 15 * usual))):
        expected: Mapping[str, object] = {
            key: found for option, item in decide(scenario).all.items() for key, found in expected_of(item, f"{option}/").items()
        }
        case = {"inputs": moved(scenario, graphs.first), "expected": expected}
        name_of_worst, off = reader.evaluate(WORST, json.dumps([case], allow_nan=False))
        assert off <= CLOSE, name_of_worst


@pytest.mark.parametrize(("name", "option"), [("Trondheim", ""), ("Trondheim", "stay"), (None, "")])
def test_what_follows_the_levers_is_as_the_engine_has_it(reader, name, option):
    """With the years of the longest position: all 66 together end later than the first 19."""
    positions = {"participants": (1.0, 66.0), "extra_minutes": (-10.0, 20.0), "depreciation_years": (5.0, 20.0)}
    base = base_case(shipped(), name).with_participants(["Trondheim", "Orkland"])
    reader.evaluate(LOAD, ["reader", json.dumps(following(base, positions, option), allow_nan=False)])
    assert reader.evaluate("graph.get('in_year.net_benefit').length") == years_reached_by(base, positions, option)
    for at in range(2):
        values = {key: ends[at] for key, ends in positions.items()}
        scenario = base.with_values(values)
        appraisal = decide(scenario).options[option] if option else appraise(scenario)
        found = {f"in_year.{key}": array for key, array in results.line_items(appraisal).items() if key in vars(appraisal.totals)}
        found |= {"in_year.cumulated_net_benefit": results.cumulated_net_benefit(appraisal), **vars(appraisal.indicators)}
        found |= {f"in_year.{key}": array for key, array in groups_of(appraisal).items()}
        expected = {key: number_as_data(array) for key, array in found.items()}
        case = {"inputs": {**values, "participants_by_name": 0.0}, "expected": expected}
        name_of_worst, off = reader.evaluate(WORST, json.dumps([case], allow_nan=False))
        assert off <= CLOSE, name_of_worst


def groups_of(appraisal: Appraisal) -> dict[str, np.ndarray]:
    """The groups of the yearly chart, as its own numbers have them."""
    record = to_dict(appraisal)
    labels = {f"{kind}.{group}": item_group_label(group) for kind in (COST, BENEFIT) for group in groups(kind)}
    columns = groups_by_year(record, COST) | groups_by_year(record, BENEFIT)
    return {name: np.array(columns[label]) for name, label in labels.items()}


def test_a_fault_in_any_operation_is_seen(reader):
    """Each operation of the engine has a loop, and a loop that is off by a millionth gives other numbers than the engine."""
    graph = model_graph(base_case(shipped()), HORIZON)
    data = graph_as_data(graph.named, movable(graph))
    assert set(reader.evaluate(LOAD, ["reader", json.dumps(data, allow_nan=False)])) == {*ELEMENTWISE, *STRUCTURAL}
    cases = []
    for given in (moved(alone(one), graph) for one in random_scenarios("Trondheim", 20)[::7]):
        every = recalculate(graph, {name: float(value) for name, value in given.items()})
        cases.append({"inputs": given, "expected": {name: number_as_data(array) for name, array in every.items()}})
    case = json.dumps(cases, allow_nan=False)
    assert reader.evaluate(WORST, case)[1] <= CLOSE
    unseen = set()
    for name in {name for name, _, _ in data["steps"]}:
        reader.evaluate(PLANT, [name, 1.0 if name == "floor" else 1e-6])  # its whole years are only compared
        if reader.evaluate(WORST, case)[1] <= CLOSE:
            unseen.add(name)
    assert unseen == set()
    assert any("irr" in case["expected"] and case["expected"]["irr"][2] != ["nan"] for case in cases)


def numbers_to_write() -> list[float]:
    """Of every size, with ties among them: halves, and quarters and eighths that are ties with one and two decimals."""
    rng = np.random.default_rng(17)
    sizes = rng.normal(size=50_000) * 10.0 ** rng.uniform(-4, 12, 50_000)
    ties = rng.integers(-80_000, 80_000, 40_000) / rng.choice([2.0, 4.0, 8.0, 16.0], 40_000)
    decimal = rng.integers(-99_999, 99_999, 9_990) / rng.choice([10.0, 100.0, 1000.0, 20.0], 9_990)
    odd = [0.0, -0.0, 0.05, -0.05, 0.5, -0.5, 1e15 + 0.5, 2.0**60, 1e21, -1.5e23]
    found = [*sizes.tolist(), *ties.tolist(), *decimal.tolist(), *odd]
    rng.shuffle(found)
    return found


def test_numbers_are_written_as_python_writes_them(reader):
    reader.evaluate(LOAD, ["numbers", None])
    values, forms = numbers_to_write(), {"number": number, "signed": signed, "percent": percent}
    asked = [(form, value, decimals) for value, (form, decimals) in zip(values, cycle(product(forms, range(3))), strict=False)]
    assert len(asked) == 100_000
    found = reader.evaluate(WRITE, json.dumps(asked)).split("|")
    wrong = [(ask, told) for ask, told in zip(asked, found, strict=True) if told != forms[ask[0]](*ask[1:])]
    assert wrong == []
    assert reader.evaluate("[number(null), number(NaN, 1), percent(null)]") == ["–"] * 3

"""A graph as plain data holds no more than what follows the numbers that move, in an order in which it can be carried out."""

import json

import numpy as np
import pytest
from support import shipped
from support.graphs import HORIZON

from costmodel import base_case
from costmodel.explain import model_graph
from costmodel.explain.as_data import LARGEST, graph_as_data, number_as_data
from costmodel.explain.following import following, years_reached_by


def exported(name: str | None, moving: set[str]):
    graph = model_graph(base_case(shipped(), name), HORIZON)
    return graph, graph_as_data({key: graph.named[key] for key in ("npv", "net_benefit", "discount_factor")}, moving)


@pytest.mark.parametrize("name", ["Trondheim", None])
def test_the_data_hold_what_follows_and_nothing_else(name):
    graph, data = exported(name, {"extra_minutes", "gp_uptake", "parking"})
    assert set(data["inputs"]) == {"extra_minutes", "gp_uptake"}
    assert data["results"]["discount_factor"] < len(data["numbers"]) <= data["results"]["npv"]
    assert len(data["steps"]) < len(graph.nodes) / 2
    assert all(len(cells) <= LARGEST for _, _, cells in data["numbers"])
    used = {place for _, places, _ in data["steps"] for place in places} | set(data["results"].values())
    assert used == set(range(len(data["numbers"]) + len(data["steps"])))


def test_each_step_stands_after_what_it_is_made_of():
    _, data = exported(None, {"participants"})
    for at, (_, places, _) in enumerate(data["steps"], start=len(data["numbers"])):
        assert max(places) < at


def test_the_data_are_json_that_every_language_reads():
    _, data = exported("Trondheim", {"exit_year"})
    assert json.loads(json.dumps(data, allow_nan=False))["results"] == data["results"]
    assert number_as_data(np.array([[[True, False]]])) == (1, 2, [1.0, 0.0])
    assert number_as_data(np.array([np.nan, -np.inf])) == (2, 1, ["nan", "-inf"])


def test_the_years_are_those_of_the_longest_position():
    base = base_case(shipped(), None).with_values({"participants": 19.0})
    own = years_reached_by(base, {})
    assert years_reached_by(base, {"participants": (19.0, 66.0)}) > own
    assert years_reached_by(base, {"service_years": (5.0, 40.0)}) > years_reached_by(base, {"service_years": (5.0, 30.0)}) > own
    by_name = base.with_participants(["Trondheim"])
    assert years_reached_by(by_name, {"participants": (1.0, 66.0)}) == years_reached_by(base, {"participants": (1.0, 66.0)})


def test_a_named_set_gives_way_to_a_number_that_is_moved():
    base = base_case(shipped(), None).with_participants(["Trondheim"])
    assert "participants_by_name" in following(base, {"participants": (1.0, 66.0)})["inputs"]
    assert "participants_by_name" not in following(base, {"extra_minutes": (0.0, 1.0)})["inputs"]

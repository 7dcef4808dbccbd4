"""Everything that has a name in the model has a text: a label, a unit, and a meaning that stands alone."""

import re

import pytest
from support import paid, shipped
from support.graphs import GRAPHS

from costmodel import base_case
from costmodel.explain import model_graph, pair_graph, regional_charge_graph
from costmodel.explain.naming import option_and_name
from costmodel.output.explanation.labels import labels_of
from costmodel.output.explanation.wording import key_of_meaning, meaning
from costmodel.texts.catalog import text
from costmodel.units import BY_SYMBOL


@pytest.mark.parametrize("kind", GRAPHS)
def test_every_number_of_the_model_has_a_label_in_words(kind):
    graph = GRAPHS[kind]()
    labels = labels_of(graph)
    assert set(labels) == {node.name for node in graph.named.values()}
    assert {key for key, label in labels.items() if not label or label == key or "_" in label} == set()


@pytest.mark.parametrize("kind", GRAPHS)
def test_every_number_that_is_computed_has_a_meaning_that_stands_alone(kind):
    graph = GRAPHS[kind]()
    computed = [node.name for node in graph.named.values() if node.op != "input"]
    meanings = {key: meaning(key, graph) for key in (*computed, *shipped().quantities)}
    assert {key for key, told in meanings.items() if not re.match(r"[A-ZÆØÅ0-9].*[.]$", told, re.DOTALL)} == set()
    assert {key for key, told in meanings.items() if re.search(r"``|>>>|\b(?:samme|The same)\b$", told)} == set()


def test_every_unit_has_a_text():
    assert set(text.part("labels.units")) >= set(BY_SYMBOL)


def test_every_meaning_is_of_something():
    rows = [paid.row(name, 2025, 20.0, line) for name in ("Trondheim", "Averøy", "Levanger") for line in paid.LINES]
    whole, other = (paid.paying(base_case(shipped(), name), *rows) for name in (None, "Averøy"))
    graphs = [
        *(made() for made in GRAPHS.values()),
        model_graph(whole),
        pair_graph(other, "stay_out", "join"),
        regional_charge_graph(other),
    ]
    names = {option_and_name(node.name, graph.options)[1] for graph in graphs for node in graph.named.values()}
    assert set(text.part("meanings")) <= {key_of_meaning(name) for name in names} | {"in_run_prices", "benefit_of_register"}

"""Where the numbers of the graph come from: the source of an input, and what the model's own text says of a name."""

import ast
import inspect
from functools import lru_cache
from types import ModuleType

import numpy as np

from costmodel.analysis.comparison import origin
from costmodel.assumptions.records import Assumption
from costmodel.explain.labelling import OWN, PRICED
from costmodel.explain.nodes import Node
from costmodel.explain.tracing import Trace
from costmodel.model import benefits, costs, discounting, drivers, line_items, participation, results

INDEX_BASIS = {"published": "publisert", "derived": "utledet", "forecast": "anslag"}
INDEX_SOURCE, POPULATION_SOURCE = "SSB-KPI", "SSB-07459"
"""Ids in sources.yaml of what the tables hold; their rows name no source of their own for these."""
CHANGED = "Endret i scenarioet"
_RECORDS = (line_items.Costs, line_items.Benefits, results.Totals, results.Indicators, drivers.Drivers)
_FORMULAS: tuple[ModuleType, ...] = (costs, benefits, participation, results, discounting)


def assumption_of(result: Trace, name: str) -> Assumption | None:
    """The assumption behind an input; None for what no file has as a number of its own."""
    return result.scenario.assumptions.quantities.get(name)


def origin_of(result: Trace, node: Node) -> str:
    """Where an input comes from, in bokmål; empty for what is computed."""
    if node.op != "input":
        return ""
    assumptions = result.scenario.assumptions
    item = assumption_of(result, node.name)
    if item is not None:
        is_changed = node.name in result.scenario.values and node.value.item() != (np.inf if item.value is None else item.value)
        return CHANGED if is_changed else origin(item, assumptions)
    if node.name.startswith("price_index_"):
        index = assumptions.price_index[int(node.name[-4:])]
        source = _source(result, INDEX_SOURCE)
        return f"{INDEX_BASIS[index.basis].capitalize()}: {source}. {index.note}".rstrip()
    if node.name.startswith("municipality_"):
        is_population = node.name.startswith("municipality_population")
        known = {POPULATION_SOURCE} if is_population else {row.source for row in assumptions.municipalities}
        plan = "Plan per kildens dato. " if node.name == "municipality_go_live" and is_planned(result) else ""
        return f"{plan}Kommunetabellen: " + "; ".join(_source(result, key) for key in sorted(known))
    return "Valgt i scenarioet"


def is_planned(result: Trace) -> bool:
    """Whether the municipality under study is not live: its dates are plans. All participants together have some of them."""
    rows = {row.name: row.status for row in result.scenario.assumptions.municipalities}
    return result.scenario.municipality is None or rows[result.scenario.municipality] == "planned"


def _source(result: Trace, key: str) -> str:
    source = result.scenario.assumptions.sources.get(key)
    return f"{source.title} ({source.publisher}, {source.date})" if source else key


def docstring_of(result: Trace, node: Node) -> str:
    """What the model's source says of a number: the docstring of its formula, else of its field; of an input what its file says."""
    name = node.name
    if node.op == "input":
        item = assumption_of(result, name)
        return item.description if item else ""
    if name.endswith(PRICED):
        return "The amount of the assumption files in the run's prices."
    if name.startswith("benefit_"):
        return inspect.getdoc(benefits.benefit) or ""
    for module in _FORMULAS:
        formula = getattr(module, name, None)
        if inspect.isfunction(formula):
            return inspect.getdoc(formula) or ""
    if name == "platform_cost_per_inhabitant":
        return "What is paid to the platform in a year, operation and both kinds of capital, for each inhabitant."
    lazy = getattr(results.Appraisal, name, None)
    return inspect.getdoc(lazy) or "" if lazy else _field_docs().get(name.removesuffix(OWN), "")


@lru_cache(maxsize=1)
def _field_docs() -> dict[str, str]:
    """The text under each field of the model's records."""
    docs: dict[str, str] = {}
    for record in {base for kind in _RECORDS for base in kind.__mro__ if base is not object}:
        body = ast.parse(inspect.cleandoc(inspect.getsource(record))).body[0]
        assert isinstance(body, ast.ClassDef)
        for field, text in zip(body.body, body.body[1:], strict=False):
            if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
                docs[ast.unparse(field.target)] = str(text.value.value)
    return docs

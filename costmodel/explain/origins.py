"""Where the numbers of the graph come from: the source of an input, and what the model's own text says of a name."""

import ast
import inspect
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType

from costmodel.assumptions.parameters import empty_as
from costmodel.assumptions.records import Actual, Assumption
from costmodel.explain.graph import Graph
from costmodel.explain.naming import OPTION_SUFFIX, OWN_SUFFIX, PRICED
from costmodel.explain.nodes import Node
from costmodel.explain.paid import PREFIXES, rows_behind
from costmodel.model import benefits, costs, derivation, discounting, drivers, line_items, participation, results, studied

INDEX_SOURCE, POPULATION_SOURCE = "SSB-KPI", "SSB-07459"
"""Ids in sources.yaml of what the tables hold; their rows name no source of their own for these."""
CHANGED = "changed"
_RECORDS = (line_items.Costs, line_items.Benefits, results.Totals, results.Indicators, drivers.Drivers, studied.Studied)
_FORMULAS: tuple[ModuleType, ...] = (costs, benefits, derivation, participation, results, discounting)

_OF_ROWS = {
    "benefit_": benefits.benefit,
    "potential_": benefits.potential,
    "null_ramp_": benefits.null_effect,
    "renewal_year_": participation.renewal_year,
}
"""The function of what is worked out for each row of a register, by the start of its name."""
_OF_EACH = {
    "member": "members",
    "reference_member": "first_ranks",
    "each_go_live": "go_live",
    "each_exit_choice": "every_exit_year",
    "each_exit_year": "within_service",
    "growth_after_table": "population_growth",
    "growth_at_reference": "population_growth",
}
"""What the model calls the numbers of the whole region."""
_SAID_HERE = {
    PRICED: "The amount of the assumption files in the run's prices.",
    "alternative.": "Of the alternative that is chosen: the number of its row decides.",
    "platform_cost_per_inhabitant": "What is paid to the platform in a year, operation and both kinds of capital, for each inhabitant.",
    "is_studied": "1 for the municipality under study, else 0.",
}
"""What no function or field of the model says."""


@dataclass(frozen=True)
class InputOrigin:
    """Where an input comes from."""

    kind: str
    """``file``: the assumption files; ``changed``: the scenario changed it; ``chosen``: somebody's choice that no file has; ``paid``: an
    invoice or account;
    ``price_index``, ``population``, ``municipalities`` or ``plans`` (municipalities whose dates are plans): a table."""
    assumption: Assumption | None = None
    """What the files say of it; None for tables and choices."""
    sources: tuple[str, ...] = ()
    """Ids of the sources of a table."""
    year: int = 0
    """Of the price index."""
    rows: tuple[Actual, ...] = ()
    """Of what has been paid."""


def assumption_of(graph: Graph, name: str) -> Assumption | None:
    """The assumption behind an input; None for what no file has as a number of its own."""
    return graph.scenario.assumptions.quantities.get(name)


def origin_of(graph: Graph, node: Node) -> InputOrigin | None:
    """Where an input comes from; None for what is computed."""
    if node.op != "input":
        return None
    item = assumption_of(graph, node.name)
    if item is not None:
        in_files = empty_as(node.name) if item.value is None else item.value
        is_changed = node.value.item() != in_files
        kind = "chosen" if is_changed and _is_value_year(graph, node) else CHANGED if is_changed else "file"
        return InputOrigin(kind, item)
    return _origin_of_table(graph, node)


def _origin_of_table(graph: Graph, node: Node) -> InputOrigin:
    """Of what stands in a table, or of a choice."""
    if node.name.startswith(PREFIXES):
        return InputOrigin("paid", rows=rows_behind(node.name, graph.scenario.assumptions, graph.scenario.municipality))
    if node.name.startswith("price_index_"):
        return InputOrigin("price_index", sources=(INDEX_SOURCE,), year=int(node.name[-4:]))
    if node.name.startswith("municipality_population"):
        return InputOrigin("population", sources=(POPULATION_SOURCE,))
    if node.name.startswith("municipality_"):
        kind = "plans" if node.name == "municipality_go_live" and is_planned(graph) else "municipalities"
        return InputOrigin(kind, sources=tuple(sorted({row.source for row in graph.scenario.assumptions.municipalities})))
    return InputOrigin("chosen")


def _is_value_year(graph: Graph, node: Node) -> bool:
    """Whether it is the first year of one that has nothing before the decision, and so follows from the decision year."""
    scenario = graph.scenario
    is_one = scenario.municipality is not None and is_planned(graph)
    return is_one and node.name == "start_year" and node.value.item() == scenario.setting("decision_year")


def is_planned(graph: Graph) -> bool:
    """Whether the municipality under study is not live: its dates are plans. All participants together have some of them."""
    rows = {row.name: row.status for row in graph.scenario.assumptions.municipalities}
    return graph.scenario.municipality is None or rows[graph.scenario.municipality] == "planned"


def docstring_of(graph: Graph, node: Node) -> str:
    """What the model's source says of a number that is computed: the docstring of its property, formula or field, without examples."""
    return _docstring(graph, node.name.removesuffix(OWN_SUFFIX).removesuffix(OPTION_SUFFIX)).partition("\n\n>>>")[0]


def _docstring(graph: Graph, name: str) -> str:
    rows = {*graph.scenario.assumptions.benefits, *graph.scenario.assumptions.legacy_systems}
    of_row = next((function for start, function in _OF_ROWS.items() if name.startswith(start) and name.removeprefix(start) in rows), None)
    told = _SAID_HERE.get(PRICED if name.endswith(PRICED) else "alternative." if name.startswith("alternative.") else name)
    return told or _doc_of(of_row or _source_of(_OF_EACH.get(name, name))) or _field_docs().get(_OF_EACH.get(name, name), "")


def _source_of(name: str) -> object:
    """The property, else the function of the model that has this name; None for a field."""
    functions = (getattr(module, name, None) for module in _FORMULAS)
    return getattr(results.Appraisal, name, None) or next((function for function in functions if inspect.isfunction(function)), None)


def _doc_of(source: object) -> str:
    return inspect.getdoc(source) or "" if source else ""


@lru_cache(maxsize=1)
def _field_docs() -> dict[str, str]:
    """The text under each field of the model's records."""
    docs: dict[str, str] = {}
    for record in dict.fromkeys(base for kind in _RECORDS for base in kind.__mro__ if base is not object):
        body = ast.parse(inspect.cleandoc(inspect.getsource(record))).body[0]
        assert isinstance(body, ast.ClassDef)
        for field, text in zip(body.body, body.body[1:], strict=False):
            if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
                docs.setdefault(ast.unparse(field.target), str(text.value.value))  # the first record to name a field explains it
    return docs

"""What the numbers of the graph are called: results and assumptions as everywhere, and what only the graph has."""

from costmodel.assumptions.records import AssumptionSet
from costmodel.explain.graph import ModelGraph
from costmodel.explain.naming import OWN_SUFFIX, PRICED
from costmodel.output.labels import name_in_language, result_label, unit_label
from costmodel.texts.catalog import text


def labels_of(graph: ModelGraph) -> dict[str, str]:
    """The label of everything that the graph names; an input that is called as a result gets its unit behind it."""
    price_year = int(graph.scenario.setting("price_year"))
    labels = {node.name: graph_label(node.name, graph.scenario.assumptions, price_year) for node in graph.named.values()}
    results = {labels[node.name] for node in graph.named.values() if node.op != "input"}
    for node in graph.named.values():
        if node.op == "input" and labels[node.name] in results:
            labels[node.name] = f"{labels[node.name]}, {unit_label(node.symbol)}"
    return labels


def graph_label(name: str, assumptions: AssumptionSet, price_year: int) -> str:
    """What a named number is called; a name that has no label stands for itself."""
    if name.endswith(PRICED):
        return text("explanation.priced", label=graph_label(name.removesuffix(PRICED), assumptions, price_year), year=price_year)
    if name.endswith(OWN_SUFFIX):
        return text("explanation.of_municipality", label=graph_label(name.removesuffix(OWN_SUFFIX), assumptions, price_year))
    if name.startswith("price_index_"):
        return text("explanation.price_index", year=name[-4:])
    if name in assumptions.quantities:
        return _quantity(name, assumptions)
    return text.find(f"explanation.labels.{name}") or result_label(name, assumptions)


def _quantity(name: str, assumptions: AssumptionSet) -> str:
    """A parameter's name; a field of a benefit with the benefit that it belongs to."""
    label = name_in_language(assumptions.quantities[name].name)
    if not name.startswith("benefits."):
        return label
    return text("explanation.field", field=label, benefit=name_in_language(assumptions.benefits[name.split(".")[1]].name))


def short_labels(name: str, graph: ModelGraph) -> dict[str, str]:
    """Of a benefit of the register: its own fields without the benefit's name, as its formula calls them; else nothing."""
    assumptions, price_year = graph.scenario.assumptions, int(graph.scenario.setting("price_year"))
    benefit = assumptions.benefits.get(name.removeprefix("benefit_")) if name.startswith("benefit_") else None
    if benefit is None:
        return {}
    start = f"benefits.{name.removeprefix('benefit_')}."
    fields = {f"{start}{field}": name_in_language(item.name) for field, item in benefit.fields.items()}
    priced = {f"{field}{PRICED}": text("explanation.priced", label=label, year=price_year) for field, label in fields.items()}
    return {**fields, **priced}

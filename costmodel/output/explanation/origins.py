"""Where the numbers of the graph come from, in words."""

from costmodel.assumptions.records import AssumptionSet
from costmodel.explain.graph import Graph
from costmodel.explain.origins import InputOrigin
from costmodel.output.input_labels import input_origin
from costmodel.texts.catalog import text


def origin_text(origin: InputOrigin, graph: Graph) -> str:
    """Source and page, how it was derived or why it is assumed, which table it stands in, or that the scenario changed it."""
    assumptions = graph.scenario.assumptions
    sources = "; ".join(_source(key, assumptions) for key in origin.sources)
    if origin.assumption is not None and origin.kind == "file":
        return input_origin(origin.assumption, assumptions)
    if origin.kind == "price_index":
        index = assumptions.price_index[origin.year]
        return text(f"explanation.origins.price_index.{index.basis}", source=sources, note=index.note).rstrip()
    return text(f"explanation.origins.{origin.kind}", sources=sources)


def _source(key: str, assumptions: AssumptionSet) -> str:
    source = assumptions.sources.get(key)
    return text("explanation.origins.source", **source.model_dump()) if source else key

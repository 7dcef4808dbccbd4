"""Where the numbers of the graph come from, in words."""

from costmodel.assumptions.records import Actual, AssumptionSet
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
    if origin.kind == "paid":
        return "; ".join(paid_text(row, assumptions) for row in origin.rows) or text("explanation.origins.nothing_paid")
    return text(f"explanation.origins.{origin.kind}", sources=sources)


def paid_text(row: Actual, assumptions: AssumptionSet) -> str:
    """The invoice or account behind a row of what has been paid, and what is said of it."""
    source = text("explanation.origins.paid", name=row.municipality, year=row.year, source=_source(row.source, assumptions))
    return f"{source}. {row.note}" if row.note else source


def _source(key: str, assumptions: AssumptionSet) -> str:
    source = assumptions.sources.get(key)
    return text("explanation.origins.source", **source.model_dump()) if source else key

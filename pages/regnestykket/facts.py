"""Which sentence says what of one number: what it is, what it is of the whole, and where it comes from."""

from collections.abc import Mapping

from costmodel import AssumptionSet
from costmodel.analysis.waterfall import Waterfall
from costmodel.assumptions.records import Assumption
from costmodel.explain.graph import Graph
from costmodel.explain.origins import CHANGED, is_planned, origin_of
from costmodel.output.explanation.notation import plain
from costmodel.output.explanation.wording import ExplanationInWords, NamedItem, value_text
from costmodel.output.labels import basis_label
from costmodel.texts.catalog import text as shared
from pages.regnestykket.words import text

Fact = tuple[str, str, str]
"""What is told, in short, and in full."""


def takeaway(found: ExplanationInWords, who: str) -> str:
    """The number in one sentence."""
    item = found.item
    key = "takeaway_in_year" if item.year else "takeaway"
    return text(key, label=item.label, year=item.year, value=value_text(item), who=who)


def share(explanation: ExplanationInWords, measure: str) -> str:
    """What the line is of the number that the graph is measured by; empty for what adds nothing by itself."""
    found, year = explanation.found, explanation.item.year
    if found.npv_part is None:
        return ""
    part = found.npv_share
    key = "alone" if part is None else "same_way" if part >= 0 else "other_way"
    of_year = text("share.of_year", part=found.npv_part_of_year, year=year) if year else ""
    known = {"part": found.npv_part, "whole": found.npv, "share": abs(part or 0.0), "measure": text(f"measures.{measure}")}
    return text(f"share.{key}", **known) + of_year


def item_text(item: NamedItem, graph: Graph) -> str:
    """A number that can be opened: name, value, and for an assumption where it comes from."""
    in_year = item.year and item.name != "year"
    told = text("items.item_in_year" if in_year else "items.item", label=item.label, value=value_text(item), year=item.year)
    return told + _origin(item, graph)


def _origin(item: NamedItem, graph: Graph) -> str:
    if item.kind == "table":
        return text("items.plan" if item.name == "municipality_go_live" and is_planned(graph) else "items.table")
    known = graph.scenario.assumptions.quantities.get(item.name)
    if item.kind != "input" or known is None:
        return ""
    origin = origin_of(graph, graph.named[item.name])
    if origin is not None and origin.kind == CHANGED:
        return text("items.changed")
    return text("items.origin", basis=basis_label(known.basis.value), source=known.source or "").rstrip()


def facts(record: Mapping[str, object], found: ExplanationInWords, assumptions: AssumptionSet) -> list[Fact]:
    """Origin of an input as a list: basis, source, confidence, dates, range."""
    known = assumptions.quantities.get(found.item.name)
    if known is None:
        return [(text("origin.from"), text(f"kinds.{found.item.kind}").lower(), str(record["origin"]))]
    return [
        (text("origin.basis"), basis_label(known.basis.value), known.how or known.why or text("origin.in_source")),
        *_source(known, assumptions),
        (text("origin.confidence"), shared(f"explanation.confidence.{known.confidence.value}"), text("origin.owner", owner=known.owner)),
        (text("origin.valid_from"), f"{known.valid_from:%d.%m.%Y}", text("origin.review_by", day=f"{known.review_by:%d.%m.%Y}")),
        (text("origin.in_file"), text("origin.none") if known.value is None else plain(known.value, known.unit), _unit(known)),
    ]


def _source(known: Assumption, assumptions: AssumptionSet) -> list[Fact]:
    source = assumptions.sources.get(known.source or "")
    if source is None:
        return []
    told = text("origin.source_text", **source.model_dump(), page=known.page)
    return [(text("origin.source"), known.source or "", told)]


def _unit(known: Assumption) -> str:
    unit = text("origin.unit_in_prices" if known.price_year else "origin.unit", unit=known.unit, year=known.price_year)
    if known.low is None or known.high is None:
        return unit
    return text("origin.range", unit=unit, low=plain(known.low), high=plain(known.high))


def legend(found: ExplanationInWords) -> str:
    """What the signs in the formula mean, as a list."""
    return "\n".join(text("formula.sign", sign=sign, meaning=meaning) for sign, meaning in found.legend)


def gross_takeaway(fall: Waterfall) -> str:
    """The waterfall in one sentence."""
    return text("fall.takeaway", gross=-fall.start, taken=fall.difference, net=fall.end)


def cash_takeaway(years: list[int], net: list[float]) -> str:
    """The statement in one sentence, and what its signs are."""
    lowest = min(range(len(net)), key=net.__getitem__)
    highest = max(range(len(net)), key=net.__getitem__)
    ends = {"low": net[lowest], "low_year": years[lowest], "high": net[highest], "high_year": years[highest]}
    return text("cash.takeaway", **ends, about=text("cash.about"))

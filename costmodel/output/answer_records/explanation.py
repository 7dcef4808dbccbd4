"""An explanation as a plain record (JSON) and as text for a terminal."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from costmodel.explain.explaining import amount, find, graph_years
from costmodel.explain.graph import Graph
from costmodel.explain.origins import CHANGED, assumption_of
from costmodel.output.explanation.notation import plain
from costmodel.output.explanation.wording import ExplanationInWords, NamedItem, value_text
from costmodel.output.labels import basis_label, everybody, option_label
from costmodel.output.printing import columns
from costmodel.texts.catalog import text
from costmodel.version import MODEL_VERSION


def to_record(graph: Graph, explanation: ExplanationInWords) -> dict[str, Any]:
    """The explanation as the published schema ``explain.answer.schema.json`` has it; None where a number does not exist."""
    found = explanation.found
    return {
        "model_version": MODEL_VERSION,
        "assumptions_hash": graph.scenario.assumptions.hash,
        "municipality": graph.scenario.municipality,
        "options": list(graph.options) or None,
        "item": asdict(explanation.item),
        "docstring": explanation.meaning,
        "formula": explanation.formula,
        "formula_with_numbers": explanation.formula_with_numbers,
        "inputs": [asdict(item) for item in explanation.inputs],
        "used_by": [asdict(item) for item in explanation.used_by],
        "by_year": {str(year): value for year, value in found.by_year.items()},
        "by_municipality": {name: value if math.isfinite(value) else None for name, value in found.by_municipality.items()},
        "npv": found.npv,
        "npv_part": found.npv_part,
        "npv_part_of_year": found.npv_part_of_year,
        "npv_share": found.npv_share,
        "provenance": provenance(graph, explanation),
    }


def provenance(graph: Graph, explanation: ExplanationInWords) -> dict[str, Any] | None:
    """Where an input comes from; None for what is computed."""
    origin = explanation.found.origin
    if origin is None:
        return None
    item = assumption_of(graph, explanation.item.name)
    keys = ("source", "page", "low", "high")
    known: dict[str, Any] = {key: getattr(item, key) if item else None for key in keys}
    return {
        "origin": explanation.origin,
        "basis": None if item is None else CHANGED if origin.kind == CHANGED else item.basis.value,
        **known,
        "confidence": item.confidence.value if item else None,
        "valid_from": item.valid_from.isoformat() if item else None,
        "review_by": item.review_by.isoformat() if item else None,
        "value_in_files": item.value if item else None,
    }


def explanation_lines(graph: Graph, explanation: ExplanationInWords) -> list[str]:
    """The explanation in words: the number, its formula, what it is made of, where it leads and what it is of the whole."""
    item = explanation.item
    place = {"place": graph.scenario.municipality or everybody(), "value": value_text(item), "year": item.year}
    return [
        _line("title", label=item.label, name=item.name),
        *_option_lines(graph),
        _line("value_in_year" if item.year else "value", **place),
        *_formula_lines(explanation),
        *_origin_lines(graph, explanation),
        *_section("inputs", explanation.inputs),
        *_section("used_by", explanation.used_by),
        *_npv_lines(graph, explanation),
        *_year_lines(explanation),
        *_legend_lines(explanation),
    ]


def _line(key: str, **values: object) -> str:
    return text(f"explanation.lines.{key}", **values)


def _option_lines(graph: Graph) -> list[str]:
    """The option that the number is of, or the two whose difference is explained."""
    labels = [option_label(name, graph.scenario.assumptions) for name in graph.options]
    if len(labels) == 2:
        return [_line("options", a=labels[0], b=labels[1])]
    return [_line("option", option=label) for label in labels]


def _formula_lines(explanation: ExplanationInWords) -> list[str]:
    """What the number is and its formula, with names and with numbers."""
    if not explanation.formula:
        return []
    year = explanation.item.year
    heading = _line("numbers_of_year", year=year) if year else _line("numbers")
    formula = ["", _line("formula"), f"  = {explanation.formula}"]
    numbers = ["", heading, f"  = {explanation.formula_with_numbers}", f"  = {value_text(explanation.item)}"]
    return [*(["", explanation.meaning] if explanation.meaning else []), *formula, *numbers]


def _origin_lines(graph: Graph, explanation: ExplanationInWords) -> list[str]:
    record = provenance(graph, explanation)
    if record is None:
        return []
    told = [explanation.meaning] if explanation.meaning else []
    rows = [_line(f"origin.{key}", value=value) for key, value in _known(record, explanation.item.unit).items() if value]
    if record["low"] is not None:
        rows.append(_line("origin.range", low=plain(record["low"]), high=plain(record["high"])))
    return ["", *told, *rows]


def _known(record: Mapping[str, Any], unit: str) -> dict[str, str | None]:
    """What is told of an origin, in order; None where there is nothing to tell."""
    confidence, in_files, basis = record["confidence"], record["value_in_files"], record["basis"] or "table"
    return {
        "basis": text(f"explanation.basis.{basis}") if basis in (CHANGED, "table") else basis_label(basis),
        "origin": record["origin"],
        "source": record["source"],
        "page": record["page"],
        "confidence": text(f"explanation.confidence.{confidence}") if confidence else None,
        "valid_from": record["valid_from"],
        "review_by": record["review_by"],
        "value_in_files": None if in_files is None else plain(in_files, unit),
    }


def _section(title: str, items: Sequence[NamedItem]) -> list[str]:
    if not items:
        return []
    rows = [(f"  {_line('title', label=item.label, name=item.name)}", value_text(item), str(item.year or "")) for item in items]
    return ["", _line(title), *columns(rows)]


def _npv_lines(graph: Graph, explanation: ExplanationInWords) -> list[str]:
    found, year = explanation.found, explanation.item.year
    if found.npv_part is None:
        return []
    of_year = _line("npv_year", year=year, part=found.npv_part_of_year) if year else ""
    of_two = "" if graph.measure == "npv" else f"{graph.measure}_"
    key = of_two + ("npv" if found.npv_share is None else "npv_share")
    return ["", _line(key, part=found.npv_part, whole=found.npv, share=found.npv_share) + of_year]


def _year_lines(explanation: ExplanationInWords) -> list[str]:
    unit = explanation.item.unit
    rows = [(f"  {year}", "–" if value is None else plain(value, unit)) for year, value in explanation.by_year.items()]
    return ["", _line("by_year", unit=unit), *columns(rows)] if rows else []


def _legend_lines(explanation: ExplanationInWords) -> list[str]:
    return ["", _line("legend"), *(f"  {sign}: {meaning}" for sign, meaning in explanation.legend)] if explanation.legend else []


def csv_rows(graph: Graph, explanation: ExplanationInWords) -> Iterator[dict[str, Any]]:
    """A row for the number and for each of its inputs in each year, or one where they do not vary."""
    for item in (explanation.item, *explanation.inputs):
        node = find(graph, item.name)
        start = {"kind": item.kind, "name": item.name, "label": item.label, "unit": item.unit}
        if "year" not in node.axes or node.value.ndim != 3:
            yield {**start, "value": item.value}
        else:
            yield from ({**start, "year": year, "value": amount(node, at)} for at, year in enumerate(graph_years(graph)))

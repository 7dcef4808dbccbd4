"""An explanation as a plain record (JSON) and as text in bokmål for a terminal."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from costmodel.explain.explaining import Explanation, Item, find
from costmodel.explain.notation import LEGEND, plain
from costmodel.explain.origins import CHANGED, assumption_of
from costmodel.explain.tracing import Trace
from costmodel.output.labels import EVERYBODY
from costmodel.output.printing import columns
from costmodel.texts.numbers import number, percent
from costmodel.version import MODEL_VERSION

BASIS = {"published": "publisert", "derived": "utledet", "assumption": "antakelse", "changed": "endret i scenarioet"}
CONFIDENCE = {"high": "høy", "medium": "middels", "low": "lav"}


def to_record(result: Trace, explanation: Explanation) -> dict[str, Any]:
    """The explanation as the published schema ``explain.answer.schema.json`` has it; None where a number does not exist."""
    record = asdict(explanation)
    del record["origin"]
    return {
        "model_version": MODEL_VERSION,
        "assumptions_hash": result.scenario.assumptions.hash,
        "municipality": result.scenario.municipality,
        **record,
        "inputs": [asdict(item) for item in explanation.inputs],
        "used_by": [asdict(item) for item in explanation.used_by],
        "by_year": {str(year): value for year, value in explanation.by_year.items()},
        "by_municipality": {name: value if math.isfinite(value) else None for name, value in explanation.by_municipality.items()},
        "npv_share": explanation.npv_share,
        "provenance": provenance(result, explanation),
    }


def provenance(result: Trace, explanation: Explanation) -> dict[str, Any] | None:
    """Where an input comes from; None for what is computed."""
    if not explanation.origin:
        return None
    item = assumption_of(result, explanation.item.name)
    keys = ("source", "page", "low", "high")
    known: dict[str, Any] = {key: getattr(item, key) if item else None for key in keys}
    return {
        "origin": explanation.origin,
        "basis": None if item is None else "changed" if explanation.origin == CHANGED else item.basis.value,
        **known,
        "confidence": item.confidence.value if item else None,
        "valid_from": item.valid_from.isoformat() if item else None,
        "review_by": item.review_by.isoformat() if item else None,
        "value_in_files": item.value if item else None,
    }


def explanation_lines(result: Trace, explanation: Explanation) -> list[str]:
    """The explanation in words: the number, its formula, what it is made of, where it leads and what it is of the whole."""
    item = explanation.item
    when = f", {explanation.item.year}" if explanation.item.year else ""
    return [
        f"{item.label} ({item.name})",
        f"{result.scenario.municipality or EVERYBODY}{when}: {value_text(item)}",
        *_formula_lines(explanation),
        *_origin_lines(result, explanation),
        *_section("Inngår i formelen", explanation.inputs),
        *_section("Brukes videre i", explanation.used_by),
        *_npv_lines(explanation),
        *_year_lines(explanation),
        *_legend_lines(explanation),
    ]


def value_text(item: Item) -> str:
    """The number with its unit."""
    if item.value is None:
        return "aldri" if item.name == "exit_year" else "ett tall for hver kommune eller hvert år" if item.kind == "table" else "–"
    return f"{plain(item.value, item.unit)}{' ' + item.unit if item.unit and item.unit != 'årstall' else ''}"


def _formula_lines(explanation: Explanation) -> list[str]:
    if not explanation.formula:
        return []
    when = f" for {explanation.item.year}" if explanation.item.year else ""
    numbers = f"  = {explanation.formula_with_numbers}"
    answer = f"  = {value_text(explanation.item)}"
    return ["", "Formel", f"  = {explanation.formula}", "", f"Med tall{when}", numbers, answer]


def _origin_lines(result: Trace, explanation: Explanation) -> list[str]:
    record = provenance(result, explanation)
    if record is None:
        return []
    rows = [
        ("Grunnlag", BASIS.get(record["basis"] or "", "tabell")),
        ("Opphav", record["origin"]),
        ("Kilde", record["source"]),
        ("Side", record["page"]),
        ("Tillit", CONFIDENCE.get(record["confidence"] or "")),
        ("Gjelder fra", record["valid_from"]),
        ("Gjennomgås innen", record["review_by"]),
        ("I forutsetningsfilen", None if record["value_in_files"] is None else plain(record["value_in_files"], explanation.item.unit)),
        ("Trolig spenn", None if record["low"] is None else f"{plain(record['low'])} til {plain(record['high'])}"),
    ]
    told = [explanation.docstring] if explanation.docstring else []
    return ["", *told, *(f"{label}: {text}" for label, text in rows if text)]


def _section(title: str, items: Sequence[Item]) -> list[str]:
    if not items:
        return []
    rows = [(f"  {item.label} ({item.name})", value_text(item), str(item.year or "")) for item in items]
    return ["", title, *columns(rows)]


def _npv_lines(explanation: Explanation) -> list[str]:
    if explanation.npv_part is None:
        return []
    share = "" if explanation.npv_share is None else f" ({percent(explanation.npv_share, 1)})"
    year = f" Av dette {explanation.item.year}: {number(explanation.npv_part_of_year, 1)} MNOK." if explanation.item.year else ""
    return ["", f"Bidrag til netto nåverdi: {number(explanation.npv_part, 1)} av {number(explanation.npv, 1)} MNOK{share}.{year}"]


def _year_lines(explanation: Explanation) -> list[str]:
    if not explanation.by_year:
        return []
    rows = [(f"  {year}", "–" if value is None else plain(value, explanation.item.unit)) for year, value in explanation.by_year.items()]
    return ["", f"År for år, {explanation.item.unit}", *columns(rows)]


def _legend_lines(explanation: Explanation) -> list[str]:
    rows = [(f"  {sign}", text) for sign, text in legend_of(explanation.formula)]
    return ["", "Tegnforklaring", *(f"{sign}: {text}" for sign, text in rows)] if rows else []


def legend_of(formula: str) -> Iterator[tuple[str, str]]:
    """What the signs that stand in a formula mean."""
    for sign, text in LEGEND:
        words = {part.strip().partition("(")[0] for part in sign.split(",")} if "(" in sign else {" hvis "}
        if any(word in formula for word in words):
            yield sign, text


def csv_rows(result: Trace, explanation: Explanation) -> Iterator[dict[str, Any]]:
    """A row for the number and for each of its inputs in each year, or one where they do not vary."""
    from costmodel.explain.explaining import amount, years_of

    for item in (explanation.item, *explanation.inputs):
        node = find(result, item.name)
        start = {"kind": item.kind, "name": item.name, "label": item.label, "unit": item.unit}
        if "year" not in node.axes or node.value.ndim != 3:
            yield {**start, "value": item.value}
        else:
            yield from ({**start, "year": year, "value": amount(node, at)} for at, year in enumerate(years_of(result)))

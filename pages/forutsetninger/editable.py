"""What can be edited on the page, and what the reader calls it."""

from collections.abc import Iterable

from costmodel import AssumptionSet
from costmodel.assumptions.editing.places import editable_rows
from costmodel.output.labels import name_in_language
from pages.forutsetninger.assumption_list import entries
from pages.forutsetninger.facts import text

KINDS = ("numbers", "rows", "municipalities", "price_index", "price_paths")
"""Kinds of what can be edited, in the order of their choice."""


def labels_of_kind(kind: str, assumptions: AssumptionSet) -> dict[str, str]:
    """What can be edited, by name, in the order of the files."""
    if kind == "numbers":
        return {item.name: text("edit.number", group=item.heading.title, label=item.label) for item in entries(assumptions, {})}
    if kind == "rows":
        rows = ((register, key, row) for register, found in assumptions.registers.items() for key, row in found.items())
        return {f"{register}.{key}": text(f"numbers.groups.{register}", name=name_in_language(row.name)) for register, key, row in rows}
    return {what: _row_label(what) for what in editable_rows(assumptions) if what.startswith(f"{kind}.")}


def _row_label(what: str) -> str:
    table, _, key = what.partition(".")
    path, _, year = key.rpartition(".")
    return text("edit.path", path=text(f"edit.paths.{path}"), year=year) if table == "price_paths" else key


def labels_of(names: Iterable[str], assumptions: AssumptionSet) -> list[str]:
    """What the reader calls things that are edited; their name in the files where the files no longer have them."""
    known = {what: label for kind in KINDS for what, label in labels_of_kind(kind, assumptions).items()}
    return [known.get(what, what) for what in names]

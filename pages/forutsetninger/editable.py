"""What can be edited on the page, and what the reader calls it."""

from collections.abc import Iterable, Sequence

from costmodel import AssumptionSet
from costmodel.assumptions.editing.edits import EditKind, FileEdit
from costmodel.assumptions.editing.table_rows import editable_rows
from costmodel.output.labels import name_in_language
from pages.forutsetninger.assumption_list import entries
from pages.forutsetninger.facts import text
from pages.session.edits import kind_of_draft, of_draft

KINDS = ("numbers", "rows", "municipalities", "price_index", "price_paths", "published", "sources")
"""Kinds of what can be edited, in the order of their choice."""


def labels_of_kind(kind: str, assumptions: AssumptionSet) -> dict[str, str]:
    """What can be edited, by name, in the order of the files."""
    if kind == "numbers":
        return {item.name: text("edit.number", group=item.heading.title, label=item.label) for item in entries(assumptions, {})}
    if kind == "rows":
        rows = ((register, key, row) for register, found in assumptions.registers.items() for key, row in found.items())
        return {f"{register}.{key}": text(f"numbers.groups.{register}", name=name_in_language(row.name)) for register, key, row in rows}
    if kind == "published":
        return {f"{kind}.{key}": figure.text for key, figure in assumptions.published.items()}
    if kind == "sources":
        return {f"{kind}.{key}": text("edit.source", key=key, title=source.title) for key, source in assumptions.sources.items()}
    return {what: _row_label(what) for what in editable_rows(assumptions) if what.startswith(f"{kind}.")}


def _row_label(what: str) -> str:
    table, _, key = what.partition(".")
    path, _, year = key.rpartition(".")
    return text("edit.path", path=text(f"edit.words.{path}"), year=year) if table == "price_paths" else key


def kind_of_what(what: str, assumptions: AssumptionSet) -> str:
    """Which kind a number or a row is of."""
    start = what.partition(".")[0]
    return "numbers" if what in assumptions.numbers else start if start in KINDS else "rows"


def labels_of_drafts(names: Iterable[str], assumptions: AssumptionSet) -> list[str]:
    """What the reader calls drafts; their name in the files where the files no longer have what they are of."""
    known = _every_label(assumptions)
    return [_told(kind_of_draft(name), known.get(of_draft(name), of_draft(name)), "drafts") for name in names]


def labels_of_edits(edits: Sequence[FileEdit], steps: Sequence[AssumptionSet]) -> list[str]:
    """The same of edits that are made; a row that has been taken away is called what it was."""
    known = {**_every_label(steps[0]), **_every_label(steps[-1])}
    return [_told(edit.kind, known.get(edit.what, edit.what), "made") for edit in edits]


def _told(kind: EditKind, label: str, place: str) -> str:
    return label if kind == "change" else text(f"edit.{place}.{kind}", what=label)


def _every_label(assumptions: AssumptionSet) -> dict[str, str]:
    return {what: label for kind in KINDS for what, label in labels_of_kind(kind, assumptions).items()}

"""Edits of the files of a folder: each is checked, written in its place and into the logs, and read as any folder is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from costmodel.assumptions.approval.edit_reading import FILE
from costmodel.assumptions.editing.change_logs import LoggedEdit, with_change_entry, with_log_row
from costmodel.assumptions.editing.places import editable_fields, entry_at, field_way, fields_in_order, file_of, is_text, tied_fields
from costmodel.assumptions.editing.row_edits import (
    adding_faults,
    needed_faults,
    new_row_fields,
    removing_faults,
    row_names,
    with_new_row,
    with_row_gone,
)
from costmodel.assumptions.editing.table_cells import TableText
from costmodel.assumptions.editing.table_rows import editable_row
from costmodel.assumptions.editing.yaml_fields import on_one_line, with_fields
from costmodel.assumptions.folders import BASE, CHANGES
from costmodel.assumptions.loading import load_assumptions
from costmodel.assumptions.records import AssumptionSet, Edit
from costmodel.assumptions.uploads import Upload, read_upload
from costmodel.faults import AssumptionError, Fault, nearest, shown

MOST_EDITS = 15
"""That are made one after the other and can be undone one by one; the folder is read after each."""
NAMES = ("name.nb", "title", "text")
"""Fields that hold what the reader calls a row."""
NEW_LOG = "\N{ZERO WIDTH NO-BREAK SPACE}" + ";".join(Edit.model_fields) + "\n"
"""The log of a folder that had none; it begins with the mark by which spreadsheets know its letters."""


EditKind = Literal["change", "add", "remove"]


@dataclass(frozen=True)
class FileEdit:
    """One edit: what is changed of one number or row, or a row that comes or goes, by whom, and why."""

    what: str
    """Full name of a number, or a row: ``benefits.KEY``, ``municipalities.NAME``, ``price_index.YEAR``, ``price_paths.PATH.YEAR``."""
    fields: tuple[tuple[str, str], ...]
    """Field and new content, as the files write it: a decimal point, dates with the year first, empty for nothing."""
    who: str
    why: str
    on: date
    kind: EditKind = "change"
    like: str = ""
    """The row that one that is added is a copy of, apart from its name and its fields."""


@dataclass(frozen=True)
class EditedFolder:
    """The files of a folder after some edits."""

    files: Mapping[str, bytes]
    """Content by place."""
    steps: tuple[AssumptionSet, ...]
    """The assumptions after each edit."""


def after_edits(files: Mapping[str, bytes], known: AssumptionSet, edits: Sequence[FileEdit]) -> EditedFolder:
    """The folder after edits that are made one after the other; `known` is what the files say before.

    Raises AssumptionError with all that is wrong with the first that cannot be made.
    """
    if len(edits) > MOST_EDITS:
        raise AssumptionError([Fault("", "", "too_many_edits", {"most": MOST_EDITS})])
    steps: list[AssumptionSet] = []
    for edit in edits:
        files = with_edit(files, edit, steps[-1] if steps else known)
        steps.append(_read(files, edit))
    return EditedFolder(files, tuple(steps))


def _read(files: Mapping[str, bytes], edit: FileEdit) -> AssumptionSet:
    try:
        return load_assumptions(files, base_first=True)
    except AssumptionError as error:
        # That the log names a row that cannot be read is no fault of its own.
        faults = [fault for fault in error.faults if fault.code != "unknown_edit"] or error.faults
        raise AssumptionError([*(needed_faults(edit.what, faults) if edit.kind == "remove" else ()), *faults]) from None


def read_edited(
    uploads: Sequence[tuple[str, bytes]], present: Mapping[str, bytes], edits: Sequence[FileEdit]
) -> tuple[Upload, AssumptionSet, EditedFolder]:
    """What was uploaded over the files that are there, the assumptions in it, and the folder after edits of it. Raises AssumptionError."""
    upload, known = read_upload(uploads, present)
    return upload, known, after_edits(upload.files, known, edits)


def with_edit(files: Mapping[str, bytes], edit: FileEdit, known: AssumptionSet) -> dict[str, bytes]:
    """The files with one edit and what the logs say of it; nothing else has changed a byte. They are still to be read.

    Raises AssumptionError where it is no edit, or where the file is laid out so that it cannot be edited as text.
    """
    now = fields_of_edit(edit.kind, edit.like or edit.what, known)
    new = {field: on_one_line(content) for field, content in edit.fields}
    changed = {field: content for field, content in new.items() if content != on_one_line(now.get(field, ""))}
    if faults := [*_row_faults(edit, known), *edit_faults(edit, now, changed, known)]:
        raise AssumptionError(faults)
    place, content = edited_file(files, edit, changed, known)
    logged = _logged(edit, now, changed, known)
    entry = {CHANGES: with_change_entry(files[CHANGES], logged)} if CHANGES in files else {}
    return {**files, place: content, FILE: with_log_row(files.get(FILE, NEW_LOG.encode()), logged), **entry}


def fields_of_edit(kind: EditKind, what: str, known: AssumptionSet) -> dict[str, str]:
    """What can be given by an edit, by field, as it is now; `what`: the row that is copied, where one is added."""
    if kind == "add":
        return new_row_fields(what, known)
    return tied_fields(what, known) if kind == "remove" else editable_fields(what, known)


def edited_file(files: Mapping[str, bytes], edit: FileEdit, changed: Mapping[str, str], known: AssumptionSet) -> tuple[str, bytes]:
    """Place and content of the file in which something stands, after an edit that gives some of its fields other contents."""
    like = edit.like or edit.what
    row = editable_row(like, known)
    place = BASE + file_of(edit.what)
    content = files[place]
    if edit.kind == "add":
        content = with_new_row(content, edit.what, like, changed, known)
    elif edit.kind == "remove":
        content = with_row_gone(content, edit.what, known)
    if row is not None:
        return place, TableText(content, place).with_cells(row.key, changed, row.decimals) if edit.kind == "change" else content
    ways = {field: field_way(edit.what, field, known) for field in changed}
    texts = frozenset(way for field, way in ways.items() if is_text(like, field, known))
    return place, with_fields(content, place, {ways[field]: text for field, text in changed.items()}, fields_in_order(edit.what), texts)


def _row_faults(edit: FileEdit, known: AssumptionSet) -> Iterator[Fault]:
    if edit.kind == "add":
        yield from adding_faults(edit.what, edit.like, known)
    elif edit.kind == "remove":
        yield from removing_faults(edit.what, known)


def edit_faults(edit: FileEdit, now: Mapping[str, str], changed: Mapping[str, str], known: AssumptionSet) -> Iterator[Fault]:
    """What an edit lacks, beside what the files say of its numbers."""
    if not now and edit.kind == "change":
        names = [*known.numbers, *row_names(known)]
        yield Fault("", "", "unknown_edit", {"what": shown(edit.what), "nearest": nearest(edit.what, names)})
        return
    for field in changed.keys() - now.keys() if now or edit.kind == "remove" else ():
        code = "unknown_edit_field" if now else "fields_of_removed_row"
        yield Fault("", shown(edit.what), code, {"field": shown(field), "known": tuple(now)})
    if not changed and edit.kind == "change":
        yield Fault("", shown(edit.what), "edit_changes_nothing")
    for field in ("who", "why"):
        if not on_one_line(getattr(edit, field)):
            yield Fault("", field, "edit_without_reason" if field == "why" else "edit_without_name")


def _logged(edit: FileEdit, now: Mapping[str, str], changed: Mapping[str, str], known: AssumptionSet) -> LoggedEdit:
    """An edit as the logs tell it: a new row came of the one that it is a copy of, and one that is gone became nothing."""
    rows = {"change": [], "add": [("", "", f"{edit.what} ({edit.like})")], "remove": [("", edit.what, "")]}
    moves = [*rows[edit.kind], *((field, now[field], content) for field, content in changed.items())]
    given = next((changed[field] for field in NAMES if field in changed), "") if edit.kind == "add" else ""
    return LoggedEdit(edit.on, edit.who, edit.what, given or _title(edit.what, known), edit.why, moves, edit.kind == "remove")


def _title(what: str, known: AssumptionSet) -> str:
    """What the reader calls a number or a row: its name, with that of its row; else its key."""
    register, _, rest = what.partition(".")
    named = [entry_at(f"{register}.{rest.partition('.')[0]}", known)] if what in known.quantities and rest else []
    named += [known.numbers.get(what) or entry_at(what, known)]
    fields = ("name", "title", "text")
    names = [next((getattr(item, field) for field in fields if hasattr(item, field)), None) for item in named]
    return ": ".join(str(getattr(name, "nb", name)) for name in names if name is not None) or rest or what

"""Edits of the files of a folder: each is checked, written in its place and into the log, and read as any folder is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from costmodel.assumptions.approval.edit_reading import FILE
from costmodel.assumptions.editing.places import OF_NUMBER, editable_fields, editable_row, editable_rows, field_way, file_of
from costmodel.assumptions.editing.table_cells import TableText
from costmodel.assumptions.editing.yaml_fields import on_one_line, with_fields
from costmodel.assumptions.folders import BASE
from costmodel.assumptions.loading import load_assumptions
from costmodel.assumptions.records import AssumptionSet, Edit
from costmodel.assumptions.uploads import Upload, read_upload
from costmodel.faults import AssumptionError, Fault, nearest, shown

MOST_EDITS = 15
"""That are made one after the other and can be undone one by one; the folder is read after each."""
NEW_LOG = "\N{ZERO WIDTH NO-BREAK SPACE}" + ";".join(Edit.model_fields) + "\n"
"""The log of a folder that had none; it begins with the mark by which spreadsheets know its letters."""


@dataclass(frozen=True)
class FileEdit:
    """One edit: what is changed of one number or row, by whom, and why."""

    what: str
    """Full name of a number, or a row: ``benefits.KEY``, ``municipalities.NAME``, ``price_index.YEAR``, ``price_paths.PATH.YEAR``."""
    fields: tuple[tuple[str, str], ...]
    """Field and new content, as the files write it: a decimal point, dates with the year first, empty for nothing."""
    who: str
    why: str
    on: date


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
        steps.append(load_assumptions(files, base_first=True))
    return EditedFolder(files, tuple(steps))


def read_edited(
    uploads: Sequence[tuple[str, bytes]], present: Mapping[str, bytes], edits: Sequence[FileEdit]
) -> tuple[Upload, AssumptionSet, EditedFolder]:
    """What was uploaded over the files that are there, the assumptions in it, and the folder after edits of it. Raises AssumptionError."""
    upload, known = read_upload(uploads, present)
    return upload, known, after_edits(upload.files, known, edits)


def with_edit(files: Mapping[str, bytes], edit: FileEdit, known: AssumptionSet) -> dict[str, bytes]:
    """The files with one edit and its row in the log; nothing else has changed a byte. They are still to be read.

    Raises AssumptionError where it is no edit, or where the file is laid out so that it cannot be edited as text.
    """
    now = editable_fields(edit.what, known)
    new = {field: on_one_line(content) for field, content in edit.fields}
    changed = {field: content for field, content in new.items() if content != on_one_line(now.get(field, ""))}
    if faults := list(edit_faults(edit, now, changed, known)):
        raise AssumptionError(faults)
    place, content = edited_file(files, edit.what, changed, known)
    return {**files, place: content, FILE: with_log(files.get(FILE, NEW_LOG.encode()), edit, now, changed)}


def edited_file(files: Mapping[str, bytes], what: str, changed: Mapping[str, str], known: AssumptionSet) -> tuple[str, bytes]:
    """Place and content of the file in which something stands, with other contents of its fields."""
    if (row := editable_row(what, known)) is not None:
        place = BASE + row.file
        return place, TableText(files[place], place).with_cells(row.key, changed, row.decimals)
    place = BASE + file_of(what, known)
    return place, with_fields(files[place], place, {field_way(what, field, known): new for field, new in changed.items()}, OF_NUMBER)


def edit_faults(edit: FileEdit, now: Mapping[str, str], changed: Mapping[str, str], known: AssumptionSet) -> Iterator[Fault]:
    """What an edit lacks, beside what the files say of its numbers."""
    if not now:
        names = [*known.numbers, *editable_rows(known), *(f"{file}.{key}" for file, rows in known.registers.items() for key in rows)]
        yield Fault("", "", "unknown_edit", {"what": shown(edit.what), "nearest": nearest(edit.what, names)})
        return
    for field in changed.keys() - now.keys():
        yield Fault("", shown(edit.what), "unknown_edit_field", {"field": shown(field), "known": tuple(now)})
    if not changed:
        yield Fault("", shown(edit.what), "edit_changes_nothing")
    for field in ("who", "why"):
        if not on_one_line(getattr(edit, field)):
            yield Fault("", field, "edit_without_reason" if field == "why" else "edit_without_name")


def with_log(log: bytes, edit: FileEdit, now: Mapping[str, str], changed: Mapping[str, str]) -> bytes:
    """The log with a row for an edit: why, and each field as it was and as it is."""
    moves = "; ".join(f"{field}: {shown(now[field]) or '–'} → {shown(value) or '–'}" for field, value in changed.items())
    cells = {"date": edit.on.isoformat(), "who": on_one_line(edit.who), "what": edit.what, "why": f"{on_one_line(edit.why)} ({moves})"}
    return TableText(log, FILE).with_row(cells)

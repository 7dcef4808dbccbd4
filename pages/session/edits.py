"""What a session edits in the app: drafts that are not in force yet, the edits that are, and the way back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

import streamlit as st

from costmodel import AssumptionSet
from costmodel.assumptions.editing.edits import (
    MOST_EDITS,
    EditedFolder,
    EditKind,
    FileEdit,
    after_edits,
    fields_of_edit,
    read_edited,
)
from costmodel.assumptions.editing.row_edits import name_of_row, suggested_key
from costmodel.assumptions.uploads import Upload
from costmodel.faults import Fault
from pages.session.pending import Pending, Refuse, read_next
from pages.session.state import UPLOADED, Edited, Uploaded, assumptions_in_force, files_in_force, uploaded

EDITING, DRAFTS = "editing", "edit_drafts"
"""Session state: whether the fold of the edits is open; what is typed and not in force, by name of what is edited and by field."""
WHO, REASON = "by", "reason"
"""Beside the fields of a draft: who edits, and why."""
UNTOLD = "–"
"""Stands for both while what is typed is only tried."""
MOST_DRAFTS, MOST_LETTERS = 50, 4000
MARKS: dict[str, EditKind] = {"+": "add", "-": "remove"}
"""Begin the names of drafts of a row that is added, a copy of the one named after the mark, and of a row that is taken away."""
Draft = dict[str, str]


def drafts() -> dict[str, Draft]:
    """All drafts; a change of page, a fault and a reload leave them."""
    return st.session_state.setdefault(DRAFTS, {})


def take_over_drafts(found: object) -> None:
    """Let drafts that a tab has kept be the session's, as far as they are of the right types; what it has already goes first."""
    for what, fields in list(found.items())[:MOST_DRAFTS] if isinstance(found, Mapping) else ():
        if isinstance(what, str) and isinstance(fields, Mapping):
            told = {name: text[:MOST_LETTERS] for name, text in fields.items() if isinstance(name, str) and isinstance(text, str)}
            drafts().setdefault(what, told)
            st.session_state[EDITING] = True


def write_down(what: str, field: str, content: str, now: str) -> None:
    """Keep what is typed in a field; what stands in the files anyway is no draft."""
    draft = drafts().setdefault(what, {})
    if content == now:
        draft.pop(field, None)
    else:
        draft[field] = content
    if not set(draft) - {WHO}:
        drafts().pop(what)


def draft_name(kind: EditKind, what: str) -> str:
    """What a draft is called: the number or row that is changed, or a mark and the row that is copied or taken away."""
    return next((mark for mark, marked in MARKS.items() if marked == kind), "") + what


def kind_of_draft(name: str) -> EditKind:
    """What a draft does."""
    return MARKS.get(name[:1], "change")


def of_draft(name: str) -> str:
    """The number or row that a draft is of."""
    return name[1:] if name[:1] in MARKS else name


def fields_of_draft(name: str, known: AssumptionSet) -> dict[str, str]:
    """What a draft can hold, by field, as it is now; of a new row first what tells it from others."""
    kind, what = kind_of_draft(name), of_draft(name)
    fields = fields_of_edit(kind, what, known)
    return {**suggested_key(what), **fields} if kind == "add" and fields else fields


def edit_of(name: str, *, is_trial: bool) -> FileEdit:
    """A draft as an edit of today; one that is only tried needs neither name nor reason."""
    draft, kind, what = drafts().get(name, {}), kind_of_draft(name), of_draft(name)
    who, why = (draft.get(about, "") or (UNTOLD if is_trial else "") for about in (WHO, REASON))
    key = suggested_key(what) if kind == "add" else {}
    fields = tuple((field, text) for field, text in draft.items() if field not in (WHO, REASON, *key))
    if kind != "add":
        return FileEdit(what, fields, who, why, date.today(), kind)
    return FileEdit(name_of_row(what, {**key, **draft}), fields, who, why, date.today(), kind, what)


def edits_made() -> tuple[FileEdit, ...]:
    """The edits in force, in the order in which they were made."""
    return _now().edits


def steps_made() -> tuple[AssumptionSet, ...]:
    """The assumptions before all edits, and after each."""
    return (_now().assumptions, *_now().steps)


def before_edits() -> Uploaded | None:
    """What the session has uploaded, without the edits."""
    return _now().replaced if uploaded() is not None else None


def _now() -> Edited:
    replaced = uploaded()
    if replaced is not None and replaced.edited is not None:
        return replaced.edited
    return Edited(replaced, files_in_force(), assumptions_in_force())


def try_draft(what: str, refuse: Refuse, then: Callable[[AssumptionSet], None]) -> None:
    """From a callback: find out what is wrong with a draft, or what the assumptions would be with it."""
    given = (dict(files_in_force()), assumptions_in_force(), [edit_of(what, is_trial=True)])
    read_next(Pending(after_edits, given, "", lambda found: then(found.steps[-1]), refuse))


def make_edit(what: str, refuse: Refuse, then: Callable[[], None]) -> None:
    """From a callback: let a draft be in force; it is one no more."""
    before, edit = _now(), edit_of(what, is_trial=False)
    if len(before.edits) >= MOST_EDITS:
        refuse((Fault("", "", "too_many_edits", {"most": MOST_EDITS}),))
        return

    def take_over(found: EditedFolder) -> None:
        _use(replace(before, edits=(*before.edits, edit), steps=(*before.steps, *found.steps)), found.files)
        drafts().pop(what, None)
        then()

    read_next(Pending(after_edits, (dict(files_in_force()), assumptions_in_force(), [edit]), "", take_over, refuse))


def undo_edit(at: int, refuse: Refuse, then: Callable[[], None]) -> None:
    """From a callback: make all edits but one anew; without the last, the files are as they were before, byte for byte."""
    before = _now()
    edits = (*before.edits[:at], *before.edits[at + 1 :])

    def take_over(found: EditedFolder) -> None:
        _use(replace(before, edits=edits, steps=found.steps), found.files)
        then()

    if edits:
        read_next(Pending(after_edits, (dict(before.files), before.assumptions, list(edits)), "", take_over, refuse))
    else:
        take_over(EditedFolder(before.files, ()))


def edit_again(
    files: Sequence[tuple[str, bytes]], edits: Sequence[FileEdit], refuse: Refuse, then: Callable[[AssumptionSet], None]
) -> None:
    """From a callback: let files and edits of them that a tab has kept be in force again."""

    def take_over(found: tuple[Upload, AssumptionSet, EditedFolder]) -> None:
        upload, known, folder = found
        replaced = Uploaded(known, upload.files, upload.given, upload.unused) if files else None
        _use(Edited(replaced, upload.files, known, tuple(edits), folder.steps), folder.files)
        then(folder.steps[-1])

    read_next(Pending(read_edited, (list(files), dict(files_in_force()), list(edits)), "", take_over, refuse))


def _use(edited: Edited, files: Mapping[str, bytes]) -> None:
    """Let the folder after the edits be in force; without any, what held before."""
    if not edited.edits:
        st.session_state[UPLOADED] = edited.replaced
        return
    own = edited.replaced
    changed = {place for place, content in files.items() if content != edited.files.get(place)}
    given = tuple(sorted({*(own.given if own else ()), *changed}))
    st.session_state[UPLOADED] = Uploaded(edited.steps[-1], files, given, own.unused if own else (), edited)


def as_kept(edit: FileEdit) -> dict[str, Any]:
    """An edit as a tab keeps it."""
    return {**asdict(edit), "fields": dict(edit.fields), "on": edit.on.isoformat()}


def from_kept(kept: object) -> FileEdit | None:
    """An edit that a tab has kept; None where it is none."""
    found: Mapping[str, Any] = kept if isinstance(kept, Mapping) else {}
    fields, texts = found.get("fields"), [found.get(name) for name in ("what", "who", "why", "on")]
    if not isinstance(fields, Mapping) or not all(isinstance(text, str) for text in (*fields, *fields.values(), *texts)):
        return None
    what, who, why, on = map(str, texts)
    kind = next((kind for kind in MARKS.values() if kind == found.get("kind")), "change")
    try:
        return FileEdit(what, tuple(fields.items()), who, why, date.fromisoformat(on), kind, str(found.get("like") or ""))
    except ValueError:
        return None

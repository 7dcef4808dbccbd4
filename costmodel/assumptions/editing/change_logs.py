"""What is written of an edit: a row of edits.csv, and an entry of the folder's CHANGELOG.md, newest first, where it has one."""

import codecs
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from costmodel.assumptions.approval.edit_reading import FILE, REMOVED
from costmodel.assumptions.editing.table_cells import TableText
from costmodel.assumptions.editing.yaml_fields import on_one_line
from costmodel.assumptions.folders import CHANGES
from costmodel.assumptions.reading.decoding import decoded_text
from costmodel.faults import AssumptionError, Fault, shown

_MARKUP = re.compile(r"([\\`*_\[\]<>#|])")
_NUMBER = re.compile(r"[-+]?[0-9]+\.[0-9]+")
NOTHING = "–"


@dataclass(frozen=True)
class LoggedEdit:
    """An edit as it is told."""

    on: date
    who: str
    what: str
    """Its name in the files."""
    title: str
    """What the reader calls it."""
    why: str
    moves: Sequence[tuple[str, str, str]]
    """Field, and what it held before and after; without a field: a row that came or went."""
    is_gone: bool = False


def with_log_row(log: bytes, edit: LoggedEdit) -> bytes:
    """The log with a row for an edit: why, and each field as it was and as it is."""
    moves = "; ".join(f"{f'{field}: ' if field else ''}{_told(before)} → {_told(after)}" for field, before, after in edit.moves)
    what = f"{REMOVED}{edit.what}" if edit.is_gone else edit.what
    cells = {"date": edit.on.isoformat(), "who": on_one_line(edit.who), "what": what, "why": f"{on_one_line(edit.why)} ({moves})"}
    return TableText(log, FILE).with_row(cells)


def _told(content: str) -> str:
    return shown(content) or NOTHING


def with_change_entry(content: bytes, edit: LoggedEdit) -> bytes:
    """The file with an entry for an edit on top, under the day and who it was; all else keeps its bytes.

    Raises AssumptionError where the file is no text.
    """
    read = decoded_text(content, CHANGES) if content.strip() else ""
    if isinstance(read, Fault):
        raise AssumptionError([read])
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    lines = list(io.StringIO(content.removeprefix(mark).decode(), newline=""))
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    heading = f"## {edit.on.isoformat()}, {_plain(edit.who)}"
    at = next((at for at, line in enumerate(lines) if line.startswith("## ")), len(lines))
    same = [line.strip() for line in lines[at : at + 3]]
    if same[:2] == [heading, ""] and same[2:] and same[2].startswith("- "):
        lines.insert(at + 2, _entry(edit) + end)
        return mark + "".join(lines).encode()
    before, after = "".join(lines[:at]), "".join(lines[at:])
    if not after and before.strip():
        before += ("" if before.endswith(("\n", "\r")) else end) + ("" if not lines[-1].strip() else end)
    return mark + f"{before}{heading}{end}{end}{_entry(edit)}{end}{end if after else ''}{after}".encode()


def _entry(edit: LoggedEdit) -> str:
    """What, from what to what, and why: as a line of the list."""
    moves = "; ".join(f"{f'`{field}` ' if field else ''}{_amount(before)} → {_amount(after)}" for field, before, after in edit.moves)
    why = _plain(edit.why)
    return f"- **{_plain(edit.title)}** (`{edit.what}`): {moves}. {why}{'' if why.endswith(('.', '!', '?')) else '.'}"


def _amount(content: str) -> str:
    """A content with a decimal comma where it is a number; what is none is plain text."""
    return content.replace(".", ",") if _NUMBER.fullmatch(content) else _plain(shown(content)) or NOTHING


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", on_one_line(text))

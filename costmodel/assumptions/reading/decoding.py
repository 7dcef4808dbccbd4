"""Bytes → text: UTF-8 and nothing else, with a fault that says what the file seems to be instead."""

import codecs
import re
import unicodedata

from costmodel.assumptions.located import text_position
from costmodel.faults import Fault, shown

LARGEST_FILE = 2_000_000
"""Bytes. The shipped files are under 100 000; anything this large is a mistake or an attack."""
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that no text of ours holds: YAML refuses them, and workbooks with them do not open."""
_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def decoded_text(data: bytes, file: str, largest: int = LARGEST_FILE) -> str | Fault:
    """The text of a file, without byte order mark, or the fault that makes it unreadable."""
    if len(data) > largest:
        return too_large(len(data), file, largest)
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        return empty(file)
    fault = _other_encoding(data, file)
    if fault:
        return fault
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return _bad_byte(data, error.start, file)
    bad = CONTROL.search(text)
    # Some systems write å as a and a ring: the same name must be the same text.
    return _bad_character(text, bad.start(), file) if bad else unicodedata.normalize("NFC", text)


def too_large(size: int, file: str, largest: int = LARGEST_FILE) -> Fault:
    """The fault of a file over the limit."""
    return Fault(file, "", "file_too_large", {"size": size, "most": largest, "megabytes": largest // 1_000_000})


def empty(file: str) -> Fault:
    """The fault of a file without content."""
    return Fault(file, "", "empty_file")


def _other_encoding(data: bytes, file: str) -> Fault | None:
    if data.startswith(b"PK\x03\x04"):
        return Fault(f"{file}:1:1", "", "workbook_for_text")
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if marked:
        return Fault(f"{file}:1:1", "", "other_encoding", {"encoding": marked})
    # Text in UTF-16 without a mark is valid UTF-8 with every other byte zero.
    return Fault(f"{file}:1:1", "", "utf16_without_mark") if 3 * data.count(0) > len(data) else None


def _bad_byte(data: bytes, start: int, file: str) -> Fault:
    line, column = text_position(data[:start].decode(), start)
    byte = data[start : start + 1]
    place, written = f"{file}:{line}:{column}", byte.hex().upper()
    letter = byte.decode("cp1252", errors="ignore")
    if letter:
        return Fault(place, "", "windows_1252", {"byte": written, "letter": shown(letter)})
    return Fault(place, "", "not_text_at_all", {"byte": written})


def _bad_character(text: str, offset: int, file: str) -> Fault:
    line, column = text_position(text, offset)
    code = "null_character" if text[offset] == "\0" else "control_character"
    return Fault(f"{file}:{line}:{column}", "", code, {"character": f"U+{ord(text[offset]):04X}"})

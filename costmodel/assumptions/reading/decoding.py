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
_UTF8 = "tekst i UTF-8"
_SAVE = "Åpne filen i et redigeringsprogram og lagre den på nytt med tegnkoding UTF-8 (i Excel: «CSV UTF-8»)."


def decode(data: bytes, file: str, largest: int = LARGEST_FILE) -> str | Fault:
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
    action = "Kontroller at det er riktig fil, og ta bort det som ikke hører hjemme der."
    return Fault(file, "", f"en fil på {size} byte", f"høyst {largest} byte ({largest // 1_000_000} MB)", action)


def empty(file: str) -> Fault:
    """The fault of a file without content."""
    return Fault(file, "", "en tom fil", "en fil med innhold", "Hent filen tilbake fra forrige versjon, eller fyll den ut.")


def _other_encoding(data: bytes, file: str) -> Fault | None:
    if data.startswith(b"PK\x03\x04"):
        action = "Lagre arket som «CSV UTF-8» og bruk den filen."
        return Fault(f"{file}:1:1", "", "en Excel-arbeidsbok eller zip-fil", _UTF8, action)
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    # Text in UTF-16 without a mark is valid UTF-8 with every other byte zero.
    if marked is None and 3 * data.count(0) > len(data):
        marked = "UTF-16 uten merke"
    return Fault(f"{file}:1:1", "", f"en fil som ser ut til å være {marked}", _UTF8, _SAVE) if marked else None


def _bad_byte(data: bytes, start: int, file: str) -> Fault:
    line, column = text_position(data[:start].decode(), start)
    byte = data[start : start + 1]
    letter = byte.decode("cp1252", errors="ignore")
    reading = f", som er «{shown(letter)}» i Windows-1252" if letter else ""
    guess = "Windows-1252 (Latin-1)" if letter else "noe annet enn tekst"
    found = f"byten 0x{byte.hex().upper()}{reading}; filen ser ut til å være {guess}"
    return Fault(f"{file}:{line}:{column}", "", found, _UTF8, _SAVE)


def _bad_character(text: str, offset: int, file: str) -> Fault:
    line, column = text_position(text, offset)
    code = f"U+{ord(text[offset]):04X}"
    found = f"et nulltegn ({code})" if text[offset] == "\0" else f"styretegnet {code}"
    return Fault(f"{file}:{line}:{column}", "", found, "bokstaver, tall, tegn og linjeskift", "Slett tegnet.")

"""A field of a YAML file: its value replaced, added or taken away, in the style in which the file has it."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from textwrap import wrap

from costmodel.assumptions.located import Keys, Located
from costmodel.assumptions.reading.yaml_reading import read_yaml, resolve
from costmodel.assumptions.upgrading.editing import YamlText
from costmodel.faults import AssumptionError

WIDTH = 88
"""Characters of a line of folded text."""
EMPTY = "null"
"""What an empty number is, where the field must be there."""
_SPACES = re.compile(r"[ \t\r\n]+")
_SAMPLES = {True: "{{field: {text}, next: 1}}", False: "field: {text}\nnext: 1"}
"""A plain text in braces, and on a line of its own."""


def with_fields(content: bytes, file: str, fields: Mapping[Keys, str], order: Sequence[str], texts: frozenset[Keys] = frozenset()) -> bytes:
    """The file with other values at the ends of some ways; an empty one is taken away. All else keeps its bytes.

    `order`: names of fields; one that is not there yet is put after those before it. `texts`: ways to what is text, also where it looks
    like a number. Raises AssumptionError where the file is laid out so that it cannot be edited as text.
    """
    text = YamlText(content, file)
    added: dict[Keys, str] = {}
    for way, value in fields.items():
        if way not in text.located.values:
            added |= {way: value} if value else {}
        elif value or way[-1] == "value":
            _put(text, way, on_one_line(value) or EMPTY, is_text=way in texts)
        else:
            text.remove(way)
    for way in sorted(added, key=lambda way: order.index(str(way[-1]))):
        _insert(text, way, on_one_line(added[way]), order, is_text=way in texts)
    edited = text.edited()
    if not _is_as_meant(text.located, YamlText(edited, file).located, fields):
        raise AssumptionError([text.layout_fault(0, 0)])
    return edited


def on_one_line(text: str) -> str:
    """A text without line ends, and with one space where there were several; what no file can hold is a question mark."""
    return _SPACES.sub(" ", text).strip().encode("utf-8", "replace").decode()


def folded(text: str) -> list[str]:
    """A text as the lines of a folded one, which is read as it was."""
    return wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def scalar(text: str, quote: str = "", *, in_braces: bool = True, is_text: bool = False) -> str:
    """A value on one line, in quotation marks where it had them or needs them.

    >>> scalar("0.5"), scalar("S3"), scalar("a: b"), scalar("it's", "'"), scalar("nei", '"'), scalar("2024", is_text=True)
    ('0.5', 'S3', "'a: b'", "'it''s'", '"nei"', "'2024'")
    """
    if quote == '"':
        return json.dumps(text, ensure_ascii=False)
    if not quote and _is_plain(text, in_braces) and (not is_text or isinstance(resolve(text), str)):
        return text
    return "'" + text.replace("'", "''") + "'"


def _is_plain(text: str, in_braces: bool) -> bool:
    """Whether a text is read as itself, or as the number or the date that it is, without quotation marks."""
    read = read_yaml(_SAMPLES[in_braces].format(text=text), "")
    is_whole = not read.faults and read.values.keys() == {(), ("field",), ("next",)} and read.values["field",].text == text
    return is_whole and isinstance(resolve(text), str | int | float | date) and not isinstance(resolve(text), bool)


def _put(text: YamlText, way: Keys, value: str, *, is_text: bool) -> None:
    """Another value in the style of the one that is there."""
    mark = text.mark_of(way)
    if mark in tuple("|>"):
        text.put_folded(way, folded(value) if mark == ">" else [value])
        return
    quote = mark if mark in tuple("'\"") else ""
    text.put(way, EMPTY if value == EMPTY else scalar(value, quote, in_braces=text.mark_of(way[:-1]) == "{", is_text=is_text))


def _insert(text: YamlText, way: Keys, value: str, order: Sequence[str], *, is_text: bool) -> None:
    """A field that is not there yet, after the last that comes before it."""
    owner, name = way[:-1], str(way[-1])
    there = text.keys(*map(str, owner))
    before = [key for key in there if key in order[: order.index(name)]] or there
    if text.mark_of(owner) == "{":
        text.insert_at((*owner, before[-1]), f", {name}: {scalar(value, is_text=is_text)}")
    elif len(value) > WIDTH:
        text.insert_after((*owner, before[-1]), [f"{name}: >-", *(f"  {line}" for line in folded(value))], is_parted=False)
    else:
        text.insert_after((*owner, before[-1]), [f"{name}: {scalar(value, in_braces=False, is_text=is_text)}"], is_parted=False)


def _is_as_meant(before: Located, after: Located, fields: Mapping[Keys, str]) -> bool:
    """Whether the fields are what they should be, and all else is as it was."""
    others = [{way: spot.text for way, spot in read.values.items() if way not in fields} for read in (before, after)]
    found = {way: on_one_line(after.values[way].text) if way in after.values else "" for way in fields}
    return others[0] == others[1] and all(found[way] in (on_one_line(value), EMPTY if not value else "") for way, value in fields.items())

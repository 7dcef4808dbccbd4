"""Assumptions whose texts have marks of Markdown, HTML and Plotly in them, and where a page obeys them or shows how they are escaped."""

import json
import re
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any

from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from costmodel import AssumptionSet
from costmodel.assumptions.records import Measurement, Record
from support import shipped
from support.paid import row

MARKS = " *k8* [x](http://x.no) ![y](http://y.no) $z$ :red[u] <b>w8</b> &lt;k9 :material/home: %{w8} -- #q"
FREE = frozenset(
    {
        *("nb", "en", "name", "description", "title", "publisher", "how", "why", "page", "owner", "note", "text", "services"),
        *("municipalities", "question", "why_it_matters", "who_knows", "what_sources_report", "who", "source", "declined_source", "county"),
    }
)
"""Fields of any text, the ids of sources among them."""
IDS, DATES = ("sources",), "Source"
"""Fields that hold ids of sources, and the kind of record whose date is a text."""
LETTERS = "Municipality"
"""The kind of record whose name is letters, since links, lists and other files carry it."""
AS_IT_IS = {
    **{"selectbox": {"options", "raw_value"}, "multiselect": {"options", "raw_values"}, "text_input": {"default", "value"}},
    **{"text": {"body"}, "code": {"code_text"}, "bidi_component": {"json"}, "plotly_chart": {"alt"}, "download_button": {"url"}},
}
"""Fields that an element shows as they are."""
IN_MARKDOWN = re.compile(r"(?<!\\)(?:\[x\]|\$z|\*k8|:red|<b>w|&lt;|#q)|http://x|:material|\s--\s")
TWICE_IN_MARKDOWN = re.compile(r"\\\\[*\[$:<!&#]|&(?:amp|#\d+);")
IN_HTML, TWICE_IN_HTML = re.compile(r"<b>w|&lt;k9"), re.compile(r"\\[*\[$:<!&#]|&amp;(?:lt;b|amp;)|\N{WORD JOINER}")
TEMPLATES, IN_TEMPLATE = {"hovertemplate", "texttemplate"}, re.compile(r"%{w8")
TWICE_AS_IT_IS = re.compile(r"\\[*\[$:<!&#]|&lt;b|&amp;|\N{WORD JOINER}")


def marked(*parts: str) -> AssumptionSet:
    """The shipped assumptions with marks in the free texts of these parts of the set, or of all of it."""
    known = shipped()
    if not parts:
        known = known.model_copy(update={"actuals": (row("Trondheim", 2025, 80.0),), "measurements": {"m": _measurement()}})
    chosen = parts or tuple(name for name in type(known).model_fields if name not in {"hash", "warnings"})
    changed = {part: _marked(getattr(known, part), part, frozenset()) for part in chosen}
    return known.model_copy(update={**changed, "hash": sha256(" ".join(parts).encode()).hexdigest()})


def _measurement() -> Measurement:
    stated = {"mean": 1.0, "sd": 0.5, "n": 9, "representativeness": 0.1, "date": date(2026, 1, 1), "source": "Måling", "who": "Noen"}
    return Measurement(quantity="extra_minutes", **stated)


def _marked(value: Any, field: str, free: frozenset[str]) -> Any:
    if isinstance(value, Record):
        kind = type(value).__name__
        free = FREE - {"name"} if kind == LETTERS else FREE | {"date"} if kind == DATES else FREE
        return value.model_copy(update={name: _marked(getattr(value, name), name, free) for name in type(value).model_fields})
    if isinstance(value, dict):
        ids = field in IDS and not free
        return {key + MARKS if ids else key: _marked(item, field, free) for key, item in value.items()}
    if isinstance(value, tuple) and (field in IDS or any(isinstance(item, Record) for item in value)):
        return tuple(_marked(item, field, free) for item in value)
    return value + MARKS if isinstance(value, str) and (field in free or field in IDS) else value


def obeyed(app: AppTest) -> set[str]:
    """Kinds of elements and the texts in them that a browser would obey, or show with the marks that are to keep it from that."""
    return {f"{kind}: {field}: {slip}" for kind, field, text, slips in _texts_of(app) if (slip := _slip(text, slips))}


def shown_literally(app: AppTest) -> int:
    """How many texts of the page have the marks as somebody has written them."""
    return sum("w8" in text for _, _, text, _ in _texts_of(app))


def _slip(text: str, slips: tuple[re.Pattern[str], ...]) -> str:
    found = next((told for pattern in slips if (told := pattern.search(text))), None)
    return text[max(0, found.start() - 60) : found.end() + 10] if found else ""


def _texts_of(app: AppTest) -> Iterator[tuple[str, str, str, tuple[re.Pattern[str], ...]]]:
    """Every text that an element shows: the kind of element, the field, the text, and what must not be found in it."""
    for element in app._tree:
        kind, proto = element.type, getattr(element, "proto", None)
        if proto is None:
            continue
        for field, text in _fields(proto):
            if kind == "html" or field == "spec":
                yield from _in_html(kind, field, text)
            elif field in AS_IT_IS.get(kind, set()):
                yield kind, field, text, (TWICE_AS_IT_IS,)
            else:
                yield kind, field, text, (IN_MARKDOWN, TWICE_IN_MARKDOWN)


def _in_html(kind: str, field: str, text: str) -> Iterator[tuple[str, str, str, tuple[re.Pattern[str], ...]]]:
    if kind == "html":
        yield kind, field, text, (IN_HTML, TWICE_IN_HTML)
        return
    for name, inner in _strings(json.loads(text)):
        yield kind, name, inner, (IN_HTML, TWICE_IN_HTML, *((IN_TEMPLATE,) if name in TEMPLATES else ()))


def _strings(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else ((name, item) for item in value):
            yield from _strings(item, key)


def _fields(proto: Message, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a message with the name of its field."""
    for field, value in proto.ListFields():
        for item in value if field.is_repeated else (value,):
            if isinstance(item, Message):
                yield from _fields(item)
            elif isinstance(item, str):
                yield field.name, item

"""Assumptions whose free texts have all marks of Markdown in them, and what of a page would obey them."""

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from costmodel import AssumptionSet
from costmodel.assumptions.records import Record
from support import shipped

MARKS = " *b* [x](http://x.no) ![y](http://y.no) $z$ :red[u] <b>v</b>"
FREE = frozenset({"nb", "en", "name", "description", "title", "how", "why"})
PLAIN = frozenset({"html", "code", "text", "json", "selectbox", "multiselect", "plotly_chart", "text_input", "download_button"})
"""Elements that show what they hold as it is, or hold nothing of the files but in what is chosen, which is."""
OBEYED = re.compile(r"(?<!\\)(?:\[x\]|\$z|\*b|:red|<b>)|http://x")


def marked(*parts: str) -> AssumptionSet:
    """The shipped assumptions with marks in the free texts of these parts of the set."""
    known = shipped()
    changed = {part: _marked(getattr(known, part), part) for part in parts}
    return known.model_copy(update={**changed, "hash": sha256(" ".join(parts).encode()).hexdigest()})


def _marked(value: Any, field: str) -> Any:
    if isinstance(value, Record):
        return value.model_copy(update={name: _marked(getattr(value, name), name) for name in type(value).model_fields})
    if isinstance(value, dict):
        return {key: _marked(item, field) for key, item in value.items()}
    return value + MARKS if isinstance(value, str) and field in FREE else value


def obeyed(app: AppTest) -> set[str]:
    """Kinds of elements and the texts in them that a browser would read as Markdown."""
    found: set[str] = set()
    for element in _elements(app):
        kind = element.type
        if kind in PLAIN:
            continue
        for text in _texts(element.proto):
            if told := OBEYED.search(text):
                found.add(f"{kind}: {text[max(0, told.start() - 60) : told.end()]}")
    return found


def _elements(app: AppTest) -> Iterator[Any]:
    yield from (node for node in app._tree if hasattr(node, "proto") and getattr(node, "proto", None) is not None)


def _texts(proto: Any) -> Iterator[str]:
    if isinstance(proto, Message):
        for _, value in proto.ListFields():
            yield from _texts(value)
    elif isinstance(proto, str):
        yield proto
    elif not isinstance(proto, bytes | int | float | bool):
        try:
            for item in proto:
                yield from _texts(item)
        except TypeError:
            return

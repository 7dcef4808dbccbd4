"""YAML text → plain Python with the position of every value; types are decided here, not by a YAML library.

The parser's stream of events is walked directly. Nothing is ever expanded, so a file cannot grow in memory, and reading
stops at the first sign of a file made to exhaust the reader.
"""

import re
from collections.abc import Iterator
from datetime import date

from costmodel.assumptions.located import REFUSED, Keys, Located, Spot
from costmodel.assumptions.reading.decoding import CONTROL, empty
from costmodel.assumptions.reading.yaml_events import DEEPEST, MOST_NODES, YamlEvent, syntax_fault, yaml_events
from costmodel.faults import Facts, Fault, shown

_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_LONGEST_NUMBER = 60
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS: dict[str, object] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}


class _StopReadingError(Exception):
    """Raised with the fault that makes the rest of the file not worth reading."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


def read_yaml(text: str, file: str) -> Located:
    """The document in the text; its faults (syntax, duplicate keys, anchors, tags …) are in ``faults``."""
    builder = _Builder(file, yaml_events(text))
    try:
        builder.document()
    except _StopReadingError as stop:
        builder.read.faults.append(stop.fault)
        builder.read.data = REFUSED
    except MemoryError:
        raise
    except Exception as error:  # Whatever the parser trips over is a fault of the file, never a traceback.
        builder.read.faults.append(syntax_fault(error, file, builder.last))
        builder.read.data = REFUSED
    return builder.read


class _Builder:
    """Builds the data of one document from its events."""

    def __init__(self, file: str, events: Iterator[YamlEvent]) -> None:
        self.read = Located(file)
        self.last = (1, 1)
        self._events = events
        self._anchors: set[tuple[str, str]] = set()

    def document(self) -> None:
        if next(self._events, None) is None:
            raise _StopReadingError(empty(self.read.file))
        first = self._next()
        self.read.data = self._node(first, ())
        if self.read.data is None:
            raise _StopReadingError(empty(self.read.file))
        second = next(self._events, None)
        if second:
            raise _StopReadingError(self._fault(second, (), "second_document"))

    def _next(self) -> YamlEvent:
        event = next(self._events)
        self.last = (event.line, event.column)
        return event

    def _fault(self, event: YamlEvent, keys: Keys, code: str, facts: Facts | None = None) -> Fault:
        return Fault(f"{self.read.file}:{event.line}:{event.column}", self.read.title(keys), code, facts or {})

    def _report(self, event: YamlEvent, keys: Keys, code: str, facts: Facts | None = None) -> None:
        self.read.faults.append(self._fault(event, keys, code, facts))

    def _node(self, event: YamlEvent, keys: Keys) -> object:
        self._guard(event, keys)
        self.read.values[keys] = Spot(event.line, event.column, event.text, not event.plain, event.end)
        self._refuse_anchor(event, keys)
        value = self._content(event, keys)
        if event.tag is None:
            return value
        self._report(event, keys, "tagged_value", {"tag": shown(event.tag)})
        return REFUSED

    def _guard(self, event: YamlEvent, keys: Keys) -> None:
        self.read.nodes += 1
        if len(keys) > DEEPEST:
            raise _StopReadingError(self._fault(event, (), "too_deep", {"most": DEEPEST}))
        if self.read.nodes > MOST_NODES:
            raise _StopReadingError(self._fault(event, (), "too_many_nodes", {"most": MOST_NODES}))

    def _refuse_anchor(self, event: YamlEvent, keys: Keys) -> None:
        if event.anchor is None or (event.kind, event.anchor) in self._anchors:
            return
        self._anchors.add((event.kind, event.anchor))
        self._report(event, keys, "alias" if event.kind == "alias" else "anchor", {"name": shown(event.anchor)})

    def _content(self, event: YamlEvent, keys: Keys) -> object:
        if event.kind == "map":
            return self._mapping(keys)
        if event.kind == "list":
            return [self._node(item, (*keys, index)) for index, item in enumerate(self._until_end())]
        if event.kind == "alias":
            return REFUSED
        if CONTROL.search(event.text):
            self._report(event, keys, "escaped_control_character")
            return REFUSED
        return resolve(event.text) if event.plain else event.text

    def _until_end(self) -> Iterator[YamlEvent]:
        while (event := self._next()).kind != "end":
            yield event

    def _mapping(self, keys: Keys) -> dict[str, object]:
        found: dict[str, object] = {}
        for event in self._until_end():
            name = self._key(event, keys)
            usable = name is not None and self._is_new(event, (*keys, name))
            way: Keys = (*keys, name) if usable and name is not None else (*keys, "?", self.read.nodes)
            if usable:
                self.read.keys[way] = Spot(event.line, event.column, event.text)
            content = self._next()
            if content.kind == "scalar" and content.plain and not content.text:
                # The parser places a value that is not there at whatever comes next; it would begin after the colon.
                content = content._replace(line=event.line, column=event.column, end=(event.end[0], event.end[1] + 1))
            value = self._node(content, way)
            if usable and name is not None:
                found[name] = value
        return found

    def _key(self, event: YamlEvent, keys: Keys) -> str | None:
        plain_text = event.kind == "scalar" and event.tag is None and not CONTROL.search(event.text)
        if plain_text and event.anchor is None and not (event.plain and event.text == "<<"):
            self._guard(event, keys)
            return event.text
        self._report(event, keys, "merge_key" if event.text == "<<" else "key_is_not_text")
        if event.kind in ("map", "list"):
            self._node(event, (*keys, "?", self.read.nodes))
        return None

    def _is_new(self, event: YamlEvent, keys: Keys) -> bool:
        first = self.read.keys.get(keys)
        if first:
            self._report(event, keys, "key_twice", {"name": shown(event.text), "line": first.line, "column": first.column})
        return first is None


def resolve(text: str) -> object:
    """A plain scalar as YAML 1.2 reads it, with dates: None, truth value, number, date, else the text itself."""
    if text in _WORDS:
        return _WORDS[text]
    if len(text) > _LONGEST_NUMBER:
        return text
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    if _ISO_DATE.fullmatch(text):
        return _date_or_text(text)
    return text


def _date_or_text(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text

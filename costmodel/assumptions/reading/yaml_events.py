"""The events of a YAML text, by a quick parser, or by a patient one that tells what is wrong; and that as a fault."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple, cast

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from costmodel.faults import Fault, Part

DEEPEST = 24
"""Levels of nesting. Our files have six."""
MOST_NODES = 50_000
"""Values in one file. Our files have under 3 000, and 50 000 take a second to read."""


class YamlEvent(NamedTuple):
    """What the parser met: ``map``, ``list``, ``end``, ``scalar``, ``alias`` or ``document``."""

    kind: str
    line: int
    column: int
    text: str
    plain: bool
    anchor: str | None
    tag: str | None
    end: tuple[int, int]


_KINDS = {
    "MappingStartEvent": "map",
    "SequenceStartEvent": "list",
    "MappingEndEvent": "end",
    "SequenceEndEvent": "end",
    "ScalarEvent": "scalar",
    "AliasEvent": "alias",
    "DocumentStartEvent": "document",
}


_READ_OTHERWISE = re.compile("[\t\x85\u2028\u2029\ufeff]")
"""Characters that libyaml takes otherwise than YAML 1.2 has it."""


def yaml_events(text: str) -> Iterator[YamlEvent]:
    """By libyaml, fifteen times as quick; by ruamel.yaml what libyaml refuses or would take otherwise: its faults say more."""
    found = None if _READ_OTHERWISE.search(text) else _quick_events(text)
    return iter(found) if found is not None else _as_events(cast("Any", YAML(typ="safe", pure=True)).parse(text))


@lru_cache(maxsize=32)  # a folder is read anew when one of its files has changed
def _quick_events(text: str) -> tuple[YamlEvent, ...] | None:
    """None where libyaml refuses the text, and where a name of an anchor stands in it, which libyaml ends elsewhere."""
    try:
        found = tuple(_within_bounds(_as_events(cast("Any", yaml).parse(text, Loader=yaml.CBaseLoader))))
    except yaml.YAMLError:
        return None
    return None if any(event.anchor is not None for event in found) else found


def _within_bounds(events: Iterator[YamlEvent]) -> Iterator[YamlEvent]:
    """As far as the builder goes at most, which stops at what is too deep or too much."""
    depth = 0
    for event in islice(events, 3 * MOST_NODES):
        yield event
        depth += _STEPS.get(event.kind, 0)
        if depth > DEEPEST + 1:
            return


_STEPS = {"map": 1, "list": 1, "end": -1}


def _as_events(parsed: Iterator[Any]) -> Iterator[YamlEvent]:
    for raw in parsed:
        kind = _KINDS.get(type(raw).__name__)
        if kind:
            mark = raw.start_mark
            tag, anchor = (cast("str | None", getattr(raw, name, None)) for name in ("tag", "anchor"))
            plain, end = not getattr(raw, "style", None), (raw.end_mark.line + 1, raw.end_mark.column + 1)
            yield YamlEvent(kind, mark.line + 1, mark.column + 1, getattr(raw, "value", ""), plain, anchor, tag, end)


_PROBLEMS = (
    ("'\\t' that cannot start", "tab_in_indent"),
    ("cannot start any token", "reserved_character"),
    ("mapping values are not allowed", "misplaced_colon"),
    ("could not find expected ':'", "name_without_colon"),
    ("unexpected end of stream", "quote_not_closed"),
    ("unexpected document separator", "quote_not_closed"),
    ("unknown escape character", "unknown_escape"),
    ("expected ',' or", "bracket_not_closed"),
    ("expected <block end>", "wrong_indent"),
    ("expected the node content", "separator_for_value"),
    ("undefined tag handle", "undefined_tag"),
    ("incompatible YAML document", "other_yaml_version"),
)
"""What the parser says, in part, and the code of the fault."""
_OTHER = "not_yaml"


def syntax_fault(error: Exception, file: str, last: tuple[int, int]) -> Fault:
    """The fault behind an exception from the YAML parser; `last` is where it stood, for those that do not say."""
    if not isinstance(error, MarkedYAMLError):
        return Fault(f"{file}:{last[0]}:{last[1]}", "", _OTHER, {"opened": None})
    marked = cast("Any", error)
    problem, context = str(marked.problem or ""), str(marked.context or "")
    code = next((code for sign, code in _PROBLEMS if sign in problem), _OTHER)
    # A quote never closed and a name without its colon are noticed further down: where they begin is the place to look.
    opened = ("quoted scalar" in context and "unexpected" in problem) or "simple key" in context
    mark = marked.context_mark if opened else marked.problem_mark or marked.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else last
    in_bracket = "flow" in context and marked.context_mark
    bracket = Part("opened_on_line", {"line": marked.context_mark.line + 1}) if in_bracket else None
    return Fault(f"{file}:{line}:{column}", "", code, {"opened": bracket})

"""What is wrong with text that is not YAML."""

from typing import Any, cast

from ruamel.yaml.error import MarkedYAMLError

from costmodel.faults import Fault, Part

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

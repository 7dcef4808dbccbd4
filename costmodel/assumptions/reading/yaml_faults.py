"""What is wrong with text that is not YAML, in bokmål."""

from typing import Any, cast

from ruamel.yaml.error import MarkedYAMLError

from costmodel.faults import Fault

_QUOTE = "Sett hele teksten i anførselstegn."
_SENTENCES = (
    ("'\\t' that cannot start", "en tabulator i innrykket", "Bruk mellomrom i innrykk."),
    ("cannot start any token", "et tegn som ikke kan stå først i en verdi", _QUOTE),
    ("mapping values are not allowed", "et kolon der det ikke kan stå, eller et innrykk som ikke passer", f"Rett innrykket. {_QUOTE}"),
    ("could not find expected ':'", "et navn uten kolon etter", "Skriv kolon og mellomrom etter navnet, eller rett innrykket."),
    ("unexpected end of stream", "et anførselstegn som ikke er avsluttet", "Sett inn anførselstegnet som mangler."),
    ("unexpected document separator", "et anførselstegn som ikke er avsluttet", "Sett inn anførselstegnet som mangler."),
    ("unknown escape character", "en ukjent kode etter «\\»", "Skriv «\\\\», eller bruk enkle anførselstegn."),
    ("expected ',' or", "en parentes som ikke er avsluttet, eller et komma som mangler", "Sett inn «]», «}» eller komma."),
    ("expected <block end>", "et innrykk som ikke passer med linjene over", "Gi linjen samme innrykk som naboene."),
    ("expected the node content", "et skilletegn der en verdi ventes", _QUOTE),
    ("undefined tag handle", "et merke som begynner med «!»", "Ta bort merket."),
    ("incompatible YAML document", "en YAML-versjon som ikke støttes", "Ta bort linjen som begynner med «%»."),
)
_OTHER = ("noe som ikke er gyldig YAML", "Sammenlign med en fil som virker, og rett linjen.")


def syntax_fault(error: Exception, file: str, last: tuple[int, int]) -> Fault:
    """The fault behind an exception from the YAML parser; `last` is where it stood, for those that do not say."""
    if not isinstance(error, MarkedYAMLError):
        return Fault(f"{file}:{last[0]}:{last[1]}", "", _OTHER[0], "gyldig YAML", _OTHER[1])
    marked = cast("Any", error)
    problem, context = str(marked.problem or ""), str(marked.context or "")
    found, action = next(((found, action) for sign, found, action in _SENTENCES if sign in problem), _OTHER)
    # A quote never closed and a name without its colon are noticed further down: where they begin is the place to look.
    opened = ("quoted scalar" in context and "unexpected" in problem) or "simple key" in context
    mark = marked.context_mark if opened else marked.problem_mark or marked.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else last
    if "flow" in context and marked.context_mark:
        found += f" (den åpnes på linje {marked.context_mark.line + 1})"
    return Fault(f"{file}:{line}:{column}", "", found, "gyldig YAML", action)

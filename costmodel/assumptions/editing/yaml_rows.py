"""A row of a YAML file as lines: copied under another key, or taken away with its own comments; all else keeps its bytes."""

from costmodel.assumptions.editing.yaml_fields import scalar
from costmodel.assumptions.located import Keys, Located
from costmodel.assumptions.upgrading.editing import YamlText, indent_of, is_idle
from costmodel.faults import AssumptionError


def with_copied_row(content: bytes, file: str, way: Keys, key: str) -> bytes:
    """The file with a copy of a row after it, under a key of its own. Raises AssumptionError where its layout does not allow that."""
    text = YamlText(content, file)
    first, (_, _, last) = text.block(way)[0], _extent(text, way)
    parted = [""] if _is_parted(text, way[:-1]) else []
    text.insert_lines(last, parted, [_renamed(text, way, key)], text.lines[first + 1 : last])
    edited = text.edited()
    own: Keys = (*way[:-1], key)
    copied = {(*own, *rest[len(way) :]): spot for rest, spot in _texts(text.located).items() if rest[: len(way)] == way}
    _check(text, {**_texts(text.located), **copied}, edited)
    return edited


def without_row(content: bytes, file: str, way: Keys) -> bytes:
    """The file without a row and the comments directly over it. Raises AssumptionError where its layout does not allow that."""
    text = YamlText(content, file)
    above, _, last = _extent(text, way)
    text.remove_lines(above, last)
    edited = text.edited()
    _check(text, {there: spot for there, spot in _texts(text.located).items() if there[: len(way)] != way}, edited)
    return edited


def _extent(text: YamlText, way: Keys) -> tuple[int, int, int]:
    """Where the empty line over a row stands, or the row where there is none; where the row begins, and the line after its last.

    Its own comments are those directly over its key, and those that stand below it, deeper than the key.
    """
    start, last = text.block(way)
    indent = len(text.indent_of(way))
    while start and _is_comment(text.lines[start - 1]) and indent_of(text.lines[start - 1]) == indent:
        start -= 1
    at = last
    while at < len(text.lines) and is_idle(text.lines[at]):
        if _is_comment(text.lines[at]):
            if indent_of(text.lines[at]) <= indent:
                break
            last = at + 1
        at += 1
    above = start - 1 if start and not text.lines[start - 1].strip() else start
    return above, start, last


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _is_parted(text: YamlText, owner: Keys) -> bool:
    """Whether the rows are parted by empty lines."""
    extents = (_extent(text, (*owner, key)) for key in text.keys(*map(str, owner)))
    return any(above != start for above, start, _ in extents)


def _renamed(text: YamlText, way: Keys, key: str) -> str:
    """The first line of a row with another key."""
    spot = text.located.keys[way]
    start, line = spot.column - 1, text.lines[spot.line - 1]
    written = next((form for form in (spot.text, f'"{spot.text}"', f"'{spot.text}'") if line.startswith(form, start)), None)
    if written is None:
        raise AssumptionError([text.layout_fault(spot.line - 1, start)])
    return line[:start] + scalar(key, in_braces=False) + line[start + len(written) :]


def _texts(located: Located) -> dict[Keys, str]:
    return {way: spot.text for way, spot in located.values.items()}


def _check(text: YamlText, meant: dict[Keys, str], edited: bytes) -> None:
    """Raises AssumptionError where the file does not say what it should."""
    if _texts(YamlText(edited, text.located.file).located) != meant:
        raise AssumptionError([text.layout_fault(0, 0)])

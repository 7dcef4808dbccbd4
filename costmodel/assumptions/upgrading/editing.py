"""A YAML file as text with edits: what is not edited keeps its bytes, and so its comments, its order and its layout."""

import codecs
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from costmodel.assumptions.located import Keys, as_mapping
from costmodel.assumptions.reading.decoding import decoded_text
from costmodel.assumptions.reading.yaml_reading import read_yaml
from costmodel.faults import AssumptionError, Fault

_LINE_END = re.compile("(\r\n|[\n\r\x85\u2028\u2029])")
"""What ends a line to a reader of YAML."""


@dataclass(frozen=True)
class _Edit:
    """Lines from `first` up to, not including, `last` give way to `lines`.

    Where `end` is given, what stands before `start` in the first line and from `end` on in the last one stays.
    """

    first: int
    last: int
    lines: tuple[str, ...]
    start: int = 0
    end: int | None = None

    @property
    def place(self) -> tuple[int, bool, int, bool]:
        """Where it is made; what is inserted comes before what takes the place of what stands there."""
        return self.first, self.last > self.first, self.start, self.end is not None and self.end > self.start


class YamlText:
    """Edits are collected and made together by :meth:`edited`; ways and positions are those of the text as it was read."""

    def __init__(self, content: bytes, file: str) -> None:
        """Raises AssumptionError where the file cannot be read."""
        text = decoded_text(content, file)
        if isinstance(text, Fault):
            raise AssumptionError([text])
        self.located = read_yaml(text, file)
        if self.located.faults:
            raise AssumptionError(self.located.faults)
        parts = _LINE_END.split(text)
        self.lines, self._ends = parts[::2], [*parts[1::2], ""]
        written = _LINE_END.split(content.removeprefix(codecs.BOM_UTF8).decode())[::2]
        self._mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
        self._written = written
        self.newline = next(iter(self._ends)) or "\n"
        self._edits: list[_Edit] = []

    def keys(self, *way: str) -> list[str]:
        """The keys of a mapping in their order; none where there is no mapping."""
        return list(as_mapping(self.located.at(way)))

    def at(self, *way: str) -> object:
        """The value at the end of a way; None where there is none."""
        return self.located.at(way)

    def rename(self, way: Keys, name: str) -> None:
        """Give a key another name."""
        spot = self.located.keys[way]
        self._within_line(spot.line - 1, spot.column - 1, spot.text, name)

    def put(self, way: Keys, value: str) -> None:
        """Give a plain or quoted value another text, which stands as YAML has it."""
        spot = self.located.values[way]
        if spot.end <= (spot.line, spot.column) or self.mark_of(way) in tuple("|>"):
            raise AssumptionError([self.layout_fault(spot.line - 1, spot.column - 1)])
        self._edits.append(_Edit(spot.line - 1, spot.end[0], (value,), spot.column - 1, spot.end[1] - 1))

    def mark_of(self, way: Keys) -> str:
        """The first character of a value, which tells its style: a quotation mark, ``|``, ``>``, ``{`` or one of a plain value."""
        spot = self.located.values[way]
        return self.lines[spot.line - 1][spot.column - 1 : spot.column]

    def put_folded(self, way: Keys, lines: Sequence[str]) -> None:
        """Give a text on lines of its own (``>-``, ``|``) other lines; what begins it stays."""
        first, last = self.block(way)
        body = max(first, self.located.values[way].line - 1) + 1
        if body >= last:
            raise AssumptionError([self.layout_fault(first, 0)])
        indent = " " * indent_of(next(line for line in self.lines[body:last] if line.strip()))
        self._edits.append(_Edit(body, last, tuple(indent + line for line in lines)))

    def insert_at(self, way: Keys, text: str) -> None:
        """Put a text on the line of a value, after it."""
        line, column = self.located.values[way].end
        self._edits.append(_Edit(line - 1, line, (text,), column - 1, column - 1))

    def remove(self, way: Keys) -> None:
        """Take away a key with its value: its lines, or what stands from the value before it in braces."""
        names = self.keys(*map(str, way[:-1]))
        at = names.index(str(way[-1]))
        if self.mark_of(way[:-1]) != "{":
            self.replace(way, [])
        elif at:
            before, end = self.located.values[*way[:-1], names[at - 1]].end, self.located.values[way].end
            self._edits.append(_Edit(before[0] - 1, end[0], ("",), before[1] - 1, end[1] - 1))
        else:
            raise AssumptionError([self.layout_fault(*(part - 1 for part in self.located.values[way].end))])

    def _within_line(self, line: int, start: int, written: str, value: str) -> None:
        if not self.lines[line].startswith(written, start):
            raise AssumptionError([self.layout_fault(line, start)])
        self._edits.append(_Edit(line, line + 1, (value,), start, start + len(written)))

    def layout_fault(self, line: int, column: int) -> Fault:
        """What is said of a place that is laid out so that it cannot be edited as text."""
        return Fault(f"{self.located.file}:{line + 1}:{column + 1}", "", "cannot_edit_layout")

    def block(self, way: Keys) -> tuple[int, int]:
        """First and last line, not including it, of a key with all below it; AssumptionError where it shares its line with others."""
        spot = self.located.keys[way]
        first, indent = spot.line - 1, spot.column - 1
        if self.lines[first][:indent].strip():
            raise AssumptionError([self.layout_fault(first, indent)])
        last = end = first + 1
        while end < len(self.lines) and (is_idle(self.lines[end]) or indent_of(self.lines[end]) > indent):
            end += 1
            last = last if is_idle(self.lines[end - 1]) else end
        return first, last

    def is_block(self, way: Keys) -> bool:
        """Whether a key stands first on its line, so that it and what is below it are lines of their own."""
        spot = self.located.keys[way]
        return not self.lines[spot.line - 1][: spot.column - 1].strip()

    def copied(self, way: Keys) -> list[str]:
        """The lines of a block, as they stand without the indentation of its key."""
        first, last = self.block(way)
        indent = self.located.keys[way].column - 1
        return [line[indent:] for line in self.lines[first:last]]

    def indent_of(self, way: Keys) -> str:
        """What stands before a key."""
        return " " * (self.located.keys[way].column - 1)

    def insert_after(self, way: Keys, block: Sequence[str], *, is_parted: bool = True) -> None:
        """Put a block below another one as its neighbour, parted by an empty line."""
        _, last = self.block(way)
        indent = self.indent_of(way)
        lines = tuple(indent + line if line.strip() else "" for line in block)
        self._edits.append(_Edit(last, last, (*([""] if is_parted else []), *lines)))

    def insert_lines(self, at: int, *parts: Sequence[str]) -> None:
        """Put lines, as they are, before the one that stands at a place."""
        self._edits.append(_Edit(at, at, tuple(line for part in parts for line in part)))

    def remove_lines(self, first: int, last: int) -> None:
        """Take away lines up to, not including, the last."""
        self._edits.append(_Edit(first, last, ()))

    def replace(self, way: Keys, block: Sequence[str]) -> None:
        """Let other lines take the place of a block."""
        indent = self.indent_of(way)
        self._edits.append(_Edit(*self.block(way), tuple(indent + line if line.strip() else "" for line in block)))

    def comment_out(self, way: Keys, heading: str) -> None:
        """Keep a block as a comment below a heading: it counts no more, and nothing that somebody wrote is lost."""
        self.replace(way, [f"# {heading}", *(f"# {line}".rstrip() for line in self.copied(way))])

    def make_empty(self, way: Keys) -> None:
        """Let a mapping be an empty one, where all that it held has been commented out."""
        first, _ = self.block(way)
        self._edits.append(_Edit(first, first + 1, (f"{self.indent_of(way)}{way[-1]}: {{}}",)))

    def edited(self) -> bytes:
        """The file after all edits; what is inserted at one place stands in the order in which it was."""
        lines = list(zip(self._written, self._ends, strict=True))
        order = sorted(range(len(self._edits)), key=lambda at: (self._edits[at].place, at), reverse=True)
        for edit in (self._edits[at] for at in order):
            lines[edit.first : edit.last] = self._after(edit, lines[edit.first : edit.last])
        last = len(lines) - 1
        return self._mark + "".join(line + ((end or self.newline) if at < last else "") for at, (line, end) in enumerate(lines)).encode()

    def _after(self, edit: _Edit, before: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """The lines that come in the place of others, each with its end."""
        if edit.end is None:
            return [(line, self.newline) for line in edit.lines]
        first, (last, end) = before[0][0], before[-1]
        start = _as_written(self.lines[edit.first], self._written[edit.first], edit.start)
        stop = _as_written(self.lines[edit.last - 1], self._written[edit.last - 1], edit.end)
        return [(first[:start] + edit.lines[0] + last[stop:], end)]


def _as_written(line: str, written: str, at: int) -> int:
    """Where a character of a line stands in it as it is written: some systems write å as one letter, others as a and a ring."""
    if line == written:
        return at
    return next(to for to in range(len(written), -1, -1) if len(unicodedata.normalize("NFC", written[:to])) <= at)


def is_idle(line: str) -> bool:
    """Whether a line is empty or a comment."""
    return not line.strip() or line.lstrip().startswith("#")


def indent_of(line: str) -> int:
    """How many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))

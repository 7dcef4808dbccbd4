"""A YAML file as text with edits: what is not edited keeps its comments, its order and its layout."""

from collections.abc import Sequence
from dataclasses import dataclass

from costmodel.assumptions.located import Keys, as_mapping
from costmodel.assumptions.reading.decoding import decoded_text
from costmodel.assumptions.reading.yaml_reading import read_yaml
from costmodel.faults import AssumptionError, Fault


@dataclass(frozen=True)
class _Edit:
    """Lines from `first` up to, not including, `last` give way to `lines`; within one line, characters `start` to `end` to the only one."""

    first: int
    last: int
    lines: tuple[str, ...]
    start: int = 0
    end: int | None = None

    @property
    def place(self) -> tuple[int, bool, int]:
        """Where it is made; what is inserted at a line comes before what takes the place of that line."""
        return self.first, self.last > self.first, self.start


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
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.lines = text.replace("\r\n", "\n").split("\n")
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
        """Give a plain or quoted value of one line another text."""
        spot = self.located.values[way]
        line, start = self.lines[spot.line - 1], spot.column - 1
        mark = line[start] if spot.quoted and line[start] in "'\"" else ""
        self._within_line(spot.line - 1, start, f"{mark}{spot.text}{mark}", value)

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
        while end < len(self.lines) and (_is_idle(self.lines[end]) or _indent_of(self.lines[end]) > indent):
            end += 1
            last = last if _is_idle(self.lines[end - 1]) else end
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
        lines = list(self.lines)
        order = sorted(range(len(self._edits)), key=lambda at: (self._edits[at].place, at), reverse=True)
        for edit in (self._edits[at] for at in order):
            if edit.end is None:
                lines[edit.first : edit.last] = edit.lines
            else:
                lines[edit.first] = lines[edit.first][: edit.start] + edit.lines[0] + lines[edit.first][edit.end :]
        return self.newline.join(lines).encode()


def _is_idle(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))

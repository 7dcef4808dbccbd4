"""Slips that damage a file of assumptions: of the hand, of a spreadsheet, of a merge.

A step takes the random source and the text and gives the text back changed, or as it was where it does not apply.
"""

import json
import random
import re
from collections.abc import Callable
from pathlib import Path

Step = Callable[[random.Random, str], str]
Span = tuple[int, int]

NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
DATE = re.compile(r"\d{4}-\d\d-\d\d")
YAML_VALUE = re.compile(r"(?<=: )[^\s,{}\[\]#>][^,{}\[\]#\n]*?(?=[ ]*(?:[,}#\n]|$))|(?<=  - )[^\n]+", re.MULTILINE)
CSV_VALUE = re.compile(r"(?<=[;\n])[^;\r\n]*(?=[;\r\n])")
YAML_KEY = re.compile(r"(?<=[ {\n])[\w.*-]+(?=:(?:\s|$))")
CSV_KEY = re.compile(r"(?:(?<=;)|^)[^;\n\r]+(?=[;\r\n])")
HEADS = (
    *(
        "groups:\n",
        "budget:\n",
        "fields:\n",
        "benefits:\n",
        "legacy_systems:\n",
        "alternatives:\n",
        "sources:\n",
        "figures:\n",
        "effects:\n",
        "correlations:\n",
    ),
    *("name:", "values:"),
)

_ODD = json.loads((Path(__file__).parent / "data" / "odd_values.json").read_text("utf-8"))
ODD_NUMBERS = (*_ODD["numbers"], "9" * 20, "9" * 70, "9" * 400, "0." + "3" * 40, "1" + 5000 * "0")
ODD_DATES = tuple(_ODD["dates"])
STRANGE = tuple(_ODD["texts"])
"""What spreadsheets, other languages, merges and mischief put into files."""


def spans(pattern: re.Pattern[str], text: str, content: re.Pattern[str] | None = None) -> list[Span]:
    """Where the pattern stands, comment lines apart; those whose whole text is the content, if it is given."""
    found = (match for match in pattern.finditer(text) if not _in_comment(text, match.start()))
    return [match.span() for match in found if content is None or content.fullmatch(match[0])]


def _in_comment(text: str, offset: int) -> bool:
    return text[text.rfind("\n", 0, offset) + 1 : offset].lstrip().startswith("#")


def values_of(text: str, content: re.Pattern[str] | None = None) -> list[Span]:
    return spans(YAML_VALUE if _is_yaml(text) else CSV_VALUE, text, content)


def keys_of(text: str) -> list[Span]:
    if _is_yaml(text):
        return spans(YAML_KEY, text)
    return spans(CSV_KEY, text[: text.find("\n") + 1])


def _is_yaml(text: str) -> bool:
    return any(f"\n{head}" in f"\n{text}" for head in HEADS)


def put(text: str, span: Span, new: str) -> str:
    return text[: span[0]] + new + text[span[1] :]


def at(text: str, span: Span) -> str:
    return text[span[0] : span[1]]


def _replacing(find: Callable[[str], list[Span]], choose: Callable[[random.Random, str, str], str]) -> Step:
    """A step that replaces one of the spans found by what is chosen for its text (the third argument is the whole)."""

    def step(rng: random.Random, text: str) -> str:
        places = find(text)
        if not places:
            return text
        span = rng.choice(places)
        return put(text, span, choose(rng, at(text, span), text))

    return step


def _numbers(text: str) -> list[Span]:
    return values_of(text, NUMBER)


def _dates(text: str) -> list[Span]:
    return values_of(text, DATE)


def _near_number(rng: random.Random, old: str, _: str) -> str:
    """A number that is as plausible in form: often admissible, and then it must be the one that is used."""
    number = float(old.replace(",", "."))
    factor = rng.choice((0.25, 0.5, 0.9, 0.99, 1.01, 1.1, 1.5, 2, 3, 10, 100, -1))
    new = rng.choice((number * factor, number + rng.choice((-1, 1, 0.1, 100)), rng.randint(0, 300), rng.randint(2015, 2045)))
    written = f"{new:.6g}" if rng.random() < 0.7 else repr(new)
    return written.replace(".", ",") if "," in old else written


def _near_date(rng: random.Random, old: str, _: str) -> str:
    return f"{int(old[:4]) + rng.choice((-30, -1, 0, 0, 1, 30))}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"


def _typo(rng: random.Random, old: str, _: str) -> str:
    index = rng.randrange(max(len(old), 1))
    letter = rng.choice(("", "x", "_", " ", old[index : index + 1] * 2, old[index : index + 1].swapcase(), "é", "."))
    return old[:index] + letter + old[index + 1 :]


def _other_key(rng: random.Random, _: str, text: str) -> str:
    return at(text, rng.choice(keys_of(text)))


def _other_value(rng: random.Random, _: str, text: str) -> str:
    return at(text, rng.choice(values_of(text)))


def swap_values(rng: random.Random, text: str) -> str:
    """Two values of one kind change places: low and high, value and maximum, a cell of each of two rows."""
    places = rng.choice((values_of(text), _numbers(text), _dates(text)))
    if len(places) < 2:
        return text
    first = rng.randrange(len(places) - 1)
    second = min(first + rng.choice((1, 1, 2, 3, 12)), len(places) - 1)
    if first == second:
        return text
    one, two = places[first], places[second]
    return put(put(text, two, at(text, one)), one, at(text, two))


def stretch(rng: random.Random, text: str) -> str:
    """All numbers of one assumption become one extreme number, so that its own bounds do not stop it."""
    starts = [match.start() for match in re.finditer(r"\n +value: ", text)]
    if not starts:
        return text
    start = rng.choice(starts)
    end = text.find("\n\n", start) % (len(text) + 1)
    new = rng.choice(("0", "1", "-1", "0.99", "1e5", "1e9", "1e-9", "1e300", "-1e300", "2200"))
    block = re.sub(r"(?<=\n)( +(?:value|low|high|minimum|maximum)): [^\n]*", rf"\1: {new}", text[start:end])
    return text[:start] + block + text[end:]


def _line(rng: random.Random, lines: list[str]) -> int:
    """A line, mostly one that says something."""
    telling = [index for index, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")]
    return rng.choice(telling) if telling and rng.random() < 0.95 else rng.randrange(len(lines))


def _on_lines(change: Callable[[random.Random, list[str], int], None]) -> Step:
    """A step that changes the list of lines in place, at a random one."""

    def step(rng: random.Random, text: str) -> str:
        lines = text.split("\n")
        change(rng, lines, _line(rng, lines))
        return "\n".join(lines)

    return step


def _block(lines: list[str], start: int) -> int:
    """The end of the line and of those below it that are indented further."""
    indent = len(lines[start]) - len(lines[start].lstrip())
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > indent):
        end += 1
    return end


def _delete_line(rng: random.Random, lines: list[str], index: int) -> None:
    del lines[index : index + rng.choice((1, 1, 1, 2, 5))]


def _double_line(rng: random.Random, lines: list[str], index: int) -> None:
    lines.insert(rng.choice((index, rng.randrange(len(lines) + 1))), lines[index])


def _swap_lines(rng: random.Random, lines: list[str], index: int) -> None:
    other = rng.choice((min(index + 1, len(lines) - 1), rng.randrange(len(lines))))
    lines[index], lines[other] = lines[other], lines[index]


def _indent(rng: random.Random, lines: list[str], index: int) -> None:
    spaces = len(lines[index]) - len(lines[index].lstrip(" "))
    lead = rng.choice((" " * max(spaces + rng.choice((-4, -2, -1, 1, 2, 4)), 0), "\t", " " * spaces + "\t", "\N{NO-BREAK SPACE}" * spaces))
    last = rng.choice((index + 1, _block(lines, index)))
    lines[index:last] = [lead + line[spaces:] for line in lines[index:last]]


def _comment_out(rng: random.Random, lines: list[str], index: int) -> None:
    lines[index] = rng.choice(("# ", "#", "  # ", "// ")) + lines[index]


def _head(rng: random.Random, lines: list[str], index: int) -> int:
    """The line, or the one under which it stands: the head of a parameter, a benefit, a group."""
    for _ in range(rng.choice((0, 1, 1, 2))):
        heads = [number for number in range(index) if _block(lines, number) > index]
        index = heads[-1] if heads else index
    return index


def _delete_block(rng: random.Random, lines: list[str], index: int) -> None:
    start = _head(rng, lines, index)
    del lines[start : _block(lines, start)]


def _move_block(rng: random.Random, lines: list[str], index: int) -> None:
    """The block moves, or stands twice: what comes of a merge."""
    index = _head(rng, lines, index)
    block = lines[index : _block(lines, index)]
    if rng.random() < 0.5:
        del lines[index : index + len(block)]
    place = rng.randrange(len(lines) + 1)
    lines[place:place] = block


def _join_lines(rng: random.Random, lines: list[str], index: int) -> None:
    lines[index : index + 2] = [
        rng.choice(("", " ", ", ")).join(line.strip(" ") if n else line for n, line in enumerate(lines[index : index + 2]))
    ]


def _colon(rng: random.Random, text: str) -> str:
    """Another sign between key and value, or between cells: in one place, in a line, in the whole file."""
    old, news = (": ", (":", "= ", " : ", ":  ", " ", ":\t", ";")) if _is_yaml(text) else (";", (",", "\t", "|", ";;", "; ", " "))
    places = [match.start() for match in re.finditer(re.escape(old), text)]
    if not places:
        return text
    start, new = rng.choice(places), rng.choice(news)
    end = rng.choice((start + len(old), text.find("\n", start) + 1, len(text)))
    return text[:start] + text[start:end].replace(old, new) + text[end:]


def _insert(rng: random.Random, text: str) -> str:
    place = rng.randrange(len(text) + 1)
    return text[:place] + rng.choice(STRANGE) * rng.choice((1, 1, 1, 3, 2000)) + text[place:]


def _truncate(rng: random.Random, text: str) -> str:
    place = rng.randrange(len(text) + 1)
    return rng.choice((text[:place], text[:place], text[place:]))


def _line_ends(rng: random.Random, text: str) -> str:
    return text.replace("\n", rng.choice(("\r\n", "\r", "\n\n", " \n", "\t\n", "\x85", "\u2028")))


def _decimal_mark(rng: random.Random, text: str) -> str:
    """The file as a spreadsheet of another language writes it, wholly or by half."""
    if _is_yaml(text):
        return re.sub(r"(?<=\d)\.(?=\d)", ",", text) if rng.random() < 0.5 else text.replace(": ", ":\N{NO-BREAK SPACE}")
    return rng.choice((text.replace(",", "."), text.replace(",", ".").replace(";", ","), text.replace(";", ","), text.replace(";", "\t")))


TEXT_STEPS: dict[str, Step] = {
    "near number": _replacing(_numbers, _near_number),
    "odd number": _replacing(_numbers, lambda rng, old, text: rng.choice(ODD_NUMBERS)),
    "near date": _replacing(_dates, _near_date),
    "odd date": _replacing(_dates, lambda rng, old, text: rng.choice(ODD_DATES)),
    "odd value": _replacing(values_of, lambda rng, old, text: rng.choice((*ODD_NUMBERS, *STRANGE))),
    "other value": _replacing(values_of, _other_value),
    "typo in value": _replacing(values_of, _typo),
    "quoted value": _replacing(values_of, lambda rng, old, text: rng.choice((f'"{old}"', f"'{old}'", f'"{old}', f" {old} ", f"[{old}]"))),
    "no value": _replacing(values_of, lambda rng, old, text: ""),
    "swapped values": swap_values,
    "stretched": stretch,
    "renamed key": _replacing(keys_of, _typo),
    "other key": _replacing(keys_of, _other_key),
    "no key": _replacing(keys_of, lambda rng, old, text: ""),
    "deleted line": _on_lines(_delete_line),
    "doubled line": _on_lines(_double_line),
    "swapped lines": _on_lines(_swap_lines),
    "indent": _on_lines(_indent),
    "commented out": _on_lines(_comment_out),
    "deleted block": _on_lines(_delete_block),
    "moved block": _on_lines(_move_block),
    "joined lines": _on_lines(_join_lines),
    "delimiter": _colon,
    "inserted": _insert,
    "truncated": _truncate,
    "line ends": _line_ends,
    "decimal mark": _decimal_mark,
}
"""Slips by name; the name goes into the message of a failing case."""

"""A mark of what a cell holds: the same for a formula and its copies, and for a number whatever program has saved it."""

import base64
import re
import zlib

_TEXTS = re.compile(r'("(?:[^"]|"")*")')
_CELL = re.compile(r"(?<![A-Za-z0-9_.$])(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})(?![0-9A-Za-z_.(!])")
_NUMBER = re.compile(r"(?<![A-Za-z0-9_.$\[\]])[0-9]+(?:\.[0-9]+)?(?:E[-+]?[0-9]+)?(?![0-9A-Za-z_.:!\]])")
_QUOTED = re.compile(r"'([A-Za-z_ÆØÅæøå][A-Za-z0-9_.ÆØÅæøå]*)'!")


def mark_of(content: object, row: int, column: int) -> str:
    """Four letters for the content of a cell; `row` and `column` are its own, counted from 1."""
    if isinstance(content, str) and content.startswith("="):
        told = relative_formula(content, row, column)
    else:
        told = content if isinstance(content, str) else _number_text(float(str(content)))
    return base64.b64encode(zlib.crc32(told.encode()).to_bytes(4, "big")[:3]).decode()


def relative_formula(formula: str, row: int, column: int) -> str:
    """A formula with the cells that move with it by their distance, and without what programs write in different ways.

    >>> relative_formula("=B3+$A$1 * 2.0", 3, 3)
    '=R[0]C[-1]+R1C1*2'
    """
    parts = _TEXTS.split(formula)
    return "".join(part if number % 2 else _relative_part(part, row, column) for number, part in enumerate(parts))


def _relative_part(part: str, row: int, column: int) -> str:
    def moved(found: re.Match[str]) -> str:
        fixed_column, letters, fixed_row, digits = found.groups()
        of_row = digits if fixed_row else f"[{int(digits) - row}]"
        of_column = str(_number_of(letters)) if fixed_column else f"[{_number_of(letters) - column}]"
        return f"R{of_row}C{of_column}"

    plain = _QUOTED.sub(r"\1!", part.replace("_xlfn.", "")).replace(" ", "").replace("\n", "")
    return _CELL.sub(moved, _NUMBER.sub(lambda found: _number_text(float(found[0])), plain))


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _number_text(value: float) -> str:
    """A number without its last digits, which a program may write otherwise."""
    return f"{value + 0.0:.9g}"

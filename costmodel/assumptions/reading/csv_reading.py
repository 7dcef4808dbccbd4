"""CSV text → one set of plain data a row, with the position of every cell; ``tables/table_text.py`` has the habits of tables."""

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from costmodel.assumptions.located import REFUSED, Keys, Located, Spot
from costmodel.assumptions.reading.decoding import empty
from costmodel.assumptions.reading.written_values import number_advice
from costmodel.assumptions.tables.table_text import Habits, UnreadableError, habits_of, number_with_point, quotes_fault, rows_of_text
from costmodel.faults import Facts, Fault, Part, nearest, shown

Kind = type
"""What a column holds: int, float, date or str."""

MOST_ROWS, MOST_COLUMNS = 2000, 100
"""Norway has 357 municipalities."""
MOST_LINES = 5
"""So many lines of a fault that stands on many are named."""


@dataclass(frozen=True)
class Layout:
    """The columns of a table."""

    columns: Mapping[str, Kind]
    """Kind of each column by name, in order."""
    optional: frozenset[str] = frozenset()
    """Columns whose cells may be empty."""
    family: Callable[[str], tuple[Keys, Kind] | None] = lambda name: None
    """Where a column of a family such as pop_2024 belongs in the record; None for other columns."""
    may_be_empty: bool = False
    """Whether the names of the columns are enough."""

    def belongs(self, name: str) -> tuple[Keys, Kind] | None:
        """The way to a column's value in the record and its kind; None for unknown columns."""
        return ((name,), self.columns[name]) if name in self.columns else self.family(name)


@dataclass
class Table:
    """The rows of a CSV file, each as data with positions, and the faults of the table as such."""

    rows: list[Located] = field(default_factory=list[Located])
    faults: list[Fault] = field(default_factory=list[Fault])
    left_out: set[str] = field(default_factory=set[str])
    """The cells of the rows that are left out, for they are not missing."""


@dataclass(frozen=True)
class _Line:
    """One record of the file: its cells and where each starts."""

    cells: list[str]
    spots: list[Spot]


def read_table(text: str, file: str, layout: Layout) -> Table:
    """The table in the text. A row with a wrong number of cells is a fault and is left out."""
    habits = habits_of(text)
    try:
        lines = list(islice(_lines(text, habits), MOST_ROWS + 1))
    except UnreadableError as error:
        return Table(faults=[quotes_fault(error, file)])
    no_table = _no_table(lines, file, layout)
    if no_table:
        return Table(faults=[no_table])
    names = [cell.strip() for cell in lines[0].cells]
    table = Table(faults=list(_header_faults(names, lines[0].spots, file, layout)))
    for line in lines[1:]:
        fault = _length_fault(line, len(names), file)
        if fault:
            table.faults.append(fault)
            table.left_out.update(cell.strip() for cell in line.cells)
        else:
            row = _row(names, line, Located(file, decimal_comma=habits.has_decimal_comma), layout, habits)
            table.rows.append(row)
    table.faults.extend(_doubtful(table.rows, names, file))
    return table


def _doubtful(rows: list[Located], names: list[str], file: str) -> Iterator[Fault]:
    """Points that may be of thousands, in one fault a table: where one stands, others mostly do."""
    found = [(row.values[(name,)], name) for row in rows for name in names if row.at((name,)) is REFUSED and (name,) in row.values]
    if found:
        (spot, name), *others = found
        lines = tuple(str(line) for line in dict.fromkeys(other.line for other, _ in others))[:MOST_LINES]
        yield point_fault(f"{file}:{spot.line}:{spot.column}", name, spot.text.strip(), len(others), lines)


def point_fault(place: str, name: str, written: str, others: int = 0, lines: tuple[str, ...] = ()) -> Fault:
    """The fault of a number that could be two: three digits after a point where the decimal mark is a comma."""
    rest = Part("others_on_lines", {"count": others, "lines": lines}) if others else None
    facts: Facts = {"written": shown(written), "rest": rest, "advice": number_advice(written, decimal_comma=True)}
    return Fault(place, name, "point_among_semicolons", facts)


def _no_table(lines: list[_Line], file: str, layout: Layout) -> Fault | None:
    """What makes the file no table of ours at all."""
    if not lines:
        return empty(file)
    if len(lines) > MOST_ROWS or any(len(line.cells) > MOST_COLUMNS for line in lines):
        return _too_large(file)
    if not any(layout.belongs(cell.strip()) for cell in lines[0].cells):
        place = f"{file}:{lines[0].spots[0].line}:1"
        return Fault(place, "", "no_column_names", {"known": tuple(layout.columns)})
    return None if lines[1:] or layout.may_be_empty else Fault(file, "", "no_rows")


def _too_large(file: str) -> Fault:
    return Fault(file, "", "table_too_large", {"rows": MOST_ROWS, "columns": MOST_COLUMNS})


def _lines(text: str, habits: Habits) -> Iterator[_Line]:
    physical = list(io.StringIO(text, newline=""))
    for row in rows_of_text(text, habits):
        # Where the cells of a row without measure stand does not matter: the table is refused.
        record = "".join(physical[row.first - 1 : row.last]) if len(row.cells) <= MOST_COLUMNS else ""
        yield _Line(row.cells, list(_spots(record, row.cells, habits.delimiter, row.first)))


def _spots(record: str, cells: list[str], delimiter: str, first: int) -> Iterator[Spot]:
    starts = list(_starts(record, delimiter, first))
    for index, cell in enumerate(cells):
        line, column = starts[min(index, len(starts) - 1)]
        yield Spot(line, column, cell)


def _starts(record: str, delimiter: str, line: int) -> Iterator[tuple[int, int]]:
    """Line and column of each field; `line` is that of the record."""
    yield line, 1
    quoted, inside, line_start = record.startswith('"'), False, 0
    for offset, letter in enumerate(record):
        if letter == '"' and quoted:
            inside = not inside
        elif letter == "\n" or (letter == "\r" and record[offset + 1 : offset + 2] != "\n"):
            line, line_start = line + 1, offset + 1
        elif letter == delimiter and not inside:
            quoted = record[offset + 1 : offset + 2] == '"'
            yield line, offset + 2 - line_start


def _header_faults(names: list[str], spots: list[Spot], file: str, layout: Layout) -> Iterator[Fault]:
    known = tuple(layout.columns)
    times = Counter(names)
    for index, (name, spot) in enumerate(zip(names, spots, strict=True)):
        place = f"{file}:{spot.line}:{spot.column}"
        if layout.belongs(name) is None:
            yield Fault(place, "", "unknown_column", {"name": shown(name), "known": known, "nearest": nearest(name, known)})
        elif times[name] > 1 and names.index(name) != index:
            yield Fault(place, name, "column_twice")
    for name in layout.columns:
        if name not in times:
            yield Fault(f"{file}:{spots[0].line}:1", name, "missing_column", {"name": name, "known": known})


def _length_fault(line: _Line, expected: int, file: str) -> Fault | None:
    count = len(line.cells)
    if count == expected:
        return None
    spot = line.spots[min(expected, count - 1)]
    name = shown(line.cells[min(1, count - 1)])
    return Fault(f"{file}:{spot.line}:{spot.column}", name, "wrong_number_of_cells", {"count": count, "expected": expected})


def _row(names: list[str], line: _Line, row: Located, layout: Layout, habits: Habits) -> Located:
    data: dict[str, object] = {}
    row.data = data
    row.values[()] = line.spots[0]
    for name, cell, spot in zip(names, line.cells, line.spots, strict=True):
        belongs = layout.belongs(name)
        if belongs and belongs[0] not in row.values:
            keys, kind = belongs
            row.values[keys], row.titles[keys] = spot, name
            if cell.strip() or name not in layout.optional:
                _put(data, keys, _value(cell.strip(), kind, habits))
    for name in layout.columns.keys() - set(names):
        data[name] = REFUSED
    return row


def _put(data: dict[str, object], keys: Keys, value: object) -> None:
    """Set a value one or two levels down."""
    if len(keys) == 1:
        data[str(keys[0])] = value
    else:
        family: object = data.setdefault(str(keys[0]), {})
        if isinstance(family, dict):
            family[keys[1]] = value


_INT = re.compile(r"-?[0-9]{1,18}")
_FLOAT = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?(?:[eE][-+]?[0-9]{1,3})?")


def _value(cell: str, kind: Kind, habits: Habits) -> object:
    """The cell as its column's kind; the text itself where it is not of that kind, for the record to refuse."""
    if not cell:
        return None
    if kind is int:
        return int(cell) if _INT.fullmatch(cell) else cell
    if kind is float:
        number = number_with_point(cell, habits)
        if number is None:
            return REFUSED
        return float(number) if _FLOAT.fullmatch(number) else cell
    return _date(cell) if kind is date else cell.replace("\r\n", "\n")


def _date(cell: str) -> date | str:
    for pattern, form in ((r"\d{4}-\d\d-\d\d", "%Y-%m-%d"), (r"\d{1,2}\.\d{1,2}\.\d{4}", "%d.%m.%Y")):
        if re.fullmatch(pattern, cell, re.ASCII):
            try:
                return datetime.strptime(cell, form).date()
            except ValueError:
                return cell
    return cell

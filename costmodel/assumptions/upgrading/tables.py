"""municipalities.csv of version 1 with the columns that have come since."""

import csv
import io

from costmodel.assumptions.reading.decoding import decoded_text
from costmodel.assumptions.records import AssumptionSet
from costmodel.faults import AssumptionError, Fault

COLUMNS = ("declined", "declined_source")
AFTER = "source"
_MARK = "\N{BYTE ORDER MARK}"


def with_declined(content: bytes, file: str, assumptions: AssumptionSet) -> tuple[bytes, list[str]]:
    """The table with the year and the source of each no that the assumption set knows of, and whose they are; as it is where it has them.

    Raises AssumptionError where the file is no text.
    """
    text = decoded_text(content, file)
    if isinstance(text, Fault):
        raise AssumptionError([text])
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    header, *rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    if COLUMNS[0] in header or AFTER not in header:
        return content, []
    at = header.index(AFTER) + 1
    known = {
        str(item.number): (str(item.declined), item.declined_source or "", item.name)
        for item in assumptions.municipalities
        if item.declined
    }
    number = header.index("number") if "number" in header else 0
    found = [known.get(row[number]) if row else None for row in rows]
    cells = [(row[:at] + list(no[:2] if no else ("", "")) + row[at:]) if row else row for row, no in zip(rows, found, strict=True)]
    buffer = io.StringIO()
    newline = "\r\n" if "\r\n" in text else "\n"
    csv.writer(buffer, delimiter=delimiter, lineterminator=newline).writerows([header[:at] + list(COLUMNS) + header[at:], *cells])
    start = _MARK if content.startswith(_MARK.encode()) else ""
    return (start + buffer.getvalue()).encode(), [no[2] for no in found if no]

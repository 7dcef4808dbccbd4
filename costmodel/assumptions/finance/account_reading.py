"""kostra.csv: rows → where in the municipal accounts the lines of the budget belong."""

from costmodel.assumptions.folders import Folder
from costmodel.assumptions.located import Located
from costmodel.assumptions.reading.csv_reading import Layout, read_table
from costmodel.assumptions.reading.decoding import decoded_text
from costmodel.assumptions.reading.table_reading import Rows, record_columns, record_rows
from costmodel.assumptions.records import BudgetAccount
from costmodel.faults import Facts, Fault, shown

FILE = "kostra.csv"


def accounts_in(folder: Folder) -> Rows[BudgetAccount]:
    """What the file of a folder says, each line once; nothing where the folder has no such file."""
    found = folder.optional_file(FILE)
    if found is None:
        return Rows()
    file, content = found
    text = content if isinstance(content, Fault) else decoded_text(content, file)
    if isinstance(text, Fault):
        return Rows(faults=[text])
    table = read_table(text, file, Layout(record_columns(BudgetAccount), optional=frozenset({"note"}), may_be_empty=True))
    rows = record_rows(BudgetAccount, table, "line")
    seen: dict[object, Located] = {}
    for row in table.rows:
        line = row.at(("line",))
        first = seen.setdefault(line, row)
        if isinstance(line, str) and first is not row:
            facts: Facts = {"value": shown(line), "line": first.values[()].line}
            rows.faults.append(Fault(row.place(("line",)), row.title(("line",)), "value_twice", facts))
    return rows

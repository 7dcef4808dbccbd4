"""kostra.csv: rows → where in the municipal accounts the lines of the budget belong."""

from costmodel.assumptions.reading.csv_reading import Layout, read_table
from costmodel.assumptions.reading.table_reading import Rows, record_columns, record_rows, values_twice
from costmodel.assumptions.records import BudgetAccount


def read_accounts(text: str, file: str) -> Rows[BudgetAccount]:
    """The rows in the order of the file, each line once."""
    table = read_table(text, file, Layout(record_columns(BudgetAccount), optional=frozenset({"note"}), may_be_empty=True))
    rows = record_rows(BudgetAccount, table, "line")
    rows.faults.extend(values_twice(table, "line"))
    return rows

"""The budget by municipal rules as rows, text, workbook and record."""

"""Sheets of what is worked out when the workbook is written and does not follow the yellow cells: a sheet a module."""

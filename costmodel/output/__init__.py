"""Faces of a result: text, tables, CSV, JSON, charts, workbooks."""

"""Plotly figures on a page: their legend, and the links of their points."""

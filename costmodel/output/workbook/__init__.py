"""The model as a workbook with live formulas, written from the running model; results as tidy sheets; changed cells read back."""

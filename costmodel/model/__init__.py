"""The formulas: what a scenario costs and gives. Knows no file format and no word of any language."""

"""Explanations in the reader's language: labels, formulas, origins and meanings, looked up when an explanation is shown."""

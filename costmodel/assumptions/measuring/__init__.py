"""Measurements: read from their file, checked, and written back to the numbers that they measure."""

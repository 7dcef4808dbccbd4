"""Answers of the command line as records: what ``--format json`` gives, and its published schemas."""

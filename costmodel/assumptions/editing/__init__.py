"""Edits of a folder's files as text: only what is edited changes its bytes, and every edit is written into the log."""

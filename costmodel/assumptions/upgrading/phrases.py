"""The few words that are written into upgraded files, in the language of the files; who calls has them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Phrases:
    """Words by where they stand."""

    kept: str
    """Heading of what is kept as a comment."""
    shared: str
    """Ends the origin of a number that came about by sharing one of version 1."""

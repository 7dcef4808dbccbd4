"""The language of the reader, one for each run of a page or of a command."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

LANGUAGES = ("nb", "nn", "en")
"""Bokmål first: every text exists in it, and the others fall back to it."""
_language: ContextVar[str] = ContextVar("language", default=LANGUAGES[0])


def language() -> str:
    """Code of the language in force."""
    return _language.get()


def use_language(code: str | None) -> None:
    """Put a language in force for what follows in this thread; one that is not known is taken as bokmål."""
    _language.set(code if code in LANGUAGES else LANGUAGES[0])


@contextmanager
def in_language(code: str) -> Generator[None]:
    """The same for a block only."""
    before = _language.set(code)
    try:
        yield
    finally:
        _language.reset(before)

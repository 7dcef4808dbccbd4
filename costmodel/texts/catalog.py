"""Texts by key, in the reader's language: a folder of YAML catalogs, and placeholders that say how a value is written.

A catalog is a mapping of keys to texts, nested as deep as it helps to find them. ``text("faults.empty_list.found")`` reads the key
``empty_list.found`` of ``nb/faults.yaml`` in this folder. A page has catalogs of its own beside its modules: ``Catalog(folder)``.
A placeholder carries the form of its value: ``{npv:mnok} {share:pct} {change:signed1} {count:plural:kommune/kommuner}``; the forms
stand in :mod:`costmodel.texts.forms`. A text that a language lacks is shown in bokmål; a key that bokmål lacks is a KeyError.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any, cast

import yaml

from costmodel.texts.forms import write
from costmodel.texts.language import LANGUAGES, language

HERE = Path(__file__).parent


class _Writer(Formatter):
    """Fills placeholders by the forms of :mod:`costmodel.texts.forms`."""

    def format_field(self, value: Any, format_spec: str) -> str:
        return write(value, format_spec)


_FILL = _Writer()


class Catalog:
    """The texts of one folder: ``LANGUAGE.yaml`` in it, or ``LANGUAGE/FILE.yaml`` where it holds several files."""

    def __init__(self, folder: Path | str) -> None:
        """Nothing is read before the first text is asked for."""
        self.folder = Path(folder)

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of a key with its placeholders filled. Raises KeyError where key or value is missing."""
        found = self.find(key)
        if found is None:
            raise KeyError(f"{self.folder.name} has no text {key!r} in {LANGUAGES[0]}")
        return fill(found, values)

    def __contains__(self, key: object) -> bool:
        """Whether there is a text for a key."""
        return isinstance(key, str) and self.find(key) is not None

    def find(self, key: str) -> str | None:
        """The unfilled text of a key, in bokmål where the language in force lacks it; None where both do."""
        for code in dict.fromkeys((language(), LANGUAGES[0])):
            text = self.texts(code, key.partition(".")[0]).get(key)
            if text is not None:
                return text
        return None

    def part(self, key: str) -> dict[str, str]:
        """Every unfilled text below a key, by what follows it, in the order of the bokmål catalog."""
        start = f"{key}."
        known = self.texts(LANGUAGES[0], key.partition(".")[0])
        return {name.removeprefix(start): cast(str, self.find(name)) for name in known if name.startswith(start)}

    def texts(self, code: str, first: str = "") -> Mapping[str, str]:
        """All texts of one language by full key; of a folder with several files those of the file `first`."""
        return _texts(self.folder, code, first)


def fill(text: str, values: Mapping[str, object]) -> str:
    r"""A text with its placeholders filled.

    >>> fill("{who} betaler {amount:mnok1} i {year:year}", {"who": "Averøy", "amount": 2.24, "year": 2029})
    'Averøy betaler 2,2\xa0MNOK i 2029'
    """
    return _FILL.vformat(text, (), values) if "{" in text or "}" in text else text


def placeholders(text: str) -> set[str]:
    """Names and forms of the placeholders of a text, such as ``npv:mnok``; a plural's words are its language's own.

    >>> sorted(placeholders("{a:mnok} og {b}"))
    ['a:mnok', 'b']
    """
    parts = [(name, (form or "").partition("plural:")) for _, name, form, _ in Formatter().parse(text) if name]
    return {f"{name}:{form[0] or form[1]}".rstrip(":") for name, form in parts}


def listed(items: Sequence[str], joint: str = "and") -> str:
    """Items as a list in a sentence: «a, b og c»; `joint` is ``and`` or ``or``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {text(f'grammar.{joint}')} {items[-1]}"


@lru_cache(maxsize=512)
def _texts(folder: Path, code: str, first: str) -> Mapping[str, str]:
    several = folder / code / f"{first}.yaml"
    return _read(several, f"{first}.") if several.is_file() else _read(folder / f"{code}.yaml", "")


@lru_cache(maxsize=256)
def _read(path: Path, start: str) -> Mapping[str, str]:
    if not path.is_file():
        return {}
    content = cast("Any", yaml).load(path.read_bytes(), Loader=yaml.CBaseLoader)
    return dict(_flat(cast("dict[str, Any] | None", content) or {}, start))


def _flat(content: Mapping[str, Any], start: str) -> Iterator[tuple[str, str]]:
    for key, item in content.items():
        if isinstance(item, dict):
            yield from _flat(cast("Mapping[str, Any]", item), f"{start}{key}.")
        else:
            yield f"{start}{key}", item


text = Catalog(HERE)
"""The texts that the output shares with pages and command line, by file, key and values."""

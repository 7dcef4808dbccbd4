"""The catalogs of texts as a whole: every language says the same, every result has a name, and no sentence stands in the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from ruamel.yaml import YAML
from support import ROOT, shipped

from costmodel import appraise, base_case, units
from costmodel.assumptions.records import Name
from costmodel.model import results
from costmodel.model.decision import decide
from costmodel.output import labels
from costmodel.texts.catalog import Catalog, placeholders, text
from costmodel.texts.forms import DIGITS, FORMS, PLURAL
from costmodel.texts.language import LANGUAGES

FIRST = LANGUAGES[0]
SHARED = sorted((ROOT / "costmodel" / "texts" / FIRST).glob("*.yaml"))
OF_PAGES = sorted((ROOT / "pages").rglob(f"{FIRST}.yaml"))
ROOMS = sorted(path.name for path in (ROOT / "costmodel").iterdir() if path.is_dir() and path.name != "__pycache__")
SENTENCES_LEFT = {"scenarios": 2, "": 1}
"""Texts in bokmål that still stand in the code of a room, or at the root of the engine, or in the pages. These numbers only fall."""
WORDS = frozenset(
    """og ikke er som til av med det den kan blir ble eller fra over hele uten må skal vil hvor hva hvis men seg sin sitt sine år kommune
    kommuner kommunen tall tallet kostnad kostnader nytte drift velg finnes fant mangler ett en et flere alle ingen mer enn nå her der ved
    om på""".split()  # noqa: SIM905  shorter than a list
)
"""Common words of bokmål that are none in English."""


def texts_of(path: Path, code: str) -> dict[str, str]:
    """The texts of one file of the shared catalogs, or of a page's, in a language; empty where it has none."""
    is_shared = path in SHARED
    folder, first = (ROOT / "costmodel" / "texts", path.stem) if is_shared else (path.parent, "")
    return dict(Catalog(folder).texts(code, first))


@pytest.mark.parametrize("path", [*SHARED, *OF_PAGES], ids=lambda path: str(path.relative_to(ROOT)))
def test_every_language_has_the_same_texts_with_the_same_placeholders(path):
    first = texts_of(path, FIRST)
    assert first
    for code in LANGUAGES[1:]:
        other = texts_of(path, code)
        if other:
            assert set(other) == set(first), code
            assert {key: placeholders(said) for key, said in other.items()} == {key: placeholders(said) for key, said in first.items()}


@pytest.mark.parametrize("path", [*SHARED, *OF_PAGES], ids=lambda path: str(path.relative_to(ROOT)))
def test_every_placeholder_has_a_form_that_exists(path):
    for code in LANGUAGES:
        for key, said in texts_of(path, code).items():
            forms = [form or "" for _, name, form, _ in Formatter().parse(said) if name is not None]
            assert all(form == "" or form.startswith(PLURAL) or form.rstrip(DIGITS) in FORMS for form in forms), (key, forms)


def test_every_result_has_a_name_and_a_unit():
    appraisal = appraise(base_case(shipped()))
    by_year = {**results.line_items(appraisal), **results.drivers(appraisal)}
    for name in by_year:
        assert labels.line_item_label(name, shipped()) != name
    for name in results.indicators(appraisal):
        assert labels.indicator_label(name)
        assert f"labels.unit_of.{name}" in text
    for name in results.drivers(appraisal):
        assert f"labels.unit_of.{name}" in text


def test_every_input_has_a_name_in_both_languages_of_the_files():
    assumptions = shipped()
    named = [*assumptions.quantities.values(), *assumptions.groups.values(), *assumptions.benefits.values()]
    assert all(getattr(item.name, field) for item in named for field in Name.model_fields)


def test_every_unit_and_every_option_has_a_text():
    assert set(text.part("labels.units")) == {unit.symbol for unit in units.ALL_UNITS}
    assert all(labels.unit_label(unit.symbol) for unit in units.ALL_UNITS)
    options = {name for town in ("Trondheim", "Averøy") for name in decide(base_case(shipped(), town)).all}
    assert {name.partition("_")[0] if name != "stay_out" else name for name in options} == set(text.part("labels.options"))
    named = {labels.option_label(name, shipped()) for name in options}
    assert len(named) == len(options)
    assert not any("{" in label or "_" in label for label in named)
    parties = ("municipality", "others", "hospitals", "gps", "tax_cost", "society")
    assert set(text.part("labels.parties")) == set(text.part("labels.party_meanings")) == set(parties)


def sentences(path: Path) -> Iterator[str]:
    """Texts in bokmål among the strings of a module; docstrings and what is only written about the code are not among them."""
    module = ast.parse(path.read_text("utf-8"))
    told = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told and is_bokmaal(node.value):
            yield node.value


def is_bokmaal(said: str) -> bool:
    """A guess: letters that English lacks, or a common word of bokmål among several. Names and units of the files are codes."""
    known = units.BY_SYMBOL.keys() | {item.name for item in shipped().municipalities}
    words = [word for word in re.findall(r"[A-Za-zæøåÆØÅ]+", said) if word not in known]
    has_letters = any(re.search("[æøåÆØÅ]", word) and re.search("[A-Za-z]", word) for word in words)
    return said not in known and (has_letters or (" " in said and len(words) >= 2 and not WORDS.isdisjoint(map(str.lower, words))))


@pytest.mark.parametrize("room", [*ROOMS, "", "pages"])
def test_no_more_sentences_stand_in_the_code(room):
    files = (ROOT / "pages").rglob("*.py") if room == "pages" else (ROOT / "costmodel" / room).glob("**/*.py" if room else "*.py")
    found = {str(path.relative_to(ROOT)): told for path in files if (told := list(sentences(path)))}
    assert sum(map(len, found.values())) <= SENTENCES_LEFT.get(room, 0), found


@pytest.mark.parametrize("path", [*SHARED, *OF_PAGES], ids=lambda path: str(path.relative_to(ROOT)))
def test_no_key_stands_twice_and_no_text_is_a_number_or_a_truth_value(path):
    """The patient parser refuses a key that stands twice, where the quick one takes the last."""
    for code in LANGUAGES:
        file = path.with_name(f"{code}.yaml") if path in OF_PAGES else path.parents[1] / code / path.name
        content = YAML(typ="safe", pure=True).load(file) if file.is_file() else {}
        assert all(isinstance(said, str) for said in leaves(content)), path


def leaves(content: dict) -> Iterator[object]:
    for item in content.values():
        yield from leaves(item) if isinstance(item, dict) else [item]

"""What somebody wrote in the place of a number, a date or a text, and what was probably meant."""

import math
import re
from datetime import date
from typing import cast

from costmodel.assumptions.located import Spot
from costmodel.faults import LONGEST_QUOTE, Part, number_text, shown

_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.?(?:nan|inf|infinity|uendelig)", re.IGNORECASE)
_OTHER_BASE = re.compile(r"0[xX][0-9a-fA-F]{1,12}|0[oO][0-7]{1,12}|0[bB][01]{1,40}")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NORWEGIAN_DATE = re.compile(r"([0-9]{1,2})[./]\s?([0-9]{1,2})[./]\s?([0-9]{4})")
_LOOSE_DATE = re.compile(r"([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})")


def found_value(value: object, spot: Spot | None) -> Part:
    """What stands there: the text as written, and what kind of value it was read as."""
    if value is None:
        return Part("found_nothing")
    if isinstance(value, dict):
        return Part("found_fields")
    if isinstance(value, (list, tuple)):
        return Part("found_list")
    if value == "":
        return Part("found_empty_text")
    return Part(_kind(value), {"written": shown(spot.text if spot and spot.text else str(value))})


def _kind(value: object) -> str:
    if isinstance(value, str):
        return "found_impossible_date" if looks_like_date(value) else "found_text"
    if isinstance(value, bool):
        return "found_truth_value"
    if isinstance(value, date):
        return "found_date"
    return "found_number" if isinstance(value, int) or math.isfinite(cast("float", value)) else "found_infinite"


def looks_like_date(text: str) -> bool:
    """Whether a text has the form of a date, and so is one that no calendar has."""
    return bool(_ISO_DATE.fullmatch(text.strip()) or _NORWEGIAN_DATE.fullmatch(text.strip()))


def number_of_text(text: str) -> float | None:
    """The number that a text is, in the form that the assumption files use; None where it is not one."""
    number = float(text) if _NUMBER.fullmatch(text) else math.inf
    return number if math.isfinite(number) else None


def number_advice(value: object, quoted: bool = False, whole: bool = False, decimal_comma: bool = False) -> Part:
    """What to do about something that should have been a number, with the number written right where it can be guessed.

    `decimal_comma`: the file writes numbers with a comma, and so does the advice.
    """
    if isinstance(value, float):
        return Part("write_whole", {"number": float(round(value))}) if abs(value) < 1e15 else Part("write_smaller_whole_number")
    text = value.strip() if isinstance(value, str) and len(value) <= LONGEST_QUOTE else ""
    if _NOT_FINITE.fullmatch(text):
        return Part("write_finite_number")
    if _THOUSANDS.fullmatch(text):
        return _thousands_or_decimals(text, whole, decimal_comma)
    guess, slips = _guess(text, decimal_comma)
    if quoted and not slips:
        slips = ["without_quotes"]
    if whole and guess and not float(guess).is_integer():
        guess = ""
    if not guess or not (slips or (whole and "." in guess)):
        return Part("write_any_whole_number" if whole else "write_any_number")
    if whole and "." in guess:
        guess, slips = number_text(float(guess)), [*(slip for slip in slips if slip not in _MARKS), "without_decimals"]
    return Part("write_number", {"slips": tuple(map(Part, slips)), "number": _marked(guess, decimal_comma)})


_MARKS = ("with_point", "with_comma")
"""Slips of the decimal mark, of which a whole number has none."""
_THOUSANDS = re.compile(r"[-+]?[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")
"""A number of thousands to one program; where there is one mark, one with three decimals to another."""


def _thousands_or_decimals(text: str, whole: bool, decimal_comma: bool) -> Part:
    """Both readings of a number with three digits after a mark; only the first where a number has several marks, or is whole."""
    digits = re.sub("[.,]", "", text)
    if whole or len(re.findall("[.,]", text)) > 1:
        return Part("write_number", {"slips": (Part("without_separators"),), "number": digits})
    decimals = number_text(float(text.replace(",", ".")))
    return Part("write_either", {"thousands": digits, "decimals": _marked(decimals, decimal_comma)})


def _marked(number: str, decimal_comma: bool) -> str:
    return number.replace(".", ",") if decimal_comma else number


def _guess(text: str, decimal_comma: bool) -> tuple[str, list[str]]:
    """The number that was meant, with a point, and how it differs from what was written; empty where nobody can tell."""
    if _OTHER_BASE.fullmatch(text):
        return str(int(text, 0)), ["in_decimal"]
    slips: list[str] = []
    for pattern, replacement, slip in _SLIPS:
        changed = re.sub(pattern, replacement, text)
        if changed != text and not (slip == "with_point" and decimal_comma):
            slips.append(slip)
        text = changed
    if decimal_comma and not slips and "." in text:
        slips.append("with_comma")
    if text.endswith("%") and _NUMBER.fullmatch(text[:-1]):
        return number_text(float(text[:-1]) / 100), [*slips, "as_decimal"]
    return (text, slips) if _NUMBER.fullmatch(text) else ("", [])


_SLIPS = (
    (r"\s*(?:MNOK|NOK|kr|kroner|år|prosent)\.?$", "", "without_unit"),
    ("[\N{MINUS SIGN}\N{EN DASH}]", "-", "with_plain_minus"),
    (r"(?<=\d)[\s'\N{RIGHT SINGLE QUOTATION MARK}]+(?=\d|%)", "", "without_spaces"),
    (r"(?<=\d)_+(?=\d)", "", "without_underscores"),
    (r"(?<=\d)\.(?=\d{3}(?:\.\d{3})*,)", "", "without_separators"),
    (r"(?<=\d),(?=\d{3}(?:,\d{3})*\.)", "", "without_separators"),
    (r"(?<=\d),(?=\d+%?$)", ".", "with_point"),
    (r"^(-?)0+(?=\d)", r"\1", "without_leading_zeros"),
)
"""What Norwegian writers, spreadsheets and other programs do to a number: how to undo it, and what the number is then without or with."""


def date_advice(value: object) -> Part:
    """What to do about something that should have been a date."""
    text = value.strip() if isinstance(value, str) else ""
    if _ISO_DATE.fullmatch(text):
        return Part("correct_day")
    norwegian, loose = _NORWEGIAN_DATE.fullmatch(text), _LOOSE_DATE.fullmatch(text)
    parts = norwegian.groups()[::-1] if norwegian else loose.groups() if loose else None
    try:
        day = date(*map(int, parts)) if parts else None
    except ValueError:
        return Part("correct_day")
    return Part("write_date", {"date": day}) if day else Part("write_any_date")


def text_advice(value: object, spot: Spot | None) -> Part:
    """What to do about something that should have been text."""
    if isinstance(value, (dict, list)) or value is None:
        return Part("write_text")
    return Part("quote_text", {"written": shown(spot.text if spot and spot.text else str(value))})

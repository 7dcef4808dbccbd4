"""Words for what was found and what to do about it, in bokmål."""

import math
import re
from datetime import date
from typing import cast

from costmodel.assumptions.located import Spot
from costmodel.faults import LONGEST_QUOTE, number_text, shown

_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.?(?:nan|inf|infinity|uendelig)", re.IGNORECASE)
_OTHER_BASE = re.compile(r"0[xX][0-9a-fA-F]{1,12}|0[oO][0-7]{1,12}|0[bB][01]{1,40}")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NORWEGIAN_DATE = re.compile(r"([0-9]{1,2})[./]\s?([0-9]{1,2})[./]\s?([0-9]{4})")
_LOOSE_DATE = re.compile(r"([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})")


def found_text(value: object, spot: Spot | None) -> str:
    """What stands there: the text as written, and what kind of value it was read as."""
    if value is None:
        return "en tom verdi"
    if isinstance(value, dict):
        return "felter med innrykk"
    if isinstance(value, (list, tuple)):
        return "en liste"
    written = shown(spot.text if spot and spot.text else str(value))
    if isinstance(value, str):
        if looks_like_date(value):
            return f"«{written}» (en dato som ikke finnes)"
        return f"«{written}» (tekst)" if value else "en tom tekst"
    return f"{written} ({_kind(value)})"


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "sant eller usant"
    if isinstance(value, date):
        return "dato"
    return "tall" if isinstance(value, int) or math.isfinite(cast("float", value)) else "ikke et endelig tall"


def looks_like_date(text: str) -> bool:
    """Whether a text has the form of a date, and so is one that no calendar has."""
    return bool(_ISO_DATE.fullmatch(text.strip()) or _NORWEGIAN_DATE.fullmatch(text.strip()))


def plain_number(text: str) -> float | None:
    """The number that a text is, in the form that the assumption files use; None where it is not one."""
    number = float(text) if _NUMBER.fullmatch(text) else math.inf
    return number if math.isfinite(number) else None


def number_action(value: object, quoted: bool = False, whole: bool = False) -> str:
    """What to do about something that should have been a number, with the number written right where it can be guessed."""
    if isinstance(value, float):
        return f"Skriv et helt tall: {number_text(round(value))}" if abs(value) < 1e15 else "Skriv et helt tall."
    text = value.strip() if isinstance(value, str) and len(value) <= LONGEST_QUOTE else ""
    if _NOT_FINITE.fullmatch(text):
        return "Skriv et vanlig tall."
    guess, reasons = _guess(text)
    if quoted and not reasons:
        reasons = ["uten anførselstegn"]
    if whole and guess and not float(guess).is_integer():
        guess = ""
    if not guess or not reasons:
        return "Skriv et helt tall, for eksempel 2024." if whole else "Skriv et tall, for eksempel 4.5."
    if whole and "." in guess:
        guess, reasons = number_text(float(guess)), [*(reason for reason in reasons if reason != "med punktum"), "uten desimaler"]
    return f"Skriv tallet {' og '.join(reasons)}: {guess}"


def _guess(text: str) -> tuple[str, list[str]]:
    """The number that was meant and how it differs from what was written; empty where nobody can tell."""
    if _OTHER_BASE.fullmatch(text):
        return str(int(text, 0)), ["i titallssystemet"]
    reasons: list[str] = []
    for pattern, replacement, reason in _SLIPS:
        changed = re.sub(pattern, replacement, text)
        if changed != text:
            reasons.append(reason)
            text = changed
    if text.endswith("%") and _NUMBER.fullmatch(text[:-1]):
        return number_text(float(text[:-1]) / 100), [*reasons, "som desimaltall"]
    return (text, reasons) if _NUMBER.fullmatch(text) else ("", [])


_SLIPS = (
    (r"\s*(?:MNOK|NOK|kr|kroner|år|prosent)\.?$", "", "uten enhet"),
    ("[\N{MINUS SIGN}\N{EN DASH}]", "-", "med vanlig minustegn"),
    (r"(?<=\d)[\s'\N{RIGHT SINGLE QUOTATION MARK}]+(?=\d|%)", "", "uten mellomrom"),
    (r"(?<=\d)_+(?=\d)", "", "uten understrek"),
    (r"(?<=\d)\.(?=\d{3}(?:\.\d{3})*,)", "", "uten skilletegn for tusen"),
    (r"(?<=\d),(?=\d+%?$)", ".", "med punktum"),
    (r"^(-?)0+(?=\d)", r"\1", "uten nuller foran"),
)


def date_action(value: object) -> str:
    """What to do about something that should have been a date."""
    text = value.strip() if isinstance(value, str) else ""
    if _ISO_DATE.fullmatch(text):
        return "Rett måneden eller dagen."
    norwegian, loose = _NORWEGIAN_DATE.fullmatch(text), _LOOSE_DATE.fullmatch(text)
    parts = norwegian.groups()[::-1] if norwegian else loose.groups() if loose else None
    try:
        day = date(*map(int, parts)) if parts else None
    except ValueError:
        return "Rett måneden eller dagen."
    return f"Skriv datoen slik: {day}" if day else "Skriv datoen som år-måned-dag, for eksempel 2027-06-30."


def text_action(value: object, spot: Spot | None) -> str:
    """What to do about something that should have been text."""
    if isinstance(value, (dict, list)) or value is None:
        return "Skriv en tekst."
    return f'Sett verdien i anførselstegn: "{shown(spot.text if spot and spot.text else str(value))}"'

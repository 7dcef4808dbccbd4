"""How a value is written in a text: the forms that a placeholder can ask for."""

from collections.abc import Callable
from typing import Any

from costmodel.texts.numbers import number, percent, signed, year

NO_BREAK = "\N{NO-BREAK SPACE}"
DIGITS = "0123456789"
PLURAL = "plural:"


def _millions(value: float | None, decimals: int | None) -> str:
    """An amount in MNOK, with a decimal where it is small."""
    return f"{number(value, _decimals(value, decimals))}{NO_BREAK}MNOK"


def _signed_millions(value: float | None, decimals: int | None) -> str:
    return f"{signed(value, _decimals(value, decimals))}{NO_BREAK}MNOK"


def _decimals(value: float | None, decimals: int | None) -> int:
    return decimals if decimals is not None else 0 if value is None or abs(value) >= 100 else 1


FORMS: dict[str, Callable[[Any, int | None], str]] = {
    "n": lambda value, decimals: number(value, decimals or 0),
    "signed": lambda value, decimals: signed(value, decimals or 0),
    "pct": lambda value, decimals: percent(value, decimals or 0),
    "year": lambda value, _: year(value),
    "mnok": _millions,
    "signed_mnok": _signed_millions,
    "kr": lambda value, decimals: f"{number(value, decimals or 0)}{NO_BREAK}kr",
    "signed_kr": lambda value, decimals: f"{signed(value, decimals or 0)}{NO_BREAK}kr",
    "min": lambda value, decimals: f"{number(value, 1 if decimals is None else decimals)}{NO_BREAK}min",
    "lowercase": lambda value, _: str(value).lower(),
    "lower": lambda value, _: str(value)[:1].lower() + str(value)[1:],
    "upper": lambda value, _: str(value)[:1].upper() + str(value)[1:],
}
"""Each form may end in the number of decimals: ``n2``, ``mnok0``. ``mnok`` alone shows one only below 100.

``lower`` and ``upper`` change the first letter, ``lowercase`` all of them.
"""


def write(value: object, form: str) -> str:
    r"""A value in a form; as it is where none is named.

    >>> write(1234.56, "n1"), write(-3.04, "signed_mnok"), write(0.364, "pct"), write(2, "plural:kommune/kommuner")
    ('1\xa0234,6', '−3,0\xa0MNOK', '36\xa0%', 'kommuner')
    """
    if not form:
        return str(value)
    if form.startswith(PLURAL):
        one, _, several = form.removeprefix(PLURAL).partition("/")
        return one if value == 1 else several
    name = form.rstrip(DIGITS)
    return FORMS[name](value, int(form[len(name) :]) if len(name) < len(form) else None)

"""The two answers of the first page as sentences. Neutral, and no more exact than the model is."""

from collections.abc import Mapping
from typing import Any

from costmodel.analysis.sensitivity.one_way import Span
from costmodel.output.labels import OPTIONS
from costmodel.texts.numbers import number

NO_BREAK = "\u00a0"


def whole_life(record: Mapping[str, Any], span: Span) -> str:
    """The first answer: over the whole service life."""
    period, who, npv = f"Fra {record['years'][0]} til {record['years'][-1]}", record["municipality"] or "deltakerne", span.value
    if rounded(npv) == 0:
        return f"{period} er kostnadene ved Helseplattformen og nytten av den **like store** for {who}."
    more = f"**{about_millions(npv)} mer enn den {'gir' if npv < 0 else 'koster'}**"
    return f"{period} {'koster' if npv < 0 else 'gir'} Helseplattformen {who} {more}.{doubt(span, 'om summen er over eller under null')}"


def what_now(decision: tuple[str, str], years: tuple[int, int], who: str, span: Span) -> str:
    """The second answer: which option comes out ahead in money, from the decision year; `years` are that one and that of leaving."""
    first, second = (OPTIONS[name].lower() for name in decision)
    if decision[1] == "leave":
        second = f"{second} i {years[1]}"
    if rounded(span.value) == 0:
        return f"Fra {years[0]} kommer {who} **like godt ut i kroner** av å {first} og av å {second}."
    better, other = (first, second) if span.value > 0 else (second, first)
    gain = f"**{about_millions(span.value)} bedre ut av å {better}**"
    return f"Fra {years[0]} kommer {who} {gain} enn av å {other}.{doubt(span, 'hva som kommer best ut')}"


def doubt(span: Span, what: str) -> str:
    """What to add where one uncertain number alone turns the answer round."""
    if span.keeps_its_sign:
        return ""
    ends = f"fra {number(rounded(span.low))} til {number(rounded(span.high))}{NO_BREAK}MNOK"
    return f" Så små forskjeller kan modellen ikke skille: ett usikkert tall alene kan flytte svaret {ends} og avgjøre {what}."


def about_millions(value: float) -> str:
    r"""The size of an amount with two figures, as exact as such amounts can be said.

    >>> about_millions(-603.4)
    '600\xa0MNOK'
    """
    size = abs(rounded(value))
    return f"{number(size, 0 if size == int(size) else 1)}{NO_BREAK}MNOK"


def rounded(value: float) -> float:
    """Two figures of a number; nothing under a tenth.

    >>> rounded(-1274.0), rounded(12.34), rounded(0.04)
    (-1300.0, 12.0, 0.0)
    """
    return round(float(f"{value:.2g}"), 1) + 0.0

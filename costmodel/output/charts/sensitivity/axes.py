"""What the charts of sensitivity have in common: a number as an axis, the answer as an axis, and names with units."""

from typing import Any

from costmodel.analysis.sensitivity.answers import Question
from costmodel.analysis.sensitivity.levers import Lever
from costmodel.output.charts.room import wrapped
from costmodel.output.input_labels import lever_label
from costmodel.output.labels import answer_unit
from costmodel.output.sensitivity_sentences import PERCENTAGES, unit_text
from costmodel.texts.catalog import text

TITLE_WIDTH = 34
"""Letters on a line of the title of an axis, as many as a phone has room for."""


def number_axis(lever: Lever) -> dict[str, Any]:
    """An axis that is the number itself, in its own unit."""
    whole = {"tickformat": "d"} if lever.is_whole else {}
    title = {"text": wrapped(name_with_unit(lever), TITLE_WIDTH)}
    return {"fixedrange": True, "showgrid": False, "zeroline": False, "ticksuffix": suffix(lever), "title": title, "nticks": 7, **whole}


def name_with_unit(lever: Lever) -> str:
    """The number's name with its unit; per cent stands at the figures."""
    label, unit = lever_label(lever), "" if suffix(lever) else unit_text(lever).strip()
    return text("sensitivity.charts.lever_axis", lever=label, unit=unit) if unit else label


def suffix(lever: Lever) -> str:
    """What stands after each figure."""
    return "\u00a0%" if lever.unit in PERCENTAGES else ""


def factor(lever: Lever) -> float:
    """By what a position is multiplied where it is shown."""
    return 100.0 if lever.unit in PERCENTAGES else 1.0


def answer_title(question: Question) -> dict[str, Any]:
    """The title of an axis that is the answer."""
    return {"text": text("sensitivity.charts.axis", unit=answer_unit(question.indicator))}

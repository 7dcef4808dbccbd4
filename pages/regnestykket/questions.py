"""Which sums Regnestykket can show of a scenario, and what each is called."""

from costmodel import Scenario
from costmodel.model.decision import JOIN, LEAVE, STAY, TAKE, is_live, options_of
from costmodel.output.labels import option_in_sentence
from pages.regnestykket.words import text
from pages.session.shown_number import FIRST, LIFE, PAIR, REGION, WIND_DOWN

OF_ANYBODY = (LIFE, REGION, WIND_DOWN)
"""Those that every municipality has."""


def resolved(question: str, scenario: Scenario) -> str:
    """The question as this municipality has it: to stay is to join for one that is not in use; the whole life for one that it has not."""
    if question in OF_ANYBODY:
        return question
    parts, options = [_own(part, scenario) for part in question.split(PAIR)], options_of(scenario)
    most = 1 if scenario.municipality is None else 2
    is_known = len(parts) <= most and len(set(parts)) == len(parts) and all(part in options for part in parts)
    return PAIR.join(parts) if is_known else LIFE


def _own(option: str, scenario: Scenario) -> str:
    """The option as one that is in use, or one that is not, has it."""
    here, there = ((STAY, LEAVE), (JOIN, TAKE)) if is_live(scenario) else ((JOIN, TAKE), (STAY, LEAVE))
    if option in (FIRST, there[0]):
        return here[0]
    return option.replace(f"{there[1]}_", f"{here[1]}_", 1) if option.startswith(f"{there[1]}_") else option


def offered(scenario: Scenario, asked: str) -> dict[str, str]:
    """Every question that may be chosen with what it is called; a pair only where it is asked about."""
    pair = (asked,) if PAIR in asked else ()
    return {question: name_of(question, scenario) for question in (LIFE, *options_of(scenario), *pair, REGION, WIND_DOWN)}


def name_of(question: str, scenario: Scenario) -> str:
    """What users see."""
    if question in OF_ANYBODY:
        return text(f"question.{question}")
    first, *second = (option_in_sentence(name, scenario.assumptions) for name in question.split(PAIR))
    return text("question.pair", a=first, b=second[0]) if second else text("question.option", option=first)


def about(question: str, scenario: Scenario) -> str:
    """Why the numbers are others than those of the decision card; empty of the region, which no card is about."""
    if question in (REGION, WIND_DOWN):
        return ""
    is_life = question == LIFE
    return text(f"question.about.{'life' if is_life else 'option'}", year=scenario.setting("start_year" if is_life else "decision_year"))

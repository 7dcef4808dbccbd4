"""What Utforsk says: which sentence, with which numbers. Neutral, and no more exact than the model is."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from costmodel import AssumptionSet
from costmodel.analysis.sensitivity.one_way import Span, Tornado
from costmodel.assumptions.records import REFERENCE_MUNICIPALITY, Effect, Measure
from costmodel.output.sensitivity_sentences import ends_text, lever_name
from costmodel.texts.catalog import Catalog, listed
from costmodel.texts.forms import write
from costmodel.texts.numbers import number, two_figures
from pages.components.wording import day

text = Catalog(Path(__file__).parent)
MOST = 3
"""So many of the numbers that matter most are named."""
FURTHER = {"break_even_minutes": "min", "npv_with_tax_cost": "mnok", "benefit_cost_ratio": "n2", "payback_year": "year"}
"""Indicators that have no tile, with the form of each."""
AppraisalRecord = Mapping[str, Any]
"""An appraisal as :func:`costmodel.to_dict` gives it."""


def status(assumptions: AssumptionSet, municipality: str | None, record: AppraisalRecord) -> str:
    """One line about who is studied: in use since when, or planned for when."""
    if municipality is None:
        return everybody(assumptions, record["parameters"])
    row = next(item for item in assumptions.municipalities if item.name == municipality)
    known = {"who": row.name, "day": day(row), "source": row.source}
    if row.status == "live":
        return text("status.live", **known)
    year = first_year_in_use(record)
    case = "never_starts" if year is None else "planned"
    return text(f"status.{case}", **known, dated=assumptions.sources[row.source].date, year=year)


def everybody(assumptions: AssumptionSet, parameters: Mapping[str, float]) -> str:
    """The same line for all participants together."""
    live = [row for row in assumptions.municipalities if row.status == "live"]
    case = "everybody_and_leavers" if parameters["participants"] < len(live) else "everybody"
    among, year = len(assumptions.municipalities), parameters["decision_year"]
    return text(f"status.{case}", participants=parameters["participants"], municipalities=among, year=year)


def first_year_in_use(record: AppraisalRecord) -> int | None:
    """The calendar year in which the municipality starts, as the scenario has it; None where it never does."""
    in_use = zip(record["years"], record["line_items"]["live"], strict=True)
    return next((year for year, share in in_use if share), None)


def whole_life(record: AppraisalRecord, span: Span) -> str:
    """The first answer: over the whole service life, in which direction and by how much; MNOK."""
    case = "equal" if two_figures(span.value) == 0 else "costs" if span.value < 0 else "gives"
    return _answer("life", case, span, first=record["years"][0], last=record["years"][-1], who=_who(record))


def what_now(names: tuple[str, str], years: tuple[int, int], record: AppraisalRecord, span: Span) -> str:
    """The second answer: which option comes out ahead in money, from the decision year; `years` are that one and that of leaving."""
    case = "equal" if two_figures(span.value) == 0 else "first_is_better" if span.value > 0 else "second_is_better"
    return _answer(names[0], case, span, first=years[0], leaving=years[1], who=_who(record))


def _answer(question: str, case: str, span: Span, **known: object) -> str:
    """An answer; where one uncertain number alone turns it round, that too."""
    told = text(f"answers.{question}.{case}", **known, amount=abs(span.value))
    if case == "equal" or span.keeps_its_sign:
        return told
    return f"{told} {text(f'answers.{question}.doubt', low=two_figures(span.low), high=two_figures(span.high))}"


def _who(record: AppraisalRecord) -> str:
    return record["municipality"] or text("answers.participants")


def unpriced(effects: Mapping[str, Effect], judged: int) -> str:
    """The effects without a price in one sentence; `judged`: how many the reader has judged."""
    reported = [item.direction_reported for item in effects.values()]
    words = text.part("effects.directions")
    counted = [text("unpriced.counted", count=reported.count(key), direction=word) for key, word in words.items() if key in reported]
    case = "some_judged" if judged else "none_judged"
    return text(f"unpriced.{case}", count=len(effects), counted=", ".join(counted), judged=judged)


def caution(record: AppraisalRecord) -> str:
    """What kind of numbers the figures over the whole life are."""
    return text("explained.life", price_year=record["parameters"]["price_year"])


def which_option(names: tuple[str, str], year: int) -> str:
    """What the figures of what now are: of the first option, from the decision year."""
    return text(f"explained.{names[0]}", year=year)


def most_that_matters(found: Tornado) -> str:
    """The three longest bars with the answers that each alone can make; empty where no uncertain number changes the answer."""
    numbers = []
    for bar in found.shown[:MOST]:
        low, high = ends_text(found.question, bar)
        numbers.append(text("most.number", name=lever_name(bar.lever), low=low, high=high))
    return text(f"most.{'now' if found.question.is_decision else 'life'}", numbers=listed(numbers)) if numbers else ""


def acts_from(record: AppraisalRecord, municipality: str | None) -> str:
    """From when the levers act, and whose amounts they are."""
    when = text("levers.acts_from", year=record["parameters"]["decision_year"])
    is_reference = municipality == REFERENCE_MUNICIPALITY
    return when if is_reference else f"{when} {text('levers.scaled', reference=REFERENCE_MUNICIPALITY)}"


def takeaway(record: AppraisalRecord, present_values: Mapping[str, float]) -> str:
    """The yearly chart in one sentence."""
    share = record["indicators"]["benefit_cost_ratio"]
    amounts = {"cost": present_values["total_cost"], "benefit": present_values["total_benefit"]}
    key = "years.takeaway" if share is not None else "years.takeaway_without_share"
    return text(key, first=record["years"][0], last=record["years"][-1], share=share, **amounts)


def table_title(record: AppraisalRecord) -> str:
    """Title of the numbers behind the yearly chart: unit, prices, sign."""
    return text("years.table", price_year=record["parameters"]["price_year"])


def further(record: AppraisalRecord, year: int, assumptions: AssumptionSet) -> list[tuple[str, str, str]]:
    """The indicators that have no tile: what, the figure, and what it means."""
    tax = record["parameters"]["tax_funding_rate"]
    found = [
        (text(f"further.{name}.label"), figure(record["indicators"][name], form), text(f"further.{name}.meaning", tax=tax))
        for name, form in FURTHER.items()
    ]
    return [*found, per_inhabitant(record, year, assumptions)]


def figure(value: float | None, form: str) -> str:
    """A figure without a unit where there is none.

    >>> figure(None, "mnok"), figure(1.234, "n2")
    ('–', '1,23')
    """
    return "–" if value is None else write(value, form)


def per_inhabitant(record: AppraisalRecord, year: int, assumptions: AssumptionSet) -> tuple[str, str, str]:
    """The yearly price per inhabitant beside the published one: what, the figure, and what it means."""
    amounts = dict(zip(record["years"], record["line_items"]["platform_cost_per_inhabitant"], strict=True))
    meaning = [text("further.per_inhabitant.meaning"), *_published_prices(assumptions)]
    return text("further.per_inhabitant.label", year=year), write(amounts.get(year), "kr"), " ".join(meaning)


def _published_prices(assumptions: AssumptionSet) -> Iterator[str]:
    for item in assumptions.published.values():
        if item.measure is Measure.PLATFORM_CHARGE_PER_INHABITANT:
            known = {"municipality": item.municipality, "year": item.year, "source": item.source, "note": item.note}
            case = "published" if number(item.low) == number(item.high) else "published_span"
            yield text(f"further.per_inhabitant.{case}", **known, amount=item.low, low=item.low, high=item.high)


def about(record: AppraisalRecord) -> str:
    """What the page compares with what, and how to read the figures."""
    parameters = record["parameters"]
    rate = write(parameters["discount_rate"], "pct1").replace(",0", "")
    return text("about.text", first=record["years"][0], rate=rate, price_year=parameters["price_year"])

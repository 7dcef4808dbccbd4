"""What Utforsk says: which sentence, with which numbers. Neutral, and no more exact than the model is."""

from collections.abc import Iterator, Mapping
from math import ceil, isfinite
from typing import Any

from costmodel import AssumptionSet, Scenario
from costmodel.analysis.decision_card.joining import Joining
from costmodel.analysis.saved_time import cost_and_benefit
from costmodel.analysis.sensitivity.one_way import Tornado
from costmodel.assumptions.records import REFERENCE_MUNICIPALITY, Effect, Measure
from costmodel.assumptions.rollout import those_in
from costmodel.assumptions.rules import YEARS_OF_CHOICE
from costmodel.output.card.amounts import one_amount, several_amounts
from costmodel.output.labels import alternative_label, option_in_sentence
from costmodel.output.sensitivity_sentences import ends_text, lever_name
from costmodel.texts.catalog import listed
from costmodel.texts.forms import write
from costmodel.texts.numbers import number, two_figures
from pages.answers.appraisals import Answers
from pages.components.wording import day
from pages.components.words import plain
from pages.utforsk.words import text

SMALL = 20.0
"""MNOK: a span below this is written with a decimal."""
MOST = 3
"""So many of the numbers that matter most are named."""
FURTHER = {"break_even_minutes": "min", "budget_npv": "mnok", "benefit_cost_ratio": "n2", "payback_year": "year"}
"""Indicators that have no tile, with the form of each."""
AppraisalRecord = Mapping[str, Any]
"""An appraisal as :func:`costmodel.to_dict` gives it."""


def status(scenario: Scenario, record: AppraisalRecord) -> str:
    """One line about who is studied: in use since when, or planned for when."""
    assumptions, municipality = scenario.assumptions, scenario.municipality
    if municipality is None:
        return everybody(scenario)
    row = next(item for item in assumptions.municipalities if item.name == municipality)
    known = {"who": row.name, "day": day(row), "source": plain(row.source)}
    if row.status == "live":
        return text("status.live", **known)
    year = first_year_in_use(record)
    if year is not None and row.declined:
        return text(
            "status.declined",
            who=row.name,
            source=plain(row.source),
            no=row.declined,
            no_source=plain(row.declined_source or ""),
            year=year,
        )
    case = "never_starts" if year is None else "planned"
    return text(f"status.{case}", **known, dated=plain(assumptions.sources[row.source].date), year=year)


def everybody(scenario: Scenario) -> str:
    """The same line for all participants together, and which of those that use it already are not among them."""
    rows, named, decision = scenario.assumptions.municipalities, scenario.participant_set, scenario.setting("decision_year")
    inside = those_in(rows, named, int(scenario.setting("participants")), scenario.setting("reference_year"))
    who = text("status.all_by_number" if named is None else "status.all_by_name", participants=len(inside), municipalities=len(rows))
    told = text("status.everybody", who=who, year=decision, order="" if named is not None else text("status.in_order"))
    leavers = [row for row in rows if row.status == "live" and row.name not in inside]
    if not leavers:
        return told
    key = scenario.alternatives[int(scenario.alternative.flat[0])]
    first = max(decision + scenario.setting("exit_lead_years"), scenario.setting(f"alternatives.{key}.earliest_year"))
    known = {"count": len(leavers), "alternative": plain(alternative_label(key, scenario.assumptions)), "year": ceil(first)}
    return f"{told} {text('status.leavers', **known)}"


def first_year_in_use(record: AppraisalRecord) -> int | None:
    """The calendar year in which the municipality starts, as the scenario has it; None where it never does."""
    in_use = zip(record["years"], record["line_items"]["live"], strict=True)
    return next((year for year, share in in_use if share), None)


def whole_life(record: AppraisalRecord, found: Tornado, assumptions: AssumptionSet) -> str:
    """The first answer: over the whole service life, in which direction and by how much; MNOK."""
    told = over_the_years(record, found.today, assumptions)
    return told if two_figures(found.today) == 0 else _doubted(told, found)


def over_the_years(record: AppraisalRecord, amount: float, assumptions: AssumptionSet) -> str:
    """What is in use costs more than it gives, or less; MNOK."""
    case = "equal" if two_figures(amount) == 0 else "costs" if amount < 0 else "gives"
    alternative = plain(alternative_label(record["alternative"], assumptions))
    years = {"first": record["years"][0], "last": record["years"][-1]}
    told = {"alternative": alternative, "who": _who(record), "amount": abs(amount), "told": one_amount(two_figures(abs(amount)))}
    return text(f"answers.life.{in_use(record)}.{case}", **years, **told)


def unmoved(scenario: Scenario, option: str, *, is_now: bool) -> str:
    """What is said of a figure that is as in the base case, where the scenario leaves or takes an alternative; empty where it does not.

    `option`: what the figures of what now are of.
    """
    if not any(isfinite(scenario.setting(name)) for name in YEARS_OF_CHOICE):
        return ""
    return text(f"tiles.same.{'now' if is_now else 'life'}", option=plain(option_in_sentence(option, scenario.assumptions)))


def at_once(found: Joining, who: str) -> str:
    """What joining costs once and in a year of use, and what it saves."""
    amounts = [found.once, found.yearly, found.saved, found.gained]
    once, (_, yearly, saved, gained) = several_amounts(amounts)[0], several_amounts(amounts, is_bare=True)
    return text("answers.joining", who=who, once=once, yearly=yearly, saved=saved, gained=gained)


def in_use(record: AppraisalRecord) -> str:
    """What is in use over the years: platform, alternative, both or none."""
    live, on = (any(record["line_items"][name]) for name in ("live", "on"))
    return ("both" if on else "platform") if live else ("alternative" if on else "none")


def _doubted(told: str, found: Tornado) -> str:
    """An answer; where one uncertain number alone turns it round, that number and the answers at its two ends."""
    for bar in found.bars:
        low, high = sorted(two_figures(end) for end in (bar.at_low, bar.at_high))
        if low < high and min(low * found.today, high * found.today) < 0:
            ends = dict(zip(("low", "high"), (number(end, 1 if high - low < SMALL else 0) for end in (low, high)), strict=True))
            return f"{told} {text('answers.doubt', name=plain(lever_name(bar.lever)), **ends)}"
    return told


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


def which_option(name: str, year: int) -> str:
    """What the figures of what now are: of the option of being on the platform, from the decision year."""
    return text(f"explained.{name}", year=year)


def most_that_matters(found: Tornado) -> str:
    """The three longest bars with the answers that each alone can make; empty where no uncertain number changes the answer."""
    numbers = []
    for bar in found.shown[:MOST]:
        low, high = ends_text(found.question, bar)
        numbers.append(text("most.number", name=plain(lever_name(bar.lever)), low=low, high=high))
    return text(f"most.{'now' if found.question.is_decision else 'life'}", numbers=listed(numbers)) if numbers else ""


def main_levers(base: Answers, assumptions: AssumptionSet) -> tuple[str, ...]:
    """The levers that the page shows, those first that move what now most; `base` are the answers of the base case.

    Of the registers: what the system costs that most of the new ones' benefits hang on, and the alternative that is the best
    other option, else the first.
    """
    systems = {key: row.fields["weight"].value or 0.0 for key, row in assumptions.legacy_systems.items()}
    _, _, key = base.pair[1].partition("_")
    chosen = key if key in assumptions.alternatives else next(iter(assumptions.alternatives))
    names = (
        *("benefits.*.realisation", "extra_minutes", "participants", "platform_cost"),
        f"legacy_systems.{max(systems, key=systems.__getitem__)}.yearly_cost",
        *(f"alternatives.{chosen}.operating_cost", "gp_uptake", "extra_investment"),
    )
    moves = {bar.lever.name: -bar.swing for bar in base.difference.bars}
    return tuple(sorted(names, key=lambda name: moves.get(name, 0.0)))


def acts_from(record: AppraisalRecord, municipality: str | None) -> str:
    """From when the levers act, and whose amounts they are."""
    when = text("levers.acts_from", year=record["parameters"]["decision_year"])
    is_reference = municipality == REFERENCE_MUNICIPALITY
    return when if is_reference else f"{when} {text('levers.scaled', reference=REFERENCE_MUNICIPALITY)}"


def takeaway(record: AppraisalRecord, present_values: Mapping[str, float]) -> str:
    """The yearly chart in one sentence."""
    cost, benefit, saved = (amount.item() for amount in cost_and_benefit(present_values))
    known = {"first": record["years"][0], "last": record["years"][-1], "cost": cost, "benefit": benefit}
    told = text("years.takeaway", **known, share=benefit / cost) if cost > 0 else text("years.takeaway_without_share", **known)
    return f"{told} {text('years.saved_time', amount=saved)}" if round(saved, 1) else told


def table_title(record: AppraisalRecord) -> str:
    """Title of the numbers behind the yearly chart: unit, prices, sign."""
    return text("years.table", price_year=record["parameters"]["price_year"])


def further(record: AppraisalRecord, year: int, assumptions: AssumptionSet) -> list[tuple[str, str, str]]:
    """The indicators that have no tile: what, the figure, and what it means."""
    found = [
        (text(f"further.{name}.label"), figure(record["indicators"][name], form), text(f"further.{name}.meaning"))
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

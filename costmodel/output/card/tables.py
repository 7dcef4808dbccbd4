"""The decision card as tables: the options with their figures, and what must be decided by when."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from textwrap import wrap

from costmodel.analysis.decision_card.calendar import WITHDRAWAL_MONTHS, WITHDRAWAL_SOURCE
from costmodel.analysis.decision_card.facts import Card
from costmodel.output.card.amounts import count_text, month_of, month_text
from costmodel.output.card.sentences import card_frame, card_heading, card_sentences, standing_text
from costmodel.output.labels import name_in_language, option_label
from costmodel.output.printing import columns, plain_number, wrapped_heads
from costmodel.texts.catalog import listed, text
from costmodel.texts.forms import write
from costmodel.texts.numbers import number

Row = tuple[str, ...]
WIDTH = 120
"""Characters of a line in a terminal."""


def card_table(card: Card) -> tuple[Row, list[Row]]:
    """Heads, and a row for each option: first those that can be chosen, the one that is expected to give most first."""
    heads = ("option", "npv", "base", "npv_per_inhabitant", "budget_npv", "best", "regret")
    options = card.options
    columns = [
        [option_label(item.name, card.assumptions) + ("*" if item.is_benchmark else "") for item in options],
        _column([item.npv.expected for item in options]),
        _column([item.npv.base for item in options]),
        [number(item.npv_per_inhabitant.expected) for item in options],
        _column([item.budget_npv.expected for item in options]),
        [count_text(item.best) for item in options],
        _column([item.regret for item in options]),
    ]
    return tuple(text(f"card.table.{head}", standing=standing_text(card)) for head in heads), list(zip(*columns, strict=True))


def _column(values: Sequence[float | None]) -> list[str]:
    """Amounts in millions under each other, with as many decimals as the largest needs."""
    largest = max((abs(value) for value in values if value is not None), default=0.0)
    places = 0 if largest >= 20 else 1 if largest >= 1 else 2
    return [number(value, places) for value in values]


def table_note(card: Card) -> str | None:
    """What the mark at a benchmark means."""
    return text("card.table.benchmark") if any(item.is_benchmark for item in card.options) else None


def calendar_rows(card: Card) -> list[tuple[str, str]]:
    """What, and when."""
    return [*_on_the_platform(card), *_without_it(card), *_renewals(card)]


def _on_the_platform(card: Card) -> Iterator[tuple[str, str]]:
    """When one that is planned starts and may withdraw, and when the service life ends."""
    found = card.calendar
    if found.declined is not None:
        yield text("card.calendar.declined"), text("card.calendar.year", year=found.declined)
    if found.go_live is not None and found.withdrawal is not None and found.plan is not None:
        start, plan = month_text(found.go_live), month_of(found.plan)
        yield text("card.calendar.withdrawal"), _withdrawal(found.withdrawal)
        yield text("card.calendar.go_live"), text(f"card.calendar.{'on_plan' if start == plan else 'planned'}", month=start, plan=plan)
    if found.service_end is not None:
        yield text("card.calendar.service_end"), month_text(found.service_end)


def _withdrawal(moment: float) -> str:
    return text("card.calendar.withdrawn", month=month_text(moment), months=WITHDRAWAL_MONTHS, source=WITHDRAWAL_SOURCE)


def _without_it(card: Card) -> Iterator[tuple[str, str]]:
    """The first year without the platform, and that of each alternative where it is another."""
    found = card.calendar
    label = text(f"card.calendar.{'first_exit' if found.is_live else 'first_alternative'}")
    yield label, text("card.calendar.exit", year=found.first_exit_year, lead=plain_number(found.notice_years), decision=found.decision_year)
    for name, first in found.alternatives.items():
        if first != found.first_exit_year:
            said = text("card.calendar.alternative", option=option_label(name, card.assumptions))
            yield said, text("card.calendar.year", year=first)


def _renewals(card: Card) -> Iterator[tuple[str, str]]:
    """The former systems by the year in which they are renewed."""
    systems = card.assumptions.legacy_systems
    found = {year: [item.system for item in some] for year, some in groupby(card.calendar.renewals, key=attrgetter("year"))}
    parts = [text("card.calendar.year", year=year) for year in found]
    if len(found) > 1:
        named = {year: [write(name_in_language(systems[key].name), "lower") for key in keys] for year, keys in found.items()}
        parts = [text("card.calendar.renewal", year=year, systems=listed(names)) for year, names in named.items()]
    if parts:
        yield text(f"card.calendar.{'renewals_live' if card.calendar.is_live else 'renewals_planned'}"), listed(parts)


def calendar_heading() -> str:
    """What stands above the calendar."""
    return text("card.calendar.heading")


def calendar_lines(card: Card) -> list[str]:
    """The same, a line each."""
    return [text("card.calendar.item", what=what, when=when) for what, when in calendar_rows(card)]


def card_lines(card: Card) -> list[str]:
    """The whole card as text for a terminal."""
    heads, rows = card_table(card)
    note = table_note(card)
    return [
        card_heading(card),
        *wrap(card_frame(card), WIDTH),
        "",
        *(line for sentence in card_sentences(card) for line in wrap(sentence, WIDTH, subsequent_indent="  ")),
        "",
        *columns([*wrapped_heads(heads), *rows]),
        *([note] if note else []),
        "",
        calendar_heading(),
        *(line for item in calendar_lines(card) for line in wrap(item, WIDTH, initial_indent="  ", subsequent_indent="    ")),
    ]

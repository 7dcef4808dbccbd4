"""The decision card as plain records, for JSON in full precision."""

from costmodel.analysis.decision_card.facts import Amount, Card, Margin, OptionFacts
from costmodel.assumptions.records import Record
from costmodel.output.tables import finite_or_none


class AmountRecord(Record):
    """A figure over the draws, and with every number as the scenario has it."""

    expected: float | None
    base: float | None


class MarginRecord(Record):
    """How much more one of two options gives, MNOK."""

    expected: float | None
    base: float | None
    p10: float | None
    p90: float | None
    chance: float
    """Share of the draws in which the first is above the second; draws in which they are equal count half."""
    toss_up: bool
    """Whether that is 40 to 60 of 100."""


class CardOption(Record):
    """What one option comes to, from the decision year on."""

    name: str
    benchmark: bool
    """Shown beside the others; cannot be chosen."""
    npv: AmountRecord
    """Net present value, MNOK."""
    npv_per_inhabitant: AmountRecord
    """NOK."""
    budget_npv: AmountRecord
    """Present value of what the operating budget feels, MNOK."""
    best: float | None
    """Share of the draws in which it gives most of those that can be chosen."""
    best_for_budget: float | None
    """The same of what relieves the operating budget most."""
    regret: float | None
    """Expected regret: how much more the best of each draw gives on average, MNOK."""
    from_year: int | None
    """First year with the alternative; None for an option without one."""
    after_service: bool
    """Whether that year is after the service life, so that it makes no difference."""


class CardPair(Record):
    """Being on the platform less the other option that is expected to give most."""

    own: str
    """``stay`` or ``join``."""
    other: str
    npv: MarginRecord
    """Net present value."""
    budget: MarginRecord
    """What the operating budget feels."""
    society: MarginRecord | None
    """What society gains; None for all participants together."""
    parties: dict[str, AmountRecord] | None
    """What each party gains, society last, MNOK."""


class TurningRecord(Record):
    """The number that turns the difference first, all else as the scenario has it."""

    lever: str
    """A parameter, REGISTER.KEY.FIELD, or REGISTER.*.FIELD for all rows that it moves together."""
    today: float | None
    value: float
    """Where it turns; of several rows with different values a factor of them."""
    before: float
    """The position next to it where it has not turned; the same where the options come to the same."""
    distance: float
    """From today's position, in widths of the likely span."""


class WaitingRecord(Record):
    """What it gives to do the same a year later, MNOK."""

    option: str
    gain: AmountRecord


class RenewalRecord(Record):
    """When one of the replaced systems would be renewed."""

    system: str
    year: int


class CalendarRecord(Record):
    """What must be decided by when; decimal years where they are no whole numbers."""

    decision_year: int
    live: bool
    """Whether it is on the platform today."""
    declined: int | None
    """The year in which it said no to the platform."""
    go_live: float | None
    """When one that is planned would start, as the scenario has it."""
    withdrawal: float | None
    """Up to when one that has decided to join may withdraw."""
    service_end: float | None
    """When the service life of the platform ends."""
    notice_years: float
    """From the decision to the first possible exit."""
    first_exit_year: int
    """First year in which it can be without the platform, or have taken an alternative."""
    alternatives: dict[str, int]
    """First year with the alternative, by option."""
    renewals: list[RenewalRecord]
    """Of the systems that the platform replaces."""


class CardRecord(Record):
    """The decision card; the same in every face."""

    draws: int
    drawn: int
    """How many numbers were drawn."""
    options: list[CardOption]
    """Those that can be chosen, the one that is expected to give most first, then benchmarks."""
    pair: CardPair
    toss_up: bool
    """Whether ``own`` gives most in 40 to 60 of 100 draws."""
    two_ways: bool
    """Whether net present value and the operating budget point different ways."""
    society_differs: bool | None
    """Whether the municipality's and society's answer differ; None for all participants together."""
    base_differs: bool
    """Whether the difference as the scenario has it has another sign than the expected one."""
    turning: TurningRecord | None
    """None where no number turns the difference alone within its likely span."""
    waiting: list[WaitingRecord]
    calendar: CalendarRecord
    unpriced: int
    """Number of effects without a price."""


def card_record(card: Card) -> CardRecord:
    """The card as a record."""
    return CardRecord(
        draws=card.draws,
        drawn=card.drawn,
        options=[_option(item) for item in card.options],
        pair=_pair(card),
        toss_up=card.is_toss_up,
        two_ways=card.has_two_ways,
        society_differs=card.society_differs,
        base_differs=card.base_differs,
        turning=_turning(card),
        waiting=[WaitingRecord(option=item.option, gain=_amount(item.gain)) for item in card.waiting],
        calendar=_calendar(card),
        unpriced=len(card.assumptions.effects),
    )


def _amount(item: Amount) -> AmountRecord:
    return AmountRecord(expected=finite_or_none(item.expected), base=finite_or_none(item.base))


def _margin(item: Margin) -> MarginRecord:
    found = {"expected": item.expected, "base": item.base, "p10": item.low, "p90": item.high}
    return MarginRecord(**{name: finite_or_none(value) for name, value in found.items()}, chance=item.chance, toss_up=item.is_toss_up)


def _option(item: OptionFacts) -> CardOption:
    return CardOption(
        name=item.name,
        benchmark=item.is_benchmark,
        npv=_amount(item.npv),
        npv_per_inhabitant=_amount(item.npv_per_inhabitant),
        budget_npv=_amount(item.budget_npv),
        best=item.best,
        best_for_budget=item.best_for_budget,
        regret=item.regret,
        from_year=item.from_year,
        after_service=item.is_after_service,
    )


def _pair(card: Card) -> CardPair:
    pair = card.pair
    return CardPair(
        own=pair.own,
        other=pair.other,
        npv=_margin(pair.npv),
        budget=_margin(pair.budget),
        society=None if pair.society is None else _margin(pair.society),
        parties=None if pair.parties is None else {name: _amount(item) for name, item in pair.parties.items()},
    )


def _turning(card: Card) -> TurningRecord | None:
    point = card.turning
    if point is None:
        return None
    return TurningRecord(
        lever=point.lever.name,
        today=finite_or_none(point.lever.today),
        value=point.value,
        before=point.before,
        distance=point.distance,
    )


def _calendar(card: Card) -> CalendarRecord:
    found = card.calendar
    return CalendarRecord(
        decision_year=found.decision_year,
        live=found.is_live,
        declined=found.declined,
        go_live=found.go_live,
        withdrawal=found.withdrawal,
        service_end=found.service_end,
        notice_years=found.notice_years,
        first_exit_year=found.first_exit_year,
        alternatives=dict(found.alternatives),
        renewals=[RenewalRecord(system=item.system, year=item.year) for item in found.renewals],
    )

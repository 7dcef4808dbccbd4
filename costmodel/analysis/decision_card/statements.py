"""What can be said of a card: each sentence with a number in it is a claim with its operands, which a test can hold against the engine.

Words are put to them where they are read; nothing is said there that does not stand here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from costmodel.analysis.decision_card.facts import NOTHING, Card, Margin, OptionFacts, TurningPoint, of_hundred
from costmodel.analysis.sensitivity.levers import Lever

CLEAR = 95
"""From so many of 100 draws on it is as good as certain which option comes out best."""


class Claim(StrEnum):
    """What a sentence is about; in the order in which they are read."""

    BETTER = "better"
    """Which of the pair is expected to give the municipality most, by how much, and in how many draws it does."""
    SPREAD = "spread"
    """Between which amounts the difference lies in eight of ten draws."""
    STANDS = "stands"
    """Which of the pair gives most with every number as the scenario has it, and by how much."""
    TURNS = "turns"
    """Which one number turns that, and where."""
    BUDGET = "budget"
    """Which of the pair the operating budget fares best with."""
    SOCIETY = "society"
    """Which of the pair gives society most."""
    PARTIES = "parties"
    """What each party gains where the first option is chosen and not the second."""
    REGRET = "regret"
    """What one that chooses an option loses on average against the best of each draw."""
    WAITING = "waiting"
    """What it gives to do the same a year later."""
    NO_EFFECT = "no_effect"
    """That an option begins after the service life and makes no difference."""
    UNPRICED = "unpriced"
    """How many effects have no price, and what else is in no column."""


class Result(StrEnum):
    """Which case of its claim holds."""

    CLEAR = "clear"
    """The first option comes out best on average, and in 95 or more of 100 draws."""
    LIKELY = "likely"
    """The same in fewer, and more than 60."""
    TOSS_UP = "toss_up"
    """The first comes out best on average; in 40 to 60 of 100 draws."""
    AGAINST = "against"
    """The first comes out best on average, but in fewer than 40 of 100 draws."""
    EQUAL = "equal"
    """Both come to the same."""
    BOTH = "both"
    """Either option comes out best at one of the ends."""
    FIRST = "first"
    """The first option comes out best at both ends."""
    SECOND = "second"
    """The second option comes out best at both ends."""
    SAME = "same"
    """The same option as expected."""
    OPPOSITE = "opposite"
    """The other one."""
    OVER = "over"
    """It turns above the value."""
    UNDER = "under"
    """It turns below the value."""
    FROM = "from"
    """It has turned at the value, on the way up: the number is whole."""
    DOWN_TO = "down_to"
    """The same on the way down."""
    NONE = "none"
    """Nothing does it alone."""
    GAINS = "gains"
    COSTS = "costs"
    ONE = "one"
    """One municipality is under study."""
    ALL = "all"
    """All participants together are."""


class Way(StrEnum):
    """How an answer relates to the municipality's own."""

    SAME = "same"
    OTHER = "other"
    ALONE = "alone"
    """One of the two is no clear answer, so that they cannot point the same or different ways."""


@dataclass(frozen=True)
class Statement:
    """A claim with its operands and the case that holds."""

    claim: Claim
    result: Result
    options: tuple[str, ...] = ()
    """The options that it is about; of two, the one that comes out best first."""
    amounts: Mapping[str, float] = field(default_factory=dict[str, float])
    """Its numbers by name: amounts in MNOK, shares of draws, positions of a lever, years."""
    lever: Lever | None = None
    way: Way | None = None
    """Of the budget and of society."""


def statements_of(card: Card) -> tuple[Statement, ...]:
    """Everything that the card says, in the order in which it is read."""
    return tuple(_statements(card))


def short_statements(card: Card) -> tuple[Statement, ...]:
    """The same in few sentences: the answer, what turns it, where others' answers are not the same, and what has no price."""
    return tuple(item for item in _statements(card) if _is_short(item, card))


def _is_short(item: Statement, card: Card) -> bool:
    if item.claim is Claim.STANDS:
        return item.result is Result.OPPOSITE or card.is_toss_up
    if item.way is not None:
        return item.way is not Way.SAME
    return item.claim in (Claim.BETTER, Claim.TURNS, Claim.NO_EFFECT, Claim.UNPRICED)


def _statements(card: Card) -> Iterator[Statement]:
    pair = card.pair
    own = better(Claim.BETTER, (pair.own, pair.other), pair.npv)
    yield own
    if own.result is not Result.EQUAL:
        yield _spread(own, pair.npv)
    yield _stands(own, pair.npv)
    if abs(pair.npv.base) > NOTHING:
        yield _turns(card)
    yield beside(own, better(Claim.BUDGET, (pair.own, pair.other), pair.budget))
    yield from _of_others(card, own)
    yield from (_regret(item) for item in card.options if item.name == own.options[0])
    for item in card.waiting:
        yield _changes(Claim.WAITING, item.option, item.gain.expected)
    yield from (_no_effect(card, item) for item in card.options if item.is_after_service and not item.is_benchmark)
    yield Statement(
        Claim.UNPRICED, Result.ALL if card.municipality is None else Result.ONE, amounts={"effects": len(card.assumptions.effects)}
    )


def better(claim: Claim, options: tuple[str, str], margin: Margin) -> Statement:
    """Which of two options gives most on average, and whether the draws say so too; the ends of eight of ten say how exactly."""
    own, other = options
    first, second, over = (own, other, margin) if margin.expected >= 0 else (other, own, margin.turned())
    return Statement(
        claim, _verdict(over), (first, second), {"difference": over.expected, "chance": over.chance, "low": over.low, "high": over.high}
    )


def _verdict(over: Margin) -> Result:
    """Of the option that gives most on average."""
    if over.is_nothing:
        return Result.EQUAL
    if over.is_toss_up:
        return Result.TOSS_UP
    if over.chance < 0.5:
        return Result.AGAINST
    return Result.CLEAR if of_hundred(over.chance) >= CLEAR else Result.LIKELY


def beside(own: Statement, other: Statement) -> Statement:
    """Another answer to the same question, with how it relates to the municipality's own."""
    is_said = all(item.result in (Result.CLEAR, Result.LIKELY) for item in (own, other))
    way = Way.ALONE if not is_said else Way.SAME if own.options == other.options else Way.OTHER
    return Statement(other.claim, other.result, other.options, other.amounts, way=way)


def _spread(own: Statement, margin: Margin) -> Statement:
    over = margin if margin.expected >= 0 else margin.turned()
    result = Result.BOTH if over.low < 0 < over.high else Result.FIRST if over.low >= 0 else Result.SECOND
    return Statement(Claim.SPREAD, result, own.options, {"low": over.low, "high": over.high})


def _stands(own: Statement, margin: Margin) -> Statement:
    over = margin.base if margin.expected >= 0 else -margin.base
    if abs(over) <= NOTHING:
        return Statement(Claim.STANDS, Result.EQUAL, own.options, {"difference": 0.0})
    result, options = (Result.SAME, own.options) if over > 0 else (Result.OPPOSITE, own.options[::-1])
    return Statement(Claim.STANDS, result, options, {"difference": abs(over)})


def _turns(card: Card) -> Statement:
    pair, point = card.pair, card.turning
    options = (pair.own, pair.other) if pair.npv.base > 0 else (pair.other, pair.own)
    if point is None:
        return Statement(Claim.TURNS, Result.NONE, options)
    amounts = {"value": point.value, "before": point.before, "today": point.lever.today}
    return Statement(Claim.TURNS, _direction(point), options, amounts, point.lever)


def _direction(point: TurningPoint) -> Result:
    is_up = point.value > point.lever.today
    if point.lever.is_whole and not point.is_exact:
        return Result.FROM if is_up else Result.DOWN_TO
    return Result.OVER if is_up else Result.UNDER


def _of_others(card: Card, own: Statement) -> Iterator[Statement]:
    pair = card.pair
    if pair.society is None or pair.parties is None:
        return
    yield beside(own, better(Claim.SOCIETY, (pair.own, pair.other), pair.society))
    sign = 1.0 if own.options[0] == pair.own else -1.0
    gains = {name: sign * item.expected for name, item in pair.parties.items() if name != "society"}
    yield Statement(Claim.PARTIES, Result.GAINS, own.options, gains)


def _regret(item: OptionFacts) -> Statement:
    return _changes(Claim.REGRET, item.name, -(item.regret or 0.0))


def _changes(claim: Claim, option: str, gain: float) -> Statement:
    """What an option gives or costs against something else."""
    result = Result.EQUAL if abs(gain) <= NOTHING else Result.GAINS if gain > 0 else Result.COSTS
    return Statement(claim, result, (option,), {"difference": abs(gain)})


def _no_effect(card: Card, item: OptionFacts) -> Statement:
    amounts = {"year": float(item.from_year or 0), **({} if card.calendar.service_end is None else {"end": card.calendar.service_end})}
    return Statement(Claim.NO_EFFECT, Result.ALL if card.municipality is None else Result.ONE, (item.name,), amounts)

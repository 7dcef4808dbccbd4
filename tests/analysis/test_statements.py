"""What the card says, held for its meaning: every statement against the engine, in scenarios of every kind."""

from collections.abc import Callable

import numpy as np
import pytest
from support import many, shipped
from support.cards import PLAN, Case, case, per_draw_of

from costmodel import base_case, decide
from costmodel.analysis.decision_card.facts import Card, Margin
from costmodel.analysis.decision_card.making import card_of
from costmodel.analysis.decision_card.statements import Claim, Result, Statement, Way, beside, better, short_statements, statements_of
from costmodel.analysis.decision_card.turning import position_beyond
from costmodel.analysis.sensitivity.answers import Question, answers
from costmodel.analysis.sensitivity.levers import lever_named
from costmodel.model.parties.distribution import distribution_of

SEEDS = range(many(200, 2_000))
NOTHING = 1e-9


def close(value: float):
    return pytest.approx(value, rel=1e-9, abs=1e-9)


def gain(this: Case, figure: str, options: tuple[str, ...]) -> np.ndarray:
    """What the first option gives more than the second in every draw, by the engine."""
    first, second = options
    if figure != "society":
        return this.draws_of(figure, first) - this.draws_of(figure, second)
    return per_draw_of(distribution_of(this.sampled, second, first).present.society)


def base_gain(this: Case, options: tuple[str, ...]) -> float:
    """The same of net present value with every number as the scenario has it."""
    first, second = (this.base.npv[name].item() for name in options)
    return first - second


def chance_of(values: np.ndarray) -> float:
    return float(((np.sign(values) + 1) / 2).mean())


def holds_better(item: Statement, this: Case, figure: str = "npv") -> None:
    """Which is best on average, by how much and in how many draws; in words that go with the chance that stands beside them."""
    values = gain(this, figure, item.options)
    count = round(100 * chance_of(values))
    assert values.mean() >= -NOTHING
    assert (item.amounts["difference"], item.amounts["chance"]) == (close(values.mean()), close(chance_of(values)))
    assert (item.amounts["low"], item.amounts["high"]) == tuple(map(close, np.quantile(values, (0.1, 0.9))))
    says = {
        Result.EQUAL: bool(np.abs([values.mean(), *np.quantile(values, (0.1, 0.9))]).max() <= NOTHING),
        Result.TOSS_UP: 40 <= count <= 60,
        Result.AGAINST: count < 40,
        Result.LIKELY: 60 < count < 95,
        Result.CLEAR: count >= 95,
    }
    assert says[item.result]
    assert item.result is Result.EQUAL or not says[Result.EQUAL]


def holds_spread(item: Statement, this: Case) -> None:
    low, high = np.quantile(gain(this, "npv", item.options), (0.1, 0.9))
    assert (item.amounts["low"], item.amounts["high"]) == (close(low), close(high))
    says = {Result.BOTH: low < NOTHING and high > -NOTHING, Result.FIRST: low > -NOTHING, Result.SECOND: high < NOTHING}
    assert says[item.result]


def holds_stands(item: Statement, this: Case) -> None:
    """The better option first; the other one than expected where it says so."""
    found = base_gain(this, item.options)
    assert found == close(item.amounts["difference"]) and found >= -NOTHING
    assert (item.result is Result.EQUAL) == (abs(found) <= NOTHING)
    expected = gain(this, "npv", item.options).mean()
    if item.result is not Result.EQUAL and abs(expected) > NOTHING:
        assert (expected > 0) == (item.result is Result.SAME)


def holds_turns(item: Statement, this: Case) -> None:
    """The difference has the sign of the scenario's before the value, and the other one beyond it."""
    assert base_gain(this, item.options) > 0
    if item.result is Result.NONE:
        assert this.card.turning is None
        holds_that_nothing_turns(item, this)
        return
    lever, point = item.lever, this.card.turning
    assert lever is not None and point is not None and point.lever is lever
    is_up = item.amounts["value"] > item.amounts["today"]
    assert (item.result in (Result.OVER, Result.FROM)) == is_up
    values = lever.at(np.array([lever.today, position_beyond(point)]))
    before, beyond = answers(this.scenario.with_values(values), Question("npv", (item.options[0], item.options[1])))
    assert before > 0 > beyond
    assert (item.result in (Result.FROM, Result.DOWN_TO)) == (lever.is_whole and not point.is_exact)


def holds_that_nothing_turns(item: Statement, this: Case) -> None:
    """The extra minutes, where they are in doubt, turn nothing at either end of their likely span."""
    lever = lever_named(this.scenario, "extra_minutes")
    if this.keep or lever.today == shipped().quantities["extra_minutes"].value:
        ends = this.scenario.with_values(lever.at(np.array([lever.low, lever.high])))
        assert (answers(ends, Question("npv", (item.options[0], item.options[1]))) > -1e-6).all()


def holds_beside(item: Statement, this: Case) -> None:
    holds_better(item, this, "budget_npv" if item.claim is Claim.BUDGET else "society")
    own = next(said for said in statements_of(this.card) if said.claim is Claim.BETTER)
    is_said = {Result.CLEAR, Result.LIKELY} >= {own.result, item.result}
    assert item.way is (Way.ALONE if not is_said else Way.SAME if own.options == item.options else Way.OTHER)


def holds_parties(item: Statement, this: Case) -> None:
    first, second = item.options
    found = distribution_of(this.sampled, second, first).present.named()
    assert item.amounts == {name: close(per_draw_of(array).mean()) for name, array in found.items() if name != "society"}


def holds_regret(item: Statement, this: Case) -> None:
    own = this.draws_of("npv", item.options[0])
    best = np.max([this.draws_of("npv", name) for name in this.sampled.options], axis=0)
    lost = (best - own).mean()
    assert item.amounts["difference"] == close(lost)
    assert item.result is (Result.COSTS if lost > NOTHING else Result.EQUAL)


def holds_waiting(item: Statement, this: Case) -> None:
    found = next(told for told in this.card.waiting if told.option == item.options[0]).gain.expected
    assert item.amounts["difference"] == abs(found)
    assert item.result is (Result.EQUAL if abs(found) <= NOTHING else Result.GAINS if found > 0 else Result.COSTS)


def holds_no_effect(item: Statement, this: Case) -> None:
    """The option comes to the same as staying, or as having nothing."""
    own = "stay" if "stay" in this.base.options else "stay_out"
    assert base_gain(this, (item.options[0], own)) == close(0)


def holds_unpriced(item: Statement, this: Case) -> None:
    assert item.amounts["effects"] == len(shipped().effects)
    assert (item.result is Result.ALL) == (this.scenario.municipality is None)


HOLDS: dict[Claim, Callable[[Statement, Case], None]] = {
    Claim.BETTER: holds_better,
    Claim.SPREAD: holds_spread,
    Claim.STANDS: holds_stands,
    Claim.TURNS: holds_turns,
    Claim.BUDGET: holds_beside,
    Claim.SOCIETY: holds_beside,
    Claim.PARTIES: holds_parties,
    Claim.REGRET: holds_regret,
    Claim.WAITING: holds_waiting,
    Claim.NO_EFFECT: holds_no_effect,
    Claim.UNPRICED: holds_unpriced,
}


@pytest.mark.parametrize("seed", SEEDS)
def test_every_statement_holds(seed):
    this = case(seed)
    said = statements_of(this.card)
    for item in said:
        HOLDS[item.claim](item, this)
    order = list(Claim)
    assert [order.index(item.claim) for item in said] == sorted(order.index(item.claim) for item in said)
    assert {Claim.BETTER, Claim.STANDS, Claim.BUDGET, Claim.REGRET, Claim.UNPRICED} <= {item.claim for item in said}
    few_leave_out_nothing_that_turns_the_answer(this.card)


def few_leave_out_nothing_that_turns_the_answer(card: Card) -> None:
    whole, short = statements_of(card), short_statements(card)
    assert [item for item in whole if item in short] == list(short)
    claims = {item.claim for item in short}
    assert {Claim.BETTER, Claim.UNPRICED} <= claims
    assert not card.base_differs or Claim.STANDS in claims
    ways = {item.claim: item.way for item in whole if item.way is not None}
    assert {claim for claim, way in ways.items() if way is not Way.SAME} == claims & {Claim.BUDGET, Claim.SOCIETY}


def margin(expected: float, chance: float) -> Margin:
    return Margin(expected, expected, -50.0, 60.0, chance)


@pytest.mark.parametrize(
    ("count", "result"),
    [(39, Result.AGAINST), (40, Result.TOSS_UP), (50, Result.TOSS_UP), (60, Result.TOSS_UP), (61, Result.LIKELY), (95, Result.CLEAR)],
)
def test_it_is_a_toss_up_from_40_to_60_of_100(count, result):
    for share in (count - 0.49, count, count + 0.49):
        assert better(Claim.BETTER, ("stay", "leave"), margin(1.0, share / 100)).result is result
        turned = better(Claim.BETTER, ("stay", "leave"), margin(-1.0, 1 - share / 100))
        assert (turned.result, turned.options) == (result, ("leave", "stay"))


def test_two_answers_point_a_way_only_where_both_are_answers():
    options = ("stay", "leave")
    own, tossed = (better(Claim.BETTER, options, margin(1.0, chance)) for chance in (0.9, 0.5))
    same, other = (better(Claim.BUDGET, options, margin(sign, 0.5 + 0.4 * sign)) for sign in (1.0, -1.0))
    assert (beside(own, same).way, beside(own, other).way) == (Way.SAME, Way.OTHER)
    assert {beside(tossed, same).way, beside(own, better(Claim.BUDGET, options, margin(1.0, 0.2))).way} == {Way.ALONE}


def test_options_that_come_to_the_same_are_said_to():
    said = statements_of(card_of(base_case(shipped()).with_values({"exit_year": 2038}), PLAN))
    assert said[0].result is Result.EQUAL
    assert Claim.SPREAD not in {item.claim for item in said}
    assert [item.options for item in said if item.claim is Claim.NO_EFFECT] == [("leave_market_system",), ("leave_renewed_old_systems",)]
    assert decide(base_case(shipped())).leading_pair[0] == "stay"

"""The decision card: its numbers are those of the decision, the distribution and the choice among all, and nothing is worked out twice."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from support import many, shipped
from support.cards import PLAN, case, per_draw_of

from costmodel import base_case, decide, switching_values
from costmodel.analysis.decision_card import outcomes
from costmodel.analysis.decision_card.facts import of_hundred
from costmodel.analysis.decision_card.joining import joining
from costmodel.analysis.decision_card.making import CARD_DRAWS, card_of
from costmodel.analysis.decision_card.scaling import own_amount, own_share
from costmodel.analysis.decision_card.turning import position_beyond
from costmodel.analysis.sensitivity.answers import Question, answers
from costmodel.analysis.uncertainty.choice import choice_among
from costmodel.analysis.uncertainty.sampling import Plan
from costmodel.model.appraisal import appraise
from costmodel.model.decision import JOIN, LEAVE, STAY_OUT, TAKE, from_value_year, options_of
from costmodel.model.parties.distribution import distribution_of

SEEDS = range(many(12, 200))
EXACT = 1e-12
FIGURES = ("npv", "npv_per_inhabitant", "budget_npv")


def close(value: float):
    """The same number, worked out in another batch or order."""
    return pytest.approx(value, rel=EXACT, abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_option_has_the_numbers_of_the_decision_and_of_the_choice_among_all(seed):
    this = case(seed)
    card, choice = this.card, choice_among(this.scenario, PLAN, keep=this.keep)
    assert {item.name for item in card.options} == set(this.base.all)
    assert {item.name for item in card.options if item.is_benchmark} == set(this.base.benchmarks)
    for item in card.options:
        for figure in FIGURES:
            found = getattr(item, figure)
            assert found.base == getattr(this.base.all[item.name].indicators, figure).item()
            assert found.expected == close(this.draws_of(figure, item.name).mean())
        told = (choice.by_npv.best, choice.by_budget.best, choice.by_npv.regret)
        assert (item.best, item.best_for_budget, item.regret) == tuple(
            None if item.is_benchmark else close(stand[item.name]) for stand in told
        )
    expected = [item.npv.expected for item in card.options if not item.is_benchmark]
    assert expected == sorted(expected, reverse=True)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_pair_is_own_against_the_best_other_with_the_numbers_of_their_difference(seed):
    this = case(seed)
    pair = this.card.pair
    assert pair.own == this.base.leading_pair[0]
    best = {item.name: item.npv.expected for item in this.card.options if not item.is_benchmark and item.name != pair.own}
    assert pair.other == max(best, key=best.__getitem__)
    for margin, figure in ((pair.npv, "npv"), (pair.budget, "budget_npv")):
        gain = this.draws_of(figure, pair.own) - this.draws_of(figure, pair.other)
        base = [getattr(this.base.all[name].indicators, figure).item() for name in (pair.own, pair.other)]
        assert margin.base == close(base[0] - base[1])
        assert (margin.expected, margin.low, margin.high) == tuple(map(close, (gain.mean(), *np.quantile(gain, (0.1, 0.9)))))
        assert margin.chance == close(((np.sign(gain) + 1) / 2).mean())
    asked = choice_among(this.scenario, PLAN, pairs=[(pair.own, pair.other)], keep=this.keep).differences[pair.own, pair.other]
    assert (pair.npv.expected, pair.npv.chance) == (close(asked.mean), asked.probability)
    assert (pair.npv.low, pair.npv.high) == (close(asked.low), close(asked.high))


@pytest.mark.parametrize("seed", SEEDS)
def test_who_pays_is_the_distribution_of_the_pair(seed):
    this = case(seed)
    pair = this.card.pair
    if this.scenario.municipality is None:
        assert pair.parties is None
        assert pair.society is None
        assert this.card.society_differs is None
        return
    base, sampled = (distribution_of(item, pair.other, pair.own).present.named() for item in (this.base, this.sampled))
    assert list(pair.parties) == ["municipality", "others", "hospitals", "gps", "tax_cost", "society"] == list(base)
    for name, amount in pair.parties.items():
        assert amount.base == close(base[name].item())
        assert amount.expected == close(per_draw_of(sampled[name]).mean())
    assert pair.parties["municipality"].expected == close(pair.npv.expected)
    parts = [amount.expected for name, amount in pair.parties.items() if name != "society"]
    assert pair.society.expected == pair.parties["society"].expected == close(sum(parts))
    society = per_draw_of(sampled["society"])
    assert (pair.society.low, pair.society.high) == tuple(map(close, np.quantile(society, (0.1, 0.9))))
    assert pair.society.chance == close(((np.sign(society) + 1) / 2).mean())


@pytest.mark.parametrize("seed", SEEDS)
def test_flags_say_what_the_numbers_say(seed):
    card = case(seed).card
    npv, budget = card.pair.npv, card.pair.budget
    is_something = max(abs(npv.expected), abs(npv.low), abs(npv.high)) > 1e-9
    assert card.is_toss_up == (is_something and 40 <= round(100 * npv.chance) <= 60)
    assert card.has_two_ways == (np.sign(npv.expected) * np.sign(budget.expected) == -1)
    assert card.base_differs == (np.sign(npv.expected) * np.sign(npv.base) == -1)
    if card.pair.society is not None:
        assert card.society_differs == (np.sign(npv.expected) * np.sign(card.pair.society.expected) == -1)


@pytest.mark.parametrize("seed", SEEDS)
def test_waiting_is_the_same_option_a_year_later_less_now(seed):
    this = case(seed)
    options, waiting = options_of(this.scenario), this.card.waiting
    ranked = [item for item in this.card.options if item.from_year is not None and not item.is_benchmark]
    own = [JOIN] if JOIN in options else []
    assert [item.option for item in waiting] == own + [ranked[0].name] * (not ranked[0].is_after_service)
    for item in waiting:
        verb = item.option.partition("_")[0]
        name = {LEAVE: "exit_year", TAKE: "alternative_year", JOIN: "rollout_delay"}[verb]
        later = options[item.option].values[name].item() + 1  # between two years, where the time that leaving takes is no whole number
        # Set as it is: what others do hangs on the run's alternative, which stays, and the year may lie beyond what can be entered.
        moved = replace(this.scenario, values={**this.scenario.values, name: np.full((1, 1, 1), float(later))})
        npv = this.base.npv[item.option].item()
        assert item.gain.base == close(appraise(options_of(moved)[item.option]).indicators.npv.item() - npv)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_answer_turns_at_the_turning_point(seed):
    this = case(seed)
    point, pair = this.card.turning, this.card.pair
    if point is None:
        return
    lever, question = point.lever, Question("npv", (pair.own, pair.other))
    assert min(lever.low, lever.today) - 1e-9 <= point.value <= max(lever.high, lever.today) + 1e-9
    assert point.distance == close(abs(point.value - lever.today) / (lever.high - lever.low))
    today, before, at, beyond = answers(
        this.scenario.with_values(lever.at(np.array([lever.today, point.before, point.value, position_beyond(point)]))), question
    )
    assert np.sign(today) == np.sign(pair.npv.base) == -np.sign(beyond)
    assert abs(at) < 1e-5 if point.is_exact else np.sign(before) == -np.sign(at) == np.sign(today)


@pytest.mark.parametrize("town", ["Trondheim", "Levanger", "Røyrvik", "Averøy"])
def test_the_turning_point_is_the_nearest_of_all_switching_values_within_their_likely_span(town):
    scenario = base_case(shipped(), town)
    card = card_of(scenario, PLAN)
    found = switching_values(scenario, Question("npv", (card.pair.own, card.pair.other)))
    inside = [item for item in found if item.is_plausible and item.distance is not None]
    if not inside:
        assert card.turning is None
        return
    nearest = min(inside, key=lambda item: item.distance)
    assert card.turning.lever.name == nearest.lever.name
    assert card.turning.value == pytest.approx(nearest.nearest.value)


def test_a_number_that_is_settled_is_not_doubted_unless_it_stays_uncertain():
    scenario = base_case(shipped())
    name = card_of(scenario, PLAN).turning.lever.name
    settled = scenario.with_values({name: 0.52})
    assert card_of(settled, PLAN).turning.lever.name != name
    assert card_of(settled, PLAN, keep=True).turning.lever.name == name
    assert card_of(settled, PLAN).drawn < card_of(settled, PLAN, keep=True).drawn


def test_the_card_of_the_shipped_base_case_is_the_description_s():
    card = card_of(base_case(shipped()))
    assert (card.pair.own, card.pair.other, card.draws) == ("stay", "leave_renewed_old_systems", CARD_DRAWS.total)
    best = {item.name: of_hundred(item.best) for item in card.options if not item.is_benchmark}
    assert best == {"stay": pytest.approx(45, abs=3), "leave_renewed_old_systems": pytest.approx(43, abs=3), "leave_market_system": 13}
    assert card.pair.npv.low == pytest.approx(-151, abs=12)
    assert card.pair.npv.high == pytest.approx(154, abs=12)
    assert (card.is_toss_up, card.has_two_ways, card.society_differs, card.base_differs) == (True, True, False, False)
    assert card.option("leave_renewed_old_systems").best_for_budget == pytest.approx(0.86, abs=0.03)
    assert card.pair.society.chance > 0.95
    averoy = card_of(base_case(shipped(), "Averøy"))
    assert averoy.option("stay_out").best == pytest.approx(0.99, abs=0.01)


def test_the_calendar_says_by_when():
    live, planned = (card_of(base_case(shipped(), town), PLAN).calendar for town in ("Trondheim", "Averøy"))
    assert (live.decision_year, live.first_exit_year, live.notice_years, live.go_live, live.withdrawal) == (2027, 2029, 2, None, None)
    assert live.alternatives == {"leave_market_system": 2029, "leave_renewed_old_systems": 2029, "leave_national_record": 2032}
    assert {item.system: item.year for item in live.renewals} == {
        "care_record": 2026,
        "health_station_record": 2026,
        "physiotherapy_record": 2026,
        "clinic_and_office_record": 2028,
    }
    assert planned.go_live == pytest.approx(2027 + 19 / 12)
    assert planned.withdrawal == pytest.approx(2027 + 6 / 12)
    assert (planned.declined, planned.plan, {item.year for item in planned.renewals}) == (2023, date(2024, 11, 9), {2029})
    later = base_case(shipped()).with_values({"exit_year": 2031, "exit_lead_years": 3})
    assert card_of(later, PLAN).calendar.alternatives["leave_market_system"] == 2031
    assert card_of(later, PLAN).calendar.first_exit_year == 2030


def test_an_exit_after_the_service_life_makes_no_difference_and_is_told_as_one():
    card = card_of(base_case(shipped()).with_values({"exit_year": 2038}), PLAN)
    stay, leave = card.option("stay"), card.option("leave_market_system")
    assert leave.is_after_service
    assert (leave.npv, leave.budget_npv) == (stay.npv, stay.budget_npv)
    assert card.waiting == ()


def test_one_decision_serves_the_whole_card(monkeypatch):
    asked = []
    monkeypatch.setattr(outcomes, "decide", lambda scenario: asked.append(scenario.draws) or decide(scenario))
    card_of(base_case(shipped()), Plan(128))
    assert asked == [1 + 128]


def test_the_card_is_the_same_every_time_and_gives_up_when_it_is_told_to():
    scenario = base_case(shipped(), "Levanger")
    assert card_of(scenario) == card_of(base_case(shipped(), "Levanger"))

    def moved_on() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        card_of(scenario, check=moved_on)


@pytest.mark.parametrize(("name", "minutes"), [("Averøy", 0.5), ("Kristiansund", -2.0)])
def test_what_joining_comes_to_are_the_sums_of_the_line_items(name, minutes):
    result = decide(base_case(shipped(), name).with_values({"extra_minutes": minutes})).all[JOIN if name == "Averøy" else "stay"]
    found, years = joining(result), result.drivers.live.sum()
    cost, net = result.totals.total_cost.sum(), result.totals.net_benefit.sum()
    time_saved = max(0.0, -result.costs.extra_time_cost.sum())
    assert (time_saved > 0) == (minutes < 0)
    assert found.once + found.yearly * years == pytest.approx(cost + time_saved)
    parts = ("introduction_cost", "transition_time_cost", "clinic_transition_loss")
    assert found.once == pytest.approx(sum(getattr(result.costs, part).sum() for part in parts))
    assert (found.saved + found.gained - found.yearly) * years - found.once == pytest.approx(net)
    assert joining(decide(base_case(shipped(), "Averøy")).all[STAY_OUT]) is None


def test_an_amount_of_the_reference_is_another_for_the_one_under_study():
    result = appraise(base_case(shipped(), "Averøy"))
    assert own_amount("platform_cost", 80.0, result) == pytest.approx(2.22, abs=0.005)
    dearer = appraise(
        base_case(shipped(), "Averøy").with_values({"introduction_outlay": result.scenario.setting("introduction_outlay") + 10})
    )
    prices = result.scenario.inputs.introduction_outlay.item() / result.scenario.setting("introduction_outlay")
    added = (dearer.costs.introduction_cost - result.costs.introduction_cost).sum()
    assert 10 * prices * own_share("introduction_outlay", result) == pytest.approx(added)
    assert own_share("wind_down_replacement", result) is own_share("benefits.interaction.potential", result) is None
    assert own_share("platform_cost", appraise(base_case(shipped()))) == 1.0


def test_one_that_is_not_live_has_its_values_in_the_decision_year():
    planned, live = base_case(shipped(), "Averøy"), base_case(shipped(), "Levanger")
    assert appraise(from_value_year(planned)).indicators.npv.item() == decide(planned).npv[JOIN].item()
    assert from_value_year(live) is live
    assert card_of(from_value_year(planned)) == card_of(planned)

"""Sensitivity: every number is that of a single appraisal; roots, jumps and sets against what is known of made-up models."""

import itertools

import numpy as np
import pytest
from support import shipped
from support.plain import any_scenario
from support.told import refused

from costmodel import appraise, base_case, decide, named
from costmodel.analysis.budget import plan
from costmodel.analysis.pairs import known_pair, usual_pair
from costmodel.analysis.sensitivity.answers import ANSWER_INDICATORS, Question, answers, question_of
from costmodel.analysis.sensitivity.flips import smallest_flips
from costmodel.analysis.sensitivity.levers import NEVER, lever_named, levers_of
from costmodel.analysis.sensitivity.one_way import spider, tornado
from costmodel.analysis.sensitivity.positions import batch_of, positions_of
from costmodel.analysis.sensitivity.roots import Brackets, refine
from costmodel.analysis.sensitivity.switching import ROLES, Kind, switching_values
from costmodel.analysis.sensitivity.turning_grid import turning_grid, turning_pair
from costmodel.analysis.sensitivity.two_way import crossings, grid, two_way
from costmodel.assumptions.records import AssumptionSet, Role
from costmodel.output.input_labels import lever_label
from costmodel.output.sensitivity_sentences import flip_sentences, question_text, switching_sentence

TOWNS = ("Trondheim", "Averøy", None)
VIEWS = (False, True)
MARKET, RENEWED = ("stay", "leave_market_system"), ("stay", "leave_renewed_old_systems")
LEAVING = ("leave_market_system", "leave_renewed_old_systems")
MARKET_MINUTES, MARKET_COST = "alternatives.market_system.extra_minutes", "alternatives.market_system.operating_cost"
LEGACY_COST = "legacy_systems.*.yearly_cost"


def asked(scenario, is_decision: bool, indicator: str = "npv") -> Question:
    """Over the service life, or of the usual pair."""
    return Question(indicator, usual_pair(scenario) if is_decision else None)


def single(scenario, values, question: Question) -> float:
    """The answer of one appraisal made on its own."""
    moved = scenario.with_values({name: None if value == NEVER else value for name, value in values.items()})
    if question.options is None and question.indicator != "net_budget_effect":
        return getattr(appraise(moved).indicators, question.indicator).item()
    if question.indicator == "npv":
        first, second = question.options
        return decide(moved).difference(second, first).item()
    return answers(moved, question).item()


def rewritten(**records) -> AssumptionSet:
    """The shipped assumptions with fields of some parameters changed."""
    groups = {}
    for key, group in shipped().groups.items():
        parameters = {name: item.model_copy(update=records.get(name, {})) for name, item in group.parameters.items()}
        groups[key] = group.model_copy(update={"parameters": parameters})
    kept = {name: getattr(shipped(), name) for name in AssumptionSet.model_fields}
    return AssumptionSet(**{**kept, "groups": groups, "hash": repr(records)})


@pytest.mark.parametrize("municipality", TOWNS)
@pytest.mark.parametrize("is_decision", VIEWS)
@pytest.mark.parametrize("role", ROLES)
def test_the_bars_of_a_tornado_are_single_appraisals_bit_for_bit(municipality, is_decision, role):
    scenario = base_case(shipped(), municipality)
    question = asked(scenario, is_decision)
    found = tornado(scenario, question, role)
    assert found.today == single(scenario, {}, question)
    for bar in found.bars:
        assert bar.at_low == single(scenario, bar.lever.end(False), question), bar.lever.name
        assert bar.at_high == single(scenario, bar.lever.end(True), question), bar.lever.name
        assert bar.swing == max(bar.at_low, bar.at_high, found.today) - min(bar.at_low, bar.at_high, found.today)
    assert [bar.swing for bar in found.bars] == sorted((bar.swing for bar in found.bars), reverse=True)
    assert {bar.lever.role for bar in found.bars} == {role}
    assert found.span.low <= found.today <= found.span.high


def test_what_nobody_knows_and_what_is_chosen_are_never_mixed():
    levers = {role: {lever.name for lever in levers_of(base_case(shipped()), role)} for role in ROLES}
    decisions = {"participants", "rollout_delay", "platform_cost", "extra_investment", "gp_uptake", "exit_year", "alternative_year"}
    assert levers[Role.DECISION] == decisions
    assert {"extra_minutes", "benefits.*.realisation", LEGACY_COST, MARKET_COST} <= levers[Role.UNCERTAIN]
    assert "discount_rate" in levers[Role.METHOD]
    assert not levers[Role.UNCERTAIN] & (levers[Role.DECISION] | levers[Role.METHOD])


def test_small_bars_are_left_out_of_the_picture_only():
    found = tornado(base_case(shipped()), Question())
    assert 0 < len(found.shown) < len(found.bars)
    assert found.shown == found.bars[: len(found.shown)]
    assert found.shown[-1].swing >= 0.01 * found.bars[0].swing > found.bars[len(found.shown)].swing


@pytest.mark.parametrize("indicator", [name for name in ANSWER_INDICATORS if name not in ("npv", "net_budget_effect")])
def test_any_indicator_can_be_the_answer(indicator):
    scenario = base_case(shipped(), "Molde")
    found = tornado(scenario, Question(indicator))
    assert found.bars[0].at_high == single(scenario, found.bars[0].lever.end(True), Question(indicator))
    assert np.isfinite(tornado(scenario, asked(scenario, True, indicator)).today)


def test_the_effect_on_the_budget_is_that_of_its_year():
    scenario = base_case(shipped())
    assert answers(scenario, question_of("net_budget_effect:2029")).item() == pytest.approx(
        plan(appraise(scenario), 2029, 1).total.item(), rel=1e-12
    )
    assert answers(scenario, Question("net_budget_effect")).item() == answers(scenario, Question("net_budget_effect", year=2027)).item()
    assert answers(scenario, Question("net_budget_effect", year=2090)).item() == 0


@pytest.mark.parametrize("pair", [MARKET, MARKET[::-1], LEAVING])
def test_a_pair_in_other_indicators_is_the_same_difference(pair):
    scenario = base_case(shipped())
    both = decide(scenario)
    first, second = pair
    difference = both.difference(second, first).item()
    of_first, of_second = both.all[first].indicators, both.all[second].indicators
    per_head = answers(scenario, Question("annual_per_inhabitant", pair)).item()
    assert per_head == pytest.approx(difference * (of_first.annual_per_inhabitant / of_first.npv).item(), rel=1e-12)
    assert answers(scenario, Question("budget_npv", pair)).item() == (of_first.budget_npv - of_second.budget_npv).item()
    assert answers(scenario, Question("npv", pair[::-1])).item() == -difference


@pytest.mark.parametrize(("pair", "lever"), [(MARKET, "extra_minutes"), (MARKET[::-1], MARKET_MINUTES), (LEAVING, MARKET_MINUTES)])
def test_minutes_saved_with_the_first_make_the_two_alike(pair, lever):
    scenario = base_case(shipped())
    minutes = answers(scenario, Question("break_even_minutes", pair)).item()
    moved = scenario.with_values({lever: scenario.values[lever].item() - minutes})
    assert decide(moved).difference(*pair).item() == pytest.approx(0, abs=1e-9)


def test_minutes_of_an_option_that_uses_nothing_are_none():
    scenario = base_case(shipped(), "Averøy")
    assert np.isnan(answers(scenario, Question("break_even_minutes", ("stay_out", "join"))).item())
    assert answers(scenario, Question("annual_per_inhabitant", ("stay_out", "join"))).item() > 0


def test_only_the_two_options_of_a_pair_are_appraised(monkeypatch):
    from costmodel.analysis.sensitivity import answers as module

    asked_for = []
    monkeypatch.setattr(module, "decide", lambda scenario, only: asked_for.append(only) or decide(scenario, only))
    answers(base_case(shipped()), Question("npv", MARKET))
    assert asked_for == [MARKET]


def test_a_pair_is_two_options_of_the_municipality():
    live, planned = base_case(shipped()), base_case(shipped(), "Averøy")
    assert usual_pair(live) == RENEWED
    assert usual_pair(planned) == ("join", "stay_out")
    assert known_pair(live, ["leave_national_record", "stay"]) == ("leave_national_record", "stay")
    for names, pattern in (
        (("stay", "leave_marked_system"), "Mente du «leave_market_system»"),
        (("join", "stay"), "fant «join».*stay, leave_market_system, leave_renewed_old_systems"),
        (("stay", "stay"), "to ulike valg"),
        (("stay",), "to ulike valg"),
    ):
        with refused(pattern):
            known_pair(live, names)
    with refused("fant «leave_market_system».*stay_out, join, take_market_system"):
        answers(planned, Question("npv", ("join", "leave_market_system")))


def test_numbers_that_cannot_act_on_a_choice_have_no_effect():
    scenario = base_case(shipped())
    for pair, absent in ((MARKET, "renewed_old_systems"), (RENEWED, "market_system")):
        swings = {bar.lever.name: bar.swing for bar in tornado(scenario, Question("npv", pair)).bars}
        assert {swing for name, swing in swings.items() if name.startswith((f"alternatives.{absent}.", "wind_down_", "gp_hourly"))} == {0}
        chosen = pair[1].removeprefix("leave_")
        assert min(swings[f"alternatives.{chosen}.{field}"] for field in ("operating_cost", "one_off_cost", "reach.interaction")) > 0
    lifetime = {bar.lever.name: bar.swing for bar in tornado(scenario, Question()).bars}
    assert {swing for name, swing in lifetime.items() if name.startswith("alternatives.")} == {0}
    out = {
        bar.lever.name: bar.swing
        for bar in tornado(base_case(shipped(), "Averøy"), Question("npv", ("take_market_system", "stay_out"))).bars
    }
    assert out["extra_minutes"] == 0 < out[MARKET_MINUTES]


@pytest.mark.parametrize("text", ["npv2", "npv:2028", "net_budget_effect:28", "net_budget_effect:", ""])
def test_an_unknown_question_gets_a_message(text):
    with refused("indikator"):
        question_of(text)


@pytest.mark.parametrize("is_decision", VIEWS)
def test_the_answer_along_a_number_is_the_answer_at_that_number(is_decision):
    scenario = base_case(shipped())
    question = asked(scenario, is_decision)
    bars = {bar.lever.name: bar for role in ROLES for bar in tornado(scenario, question, role).bars}
    lines = spider(scenario, question, [bar.lever for bar in bars.values()])
    assert {line.lever.name for line in lines} == set(bars) - {"exit_year", "alternative_year"}
    for line in lines:
        bar, lever = bars[line.lever.name], line.lever
        low, middle, high, today = line.places
        assert (low, high, today) == (lever.low, lever.high, lever.today) and low <= middle <= high
        assert list(line.positions) == sorted(set(line.positions)) and (line.positions[0], line.positions[-1]) == (
            min(low, today),
            max(high, today),
        )
        assert line.at(today) == single(scenario, {}, question), lever.name
        if not lever.is_factor:  # of a factor each row of the tornado goes to its own end
            assert (line.at(low), line.at(high)) == (bar.at_low, bar.at_high), lever.name
        values = {name: value.item() for name, value in lever.at(middle).items()}
        assert line.at(middle) == single(scenario, values, question), lever.name


@pytest.mark.parametrize("minutes", [-3.0, 5.0])
def test_a_number_set_outside_its_span_is_on_its_line_and_the_line_does_not_turn_back(minutes):
    scenario = base_case(shipped()).with_values({"extra_minutes": minutes})
    lever = lever_named(scenario, "extra_minutes")
    (line,) = spider(scenario, Question(), [lever])
    assert lever.today == minutes and not lever.low <= minutes <= lever.high
    assert minutes in (line.positions[0], line.positions[-1])
    assert list(line.answers) == sorted(line.answers, reverse=True), "more minutes are never worth more"


@pytest.mark.parametrize(
    ("municipality", "is_decision"), [("Trondheim", False), ("Trondheim", True), ("Averøy", False), ("Stjørdal", True)]
)
@pytest.mark.parametrize("changes", [{}, {"extra_minutes": 5}])
def test_two_at_a_time_begins_where_the_answer_turns(municipality, is_decision, changes):
    scenario = base_case(shipped(), municipality).with_values(changes)
    question = asked(scenario, is_decision)
    turns, bars = switching_values(scenario, question), tornado(scenario, question).bars
    offered = [lever.name for role in ROLES for lever in levers_of(scenario, role) if lever.has_range and np.isfinite(lever.high)]
    pair = turning_pair(smallest_flips(scenario, question), bars, turns, offered)
    across, up = (lever_named(scenario, name) for name in pair)
    found = turning_grid(scenario, (across, up), question, 9)
    assert found.turns and found.break_even
    for lever, positions in ((across, found.columns), (up, found.rows)):
        assert positions[0] <= min(lever.low, lever.today) and positions[-1] >= max(lever.high, lever.today)
        assert lever.minimum <= positions[0] and positions[-1] <= lever.maximum
    likely = two_way(scenario, across, up, question, 9)
    if not changes:  # else today's value widens both
        assert found.likely.size < found.answers.size or likely.turns
        assert found.positive_share == pytest.approx(likely.positive_share)


def test_a_grid_stays_within_what_is_likely_where_no_number_turns_the_answer_alone():
    scenario = base_case(shipped())
    across, up = (lever_named(scenario, name) for name in ("introduction_outlay", "local_operating_cost"))
    found = turning_grid(scenario, (across, up), Question(), 5)
    assert not found.turns and found.likely.size == found.answers.size


@pytest.mark.parametrize(
    ("municipality", "is_decision", "names"),
    [
        ("Trondheim", False, ("participants", "benefits.*.realisation")),
        ("Averøy", True, (LEGACY_COST, "rollout_delay")),
        (None, True, ("extra_minutes", "benefits.*.potential")),
    ],
)
def test_the_cells_of_a_grid_are_single_appraisals_bit_for_bit(municipality, is_decision, names):
    scenario = base_case(shipped(), municipality)
    question = asked(scenario, is_decision)
    first, second = (lever_named(scenario, name) for name in names)
    found = two_way(scenario, first, second, question, steps=5)
    assert found.answers.shape == (found.rows.size, found.columns.size)
    for (i, y), (j, x) in itertools.product(enumerate(found.rows), enumerate(found.columns)):
        values = {name: value.item() for name, value in {**first.at(x), **second.at(y)}.items()}
        assert found.answers[i, j] == single(scenario, values, question)


def test_the_break_even_line_is_where_the_answer_is_zero():
    scenario, question = base_case(shipped()), Question("npv", MARKET)
    first, second = lever_named(scenario, "platform_cost"), lever_named(scenario, MARKET_COST)
    points = two_way(scenario, first, second, question).break_even
    assert len(points) > 20
    for x, y in points:
        assert single(scenario, {"platform_cost": x, MARKET_COST: y}, question) == pytest.approx(0, abs=0.2)
    assert crossings(np.array([0.0, 1, 2]), np.array([-1.0, np.nan, 1])) == []


def test_two_levers_that_do_not_go_together_leave_the_cell_empty():
    scenario = base_case(shipped())
    gps, coverage = (lever_named(scenario, f"benefits.citizen_services.{field}") for field in ("gp_dependence", "coverage_dependence"))
    found = grid(scenario, (gps, np.array([0.1, 0.3, 1.0])), (coverage, np.array([0.0, 0.5, 0.8])), Question())
    assert np.isnan(found.answers).tolist() == [[False, False, False], [False, False, True], [False, True, True]]
    with refused("to ganger"):
        grid(scenario, (gps, np.array([0.1, 0.2])), (gps, np.array([0.1, 0.2])), Question())


def test_positions_cover_the_range_and_today():
    scenario = base_case(shipped()).with_values({"platform_cost": 120, "participants": 19})
    assert (positions_of(lever_named(scenario, "platform_cost"), 50)[[0, -1]] == [65, 120]).all()
    people = positions_of(lever_named(scenario, "participants"), 50)
    assert (people == np.round(people)).all()
    assert (people[0], people[-1], people.size) == (10, 66, 50)
    with refused("innstilling"):
        lever_named(scenario, "decision_year")
    with refused("Mente du «participants»"):
        lever_named(scenario, "partisipants")


@pytest.mark.parametrize("municipality", TOWNS)
@pytest.mark.parametrize("is_decision", VIEWS)
def test_the_answer_is_zero_at_every_switching_value(municipality, is_decision):
    scenario = base_case(shipped(), municipality)
    question = asked(scenario, is_decision)
    found = switching_values(scenario, question)
    assert found[0].lever.name == "extra_minutes"
    assert sum(len(item.crossings) for item in found) >= 4
    for item, crossing in [(known, crossing) for known in found for crossing in known.crossings]:
        at, before = ({k: v.item() for k, v in item.lever.at(place).items()} for place in (crossing.value, crossing.before))
        here = single(scenario, at, question)
        if crossing.is_exact:
            assert abs(here) <= 1e-6, item.lever.name
        else:
            assert item.lever.is_whole
            assert here * single(scenario, before, question) < 0, item.lever.name


def test_minutes_agree_with_the_break_even_minutes():
    scenario = base_case(shipped())
    minutes = switching_values(scenario, Question())[0]
    saved = appraise(scenario).indicators.break_even_minutes.item()
    assert minutes.nearest.value == pytest.approx(minutes.lever.today - saved, rel=1e-9)
    assert (minutes.kind, minutes.is_plausible) == (Kind.ONE, False)


def of(found, name):
    return next(item for item in found if item.lever.name == name)


def test_levers_without_a_switching_value_and_flat_ones_are_told_apart():
    found = switching_values(base_case(shipped()), Question())
    assert of(found, "gp_uptake").kind is Kind.NONE
    assert of(found, "gp_uptake").is_plausible is None
    for name in ("tax_funding_rate", "wind_down_replacement", "time_in_budget", MARKET_COST):
        assert of(found, name).kind is Kind.FLAT
    assert of(switching_values(base_case(shipped()), Question("budget_npv")), "time_in_budget").kind is Kind.NONE
    assert of(switching_values(base_case(shipped()), Question("npv", MARKET)), MARKET_COST).kind is Kind.ONE


def lasting_debt(minutes: float):
    """A made-up set: much paid first, time saved for ten years, debt for thirty more; so a low and a high rate both make a loss."""
    values = {"depreciation_years": 40, "service_years": 10, "introduction_outlay": 500, "capital_share": 1, "extra_minutes": minutes}
    return base_case(rewritten(**{name: {"value": float(value)} for name, value in values.items()}))


def test_two_roots_of_a_made_up_assumption_set():
    scenario = lasting_debt(-22.7)
    found = of(switching_values(scenario, Question()), "discount_rate")
    assert found.kind is Kind.SEVERAL
    first, second = sorted(crossing.value for crossing in found.crossings)
    assert (first, second) == (pytest.approx(0.09, abs=0.01), pytest.approx(0.13, abs=0.01))
    for rate in (first, second):
        assert abs(single(scenario, {"discount_rate": rate}, Question())) <= 1e-6
    assert found.nearest.value == first
    assert single(scenario, {"discount_rate": (first + second) / 2}, Question()) > 0 > single(scenario, {}, Question())


def test_one_root_none_and_flat_of_made_up_assumption_sets():
    assert of(switching_values(lasting_debt(-22.0), Question()), "discount_rate").kind is Kind.NONE
    assert of(switching_values(lasting_debt(-25.0), Question()), "discount_rate").kind is Kind.ONE
    workdays = of(
        switching_values(base_case(rewritten(extra_minutes={"value": 0.0}, transition_time_share={"value": 0.0})), Question()), "workdays"
    )
    assert (workdays.kind, workdays.crossings) == (Kind.FLAT, ())


def test_a_service_life_that_turns_the_choice_is_given_between_whole_years():
    scenario, question = base_case(shipped()), Question("npv", RENEWED)
    found = of(switching_values(scenario, question), "service_years")
    turn = next(crossing for crossing in found.crossings if not crossing.is_exact)
    assert abs(turn.value - turn.before) == 1
    assert abs(turn.before - 15) < abs(turn.value - 15)
    here, before = (single(scenario, {"service_years": years}, question) for years in (turn.value, turn.before))
    assert here * before < 0


def test_bounds_decide_whether_there_is_a_root():
    narrow = rewritten(extra_minutes={"minimum": -6.0})
    assert of(switching_values(base_case(narrow), Question()), "extra_minutes").kind is Kind.NONE
    wide = rewritten(extra_minutes={"minimum": -8.0, "low": -7.5})
    assert of(switching_values(base_case(wide), Question()), "extra_minutes").is_plausible is True


@pytest.mark.parametrize(
    ("function", "start", "end", "root"),
    [
        (lambda x: x - 1 / 3, 0.0, 1.0, 1 / 3),
        (lambda x: x**3 - 2, 0.0, 5.0, 2 ** (1 / 3)),
        (lambda x: np.expm1(20 * (x - 0.9)), 0.0, 1.0, 0.9),
        (lambda x: np.sign(x - 0.7) * np.abs(x - 0.7) ** 0.5, 0.0, 1.0, 0.7),
        (lambda x: np.where(x < 0.3, -1.0, 1.0), 0.0, 1.0, 0.3),
    ],
)
def test_roots_and_jumps_are_found(function, start, end, root):
    edges = np.array([start, end])
    low, high = function(edges)
    brackets = Brackets(np.array([start, end]), np.array([end, start]), np.array([low, high]), np.array([high, low]))
    found = refine(lambda _, x: function(x), brackets, np.zeros(2, dtype=bool))
    for place in (*found.start, *found.end):
        assert place == pytest.approx(root, abs=1e-9)
    is_jump = abs(function(np.array([root + 1e-12]))[0]) > 0.5
    assert (found.start != found.end).all() == is_jump


def test_jumps_of_whole_numbers_end_between_neighbours():
    brackets = Brackets(np.array([1.0]), np.array([66.0]), np.array([-1.0]), np.array([1.0]))
    found = refine(lambda _, x: np.where(x <= 41, -1.0, 1.0), brackets, np.ones(1, dtype=bool))
    assert {found.start.item(), found.end.item()} == {41.0, 42.0}


SMALL = (LEGACY_COST, "benefits.*.realisation", "benefits.*.potential", "platform_cost", "hourly_cost", "loan_rate")


def brute_force(scenario, question, levers) -> int:
    """The fewest levers of which some combination of ends turns the answer, every combination tried; 0 where none does."""
    moves = list(itertools.product((None, False, True), repeat=len(levers)))
    moved = [[(lever, end) for lever, end in zip(levers, ends, strict=True) if end is not None] for ends in moves]
    blocks = [(1, {name: value for lever, end in some for name, value in lever.end(end).items()}) for some in moved]
    found = answers(batch_of(scenario, blocks), question)
    return min((len(some) for some, answer in zip(moved, found, strict=True) if answer * found[0] < 0), default=0)


@pytest.mark.parametrize("shift", [{}, {"extra_minutes": -6}, {"extra_minutes": -5}, {"extra_minutes": -4}, {"extra_minutes": 5}])
@pytest.mark.parametrize("is_decision", VIEWS)
def test_the_smallest_set_is_that_of_brute_force(shift, is_decision):
    scenario = base_case(shipped()).with_values(shift)
    question = asked(scenario, is_decision)
    levers = [lever_named(scenario, name) for name in SMALL]
    found = smallest_flips(scenario, question, levers)
    assert found.size == brute_force(scenario, question, levers)
    for flip in found.sets:
        assert len(flip.moves) == found.size
        assert 0 < flip.share <= 1
        assert single(scenario, flip.values, question) == pytest.approx(0, abs=1e-6)
    assert [flip.share for flip in found.sets] == sorted(flip.share for flip in found.sets)


def test_only_what_nobody_knows_is_in_the_smallest_set():
    found = smallest_flips(base_case(shipped()), Question())
    assert found.size >= 1
    assert {lever.role for flip in found.sets for lever, _ in flip.moves} == {Role.UNCERTAIN}
    assert found.today == appraise(base_case(shipped())).indicators.npv.item()


def test_an_answer_without_a_sign_has_no_set():
    out = base_case(shipped(), "Averøy").with_values({"exit_year": 2029, "rollout_delay": 3})  # out before it has begun
    assert smallest_flips(out, Question()).sets == ()
    of_time = {"exit_year", "alternative_year", "rollout_delay"}
    assert {item.kind for item in switching_values(out, Question()) if item.lever.name not in of_time} == {Kind.FLAT}


def test_benefits_that_differ_move_by_a_common_factor():
    scenario = base_case(shipped())
    lever = lever_named(scenario, "benefits.*.potential")
    assert lever.is_factor
    assert (lever.today, lever.minimum) == (1, 0)
    assert lever.low == pytest.approx(2 / 3, rel=1e-3)
    scenario.with_values(lever.at(lever.maximum))
    assert not lever_named(scenario, "benefits.*.realisation").is_factor
    assert lever_named(scenario.with_values({"benefits.citizen_services.realisation": 0.7}), "benefits.*.realisation").is_factor


def test_dependences_keep_within_what_goes_together():
    scenario = base_case(shipped()).with_values({"benefits.interaction.coverage_dependence": 0.4})
    lever = lever_named(scenario, "benefits.interaction.gp_dependence")
    assert lever.maximum == pytest.approx(0.6)
    assert tornado(scenario, Question()).bars
    assert switching_values(scenario, Question())


def test_named_participants_are_no_number():
    scenario = named(shipped(), "averoy-blir-med")
    assert "participants" not in {lever.name for lever in levers_of(scenario, Role.DECISION)}
    found = tornado(scenario, Question(), Role.DECISION)
    assert found.today == appraise(scenario).indicators.npv.item()


def test_never_is_an_end_of_the_year_of_leaving_but_not_of_the_decision():
    scenario = base_case(shipped())
    bar = next(bar for bar in tornado(scenario, Question(), Role.DECISION).bars if bar.lever.name == "exit_year")
    assert bar.at_low == appraise(scenario.with_values({"exit_year": 2029})).indicators.npv.item()
    assert bar.at_high == appraise(scenario).indicators.npv.item()
    assert "exit_year" not in {bar.lever.name for bar in tornado(scenario, Question("npv", MARKET), Role.DECISION).bars}
    year = of(switching_values(scenario, Question("npv", MARKET)), "exit_year").lever
    assert (year.today, year.minimum, year.has_range) == (2029, 2029, False)


def test_the_years_of_choice_begin_when_the_chosen_alternative_can_be_had():
    scenario = base_case(shipped()).with_alternative("national_record")
    assert lever_named(scenario, "exit_year").minimum == 2032
    assert lever_named(base_case(shipped(), "Averøy").with_values({"exit_lead_years": 3.5}), "alternative_year").minimum == 2031
    assert switching_values(scenario, Question())


def test_a_lever_outside_its_range_today_still_has_its_ends():
    scenario = base_case(shipped()).with_values({"local_operating_cost": 40})
    bar = next(bar for bar in tornado(scenario, Question()).bars if bar.lever.name == "local_operating_cost")
    assert bar.at_high > appraise(scenario).indicators.npv.item()
    assert bar.lever.today == 40


def test_the_rows_of_a_register_move_together_each_to_its_own_ends():
    scenario = base_case(shipped())
    legacy = lever_named(scenario, LEGACY_COST)
    assert "legacy_systems.emergency_dispatch.yearly_cost" not in legacy.members, "it stays whatever is chosen"
    assert (legacy.is_factor, legacy.is_every_row, legacy.row) == (True, True, None)
    assert legacy.end(True) == {name: shipped().quantities[name].high for name in legacy.members}
    (doubled,) = {values.item() / scenario.values[name].item() for name, values in legacy.at(2.0).items()}
    assert doubled == 2
    assert not lever_named(scenario, "benefits.*.potential").is_every_row, "some benefits are minutes times how often"
    every = lever_named(scenario, "alternatives.*.extra_minutes")
    assert (every.is_factor, every.is_every_row, len(every.members)) == (False, True, 3)
    one = lever_named(scenario, "alternatives.market_system.reach.interaction")
    assert (one.row, one.benefit) == (shipped().alternatives["market_system"].name, shipped().benefits["interaction"].name)
    assert lever_label(one) == "Gevinst målt mot Helseplattformen, samhandling, et nytt system i markedet"
    assert "benefits" not in lever_label(legacy) and lever_label(legacy) == "Drift per år, alle tidligere systemer"


def test_whole_numbers_of_rows_that_differ_stay_whole():
    lever = lever_named(base_case(shipped()), "legacy_systems.*.life_years")
    assert lever.is_factor and not lever.is_whole
    assert all((values == np.round(values)).all() for values in lever.at(np.array([0.31, 1.0, 1.7])).values())


@pytest.mark.parametrize("municipality", TOWNS)
def test_a_decision_whose_exit_year_alone_varies_has_every_draw(municipality):
    scenario, years = base_case(shipped(), municipality), [2029.0, 2031.0, 2034.0]
    question = asked(scenario, True)
    found = answers(scenario.with_values({"exit_year": years}), question)
    assert found.tolist() == [single(scenario, {"exit_year": year}, question) for year in years]


def test_a_benefit_that_is_nothing_today_has_no_factor():
    scenario = base_case(shipped()).with_values({"benefits.message_monitoring.realisation": 0, "extra_minutes": -5.5})
    lever = lever_named(scenario, "benefits.*.realisation")
    assert lever.position(lever.end(True)) == 2
    assert "ganger dagens verdi" in flip_sentences(smallest_flips(scenario, Question(), [lever]))


def spoken(name, found) -> str:
    return switching_sentence(of(found, name))


def test_sentences_can_be_read_aloud():
    scenario = base_case(shipped())
    life, now = (switching_values(scenario, question) for question in (Question(), Question("npv", MARKET)))
    plausible = "(−1,5 til 4 minutter per årsverk per dag)"
    assert (
        spoken("extra_minutes", life)
        == f"Ekstra tid per dag må ned fra 0,5 til −6,98 minutter per årsverk per dag, utenfor det trolige {plausible}."
    )
    assert spoken(MARKET_COST, now) == (
        "Drift per år for et nytt system i markedet må ned fra 30 til 17 MNOK per år, innenfor det trolige (15–60 MNOK per år)."
    )
    assert spoken("benefits.*.realisation", now).startswith("Gevinstene må ned fra 50 til 22 prosent, innenfor")
    assert spoken("gp_uptake", life) == "Ingen verdi av andel fastlegekontor som deltar alene endrer svaret."
    assert spoken("wind_down_replacement", life) == "Nye systemer for hele regionen har ingenting å si for svaret."
    unused = switching_values(scenario.with_values({"extra_minutes": 0}), Question())
    assert spoken("extra_minutes", unused).startswith(
        "Hvert årsverk må spare 7 minutter per arbeidsdag, utover det gevinstene regner med, utenfor"
    )
    close = of(switching_values(scenario, Question("npv", LEAVING)), MARKET_MINUTES)
    assert "til −1,0" in switching_sentence(close), "an end of the range is not what it takes, and does not look so"


def test_a_question_says_which_options_it_is_about():
    told = question_text(Question("budget_npv", MARKET), shipped())
    assert told == "Virkning på driftsbudsjettet i nåverdi, MNOK, å fortsette minus å slutte og gå over til et nytt system i markedet"
    assert question_text(Question("net_budget_effect", year=2030), shipped()) == "Virkning på driftsbudsjettet i 2030, MNOK, hele levetiden"


def test_nothing_to_move_is_no_line():
    assert spider(base_case(shipped()), Question(), []) == []


@pytest.mark.parametrize("seed", range(5))
def test_rows_moved_far_apart_still_have_a_range(seed):
    """No factor may keep all of them within their own likely spans."""
    scenario = any_scenario(seed)
    for lever in (item for role in ROLES for item in levers_of(scenario, role) if item.has_range):
        assert lever.minimum <= lever.low <= lever.high <= lever.maximum or not lever.is_factor, lever.name

"""Waiting a year, withdrawing and joining later: signs, bounds, the rule, and the exact case."""

import numpy as np
import pytest
from support import shipped

from costmodel import base_case
from costmodel.analysis.learning.signals import prior_of, signals_of
from costmodel.analysis.learning.waiting import rule_of, waiting_worth
from costmodel.analysis.uncertainty.choice import choice_among
from costmodel.analysis.uncertainty.expected import expected_given
from costmodel.analysis.uncertainty.sampling import Plan
from costmodel.output.learning.waiting import waiting_sentences

PLAN = Plan(2_000)


@pytest.mark.parametrize("town", ["Trondheim", "Averøy", "Levanger"])
def test_waiting_alone_gives_nothing_where_dates_only_move_later_and_what_is_learnt_never_harms(town):
    blind, seeing = (waiting_worth(base_case(shipped(), town), error=error, plan=PLAN) for error in (1e6, 0.5))
    for found in (blind, seeing):
        assert found.price <= 1e-6 and found.learnt >= -1e-9
        assert found.worth == pytest.approx(found.price + found.learnt)
    assert blind.learnt == pytest.approx(0, abs=1e-6) and seeing.learnt >= blind.learnt
    assert sum(step.chance for step in seeing.rule) == pytest.approx(1, abs=0.02)
    assert all(waiting_sentences(found))


def test_today_s_value_is_that_of_the_choice():
    scenario = base_case(shipped())
    found, choice = waiting_worth(scenario, error=0.5, plan=PLAN), choice_among(scenario, PLAN)
    assert found.value_now == pytest.approx(max(choice.by_npv.expected.values()), rel=1e-9)
    assert [step.option for step in found.rule] == ["stay", "leave_renewed_old_systems"]
    assert 0.5 < found.rule[1].start < 1.5, "leave where more time is lost than that"
    assert found.withdrawal is None and found.later is None


def test_a_right_is_never_worth_less_than_nothing_and_dearer_joining_not_more():
    scenario = base_case(shipped(), "Averøy")
    plain, dear = (waiting_worth(scenario, error=0.5, plan=PLAN, surcharge=surcharge) for surcharge in (1.0, 1.5))
    for found in (plain, dear):
        assert found.withdrawal.worth >= 0 and found.later.worth >= -1e-9
    assert dear.later.worth <= plain.later.worth + 1e-9 and dear.withdrawal.value == pytest.approx(plain.withdrawal.value, rel=1e-6)


def test_the_rule_stands_where_the_curves_cross():
    known = np.random.default_rng(2).standard_normal(8192)
    curves = expected_given(known, np.stack([10 * known - 4, np.zeros_like(known)]), 8)
    first, second = rule_of(signals_of(prior_of(curves, known), 0.5), ("leave", "stay"))[::-1]
    assert (second.option, first.option) == ("stay", "leave")
    assert first.start == pytest.approx(0.4 * 1.25, abs=0.07), "the mean of the signal's normal posterior is 0.8 of it"

"""What Budsjett, Følsomhet, Det vi ikke vet and Usikkerhet say, held for its meaning: every sentence with a number against the engine."""

from collections.abc import Callable
from contextlib import suppress

import numpy as np
import pytest
from support import many, shipped
from support.cards import PLAN, Case, case
from support.heard import Said, heard, held

from costmodel import appraise
from costmodel.analysis.bearers import bearers
from costmodel.analysis.budget import plan
from costmodel.analysis.municipal.plan import municipal_plan
from costmodel.analysis.open_questions import unknowns
from costmodel.analysis.pairs import usual_pair
from costmodel.analysis.sensitivity.answers import Question, answers
from costmodel.analysis.sensitivity.levers import Lever, levers_of
from costmodel.analysis.sensitivity.one_way import spider, tornado
from costmodel.analysis.sensitivity.positions import batch_of
from costmodel.analysis.sensitivity.switching import ROLES, switching_values
from costmodel.analysis.sensitivity.two_way import two_way
from costmodel.analysis.uncertainty.choice import choice_among
from costmodel.analysis.uncertainty.measures import PRESENT_COST
from costmodel.analysis.uncertainty.simulation import Run, simulate
from costmodel.assumptions.records import Role
from costmodel.faults import AssumptionError
from costmodel.model.results import line_items, present_values, sum_of_charges, years_of
from costmodel.output.sensitivity_sentences import lever_name
from pages.budsjett import facts as budget
from pages.components.life_or_now import LIFE
from pages.det_vi_ikke_vet import facts as unknown
from pages.folsomhet import facts as sensitivity
from pages.usikkerhet import facts as uncertainty

SEEDS = range(many(8, 400))
STEPS = 7
LINES = 4


def close(value: float):
    return pytest.approx(value, rel=1e-9, abs=1e-8)


def in_plan(this: Case, name: str) -> np.ndarray:
    """A line item or total in the four years from the decision year, MNOK; 0 where the appraisal has no such year."""
    appraisal, first = appraise(this.scenario), int(this.scenario.setting("decision_year"))
    amounts = dict(zip(years_of(appraisal), line_items(appraisal)[name][0, :, 0].tolist(), strict=True))
    return np.array([amounts.get(year, 0.0) for year in range(first, first + 4)])


def holds_plan(said: Said, this: Case) -> None:
    """The budget fares worse or better by so much; what is spent is an expense, what is saved a saving, and they differ by the net."""
    net = in_plan(this, "net_budget_effect").sum()
    if said.case == "nothing":
        assert net == 0
        return
    assert said.number("net") == close(abs(net))
    assert said.case == ("more" if net <= 0 else "less")
    assert said.number("spent") >= 0 or in_plan(this, "gp_contribution").any()
    assert said.number("saved") >= 0
    assert said.number("saved") - said.number("spent") == pytest.approx(net, rel=1e-6, abs=1e-6)


def holds_accounts(said: Said, this: Case) -> None:
    """The net operating result is weaker or better by so much, of drift and of interest and instalments."""
    accounts = municipal_plan(appraise(this.scenario), int(this.scenario.setting("decision_year")))
    net = accounts.net_result.sum()
    if said.case == "nothing":
        assert net == 0
        return
    assert said.number("net") == close(abs(net))
    assert said.case == ("weaker" if net <= 0 else "stronger")
    assert said.number("operating") == close(accounts.operating_sum.sum())
    assert said.number("operating") + said.number("finance") == pytest.approx(net, rel=1e-6, abs=1e-6)


def holds_outside(said: Said, this: Case) -> None:
    """The appraisal's net benefit without what the budget feels."""
    outside = (in_plan(this, "net_benefit") - in_plan(this, "net_budget_effect")).sum()
    assert said.number("amount") == pytest.approx(abs(outside), rel=1e-6, abs=1e-6)
    assert said.case == ("as_before" if abs(outside) < budget.SMALLEST else "freed" if outside > 0 else "spent")


def holds_capital(said: Said, this: Case) -> None:
    """Nothing of a platform that is never paid for; else a cost and a debt, never below zero."""
    assert min(said.number("cost"), said.number("debt")) >= -1e-9
    if not appraise(this.scenario).drivers.live.any() and this.scenario.municipality is not None:
        assert said.number("cost") == said.number("debt") == 0


def holds_bearers(said: Said, this: Case) -> None:
    """What is paid to the platform in the year; the share is of what all the municipalities pay."""
    if "own" in said.operands and said.case != "nobody":
        appraisal = appraise(this.scenario)
        charges = sum_of_charges(appraisal).sum(axis=2)[0].tolist()
        paid = dict(zip(years_of(appraisal), charges, strict=True)).get(int(said.number("year")), 0.0)
        assert said.number("own") == close(paid)
        assert said.number("own") <= said.number("total") + 1e-9
    if said.case == "one":
        assert said.number("share") == close(said.number("own") / said.number("total"))


def say_budget(this: Case) -> None:
    appraisal = appraise(this.scenario)
    found = plan(appraisal, int(this.scenario.setting("decision_year")))
    budget.takeaway(found)
    budget.accounts_takeaway(municipal_plan(appraisal, found.years[0]))
    budget.outside_takeaway(found)
    budget.capital_takeaway(found)
    budget.bearers_takeaway(bearers(appraisal, found.years), this.scenario.municipality)


def question_of(this: Case) -> Question:
    return Question("npv", usual_pair(this.scenario))


def today(this: Case) -> float:
    return answers(this.scenario, question_of(this)).item()


def along(this: Case, lever: Lever, positions: np.ndarray) -> np.ndarray:
    return answers(this.scenario.with_values(lever.at(positions)), question_of(this))


def holds_how_many_turn(said: Said, this: Case) -> None:
    """No fewer than those that have turned the answer at one of their likely ends."""
    levers = [
        item for role in ROLES for item in levers_of(this.scenario, role) if item.has_range and np.isfinite([item.low, item.high]).all()
    ]
    ends = [(2, item.at(np.array([item.low, item.high]))) for item in levers]
    signs = np.sign(answers(batch_of(this.scenario, ends), question_of(this))).reshape(-1, 2)
    turning = int(((signs * np.sign(today(this))).min(axis=1) < 0).sum())
    assert turning <= (said.operands.get("inside", 1) if said.case in {"one", "some"} else 0)


def chosen_pair(this: Case) -> list[Lever]:
    levers = [item for item in levers_of(this.scenario, Role.UNCERTAIN) if item.has_range and np.isfinite([item.low, item.high]).all()]
    return [levers[int(at)] for at in np.random.default_rng(len(this.scenario.key)).choice(len(levers), 2, replace=False)]


def holds_share_of_pairs(said: Said, this: Case) -> None:
    """Both signs are met within the likely spans where a share is told, and only one where none is."""
    across, up = chosen_pair(this)
    ends = [(x, y) for x in (across.low, across.high) for y in (up.low, up.high)]
    signs = set()
    for x, y in ends:
        with suppress(AssumptionError):  # two numbers that do not go together
            signs |= {*np.sign(answers(this.scenario.with_values(across.at(np.array([x])) | up.at(np.array([y]))), question_of(this)))}
    assert said.case != "all_zero" or signs <= {0.0}
    assert said.case != "none_below" or -1.0 not in signs
    assert said.case != "none_above" or 1.0 not in signs
    assert said.case != "some" or 0 < said.number("share") < 1


def holds_lines(said: Said, this: Case) -> None:
    """So many of the lines have answers of both signs, and they are named."""
    lines = lines_of(this)
    passing = [item.lever for item in lines if set(np.sign(along(this, item.lever, np.array(item.positions)))) >= {-1.0, 1.0}]
    assert (said.operands["passing"], said.operands["all"]) == (len(passing), len(lines))
    assert said.operands["names"] == ", ".join(map(lever_name, passing))


def lines_of(this: Case):
    question = question_of(this)
    return spider(this.scenario, question, [bar.lever for bar in tornado(this.scenario, question).shown[:LINES]])


def say_sensitivity(this: Case) -> None:
    question = question_of(this)
    sensitivity.answer_sentence(question, today(this), this.scenario.municipality, shipped())
    sensitivity.switching_takeaway(switching_values(this.scenario, question))
    across, up = chosen_pair(this)
    sensitivity.grid_takeaway(two_way(this.scenario, across, up, question, STEPS))
    sensitivity.lines_takeaway(lines_of(this))


def holds_questions(said: Said, this: Case) -> None:
    """The longest span is of the question named; so many questions have an answer of another sign than now at one of their ends."""
    now = said.number("now")
    assert now == close(npv_of(this.scenario))
    ends = [[npv_of(this.scenario.with_values(end)) for end in both] for both in answers_to_questions(this)]
    assert said.number("high") - said.number("low") == close(max(abs(low - high) for low, high in ends))
    assert said.operands["turning"] == sum(min(np.sign(both) * np.sign(now)) < 0 for both in ends)
    assert said.case == ("some" if said.operands["turning"] else "none")


def answers_to_questions(this: Case) -> list[list[dict[str, float]]]:
    """The numbers behind each open question at both ends, where the scenario allows them."""
    asked: dict[str, list[str]] = {}
    for name, item in shipped().quantities.items():
        if item.question is not None and item.low is not None and item.high is not None:
            asked.setdefault(item.question, []).append(name)
    found = []
    for names in asked.values():
        ends = [{name: getattr(shipped().quantities[name], end) for name in names} for end in ("low", "high")]
        with suppress(AssumptionError):
            found.append([this.scenario.with_values(end).values and end for end in ends])
    return found


def npv_of(scenario) -> float:
    return appraise(scenario).indicators.npv.item()


def say_questions(this: Case) -> None:
    unknown.takeaway(unknowns(this.scenario), LIFE, shipped())


def draws_of_cost(this: Case) -> np.ndarray:
    """Costs in present value in every draw, saved time not deducted."""
    found = present_values(appraise(this.drawn))
    saved = sum(np.maximum(-found[name], 0.0) for name in ("extra_time_cost", "alternative_time_cost"))
    return np.broadcast_to(found["total_cost"] + saved, (PLAN.total, 1, 1)).ravel()


def holds_cost(said: Said, this: Case) -> None:
    """As many draws cost less as more; 85 of 100 cost less than the frame; saved time makes no cost smaller."""
    cost = draws_of_cost(this)
    slack = 1e-3 * np.ptp(cost) + 1e-9
    for name, share in (("half", 0.5), ("frame", 0.85)):
        below, above = np.quantile(cost, (max(share - 2 / PLAN.total, 0), min(share + 2 / PLAN.total, 1)))
        assert below - slack <= said.number(name) <= above + slack


def say_uncertainty(this: Case) -> None:
    if this.scenario.municipality is None:
        return
    found = simulate(this.scenario, PLAN, keep=this.keep, run=Run(figures=(PRESENT_COST, "npv")))
    uncertainty.curve_takeaway(found, PRESENT_COST)
    uncertainty.choice_takeaway(choice_among(this.scenario, PLAN, keep=this.keep), this.scenario)


HOLDS: dict[str, Callable[[Said, Case], None]] = {
    "budsjett:plan.takeaway.*": holds_plan,
    "budsjett:plan.accounts.*": holds_accounts,
    "budsjett:outside.takeaway.*": holds_outside,
    "budsjett:capital.takeaway": holds_capital,
    "budsjett:bearers.takeaway.*": holds_bearers,
    "folsomhet:switching.takeaway.*": holds_how_many_turn,
    "folsomhet:pair.takeaway.*": holds_share_of_pairs,
    "folsomhet:lines.takeaway.some": holds_lines,
    "det_vi_ikke_vet:chart.takeaway.*": holds_questions,
    "usikkerhet:spread.curve.cost": holds_cost,
}
PAGES = {"budsjett": say_budget, "folsomhet": say_sensitivity, "det_vi_ikke_vet": say_questions, "usikkerhet": say_uncertainty}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("where", PAGES)
def test_every_sentence_of_a_page_holds(where, seed):
    """Each is held by a claim of its own, but for those that have no number."""
    this = case(seed)
    with heard() as told:
        PAGES[where](this)
    held(told, this, HOLDS, PAGES)

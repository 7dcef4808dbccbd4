"""What the pages say beside the card, held for its meaning: every sentence with a number against the engine, in scenarios of every kind."""

from collections.abc import Callable

import numpy as np
import pytest
from support import many, shipped
from support.cards import Case, case
from support.heard import Said, heard, held

from costmodel import appraise, base_case, decide
from costmodel.analysis.participation.bills import bills
from costmodel.analysis.participation.game import choice_options
from costmodel.analysis.sensitivity.levers import levers_of
from costmodel.analysis.side_by_side import compared_cost_and_benefit, compared_indicators, gap_between, net_benefit_by_year, shared_years
from costmodel.analysis.waterfall import waterfall
from costmodel.assumptions.records import Role
from costmodel.model.decision import from_decision
from costmodel.model.parties.distribution import distribution_of
from costmodel.model.results import present_values
from costmodel.output.sensitivity_sentences import lever_name
from costmodel.texts.numbers import two_figures
from pages.answers.appraisals import answers_of
from pages.answers.participation import effect
from pages.answers.payers import payers_of
from pages.hvem_betaler import facts as payers
from pages.kommuner import facts as participation
from pages.sammenlign import facts as comparison
from pages.utforsk import facts as first_page

SEEDS = range(many(20, 500))
SMALL = 1e-9


def close(value: float):
    return pytest.approx(value, rel=1e-9, abs=1e-9)


def npv_of(scenario) -> float:
    return appraise(scenario).indicators.npv.item()


def holds_whole_life(said: Said, this: Case) -> None:
    """Which way, by how much, over which years; whatever is in use is named for what it is."""
    found = appraise(this.scenario)
    npv, years = found.indicators.npv.item(), found.drivers.year.ravel()
    assert (said.operands["first"], said.operands["last"]) == (years[0], years[-1])
    assert said.number("amount") == close(abs(npv))
    assert said.case == ("equal" if two_figures(npv) == 0 else "costs" if npv < 0 else "gives")
    live, on = (bool(item.any()) for item in (found.drivers.live, found.drivers.on))
    assert said.claim.split(".")[-2] == {(1, 1): "both", (1, 0): "platform", (0, 1): "alternative", (0, 0): "none"}[live, on]


def holds_doubt(said: Said, this: Case) -> None:
    """One number that nobody has set alone turns the answer round: at an end of its own span the answer has another sign than now."""
    named = [item for item in levers_of(this.scenario, Role.UNCERTAIN) if item.has_range and lever_name(item) == said.operands["name"]]
    assert named
    quantities, values = shipped().quantities, this.scenario.values
    for lever in named:
        assert this.keep or all(values[name].item() == quantities[name].value for name in lever.members), lever.name
    ends = [npv_of(this.scenario.with_values(lever.end(is_high))) for lever in named for is_high in (False, True)]
    assert min(np.sign(ends) * np.sign(npv_of(this.scenario))) < 0


def sums_of(appraisal) -> tuple[float, float, float]:
    """Present values of costs, of benefits, and of the time saved that is among the benefits and lowers no cost."""
    found = {name: values.item() for name, values in present_values(appraisal).items()}
    saved = sum(max(0.0, -found[name]) for name in ("extra_time_cost", "alternative_time_cost"))
    return found["total_cost"] + saved, found["total_benefit"] + saved, saved


def holds_years(said: Said, this: Case) -> None:
    """Saved time is among the benefits; no percentage of a cost that is none or less."""
    cost, benefit, saved = sums_of(appraise(this.scenario))
    if said.claim == "years.saved_time":
        assert said.number("amount") == close(saved)
        return
    assert (said.number("cost"), said.number("benefit")) == (close(cost), close(benefit))
    assert (said.claim == "years.takeaway") == (cost > 0)
    if cost > 0:
        assert said.number("share") == close(benefit / cost)


def holds_status(said: Said, this: Case) -> None:
    """The year in which it starts is the first in which it is in use."""
    if said.case in {"planned", "declined"}:
        found = appraise(this.scenario)
        in_use = found.drivers.year.ravel()[np.broadcast_to(found.drivers.live, found.drivers.year.shape).ravel() > 0]
        assert said.operands["year"] == in_use[0]


def holds_leavers(said: Said, this: Case) -> None:
    """How many that use it now take no part; nobody leaves before it is possible."""
    inside = set(bills(appraise(from_decision(this.scenario))).inside)
    live = [row.name for row in shipped().municipalities if row.status == "live"]
    assert said.operands["count"] == len([name for name in live if name not in inside])
    assert said.number("year") >= this.scenario.setting("decision_year") + this.scenario.setting("exit_lead_years")


def say_first_page(this: Case) -> None:
    found = answers_of(this.scenario, keep=this.keep)
    first_page.status(this.scenario, found.life.record)
    first_page.whole_life(found.life.record, found.of_life, shipped())
    first_page.takeaway(found.life.record, found.life.present_values)


def holds_gains(said: Said, this: Case) -> None:
    """What each party gains where the second option is chosen and not the first."""
    a, b = payers.usual_choice(decide(this.scenario))
    found = distribution_of(decide(this.scenario), a, b).present.named()
    for name, amount in found.items():
        if name in said.operands:
            assert said.number(name) == close(amount.item())


def holds_no_gains(said: Said, this: Case) -> None:
    a, b = payers.usual_choice(decide(this.scenario))
    assert all(abs(item.item()) < payers.SMALLEST for item in distribution_of(decide(this.scenario), a, b).present.named().values())


def holds_frame(said: Said, this: Case) -> None:
    """The years that the amounts are of."""
    for name, setting in (("year", "decision_year"), ("price_year", "price_year")):
        assert said.operands[name] == this.scenario.setting(setting)


def holds_apart(said: Said, this: Case) -> None:
    """The municipality and society come out different ways."""
    a, b = payers.usual_choice(decide(this.scenario))
    found = distribution_of(decide(this.scenario), a, b).present.named()
    own, society = found["municipality"].item(), found["society"].item()
    assert own * society < 0
    assert (said.case == "gains") == (own > 0)


def say_payers(this: Case) -> None:
    if this.scenario.municipality is not None:
        found = payers_of(this.scenario, *payers.usual_choice(decide(this.scenario)))
        payers.takeaway(found, this.scenario)
        payers.further(found, this.scenario)
        payers.share_decides(found)


def holds_share(said: Said, this: Case) -> None:
    """Society's sum at both ends of the share that is not published."""
    a, b = payers.usual_choice(decide(this.scenario))
    for share, at in (("low", "at_low"), ("high", "at_high")):
        there = this.scenario.with_values({"operating_fixed_share": said.number(share)})
        assert said.number(at) == close(distribution_of(decide(there), a, b).present.society.item())


def holds_choice(said: Said, this: Case) -> None:
    """What it does to each that the municipality chooses otherwise than the scenario has it, by the decision."""
    out, own = choice_options(this.scenario)
    found = distribution_of(decide(this.scenario, only=(out, own)), out, own)
    sign = -1.0 if this.scenario.municipality in bills(appraise(from_decision(this.scenario))).inside else 1.0
    for party in ("municipality", "others", "hospitals", "society"):
        assert said.number(party) == close(sign * found.present.named()[party].item())
    if said.case == "leaves":
        assert said.operands["year"] == int(found.first.scenario.setting("exit_year"))


def say_participation(this: Case) -> None:
    if this.scenario.municipality is not None:
        found = effect(this.scenario, this.scenario.municipality, int(this.scenario.setting("decision_year")))
        participation.effect_takeaway(found, shipped())


def both(this: Case) -> dict:
    """The scenario beside the base case."""
    return {"U": appraise(base_case(shipped(), this.scenario.municipality)), "S": appraise(this.scenario)}


def holds_lowest_and_highest(said: Said, this: Case) -> None:
    found = sorted(item.indicators.npv.item() for item in both(this).values())
    assert [said.number("low_npv"), said.number("high_npv")] == [close(found[0]), close(found[1])]
    assert said.operands["low"] != said.operands["high"]


def holds_alike(said: Said, this: Case) -> None:
    assert [said.number("npv")] * 2 == [close(item.indicators.npv.item()) for item in both(this).values()]


def holds_shares(said: Said, this: Case) -> None:
    """A share of the costs, where there are any."""
    cost, benefit, _ = sums_of(both(this)[str(said.operands["name"])])
    assert cost > 0
    assert said.number("share") == close(benefit / cost)


def holds_gap(said: Said, this: Case) -> None:
    """The year in which the lines are furthest apart, and what each comes to there."""
    appraised = both(this)
    columns, years = net_benefit_by_year(appraised), shared_years(appraised)
    widths = np.abs(np.subtract(*map(np.array, columns.values())))
    assert said.operands["widest"] == years[int(widths.argmax())]
    assert said.number("high") - said.number("low") == close(float(widths.max()))
    assert widths[: years.index(said.operands["first"])].max(initial=0.0) <= SMALL


def holds_fall(said: Said, this: Case) -> None:
    first, second = (item.indicators.npv.item() for item in both(this).values())
    assert said.number("total") == pytest.approx(second - first, rel=1e-6, abs=1e-6)


def say_comparison(this: Case) -> None:
    appraised = both(this)
    labels, values = list(appraised), compared_indicators(appraised)
    comparison.takeaway(values, labels)
    comparison.values_takeaway(compared_cost_and_benefit(appraised))
    comparison.yearly_takeaway(gap_between(shared_years(appraised), net_benefit_by_year(appraised)))
    fall = waterfall(*appraised.values())
    comparison.fall_takeaway(fall, comparison.item_labels(list(fall.steps), shipped()), ("U", "S"))


HOLDS: dict[str, Callable[[Said, Case], None]] = {
    "utforsk:answers.life.*": holds_whole_life,
    "utforsk:answers.doubt": holds_doubt,
    "utforsk:years.*": holds_years,
    "utforsk:status.leavers": holds_leavers,
    "utforsk:status.*": holds_status,
    "hvem_betaler:takeaway.amounts": holds_gains,
    "hvem_betaler:takeaway.nothing": holds_no_gains,
    "hvem_betaler:takeaway.apart.*": holds_apart,
    "hvem_betaler:takeaway.about": holds_frame,
    "hvem_betaler:levers.share.moves": holds_share,
    "kommuner:game.takeaway.*": holds_choice,
    "sammenlign:indicators.takeaway.differs": holds_lowest_and_highest,
    "sammenlign:indicators.takeaway.same": holds_alike,
    "sammenlign:values.*_share": holds_shares,
    "sammenlign:years.takeaway.differs": holds_gap,
    "sammenlign:fall.takeaway.differs": holds_fall,
}
PAGES = {"utforsk": say_first_page, "hvem_betaler": say_payers, "kommuner": say_participation, "sammenlign": say_comparison}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("where", PAGES)
def test_every_sentence_of_a_page_holds(where, seed):
    """Each is held by a claim of its own, but for those that have no number."""
    this = case(seed)
    with heard() as told:
        PAGES[where](this)
    held(told, this, HOLDS, PAGES)

"""Which sentence about who takes part, with which numbers."""

from collections.abc import Sequence
from math import isnan
from pathlib import Path as Folder

from costmodel import AssumptionSet, Scenario
from costmodel.analysis.participation.bills import Bills, GroupBill
from costmodel.analysis.participation.coalition import Path, Step
from costmodel.analysis.participation.game import BUDGET, EffectOfChoice
from costmodel.analysis.participation.price_curve import ByNumber, smallest_number
from costmodel.model.decision import LEAVE
from costmodel.model.participation import exit_outside
from costmodel.output.labels import alternative_label, option_in_sentence
from costmodel.texts.catalog import Catalog
from pages.components.life_or_now import NOW, view_name
from pages.components.words import plain

MOST_NAMED = 6
"""So many who leave are named; more are counted."""
PARTIES_TOLD = ("municipality", "others", "hospitals", "society", BUDGET)
"""Whose gain the sentence about a choice tells."""
text = Catalog(Folder(__file__).parent)


def takeaway(everybody: GroupBill) -> str:
    """Who is in and what it comes to, from which year, in one sentence."""
    bills = everybody.bills
    npv, share = everybody.total(bills.npv).item(), bills.share_inside.item()
    return text("map.takeaway", inside=len(bills.inside), all=len(bills.names), share=share, npv=npv, year=bills.years[0])


def leavers(bills: Bills, live: Sequence[str], scenario: Scenario) -> str:
    """Which ones that are in use leave, when and for what; empty where none does."""
    gone = [name for name in live if name not in bills.inside]
    if not gone:
        return ""
    told = leaving_told(scenario)
    if len(gone) > MOST_NAMED:
        return text("sums.leavers.counted", count=len(gone), **told)
    return text("sums.leavers.named", names=", ".join(gone), **told)


def leaving(scenario: Scenario) -> dict[str, object]:
    """When one that is in use and not chosen leaves, and for which alternative."""
    return {
        "year": int(exit_outside(scenario.inputs).flat[0]),
        "alternative": alternative_label(chosen_alternative(scenario), scenario.assumptions),
    }


def leaving_told(scenario: Scenario) -> dict[str, object]:
    """The same for a text in Markdown."""
    found = leaving(scenario)
    return {**found, "alternative": plain(str(found["alternative"]))}


def chosen_alternative(scenario: Scenario) -> str:
    """Key of the run's alternative."""
    return scenario.alternatives[int(scenario.alternative.flat[0])]


def gain(scenario: Scenario) -> str:
    """Against what one gains by being in, and why that is another number than the card's."""
    return text("bills.gain", **leaving_told(scenario))


def life(bills: Bills, decision: int) -> str:
    """In which year's value the amounts of the whole life are, and where one that has nothing before the decision finds its answer."""
    return text("bills.life", year=bills.years[0], decision=decision, now=view_name(NOW))


def exactness(bills: Bills) -> str:
    """That the rows add up to the sum."""
    return text("bills.exactness", count=len(bills.names))


def dates(assumptions: AssumptionSet, sources: Sequence[str], earliest: int | None) -> str:
    """When status and date are from, and what the model does with plans that have passed."""
    told = "; ".join(plain(f"{key}: {assumptions.sources[key].publisher}, {assumptions.sources[key].date}") for key in sources)
    return text("bills.dates.kept" if earliest is None else "bills.dates.moved", sources=told, year=earliest)


def effect_takeaway(effect: EffectOfChoice, assumptions: AssumptionSet) -> str:
    """What it means that the chosen one does otherwise than the scenario has it, in one sentence."""
    chosen = effect.other if effect.is_in else effect.own
    told = {"name": effect.name, "choice": plain(option_in_sentence(chosen, assumptions)), "year": effect.out_from}
    amounts = {party: -effect.gains[party] if effect.is_in else effect.gains[party] for party in PARTIES_TOLD}
    return text(f"game.takeaway.{'leaves' if chosen.startswith(LEAVE) else 'other'}", **told, **amounts)


def prices(effect: EffectOfChoice) -> str:
    """Average and marginal price in one sentence."""
    kind = "none" if isnan(effect.own_price) else "decided" if isnan(effect.marginal_price) else "known"
    average, marginal = effect.average_price.inside, effect.marginal_price
    return text(f"game.prices.{kind}", name=effect.name, year=effect.year, out=effect.out_from, average=average, marginal=marginal)


def break_even(curve: ByNumber, *, is_live: bool) -> str:
    """The smallest number of participants at which it breaks even, both ways of asking: a list in Markdown.

    One that is not live has nothing before the decision, so that its whole life is what now.
    """
    life = [_break_even("life", curve, curve.npv)] if is_live else []
    return "\n".join([text("game.break_even.lead", name=curve.name), *life, _break_even("now", curve, curve.gain)])


def _break_even(question: str, curve: ByNumber, amounts: Sequence[float]) -> str:
    count, key = smallest_number(amounts), f"game.break_even.{question}"
    if count is None:
        best = max(amounts)
        return text(f"{key}.never", count=amounts.index(best) + 1, npv=best)
    if count == 1:
        return text(f"{key}.alone", npv=amounts[0])
    return text(f"{key}.number", count=count, last=curve.last_in[count - 1], npv=amounts[count - 1], before=amounts[count - 2])


def curve_takeaway(curve: ByNumber, now: tuple[int, float]) -> str:
    """The price chart in one sentence; `now` is the number of participants in the scenario and the price there, NOK."""
    count, price = now
    kind, ends = "none" if isnan(price) else "known", (curve.price[0], curve.price[-1])
    told = {"name": curve.name, "year": curve.year, "all": len(curve.last_in), "count": count}
    return text(f"prices.takeaway.{kind}", **told, first=ends[0], last=ends[1], now=price)


def coalition_takeaway(path: Path, start: int, total: int) -> str:
    """Where the best responses end."""
    steps = len(path.steps)
    if not steps:
        return text("coalition.takeaway.rests", all=total, start=start)
    kind = ("ends" if path.returns_to is None else "circles") + ("_at_once" if steps == 1 else "")
    told = {"steps": steps, "inside": len(path.members), "all": total, "start": start, "back": path.returns_to}
    return text(f"coalition.takeaway.{kind}", **told)


def step_names(step: Step) -> tuple[str, str]:
    """Who joins and who leaves in a step."""
    joins = [name for name, joining in zip(step.names, step.joins, strict=True) if joining]
    leaves = [name for name, joining in zip(step.names, step.joins, strict=True) if not joining]
    return _few(joins), _few(leaves)


def _few(names: Sequence[str]) -> str:
    if len(names) <= 3:
        return ", ".join(names) or text("coalition.steps.nobody")
    return text("coalition.steps.many", names=", ".join(names[:2]), more=len(names) - 2)

"""What Utforsk says of the options: in words, in figures, and whether the figures point the same way."""

from collections.abc import Mapping

from costmodel import AssumptionSet
from costmodel.analysis.uncertainty.live import Range
from costmodel.texts.forms import write
from costmodel.texts.numbers import number
from pages.answers.appraisals import Answers
from pages.components.tables import Row
from pages.components.wording import best_of_100, dated_option
from pages.utforsk.words import text


def pair_in_words(answers: Answers, assumptions: AssumptionSet) -> tuple[str, str]:
    """The option of being on the platform and the best of the others, within a sentence."""
    own, other = (dated_option(name, answers.options[name].year, assumptions) for name in answers.pair)
    return own, other


def options_takeaway(answers: Answers, spread: Range | None, assumptions: AssumptionSet) -> str:
    """How far the leading pair is apart, and whether net present value and the operating budget point the same way."""
    own, other = pair_in_words(answers, assumptions)
    known = {"own": own, "other": other, "amount": answers.difference.today}
    told = text("options.difference", **known)
    if spread is not None:
        told = text("options.difference_with_spread", **known, low=spread.low, high=spread.high)
    return f"{told} {which_way(answers, assumptions)}"


def which_way(answers: Answers, assumptions: AssumptionSet) -> str:
    """Whether the same option comes out best in net present value and for the operating budget; benchmarks are none."""
    open_to = {name: item for name, item in answers.options.items() if not item.is_benchmark}
    best = {"npv": max(item.npv for item in open_to.values()), "budget": max(item.budget_npv for item in open_to.values())}
    by_npv = [name for name, item in open_to.items() if item.npv == best["npv"]]
    by_budget = [name for name, item in open_to.items() if item.budget_npv == best["budget"]]
    if len(by_npv) > 1 or len(by_budget) > 1:
        return text("options.ties")
    npv, budget = (dated_option(name, open_to[name].year, assumptions) for name in (*by_npv, *by_budget))
    return text("options.one_way" if by_npv == by_budget else "options.two_ways", npv=npv, budget=budget)


def option_rows(answers: Answers, chances: Mapping[str, float] | None, assumptions: AssumptionSet) -> list[Row]:
    """A row an option: net present value, for each inhabitant, the budget, and how often it is best; benchmarks last."""
    rows: list[Row] = []
    for name, item in answers.options.items():
        told = dated_option(name, item.year, assumptions)
        amounts = (number(item.npv, 1), number(item.npv_per_inhabitant), number(item.budget_npv, 1))
        best = () if chances is None else (text("options.not_ranked") if item.is_benchmark else best_of_100(chances[name]),)
        rows.append(Row(write(told, "upper"), (*amounts, *best), mark=text("options.benchmark") if item.is_benchmark else ""))
    return rows

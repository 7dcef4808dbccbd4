"""Which sentence about the spread of the answers, where it comes from, and what it is worth to know more, with which numbers."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from costmodel import AssumptionSet, Scenario
from costmodel.analysis.uncertainty.choice import Choice
from costmodel.analysis.uncertainty.indices import Indices
from costmodel.analysis.uncertainty.information import Information
from costmodel.analysis.uncertainty.measures import DIFFERENCE, PRESENT_COST
from costmodel.analysis.uncertainty.simulation import REPORTED_SHARES, Simulation
from costmodel.output.answer_records.uncertainty import group_label
from costmodel.output.approval import approval_state
from costmodel.output.labels import figure_label, input_label, option_in_sentence
from costmodel.texts.catalog import Catalog, listed
from costmodel.texts.numbers import number, percent
from costmodel.version import MODEL_VERSION
from pages.components.live import chance
from pages.components.tables import Row
from pages.components.wording import best_of_100, option_title
from pages.components.words import plain

FIGURES = (PRESENT_COST, "npv", DIFFERENCE, "budget_npv", "annual_per_inhabitant")
"""Figures that the page may show, the one for which the frames are meant first."""
DRAWS = (1_000, 10_000, 100_000, 1_000_000)
MOST_SHOWN = 12
SMALLEST_WORTH = 0.05
"""MNOK: less is shown as nothing."""
text = Catalog(Path(__file__).parent)


def figure_name(name: str) -> str:
    """What the reader calls a figure of the page, without unit."""
    return text(f"figures.{name}")


def unit_of(name: str) -> str:
    """Unit of a figure."""
    return text(f"units.{_kind(name)}")


def amount(value: float, name: str) -> str:
    """A figure with its unit."""
    return text(f"amounts.{_kind(name)}", value=value)


def axis_of(name: str) -> str:
    """A figure and its unit, as the title of an axis."""
    return text("axis", figure=figure_name(name), unit=unit_of(name))


def whose(scenario: Scenario) -> str:
    """Whom the answer is of."""
    return scenario.municipality or text("everybody")


def _kind(name: str) -> str:
    return "per_inhabitant" if name == "annual_per_inhabitant" else "money"


def curve_takeaway(result: Simulation, name: str) -> str:
    """The S-curve in one sentence."""
    if name == PRESENT_COST:
        half, frame = result.quantile(name, 0.5), result.quantile(name, 0.85)
        return text("spread.curve.cost", who=whose(result.scenario), half=half, frame=frame)
    low, high = (amount(result.quantile(name, share), name) for share in (0.1, 0.9))
    return text("spread.curve.other", figure=figure_name(name), who=whose(result.scenario), low=low, high=high)


def histogram_takeaway(result: Simulation, name: str) -> str:
    """Expected value and base case in one sentence."""
    ends = {"mean": amount(result.mean(name), name), "base": amount(result.base[name], name)}
    return text("spread.histogram", figure=figure_name(name), who=whose(result.scenario), **ends)


def fan_takeaway(result: Simulation) -> str:
    """The widest year in one sentence."""
    quantiles = result.yearly_quantiles("net_benefit")
    widths = [high - low for low, high in zip(quantiles["p10"], quantiles["p90"], strict=True)]
    at = widths.index(max(widths))
    ends = {"low": quantiles["p10"][at], "high": quantiles["p90"][at]}
    return text("years.takeaway", who=whose(result.scenario), year=result.years[at], **ends)


def probabilities(result: Simulation) -> str:
    """How likely the benefits are to outweigh the costs, and the first option to be better than the second."""
    first, second = pair_in_words(result)
    npv, difference = (chance(result.probability(name)) for name in ("npv", DIFFERENCE))
    return text("spread.probabilities", npv=npv, difference=difference, first=plain(first), second=plain(second))


def pair_in_words(result: Simulation) -> tuple[str, str]:
    """The two options that are held against each other, within a sentence."""
    first, second = (option_in_sentence(name, result.scenario.assumptions) for name in result.options or ("", ""))
    return first, second


def print_line(result: Simulation) -> str:
    """What anyone needs to get the same numbers."""
    plan, files = result.plan, result.scenario.assumptions
    told = {"draws": plan.total, "block": plan.block, "seed": plan.seed, "model": MODEL_VERSION, "fingerprint": files.hash[:12]}
    return text("spread.print", numbers=len(result.drawn), state=plain(approval_state(files)), **told)


def repair_line(result: Simulation) -> str:
    """What was done to correlations that cannot all hold; empty where they can."""
    return text("spread.repair", change=result.repair) if result.repair else ""


def figure_rows(result: Simulation) -> list[Row]:
    """Every figure with quantiles, expected value and base case."""
    return [_figure_row(result, name) for name in result.scalars]


def _figure_row(result: Simulation, name: str) -> Row:
    values = (result.base[name], result.mean(name), *(result.quantile(name, share) for share in REPORTED_SHARES.values()))
    return Row(figure_label(name), (*(number(value, _places(name)) for value in values), chance(result.probability(name))))


def error_rows(result: Simulation) -> list[Row]:
    """The standard error of the expected value and of the quantiles of every figure."""
    errors = {name: result.errors(name) for name in result.scalars}
    keys = ("mean", *REPORTED_SHARES)
    return [Row(figure_label(name), tuple(f"± {number(found[key], _places(name))}" for key in keys)) for name, found in errors.items()]


def _places(name: str) -> int:
    return 2 if name == "benefit_cost_ratio" else 1


def convergence_rows(result: Simulation, name: str) -> list[Row]:
    """How the figures settle as draws are added."""
    keys = ("mean", "p10", "p50", "p90")
    return [Row(number(step["draws"]), tuple(number(step[key], 1) for key in keys)) for step in result.convergence(name)]


def index_takeaway(found: Indices, name: str, scenario: Scenario) -> str:
    """The largest theme of a figure's uncertainty in one sentence."""
    first = found.items[0]
    theme = group_label(first.key, first.names, scenario.assumptions)
    return text("sources.takeaway", figure=figure_name(name), who=whose(scenario), theme=theme, share=first.total)


def theme_rows(found: Indices, assumptions: AssumptionSet) -> list[Row]:
    """Themes with first-order and total index."""
    shares = {group_label(item.key, item.names, assumptions): (percent(item.first), percent(item.total)) for item in found.items}
    return [Row(label, cells) for label, cells in shares.items()]


def index_rows(found: Indices, assumptions: AssumptionSet) -> list[Row]:
    """Themes or numbers with first-order and total index, and how exact these are."""
    return [
        Row(
            group_label(item.key, item.names, assumptions),
            (percent(item.first), f"± {percent(item.first_error)}", percent(item.total), f"± {percent(item.total_error)}"),
        )
        for item in found.items[:MOST_SHOWN]
    ]


def choice_takeaway(found: Choice, scenario: Scenario) -> str:
    """In how many of 100 draws each option gives the municipality most, the most frequent first."""
    return text("choice.takeaway", who=whose(scenario), options=_told_by_share(found.by_npv.best, scenario.assumptions))


def budget_line(found: Choice, assumptions: AssumptionSet) -> str:
    """The same of what relieves the operating budget most."""
    return text("choice.budget", options=_told_by_share(found.by_budget.best, assumptions))


def _told_by_share(best: Mapping[str, float], assumptions: AssumptionSet) -> str:
    names = sorted(best, key=lambda name: -best[name])
    told = [text("choice.share", option=option_in_sentence(name, assumptions), share=best_of_100(best[name])) for name in names]
    return listed(told)


def choice_rows(found: Choice, assumptions: AssumptionSet) -> list[Row]:
    """Each option: how often it is best, its expected value, and how far behind the best it is on average; the same for the budget."""
    return [Row(_title(name, assumptions), _standing_cells(found, name)) for name in found.options]


def _standing_cells(found: Choice, name: str) -> tuple[str, ...]:
    standings = ((one.best[name], one.expected[name], one.regret[name]) for one in (found.by_npv, found.by_budget))
    return tuple(cell for best, *amounts in standings for cell in (best_of_100(best), *(number(amount, 1) for amount in amounts)))


def choice_error_rows(found: Choice, assumptions: AssumptionSet) -> list[Row]:
    """The standard error of how often each option is the best, of 100 draws."""
    errors = {name: (found.by_npv.best_error[name], found.by_budget.best_error[name]) for name in found.options}
    return [
        Row(_title(name, assumptions), tuple(text("choice.error", error=number(100 * one, 1)) for one in both))
        for name, both in errors.items()
    ]


def choice_columns(found: Choice, assumptions: AssumptionSet) -> dict[str, list[float]]:
    """The same in full precision."""
    standings = (found.by_npv, found.by_budget)
    return {
        _title(name, assumptions): [
            item for one in standings for item in (one.best[name], one.best_error[name], one.expected[name], one.regret[name])
        ]
        for name in found.options
    }


def difference_rows(found: Choice, assumptions: AssumptionSet) -> list[Row]:
    """How much better being on the platform is than each of the others."""
    rows: list[Row] = []
    for pair, item in found.differences.items():
        first, second = (option_in_sentence(name, assumptions) for name in pair)
        amounts = tuple(number(value, 1) for value in (item.mean, item.low, item.middle, item.high))
        rows.append(Row(text("choice.pair", first=first, second=second), (*amounts, chance(item.probability))))
    return rows


def _title(name: str, assumptions: AssumptionSet) -> str:
    return option_title(name, assumptions)


def information_takeaway(found: Information, assumptions: AssumptionSet) -> str:
    """What it is worth to know more, in one sentence."""
    if not found.items or found.items[0].value < SMALLEST_WORTH:
        return text("information.nothing", everything=found.everything)
    item = found.items[0]
    return text("information.takeaway", number=input_label(item.name, assumptions), value=item.value, everything=found.everything)


def choice_line(found: Information, assumptions: AssumptionSet) -> str:
    """The choice that the information is for."""
    options = listed([text("information.option", option=option_in_sentence(name, assumptions)) for name in found.options], "or")
    better = option_in_sentence(found.better, assumptions)
    return text("information.choice", options=options, better=better, expected=found.expected[found.better])


def information_rows(found: Information, assumptions: AssumptionSet) -> list[Row]:
    """What each number is worth knowing; those that round to nothing are left out."""
    shown = [item for item in found.items if item.value >= SMALLEST_WORTH][:MOST_SHOWN]
    return [Row(input_label(item.name, assumptions), (number(item.value, 1), f"± {number(item.error, 1)}")) for item in shown]


def labels_of(found: Indices, assumptions: AssumptionSet) -> Sequence[str]:
    """Names of the themes."""
    return [group_label(item.key, item.names, assumptions) for item in found.items]

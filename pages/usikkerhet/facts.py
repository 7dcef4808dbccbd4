"""Which sentence about the spread of the answers, where it comes from, and what it is worth to know more, with which numbers."""

from collections.abc import Sequence
from pathlib import Path

from costmodel import AssumptionSet
from costmodel.analysis.uncertainty.indices import Indices
from costmodel.analysis.uncertainty.information import Information
from costmodel.analysis.uncertainty.measures import DIFFERENCE, PRESENT_COST
from costmodel.analysis.uncertainty.simulation import REPORTED_SHARES, Simulation
from costmodel.output.answer_records.uncertainty import group_label
from costmodel.output.labels import figure_label, input_label, option_in_sentence
from costmodel.texts.catalog import Catalog
from costmodel.texts.numbers import number, percent
from costmodel.version import MODEL_VERSION
from pages.components.live import chance
from pages.components.tables import Row

FIGURES = (PRESENT_COST, "npv", DIFFERENCE, "annual_per_inhabitant")
"""Figures that the page may show, the one for which the frames are meant first."""
DRAWS = (1_000, 10_000, 100_000, 1_000_000)
MOST_SHOWN = 12
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


def _kind(name: str) -> str:
    return "per_inhabitant" if name == "annual_per_inhabitant" else "money"


def curve_takeaway(result: Simulation, name: str) -> str:
    """The S-curve in one sentence."""
    if name == PRESENT_COST:
        return text("spread.curve.cost", half=result.quantile(name, 0.5), frame=result.quantile(name, 0.85))
    low, high = (amount(result.quantile(name, share), name) for share in (0.1, 0.9))
    return text("spread.curve.other", figure=figure_name(name), low=low, high=high)


def histogram_takeaway(result: Simulation, name: str) -> str:
    """Expected value and base case in one sentence."""
    return text("spread.histogram", mean=amount(result.mean(name), name), base=amount(result.base[name], name))


def fan_takeaway(result: Simulation) -> str:
    """The widest year in one sentence."""
    quantiles = result.yearly_quantiles("net_benefit")
    widths = [high - low for low, high in zip(quantiles["p10"], quantiles["p90"], strict=True)]
    at = widths.index(max(widths))
    return text("years.takeaway", year=result.years[at], low=quantiles["p10"][at], high=quantiles["p90"][at])


def probabilities(result: Simulation, names: tuple[str, str]) -> str:
    """How likely the answers are to be above zero."""
    first, second = (option_in_sentence(name) for name in names)
    npv, difference = (chance(result.probability(name)) for name in ("npv", DIFFERENCE))
    return text("spread.probabilities", npv=npv, difference=difference, first=first, second=second)


def print_line(result: Simulation) -> str:
    """What anyone needs to get the same numbers."""
    plan, fingerprint = result.plan, result.scenario.assumptions.hash[:12]
    told = {"draws": plan.total, "block": plan.block, "seed": plan.seed, "model": MODEL_VERSION, "fingerprint": fingerprint}
    return text("spread.print", numbers=len(result.drawn), **told)


def repair_line(result: Simulation) -> str:
    """What was done to correlations that cannot all hold; empty where they can."""
    return text("spread.repair", change=result.repair) if result.repair else ""


def figure_rows(result: Simulation) -> list[Row]:
    """Every figure with quantiles, expected value and base case; standard errors in small print."""
    return [_figure_row(result, name) for name in result.scalars]


def _figure_row(result: Simulation, name: str) -> Row:
    errors, places = result.errors(name), 2 if name == "benefit_cost_ratio" else 1
    values = (result.base[name], result.mean(name), *(result.quantile(name, share) for share in REPORTED_SHARES.values()))
    notes = ("", *(f"± {number(errors[key], places)}" for key in ("mean", *REPORTED_SHARES)), "")
    return Row(figure_label(name), (*(number(value, places) for value in values), chance(result.probability(name))), notes)


def convergence_rows(result: Simulation, name: str) -> list[Row]:
    """How the figures settle as draws are added."""
    keys = ("mean", "p10", "p50", "p90")
    return [Row(number(step["draws"]), tuple(number(step[key], 1) for key in keys)) for step in result.convergence(name)]


def index_takeaway(found: Indices, assumptions: AssumptionSet) -> str:
    """The largest theme in one sentence."""
    first = found.items[0]
    return text("sources.takeaway", theme=group_label(first.key, first.names, assumptions), share=first.total)


def index_rows(found: Indices, assumptions: AssumptionSet) -> list[Row]:
    """Themes or numbers with first-order and total index."""
    return [
        Row(
            group_label(item.key, item.names, assumptions),
            (percent(item.first), f"± {percent(item.first_error)}", percent(item.total), f"± {percent(item.total_error)}"),
        )
        for item in found.items[:MOST_SHOWN]
    ]


def information_takeaway(found: Information, assumptions: AssumptionSet) -> str:
    """What it is worth to know more, in one sentence."""
    item = found.items[0]
    return text("information.takeaway", number=input_label(item.name, assumptions), value=item.value, everything=found.everything)


def choice_line(found: Information) -> str:
    """The choice that the information is for."""
    first, second, better = (option_in_sentence(name) for name in (*found.options, found.better))
    return text("information.choice", first=first, second=second, better=better, lead=abs(found.expected))


def information_rows(found: Information, assumptions: AssumptionSet) -> list[Row]:
    """What each number is worth knowing."""
    shown = [item for item in found.items if item.value >= 0.05][:MOST_SHOWN] or list(found.items[:3])
    return [Row(input_label(item.name, assumptions), (number(item.value, 1), f"± {number(item.error, 1)}")) for item in shown]


def labels_of(found: Indices, assumptions: AssumptionSet) -> Sequence[str]:
    """Names of the themes."""
    return [group_label(item.key, item.names, assumptions) for item in found.items]

"""What Sammenlign says about scenarios side by side: which sentence, with which numbers."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from costmodel import AssumptionSet
from costmodel.analysis.saved_time import CostAndBenefit
from costmodel.analysis.side_by_side import Gap
from costmodel.analysis.waterfall import Waterfall
from costmodel.output.input_labels import ShownDifference
from costmodel.output.labels import line_item_label
from costmodel.texts.catalog import Catalog, listed
from pages.components.words import plain

text = Catalog(Path(__file__).parent)
FRAME = ("start_year", "price_year", "discount_rate")
"""Inputs without which present values are not readily comparable."""


def takeaway(values: Mapping[str, Sequence[float]], labels: Sequence[str]) -> str:
    """The net present values in one sentence."""
    npv = dict(zip(labels, values["npv"], strict=True))
    low, high = min(npv, key=lambda label: npv[label]), max(npv, key=lambda label: npv[label])
    if npv[low] == npv[high]:
        return text("indicators.takeaway.same", npv=npv[low])
    return text("indicators.takeaway.differs", low_npv=npv[low], low=plain(low), high_npv=npv[high], high=plain(high))


def inputs_takeaway(differing: Sequence[ShownDifference]) -> str:
    """How many inputs differ, in one sentence."""
    case = ("none", "one", "several")[min(len(differing), 2)]
    return text(f"inputs.takeaway.{case}", count=len(differing))


def frame_note(differing: Sequence[ShownDifference]) -> str:
    """A warning where the scenarios do not share their frame; empty where they do."""
    odd = [item.label.lower() for item in differing if item.name in FRAME]
    return text("inputs.frame", inputs=", ".join(odd)) if odd else ""


def values_takeaway(sums: Mapping[str, CostAndBenefit]) -> str:
    """Costs and benefits in present value in one sentence, by scenario; a share of the costs only where there are any."""
    shares = {name: item.benefit.item() / item.cost.item() for name, item in sums.items() if item.cost.item() > 0}
    keys = ["values.first_share", *["values.other_share"] * (len(shares) - 1)]
    told = [text(key, share=share, name=plain(name)) for key, (name, share) in zip(keys, shares.items(), strict=False)]
    without = [text("values.quoted", name=plain(name)) for name in sums if name not in shares]
    sentences = [text("values.takeaway", shares=listed(told))] if told else []
    sentences += [text("values.no_cost", names=listed(without))] if without else []
    if any(round(item.saved_time.item(), 1) for item in sums.values()):
        sentences.append(text("values.saved_time"))
    return " ".join(sentences)


def yearly_takeaway(found: Gap | None) -> str:
    """Where the yearly lines part and how far apart they come, in one sentence; None: they are the same."""
    if found is None:
        return text("years.takeaway.same")
    ends = {"low": found.low, "lowest": plain(found.lowest), "high": found.high, "highest": plain(found.highest)}
    return text("years.takeaway.differs", first=found.first_year, widest=found.widest_year, **ends)


def fall_takeaway(fall: Waterfall, labels: Mapping[str, str], ends: tuple[str, str]) -> str:
    """The difference and its largest part in one sentence."""
    names = {"first": plain(ends[0]), "second": plain(ends[1])}
    if not fall.steps:
        return text("fall.takeaway.same", **names)
    largest = max(fall.steps, key=lambda name: abs(fall.steps[name]))
    amounts = {"total": fall.difference, "amount": fall.steps[largest]}
    return text("fall.takeaway.differs", **names, **amounts, largest=plain(labels[largest]))


def item_labels(names: Sequence[str], assumptions: AssumptionSet) -> dict[str, str]:
    """What line items and totals are called."""
    return {name: line_item_label(name, assumptions) for name in names}

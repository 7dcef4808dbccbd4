"""What a measurement changes, in sentences and tables."""

from collections.abc import Iterator

from costmodel.analysis.decision_card.facts import Card, OptionFacts
from costmodel.analysis.learning.updating import Learned, QuantityUpdate
from costmodel.output.card.amounts import count_text
from costmodel.output.labels import figure_label, option_label
from costmodel.output.learning.quantities import quantity_texts
from costmodel.texts.catalog import text
from costmodel.texts.numbers import number, percent

Cells = tuple[str, ...]
DECIMALS = {"benefit_cost_ratio": 2, "npv_per_inhabitant": 0, "annual_per_inhabitant": 0}


def learning_heads(table: str) -> Cells:
    """Heads of a table of what is learnt, in their order."""
    return tuple(text.part(f"learning.heads.{table}").values())


def update_sentences(found: Learned) -> list[str]:
    """What was measured and what is expected now, why it moved so far, and how many draws the answers rest on."""
    lines: list[str] = []
    for item in found.quantities:
        told = quantity_texts(item, found.scenario.assumptions)
        shown = ("quantity", "before", "before_sd", "measured", "error", "after", "after_sd", "unit")
        lines.append(text("learning.update.rule", **{key: told[key] for key in shown}))
        lines.append(normal_sentence(item, told))
    return [*lines, text("learning.update.effective", effective=found.effective, draws=found.plan.total)]


def normal_sentence(item: QuantityUpdate, told: dict[str, str]) -> str:
    """Why the mean moved so far, by the normal approximation."""
    return text("learning.update.normal", pull=item.pull, **{key: told[key] for key in ("before", "measured", "approximate")})


def choice_sentences(found: Learned) -> list[str]:
    """Whether the measurement moves the choice, and by how much the best option leads."""
    before, after = found.before.options[0], found.after.options[0]
    label = option_label(after.name, found.scenario.assumptions)
    if before.name == after.name:
        told = text("learning.choice.same", best=label, before=count_text(before.best), after=count_text(after.best))
    else:
        told = text("learning.choice.changed", first=option_label(before.name, found.scenario.assumptions), second=label)
    gaps = [_lead_of(card) for card in (found.before, found.after)]
    return [told] if None in gaps else [told, text("learning.choice.gap", before=gaps[0], gap=gaps[1])]


def _lead_of(card: Card) -> float | None:
    """How much more the best option is expected to give than the next best; None where there is one."""
    own = [item.npv.expected for item in card.options if not item.is_benchmark]
    return own[0] - own[1] if len(own) > 1 else None


def quantity_rows(found: Learned) -> Iterator[Cells]:
    """A row for each measured quantity."""
    for item in found.quantities:
        told = quantity_texts(item, found.scenario.assumptions)
        shown = (told[key] for key in ("quantity", "before", "measured", "after", "error"))
        yield (*shown, number(item.pull, 2))


def figure_rows(found: Learned) -> Iterator[Cells]:
    """A row for each figure that exists."""
    for item in found.figures:
        places = DECIMALS.get(item.name, 1)
        values = (item.before.mean, item.after.mean, item.after.p10, item.after.p50, item.after.p90)
        yield (figure_label(item.name), *(number(value, places) for value in values), percent(item.after.probability))


def updated_option_rows(found: Learned) -> Iterator[Cells]:
    """A row for each option, in the order of what is expected after the measurement."""
    for item in found.after.options:
        before, label = found.before.option(item.name), option_label(item.name, found.scenario.assumptions)
        yield (label + ("*" if item.is_benchmark else ""), *_npv(before, item), count_text(before.best), count_text(item.best))


def _npv(*options: OptionFacts) -> Cells:
    return tuple(number(item.npv.expected, 1) for item in options)

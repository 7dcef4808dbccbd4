"""The split of a change in words and rows: a sentence for the largest three, the themes, every part."""

from costmodel.analysis.attribution.changes import INDEX, Change
from costmodel.analysis.attribution.splitting import TABLES, ChangePart, Disagreement, Split
from costmodel.assumptions.records import AssumptionSet
from costmodel.faults import number_text
from costmodel.output.labels import alternative_label, everybody, indicator_label, input_label, name_in_language, unit_of_result
from costmodel.output.printing import columns
from costmodel.texts.catalog import listed, text
from costmodel.texts.numbers import signed

TOLD = 3
"""Parts that the sentence names."""


def change_label(name: str, assumptions: AssumptionSet) -> str:
    """What a change is called."""
    if name.startswith(INDEX):
        return text("attribution.index", year=name.removeprefix(INDEX))
    return input_label(name, assumptions) if name in assumptions.quantities else text(f"attribution.tables.{name}")


def value_of_change(change: Change, value: float | str | None, assumptions: AssumptionSet) -> str:
    """A value before or after a change."""
    if isinstance(value, int | float):
        return number_text(value)
    if change.name == "municipality":
        return value or everybody()
    if change.name == "alternative":
        return alternative_label(str(value), assumptions)
    return value or text("attribution.never" if change.name in assumptions.quantities else "attribution.none")


def theme_label(theme: str, assumptions: AssumptionSet) -> str:
    """What a theme is called."""
    if theme in assumptions.groups:
        return name_in_language(assumptions.groups[theme].name)
    return text("attribution.table_theme") if theme == TABLES else text(f"labels.registers.{theme}")


def split_sentence(split: Split, assumptions: AssumptionSet) -> str:
    """What moved the number, the largest three by name."""
    change = split.after - split.before
    start = {"label": indicator_label(split.indicator), "before": split.before, "after": split.after}
    if not split.parts or change == 0.0:
        return text("attribution.unmoved", **start)
    named = [
        text("attribution.part", label=change_label(part.change.name, assumptions), amount=signed(part.amount, 1))
        for part in split.parts[:TOLD]
    ]
    return text("attribution.moved", change=signed(change, 1), parts=listed(named), **start)


def disagreement_sentence(found: Disagreement, assumptions: AssumptionSet) -> str:
    """What two parties must disagree on at least, and where they would agree."""
    names = listed([change_label(name, assumptions) for name in found.names])
    if not found.values:
        return text("attribution.must_disagree", names=names)
    values = listed([f"{change_label(name, assumptions)} {value:.4g}".replace(".", ",") for name, value in found.values.items()])
    return text("attribution.would_agree", names=names, values=values)


def fall_labels(split: Split, assumptions: AssumptionSet) -> dict[str, str]:
    """What the steps of the split's waterfall are called, by name."""
    label = theme_label if split.is_by_theme else change_label
    return {name: label(name, assumptions) for name in split.fall.steps}


def split_notes(split: Split, assumptions: AssumptionSet) -> list[str]:
    """What is to be said beside the sentence: what two parties must disagree on, and that orders were sampled."""
    lines = [disagreement_sentence(split.disagreement, assumptions)] if split.disagreement else []
    return [*lines, *([text("attribution.sampled", orders=split.orders)] if split.orders else [])]


def split_heads(split: Split) -> tuple[str, ...]:
    """Heads of the table of parts: the change, before, after, the amount by its unit, and the standard error where orders were sampled."""
    heads = (text(f"attribution.heads.{name}") for name in ("change", "before", "after"))
    return *heads, unit_of_result(split.indicator), *([text("attribution.heads.error")] if split.orders else [])


def split_lines(split: Split, assumptions: AssumptionSet) -> list[str]:
    """The split as text."""
    lines = [split_sentence(split, assumptions), *split_notes(split, assumptions)]
    themes = [(theme_label(theme, assumptions), signed(amount, 1)) for theme, amount in split.by_theme.items()]
    unit = unit_of_result(split.indicator)
    rows = [_row(part, split, assumptions) for part in split.parts]
    total = (text("attribution.sum"), "", "", signed(split.after - split.before, 1), *([""] if split.orders else []))
    return [
        *lines,
        "",
        *columns([(text("attribution.heads.theme"), unit), *themes]),
        "",
        *columns([split_heads(split), *rows, total]),
    ]


def _row(part: ChangePart, split: Split, assumptions: AssumptionSet) -> tuple[str, ...]:
    before, after = (value_of_change(part.change, value, assumptions) for value in (part.change.before, part.change.after))
    error = (signed(part.error, 2).lstrip("+"),) if split.orders else ()
    return change_label(part.change.name, assumptions), before, after, signed(part.amount, 1), *error

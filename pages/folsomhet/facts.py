"""Which sentence about what would change the answer, with which numbers."""

from collections.abc import Sequence
from pathlib import Path

from costmodel import AssumptionSet
from costmodel.analysis.sensitivity.answers import Question
from costmodel.analysis.sensitivity.flips import Flips
from costmodel.analysis.sensitivity.one_way import Line
from costmodel.analysis.sensitivity.switching import Switching
from costmodel.analysis.sensitivity.two_way import Grid
from costmodel.output.input_labels import lever_label
from costmodel.output.labels import answer_label, answer_unit, option_in_sentence
from costmodel.output.sensitivity_sentences import answer_text, lever_name
from costmodel.texts.catalog import Catalog
from costmodel.texts.catalog import text as shared
from pages.components.words import plain

text = Catalog(Path(__file__).parent)


def answer_sentence(question: Question, today: float, municipality: str | None, assumptions: AssumptionSet) -> str:
    """What the answer is today: of the scenario, or of one option less another."""
    value = text("value", number=answer_text(question, today), unit=answer_unit(question.indicator))
    told = {"indicator": answer_label(question.indicator), "year": question.year, "who": municipality or text("everybody"), "value": value}
    case = "" if question.year is None else "_in_year"
    if question.options is None:
        return text(f"answer.life{case}", **told)
    first, second = (plain(option_in_sentence(name, assumptions)) for name in question.options)
    return text(f"answer.now{case}", first=first, second=second, **told)


def factor_note(name: str) -> str:
    """That the values behind a lever differ, and where each can be changed."""
    return text("assumption.factor", register=shared(f"labels.registers.{name.partition('.')[0]}"))


def switching_takeaway(found: Sequence[Switching]) -> str:
    """How many numbers can turn the answer alone, in one sentence."""
    inside = sum(item.turns_within_range for item in found)
    outside = sum(bool(item.crossings) and item.lever.has_range and not item.turns_within_range for item in found)
    if inside:
        return text("switching.takeaway.one" if inside == 1 else "switching.takeaway.some", inside=inside)
    kind = "none" if not outside else "none_but_one" if outside == 1 else "none_but_some"
    return text(f"switching.takeaway.{kind}", outside=outside)


def other_sets(found: Flips) -> str:
    """The other sets of the same size; empty where there are none."""
    others = ["; ".join(lever_name(lever) for lever, _ in flip.moves) for flip in found.sets[1:]]
    return text("flips.others", sets=" · ".join(others)) if others else ""


def grid_takeaway(found: Grid) -> str:
    """The heat map in one sentence."""
    kind = "some"
    if not found.signs:
        kind = "never"
    elif found.signs == {0}:
        kind = "all_zero"
    elif not {-1, 1} <= found.signs:
        kind = "none_below" if 1 in found.signs else "none_above"
    return text(f"pair.takeaway.{kind}", across=lever_name(found.across), up=lever_name(found.up), share=found.positive_share)


def grid_about(found: Grid) -> str:
    """How the heat map is read, and that it goes beyond what is likely where it does."""
    goes_on = found.likely.size < found.answers.size
    return f"{text('pair.about')} {text('pair.goes_on')}" if goes_on else text("pair.about")


def grid_head(found: Grid) -> str:
    """What the rows and the columns of the heat map are."""
    return text("pair.head", up=lever_label(found.up), across=lever_label(found.across))


def lines_takeaway(lines: Sequence[Line]) -> str:
    """How many lines pass zero, in one sentence."""
    passing = [line for line in lines if min(line.answers) < 0 < max(line.answers)]
    kind = "none" if not lines else "some" if passing else "never"
    names = ", ".join(lever_name(line.lever) for line in passing)
    return text(f"lines.takeaway.{kind}", passing=len(passing), all=len(lines), names=names)

"""``tornado``, ``two-way`` and ``switching``: what would change the answer."""

import math
from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from costmodel.analysis.sensitivity.answers import ANSWER_INDICATORS, Question, answers, question_of, settled
from costmodel.analysis.sensitivity.flips import Flips, smallest_flips
from costmodel.analysis.sensitivity.levers import Lever, Numbers, lever_named
from costmodel.analysis.sensitivity.one_way import Tornado, tornado
from costmodel.analysis.sensitivity.positions import even_steps, positions_of
from costmodel.analysis.sensitivity.switching import ROLES, Switching, switching_values
from costmodel.analysis.sensitivity.two_way import GRID_STEPS, Grid, grid
from costmodel.assumptions.loading import load_assumptions
from costmodel.assumptions.reading.written_values import number_of_text as read_number
from costmodel.cli import options as o
from costmodel.cli.usage import add_command
from costmodel.faults import AssumptionError, Fault, shown
from costmodel.model.scenario import Scenario
from costmodel.output.answer_records.sensitivity import grid_answer, switching_answer, tornado_answer
from costmodel.output.csv import Cell, csv_bytes
from costmodel.output.identity.about import DECISION, Asked
from costmodel.output.identity.writing import Faces
from costmodel.output.input_labels import lever_label, lever_unit
from costmodel.output.labels import everybody
from costmodel.output.printing import columns, plain_number
from costmodel.output.sensitivity_sentences import (
    answer_text,
    flip_sentences,
    grouped_sentences,
    question_text,
    range_text,
    switching_sentence,
    tornado_takeaway,
)
from costmodel.texts.catalog import text

INDICATOR_HELP = text("cli.options.indicator", indicators=", ".join(ANSWER_INDICATORS))
Indicator = Annotated[str, typer.Argument(metavar=text("cli.values.indicator"), help=INDICATOR_HELP, show_default=False)]
Pair = Annotated[
    list[str],
    typer.Argument(
        metavar=text("cli.values.pair"),
        help=text("cli.options.pair", indicators=", ".join(ANSWER_INDICATORS)),
        show_default=False,
    ),
]
TABLE_STEPS = 9
BAR_COLUMNS = ("role", "name", "label", "unit", "position", "low", "high", "today", "at_low", "at_high", "swing")
SWITCHING_COLUMNS = ("role", "name", "label", "unit", "position", "kind", "value", "before", "plausible", "distance", "sentence")


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    add_command(app, "tornado", tornado_command, "npv --municipality Averøy")
    add_command(app, "two-way", two_way_command, "participants legacy_systems.*.yearly_cost --decision")
    add_command(app, "switching", switching_command, "npv --options stay,leave_market_system --municipality Trondheim")


def tornado_command(
    indicator: Indicator = "npv",
    assumptions: o.Folder = o.DEFAULT_FOLDER,
    scenario: o.ScenarioName = None,
    municipality: o.MunicipalityName = None,
    everyone: o.Everyone = False,
    changes: o.Changes = None,
    alternative: o.AlternativeKey = None,
    together: o.Partners = None,
    between: o.Between = None,
    decision: o.BetweenUsual = False,
    answer_format: o.AnswerFormat = o.Format.TABLE,
    output: o.Output = None,
) -> None:
    """The answer with one number at a time at each end of its plausible range."""
    start = o.choose_scenario(load_assumptions(assumptions), scenario, municipality, everyone)
    chosen = o.apply_changes(start, changes, alternative, together)
    question = question_of(indicator, o.pair_of_options(chosen, between, decision, changes))
    found = [tornado(chosen, question, role) for role in ROLES]
    faces = Faces(
        lambda: tornado_answer(chosen, found).model_dump(mode="json"),
        lambda: csv_bytes(BAR_COLUMNS, bar_rows(found)),
        lambda: tornado_lines(chosen, found),
    )
    o.deliver(faces, chosen, asked_about(scenario, chosen, question), answer_format, output)


def two_way_command(
    pair: Pair,
    assumptions: o.Folder = o.DEFAULT_FOLDER,
    scenario: o.ScenarioName = None,
    municipality: o.MunicipalityName = None,
    everyone: o.Everyone = False,
    changes: o.Changes = None,
    alternative: o.AlternativeKey = None,
    together: o.Partners = None,
    between: o.Between = None,
    decision: o.BetweenUsual = False,
    answer_format: o.AnswerFormat = o.Format.TABLE,
    output: o.Output = None,
) -> None:
    """The answer for each pair of values of two levers."""
    start = o.choose_scenario(load_assumptions(assumptions), scenario, municipality, everyone)
    chosen = o.apply_changes(start, changes, alternative, together)
    first, second, indicator = parted(pair)
    question = question_of(indicator, o.pair_of_options(chosen, between, decision, changes))
    steps = TABLE_STEPS if answer_format is o.Format.TABLE else GRID_STEPS
    found = grid(chosen, ranged(chosen, first, steps), ranged(chosen, second, steps), question)
    heads = [number_head(x) for x in found.columns.tolist()]
    faces = Faces(
        lambda: grid_answer(chosen, found, float(answers(chosen, question)[0])).model_dump(mode="json"),
        lambda: csv_bytes([f"{found.up.name} \\ {found.across.name}", *heads], grid_rows(found, heads)),
        lambda: grid_lines(chosen, found),
    )
    o.deliver(faces, chosen, asked_about(scenario, chosen, question), answer_format, output)


def switching_command(
    indicator: Indicator = "npv",
    assumptions: o.Folder = o.DEFAULT_FOLDER,
    scenario: o.ScenarioName = None,
    municipality: o.MunicipalityName = None,
    everyone: o.Everyone = False,
    changes: o.Changes = None,
    alternative: o.AlternativeKey = None,
    together: o.Partners = None,
    between: o.Between = None,
    decision: o.BetweenUsual = False,
    answer_format: o.AnswerFormat = o.Format.TABLE,
    output: o.Output = None,
) -> None:
    """The value of each number at which the answer is 0, and the smallest disagreement that turns it."""
    start = o.choose_scenario(load_assumptions(assumptions), scenario, municipality, everyone)
    chosen = o.apply_changes(start, changes, alternative, together)
    question = question_of(indicator, o.pair_of_options(chosen, between, decision, changes))
    found, flips = switching_values(chosen, question), smallest_flips(chosen, question)
    faces = Faces(
        lambda: switching_answer(chosen, question, found, flips).model_dump(mode="json"),
        lambda: csv_bytes(SWITCHING_COLUMNS, switching_rows(found)),
        lambda: switching_lines(chosen, question, found, flips),
    )
    o.deliver(faces, chosen, asked_about(scenario, chosen, question), answer_format, output)


def asked_about(word: str | None, scenario: Scenario, question: Question) -> Asked:
    """What was asked for: of two options from the decision year, or of the scenario's own years."""
    return o.asked(word, scenario.assumptions, question=DECISION if question.options else None, options=question.options or ())


def parted(words: Sequence[str]) -> tuple[str, str, str]:
    """Two levers and the indicator."""
    if not 2 <= len(words) <= 3:
        raise AssumptionError([Fault("", "two-way", "not_two_levers", {"count": len(words)})])
    return words[0], words[1], words[2] if len(words) == 3 else "npv"


def ranged(scenario: Scenario, word: str, steps: int) -> tuple[Lever, Numbers]:
    """A lever and its positions: those of ``NAME=FROM..TO``, else those of its plausible range."""
    name, equals, ends = word.partition("=")
    lever = lever_named(scenario, name.strip())
    if not equals:
        return lever, positions_of(lever, steps)
    start, dots, end = ends.partition("..")
    low, high = read_number(start.strip()), read_number(end.strip())
    if not dots or low is None or high is None:
        raise AssumptionError([Fault("", name, "no_range", {"written": shown(ends), "name": name})])
    return lever, even_steps(lever, low, high, steps)


def sensitivity_heading(scenario: Scenario, question: Question, today: float) -> str:
    """Who, which answer, and what it is today."""
    question = settled(scenario, question)
    told = {"question": question_text(question, scenario.assumptions), "today": answer_text(question, today)}
    who, fingerprint = scenario.municipality or everybody(), scenario.assumptions.hash[:12]
    return text("sensitivity.command.heading", who=who, fingerprint=fingerprint, **told)


def bar_rows(found: Sequence[Tornado]) -> Iterator[dict[str, Cell]]:
    """A row a bar."""
    for item in found:
        for bar in item.bars:
            ends = {"today": _cell(item.today), "at_low": _cell(bar.at_low), "at_high": _cell(bar.at_high), "swing": bar.swing}
            yield {"role": str(item.role), **_lever_cells(bar.lever), "low": _cell(bar.lever.low), "high": _cell(bar.lever.high), **ends}


def tornado_lines(scenario: Scenario, found: Sequence[Tornado]) -> list[str]:
    """The tornados under each other."""
    lines = [sensitivity_heading(scenario, found[0].question, found[0].today)]
    heads = tuple(text.part("sensitivity.command.heads").values())
    for item in found:
        ends = [(answer_text(item.question, bar.at_low), answer_text(item.question, bar.at_high)) for bar in item.shown]
        rows = [(lever_label(bar.lever), range_text(bar.lever), *end) for bar, end in zip(item.shown, ends, strict=True)]
        title = text("sensitivity.command.tornado", role=text(f"sensitivity.command.roles.{item.role}"), takeaway=tornado_takeaway(item))
        lines += ["", title, *columns([heads, *rows])]
        if hidden := len(item.bars) - len(item.shown):
            lines.append(text("sensitivity.command.hidden", count=hidden))
    return lines


def grid_rows(found: Grid, heads: Sequence[str]) -> Iterator[dict[str, Cell]]:
    """A row a position of the lever up, a column a position of the lever across."""
    corner = f"{found.up.name} \\ {found.across.name}"
    for y, row in zip(found.rows.tolist(), found.answers.tolist(), strict=True):
        yield {corner: y, **{head: _cell(value) for head, value in zip(heads, row, strict=True)}}


def number_head(value: float) -> str:
    """A position as the head of a column of numbers."""
    return repr(value).replace(".", ",")


def grid_lines(scenario: Scenario, found: Grid) -> list[str]:
    """The grid as a table, the highest position up on top."""
    today = float(answers(scenario, found.question)[0])
    corner = text("sensitivity.command.corner", up=lever_label(found.up), across=lever_label(found.across))
    head = [corner, *(plain_number(x, found.across.unit) for x in found.columns.tolist())]
    rows = [
        [plain_number(y, found.up.unit), *(answer_text(found.question, value) for value in row)]
        for y, row in zip(found.rows.tolist()[::-1], found.answers.tolist()[::-1], strict=True)
    ]
    return [sensitivity_heading(scenario, found.question, today), "", *columns([head, *rows])]


def switching_rows(found: Sequence[Switching]) -> Iterator[dict[str, Cell]]:
    """A row for each switching value, and one for each lever without."""
    for item in found:
        start = {"role": str(item.lever.role), **_lever_cells(item.lever), "kind": str(item.kind), "sentence": switching_sentence(item)}
        for at, crossing in enumerate(item.crossings or (None,)):
            place = {"value": _cell(crossing.value), "before": _cell(crossing.before)} if crossing else {}
            nearest = {"plausible": _yes(item.is_plausible), "distance": item.distance} if at == 0 else {}
            yield {**start, **place, **nearest}


def switching_lines(scenario: Scenario, question: Question, found: Sequence[Switching], flips: Flips) -> list[str]:
    """The switching values as sentences."""
    return [sensitivity_heading(scenario, question, flips.today), "", *grouped_sentences(found), "", flip_sentences(flips)]


def _lever_cells(lever: Lever) -> dict[str, Cell]:
    return {"name": lever.name, "label": lever_label(lever), "unit": lever_unit(lever), "position": _cell(lever.today)}


def _cell(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def _yes(value: bool | None) -> str | None:
    return None if value is None else text(f"sensitivity.command.{'yes' if value else 'no'}")

"""``replay``: ask an answer's question again, say whether it is still the same, and if not what moved it."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from costmodel.analysis.attribution.replaying import Drift, drift_of
from costmodel.assumptions.folders import named_content
from costmodel.assumptions.loading import load_assumptions
from costmodel.assumptions.records import EVERYBODY, AssumptionSet
from costmodel.cli import options as o
from costmodel.cli.attribution.asking_again import ask_again, choices_then, folder_of, parsed_again, words_again
from costmodel.cli.usage import add_command, asked_words
from costmodel.faults import AssumptionError
from costmodel.model.scenario import Scenario
from costmodel.output.answer_records.replay import replay_record
from costmodel.output.csv import csv_bytes
from costmodel.output.identity.about import DECISION, Asked, Identity
from costmodel.output.identity.writing import Faces
from costmodel.output.replay.comparing import Compared, compared_cells
from costmodel.output.replay.reading import LARGEST_ANSWER, ReadAnswer, read_answer
from costmodel.output.replay.telling import REPLAY_COLUMNS, Replayed, replay_lines, replay_rows
from costmodel.scenarios.choices import chosen_scenario
from costmodel.texts.catalog import text

DIFFERS = 1
"""Exit code where the answer is not what it was."""
AnswerFile = Annotated[Path, typer.Argument(metavar=text("cli.values.file"), help=text("cli.options.answer_file"), show_default=False)]
FolderNow = Annotated[Path | None, typer.Option("--assumptions", metavar=text("cli.values.folder"), help=text("cli.options.folder_now"))]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    add_command(app, "replay", replay_command, "svar.json")


def replay_command(
    context: typer.Context,
    file: AnswerFile,
    assumptions: FolderNow = None,
    answer_format: o.AnswerFormat = o.Format.TABLE,
    output: o.Output = None,
) -> None:
    """Whether an answer is still the same, and what moved it."""
    then = read_answer(named_content(file, LARGEST_ANSWER), file.name)
    item, program = then.identity, context.find_root().command
    asked = parsed_again(item, program, file.name) if item.command else None
    folder = assumptions or (o.DEFAULT_FOLDER if asked is None else folder_of(asked))
    scenario = scenario_again(item, load_assumptions(folder))
    compared = None if asked is None else _compared(then, asked, folder, program)
    found = Replayed(file.name, item, scenario, compared, *_drift(item, scenario))
    faces = Faces(
        lambda: replay_record(found).model_dump(mode="json"),
        lambda: csv_bytes(REPLAY_COLUMNS, replay_rows(found)),
        lambda: replay_lines(found),
    )
    o.deliver(faces, scenario, Asked(item.scenario, asked_words(), question=item.question), answer_format, output)
    if not found.is_same:
        raise typer.Exit(DIFFERS)


def scenario_again(item: Identity, assumptions: AssumptionSet) -> Scenario:
    """The scenario of an answer on the files of today. Raises AssumptionError where it is no longer allowed."""
    first = item.municipalities[0] if item.municipalities else item.municipality
    return chosen_scenario(assumptions, None if first == EVERYBODY else first, choices_then(item))


def _compared(then: ReadAnswer, asked: Any, folder: Path, program: Any) -> Compared:
    """The answer beside the same asked again in the same format."""
    with TemporaryDirectory() as room:
        words, target = words_again(then.identity, asked, folder, then.ending, Path(room))
        ask_again(words, program.main)
        return compared_cells(then.cells, read_answer(target.read_bytes(), target.name).cells)


def _drift(item: Identity, scenario: Scenario) -> tuple[Drift | None, AssumptionError | None]:
    """Why the net present value has moved; what stands in the way of saying so."""
    changed = choices_then(item).changes
    try:
        return drift_of(scenario, item.npv, item.rests_on, changed, is_decision=item.question == DECISION), None
    except AssumptionError as error:
        return None, error

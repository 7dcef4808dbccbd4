"""The words that ask an answer's question again, from what the answer says of itself.

Somebody may have written those words by hand: only commands that answer are asked, and no option that writes a file or reaches another
machine.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import typer
from typer.exceptions import TyperException

from costmodel.cli.usage import PROGRAM
from costmodel.faults import AssumptionError, Fault, shown
from costmodel.output.answer_records.answers import ANSWERS
from costmodel.output.identity.about import Identity
from costmodel.output.scenario_files import scenario_file
from costmodel.scenarios.choices import Choices

WORKBOOK, REPLAY = "workbook", "replay"
ASKED_AGAIN = {*ANSWERS, "batch", WORKBOOK} - {REPLAY}
"""Commands that answer about a scenario."""
OF_PLACE = {"output", "answer_format", "assumptions", "cluster", "write_back", "address"}
"""Where an answer goes, what it rests on and who works it out."""
OF_SCENARIO = {"scenario", "changes", "alternative", "together"}
"""What the scenario of an answer has in it."""
DRAWN = {"draws", "seed"}


def parsed_again(item: Identity, program: Any, file: str) -> Any:
    """The command of an answer with its options read. Raises AssumptionError where it is none that is asked again."""
    name, *rest = item.command
    command = program.commands.get(name) if name in ASKED_AGAIN else None
    if command is None:
        raise AssumptionError([Fault(file, "", "no_command_to_ask_again", {"command": shown(name)})])
    try:
        return command.make_context(f"{PROGRAM} {name}", list(rest))
    except (TyperException, typer.Exit):
        words = shown(" ".join(item.command))
        raise AssumptionError([Fault(file, "", "command_no_longer_read", {"command": words})]) from None


def folder_of(context: Any) -> Path:
    """The folder of assumptions that the answer was asked on."""
    return Path(context.params["assumptions"])


def words_again(item: Identity, context: Any, folder: Path, ending: str, room: Path) -> tuple[list[str], Path]:
    """The words, and the file that they write; `room` is a folder for what they need."""
    target = room / f"again{ending}"
    words = [item.command[0], *_options(item, context), "--assumptions", str(folder)]
    if not item.items and any(option.name == "scenario" for option in context.command.params):
        words += ["--scenario", str(_scenario_in(room, item))]
    if item.command[0] == WORKBOOK:
        return [*words, str(target)], target
    return [*words, "--output", str(target)], target


def _options(item: Identity, context: Any) -> Iterator[str]:
    """Arguments and options as they were given, and the draws as they were."""
    left_out = OF_PLACE | (set[str]() if item.items else OF_SCENARIO) | ({"file"} if item.command[0] == WORKBOOK else set[str]())
    drawn = {"draws": item.draws, "seed": item.seed}
    for option in context.command.params:
        if option.name in DRAWN and drawn[option.name] is not None:
            yield from (option.opts[0], str(drawn[option.name]))
        elif option.name not in left_out and context.get_parameter_source(option.name).name == "COMMANDLINE":
            yield from _written(option, context.params.get(option.name))


def _written(option: Any, value: Any) -> Iterator[str]:
    """An argument or option with its value, or each of its values."""
    is_several = isinstance(value, list | tuple)
    for each in cast("list[object]", value) if is_several else [cast(object, value)]:
        if option.param_type_name == "argument":
            yield str(each)
        elif each is True:
            yield option.opts[0]
        elif each is not None and each is not False:
            yield from (option.opts[0], str(each))


def _scenario_in(room: Path, item: Identity) -> Path:
    """The scenario of the answer as a file."""
    file = room / "scenario.yaml"
    file.write_text(scenario_file(item.scenario, item.scenario, item.municipality, choices_then(item)), encoding="utf-8")
    return file


def choices_then(item: Identity) -> Choices:
    """What the scenario of an answer has chosen."""
    named = None if item.participant_set is None else tuple(item.participant_set)
    return Choices({change.name: change.after for change in item.changes}, named, item.alternative, tuple(item.together))


def ask_again(words: list[str], run: Callable[..., Any]) -> None:
    """Run the program once more, within this one."""
    run(args=words, standalone_mode=False, prog_name=PROGRAM)

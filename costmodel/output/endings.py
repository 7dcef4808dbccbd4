"""The format of an answer by the name of its file: two options that decide one thing never disagree without a word."""

from pathlib import Path
from typing import Any

from costmodel.faults import AssumptionError, Facts, Fault, shown
from costmodel.output.files import STANDARD

BY_ENDING = {".json": "json", ".csv": "csv"}
"""Formats that an ending stands for; any other name that is allowed holds a table for reading."""
OF_OTHERS = (".xlsx", ".xlsm", ".xls", ".ods", ".parquet", ".pdf", ".docx", ".html", ".yaml", ".yml", ".zip")
"""Endings of files that other programs open as what they are not."""
WRITE_WORKBOOKS = ("compare", "budget")
"""Commands that give a workbook beside their formats."""


OF_ONE_KIND = {"import-workbook": (".yaml", ".yml"), "schema": (".json",)}
"""Commands that write one kind of file, and its endings."""


def settle_output(context: Any) -> None:
    """Before a command runs: ``--output -`` is standard output, and the ending decides the format where none is given.

    Raises AssumptionError where the ending stands for another format.
    """
    output, given = context.params.get("output"), context.params.get("answer_format")
    if output == STANDARD:
        context.params["output"] = None
    elif output is not None and given is not None:
        context.params["answer_format"] = format_for(output, given, context)
    elif output is not None and context.info_name in OF_ONE_KIND:
        _refuse_other_than(OF_ONE_KIND[context.info_name], output)


def _refuse_other_than(endings: tuple[str, ...], output: Path) -> None:
    ending = output.suffix.lower()
    if ending not in endings and ending in (*BY_ENDING, *OF_OTHERS):
        raise AssumptionError([Fault("", "--output", "file_of_one_kind", {"name": shown(output.name), "endings": endings})])


def format_for(output: Path, given: Any, context: Any) -> Any:
    """The format of an answer in a file of this name."""
    ending, is_said = output.suffix.lower(), context.get_parameter_source("answer_format").name == "COMMANDLINE"
    meant = BY_ENDING.get(ending)
    if ending in OF_OTHERS and not (context.info_name in WRITE_WORKBOOKS and ending == ".xlsx"):
        raise AssumptionError([Fault("", "--output", "file_of_another_kind", {"name": shown(output.name)})])
    if meant is None or str(given) == meant:
        return given
    if is_said:
        facts: Facts = {"name": shown(output.name), "format": str(given), "meant": meant}
        raise AssumptionError([Fault("", "--format", "format_and_ending", facts)])
    return type(given)(meant)

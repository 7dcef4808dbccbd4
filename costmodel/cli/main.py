"""The program: its commands, and the one place where errors become messages and exit codes."""

import io
import os
import sys
import warnings

import typer
from typer.exceptions import TyperException

from costmodel.cli import (
    appraising,
    batches,
    comparing,
    deciding,
    explaining,
    files,
    lists,
    sensitivities,
    uncertainty,
    workbooks,
)
from costmodel.cli.attribution import replays, splits
from costmodel.cli.evidence import actuals
from costmodel.cli.finance import budgeting
from costmodel.cli.folders import editing, upgrading
from costmodel.cli.learning import measuring, studying
from costmodel.cli.usage import PROGRAM, Program, remember, translate_headings, usage_message
from costmodel.cluster import ClusterError
from costmodel.faults import AssumptionError
from costmodel.output.faults import faults_text
from costmodel.output.files import OutputError, forget_written, reason, written
from costmodel.stopping import Stopped, ignore_signals
from costmodel.texts.catalog import text

DONE, FAILED, INPUT_FAULT, INTERRUPTED = 0, 1, 2, 130
DEBUG = "COSTMODEL_DEBUG"
"""Environment variable: when set, an unexpected error shows where it came from."""

app = typer.Typer(
    cls=Program,
    options_metavar=text("cli.program.options"),
    subcommand_metavar=text("cli.program.subcommand"),
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help=text("cli.program.help"),
    epilog=text("cli.program.epilog"),
)
translate_headings()
MODULES = (
    appraising,
    deciding,
    budgeting,
    comparing,
    splits,
    replays,
    explaining,
    sensitivities,
    lists,
    actuals,
    files,
    editing,
    batches,
    uncertainty,
    measuring,
    studying,
    workbooks,
    upgrading,
)
for module in MODULES:
    module.register(app)


def run() -> None:
    """Run the command that the process was started with, and leave with its exit code."""
    try:
        prepare()
        code = exit_code(sys.argv[1:])
    except (KeyboardInterrupt, Stopped) as stop:  # as the command ended, or a second one
        message, code = _verdict(stop)
        print(message, file=sys.stderr)
    ignore_signals()
    sys.exit(code)


def prepare() -> None:
    """The streams of the process, and no warnings of libraries: they are about code, in English."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Files and pipes get UTF-8 whatever the system's code page; a terminal that lacks a sign shows a stand-in, and so does
            # a byte of an argument that is no text.
            is_terminal = stream.isatty()
            stream.reconfigure(encoding=None if is_terminal else "utf-8", errors="replace" if is_terminal else "backslashreplace")
    sys.stdout = sys.stdout or _closed(os.O_RDONLY)  # an answer that nobody can get is an error, a message is not
    sys.stderr = sys.stderr or _closed(os.O_WRONLY)
    if not os.environ.get(DEBUG):
        warnings.simplefilter("ignore")


def _closed(mode: int) -> io.TextIOWrapper:
    """In place of a stream that the process was started without: takes its number, so that no file gets it.

    Opened for reading, it refuses what is written, as the closed stream would.
    """
    return open(os.open(os.devnull, mode), "w", encoding="utf-8")  # noqa: PTH123  by its number; open as long as the program


def exit_code(words: list[str]) -> int:
    """Run one command; every error becomes a message on standard error and an exit code, never a traceback."""
    forget_written()
    remember(words)
    try:
        stopped = app(words, standalone_mode=False, prog_name=PROGRAM)  # commands return nothing; a number is the code of an early stop
        sys.stdout.flush()
        if stopped == INTERRUPTED:
            raise KeyboardInterrupt
        return stopped or DONE
    except (BrokenPipeError, SystemExit):  # typer leaves where a pipe is closed
        _abandon_output()
        return DONE
    except (Exception, KeyboardInterrupt, Stopped) as error:  # the last line of defence: a user never sees a traceback
        if os.environ.get(DEBUG):
            raise
        message, code = _verdict(error)
        typer.echo(message, err=True)
        _abandon_output()
        return code


def _abandon_output() -> None:
    """What could not be written, to a closed pipe or a full disk, is not tried again when Python ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _verdict(error: BaseException) -> tuple[str, int]:
    """What to say of an error, and the exit code."""
    if isinstance(error, AssumptionError):
        return faults_text(error), INPUT_FAULT
    if isinstance(error, TyperException):
        return usage_message(error), INPUT_FAULT
    if isinstance(error, ClusterError | OutputError):
        return text(f"cli.errors.cluster.{error.code}", **error.facts) if isinstance(error, ClusterError) else str(error), FAILED
    if isinstance(error, OSError):
        return text("cli.errors.not_written", reason=reason(error)), FAILED
    if isinstance(error, KeyboardInterrupt | typer.Abort | Stopped):
        return text("cli.errors.interrupted", files=_files_text()), getattr(error, "exit_code", INTERRUPTED)
    return text("cli.errors.unexpected", kind=type(error).__name__, message=error, variable=DEBUG), FAILED


def _files_text() -> str:
    """Which files a stopped command has left: they are whole."""
    files = written()
    if not files:
        return text("cli.errors.written.none")
    return text("cli.errors.written.one" if len(files) == 1 else "cli.errors.written.several", names=", ".join(map(str, files)))

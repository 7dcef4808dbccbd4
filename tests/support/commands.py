"""The command line asked in this process, which spares the start of another."""

import io
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

from costmodel.cli.main import exit_code
from support import ROOT


def said_by(*words: str, folder: Path = ROOT) -> tuple[int, str, str]:
    """Runs a command in a folder; its exit code, standard output and standard error."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace", write_through=True) for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err), chdir(folder):
        code = exit_code(list(words))
    return code, out.buffer.getvalue().decode("utf-8-sig"), err.buffer.getvalue().decode()


def table_of(text: str) -> str:
    """The table of an answer in CSV or as text, below what the answer says of itself."""
    return text.replace("\r\n", "\n").partition("\n\n")[2]


def without_identity(record: dict) -> dict:
    """The answer alone."""
    return {name: value for name, value in record.items() if name != "identity"}

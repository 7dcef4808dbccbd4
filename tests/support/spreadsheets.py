"""LibreOffice for the tests: cells of a written workbook are changed in it, and what it then shows is read."""

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support import ROOT

SYSTEM_PYTHON = "/usr/bin/python3"
"""Debian's Python, which has the module uno."""
GONE = "DisposedException"
"""What LibreOffice's interface says where the program at the other end is no longer there."""
Edit = tuple[str, str, float | str | None]
Range = tuple[str, str]


@dataclass(frozen=True)
class Shown:
    """What LibreOffice shows after a round of changes."""

    ranges: list[list[list[float | str]]]
    """Each range row by row."""
    errors: int
    """Ranges of cells that show an error."""
    seconds: float
    """What the calculation took."""


def is_here() -> bool:
    return shutil.which("soffice") is not None


def _asked(command: list[str], job: Mapping[str, Any]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, input=json.dumps(job), capture_output=True, text=True, check=False)


def recalculate(workbook: Path, rounds: Sequence[Sequence[Edit]], read: Sequence[Range], save: Path | None = None) -> list[Shown]:
    """Change the cells round after round, each on top of the ones before; `save` is where the last state is written."""
    job: dict[str, Any] = {"workbook": str(workbook), "rounds": rounds, "read": read, "save": str(save) if save else None}
    command = [SYSTEM_PYTHON, str(ROOT / "tools" / "recalculate.py")]
    found = _asked(command, job)
    if found.returncode != 0 and GONE in found.stderr:  # LibreOffice itself has crashed; a workbook that makes it crash does so twice
        found = _asked(command, job)
    assert found.returncode == 0, found.stderr
    return [Shown(**item) for item in json.loads(found.stdout)]

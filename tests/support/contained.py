"""The app as its container has it: only what the container file copies, nothing to write, a user without rights."""

import re
import shutil
import sys
from pathlib import Path

from support import ROOT

CONTAINERFILE = ROOT / "deploy" / "Containerfile"
PLACE = "/tmp/app"


def copied() -> list[str]:
    """What the container file copies from the project into the app."""
    last = CONTAINERFILE.read_text("utf-8").rpartition("FROM ")[2]
    lines = re.findall(r"^COPY (?!--from)(.+) \S+$", last, re.MULTILINE)
    return [name for line in lines for name in line.split()]


def variables() -> dict[str, str]:
    """The environment that the container file sets."""
    return dict(
        pair.split("=", 1) for line in re.findall(r"^ENV (.+)$", CONTAINERFILE.read_text("utf-8"), re.MULTILINE) for pair in line.split()
    )


def copy_into(folder: Path) -> None:
    """Do what the container file's lines of COPY do."""
    for name in copied():
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)


def command(folder: Path) -> list[str]:
    """Runs what follows in that folder as in the container, with the packages of this environment; the project is out of sight."""
    bwrap = shutil.which("bwrap")
    assert bwrap, "the tests need bubblewrap: tools/install_programs.sh installs it"
    see = ["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp", "--tmpfs", str(ROOT)]
    needed = [part for path in {sys.prefix, sys.base_prefix} for part in ("--ro-bind", path, path)]
    own = ["--ro-bind", str(folder), PLACE, "--chdir", PLACE]
    rights = ["--unshare-user", "--unshare-ipc", "--uid", "10001", "--gid", "10001", "--cap-drop", "ALL", "--die-with-parent"]
    return [bwrap, *see, *needed, *own, *rights]

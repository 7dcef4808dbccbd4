"""Tells files of the model's first version from those of the second, which have other numbers under some of the same names."""

import re
from collections.abc import Mapping
from pathlib import Path

from costmodel.assumptions.folders import Folder, opened
from costmodel.assumptions.upgrading.values import GONE, RENAMED_FIELDS
from costmodel.faults import Fault

_GONE = re.compile(rb"^ +(?:" + "|".join((*GONE, *RENAMED_FIELDS)).encode() + rb") *:", re.MULTILINE)
"""Parameters and fields that only the first version has."""
_SINCE = re.compile(rb"^ +exit_lead_years *:", re.MULTILINE)
"""A parameter that the first version has not."""


def is_version_1(folder: Folder | str | Path | Mapping[str, bytes]) -> bool:
    """Whether a folder of assumptions is of version 1: it has names that are gone, or neither register that has come since.

    The folder is a path, or the content of each file by its place. Raises AssumptionError where it is no such folder.
    """
    place = folder if isinstance(folder, Folder) else opened(folder)
    parameters, benefits, *registers = (
        content if isinstance(content := place.base_file(name)[1], bytes) else None
        for name in ("parameters.yaml", "benefits.yaml", "legacy_systems.yaml", "alternatives.yaml")
    )
    if any(_GONE.search(content) for content in (parameters, benefits) if content):
        return True
    return bool(parameters and benefits) and registers == [None, None] and not _SINCE.search(parameters or b"")


def version_1_fault(folder: Folder) -> Fault:
    """The one fault of such a folder: a list of all that has changed would help nobody."""
    return Fault(folder.base_file("parameters.yaml")[0], "", "version_1_files")

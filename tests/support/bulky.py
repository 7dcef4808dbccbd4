"""Small files that become large, or slow, once they are read; and what is done to the worker process that reads them."""

import io
import os
import signal
import time
import zipfile
from functools import cache
from pathlib import Path

import openpyxl

from costmodel import AssumptionError, base_case
from costmodel.output.workbook import addresses
from costmodel.output.workbook.describing import about
from costmodel.output.workbook.writing import workbook_bytes
from support import shipped
from support.breaking import TODAY
from support.hostile import archive, shipped_files

MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@cache
def our_workbook() -> bytes:
    scenario = base_case(shipped(), "Averøy")
    return workbook_bytes(scenario, about(scenario, "Prøve", TODAY))


def with_part(name: str, content: bytes, workbook: bytes | None = None) -> bytes:
    """Our workbook with another content of one of its parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook or our_workbook())) as ours, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for item in ours.infolist():
            target.writestr(item.filename, content if item.filename == name else ours.read(item))
        if name not in ours.namelist():
            target.writestr(name, content)
    return buffer.getvalue()


def strings(count: int) -> bytes:
    return b"<sst " + MAIN + b">" + count * b"<si><t/></si>" + b"</sst>"


def sheet(cells: int) -> bytes:
    return b"<worksheet " + MAIN + b'><sheetData><row r="1">' + cells * b'<c r="A1"><v>1</v></c>' + b"</row></sheetData></worksheet>"


def styles(count: int) -> bytes:
    return b"<styleSheet " + MAIN + b"><cellXfs>" + count * b"<xf/>" + b"</cellXfs></styleSheet>"


def nested(depth: int) -> bytes:
    return b"<sst " + MAIN + b">" + depth * b"<si>" + depth * b"</si>" + b"</sst>"


def attributes(count: int) -> bytes:
    inside = b"".join(b' a%d="1"' % number for number in range(count))
    return b"<worksheet " + MAIN + b"><sheetData><row" + inside + b"/></sheetData></worksheet>"


WORKBOOKS = {
    # Of the first two, 433 KB took 900 MB, and 608 KB took 3.5 GB and 43 s, before they were bounded.
    "shared strings": lambda: with_part("xl/sharedStrings.xml", strings(1_400_000)),
    "cells of one row": lambda: with_part("xl/worksheets/sheet3.xml", sheet(900_000)),
    "styles": lambda: with_part("xl/styles.xml", styles(2_000_000)),
    "elements in each other": lambda: with_part("xl/sharedStrings.xml", nested(200_000)),
    "attributes": lambda: with_part("xl/worksheets/sheet3.xml", attributes(1_500_000)),
    "many parts": lambda: with_part("xl/media/x.bin", b"", archive({f"xl/{number}.xml": b"" for number in range(2_000)})),
    "a part without end": lambda: with_part("xl/theme/theme1.xml", bytes(140_000_000)),
}
"""Workbooks that are refused in words."""


def scenarios_of(content: bytes, count: int = 150) -> bytes:
    return archive({**shipped_files(), **{f"scenarios/n{number}.yaml": content for number in range(count)}})


def values(count: int) -> bytes:
    return b"name: n\ndescription: d\nvalues:\n" + b"".join(b"  nothing_%d: 1\n" % number for number in range(count))


def with_base(name: str, content: bytes) -> bytes:
    return archive({**shipped_files(), f"base/{name}": content})


UPLOADS = {
    # 734 KB of these slowed everybody down for two minutes.
    "scenarios with many values": lambda: scenarios_of(b"name: n\nvalues: [" + 30_000 * b"1," + b"]"),
    "unknown parameters": lambda: with_base(
        "parameters.yaml", b"groups:\n  a:\n    parameters:\n" + b"".join(b"      n%d: {}\n" % number for number in range(20_000))
    ),
    "unknown fields": lambda: with_base("sources.yaml", b"sources:\n  S1: {" + b"".join(b"n%d: 1, " % at for at in range(20_000)) + b"}"),
    "cells": lambda: with_base(
        "municipalities.csv", shipped_files()["base/municipalities.csv"].partition(b"\n")[0] + b"\n" + 1_900_000 * b";"
    ),
    "rows of faults": lambda: with_base("municipalities.csv", b"number;name;county\n" + 1_900 * b"x;;\n"),
    "comments": lambda: with_base("sources.yaml", 900_000 * b"#\n" + b"sources: {}"),
    "aliases": lambda: with_base("sources.yaml", b"a: &a [1]\nb: [" + 200_000 * b"*a," + b"]"),
}
"""Archives of assumptions that are refused in words."""


@cache
def small_workbook() -> bytes:
    """Our workbook with the sheets that are read back and no others."""
    ours = openpyxl.load_workbook(io.BytesIO(our_workbook()), read_only=True, data_only=True)
    small = openpyxl.Workbook()
    for name in (addresses.COVER, addresses.INPUTS, addresses.MEMBERS):
        sheet = small.create_sheet(name)
        for row in ours[name].iter_rows(values_only=True):
            sheet.append(row)
    buffer = io.BytesIO()
    small.save(buffer)
    return buffer.getvalue()


def measured(read, given: tuple[object, ...]) -> tuple[str, int]:
    """For the worker: the faults of what is read, by their codes, and the megabytes that the process has held at most."""
    try:
        read(*given)
        told = ""
    except AssumptionError as error:
        told = " ".join(sorted({fault.code for fault in error.faults}))
    held = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return told, int(held.split()[1]) // 1000


def take_memory() -> int:
    return len(bytearray(1_000_000_000))


def be_stopped(number: int) -> None:
    """What the system does to a process that calculates for too long, or breaks down."""
    os.kill(os.getpid(), number)


def stop_the_worker() -> None:
    os.kill(os.getppid(), signal.SIGKILL)
    wait_for(Path("/nowhere"))


def wait_for(path: Path) -> str:
    while not path.exists():
        time.sleep(0.005)
    return path.name


def fail() -> None:
    raise RuntimeError("what a reader trips over")

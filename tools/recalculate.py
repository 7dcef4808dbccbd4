"""Changes cells of a workbook in LibreOffice and reads what it then shows. Run by the system's Python, which has the module uno.

    /usr/bin/python3 tools/recalculate.py < job.json > answer.json

The job: ``workbook`` (a path), ``rounds`` (each a list of ``[sheet, cell, value]``; a value is a number, a text, a formula or null),
``read`` (a list of ``[sheet, range]``) and ``save`` (a path, or null). The answer: for each round the content of each range row by
row (numbers and texts), how many cells show an error, and the seconds that LibreOffice took to calculate.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.sheet.FormulaResult import ERROR

LONGEST = 300
"""Seconds that a job may take; one of ten rounds takes half a minute."""
RECALCULATE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def property_of(name, value):
    """An option of LibreOffice."""
    item = PropertyValue()
    item.Name, item.Value = name, value
    return item


def start(home):
    """A LibreOffice of its own, with a profile of its own, that listens on a pipe of its own."""
    user = Path(home) / "user"
    user.mkdir()
    (user / "registrymodifications.xcu").write_text(RECALCULATE_ALWAYS, encoding="utf-8")
    pipe = f"recalculate{Path(home).name}"
    command = ["soffice", "--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard"]
    command += [f"-env:UserInstallation={Path(home).as_uri()}", f"--accept=pipe,name={pipe};urp;"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True), pipe


def connect(process, pipe):
    """The desktop of that LibreOffice, as soon as it answers."""
    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    while process.poll() is None:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            time.sleep(0.1)
    raise SystemExit("LibreOffice did not start")


def put(document, sheet, cell, value):
    """Write a number, a text or a formula into a cell, or empty it."""
    target = document.Sheets.getByName(sheet).getCellRangeByName(cell)
    if value is None:
        target.setString("")
    elif isinstance(value, str) and value.startswith("="):
        target.setFormula(value)
    elif isinstance(value, str):
        target.setString(value)
    else:
        target.setValue(value)


def errors_in(document):
    """How many ranges of formula cells show an error."""
    return sum(document.Sheets.getByIndex(at).queryFormulaCells(ERROR).Count for at in range(document.Sheets.Count))


def run(desktop, job):
    """Every round of the job on one open document."""
    document = desktop.loadComponentFromURL(Path(job["workbook"]).as_uri(), "_blank", 0, (property_of("Hidden", True),))
    if document is None:
        raise SystemExit(f"LibreOffice cannot open {job['workbook']}")
    try:
        return rounds(document, job)
    finally:
        document.close(True)


def rounds(document, job):
    """The answer of each round."""
    document.enableAutomaticCalculation(False)
    for sheet in document.Sheets:
        sheet.unprotect("")
    answers = []
    for edits in job["rounds"]:
        for sheet, cell, value in edits:
            put(document, sheet, cell, value)
        begun = time.perf_counter()
        document.calculate()
        seconds = time.perf_counter() - begun
        ranges = [document.Sheets.getByName(sheet).getCellRangeByName(cells).getDataArray() for sheet, cells in job["read"]]
        answers.append({"ranges": ranges, "errors": errors_in(document), "seconds": seconds})
    if job.get("save"):
        document.storeToURL(Path(job["save"]).as_uri(), (property_of("FilterName", "Calc MS Excel 2007 XML"),))
    return answers


def stop(desktop, process):
    """End that LibreOffice, whatever came of the job."""
    try:
        desktop.terminate()
    except Exception:
        process.terminate()


def end(process):
    """Kill that LibreOffice with all that it has started: now and then one waits for itself and never answers."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def main():
    """Read the job, run it in a LibreOffice of its own on a copy of its own, write the answer."""
    job = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as home:
        job["workbook"] = shutil.copy(job["workbook"], home)  # a lock file beside it is left by one that was killed
        process, pipe = start(home)
        watch = threading.Timer(LONGEST, end, [process])
        watch.start()
        try:
            desktop = connect(process, pipe)
            try:
                json.dump(run(desktop, job), sys.stdout)
            finally:
                stop(desktop, process)
        finally:
            process.wait()
            watch.cancel()


main()

"""``batch``: thousands of scenarios from a file, results as CSV or Parquet."""

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from costmodel.assumptions.loading import load_assumptions
from costmodel.cli import options as o
from costmodel.cli.usage import add_command
from costmodel.faults import AssumptionError, Fault
from costmodel.output.batches import batch_csv_bytes, parquet_bytes
from costmodel.output.files import is_stream
from costmodel.output.workbook.results import batch_bytes
from costmodel.scenarios.batch import appraise_batch
from costmodel.scenarios.batch_reading import read_batch
from costmodel.texts.catalog import text

BatchPath = Annotated[Path, typer.Argument(metavar=text("cli.values.file"), help=text("cli.options.batch"), show_default=False)]
BatchOutput = Annotated[Path | None, typer.Option("--output", metavar=text("cli.values.file"), help=text("cli.options.batch_output"))]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    add_command(app, "batch", batch_command, "scenarioer.csv --output svar.parquet")


def batch_command(
    file: BatchPath,
    assumptions: o.Folder = o.DEFAULT_FOLDER,
    scenario: o.ScenarioName = None,
    municipality: o.MunicipalityName = None,
    everyone: o.Everyone = False,
    changes: o.Changes = None,
    alternative: o.AlternativeKey = None,
    together: o.Partners = None,
    decision: o.FromDecision = False,
    cluster: o.ClusterAddress = None,
    output: BatchOutput = None,
) -> None:
    """Many scenarios at once: each row changes the scenario that the options describe."""
    suffix = ".csv" if output is None or is_stream(output) else output.suffix.lower()
    if suffix not in {".csv", ".parquet", ".xlsx"}:
        raise AssumptionError([Fault("", "--output", "other_file_type", {"name": str(output)})])
    loaded = load_assumptions(assumptions)
    start = o.from_decision_if_asked(
        o.apply_changes(o.choose_scenario(loaded, scenario, municipality, everyone), changes, alternative, together), decision, changes
    )
    rows = read_batch(file, start)
    with o.workers_of(cluster) as workers, progress_bar(len(rows.names)) as progress:
        result = appraise_batch(start, rows, progress, workers)
    if suffix == ".xlsx":
        o.answer(batch_bytes(result, loaded), output)
    else:
        o.answer(parquet_bytes(result) if suffix == ".parquet" else batch_csv_bytes(result), output)


@contextmanager
def progress_bar(length: int) -> Generator[Callable[[int], None]]:
    """A bar on standard error, where somebody is watching."""
    with typer.progressbar(length=length, label=text("terminal.progress"), file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield bar.update

"""``batch``: thousands of scenarios from a file, results as CSV or Parquet."""

import hashlib
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, cast

import numpy as np
import typer

from costmodel.analysis.uncertainty.sampling import FEWEST, MOST, SEED, Plan
from costmodel.analysis.uncertainty.simulation import Drawing, draw_each
from costmodel.assumptions.loading import load_assumptions
from costmodel.assumptions.records import AssumptionSet
from costmodel.cli import options as o
from costmodel.cli.usage import add_command
from costmodel.cluster import Cluster
from costmodel.faults import AssumptionError, Fault
from costmodel.output.batches import batch_csv_bytes, parquet_bytes
from costmodel.output.files import is_stream
from costmodel.output.identity.about import DECISION, Identity, identity_of
from costmodel.output.identity.writing import IDENTITY, csv_with_identity
from costmodel.output.workbook.results import batch_bytes
from costmodel.scenarios.batch import BatchResult, appraise_batch, for_each, one_by_one, result_of, scenario_of_chunk, travelling
from costmodel.scenarios.batch_reading import Batch, Column, read_batch
from costmodel.texts.catalog import text

BatchPath = Annotated[Path, typer.Argument(metavar=text("cli.values.file"), help=text("cli.options.batch"), show_default=False)]
BatchOutput = Annotated[Path | None, typer.Option("--output", metavar=text("cli.values.file"), help=text("cli.options.batch_output"))]
EACH_HELP, DRAWS_HELP = text("cli.options.each_municipality"), text("cli.options.draws_of_each")
EachMunicipality = Annotated[bool, typer.Option("--each-municipality", metavar="", help=EACH_HELP)]
DrawsOfEach = Annotated[int | None, typer.Option("--draws", metavar=text("cli.values.count"), min=FEWEST, max=MOST, help=DRAWS_HELP)]


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
    each: EachMunicipality = False,
    draws: DrawsOfEach = None,
    keep: o.Keep = False,
    cluster: o.ClusterAddress = None,
    output: BatchOutput = None,
) -> None:
    """Many scenarios at once: each row changes the scenario that the options describe."""
    suffix = ".csv" if output is None or is_stream(output) else output.suffix.lower()
    if suffix not in {".csv", ".parquet", ".xlsx"}:
        raise AssumptionError([Fault("", "--output", "other_file_type", {"name": str(output)})])
    refuse_together(each=each, is_one=everyone or municipality is not None, is_drawn=draws is not None, keep=keep)
    loaded = load_assumptions(assumptions)
    start = o.from_decision_if_asked(
        o.apply_changes(o.choose_scenario(loaded, scenario, municipality, everyone), changes, alternative, together), decision, changes
    )
    rows = read_batch(file, start)
    if each:
        rows = for_each(rows, [item.name for item in loaded.municipalities])
    with o.workers_of(cluster) as workers, progress_bar(len(rows.names)) as progress:
        if draws is None:
            result = appraise_batch(start, rows, progress, workers)
        else:
            result = draw_batch(Drawing(scenario_of_chunk, travelling(start), Plan(draws), keep), rows, progress, workers)
    about, drawn = DECISION if decision else None, None if draws is None else (draws, SEED)
    told = o.asked(scenario, loaded, question=about, draws=drawn, files={file.name: fingerprint_of_file(file)})
    o.answer(batch_content(result, suffix, identity_of(start, told), loaded), output)


def batch_content(result: BatchResult, suffix: str, told: Identity, assumptions: AssumptionSet) -> bytes:
    """The rows as the ending of the file has it, with what they are."""
    if suffix == ".xlsx":
        return batch_bytes(result, assumptions, told)
    if suffix == ".parquet":
        return parquet_bytes(result, {IDENTITY: told.model_dump_json()})
    return csv_with_identity(batch_csv_bytes(result), told, assumptions)


def fingerprint_of_file(file: Path) -> str:
    """Fingerprint of a file that was asked about; empty of a stream, which is gone when it has been read."""
    return "" if is_stream(file) else hashlib.sha256(file.read_bytes()).hexdigest()[:12]


def refuse_together(*, each: bool, is_one: bool, is_drawn: bool, keep: bool) -> None:
    """Refuse options that say different things, or nothing without another."""
    faults = [Fault("", "--each-municipality", "each_and_one")] if each and is_one else []
    faults += [Fault("", "--keep-uncertainty", "keep_without_draws")] if keep and not is_drawn else []
    if faults:
        raise AssumptionError(faults)


def draw_batch(drawing: Drawing, rows: Batch, progress: Callable[[int], None], cluster: Cluster | None) -> BatchResult:
    """Every scenario of the batch with its uncertain numbers drawn; `progress` is told of each that is done."""
    indicators = dict[str, Column]()
    for place, found in draw_each(drawing, one_by_one(drawing.start, rows), cluster):
        for name, value in found.items():
            indicators.setdefault(name, cast(Column, np.full(len(rows.names), np.nan)))[place] = value
        progress(1)
    return result_of(drawing.start, rows, indicators)


@contextmanager
def progress_bar(length: int) -> Generator[Callable[[int], None]]:
    """A bar on standard error, where somebody is watching."""
    with typer.progressbar(length=length, label=text("terminal.progress"), file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield bar.update

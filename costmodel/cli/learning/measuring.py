"""``measure``: what a measurement makes of every answer, and its way back into the assumption files."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from costmodel.analysis.learning.updating import Learned, learn
from costmodel.analysis.uncertainty.sampling import DRAWS, SEED, Plan
from costmodel.assumptions.folders import BASE, folder_on_disk
from costmodel.assumptions.loading import load_assumptions
from costmodel.assumptions.measuring.measurement_rules import measurement_faults, result_year
from costmodel.assumptions.measuring.writing_back import with_measurements, with_taught
from costmodel.assumptions.reading.written_values import number_of_text
from costmodel.assumptions.records import AssumptionSet, Measurement
from costmodel.assumptions.uploads import files_of
from costmodel.cli import options as o
from costmodel.cli.uncertainty import Draws, Seed, bar
from costmodel.cli.usage import add_command
from costmodel.faults import AssumptionError, Fault, shown
from costmodel.model.scenario import Scenario
from costmodel.output.answer_records.learning import learned_answer
from costmodel.output.csv import Cell, csv_bytes
from costmodel.output.identity.writing import Faces
from costmodel.output.labels import everybody
from costmodel.output.learning.quantities import taught_of
from costmodel.output.learning.updates import choice_sentences, figure_rows, learning_heads, update_sentences, updated_option_rows
from costmodel.output.printing import columns, wrapped_heads
from costmodel.texts.catalog import text
from costmodel.version import MODEL_VERSION

Measured = Annotated[list[str] | None, typer.Option("--measured", metavar=text("cli.values.measured"), help=text("cli.options.measured"))]
WriteBack = Annotated[Path | None, typer.Option("--write-back", metavar=text("cli.values.folder"), help=text("cli.options.write_back"))]
COLUMNS = ("kind", "name", "label", "unit", "when", "statistic", "value")
ENTERED = "command_line"
"""Begins the key of a measurement that was entered with the command."""
FEWEST_PARTS, MOST_PARTS = 4, 5


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    add_command(app, "measure", measure_command, "--measured extra_minutes=1.0,2.0,200,0.5")


def measure_command(
    assumptions: o.Folder = o.DEFAULT_FOLDER,
    scenario: o.ScenarioName = None,
    municipality: o.MunicipalityName = None,
    changes: o.Changes = None,
    alternative: o.AlternativeKey = None,
    together: o.Partners = None,
    measured: Measured = None,
    draws: Draws = DRAWS,
    seed: Seed = SEED,
    write_back: WriteBack = None,
    answer_format: o.AnswerFormat = o.Format.TABLE,
    output: o.Output = None,
) -> None:
    """Every answer before and after what was measured; those of measurements.yaml and those entered with the command."""
    loaded = load_assumptions(assumptions)
    chosen = o.apply_changes(o.choose_scenario(loaded, scenario, municipality, False), changes, alternative, together)
    entered = entered_measurements(measured or [], loaded)
    if write_back is not None:
        _refuse_taken(write_back)
    with bar(1) as progress:
        found = learn(chosen, {**loaded.measurements, **entered}, Plan(draws, seed))
        progress(1, 1)
    o.deliver(faces_of_learning(found), chosen, o.asked(scenario, loaded, draws=(draws, seed)), answer_format, output)
    if write_back is not None:
        typer.echo("\n".join(written_back(found, entered, assumptions, write_back)), err=True)


def entered_measurements(texts: Sequence[str], known: AssumptionSet) -> dict[str, Measurement]:
    """What was entered as ``QUANTITY=MEAN,SD,N,TAU[,PRICE_YEAR]``, by key; AssumptionError with all that is wrong."""
    faults: list[Fault] = []
    found: dict[str, Measurement] = {}
    for at, written in enumerate(texts, start=1):
        item = _parsed(written)
        wrong = [item] if isinstance(item, Fault) else list(measurement_faults(item, known, date.today()))
        faults.extend(wrong)
        if isinstance(item, Measurement) and not wrong:
            found[f"{ENTERED}_{at}"] = item
    if faults:
        raise AssumptionError(faults)
    return found


def _parsed(written: str) -> Measurement | Fault:
    name, _, rest = written.partition("=")
    numbers = [number_of_text(part.strip()) for part in rest.split(",")]
    known = [number for number in numbers if number is not None]
    is_whole = all(number.is_integer() for number in (*known[2:3], *known[4:]))
    if len(known) < len(numbers) or not FEWEST_PARTS <= len(known) <= MOST_PARTS or not is_whole:
        return Fault("", "--measured", "measurement_not_read", {"written": shown(written)})
    mean, sd, n, representativeness, *year = known
    given = {"quantity": name.strip(), "mean": mean, "sd": sd, "n": int(n), "representativeness": representativeness}
    given |= {
        "price_year": int(year[0]) if year else None,
        "date": date.today(),
        "source": text("learning.entered"),
        "who": text("learning.entered_by"),
    }
    try:
        return Measurement.model_validate(given)
    except ValidationError:
        return Fault("", "--measured", "measurement_not_read", {"written": shown(written)})


def _refuse_taken(folder: Path) -> None:
    """Nothing that stands there already is written over."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise AssumptionError([Fault("", str(folder), "folder_is_taken")])


def written_back(found: Learned, entered: Mapping[str, Measurement], source: Path, target: Path) -> list[str]:
    """Write a copy of the folder with what was learnt at each measured number; a line of what was written where."""
    numbers = [item for item in found.quantities if result_year(item.name) is None]
    assumptions, old = found.scenario.assumptions, folder_on_disk(source)
    files = with_taught(files_of(old), {item.name: taught_of(found, item) for item in numbers}, assumptions)
    files = with_measurements(files, entered, [key for item in numbers for key in item.keys])
    shutil.copytree(source, target, dirs_exist_ok=True)
    for place, content in files.items():
        (target / (place if old.prefix else place.removeprefix(BASE))).write_bytes(content)
    return [text("learning.terminal.written", folder=target, names=", ".join(item.name for item in numbers))]


def faces_of_learning(found: Learned) -> Faces:
    """What was learnt in each format."""
    return Faces(
        lambda: learned_answer(found), lambda: csv_bytes(COLUMNS, learned_rows(learned_answer(found))), lambda: learned_lines(found)
    )


def learned_lines(found: Learned) -> list[str]:
    """What was measured, what becomes of the choice, and every figure."""
    return [
        learned_heading(found.scenario, found.plan),
        "",
        *update_sentences(found),
        "",
        *choice_sentences(found),
        "",
        *columns([*wrapped_heads(learning_heads("options")), *updated_option_rows(found)]),
        "",
        *columns([*wrapped_heads(learning_heads("figures")), *figure_rows(found)]),
    ]


def learned_heading(scenario: Scenario, plan: Plan) -> str:
    """Who, how many draws, which seed, on which assumptions."""
    told = {"who": scenario.municipality or everybody(), "draws": plan.total, "seed": plan.seed, "model": MODEL_VERSION}
    return text("learning.terminal.heading", fingerprint=scenario.assumptions.hash[:12], **told)


def learned_rows(record: Mapping[str, Any]) -> Iterator[dict[str, Cell]]:
    """A row for each statistic of each quantity and figure, before and after, and of each option of the card."""
    items = [("quantity", item["name"], item) for item in record["quantities"]]
    items += [("figure", name, item) for name, item in record["figures"].items()]
    for kind, name, item in items:
        start = {"kind": kind, "name": name, "label": item["label"], "unit": item["unit"]}
        for when in ("before", "after"):
            yield from ({**start, "when": when, "statistic": key, "value": value} for key, value in item[when].items())
    for when in ("before", "after"):
        for option in record[when]["options"]:
            start = {"kind": "option", "name": option["name"], "when": when}
            yield {**start, "statistic": "npv", "unit": "MNOK", "value": option["npv"]["expected"]}
            yield {**start, "statistic": "best", "value": option["best"]}

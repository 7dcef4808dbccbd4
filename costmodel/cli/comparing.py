"""``compare``: scenarios, folders or municipalities side by side."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import typer

from costmodel.analysis.attribution.fields import FieldChange, changed_fields, changed_layout
from costmodel.assumptions.folders import opened
from costmodel.assumptions.loading import load_assumptions, load_scenario_file
from costmodel.assumptions.records import EVERYBODY, REFERENCE_MUNICIPALITY, AssumptionSet
from costmodel.assumptions.tables.naming import spelled
from costmodel.axes import Array
from costmodel.cli import options as o
from costmodel.cli.usage import add_command, asked_words
from costmodel.faults import AssumptionError, Facts, Fault, nearest, shown
from costmodel.model import results
from costmodel.model.appraisal import appraise
from costmodel.model.line_items import as_read
from costmodel.model.scenario import Scenario, base_case, from_file, named
from costmodel.output import labels
from costmodel.output.answer_records.comparison import ComparedFolder, folder_record
from costmodel.output.attribution.fields import field_line
from costmodel.output.csv import Cell, csv_bytes
from costmodel.output.identity.about import DECISION, Asked, identity_of
from costmodel.output.identity.writing import Faces
from costmodel.output.input_labels import ShownDifference, shown_differences
from costmodel.output.printing import columns, indicator_text, plain_number
from costmodel.output.tables import finite_or_none
from costmodel.output.workbook.results import comparison_bytes
from costmodel.texts.catalog import text
from costmodel.texts.numbers import number
from costmodel.version import MODEL_VERSION

BASE, ALSO_BASE = "utgangspunktet", "basis"
"""The base case among the items; the second is its earlier name, which goes on working."""
Items = Annotated[
    list[str],
    typer.Argument(
        metavar=text("cli.values.items"),
        help=text("cli.options.compared", base=BASE, everybody=EVERYBODY),
        show_default=False,
    ),
]
ComparisonOutput = Annotated[
    Path | None, typer.Option("--output", metavar=text("cli.values.file"), help=text("cli.options.output_or_workbook"))
]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    add_command(app, "compare", compare_command, "utgangspunktet exit-2029 gevinster-fullt-ut --municipality Molde")


def compare_command(
    items: Items,
    assumptions: o.Folder = o.DEFAULT_FOLDER,
    municipality: o.MunicipalityName = None,
    changes: o.Changes = None,
    alternative: o.AlternativeKey = None,
    together: o.Partners = None,
    decision: o.FromDecision = False,
    answer_format: o.AnswerFormat = o.Format.TABLE,
    output: ComparisonOutput = None,
) -> None:
    """Scenarios, folders or municipalities side by side, with what differs and where it comes from."""
    if len(items) < 2:
        raise AssumptionError([Fault("", "compare", "one_to_compare")])
    loaded = load_assumptions(assumptions)
    starts = [scenario_of_word(item, loaded, municipality) for item in items]
    changed = [o.apply_changes(start, changes, alternative, together) for start in starts]
    scenarios = [o.from_decision_if_asked(scenario, decision, changes) for scenario in changed]
    named_items = dict(zip(unique(items), scenarios, strict=True))
    told = Asked(text("identity.compared"), asked_words(), question=DECISION if decision else None, items=named_items)
    if output is not None and output.suffix.lower() == ".xlsx":
        appraisals = {name: appraise(item) for name, item in named_items.items()}
        o.answer(comparison_bytes(appraisals, identity_of(scenarios[0], told)), output)
        return
    folders = [folder_of_word(item, loaded, assumptions) for item in items]
    files = [folder_record(*found) for found in compared_folders(list(named_items), folders, scenarios)]
    comparison = {**compare(items, scenarios), "files": [folder.model_dump() for folder in files]}
    faces = Faces(
        lambda: comparison,
        lambda: csv_bytes(("kind", "name", "label", *named_items), comparison_rows(comparison, loaded)),
        lambda: [*lines(comparison, loaded), *(line for folder in files for line in file_lines(folder, next(iter(named_items))))],
    )
    o.deliver(faces, scenarios[0], told, answer_format, output)


def scenario_of_word(item: str, loaded: AssumptionSet, municipality: str | None) -> Scenario:
    """What a word stands for: a scenario, a scenario file, a folder, a municipality, the base case or all participants."""
    town = spelled(item, loaded)
    if municipality is not None and (town or item.casefold() == EVERYBODY):
        raise AssumptionError([Fault("", "compare", "municipality_and_option", {"item": shown(item)})])
    chosen = REFERENCE_MUNICIPALITY if municipality is None else municipality
    if item in loaded.scenarios:
        return named(loaded, item, municipality)
    if o.is_file_name(item):
        return from_file(loaded, load_scenario_file(Path(item), loaded), municipality)
    if Path(item).is_dir():
        return base_case(load_assumptions(item), chosen)
    if item.casefold() in {BASE, ALSO_BASE, EVERYBODY}:
        return base_case(loaded, None if item.casefold() == EVERYBODY else chosen)
    if town is not None:
        return base_case(loaded, town)
    known = [*loaded.scenarios, *(place.name for place in loaded.municipalities), BASE, EVERYBODY]
    facts: Facts = {"item": shown(item), "base": BASE, "everybody": EVERYBODY, "nearest": nearest(item, known)}
    raise AssumptionError([Fault("", "compare", "nothing_to_compare", facts)])


def folder_of_word(item: str, loaded: AssumptionSet, assumptions: Path) -> Path:
    """The folder whose files a word rests on: its own where it is one."""
    is_other = item in loaded.scenarios or o.is_file_name(item) or not Path(item).is_dir()
    return assumptions if is_other else Path(item)


def compared_folders(
    names: list[str], folders: list[Path], scenarios: list[Scenario]
) -> Iterator[tuple[str, tuple[FieldChange, ...], tuple[AssumptionSet, AssumptionSet]]]:
    """What is changed in the files from the folder of the first item to that of each other: the item, the changes, and both folders."""
    for name, folder, scenario in zip(names[1:], folders[1:], scenarios[1:], strict=True):
        if folder.resolve() != folders[0].resolve():
            first, second = scenarios[0].assumptions, scenario.assumptions
            changes = changed_fields(first, second)
            yield name, (*changes, *changed_layout(opened(folders[0]), opened(folder), changes)), (first, second)


def compare(items: list[str], scenarios: list[Scenario]) -> dict[str, Any]:
    """The comparison as a record: what differs in the inputs, the indicators, and the present value of each line item."""
    appraised = [appraise(scenario) for scenario in scenarios]
    indicators = [results.indicators(result) for result in appraised]
    present = [results.present_values(result) for result in appraised]
    return {
        "model_version": MODEL_VERSION,
        "items": [_item(name, scenario) for name, scenario in zip(unique(items), scenarios, strict=True)],
        "inputs": [_input(item) for item in shown_differences(scenarios)],
        "indicators": {name: [first_or_none(row[name]) for row in indicators] for name in indicators[0]},
        "present_values": {name: [first_or_none(row[name]) if name in row else None for row in present] for name in _union(present)},
    }


def unique(items: list[str]) -> list[str]:
    """The words as column names; one that comes again gets its number."""
    return [item if items.count(item) == 1 else f"{item} ({number})" for number, item in enumerate(items, start=1)]


def _union(rows: list[dict[str, Array]]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def _item(name: str, scenario: Scenario) -> dict[str, Any]:
    return {"name": name, "municipality": scenario.municipality, "assumptions_hash": scenario.assumptions.hash}


def _input(item: ShownDifference) -> dict[str, Any]:
    return {"name": item.name, "label": item.label, "unit": item.unit, "values": list(item.values), "origins": list(item.origins)}


def first_or_none(array: Array) -> float | None:
    """The number of the first draw; None where it does not exist."""
    return finite_or_none(float(array.flat[0]))


def comparison_rows(comparison: dict[str, Any], loaded: AssumptionSet) -> list[dict[str, Cell]]:
    """A row for each input that differs, each indicator and each present value."""
    names = [item["name"] for item in comparison["items"]]
    rows: list[dict[str, Cell]] = []
    for item in comparison["inputs"]:
        rows.append({"kind": "input", "name": item["name"], "label": item["label"], **dict(zip(names, item["values"], strict=True))})
        rows.append({"kind": "origin", "name": item["name"], "label": item["label"], **dict(zip(names, item["origins"], strict=True))})
    for kind in ("indicators", "present_values"):
        for name, values in comparison[kind].items():
            rows.append({"kind": kind, "name": name, "label": labels.result_label(name, loaded), **dict(zip(names, values, strict=True))})
    return rows + [_file_row(change, names[0], folder["item"]) for folder in comparison["files"] for change in folder["changes"]]


def _file_row(change: dict[str, Any], first: str, item: str) -> dict[str, Cell]:
    """A change in the files as a row: where it is, and before and after under what is compared."""
    place = ".".join(part for part in (change["record"], change["field"]) if part)
    name = f"{change['file']}: {place}" if place else change["file"]
    return {"kind": f"file_{change['kind']}", "name": name, "label": change["label"], first: change["before"], item: change["after"]}


def lines(comparison: dict[str, Any], loaded: AssumptionSet) -> list[str]:
    """The comparison as text."""
    names = [item["name"] for item in comparison["items"]]
    indicators = [
        [labels.result_label(name, loaded), *(indicator_text(name, _number(value)) for value in row)]
        for name, row in comparison["indicators"].items()
    ]
    present = [
        [labels.result_label(name, loaded), *(number(None if value is None else as_read(name, value), 1) for value in row)]
        for name, row in comparison["present_values"].items()
    ]
    return [
        *input_lines(comparison, names),
        "",
        *columns([[text("terminal.comparison.results"), *names], *indicators]),
        "",
        *columns([[text("terminal.comparison.present_values"), *names], *present]),
    ]


def file_lines(folder: ComparedFolder, first: str) -> list[str]:
    """What is changed in the files of a folder, as text."""
    found = ["", text("fields.heading", first=first, second=folder.item), *([] if folder.changes else [text("fields.alike")])]
    for file, changes in groupby(folder.changes, lambda change: change.file):
        found += [file, *(f"  {field_line(FieldChange(**change.model_dump(exclude={'label'})), change.label)}" for change in changes)]
    return found


def input_lines(comparison: dict[str, Any], names: list[str]) -> list[str]:
    """The inputs that differ, and where their values come from."""
    differing = comparison["inputs"]
    if not differing:
        return [text("terminal.comparison.nothing")]
    rows = [[_titled(item), *(_text(value, item["unit"]) for value in item["values"])] for item in differing]
    pairs = [(item["label"], name, told) for item in differing for name, told in zip(names, item["origins"], strict=True)]
    origins = [text("terminal.comparison.origin", label=label, name=name, origin=told) for label, name, told in pairs]
    return [*columns([[text("terminal.comparison.inputs"), *names], *rows]), "", text("terminal.comparison.origins"), *origins]


def _titled(item: dict[str, Any]) -> str:
    unit = item["unit"] or text("terminal.comparison.no_unit")
    return text("terminal.comparison.input", label=item["label"], unit=unit)


def _text(value: float | str | None, unit: str) -> str:
    return value if isinstance(value, str) else plain_number(value, unit)


def _number(value: float | None) -> float:
    return float("nan") if value is None else value

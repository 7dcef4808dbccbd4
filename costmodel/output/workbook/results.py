"""Results as a workbook: every scenario of a comparison or of a batch as tidy sheets, with a dictionary of what stands in them."""

import math
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any, cast

from costmodel.assumptions.batch_rules import as_written
from costmodel.assumptions.records import AssumptionSet
from costmodel.faults import AssumptionError, Fault
from costmodel.model import results
from costmodel.model.results import Appraisal
from costmodel.model.scenario import Scenario
from costmodel.output import labels
from costmodel.output.csv import Cell
from costmodel.output.identity.about import Identity
from costmodel.output.identity.sheet import write_identity
from costmodel.output.input_labels import input_origin
from costmodel.output.tables import by_year
from costmodel.output.workbook.styles import Sheet, Styles, heads_of, write_heads, write_rows
from costmodel.output.workbook.writing import PLAIN_TEXT
from costmodel.scenarios.batch import BatchResult
from costmodel.texts.catalog import text
from costmodel.version import MODEL_VERSION

Table = tuple[Sequence[str], Sequence[Sequence[Cell]]]
"""Heads and rows."""
SCENARIOS, INPUTS, INDICATORS, BY_YEAR, DICTIONARY = "scenarios", "inputs", "indicators", "by_year", "dictionary"
"""The sheets, by code."""
MOST_ROWS = 1_048_575
"""Rows that a sheet holds under its heads."""


def comparison_bytes(appraisals: Mapping[str, Appraisal], item: Identity) -> bytes:
    """A workbook of some appraisals (first draw) by name: scenarios, inputs, indicators, every year, dictionary, what it is."""
    tables: dict[str, Table] = {
        SCENARIOS: _table(("scenario", *COLUMNS_OF_SCENARIO), [_scenario_row(name, item) for name, item in appraisals.items()]),
        INPUTS: _table(
            ("scenario", "name", "label", "value", "unit", "price_year", "changed", "origin"),
            [row for name, item in appraisals.items() for row in _input_rows(name, item)],
        ),
        INDICATORS: _table(
            ("scenario", "name", "label", "value", "unit"),
            [
                (name, key, labels.indicator_label(key), _number(array.flat[0]), labels.unit_of_result(key))
                for name, item in appraisals.items()
                for key, array in results.indicators(item).items()
            ],
        ),
        BY_YEAR: _table(
            ("scenario", "year", "kind", "name", "label", "value", "unit"),
            [row for name, item in appraisals.items() for row in _yearly_rows(name, item)],
        ),
    }
    tables[DICTIONARY] = _dictionary(tables)
    return _written(tables, item, next(iter(appraisals.values())).scenario.assumptions)


COLUMNS_OF_SCENARIO = (
    *("municipality", "model_version", "assumptions_hash", "start_year", "price_year"),
    *("participant_set", "alternative", "together"),
)


def batch_bytes(result: BatchResult, assumptions: AssumptionSet, item: Identity) -> bytes:
    """A workbook of a batch: one row a scenario with the inputs that change and every indicator, the dictionary, and what it is.

    Raises AssumptionError where there are more scenarios than a sheet has rows.
    """
    if len(result.names) > MOST_ROWS:
        raise AssumptionError([Fault("", "--output", "too_many_rows_for_sheet", {"count": len(result.names), "most": MOST_ROWS})])
    columns = {**result.inputs, **result.indicators}
    chosen = {"alternative": result.alternatives} if result.alternatives else {}
    texts = {"scenario": result.names, "municipality": result.municipalities, **chosen}
    numbers = zip(*(column.tolist() for column in columns.values()), strict=True)
    rows = [(*known, *map(_number, values)) for *known, values in zip(*texts.values(), numbers, strict=True)]
    heads = (*texts, *columns)
    words = [(_sheet_name(SCENARIOS), name, _meaning(name), "") for name in texts]
    words += [
        (_sheet_name(SCENARIOS), name, labels.input_label(name, assumptions), assumptions.quantities[name].unit) for name in result.inputs
    ]
    words += [(_sheet_name(SCENARIOS), name, labels.drawn_label(name), labels.unit_of_drawn(name)) for name in result.indicators]
    return _written({SCENARIOS: (heads, rows), DICTIONARY: (heads_of("tidy.heads"), words)}, item, assumptions)


def _meaning(column: str) -> str:
    return text(f"workbook.tidy.columns.{column}")


def _sheet_name(sheet: str) -> str:
    return text(f"workbook.tidy.sheets.{sheet}")


def _table(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Table:
    return heads, rows


def _scenario_row(name: str, appraisal: Appraisal) -> Sequence[Cell]:
    scenario = appraisal.scenario
    named = "" if scenario.participant_set is None else ", ".join(sorted(scenario.participant_set))
    years = (results.years_of(appraisal)[0], int(scenario.setting("price_year")))
    alternative = list(scenario.assumptions.alternatives)[int(cast(Scenario, scenario).alternative.flat[0])]
    together = ", ".join(sorted(scenario.together))
    return (name, scenario.municipality, MODEL_VERSION, scenario.assumptions.hash, *years, named, alternative, together)


def _input_rows(name: str, appraisal: Appraisal) -> Iterator[Sequence[Cell]]:
    scenario = appraisal.scenario
    for key, item in scenario.assumptions.quantities.items():
        value = as_written(key, scenario.values[key].flat[0])
        about = (labels.input_label(key, scenario.assumptions), value, item.unit, item.price_year)
        yield (name, key, *about, int(value != item.value), input_origin(item, scenario.assumptions))


def _yearly_rows(name: str, appraisal: Appraisal) -> Iterator[Sequence[Cell]]:
    assumptions, years = appraisal.scenario.assumptions, results.years_of(appraisal)
    for key, values in by_year(appraisal).items():
        about = (results.kind(key), key, labels.line_item_label(key, assumptions))
        for year, value in zip(years, values, strict=True):
            yield (name, year, *about, _number(value), labels.unit_of_result(key))


def _number(value: Any) -> float | None:
    number = float(value)
    return number if math.isfinite(number) else None


def _dictionary(tables: Mapping[str, Table]) -> Table:
    """What each column means, and each name that stands in a column of names."""
    rows: list[Sequence[Cell]] = [(_sheet_name(sheet), head, _meaning(head), "") for sheet, (heads, _) in tables.items() for head in heads]
    for sheet, (heads, content) in tables.items():
        if "name" in heads:
            at, label, unit = (heads.index(head) for head in ("name", "label", "unit"))
            rows += dict.fromkeys((_sheet_name(sheet), row[at], row[label], row[unit]) for row in content)
    return _table(heads_of("tidy.heads"), rows)


def _written(tables: Mapping[str, Table], item: Identity, assumptions: AssumptionSet) -> bytes:
    import xlsxwriter

    buffer = BytesIO()
    file = cast(Any, xlsxwriter).Workbook(buffer, PLAIN_TEXT)
    styles = Styles(file)
    for name, table in tables.items():
        _write_table(file.add_worksheet(_sheet_name(name)), styles, table)
    write_identity(file, styles, item, assumptions)
    file.close()
    return buffer.getvalue()


def _write_table(sheet: Sheet, styles: Styles, table: Table) -> None:
    heads, rows = table
    write_heads(sheet, styles, 1, heads)
    write_rows(sheet, rows)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(heads) - 1)
    sheet.set_column(0, len(heads) - 1, 24)

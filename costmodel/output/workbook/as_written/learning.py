"""What the measurements beside the files make of the answers: values with their seed, since draws follow no cell."""

from collections.abc import Mapping, Sequence
from math import isfinite

from costmodel.analysis.learning.studies import Study, StudyWorth, study_worth
from costmodel.analysis.learning.updating import Learned, learn
from costmodel.analysis.learning.waiting import WaitingWorth, waiting_worth
from costmodel.analysis.uncertainty.sampling import USUAL
from costmodel.assumptions.measuring.measurement_rules import result_year, standard_error_of_mean
from costmodel.assumptions.records import Measurement
from costmodel.faults import AssumptionError
from costmodel.model.scenario import Scenario
from costmodel.output.faults import fault_lines
from costmodel.output.labels import figure_label, option_label
from costmodel.output.learning.quantities import quantity_label
from costmodel.output.learning.updates import choice_sentences, learning_heads, update_sentences
from costmodel.output.learning.waiting import waiting_sentences, waiting_title
from costmodel.output.workbook.styles import FREE, Sheet, Styles, begin
from costmodel.texts.catalog import text

Cell = str | float | None
FIRST_ROW, WIDTHS = 4, (60, *[18] * 6)


def write_learning(sheet: Sheet, styles: Styles, scenario: Scenario, measured: Mapping[str, Measurement]) -> None:
    """The measured quantities, the choice and the figures before and after; what the next measurement and waiting are worth."""
    begin(sheet, styles, text("workbook.learning.title"), text("workbook.learning.note", draws=USUAL.total, seed=USUAL.seed))
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    row = FIRST_ROW
    try:
        for part in (_of_update(learn(scenario, measured)), *_of_next(scenario, measured)):
            row = _write(sheet, styles, row, part)
    except AssumptionError as error:
        _write(sheet, styles, row, [[text("workbook.learning.refused")], *([line] for line in fault_lines(error.faults))])


def _write(sheet: Sheet, styles: Styles, row: int, rows: Sequence[Sequence[Cell]]) -> int:
    """Rows of texts and numbers, and an empty one after them; gives the row that follows."""
    for at, cells in enumerate(rows, start=row):
        is_head = len(cells) > 1 and all(isinstance(cell, str) for cell in cells)
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(at, column, cell, styles.get("heading" if is_head else "plain"))
            elif cell is not None and isfinite(cell):
                sheet.write_number(at, column, cell, styles.get("plain", FREE))
    return row + len(rows) + 1


def _of_update(found: Learned) -> list[Sequence[Cell]]:
    """What was measured, and every option and figure before and after."""
    assumptions = found.scenario.assumptions
    options = [
        (option_label(item.name, assumptions), before.npv.expected, item.npv.expected, before.best, item.best)
        for item in found.after.options
        for before in [found.before.option(item.name)]
    ]
    figures = [
        (figure_label(item.name), item.before.mean, after.mean, after.p10, after.p50, after.p90, after.probability)
        for item in found.figures
        for after in [item.after]
    ]
    said = [[line] for line in (*update_sentences(found), *choice_sentences(found))]
    return [*said, [], learning_heads("options"), *options, [], learning_heads("figures"), *figures]


def _of_next(scenario: Scenario, measured: Mapping[str, Measurement]) -> list[list[Sequence[Cell]]]:
    """What one more measurement of each number is worth, and waiting for it."""
    found: list[list[Sequence[Cell]]] = []
    for item in measured.values():
        if result_year(item.quantity) is None:
            found.append(_sizes(study_worth(scenario, Study(item.quantity, item.sd, item.representativeness))))
            found.append(_waiting(waiting_worth(scenario, item.quantity, standard_error_of_mean(item))))
    return found


def _sizes(found: StudyWorth) -> list[Sequence[Cell]]:
    quantity = quantity_label(found.study.quantity, None, found.scenario.assumptions)
    rows = [
        (text("workbook.learning.size", quantity=quantity, n=size.n), float(size.n), size.error, size.value, size.value_error)
        for size in found.sizes
    ]
    return [[text("workbook.learning.sizes", quantity=quantity)], tuple(text.part("workbook.learning.sizes_heads").values()), *rows]


def _waiting(found: WaitingWorth) -> list[Sequence[Cell]]:
    values = (waiting_title(found), found.worth, found.price, found.learnt, found.worth_error)
    return [tuple(text.part("workbook.learning.waiting_heads").values()), values, *([line] for line in waiting_sentences(found)[1:])]

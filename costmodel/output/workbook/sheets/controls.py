"""The sheet of controls: the state of each, how far it is from being in order, and one line that says whether all are."""

from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.addresses import letters
from costmodel.output.workbook.assembly import Book
from costmodel.output.workbook.sheets.checks import (
    ALLOWED,
    CHANGED,
    CHANGED_ROW,
    DEVIATION,
    FIRST_CHECK_ROW,
    UNIT,
    Check,
    checks,
    hidden_amount,
    hidden_amounts,
    shown_years,
)
from costmodel.output.workbook.sheets.inputs import changed_inputs
from costmodel.output.workbook.sheets.results import TOLERANCE
from costmodel.output.workbook.styles import SMALL, WHOLE, Sheet, Styles, begin, heads_of, height_of, shown_unit, write_heads
from costmodel.texts.catalog import text

SOUND, WRONG, UNTRIED = "sound", "wrong", "untried"


def _state(state: str) -> str:
    return text(f"workbook.checks.{state}")


def write_checks(sheet: Sheet, styles: Styles, book: Book) -> None:
    """The controls with their states, and how far each is from being in order."""
    begin(sheet, styles, at.CHECKS, text("workbook.checks.note"))
    sheet.write_string(CHANGED_ROW - 1, 0, text("workbook.checks.changed_cells"), styles.get())
    sheet.write_formula(CHANGED_ROW - 1, DEVIATION, f"={changed_inputs(book)}", styles.get("plain", WHOLE), 0)
    sheet.write_string(CHANGED_ROW - 1, UNIT, text("workbook.differences.cells"), styles.get("note_beside"))
    write_heads(sheet, styles, FIRST_CHECK_ROW - 1, heads_of("checks.heads"))
    for row, check in enumerate(checks(book), start=FIRST_CHECK_ROW):
        _write_check(sheet, styles, book, row, check)
    rule = {"type": "cell", "criteria": "==", "value": f'"{_state(WRONG)}"', "format": styles.get("changed")}
    sheet.conditional_format(FIRST_CHECK_ROW - 1, 1, FIRST_CHECK_ROW + len(checks(book)) - 2, 1, rule)
    for column, width in enumerate((60, 14, 12, 12, 10, 66)):
        sheet.set_column(column, column, width)
    sheet.fit_to_pages(1, 1)


def _write_check(sheet: Sheet, styles: Styles, book: Book, row: int, check: Check) -> None:
    deviation, allowed = (f"{letters(column)}{row}" for column in (DEVIATION, ALLOWED))
    is_sound = check != shown_years(book) or not hidden_amounts(book)
    formula = f'IF(ISNUMBER({deviation}),IF({deviation}<={allowed},"{_state(SOUND)}","{_state(WRONG)}"),"{_state(WRONG)}")'
    if check.only_unchanged:
        formula = f'IF({CHANGED}>0,"{_state(UNTRIED)}",{formula})'
    sheet.write_string(row - 1, 0, check.text, styles.get("wide"))
    sheet.write_formula(row - 1, 1, f"={formula}", styles.get(), _state(SOUND if is_sound else WRONG))
    value = 0.0 if is_sound else hidden_amount(book)
    sheet.write_formula(row - 1, DEVIATION, f"={check.deviation}", styles.get("plain", SMALL), value)
    sheet.write_number(row - 1, ALLOWED, check.allowed, styles.get("constant", SMALL))
    sheet.write_string(row - 1, UNIT, shown_unit(check.unit), styles.get("note_beside"))
    sheet.write_string(row - 1, UNIT + 1, check.action, styles.get("wide_note"))
    sheet.set_row(row - 1, height_of((check.text, 60), (check.action, 66)))


def names_of_checks() -> dict[str, str]:
    """Names of the cells that other sheets ask for: what is only rounding, and how many inputs are changed."""
    places = {TOLERANCE: (ALLOWED, FIRST_CHECK_ROW), CHANGED: (DEVIATION, CHANGED_ROW)}
    return {name: f"={at.CHECKS}!${letters(column)}${row}" for name, (column, row) in places.items()}


def summary_formula(book: Book) -> str:
    """One line that says whether every control is in order."""
    cells = f"{at.CHECKS}!$B${FIRST_CHECK_ROW}:$B${FIRST_CHECK_ROW + len(checks(book)) - 1}"
    all_sound, some_wrong = (summary_text(is_sound=is_sound) for is_sound in (True, False))
    sound = "+".join(f'COUNTIF({cells},"{_state(state)}")' for state in (SOUND, UNTRIED))
    return f'=IF({sound}=ROWS({cells}),"{all_sound}","{some_wrong}")'


def summary_text(*, is_sound: bool) -> str:
    """What that line says."""
    return text("workbook.checks.all_sound") if is_sound else text("workbook.checks.some_wrong", sheet=at.CHECKS)

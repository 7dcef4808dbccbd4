"""The input sheets: every assumption with value, bounds, basis and source, and who takes part; the cells that may be changed."""

import math
from collections.abc import Mapping
from typing import Any

from costmodel.assumptions.records import REFERENCE_MUNICIPALITY, Assumption
from costmodel.output.input_labels import input_origin
from costmodel.output.labels import basis_label, input_label, name_in_language
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.assembly import FIRST_CHOICE_ROW, FIRST_INPUT_ROW, Book, excel_name
from costmodel.output.workbook.choices import BY_LIST, BY_NUMBER, DECISION, LIFETIME, TICK, word
from costmodel.output.workbook.sheets.calculations import ordered_towns
from costmodel.output.workbook.styles import FREE, Sheet, Styles, begin, heads_of, write_heads
from costmodel.texts.catalog import text
from costmodel.units import BY_SYMBOL

VALUE, BASE, LOWEST, HIGHEST, STATE, NAME = 2, 3, 4, 5, 7, 10
"""Columns of an assumption: value, base, bounds, whether it is changed, name in the code."""
LONGEST_MESSAGE = 250
"""Characters of the message of a cell; a spreadsheet takes 255."""


def write_inputs(sheet: Sheet, styles: Styles, book: Book) -> None:
    """The choices, the parameters under their headings, and the register of benefits."""
    begin(sheet, styles, at.INPUTS, text("workbook.inputs.note"))
    write_heads(sheet, styles, FIRST_CHOICE_ROW - 1, heads_of("inputs.heads"))
    _write_choices(sheet, styles, book)
    assumptions = book.scenario.assumptions
    groups = [(name_in_language(group.name), list(group.parameters)) for group in assumptions.groups.values()]
    groups += [
        (text("workbook.inputs.benefit", benefit=name_in_language(item.name)), [f"benefits.{key}.{field}" for field in item.fields])
        for key, item in assumptions.benefits.items()
    ]
    for heading, names in groups:
        sheet.write_string(book.input_rows[names[0]] - 2, 0, heading, styles.get("heading"))
        for name in names:
            _write_assumption(sheet, styles, book, name)
    _mark_changes(sheet, styles, book)
    for first, last, width in ((0, 0, 56), (1, 1, 24), (2, 7, 11), (8, 8, 12), (9, 9, 110), (10, 10, 48)):
        sheet.set_column(first, last, width)
    sheet.freeze_panes(FIRST_CHOICE_ROW - 1, 3)
    sheet.repeat_rows(FIRST_CHOICE_ROW - 2)
    sheet.print_area(0, 0, max(book.input_rows.values()), 9)


def _write_choices(sheet: Sheet, styles: Styles, book: Book) -> None:
    towns = f"={at.MUNICIPALITIES}!$A${at.FIRST_TOWN_ROW}:$A${at.FIRST_TOWN_ROW + book.places.towns - 1}"
    by_list = book.scenario.participant_set is not None
    chosen = {
        "view": (word(book.model.view), word(LIFETIME), [word(LIFETIME), word(DECISION)]),
        "municipality": (book.scenario.municipality or "", REFERENCE_MUNICIPALITY, towns),
        "participation": (word(BY_LIST if by_list else BY_NUMBER), word(BY_NUMBER), [word(BY_NUMBER), word(BY_LIST)]),
    }
    for name, (value, base, options) in chosen.items():
        row, (title, about) = book.input_rows[name] - 1, (text(f"workbook.inputs.{name}.{part}") for part in ("name", "about"))
        sheet.write_string(row, 0, title, styles.get())
        sheet.write_string(row, VALUE, value, styles.get("input"))
        sheet.write_string(row, BASE, base, styles.get())
        sheet.write_string(row, 9, about, styles.get("note"))
        sheet.write_string(row, NAME, name, styles.get("note"))
        _write_state(sheet, styles, row, value != base)
        message = {"input_title": title, "input_message": about, "error_title": text("workbook.inputs.choose"), "error_message": about}
        sheet.data_validation(row, VALUE, row, VALUE, {"validate": "list", "source": options, "ignore_blank": False, **message})


def _write_assumption(sheet: Sheet, styles: Styles, book: Book, name: str) -> None:
    assumptions, row = book.scenario.assumptions, book.input_rows[name] - 1
    item, value = assumptions.quantities[name], float(book.scenario.values[name].flat[0])
    number = "year" if item.unit == "årstall" else FREE
    sheet.write_string(row, 0, input_label(name, assumptions), styles.get())
    sheet.write_string(row, 1, item.unit, styles.get("note"))
    _write_number(sheet, row, VALUE, value, styles.get("input", number))
    _write_number(sheet, row, BASE, math.inf if item.value is None else item.value, styles.get("constant", number))
    highest = highest_of(name, item, book)
    sheet.write_number(row, LOWEST, item.minimum, styles.get("constant", number))
    sheet.write_number(row, HIGHEST, highest, styles.get("constant", number))
    if item.price_year is not None:
        sheet.write_number(row, 6, item.price_year, styles.get("constant", "year"))
    _write_state(sheet, styles, row, value != (math.inf if item.value is None else item.value))
    sheet.write_string(row, 8, basis_label(item.basis), styles.get())
    sheet.write_string(row, 9, input_origin(item, assumptions), styles.get("note"))
    sheet.write_string(row, NAME, name, styles.get("note"))
    sheet.write_comment(
        row,
        VALUE,
        text("workbook.inputs.comment", basis=basis_label(item.basis), origin=input_origin(item, assumptions))[:1000],
        {"x_scale": 2.5, "y_scale": 1.5},
    )
    sheet.data_validation(row, VALUE, row, VALUE, _bounds(item, highest, input_label(name, assumptions)))


def highest_of(name: str, item: Assumption, book: Book) -> float:
    """The highest value of a cell: a price year must also be in the index."""
    return min(item.maximum, max(book.scenario.assumptions.price_index)) if name == "price_year" else item.maximum


def _write_number(sheet: Sheet, row: int, column: int, value: float, look: Any) -> None:
    """A number; an empty cell for what never happens."""
    if math.isinf(value):
        sheet.write_blank(row, column, None, look)
    else:
        sheet.write_number(row, column, value, look)


def _write_state(sheet: Sheet, styles: Styles, row: int, is_changed: bool) -> None:
    value, base = (f"{at.letters(column)}{row + 1}" for column in (VALUE, BASE))
    changed = text("workbook.inputs.changed")
    sheet.write_formula(row, STATE, f'=IF({value}={base},"","{changed}")', styles.get(), changed if is_changed else "")


def _bounds(item: Assumption, highest: float, title: str) -> Mapping[str, Any]:
    is_whole = BY_SYMBOL[item.unit].whole
    key = f"allowed{'_whole' if is_whole else ''}{'_or_empty' if item.value is None else ''}"
    allowed = text(f"workbook.inputs.{key}", low=f"{item.minimum:g}", high=f"{highest:g}")
    return {
        "validate": "integer" if is_whole else "decimal",
        "criteria": "between",
        "minimum": item.minimum,
        "maximum": highest,
        "ignore_blank": item.value is None,
        "input_title": title[:32],
        "input_message": text("workbook.inputs.message", allowed=allowed, description=item.description)[:LONGEST_MESSAGE],
        "error_title": text("workbook.inputs.outside"),
        "error_message": allowed,
    }


def _mark_changes(sheet: Sheet, styles: Styles, book: Book) -> None:
    """Inputs that differ from the base case stand out."""
    look = styles.get("changed")
    for first, last in ((FIRST_CHOICE_ROW, FIRST_INPUT_ROW - 3), (FIRST_INPUT_ROW, max(book.input_rows.values()))):
        rule = {"type": "formula", "criteria": f"=$C{first}<>$D{first}", "format": look}
        sheet.conditional_format(first - 1, VALUE, last - 1, VALUE, rule)


def write_members(sheet: Sheet, styles: Styles, book: Book) -> None:
    """Who takes part, where the scenario names them: a tick for each municipality."""
    tick = word(TICK)
    begin(sheet, styles, at.MEMBERS, text("workbook.members.note", tick=tick, by_list=word(BY_LIST)))
    write_heads(sheet, styles, at.FIRST_TOWN_ROW - 1, heads_of("members.heads"))
    named = book.scenario.participant_set or frozenset()
    for number, town in enumerate(ordered_towns(book)):
        row = at.FIRST_TOWN_ROW - 1 + number
        for column, cell in enumerate((town.name, town.county, town.wave)):
            sheet.write_string(row, column, cell, styles.get())
        sheet.write(row, 3, *((tick, styles.get("input")) if town.name in named else (None, styles.get("input"))))
    last = at.FIRST_TOWN_ROW + book.places.towns - 2
    message = {"input_message": text("workbook.members.message", tick=tick), "error_message": text("workbook.members.error", tick=tick)}
    sheet.data_validation(at.FIRST_TOWN_ROW - 1, 3, last, 3, {"validate": "list", "source": [tick], **message})
    sheet.set_column(0, 2, 20)
    sheet.freeze_panes(at.FIRST_TOWN_ROW - 1, 1)


def names_of_cells(book: Book) -> dict[str, str]:
    """Every named input cell: name and place."""
    return {excel_name(name): f"={at.INPUTS}!$C${row}" for name, row in book.input_rows.items()}

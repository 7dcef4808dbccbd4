"""The input sheets: every assumption with value, bounds, basis and source, and who takes part; the cells that may be changed."""

from collections.abc import Mapping
from typing import Any

from costmodel.assumptions.batch_rules import as_written
from costmodel.assumptions.parameters import empty_as
from costmodel.assumptions.records import REFERENCE_MUNICIPALITY, Assumption
from costmodel.output.identity.saying import norwegian
from costmodel.output.input_labels import input_origin
from costmodel.output.labels import alternative_label, basis_label, input_label, name_in_language
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.assembly import CHOICES, FIRST_CHOICE_ROW, FIRST_INPUT_ROW, TICKS, Book, excel_name, input_groups
from costmodel.output.workbook.choices import BY_LIST, BY_NUMBER, TICK, word
from costmodel.output.workbook.lookups import across
from costmodel.output.workbook.model.pairs import FROM, TO
from costmodel.output.workbook.sheets.calculations import ordered_towns
from costmodel.output.workbook.sheets.paging import blocks_of, break_pages
from costmodel.output.workbook.styles import (
    LINE_HEIGHT,
    PERCENT,
    Sheet,
    Styles,
    begin,
    heads_of,
    height_of,
    number_of,
    number_of_input,
    write_heads,
    write_unit,
)
from costmodel.texts.catalog import text
from costmodel.units import BY_SYMBOL

VALUE, BASE, LOWEST, HIGHEST, STATE, NAME, WRITTEN = 2, 3, 4, 5, 7, 10, 11
"""Columns of an assumption: value, base, bounds, whether it is changed, name in the code, value when the workbook was written."""
TICKS_WRITTEN = {"ticks": "F", "partner_ticks": "G"}
"""Columns of the ticks as they were when the workbook was written."""
LABEL_WIDTH, ORIGIN_WIDTH, INPUTS_SCALE = 48, 84, 43
"""Letters that the columns hold, and the size in print in percent."""
LONGEST_MESSAGE = 250
"""Characters of the message of a cell; a spreadsheet takes 255."""


def write_inputs(sheet: Sheet, styles: Styles, book: Book) -> None:
    """The choices, the parameters under their headings, and the registers."""
    begin(sheet, styles, at.INPUTS, text("workbook.inputs.note"))
    write_heads(sheet, styles, FIRST_CHOICE_ROW - 1, heads_of("inputs.heads"), "wide_heading")
    sheet.set_row(FIRST_CHOICE_ROW - 2, 2 * LINE_HEIGHT)
    for name, choice in _choices(book).items():
        _write_choice(sheet, styles, book, name, choice)
    heights = dict[int, float]()
    for key, names in input_groups(book.scenario):
        sheet.write_string(book.input_rows[names[0]] - 2, 0, _heading(key, book), styles.get("heading"))
        for name in names:
            _write_assumption(sheet, styles, book, name)
            heights[book.input_rows[name]] = _height(book, name)
            sheet.set_row(book.input_rows[name] - 1, heights[book.input_rows[name]])
    _mark_changes(sheet, styles, book)
    for first, last, width in ((0, 0, LABEL_WIDTH), (1, 1, 24), (2, 3, 15), (4, 7, 12), (8, 8, 12), (9, 9, ORIGIN_WIDTH), (10, 11, 48)):
        sheet.set_column(first, last, width)
    sheet.freeze_panes(FIRST_CHOICE_ROW - 1, 3)
    sheet.repeat_rows(FIRST_CHOICE_ROW - 2)
    sheet.print_area(0, 0, max(book.input_rows.values()) - 1, 9)
    heads = [book.input_rows[names[0]] - 1 for _, names in input_groups(book.scenario)]
    blocks = blocks_of(max(book.input_rows.values()), heads, FIRST_CHOICE_ROW, heights)
    break_pages(sheet, INPUTS_SCALE, blocks, LINE_HEIGHT)


def _heading(key: str, book: Book) -> str:
    """What stands above a group of parameters, or above the row of a register."""
    register, _, row = key.partition(".")
    assumptions = book.scenario.assumptions
    if not row:
        return name_in_language(assumptions.groups[key].name)
    return text(f"workbook.inputs.{register}", row=name_in_language(assumptions.registers[register][row].name))


Choice = tuple[str, str, "list[str] | str"]
"""What is chosen, what the base case has, and what there is to choose from: words, or cells."""


def _choices(book: Book) -> dict[str, Choice]:
    towns = f"={at.MUNICIPALITIES}!$A${at.FIRST_TOWN_ROW}:$A${at.FIRST_TOWN_ROW + book.places.towns - 1}"
    scenario, options = book.scenario, f"={across(at.OPTION_NAME_ROW, 0, len(book.options))}"
    by_list = word(BY_LIST if scenario.participant_set is not None else BY_NUMBER)
    alternatives = [alternative_label(key, scenario.assumptions) for key in scenario.alternatives]
    chosen = alternatives[int(scenario.alternative.item())]
    return {
        "municipality": (scenario.municipality or "", REFERENCE_MUNICIPALITY, towns),
        "participation": (by_list, word(BY_NUMBER), [word(BY_NUMBER), word(BY_LIST)]),
        "alternative": (chosen, alternatives[0], alternatives),
        FROM: ("", "", options),
        TO: ("", "", options),
    }


def _write_choice(sheet: Sheet, styles: Styles, book: Book, name: str, choice: Choice) -> None:
    value, base, options = choice
    row, (title, about) = book.input_rows[name] - 1, (text(f"workbook.inputs.{name}.{part}") for part in ("name", "about"))
    sheet.write_string(row, 0, title, styles.get())
    sheet.write(row, VALUE, value or None, styles.get("input_choice"))
    sheet.write(row, BASE, base or None, styles.get())
    sheet.write(row, WRITTEN, value or None, styles.get())
    sheet.write_string(row, 9, about, styles.get("wide_note"))
    sheet.write_string(row, NAME, name, styles.get("note"))
    _write_state(sheet, styles, row, value != base)
    message = {"input_title": title, "input_message": about[:LONGEST_MESSAGE], "error_title": text("workbook.inputs.choose")}
    rule = {"validate": "list", "source": options, "ignore_blank": not base, "error_message": about[:LONGEST_MESSAGE], **message}
    sheet.data_validation(row, VALUE, row, VALUE, rule)


def _write_assumption(sheet: Sheet, styles: Styles, book: Book, name: str) -> None:
    assumptions, row = book.scenario.assumptions, book.input_rows[name] - 1
    item, value = assumptions.quantities[name], float(book.scenario.values[name].flat[0])
    number = number_of_input(item.unit)
    sheet.write_string(row, 0, input_label(name, assumptions), styles.get("wide"))
    write_unit(sheet, styles, row + 1, item.unit)
    base = empty_as(name) if item.value is None else item.value
    _write_number(sheet, row, VALUE, as_written(name, value), styles.get("input", number))
    _write_number(sheet, row, WRITTEN, as_written(name, value), styles.get("constant", number))
    _write_number(sheet, row, BASE, item.value, styles.get("constant", number))
    highest = highest_of(name, item, book)
    sheet.write_number(row, LOWEST, item.minimum, styles.get("constant", number))
    sheet.write_number(row, HIGHEST, highest, styles.get("constant", number))
    if item.price_year is not None:
        sheet.write_number(row, 6, item.price_year, styles.get("constant", "year"))
    _write_state(sheet, styles, row, value != base)
    sheet.write_string(row, 8, basis_label(item.basis), styles.get())
    sheet.write_string(row, 9, _origin(book, name), styles.get("wide_note"))
    sheet.write_string(row, NAME, name, styles.get("note"))
    sheet.write_comment(
        row,
        VALUE,
        text("workbook.inputs.comment", basis=basis_label(item.basis), origin=_origin(book, name))[:1000],
        {"x_scale": 2.5, "y_scale": 1.5},
    )
    sheet.data_validation(row, VALUE, row, VALUE, _bounds(item, name, highest, input_label(name, assumptions)))


def _height(book: Book, name: str) -> float:
    """Height of the row of an assumption, whose label and origin are wrapped."""
    return height_of((_origin(book, name), ORIGIN_WIDTH), (input_label(name, book.scenario.assumptions), LABEL_WIDTH))


def _origin(book: Book, name: str) -> str:
    """Where a number comes from; that no formula reads it, where that is so."""
    origin = input_origin(book.scenario.assumptions.quantities[name], book.scenario.assumptions)
    return origin if book.plan.uses[book.model.cells.inputs[name]] else text("workbook.inputs.unused", origin=origin)


def highest_of(name: str, item: Assumption, book: Book) -> float:
    """The highest value of a cell: a price year must also be in the index."""
    return min(item.maximum, max(book.scenario.assumptions.price_index)) if name == "price_year" else item.maximum


def _write_number(sheet: Sheet, row: int, column: int, value: float | None, look: Any) -> None:
    """A number; an empty cell for what never happens, or may happen at any time."""
    if value is None:
        sheet.write_blank(row, column, None, look)
    else:
        sheet.write_number(row, column, value, look)


def _write_state(sheet: Sheet, styles: Styles, row: int, is_changed: bool) -> None:
    value, base = (f"{at.letters(column)}{row + 1}" for column in (VALUE, BASE))
    changed = text("workbook.inputs.changed")
    sheet.write_formula(row, STATE, f'=IF({value}={base},"","{changed}")', styles.get(), changed if is_changed else "")


def _bounds(item: Assumption, name: str, highest: float, title: str) -> Mapping[str, Any]:
    is_whole, may_be_empty = BY_SYMBOL[item.unit].whole, empty_as(name) is not None
    key = f"allowed{'_whole' if is_whole else ''}{'_or_empty' if may_be_empty else ''}"
    allowed = text(f"workbook.inputs.{key}", low=_bound(item.minimum, item.unit), high=_bound(highest, item.unit))
    return {
        "validate": "integer" if is_whole else "decimal",
        "criteria": "between",
        "minimum": item.minimum,
        "maximum": highest,
        "ignore_blank": may_be_empty,
        "input_title": title[:32],
        "input_message": text("workbook.inputs.message", allowed=allowed, description=item.description)[:LONGEST_MESSAGE],
        "error_title": text("workbook.inputs.outside"),
        "error_message": allowed,
    }


def _bound(value: float, unit: str) -> str:
    return text("workbook.inputs.percent", value=norwegian(100 * value)) if number_of(unit) == PERCENT else norwegian(value)


def _mark_changes(sheet: Sheet, styles: Styles, book: Book) -> None:
    """Inputs that differ from the base case stand out."""
    look = styles.get("changed")
    for first, last in ((FIRST_CHOICE_ROW, FIRST_CHOICE_ROW + len(CHOICES) - 1), (FIRST_INPUT_ROW, max(book.input_rows.values()))):
        rule = {"type": "formula", "criteria": f"=$C{first}<>$D{first}", "format": look}
        sheet.conditional_format(first - 1, VALUE, last - 1, VALUE, rule)


def write_members(sheet: Sheet, styles: Styles, book: Book) -> None:
    """Who takes part, where the scenario names them, and who procures together: a tick for each municipality."""
    tick = word(TICK)
    begin(sheet, styles, at.MEMBERS, text("workbook.members.note", tick=tick, by_list=word(BY_LIST)))
    write_heads(sheet, styles, at.FIRST_TOWN_ROW - 1, heads_of("members.heads"), "wide_heading")
    named = {"ticks": book.scenario.participant_set or frozenset[str](), "partner_ticks": book.scenario.together}
    for number, town in enumerate(ordered_towns(book)):
        row = at.FIRST_TOWN_ROW - 1 + number
        for column, cell in enumerate((town.name, town.county, town.wave)):
            sheet.write_string(row, column, cell, styles.get())
        for column, names in zip(TICKS.values(), named.values(), strict=True):
            sheet.write(f"{column}{row + 1}", tick if town.name in names else None, styles.get("input"))
        for column, names in zip(TICKS_WRITTEN.values(), named.values(), strict=True):
            sheet.write(f"{column}{row + 1}", tick if town.name in names else None, styles.get("note"))
    last = at.FIRST_TOWN_ROW + book.places.towns - 1
    for name, column in TICKS.items():
        message = {part: text(f"workbook.members.{name}.{part}", tick=tick) for part in ("input_message", "error_message")}
        sheet.data_validation(f"{column}{at.FIRST_TOWN_ROW}:{column}{last}", {"validate": "list", "source": [tick], **message})
    sheet.set_column(0, 2, 20)
    sheet.set_column(3, 6, 16)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 1)
    sheet.freeze_panes(at.FIRST_TOWN_ROW - 1, 1)


def names_of_cells(book: Book) -> dict[str, str]:
    """Every named input cell: name and place."""
    return {excel_name(name): f"={at.INPUTS}!$C${row}" for name, row in book.input_rows.items()}


def changed_inputs(book: Book) -> str:
    """How many yellow cells hold something else than when the workbook was written, as a formula."""
    first, last = FIRST_CHOICE_ROW, max(book.input_rows.values())
    last_town = at.FIRST_TOWN_ROW + book.places.towns - 1
    pairs = [(at.INPUTS, at.letters(VALUE), at.letters(WRITTEN), first, last)]
    pairs += [(at.MEMBERS, column, TICKS_WRITTEN[name], at.FIRST_TOWN_ROW, last_town) for name, column in TICKS.items()]
    ranges = ([f"{sheet}!${column}${start}:${column}${end}" for column in (now, then)] for sheet, now, then, start, end in pairs)
    return "+".join(f"SUMPRODUCT(({now}<>{then})*1)" for now, then in ranges)

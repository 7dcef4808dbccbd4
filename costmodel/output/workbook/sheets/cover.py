"""The cover, which says what the workbook is and where it comes from, and the bibliography."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from costmodel.output.identity.about import Identity
from costmodel.output.identity.saying import asked_question
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.assembly import Book
from costmodel.output.workbook.lookups import across
from costmodel.output.workbook.sheets.checks import hidden_amounts
from costmodel.output.workbook.sheets.controls import summary_formula, summary_text
from costmodel.output.workbook.sheets.options import option_name, rank_of
from costmodel.output.workbook.sheets.paging import blocks_of, break_pages
from costmodel.output.workbook.sheets.results import YEARS_OF_OPTION, years_or_never
from costmodel.output.workbook.styles import LINE_HEIGHT, YEAR, Sheet, Styles, begin, heads_of, height_of, write_heads
from costmodel.texts.catalog import text
from costmodel.version import MODEL_VERSION

LONGEST_HYPERLINK = 2000
"""Characters of a link that a spreadsheet takes."""
FIRST_SOURCE_ROW, SOURCE_WIDTHS, SOURCES_SCALE = 5, (26, 42, 30, 24, 84), 49
"""Of the bibliography: first row, letters that its columns hold, and size in print in percent."""
CONTENTS = {
    "card": at.CARD,
    "results": at.RESULTS,
    "why": at.WHY,
    "options": at.OPTIONS,
    "parties": at.PARTIES,
    "budget": at.BUDGET,
    "charts": at.CHARTS,
    "options_by_year": at.OPTIONS_BY_YEAR,
    "inputs": at.INPUTS,
    "members": at.MEMBERS,
    "calculation": at.CALCULATION,
    "option_calculation": at.option_sheet(1),
    "parties_calculation": at.PARTIES_CALCULATION,
    "grid_1": at.GRIDS[0],
    "grid_2": at.GRIDS[1],
    "municipalities": at.MUNICIPALITIES,
    "prices": at.PRICES,
    "actuals": at.ACTUALS,
    "checks": at.CHECKS,
    "differences": at.DIFFERENCES,
    "sources": at.SOURCES,
}
"""The sheets in their order, by what the catalog says of them; the first option's stands for those of all.
What has been paid has a sheet only where something has."""


@dataclass(frozen=True)
class About:
    """What the cover says of the workbook."""

    name: str
    """Name of the scenario."""
    description: str
    """What the scenario means."""
    written: date
    link: str
    """Address of the same scenario in the app; empty where there is none."""


def write_cover(sheet: Sheet, styles: Styles, book: Book, about: About, item: Identity) -> None:
    """Scenario, question, municipality, version, fingerprint, date, link back, contents."""
    begin(sheet, styles, text("workbook.cover.title"), text("workbook.cover.note"))
    lines = {
        "scenario": about.name,
        "description": about.description,
        "municipality": book.scenario.municipality or "",
        **asked_question(item, book.scenario.assumptions),
        "model": MODEL_VERSION,
        "fingerprint": book.scenario.assumptions.hash,
        "written": f"{about.written.day}.{about.written.month}.{about.written.year}",
    }
    row = 3
    for name, value in lines.items():
        sheet.write_string(row, 0, text(f"workbook.cover.lines.{name}"), styles.get("note"))
        sheet.write_string(row, 1, value, styles.get("wide"))
        row += 1
    row = _write_link(sheet, styles, row, about.link)
    row = _write_state(sheet, styles, book, row + 1)
    row = _write_contents(sheet, styles, book, row + 1)
    for told in text.part("workbook.cover.how").values():
        row += 1
        sheet.write_string(row, 0, told, styles.get())
    sheet.fit_to_pages(1, 1)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 100)


def _write_link(sheet: Sheet, styles: Styles, row: int, link: str) -> int:
    sheet.write_string(row, 0, text("workbook.cover.link"), styles.get("note"))
    if link.startswith(("http://", "https://")) and len(link) <= LONGEST_HYPERLINK:
        sheet.write_url(row, 1, link, styles.get("link"), string=text("workbook.cover.open"))
    else:
        sheet.write_string(row, 1, link or text("workbook.cover.no_link"), styles.get("wide"))
    return row + 1


def _write_state(sheet: Sheet, styles: Styles, book: Book, row: int) -> int:
    """What the scenario comes to now, and when the workbook was written; the best option; whether the controls are in order."""
    node = book.life.indicators["npv"]
    npv = float(node.value.flat[0])
    sheet.write_string(row, 0, text("workbook.cover.npv"), styles.get("note"))
    sheet.write_formula(row, 1, f"={book.refer(node, at.COVER)}", styles.get("left", "money"), npv)
    sheet.write_string(row + 1, 0, text("workbook.cover.when_written"), styles.get("note"))
    sheet.write_string(row + 1, 1, text("workbook.cover.amount", npv=npv), styles.get())
    sheet.write_string(row + 2, 0, text("workbook.cover.first_ranked"), styles.get("note"))
    sheet.write_formula(row + 2, 1, *_first_ranked(styles, book))
    sheet.write_string(row + 3, 0, text("workbook.cover.checks"), styles.get("note"))
    told = summary_text(is_sound=not hidden_amounts(book))
    sheet.write_formula(row + 3, 1, summary_formula(book), styles.get(), told)
    years = zip(YEARS_OF_OPTION, years_or_never(book, book.life, at.COVER), strict=True)
    for number, (name, (formula, value)) in enumerate(years, start=row + 4):
        sheet.write_string(number, 0, text(f"workbook.results.years.{name}"), styles.get("note"))
        sheet.write_formula(number, 1, f"={formula}", styles.get("left", YEAR), value)
    return row + 6


def _first_ranked(styles: Styles, book: Book) -> tuple[str, Any, str]:
    """The option with the highest net present value among those that can be chosen: formula, look and name."""
    count = len(book.options)
    names, ranks = (across(row, 0, count) for row in (at.OPTION_NAME_ROW, at.OPTION_RANK_ROW))
    best = next(choice for number, choice in enumerate(book.model.choices) if rank_of(book, number) == 1)
    return f"=INDEX({names},MATCH(1,{ranks},0))", styles.get(), option_name(book, best, live=bool(book.model.live.value.item()))


def _write_contents(sheet: Sheet, styles: Styles, book: Book, row: int) -> int:
    write_heads(sheet, styles, row + 1, heads_of("cover.contents"))
    shown = {key: name for key, name in CONTENTS.items() if name != at.ACTUALS or book.scenario.assumptions.actuals}
    for key, name in shown.items():
        row += 1
        sheet.write_url(row, 0, f"internal:'{name}'!A1", styles.get("link"), string=name)
        sheet.write_string(row, 1, text(f"workbook.cover.sheets.{key}", last=at.option_sheet(len(book.options))), styles.get())
    return row + 1


def sheet_note(book: Book, name: str) -> str:
    """What a sheet of calculations says of itself."""
    if name in (at.CALCULATION, at.PARTIES_CALCULATION):
        return text(f"workbook.calculations.notes.{'calculation' if name == at.CALCULATION else 'parties'}")
    choice = book.model.choices[[at.option_sheet(number + 1) for number in range(len(book.options))].index(name)]
    first, *others = dict.fromkeys(label for live in (True, False) if (label := option_name(book, choice, live=live)))
    options = text("workbook.calculations.or").join((first, *(label[:1].lower() + label[1:] for label in others)))
    return text(f"workbook.calculations.notes.{'first_option' if name == at.option_sheet(1) else 'option'}", options=options)


def write_sources(sheet: Sheet, styles: Styles, book: Book) -> None:
    """The bibliography of the assumption files."""
    begin(sheet, styles, at.SOURCES, text("workbook.sources.note"))
    write_heads(sheet, styles, FIRST_SOURCE_ROW - 1, heads_of("sources.heads"))
    heights = dict[int, float]()
    for number, (key, item) in enumerate(book.scenario.assumptions.sources.items()):
        cells = (key, item.title, item.publisher, item.date, item.note)
        for column, cell in enumerate(cells):
            sheet.write_string(FIRST_SOURCE_ROW - 1 + number, column, cell, styles.get("wide"))
        heights[FIRST_SOURCE_ROW + number] = height_of(*zip(cells, SOURCE_WIDTHS, strict=True))
        sheet.set_row(FIRST_SOURCE_ROW - 1 + number, heights[FIRST_SOURCE_ROW + number])
    for column, width in enumerate(SOURCE_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(FIRST_SOURCE_ROW - 1, 1)
    sheet.repeat_rows(FIRST_SOURCE_ROW - 2)
    break_pages(sheet, SOURCES_SCALE, blocks_of(max(heights), (), FIRST_SOURCE_ROW, heights), 4 * LINE_HEIGHT)

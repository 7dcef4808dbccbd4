"""The cover, which says what the workbook is and where it comes from, and the bibliography."""

from dataclasses import dataclass
from datetime import date

from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.assembly import Book
from costmodel.output.workbook.sheets.checks import hidden_amounts, summary_formula, summary_text
from costmodel.output.workbook.styles import Sheet, Styles, begin, heads_of, write_heads
from costmodel.texts.catalog import text
from costmodel.version import MODEL_VERSION

LONGEST_HYPERLINK = 2000
"""Characters of a link that a spreadsheet takes."""
CONTENTS = {
    "results": at.RESULTS,
    "charts": at.CHARTS,
    "inputs": at.INPUTS,
    "members": at.MEMBERS,
    "calculation": at.CALCULATION,
    "alternative": at.ALTERNATIVE,
    "grid_1": at.GRIDS[0],
    "grid_2": at.GRIDS[1],
    "municipalities": at.MUNICIPALITIES,
    "prices": at.PRICES,
    "checks": at.CHECKS,
    "sources": at.SOURCES,
}
"""The sheets in their order, by what the catalog says of them."""


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


def write_cover(sheet: Sheet, styles: Styles, book: Book, about: About) -> None:
    """Scenario, municipality, version, fingerprint, date, link back, contents."""
    begin(sheet, styles, text("workbook.cover.title"), text("workbook.cover.note"))
    lines = {
        "scenario": about.name,
        "description": about.description,
        "municipality": book.scenario.municipality or "",
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
    """What the scenario comes to now, and when the workbook was written; whether the controls are in order."""
    address, npv = book.addresses[book.first.indicators["npv"]], float(book.first.indicators["npv"].value.flat[0])
    sheet.write_string(row, 0, text("workbook.cover.npv"), styles.get("note"))
    sheet.write_formula(row, 1, f"={address.sheet}!${address.column}${address.row}", styles.get("left", "money"), npv)
    sheet.write_string(row + 1, 0, text("workbook.cover.when_written"), styles.get("note"))
    sheet.write_string(row + 1, 1, text("workbook.cover.amount", npv=npv), styles.get())
    sheet.write_string(row + 2, 0, text("workbook.cover.checks"), styles.get("note"))
    told = summary_text(is_sound=not hidden_amounts(book))
    sheet.write_formula(row + 2, 1, summary_formula(book), styles.get(), told)
    return row + 3


def _write_contents(sheet: Sheet, styles: Styles, book: Book, row: int) -> int:
    write_heads(sheet, styles, row + 1, heads_of("cover.contents"))
    written = {book.addresses[node].sheet for node in book.places.grids}
    for key, name in CONTENTS.items():
        if name not in at.GRIDS or name in written:
            row += 1
            sheet.write_url(row, 0, f"internal:'{name}'!A1", styles.get("link"), string=name)
            sheet.write_string(row, 1, text(f"workbook.cover.sheets.{key}"), styles.get())
    return row + 1


def write_sources(sheet: Sheet, styles: Styles, book: Book) -> None:
    """The bibliography of the assumption files."""
    begin(sheet, styles, at.SOURCES, text("workbook.sources.note"))
    write_heads(sheet, styles, 4, heads_of("sources.heads"))
    for number, (key, item) in enumerate(book.scenario.assumptions.sources.items()):
        for column, cell in enumerate((key, item.title, item.publisher, item.date, item.note)):
            sheet.write_string(4 + number, column, cell, styles.get("wide"))
    for column, width in enumerate((8, 50, 30, 18, 90)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(4, 1)

"""The cover, which says what the workbook is and where it comes from, and the bibliography."""

from dataclasses import dataclass
from datetime import date

from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.assembly import Book
from costmodel.output.workbook.sheets.checks import hidden_amounts, summary_formula
from costmodel.output.workbook.styles import Sheet, Styles, begin, write_heads
from costmodel.texts.numbers import number
from costmodel.version import MODEL_VERSION

LONGEST_LINK = 2000
"""Characters of a link that a spreadsheet takes."""
CONTENTS = {
    at.RESULTS: "Indikatorer og alle poster år for år. I beslutningsvisning også alternativet og forskjellen.",
    at.CHARTS: "Kostnader, nytte og samlet netto nåverdi år for år.",
    at.INPUTS: "Alle forutsetninger med enhet, grenser, grunnlag og kilde. De gule cellene kan endres.",
    at.MEMBERS: "Hvilke kommuner som deltar, når de er krysset av i en liste.",
    at.CALCULATION: "Modellen: en linje for hver post, en kolonne for hvert år, samme formel langs hele linjen.",
    at.ALTERNATIVE: "Det andre valget i en beslutning: slutte eller la være å bli med.",
    at.GRIDS[0]: "Innbyggere i hver kommune hvert år.",
    at.GRIDS[1]: "Hvem som deltar hvert år.",
    at.MUNICIPALITIES: "Kommunetabellen, og det som regnes ut for hver kommune.",
    at.PRICES: "Konsumprisindeksen.",
    at.CHECKS: "Om summene stemmer, og om inndata er gyldige.",
    at.SOURCES: "Dokumentene bak forutsetningene.",
}
HOW = (
    "Formlene er skrevet av programmet fra den samme modellen som appen bruker, ikke laget for hånd.",
    "Endre bare gule celler. Resultatene regnes på nytt med en gang, og like mye som i appen.",
    "Et scenario fra dette regnearket kan leses tilbake i appen (Last ned) eller med «import-workbook».",
    "Det meste av tallene er antakelser. Inndata sier hvilke.",
)


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
    begin(sheet, styles, "Helseplattformen: kostnad og nytte", "Regneark med levende formler, skrevet av kostnadsmodellen.")
    lines = {
        "Scenario": about.name,
        "Beskrivelse": about.description,
        "Skrevet for": book.scenario.municipality or "",
        "Modellversjon": MODEL_VERSION,
        "Forutsetninger, avtrykk": book.scenario.assumptions.hash,
        "Skrevet": f"{about.written.day}.{about.written.month}.{about.written.year}",
    }
    row = 3
    for text, value in lines.items():
        sheet.write_string(row, 0, text, styles.get("note"))
        sheet.write_string(row, 1, value, styles.get("wide"))
        row += 1
    row = _write_link(sheet, styles, row, about.link)
    row = _write_state(sheet, styles, book, row + 1)
    row = _write_contents(sheet, styles, book, row + 1)
    for text in HOW:
        row += 1
        sheet.write_string(row, 0, text, styles.get())
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 100)


def _write_link(sheet: Sheet, styles: Styles, row: int, link: str) -> int:
    sheet.write_string(row, 0, "Lenke tilbake", styles.get("note"))
    if link.startswith(("http://", "https://")) and len(link) <= LONGEST_LINK:
        sheet.write_url(row, 1, link, styles.get("link"), string="Åpne scenarioet i appen")
    else:
        sheet.write_string(row, 1, link or "Ingen adresse til appen ble oppgitt.", styles.get("wide"))
    return row + 1


def _write_state(sheet: Sheet, styles: Styles, book: Book, row: int) -> int:
    """What the scenario comes to now, and when the workbook was written; whether the controls are in order."""
    address, npv = book.addresses[book.first.indicators["npv"]], float(book.first.indicators["npv"].value.flat[0])
    sheet.write_string(row, 0, "Netto nåverdi nå, MNOK", styles.get("note"))
    sheet.write_formula(row, 1, f"={address.sheet}!${address.column}${address.row}", styles.get("left", "money"), npv)
    sheet.write_string(row + 1, 0, "Da arket ble skrevet", styles.get("note"))
    sheet.write_string(row + 1, 1, f"{number(npv, 1)} MNOK", styles.get())
    sheet.write_string(row + 2, 0, "Kontroller", styles.get("note"))
    text = "Alle kontroller er i orden" if not hidden_amounts(book) else f"Se arket {at.CHECKS}: noe er ikke i orden"
    sheet.write_formula(row + 2, 1, summary_formula(book), styles.get(), text)
    return row + 3


def _write_contents(sheet: Sheet, styles: Styles, book: Book, row: int) -> int:
    write_heads(sheet, styles, row + 1, ("Ark", "Innhold"))
    written = {book.addresses[node].sheet for node in book.places.grids}
    for name, text in CONTENTS.items():
        if name not in at.GRIDS or name in written:
            row += 1
            sheet.write_url(row, 0, f"internal:'{name}'!A1", styles.get("link"), string=name)
            sheet.write_string(row, 1, text, styles.get())
    return row + 1


def write_sources(sheet: Sheet, styles: Styles, book: Book) -> None:
    """The bibliography of the assumption files."""
    begin(sheet, styles, at.SOURCES, "Dokumentene som forutsetningene bygger på.")
    write_heads(sheet, styles, 4, ("Id", "Tittel", "Utgiver", "Dato", "Merknad"))
    for number_, (key, item) in enumerate(book.scenario.assumptions.sources.items()):
        for column, text in enumerate((key, item.title, item.publisher, item.date, item.note)):
            sheet.write_string(4 + number_, column, text, styles.get("wide"))
    for column, width in enumerate((8, 50, 30, 18, 90)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(4, 1)

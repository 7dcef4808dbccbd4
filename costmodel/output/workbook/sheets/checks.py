"""Controls: whether the workbook adds up, and whether its inputs are what the model takes."""

from dataclasses import dataclass

from costmodel.model.line_items import BENEFIT, COST, items_to_read
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.addresses import letters
from costmodel.output.workbook.assembly import FIRST_INPUT_ROW, Book
from costmodel.output.workbook.cells import VISIBLE_YEARS
from costmodel.output.workbook.model import BY_LIST, BY_NUMBER, DECISION, LIFETIME, TICK
from costmodel.output.workbook.sheets.results import rows_of
from costmodel.output.workbook.styles import Sheet, Styles, begin, write_heads

FIRST_CHECK_ROW = 5
SOUND, WRONG = "I orden", "Feil"
SMALL = "1E-6"


@dataclass(frozen=True)
class Check:
    """One control."""

    text: str
    """What is controlled."""
    formula: str
    """True where it is in order."""
    action: str
    """What to do where it is not."""


def checks(book: Book) -> list[Check]:
    """Every control of the workbook."""
    return [*_sums(book), *_choices(book), *_inputs(book), _shown(book)]


def _sums(book: Book) -> list[Check]:
    rows, last = rows_of(book, book.first), letters(at.FIRST_YEAR_COLUMN + book.years - 1)

    def total(name: str) -> str:
        return f"SUM({at.RESULTS}!$F${rows[name]}:${last}${rows[name]})"

    def sum_of(kind: str) -> str:
        items = [item for item in items_to_read(book.scenario.assumptions.benefits) if item.kind == kind]
        added, subtracted = ([total(item.name) for item in items if item.lowers == lowers] for lowers in (False, True))
        return "-".join(["+".join(added), *subtracted])

    npv = f"{at.RESULTS}!$C$8"
    cumulated = f"{at.RESULTS}!${last}${rows['cumulated_net_benefit']}"
    present = f"{at.RESULTS}!$D${rows['net_benefit']}"
    alike = "Beregningsarkene er endret. Skriv ut regnearket på nytt."
    return [
        Check("Kostnadene summerer til sum kostnader", _near(sum_of(COST), total("total_cost")), alike),
        Check("Gevinstene summerer til sum nytte", _near(sum_of(BENEFIT), total("total_benefit")), alike),
        Check(
            "Netto nytte er nytte minus kostnader", _near(f"{total('total_benefit')}-{total('total_cost')}", total("net_benefit")), alike
        ),
        Check("Netto nåverdi er siste år i samlet netto nåverdi", _near(npv, cumulated), alike),
        Check("Netto nåverdi er nåverdien av netto nytte", _near(npv, present), alike),
    ]


def _near(left: str, right: str) -> str:
    return f"ABS({left}-({right}))<={SMALL}"


def _choices(book: Book) -> list[Check]:
    last = at.FIRST_TOWN_ROW + book.places.towns - 1
    towns, ticks = f"{at.MUNICIPALITIES}!$A${at.FIRST_TOWN_ROW}:$A${last}", f"{at.MEMBERS}!$D${at.FIRST_TOWN_ROW}:$D${last}"
    return [
        Check("Visningen er en av de to", f'OR(view="{LIFETIME}",view="{DECISION}")', "Velg fra listen i Inndata."),
        Check("Kommunen står i tabellen", f"COUNTIF({towns},municipality)=1", "Velg fra listen i Inndata."),
        Check(
            "Deltakerne er gitt ved antall eller liste", f'OR(participation="{BY_NUMBER}",participation="{BY_LIST}")', "Velg fra listen."
        ),
        Check("Avkryssingen er x eller tom", f'COUNTIF({ticks},"{TICK}")=COUNTA({ticks})', "Rett avkryssingen på arket Deltakere."),
        Check(
            "Minst én er krysset av når listen gjelder",
            f'OR(participation="{BY_NUMBER}",COUNTIF({ticks},"{TICK}")>0)',
            "Kryss av minst én.",
        ),
    ]


def _inputs(book: Book) -> list[Check]:
    first, last = FIRST_INPUT_ROW, max(book.input_rows.values())
    values, lowest, highest = (f"{at.INPUTS}!${column}${first}:${column}${last}" for column in "CEF")
    exit_cell = f"{at.INPUTS}!$C${book.input_rows['exit_year']}"
    within = f"SUMPRODUCT(ISNUMBER({values})*((({values}<{lowest})+({values}>{highest}))>0))=0"
    wanted = len([name for name, row in book.input_rows.items() if row >= first]) - 1
    shares = (
        "AND("
        + ",".join(f"benefits_{k}_gp_dependence+benefits_{k}_coverage_dependence<=1.000000001" for k in book.scenario.assumptions.benefits)
        + ")"
    )
    return [
        Check("Alle tall er innenfor grensene", within, "Rett de tallene i Inndata som er utenfor Minst og Størst."),
        Check("Ingen tall mangler eller er tekst", f"COUNT({values})-COUNT({exit_cell})={wanted}", "Fyll ut cellene i Inndata med tall."),
        Check(
            "Uttredenåret er tomt eller et tall", f"OR(ISBLANK({exit_cell}),ISNUMBER({exit_cell}))", "Tøm cellen, eller skriv et årstall."
        ),
        Check("Uttreden er ikke før beslutningsåret", f"OR(NOT(ISNUMBER({exit_cell})),{exit_cell}>=decision_year)", "Flytt det ene året."),
        Check("Avhengighetene summerer til høyst 1 for hver gevinst", shares, "Senk den ene av de to avhengighetene."),
    ]


def _shown(book: Book) -> Check:
    rows = rows_of(book, book.first)
    first = letters(at.FIRST_YEAR_COLUMN + VISIBLE_YEARS)
    last = letters(at.FIRST_YEAR_COLUMN + book.years - 1)
    parts = "+".join(
        f"SUMPRODUCT(ABS({at.RESULTS}!${first}${rows[name]}:${last}${rows[name]}))" for name in ("total_cost", "total_benefit")
    )
    return Check(
        f"Alle år med beløp er blant de {VISIBLE_YEARS} som vises", f"{parts}<={SMALL}", "Åpne kolonnegruppen til høyre for å se resten."
    )


def write_checks(sheet: Sheet, styles: Styles, book: Book) -> None:
    """The controls with their states."""
    begin(sheet, styles, at.CHECKS, "Kontrollene regnes på nytt hver gang regnearket endres. Resultatene gjelder bare når alt er i orden.")
    write_heads(sheet, styles, FIRST_CHECK_ROW - 1, ("Kontroll", "Tilstand", "Dersom det er feil"))
    for number, check in enumerate(checks(book)):
        row = FIRST_CHECK_ROW + number
        sheet.write_string(row - 1, 0, check.text, styles.get())
        is_sound = check != _shown(book) or not hidden_amounts(book)
        sheet.write_formula(row - 1, 1, f'=IF({check.formula},"{SOUND}","{WRONG}")', styles.get(), SOUND if is_sound else WRONG)
        sheet.write_string(row - 1, 2, check.action, styles.get("note"))
    rule = {"type": "cell", "criteria": "==", "value": f'"{WRONG}"', "format": styles.get("changed")}
    sheet.conditional_format(FIRST_CHECK_ROW - 1, 1, FIRST_CHECK_ROW + len(checks(book)) - 2, 1, rule)
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, 1, 14)
    sheet.set_column(2, 2, 60)


def hidden_amounts(book: Book) -> bool:
    """Whether some year with an amount is folded away."""
    items = (book.first.line_items[name].value[:, VISIBLE_YEARS:] for name in ("total_cost", "total_benefit"))
    return any((abs(item) > float(SMALL)).any() for item in items)


def summary_formula(book: Book) -> str:
    """One line that says whether every control is in order."""
    cells = f"{at.CHECKS}!$B${FIRST_CHECK_ROW}:$B${FIRST_CHECK_ROW + len(checks(book)) - 1}"
    return f'=IF(COUNTIF({cells},"{SOUND}")=ROWS({cells}),"Alle kontroller er i orden","Se arket {at.CHECKS}: noe er ikke i orden")'

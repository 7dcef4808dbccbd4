"""Controls: whether the workbook adds up, and whether its inputs are what the model takes."""

from dataclasses import dataclass

from costmodel.model.line_items import BENEFIT, COST, items_to_read
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.addresses import letters
from costmodel.output.workbook.assembly import FIRST_INPUT_ROW, Book
from costmodel.output.workbook.cells import VISIBLE_YEARS
from costmodel.output.workbook.choices import BY_LIST, BY_NUMBER, DECISION, LIFETIME, TICK, word
from costmodel.output.workbook.sheets.results import rows_of
from costmodel.output.workbook.styles import Sheet, Styles, begin, heads_of, write_heads
from costmodel.texts.catalog import text

FIRST_CHECK_ROW = 5
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
    return [
        _check("costs", _near(sum_of(COST), total("total_cost"))),
        _check("gains", _near(sum_of(BENEFIT), total("total_benefit"))),
        _check("net", _near(f"{total('total_benefit')}-{total('total_cost')}", total("net_benefit"))),
        _check("last_year", _near(npv, cumulated)),
        _check("present", _near(npv, present)),
    ]


def _near(left: str, right: str) -> str:
    return f"ABS({left}-({right}))<={SMALL}"


def _choices(book: Book) -> list[Check]:
    last = at.FIRST_TOWN_ROW + book.places.towns - 1
    towns, ticks = f"{at.MUNICIPALITIES}!$A${at.FIRST_TOWN_ROW}:$A${last}", f"{at.MEMBERS}!$D${at.FIRST_TOWN_ROW}:$D${last}"
    lifetime, decision, by_number, by_list, tick = map(word, (LIFETIME, DECISION, BY_NUMBER, BY_LIST, TICK))
    return [
        _check("view", f'OR(view="{lifetime}",view="{decision}")'),
        _check("municipality", f"COUNTIF({towns},municipality)=1"),
        _check("participation", f'OR(participation="{by_number}",participation="{by_list}")'),
        _check("ticks", f'COUNTIF({ticks},"{tick}")=COUNTA({ticks})'),
        _check("somebody", f'OR(participation="{by_number}",COUNTIF({ticks},"{tick}")>0)'),
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
        _check("bounds", within),
        _check("numbers", f"COUNT({values})-COUNT({exit_cell})={wanted}"),
        _check("exit_year", f"OR(ISBLANK({exit_cell}),ISNUMBER({exit_cell}))"),
        _check("exit_late", f"OR(NOT(ISNUMBER({exit_cell})),{exit_cell}>=decision_year)"),
        _check("dependences", shares),
    ]


def _shown(book: Book) -> Check:
    rows = rows_of(book, book.first)
    first = letters(at.FIRST_YEAR_COLUMN + VISIBLE_YEARS)
    last = letters(at.FIRST_YEAR_COLUMN + book.years - 1)
    parts = "+".join(
        f"SUMPRODUCT(ABS({at.RESULTS}!${first}${rows[name]}:${last}${rows[name]}))" for name in ("total_cost", "total_benefit")
    )
    return _check("shown", f"{parts}<={SMALL}", years=VISIBLE_YEARS)


def _check(name: str, formula: str, **values: object) -> Check:
    return Check(text(f"workbook.checks.{name}.text", **values), formula, text(f"workbook.checks.{name}.action"))


def _state(*, is_sound: bool) -> str:
    return text(f"workbook.checks.{'sound' if is_sound else 'wrong'}")


def write_checks(sheet: Sheet, styles: Styles, book: Book) -> None:
    """The controls with their states."""
    begin(sheet, styles, at.CHECKS, text("workbook.checks.note"))
    write_heads(sheet, styles, FIRST_CHECK_ROW - 1, heads_of("checks.heads"))
    sound, wrong = (_state(is_sound=is_sound) for is_sound in (True, False))
    for number, check in enumerate(checks(book)):
        row = FIRST_CHECK_ROW + number
        sheet.write_string(row - 1, 0, check.text, styles.get())
        is_sound = check != _shown(book) or not hidden_amounts(book)
        sheet.write_formula(row - 1, 1, f'=IF({check.formula},"{sound}","{wrong}")', styles.get(), sound if is_sound else wrong)
        sheet.write_string(row - 1, 2, check.action, styles.get("note"))
    rule = {"type": "cell", "criteria": "==", "value": f'"{wrong}"', "format": styles.get("changed")}
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
    all_sound, some_wrong = (summary_text(is_sound=is_sound) for is_sound in (True, False))
    return f'=IF(COUNTIF({cells},"{_state(is_sound=True)}")=ROWS({cells}),"{all_sound}","{some_wrong}")'


def summary_text(*, is_sound: bool) -> str:
    """What that line says."""
    return text("workbook.checks.all_sound") if is_sound else text("workbook.checks.some_wrong", sheet=at.CHECKS)

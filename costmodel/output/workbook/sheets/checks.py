"""Controls: whether the workbook adds up, and whether its inputs are what the model takes."""

from dataclasses import dataclass
from typing import cast

from costmodel.assumptions.parameters import empty_as
from costmodel.assumptions.rules import YEARS_OF_CHOICE
from costmodel.explain.nodes import Node
from costmodel.model.line_items import BENEFIT, COST, items_to_read
from costmodel.output.labels import alternative_label
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.addresses import letters
from costmodel.output.workbook.assembly import FIRST_INPUT_ROW, TICKS, Book
from costmodel.output.workbook.cells import VISIBLE_YEARS
from costmodel.output.workbook.choices import BY_LIST, BY_NUMBER, TICK, word
from costmodel.output.workbook.lookups import across, sheet_text
from costmodel.output.workbook.model.pairs import FROM, TO
from costmodel.output.workbook.sheets.options import NPV_ROW
from costmodel.output.workbook.sheets.parties import SOCIETY, party_rows, yearly_party_rows
from costmodel.output.workbook.sheets.results import FIRST_INDICATOR_ROW, rows_of
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
    return [*_sums(book), *_parties(book), *_choices(book), *_inputs(book), *_years(book), _shown(book)]


def _sums(book: Book) -> list[Check]:
    rows, last = rows_of(book), letters(at.FIRST_YEAR_COLUMN + book.years_of(at.RESULTS).shape[1] - 1)

    def total(name: str) -> str:
        return f"SUM({at.RESULTS}!$F${rows[name]}:${last}${rows[name]})"

    def sum_of(kind: str) -> str:
        items = [item for item in items_to_read(book.scenario.assumptions.benefits) if item.kind == kind]
        added, subtracted = ([total(item.name) for item in items if item.lowers == lowers] for lowers in (False, True))
        return "-".join(["+".join(added), *subtracted])

    npv = f"{at.RESULTS}!$C${FIRST_INDICATOR_ROW}"
    cumulated = f"{at.RESULTS}!${last}${rows['cumulated_net_benefit']}"
    present = f"{at.RESULTS}!$D${rows['net_benefit']}"
    return [
        _check("costs", near(sum_of(COST), total("total_cost"))),
        _check("gains", near(sum_of(BENEFIT), total("total_benefit"))),
        _check("net", near(f"{total('total_benefit')}-{total('total_cost')}", total("net_benefit"))),
        _check("last_year", near(npv, cumulated)),
        _check("present", near(npv, present)),
    ]


def near(left: str, right: str) -> str:
    """Whether two numbers are alike but for rounding."""
    return f"ABS({left}-({right}))<={SMALL}"


def _parties(book: Book) -> list[Check]:
    """The columns of the distribution add up, and the municipality's is the difference of its options."""
    rows, yearly = party_rows(book), yearly_party_rows(book)
    parts = "+".join(f"{at.PARTIES}!$C${row}" for name, row in rows.items() if name != SOCIETY)
    first, second = (book.refer(number, at.CHECKS) for number in book.model.pair.numbers)
    npvs = across(NPV_ROW, 0, len(book.options))
    by_year = "+".join(f"ABS({at.PARTIES}!$C${rows[name]}-{at.PARTIES}!$D${row})" for name, row in yearly.items())
    names, last = across(at.OPTION_NAME_ROW, 0, len(book.options)), f"{FROM}={TO}"
    given = ",".join(f'OR({cell}="",COUNTIF({names},{cell})=1)' for cell in (FROM, TO))
    return [
        _check("parties", near(parts, f"{at.PARTIES}!$C${rows[SOCIETY]}")),
        _check("parties_by_year", f"{by_year}<={SMALL}"),
        _check("own_part", near(f"INDEX({npvs},{second})-INDEX({npvs},{first})", f"{at.PARTIES}!$C${rows['municipality']}")),
        _check("pair", f'AND({given},OR({FROM}="",NOT({last})))'),
    ]


def _choices(book: Book) -> list[Check]:
    last = at.FIRST_TOWN_ROW + book.places.towns - 1
    towns, tick = f"{at.MUNICIPALITIES}!$A${at.FIRST_TOWN_ROW}:$A${last}", sheet_text(word(TICK))
    ticks, partners = (f"{at.MEMBERS}!${column}${at.FIRST_TOWN_ROW}:${column}${last}" for column in TICKS.values())
    by_number, by_list = (sheet_text(word(code)) for code in (BY_NUMBER, BY_LIST))
    alternatives = (alternative_label(key, book.scenario.assumptions) for key in book.scenario.alternatives)
    one_of = ",".join(f"alternative={sheet_text(name)}" for name in alternatives)
    return [
        _check("municipality", f"COUNTIF({towns},municipality)=1"),
        _check("participation", f"OR(participation={by_number},participation={by_list})"),
        _check("alternative", f"OR({one_of})"),
        _check("ticks", f"COUNTIF({ticks},{tick})+COUNTIF({partners},{tick})=COUNTA({ticks})+COUNTA({partners})"),
        _check("somebody", f"OR(participation={by_number},COUNTIF({ticks},{tick})>0)"),
    ]


def _inputs(book: Book) -> list[Check]:
    first, last = FIRST_INPUT_ROW, max(book.input_rows.values())
    values, lowest, highest = (f"{at.INPUTS}!${column}${first}:${column}${last}" for column in "CEF")
    within = f"SUMPRODUCT(ISNUMBER({values})*((({values}<{lowest})+({values}>{highest}))>0))=0"
    may_be_empty = [f"{at.INPUTS}!$C${row}" for name, row in book.input_rows.items() if row >= first and empty_as(name) is not None]
    wanted = len([row for row in book.input_rows.values() if row >= first]) - len(may_be_empty)
    shares = ",".join(
        f"benefits_{k}_gp_dependence+benefits_{k}_coverage_dependence<=1.000000001" for k in book.scenario.assumptions.benefits
    )
    empty = ",".join(f"OR(ISBLANK({cell}),ISNUMBER({cell}))" for cell in may_be_empty)
    return [
        _check("bounds", within),
        _check("numbers", f"COUNT({values})-{'-'.join(f'COUNT({cell})' for cell in may_be_empty)}={wanted}"),
        _check("empty", f"AND({empty})"),
        _check("dependences", f"AND({shares})"),
        _check("weights", f"ABS({_weights(book)}-1)<=0.000000001"),
    ]


def _weights(book: Book) -> str:
    """The weights of the systems that the assumption files replace, added up."""
    rows = book.scenario.assumptions.legacy_systems
    return "+".join(f"legacy_systems_{key}_weight" for key, row in rows.items() if row.fields["replaced"].value == 1)


def _years(book: Book) -> list[Check]:
    """Nobody leaves or takes the chosen alternative before it can be had."""
    earliest = book.refer(cast(Node, book.model.life.scenario.inputs.alternative.earliest_year), at.CHECKS)
    first = f"MAX(decision_year+exit_lead_years,{earliest})"
    return [_check(name, f"OR(NOT(ISNUMBER({name})),{name}>={first})") for name in YEARS_OF_CHOICE]


def _shown(book: Book) -> Check:
    rows = rows_of(book)
    first = letters(at.FIRST_YEAR_COLUMN + VISIBLE_YEARS)
    last = letters(at.FIRST_YEAR_COLUMN + book.years_of(at.RESULTS).shape[1] - 1)
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
    items = (book.life.line_items[name].value[:, VISIBLE_YEARS:] for name in ("total_cost", "total_benefit"))
    return any((abs(item) > float(SMALL)).any() for item in items)


def summary_formula(book: Book) -> str:
    """One line that says whether every control is in order."""
    cells = f"{at.CHECKS}!$B${FIRST_CHECK_ROW}:$B${FIRST_CHECK_ROW + len(checks(book)) - 1}"
    all_sound, some_wrong = (summary_text(is_sound=is_sound) for is_sound in (True, False))
    return f'=IF(COUNTIF({cells},"{_state(is_sound=True)}")=ROWS({cells}),"{all_sound}","{some_wrong}")'


def summary_text(*, is_sound: bool) -> str:
    """What that line says."""
    return text("workbook.checks.all_sound") if is_sound else text("workbook.checks.some_wrong", sheet=at.CHECKS)

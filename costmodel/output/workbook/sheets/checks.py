"""Controls: whether the workbook adds up, and whether its inputs are what the model takes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

from costmodel.assumptions.parameters import empty_as
from costmodel.assumptions.rules import YEARS_OF_CHOICE
from costmodel.explain.nodes import Node
from costmodel.output.labels import alternative_label
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.addresses import letters
from costmodel.output.workbook.as_written.why import AFTER_ROW, DIFFERENCE_ROW, SUM_ROW, place_of
from costmodel.output.workbook.assembly import FIRST_INPUT_ROW, TICKS, Book
from costmodel.output.workbook.cells import VISIBLE_YEARS
from costmodel.output.workbook.choices import BY_LIST, BY_NUMBER, TICK, word
from costmodel.output.workbook.lookups import across, sheet_text
from costmodel.output.workbook.model.pairs import FROM, TO
from costmodel.output.workbook.sheets.differences import largest, rows_of_deviations
from costmodel.output.workbook.sheets.options import NPV_ROW
from costmodel.output.workbook.sheets.parties import SOCIETY, party_rows, yearly_party_rows
from costmodel.output.workbook.sheets.results import FIRST_INDICATOR_ROW, TOLERANCE, rows_of
from costmodel.output.workbook.sheets.written import APART, FORMULAS, NUMBERS, OF_RESULTS, TABLES, THEN, rows_of_written
from costmodel.texts.catalog import text
from costmodel.units import MNOK, SHARE, YEARS

CHANGED_ROW, FIRST_CHECK_ROW = 3, 6
DEVIATION, ALLOWED, UNIT = 2, 3, 4
"""Columns beside the state of a control."""
CHANGED = "changed_cells"
"""Name of the cell that holds how many inputs are changed."""
OF_MONEY, OF_SHARES, OF_TABLES = 1e-6, 1e-9, 1e-2
"""What is only rounding; the sums of the tables are large, and the smallest change of a table moves them by more."""


@dataclass(frozen=True)
class Check:
    """One control."""

    text: str
    """What is controlled."""
    deviation: str
    """Formula: how far it is from being in order, at least 0."""
    unit: str
    allowed: float
    """The largest deviation that is only rounding."""
    action: str
    """What to do where it is not in order."""
    only_unchanged: bool = False
    """Whether it says something only as long as no input has been changed."""


def checks(book: Book) -> list[Check]:
    """Every control of the workbook."""
    rows = rows_of_deviations(book)
    of_inputs = [*_choices(book), *_inputs(book), *_years(book)]
    return [*_sums(book, rows), *_parties(book, rows), *_written(book, rows), _why(book, rows), *of_inputs, shown_years(book)]


def _sums(book: Book, by_year: Mapping[str, int]) -> list[Check]:
    """The sums of the scenario and of its options in every year, and the present value."""
    npv, rows = f"{at.RESULTS}!$C${FIRST_INDICATOR_ROW}", rows_of(book)
    last = letters(at.FIRST_YEAR_COLUMN + book.years_of(at.RESULTS).shape[1] - 1)
    cumulated = f"{at.RESULTS}!${last}${rows['cumulated_net_benefit']}"
    return [
        *(_check(name, largest(by_year, [key for key in by_year if key.partition("_")[0] == name])) for name in ("costs", "gains", "net")),
        _check("last_year", f"MAX(ABS({npv}-{cumulated}),{largest(by_year, ['last_year'])})"),
        _check("present", f"ABS({npv}-{at.RESULTS}!$D${rows['net_benefit']})"),
    ]


def near(left: str, right: str) -> str:
    """Whether two numbers are alike but for rounding."""
    return f"ABS({left}-({right}))<={TOLERANCE}"


def _parties(book: Book, by_year: Mapping[str, int]) -> list[Check]:
    """The columns of the distribution add up, and the municipality's is the difference of its options."""
    rows, yearly = party_rows(book), yearly_party_rows(book)
    parts = "+".join(f"{at.PARTIES}!$C${row}" for name, row in rows.items() if name != SOCIETY)
    first, second = (book.refer(number, at.CHECKS) for number in book.model.pair.numbers)
    npvs = across(NPV_ROW, 0, len(book.options))
    present = "+".join(f"ABS({at.PARTIES}!$C${rows[name]}-{at.PARTIES}!$D${row})" for name, row in yearly.items())
    own = f"ABS(INDEX({npvs},{second})-INDEX({npvs},{first})-{at.PARTIES}!$C${rows['municipality']})"
    names = across(at.OPTION_NAME_ROW, 0, len(book.options))
    given = ",".join(f'OR({cell}="",COUNTIF({names},{cell})=1)' for cell in (FROM, TO))
    return [
        _check("parties", f"MAX(ABS({parts}-{at.PARTIES}!$C${rows[SOCIETY]}),{largest(by_year, ['parties'])})"),
        _check("parties_by_year", present),
        _check("own_part", f"MAX({own},{largest(by_year, ['own_part'])})"),
        _wrong("pair", f'AND({given},OR({FROM}="",NOT({FROM}={TO})))'),
    ]


def _written(book: Book, by_year: Mapping[str, int]) -> list[Check]:
    """The numbers, the tables and how many formulas there are, all as when the workbook was written."""
    places = rows_of_written(book, by_year["after"])

    def apart(parts: tuple[str, ...]) -> str:
        first, last = places[parts[0]][0], places[parts[-1]][1]
        return f"MAX({at.DIFFERENCES}!${letters(APART)}${first}:${letters(APART)}${last})"

    return [
        replace(_check("written", apart(OF_RESULTS)), only_unchanged=True),
        replace(_check("tables", apart((TABLES,))), unit=text("workbook.units.number"), allowed=OF_TABLES),
        replace(_check("formulas", apart((FORMULAS,))), unit=text("workbook.differences.cells"), allowed=0.0),
    ]


def _why(book: Book, by_year: Mapping[str, int]) -> Check:
    """The parts of the difference from the base case sum to it, and it ends in the scenario's present value as it was written."""
    first, _ = rows_of_written(book, by_year["after"])[NUMBERS]
    npv = f"{at.DIFFERENCES}!${letters(THEN)}${first}"
    return _check("why", f"MAX(ABS({place_of(DIFFERENCE_ROW)}-{place_of(SUM_ROW)}),ABS({place_of(AFTER_ROW)}-{npv}))")


def _choices(book: Book) -> list[Check]:
    last = at.FIRST_TOWN_ROW + book.places.towns - 1
    towns, tick = f"{at.MUNICIPALITIES}!$A${at.FIRST_TOWN_ROW}:$A${last}", sheet_text(word(TICK))
    ticks, partners = (f"{at.MEMBERS}!${column}${at.FIRST_TOWN_ROW}:${column}${last}" for column in TICKS.values())
    by_number, by_list = (sheet_text(word(code)) for code in (BY_NUMBER, BY_LIST))
    alternatives = (alternative_label(key, book.scenario.assumptions) for key in book.scenario.alternatives)
    one_of = ",".join(f"alternative={sheet_text(name)}" for name in alternatives)
    return [
        _wrong("municipality", f"COUNTIF({towns},municipality)=1"),
        _wrong("participation", f"OR(participation={by_number},participation={by_list})"),
        _wrong("alternative", f"OR({one_of})"),
        _counted("ticks", f"COUNTA({ticks})+COUNTA({partners})-COUNTIF({ticks},{tick})-COUNTIF({partners},{tick})"),
        _wrong("somebody", f"OR(participation={by_number},COUNTIF({ticks},{tick})>0)"),
    ]


def _inputs(book: Book) -> list[Check]:
    first, last = FIRST_INPUT_ROW, max(book.input_rows.values())
    values, lowest, highest = (f"{at.INPUTS}!${column}${first}:${column}${last}" for column in "CEF")
    outside = f"SUMPRODUCT(ISNUMBER({values})*((({values}<{lowest})+({values}>{highest}))>0))"
    may_be_empty = [f"{at.INPUTS}!$C${row}" for name, row in book.input_rows.items() if row >= first and empty_as(name) is not None]
    missing = "-".join([f"COUNT({lowest})", f"COUNT({values})", *(f"(1-COUNT({cell}))" for cell in may_be_empty)])
    shares = ",".join(f"benefits_{k}_gp_dependence+benefits_{k}_coverage_dependence-1" for k in book.scenario.assumptions.benefits)
    empty = "+".join(f"IF(OR(ISBLANK({cell}),ISNUMBER({cell})),0,1)" for cell in may_be_empty)
    return [
        _counted("bounds", outside),
        _counted("numbers", missing),
        _counted("empty", empty),
        replace(_check("dependences", f"MAX(0,{shares})"), unit=SHARE.symbol, allowed=OF_SHARES),
        replace(_check("weights", f"ABS({_weights(book)}-1)"), unit=SHARE.symbol, allowed=OF_SHARES),
    ]


def _weights(book: Book) -> str:
    """The weights of the systems that the assumption files replace, added up."""
    rows = book.scenario.assumptions.legacy_systems
    return "+".join(f"legacy_systems_{key}_weight" for key, row in rows.items() if row.fields["replaced"].value == 1)


def _years(book: Book) -> list[Check]:
    """Nobody leaves or takes the chosen alternative before it can be had."""
    earliest = book.refer(cast(Node, book.model.life.scenario.inputs.alternative.earliest_year), at.CHECKS)
    first = f"MAX(decision_year+exit_lead_years,{earliest})"
    late = (_check(name, f"IF(ISNUMBER({name}),MAX(0,{first}-{name}),0)") for name in YEARS_OF_CHOICE)
    return [replace(check, unit=YEARS.symbol, allowed=0.0) for check in late]


def shown_years(book: Book) -> Check:
    """No year with an amount is folded away."""
    rows = rows_of(book)
    first = letters(at.FIRST_YEAR_COLUMN + VISIBLE_YEARS)
    last = letters(at.FIRST_YEAR_COLUMN + book.years_of(at.RESULTS).shape[1] - 1)
    parts = "+".join(
        f"SUMPRODUCT(ABS({at.RESULTS}!${first}${rows[name]}:${last}${rows[name]}))" for name in ("total_cost", "total_benefit")
    )
    return _check("shown", parts, years=VISIBLE_YEARS)


def _check(name: str, deviation: str, **values: object) -> Check:
    return Check(text(f"workbook.checks.{name}.text", **values), deviation, MNOK.symbol, OF_MONEY, text(f"workbook.checks.{name}.action"))


def _wrong(name: str, formula: str) -> Check:
    """One that is in order or not: 1 where the formula is not true."""
    return _counted(name, f"IF({formula},0,1)")


def _counted(name: str, deviation: str) -> Check:
    """One that counts what is wrong."""
    return replace(_check(name, deviation), unit=text("workbook.differences.cells"), allowed=0.0)


def hidden_amounts(book: Book) -> bool:
    """Whether some year with an amount is folded away."""
    return hidden_amount(book) > OF_MONEY


def hidden_amount(book: Book) -> float:
    """What those years come to, costs and benefits together."""
    return float(sum(abs(book.life.line_items[name].value[:, VISIBLE_YEARS:]).sum() for name in ("total_cost", "total_benefit")))

"""The written workbook for tests in LibreOffice: one book, what is put into its cells, and where its answers stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from costmodel import Scenario, base_case
from costmodel.analysis.decision_card.facts import Card
from costmodel.analysis.decision_card.making import card_of
from costmodel.analysis.uncertainty.sampling import Plan
from costmodel.assumptions.parameters import empty_as
from costmodel.output.labels import alternative_label, option_label
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.addresses import CHECKS, FIRST_TOWN_ROW, INPUTS, MEMBERS, RESULTS, letters
from costmodel.output.workbook.assembly import TICKS, Book, assemble
from costmodel.output.workbook.choices import BY_LIST, BY_NUMBER, TICK, word
from costmodel.output.workbook.sheets.card import HEAD_ROW, STATE_ROW
from costmodel.output.workbook.sheets.checks import FIRST_CHECK_ROW, checks
from costmodel.output.workbook.sheets.options import NPV_ROW, option_rows
from costmodel.output.workbook.sheets.parties import FIRST_NAME_ROW, party_rows, yearly_party_rows
from costmodel.output.workbook.sheets.results import FIRST_INDICATOR_ROW, rows_of
from costmodel.output.workbook.writing import About
from support import shipped
from support.spreadsheets import Edit

RELATIVE, ROUNDING = 1e-9, 1e-11
"""The second for what is nothing but rounding: a share of a year is the difference of two numbers of four digits before the point."""
COVER = About("Basis", "Som basis.", date(2026, 1, 1), "")


@dataclass(frozen=True)
class Case:
    """What stands in the cells."""

    scenario: Scenario
    pair: tuple[str, str] | None = None
    """The two options of the distribution; None: the cells are empty."""


@lru_cache(maxsize=1)
def book() -> Book:
    return assemble(base_case(shipped()))


@lru_cache(maxsize=1)
def card() -> Card:
    """The decision card of the same scenario, of few draws: what is drawn is held elsewhere."""
    return card_of(base_case(shipped()), Plan(64))


def edits(case: Case) -> list[Edit]:
    """Every input cell as the case has it."""
    scenario, rows = case.scenario, book().input_rows
    cells: dict[str, float | str | None] = {name: float(array.flat[0]) for name, array in scenario.values.items()}
    cells = {name: None if value == empty_as(name) else value for name, value in cells.items()}
    named, key = scenario.participant_set, scenario.alternatives[int(scenario.alternative.item())]
    pair = (None, None) if case.pair is None else tuple(option_label(name, shipped()) for name in case.pair)
    cells |= {"municipality": scenario.municipality, "participation": word(BY_NUMBER if named is None else BY_LIST)}
    cells |= {"alternative": alternative_label(key, shipped()), "pair_from": pair[0], "pair_to": pair[1]}
    ticked = {"ticks": named or frozenset(), "partner_ticks": scenario.together}
    towns = list(enumerate(book().model.names, start=FIRST_TOWN_ROW))
    ticks = [
        (MEMBERS, f"{TICKS[kind]}{row}", word(TICK) if name in names else None) for kind, names in ticked.items() for row, name in towns
    ]
    return [*((INPUTS, f"C{rows[name]}", value) for name, value in cells.items()), *ticks]


def block(sheet: str, rows: list[int], first: str, last: str) -> tuple[str, str]:
    return sheet, f"{first}{rows[0]}:{last}{rows[-1]}"


def lines_of(grid: list[list[float | str]], rows: Iterable[int]) -> list[list[float | str]]:
    """The rows of a block without the headings between them."""
    rows = list(rows)
    return [grid[row - rows[0]] for row in rows]


def ranges() -> list[tuple[str, str]]:
    last = {sheet: letters(at.FIRST_YEAR_COLUMN + book().years_of(sheet).shape[1] - 1) for sheet in (RESULTS, at.OPTIONS_BY_YEAR)}
    count, column = len(book().life.indicators), letters(at.FIRST_OPTION_COLUMN + len(book().options) - 1)
    return [
        (CHECKS, f"B{FIRST_CHECK_ROW}:B{FIRST_CHECK_ROW + len(checks(book())) - 1}"),
        (RESULTS, f"F{at.YEAR_ROW}:{last[RESULTS]}{at.YEAR_ROW}"),
        (RESULTS, f"C{FIRST_INDICATOR_ROW}:C{FIRST_INDICATOR_ROW + count - 1}"),
        block(RESULTS, list(rows_of(book()).values()), "F", last[RESULTS]),
        (at.OPTIONS, f"C{at.OPTION_NAME_ROW}:{column}{NPV_ROW + count - 1}"),
        (at.PARTIES, f"B{FIRST_NAME_ROW}:B{FIRST_NAME_ROW + 1}"),
        block(at.PARTIES, list(party_rows(book()).values()), "C", "C"),
        block(at.PARTIES, list(yearly_party_rows(book()).values()), "F", last[at.OPTIONS_BY_YEAR]),
        *(
            block(at.OPTIONS_BY_YEAR, list(option_rows(book(), number).values()), "F", last[at.OPTIONS_BY_YEAR])
            for number in range(len(book().options))
        ),
        (at.CARD, f"A{STATE_ROW}:A{STATE_ROW}"),
        (at.CARD, f"C{HEAD_ROW + 1}:H{HEAD_ROW + len(card().options)}"),
    ]


def assert_alike(found: float | str, wanted: float, what: object, size: float = 0.0) -> None:
    """Alike to 1e-9; what rounds to nothing on one side is held against `size`, the largest amount of its line."""
    if np.isnan(wanted):
        assert found == "ingen", what
    else:
        assert isinstance(found, float | int), (what, found, wanted)
        assert abs(found - wanted) <= RELATIVE * abs(wanted) + ROUNDING * size, (what, found, wanted)

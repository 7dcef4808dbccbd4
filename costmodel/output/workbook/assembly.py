"""The whole workbook before it is written: every node with its cells, its title and the rows of the results."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from costmodel.explain.nodes import Node
from costmodel.explain.paid import PAID_YEAR
from costmodel.model import results
from costmodel.model.actuals.paid import entries_of
from costmodel.model.results import Appraisal
from costmodel.model.scenario import Scenario
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.addresses import Address, Where
from costmodel.output.workbook.formulas import Formulas
from costmodel.output.workbook.model.building import SheetModel, build
from costmodel.output.workbook.model.constants import single_numbers, titles_of_constants
from costmodel.output.workbook.model.counting import unit_of_step
from costmodel.output.workbook.model.paid import FIELDS, column_name
from costmodel.output.workbook.model.pairs import FROM, TO
from costmodel.output.workbook.model.searches import internal_rate, payback
from costmodel.output.workbook.naming import INDICATORS, SEARCHES, SECTIONS, Title, titles, titles_of_pair
from costmodel.output.workbook.naming import step_label as label_of_step
from costmodel.output.workbook.placing import CellPlan, Places
from costmodel.texts.catalog import text

TABLE_COLUMNS = ("row_number", "wave", "name_order", "live", "go_live")
"""Columns of the municipality table that the model reads, after the inhabitants."""
SCENARIO_CHOICES = ("municipality", "participation", "alternative")
CHOICES = (*SCENARIO_CHOICES, FROM, TO)
"""Cells above the assumptions: those that are part of the scenario, and which two options are compared."""
TICKS = {"ticks": "D", "partner_ticks": "E"}
"""Columns of the sheet of members."""
FIRST_CHOICE_ROW, FIRST_INPUT_ROW = 5, 13


@dataclass(frozen=True)
class Option:
    """What is reported of an appraisal."""

    line_items: Mapping[str, Node]
    drivers: Mapping[str, Node]
    indicators: Mapping[str, Node]
    searches: tuple[Node, ...]
    """Rows of the searches for the last two indicators."""
    years: tuple[Node, Node]
    """When the platform is left, and when the alternative is taken."""
    begun: Node
    """1 where the platform is ever in use: who leaves before that is never in."""


@dataclass(frozen=True)
class Book:
    """Everything that the sheets are written from."""

    model: SheetModel
    plan: CellPlan
    places: Places
    addresses: Mapping[Node, Address]
    titles: Mapping[Node, Title]
    life: Option
    """The scenario over its life."""
    options: tuple[Option, ...]
    """The options in the order of the sheets."""
    input_rows: Mapping[str, int]
    """Row of each input on the sheet of inputs."""
    labels: Mapping[Node, str]
    """What each row and column is called: no two of a sheet the same."""

    @property
    def scenario(self) -> Scenario:
        """The scenario whose numbers stand in the workbook when it is opened."""
        return self.model.scenario

    def years_of(self, sheet: str) -> Node:
        """The calendar years of a sheet: from ``start_year``, or from ``decision_year`` on."""
        is_life = sheet in (at.RESULTS, at.CALCULATION, at.GRIDS[0], at.DIFFERENCES)
        return cast(Any, (self.model.life if is_life else self.model.choices[0].appraisal).drivers.year)

    def label_of(self, node: Node) -> str:
        """What a row is called, whether it has a name or is a step on the way."""
        return self.labels[node]

    def unit_of(self, node: Node) -> str:
        """Its unit."""
        title = self.titles.get(node)
        return title.unit if title and title.unit else unit_of_step(node, self.model.cells)

    def formulas(self, sheet: str) -> Formulas:
        """Writes formulas that stand on a sheet."""
        return Formulas(self.addresses, self.model.cells.lookups, Where(sheet))

    def refer(self, node: Node, sheet: str) -> str:
        """The node as a formula on a sheet takes it."""
        return self.formulas(sheet).of(node)[0]


def assemble(scenario: Scenario) -> Book:
    """Plan the workbook of a batch of one, for one municipality."""
    model = build(scenario)
    life, *options = [_option(item, model) for item in (model.life, *(choice.appraisal for choice in model.choices))]
    plan, named = _planned(model, (life, *options))
    rows = input_rows(model)
    places = Places(len(scenario.assumptions.municipalities), next_column=len(_table_letters(model)) + 1)
    for sheet in calculation_sheets(model):
        places.open(sheet, has_own_years=sheet in (at.CALCULATION, at.option_sheet(1)))
    addresses = {**_input_addresses(model, rows), **_addresses(plan, places, named, rows)}
    for first, *others in single_numbers(plan.uses).values():
        addresses |= dict.fromkeys(others, addresses[first])
    return Book(model, plan, places, addresses, named, life, tuple(options), rows, _labels(model, plan, named, addresses))


def calculation_sheets(model: SheetModel) -> tuple[str, ...]:
    """The scenario over its life, each option, the distribution."""
    return (at.CALCULATION, *(at.option_sheet(number) for number in range(1, len(model.choices) + 1)), at.PARTIES_CALCULATION)


def _option(appraisal: Appraisal, model: SheetModel) -> Option:
    """Line items, drivers and indicators of an appraisal, with what has to be searched for."""
    items, drivers = results.line_items(appraisal), results.drivers(appraisal)
    year = cast(Node, appraisal.drivers.year)
    rate = internal_rate(model.cells, cast(Node, items["net_benefit"]), year)
    back = payback(model.cells, cast(Node, drivers["cumulated_net_benefit"]), year)
    years = (appraisal.drivers.exit_year, appraisal.drivers.alternative_start)
    vars(appraisal).update(irr=rate.found, payback_year=back.found)
    indicators, searches = results.indicators(appraisal), (*rate.rows, *back.rows)
    return Option(
        cast(Any, items), cast(Any, drivers), cast(Any, indicators), searches, cast(Any, years), cast(Any, appraisal.drivers.has_begun)
    )


def _planned(model: SheetModel, options: Sequence[Option]) -> tuple[CellPlan, dict[Node, Title]]:
    """The sheets planned one after the other: what a later one shares with an earlier one is there already."""
    assumptions = model.scenario.assumptions
    parts = [list(titles(item, assumptions)) for item in (model.life, *(choice.appraisal for choice in model.choices))]
    named, inputs = dict[Node, Title](), set(model.cells.inputs.values())
    plan = CellPlan(model.cells.lookups, named, {node for option in options for node in option.searches})
    sheets = list(zip(calculation_sheets(model), (*parts, list(titles_of_pair(model.pair))), strict=True))
    for _, found in sheets:
        named |= {node: title for node, title in reversed(found) if node not in named and node not in inputs}
    plan.count(named)
    constants = dict(titles_of_constants(single_numbers(plan.uses)))
    named |= constants
    sheets[0] = (at.CALCULATION, [*constants.items(), *sheets[0][1]])
    for sheet, found in sheets:
        plan.add(_years_first(node for node, _ in found if node in named), sheet)
    return plan, named


def _years_first(nodes: Iterable[Node]) -> list[Node]:
    """Each node once; the years stand above all else."""
    return sorted(dict.fromkeys(nodes), key=lambda node: node.op != "years")


def _addresses(plan: CellPlan, places: Places, named: Mapping[Node, Title], taken: Mapping[str, int]) -> dict[Node, Address]:
    """The cells of every planned node, those of a section together."""
    found, sheets = dict[Node, Address](), list(dict.fromkeys(plan.sheet.values()))
    section_of = {node: (named.get(node) or named.get(plan.reader[node]) or Title("", "", "", SEARCHES)).section for node in plan.order}

    def place_in_order(node: Node) -> tuple[int, bool, int]:
        return sheets.index(plan.sheet[node]), node.op != "years", SECTIONS.index(section_of[node])

    for node in sorted(plan.order, key=place_in_order):
        title, section = named.get(node), section_of[node]
        name = cell_name(title, plan.sheet[node], taken) if title and title.section not in (INDICATORS, SEARCHES) else ""
        found[node] = places.place(node, plan.sheet[node], section, name)
    return found


def _labels(model: SheetModel, plan: CellPlan, named: Mapping[Node, Title], addresses: Mapping[Node, Address]) -> dict[Node, str]:
    """What each row is called, whether it has a name or is a step on the way; those of a sheet that are called the same are numbered."""
    found, assumptions, lookups = dict[Node, str](), model.scenario.assumptions, model.cells.lookups
    for node in sorted(plan.order, key=lambda node: addresses[node].row):
        title = named.get(node)
        found[node] = title.label if title else label_of_step(node, lookups.get(node), named.get(plan.reader[node]), assumptions)
    alike = Counter((addresses[node].sheet, label) for node, label in found.items())
    so_far = Counter[tuple[str, str]]()
    for node, label in found.items():
        key = (addresses[node].sheet, label)
        so_far[key] += 1
        found[node] = text("workbook.steps.numbered", label=label, number=so_far[key]) if alike[key] > 1 else label
    return found


def cell_name(title: Title, sheet: str, taken: Container[str]) -> str:
    """Name of a cell, by which formulas call it; those of an option end in its number."""
    number = sheet.removeprefix(at.option_sheet("")) if sheet.startswith(at.option_sheet("")) else ""
    name = f"used.{title.name}" if title.name in taken else title.name
    return excel_name(f"{name}_{number}" if number else name)


def excel_name(name: str) -> str:
    """A name as a spreadsheet takes it.

    >>> excel_name("benefits.citizen_services.lag_years")
    'benefits_citizen_services_lag_years'
    """
    return name.replace(".", "_")


def input_rows(model: SheetModel) -> dict[str, int]:
    """Row of each input: the choices, then the parameters under their headings, then the registers."""
    rows = {name: FIRST_CHOICE_ROW + number for number, name in enumerate(CHOICES)}
    row = FIRST_INPUT_ROW
    for _, names in input_groups(model.scenario):
        for name in names:
            row += 1
            rows[name] = row
        row += 2
    return rows


def input_groups(scenario: Scenario) -> list[tuple[str, list[str]]]:
    """The numbers that stand under one heading: groups of parameters, then the rows of each register as ``REGISTER.KEY``."""
    assumptions = scenario.assumptions
    groups = [(key, list(group.parameters)) for key, group in assumptions.groups.items()]
    for register, rows in assumptions.registers.items():
        groups += [(f"{register}.{key}", [f"{register}.{key}.{field}" for field in row.fields]) for key, row in rows.items()]
    return groups


def _table_letters(model: SheetModel) -> list[str]:
    """Letters of the columns of the municipality table: five that describe, the inhabitants, and those that the model reads."""
    count = 5 + len(next(iter(model.scenario.assumptions.municipalities)).population) + len(TABLE_COLUMNS)
    return [at.letters(number) for number in range(count)]


def _input_addresses(model: SheetModel, rows: Mapping[str, int]) -> dict[Node, Address]:
    inputs = model.cells.inputs
    cells = {inputs[name]: Address(at.INPUTS, "cell", row, "C", excel_name(name)) for name, row in rows.items()}
    letters = _table_letters(model)[-len(TABLE_COLUMNS) :]
    columns = {inputs[name]: Address(at.MUNICIPALITIES, "column", 0, letter) for name, letter in zip(TABLE_COLUMNS, letters, strict=True)}
    paid = _paid_addresses(model)
    ticks = {inputs[name]: Address(at.MEMBERS, "column", 0, letter) for name, letter in TICKS.items()}
    return {**cells, **columns, **paid, **ticks}


def _paid_addresses(model: SheetModel) -> dict[Node, Address]:
    """The columns of what has been paid beside the names of the municipalities, each year above its amounts."""
    inputs, found = model.cells.inputs, dict[Node, Address]()
    for number, entry in enumerate(entries_of(model.scenario.assumptions)):
        letters = [at.letters(1 + number * len(FIELDS) + place) for place in range(len(FIELDS))]
        found[inputs[f"{PAID_YEAR}{entry.name}"]] = Address(at.ACTUALS, "cell", at.YEAR_ROW, letters[0])
        columns = zip((column_name(field, entry) for field in FIELDS), letters, strict=True)
        found |= {inputs[name]: Address(at.ACTUALS, "column", 0, letter) for name, letter in columns if name in inputs}
    return found

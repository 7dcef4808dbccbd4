"""The whole workbook before it is written: every node with its cells, its title and the rows of the results."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from costmodel.explain.nodes import Node
from costmodel.model import results
from costmodel.model.results import Appraisal
from costmodel.model.scenario import Scenario
from costmodel.output import labels
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.addresses import Address, Where
from costmodel.output.workbook.choices import LIFETIME
from costmodel.output.workbook.formulas import Formulas
from costmodel.output.workbook.model import SheetModel, build
from costmodel.output.workbook.naming import INDICATORS, SEARCHES, Title, step_label, titles
from costmodel.output.workbook.placing import CellPlan, Places
from costmodel.output.workbook.searches import internal_rate, payback
from costmodel.texts.catalog import text

TABLE_COLUMNS = ("row_number", "wave", "name_order", "live", "go_live")
"""Columns of the municipality table that the model reads, after the inhabitants."""
CHOICES = ("view", "municipality", "participation")
"""Cells above the assumptions."""
FIRST_CHOICE_ROW, FIRST_INPUT_ROW = 5, 11
SECOND = "_alternativ"


@dataclass(frozen=True)
class Option:
    """What is reported of one of the two options."""

    line_items: Mapping[str, Node]
    drivers: Mapping[str, Node]
    indicators: Mapping[str, Node]
    searches: tuple[Node, ...]
    """Rows of the searches for the last two indicators."""


@dataclass(frozen=True)
class Book:
    """Everything that the sheets are written from."""

    model: SheetModel
    plan: CellPlan
    places: Places
    addresses: Mapping[Node, Address]
    titles: Mapping[Node, Title]
    first: Option
    second: Option
    input_rows: Mapping[str, int]
    """Row of each input on the sheet of inputs."""

    @property
    def scenario(self) -> Scenario:
        """The scenario whose numbers stand in the workbook when it is opened."""
        return self.model.scenario

    @property
    def years(self) -> int:
        """How many years the sheets have."""
        return self.model.first.drivers.year.shape[1]

    def label_of(self, node: Node) -> str:
        """What a row is called, whether it has a name or is a step on the way."""
        title = self.titles.get(node)
        return title.label if title else step_label(node, self.model.cells.lookups.get(node), self.titles.get(self.plan.reader[node]))

    def formulas(self, sheet: str) -> Formulas:
        """Writes formulas that stand on a sheet."""
        return Formulas(self.addresses, self.model.cells.lookups, Where(sheet))


def assemble(scenario: Scenario, view: str = LIFETIME) -> Book:
    """Plan the workbook of a batch of one, for one municipality."""
    model = build(scenario, view)
    first, second = (_option(item, model) for item in (model.first, model.second))
    plan, named = _planned(model, (first, second))
    places = Places(len(scenario.assumptions.municipalities))
    places.next_column = len(_table_letters(model)) + 1
    rows = input_rows(model)
    addresses = {**_input_addresses(model, rows), **_addresses(plan, places, named, rows)}
    return Book(model, plan, places, addresses, named, first, second, rows)


def _option(appraisal: Appraisal, model: SheetModel) -> Option:
    """Line items, drivers and indicators of an option, with what has to be searched for."""
    items, drivers = results.line_items(appraisal), results.drivers(appraisal)
    year = cast(Node, appraisal.drivers.year)
    eager = {name: cast(Node, getattr(appraisal.indicators, name)) for name in vars(appraisal.indicators)}
    rate = internal_rate(model.cells, cast(Node, items["net_benefit"]), year)
    back = payback(model.cells, cast(Node, drivers["cumulated_net_benefit"]), year)
    indicators = {**eager, "irr": rate.found, "payback_year": back.found}
    return Option(cast(Any, items), cast(Any, drivers), indicators, (*rate.rows, *back.rows))


def _planned(model: SheetModel, options: tuple[Option, Option]) -> tuple[CellPlan, dict[Node, Title]]:
    """Both options planned, the first one first: what the second shares with it is there already."""
    named: dict[Node, Title] = {}
    plan, inputs = (
        CellPlan(model.cells.lookups, named, {node for option in options for node in option.searches}),
        set(model.cells.inputs.values()),
    )
    for appraisal, option in zip((model.first, model.second), options, strict=True):
        is_second = option is options[1]
        found = dict(reversed(list(titles(appraisal, model.scenario.assumptions))))
        found |= {option.indicators[name]: title for name, title in _searched().items()}
        ordered = [node for node, _ in titles(appraisal, model.scenario.assumptions)] + [option.indicators[name] for name in _searched()]
        for node in dict.fromkeys(ordered):
            if node not in named and node not in inputs:
                named[node] = _of_second(found[node]) if is_second else found[node]
        plan.add(node for node in dict.fromkeys(ordered) if node in named)
        if not is_second:
            plan.order.sort(key=lambda node: node is not appraisal.drivers.year)  # the years stand above all else
            plan.split = len(plan.order)
    return plan, named


def _searched() -> dict[str, Title]:
    return {name: Title(name, labels.indicator_label(name), labels.unit_of_result(name), SEARCHES) for name in ("irr", "payback_year")}


def _of_second(title: Title) -> Title:
    return replace(title, name=title.name + SECOND, label=text("workbook.steps.second", label=title.label))


def _addresses(plan: CellPlan, places: Places, named: Mapping[Node, Title], taken: Mapping[str, int]) -> dict[Node, Address]:
    found: dict[Node, Address] = {}
    for number, node in enumerate(plan.order):
        sheet = at.CALCULATION if number < plan.split else at.ALTERNATIVE
        title = named.get(node)
        reader = named.get(plan.reader[node])
        section = (title or reader or Title("", "", "", SEARCHES)).section
        name = (
            ""
            if title is None or title.section in (INDICATORS, SEARCHES)
            else excel_name(f"used.{title.name}" if title.name in taken else title.name)
        )
        found[node] = places.place(node, sheet, section, name)
    return found


def excel_name(name: str) -> str:
    """A name as a spreadsheet takes it.

    >>> excel_name("benefits.citizen_services.lag_years")
    'benefits_citizen_services_lag_years'
    """
    return name.replace(".", "_")


def input_rows(model: SheetModel) -> dict[str, int]:
    """Row of each input: the choices, then the parameters under their headings, then the register of benefits."""
    rows = {name: FIRST_CHOICE_ROW + number for number, name in enumerate(CHOICES)}
    row, assumptions = FIRST_INPUT_ROW, model.scenario.assumptions
    groups = [list(group.parameters) for group in assumptions.groups.values()]
    groups += [[f"benefits.{key}.{field}" for field in benefit.fields] for key, benefit in assumptions.benefits.items()]
    for names in groups:
        for name in names:
            row += 1
            rows[name] = row
        row += 2
    return rows


def _table_letters(model: SheetModel) -> list[str]:
    """Letters of the columns of the municipality table: five that describe, the inhabitants, and those that the model reads."""
    count = 5 + len(next(iter(model.scenario.assumptions.municipalities)).population) + len(TABLE_COLUMNS)
    return [at.letters(number) for number in range(count)]


def _input_addresses(model: SheetModel, rows: Mapping[str, int]) -> dict[Node, Address]:
    inputs = model.cells.inputs
    cells = {inputs[name]: Address(at.INPUTS, "cell", row, "C", excel_name(name)) for name, row in rows.items()}
    letters = _table_letters(model)[-len(TABLE_COLUMNS) :]
    columns = {inputs[name]: Address(at.MUNICIPALITIES, "column", 0, letter) for name, letter in zip(TABLE_COLUMNS, letters, strict=True)}
    return {**cells, **columns, inputs["ticks"]: Address(at.MEMBERS, "column", 0, "D")}

"""The registers as tables: benefits by area with what they are made of, the systems that are replaced, the alternatives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from costmodel import AssumptionSet, Scenario
from costmodel.assumptions.records import Area, Assumption
from costmodel.model.benefits import potential
from costmodel.model.costs import minute_cost
from costmodel.output.labels import alternative_label, field_label, name_in_language, unit_label
from costmodel.texts.numbers import number
from costmodel.units import BY_SYMBOL, CALENDAR_YEAR, SHARE, YES_OR_NO
from pages.components import layout
from pages.components.differences import value_text
from pages.components.levers import lever as levers
from pages.components.tables import Row, show_grid
from pages.forutsetninger import facts
from pages.forutsetninger.facts import text

Cell = tuple[str, str]
"""A number as the reader sees it, and its range and origin as small print."""
NOTHING: Cell = ("–", "")
OF_BENEFIT = ("realisation", "gp_dependence", "coverage_dependence", "also_in_null")
OF_SYSTEM = ("yearly_cost", "renewal_cost", "renewal_year", "life_years", "weight", "replaced")
"""Fields that the tables show, in the order of their columns."""


@dataclass(frozen=True)
class Numbers:
    """The numbers of the registers as the session has them."""

    assumptions: AssumptionSet
    own: Mapping[str, float | None]
    """What the session has changed, by full name."""

    def value(self, name: str) -> float | None:
        """The value in use."""
        return self.own[name] if name in self.own else self.assumptions.quantities[name].value

    def cell(self, name: str) -> Cell:
        """A number; nothing where the row has no such number."""
        record = self.assumptions.quantities.get(name)
        if record is None:
            return NOTHING
        return number_text(self.value(name), record), self.note(name, record)

    def note(self, name: str, record: Assumption) -> str:
        """The plausible range, and where the value comes from."""
        basis = layout.own_change() if name in self.own else levers.basis_name(record.basis)
        if record.low is None or record.high is None or record.low == record.high:
            return basis
        return text("registers.note", low=value_text(record.low, record), high=value_text(record.high, record), basis=basis)


def number_text(value: float | None, record: Assumption) -> str:
    """A value without its unit, yes and no in words, and a year that need not be waited for."""
    if value is None:
        return text("registers.any_year")
    if BY_SYMBOL[record.unit] == YES_OR_NO:
        return text("registers.yes" if value else "registers.no")
    return value_text(value, record)


def label_of(name: str, assumptions: AssumptionSet) -> str:
    """What a field of a register is called, with its unit where numbers have one beside them."""
    record, label = assumptions.quantities[name], field_label(name, assumptions)
    is_bare = BY_SYMBOL[record.unit] in (CALENDAR_YEAR, SHARE, YES_OR_NO)
    return label if is_bare else text("registers.label", label=label, unit=unit_label(record.unit))


def show_registers(scenario: Scenario, numbers: Numbers, chosen: str) -> None:
    """The three registers; `chosen` is the key of the scenario's alternative."""
    show_benefits(scenario, numbers)
    show_systems(numbers)
    show_alternatives(numbers, chosen)


def show_benefits(scenario: Scenario, numbers: Numbers) -> None:
    """The benefits by the areas of the published goals, with their drivers."""
    i, assumptions = scenario.inputs, numbers.assumptions
    full = {key: potential(row, i).item() for key, row in i.benefits.items()}
    st.header(facts.benefits_takeaway(sum(full.values()), minute_cost(i).item()), anchor=False)
    layout.note(text("registers.benefits.about", year=int(scenario.setting("price_year"))))
    if full:
        show_grid(text("registers.benefits.table"), list(text.part("registers.benefits.heads").values()), benefit_rows(full, numbers))
    if told := facts.areas_without(assumptions):
        layout.note(told)


def benefit_rows(full: Mapping[str, float], numbers: Numbers) -> list[Row]:
    """A row for each area with its full effect, and under it one for each of its benefits."""
    rows: list[Row] = []
    for area in Area:
        own = [key for key, benefit in numbers.assumptions.benefits.items() if benefit.area == area]
        if own:
            rows.append(Row(facts.area_name(area), (number(sum(full[key] for key in own), 1),), is_sum=True))
            rows += [_benefit_row(key, full[key], numbers) for key in own]
    return rows


def _benefit_row(key: str, full: float, numbers: Numbers) -> Row:
    start = f"benefits.{key}."
    amount = numbers.cell(f"{start}potential")[1]
    cells = [(number(full, 1), amount), _driver_cell(start, numbers), *(numbers.cell(f"{start}{field}") for field in OF_BENEFIT)]
    return _row(name_in_language(numbers.assumptions.benefits[key].name), cells)


def _driver_cell(start: str, numbers: Numbers) -> Cell:
    """Events a year and minutes saved in each, where the benefit is made of them."""
    quantity, minutes = (f"{start}{field}" for field in ("quantity", "minutes"))
    records = numbers.assumptions.quantities
    if quantity not in records:
        return NOTHING
    told = [value_text(numbers.value(name), records[name]) for name in (quantity, minutes)]
    notes = [numbers.note(name, records[name]) for name in (quantity, minutes)]
    return text("registers.benefits.driver", quantity=told[0], minutes=told[1]), text(
        "registers.benefits.driver_note", quantity=notes[0], minutes=notes[1]
    )


def show_systems(numbers: Numbers) -> None:
    """The systems that Helseplattformen replaces."""
    rows = numbers.assumptions.legacy_systems
    replaced = [key for key in rows if numbers.value(f"legacy_systems.{key}.replaced")]
    cost = sum(numbers.value(f"legacy_systems.{key}.yearly_cost") or 0.0 for key in replaced)
    st.header(facts.systems_takeaway(len(replaced), cost), anchor=False)
    layout.note(text("registers.legacy_systems.about"))
    if rows:
        labels = [label_of(f"legacy_systems.{next(iter(rows))}.{field}", numbers.assumptions) for field in OF_SYSTEM]
        found = [_row(name_in_language(rows[key].name), _cells("legacy_systems", key, OF_SYSTEM, numbers)) for key in rows]
        show_grid(text("registers.legacy_systems.table"), [text("registers.legacy_systems.head"), *labels], found)


def show_alternatives(numbers: Numbers, chosen: str) -> None:
    """What else can be chosen: a column an alternative, with who can choose it, and what it gives of single benefits."""
    rows = numbers.assumptions.alternatives
    st.header(facts.alternatives_takeaway(numbers.assumptions), anchor=False)
    layout.note(facts.alternatives_about(numbers.assumptions))
    heads = [facts.alternative_head(alternative_label(key, numbers.assumptions), is_chosen=key == chosen) for key in rows]
    fields = dict.fromkeys(field for row in rows.values() for field in row.fields)
    who = Row(text("registers.alternatives.open_to"), tuple(facts.open_to_name(row.open_to) for row in rows.values()))
    show_grid(
        text("registers.alternatives.table"),
        [text("registers.alternatives.head"), *heads],
        [who, *(_field_row(field, numbers) for field in fields)],
    )


def _field_row(field: str, numbers: Numbers) -> Row:
    """A number of every alternative; one without a share of its own of a benefit gives as much of it as of the rest."""
    names = [f"alternatives.{key}.{field}" for key in numbers.assumptions.alternatives]
    known = next(name for name in names if name in numbers.assumptions.quantities)
    cells = [numbers.cell(name) for name in names]
    like_rest: Cell = (text("registers.alternatives.like_rest"), "")
    return _row(label_of(known, numbers.assumptions), [like_rest if cell == NOTHING else cell for cell in cells])


def _cells(register: str, key: str, fields: Sequence[str], numbers: Numbers) -> list[Cell]:
    return [numbers.cell(f"{register}.{key}.{field}") for field in fields]


def _row(label: str, cells: Sequence[Cell]) -> Row:
    told, notes = zip(*cells, strict=True)
    return Row(label, told, notes)

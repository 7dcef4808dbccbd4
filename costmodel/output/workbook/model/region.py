"""The municipality table as columns of a sheet: who is studied, who takes part and who procures together is read off cells."""

from collections.abc import Mapping

import numpy as np

from costmodel.assumptions.rollout import WAVES
from costmodel.axes import Array, per_draw, per_municipality
from costmodel.explain.dimensions import BARE, POINT, dimension_of
from costmodel.explain.nodes import Node
from costmodel.explain.symbolic import StudiedColumn, SymbolicRegion
from costmodel.model.region import Region, between_years, read_region
from costmodel.model.scenario import Scenario
from costmodel.output.workbook.choices import BY_LIST, TICK
from costmodel.output.workbook.model.cells import LONG_AGO, Cells
from costmodel.units import INHABITANTS

_PEOPLE = dimension_of(INHABITANTS, 0)


def region_on_sheet(cells: Cells, scenario: Scenario, given: Mapping[str, Node]) -> SymbolicRegion:
    """The municipality table as columns of a sheet, each date a cohort."""
    table = read_region(scenario.assumptions, scenario.setting("reference_year"), LONG_AGO)
    columns = {
        name: cells.input(name, value, POINT if name == "go_live" else BARE) for name, value in table_columns(table, scenario).items()
    }
    number = per_draw(table.names.index(scenario.municipality or "") + 1.0)
    by_list = per_draw(scenario.participant_set is not None)
    people = interpolated_inhabitants(cells, given["reference_year"], table)

    def ticked(name: str) -> Node:
        return cells.lookup("is_text", (columns[name],), columns[name].value, TICK)

    return SymbolicRegion(
        names=table.names,
        rank=cells.lookup("rank", (people, columns["wave"], columns["name_order"]), table.rank),
        live=columns["live"],
        go_live=columns["go_live"],
        known_years=table.known_years,
        cohorts=table.cohorts,
        reference=table.reference,
        inhabitants=lambda years: interpolated_inhabitants(cells, years, table),
        studied=StudiedColumn(cells.lookup("row_of", (cells.input("municipality", number),), number, len(table.names))),
        column_number=columns["row_number"],
        by_name=cells.lookup("is_text", (cells.input("participation", by_list),), by_list, BY_LIST),
        ticked=ticked("ticks"),
        partners=ticked("partner_ticks"),
    )


def interpolated_inhabitants(cells: Cells, years: Node, table: Region) -> Node:
    """Inhabitants of every municipality in each year: linear between the table's years, constant outside them."""
    last = table.known_years.size
    position = np.interp(years.value, table.known_years, np.arange(float(last)))
    column = cells.lookup("table_column", (years,), np.floor(position) + 1.0, last)
    onward = cells.lookup("table_share", (years, column), position - np.floor(position), last)
    people = between_years(years.value, table.known_years, table.known_population)
    return cells.counted(cells.lookup("inhabitants", (column, onward), people, last), _PEOPLE)


def table_columns(table: Region, scenario: Scenario) -> dict[str, Array]:
    """The columns of the municipality table, ``(1, 1, municipality)``."""
    waves = {item.name: WAVES.index(item.wave) + 1.0 for item in scenario.assumptions.municipalities}
    order = {name: number for number, name in enumerate(sorted(table.names), start=1)}
    return {
        "row_number": per_municipality(range(1, len(table.names) + 1)),
        "wave": per_municipality([waves[name] for name in table.names]),
        "name_order": per_municipality([order[name] for name in table.names]),
        "live": table.live,
        "go_live": table.go_live,
        "ticks": table.among(scenario.participant_set or frozenset()),
        "partner_ticks": table.among(scenario.together),
    }

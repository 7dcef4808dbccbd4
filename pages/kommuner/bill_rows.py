"""Everybody's bill as a table that can be ticked, as sums, and as a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isnan

from costmodel import AssumptionSet
from costmodel.analysis.participation.bills import Bills, GroupBill
from costmodel.assumptions.records import Municipality
from costmodel.axes import Array
from costmodel.output.charts.map.bubbles import DECLINED, status_label, status_of
from costmodel.output.csv import Cell, csv_bytes
from costmodel.texts.numbers import number
from pages.components import wording
from pages.components.row_table import Text, TickRow, TickTable
from pages.kommuner.facts import text
from pages.session.shown_number import view_query

EVERYBODY, INSIDE, OUTSIDE, COUNTY, WAVE = "everybody", "inside", "outside", "county", "wave"
"""Groups whose sum can be shown; that of a county is called ``county:NAME``, that of a wave ``wave:NAME``."""
Amounts = Mapping[str, Mapping[str, float]]
"""Numbers by column and municipality, or by row and column."""
ITEMS = {
    "charge": "platform_cost_per_inhabitant",
    "one_off_cost": "introduction_cost",
    "benefit": "total_benefit",
    "npv": "npv",
    "npv_per_inhabitant": "npv_per_inhabitant",
    "break_even_minutes": "break_even_minutes",
}
"""The number of the model that each column is, or is made of; what one gains by being in is no number of a single appraisal."""


DECIMALS = {"charge": 2, "one_off_cost": 1, "benefit": 1, "npv": 1, "npv_per_inhabitant": 0, "break_even_minutes": 1, "gain": 1}
"""The columns of numbers in the order of the table."""


@dataclass(frozen=True)
class Column:
    """A column of money."""

    label: str
    """Head of the column."""
    decimals: int
    """Decimals shown."""


def columns(year: int) -> dict[str, Column]:
    """The columns of numbers by name, in the order of the table."""
    return {name: Column(text(f"bills.columns.{name}", year=year), decimals) for name, decimals in DECIMALS.items()}


def group_name(group: str) -> str:
    """What the reader calls a group."""
    kind, _, name = group.partition(":")
    return text(f"groups.{kind}", name=name)


def groups_of(rows: Sequence[Municipality], bills: Bills) -> dict[str, list[str]]:
    """Groups whose sum can be shown: who is in, counties, waves."""
    inside = set(bills.inside)
    counties = sorted({item.county for item in rows}, key=wording.alphabetical)
    waves = list(dict.fromkeys(item.wave for item in rows))
    return {
        EVERYBODY: [item.name for item in rows],
        INSIDE: [item.name for item in rows if item.name in inside],
        OUTSIDE: [item.name for item in rows if item.name not in inside],
        **{f"{COUNTY}:{county}": [item.name for item in rows if item.county == county] for county in counties},
        **{f"{WAVE}:{wave}": [item.name for item in rows if item.wave == wave] for wave in waves},
    }


def amounts(bills: Bills, gains: Amounts, year: int) -> dict[str, dict[str, float]]:
    """The numbers of every municipality by column, then by name; nan where one does not exist."""
    found = {**_flows(bills, year), **{name: getattr(bills, name) for name in ("npv", "npv_per_inhabitant", "break_even_minutes")}}
    by_name = {column: dict(zip(bills.names, array.ravel().tolist(), strict=True)) for column, array in found.items()}
    return {**by_name, "gain": {name: parties["municipality"] for name, parties in gains.items()}}


def sums(group: GroupBill, year: int) -> dict[str, float]:
    """The sums of a group by column; what each gains alone is not added."""
    added = {**_flows(group.bills, year), "npv": group.bills.npv}
    found = {name: group.total(array).item() for name, array in added.items()}
    ratios = {name: getattr(group, name).item() for name in ("npv_per_inhabitant", "break_even_minutes")}
    return {**found, **ratios, "gain": float("nan")}


def _flows(bills: Bills, year: int) -> dict[str, Array]:
    """What every municipality pays and gets, with costs as a reader sees them: negative."""
    return {"charge": 0.0 - bills.charge_in(year), "one_off_cost": 0.0 - bills.one_off_cost, "benefit": bills.benefit}


def tick_table(
    rows: Sequence[Municipality],
    found: Amounts,
    inside: set[str],
    totals: Amounts,
    year: int,
) -> TickTable:
    """The rows as the page shows them, with the sums at the foot."""
    heads = (column.label for column in columns(year).values())
    return TickTable(
        title=text("bills.tab"),
        heads=(*text.part("bills.heads").values(), *heads),
        rows=[_row(item, found, item.name in inside, year) for item in rows],
        sums=[((label, ""), ("", ""), *_texts(values, year)) for label, values in totals.items()],
        texts=text.part("bills.table"),
    )


def views_of(year: int, question: str) -> dict[str, str]:
    """What each column puts behind a link to Regnestykket; nothing where it has no number there."""
    return {name: view_query(ITEMS[name], year, question) if name in ITEMS else "" for name in columns(year)}


def with_links(table: TickTable, link: str, views: Mapping[str, str]) -> TickTable:
    """The table with cells that lead to their sums, for those who are in; the name and the status lead nowhere."""
    return replace(table, link=link, views=("", "", *views.values()))


def _row(item: Municipality, found: Amounts, is_in: bool, year: int) -> TickRow:
    values = {column: by_name[item.name] for column, by_name in found.items()}
    keys = [known(value) for value in values.values()]
    return TickRow(
        name=item.name,
        cells=((item.name, f"{item.wave} · {item.county}"), status_text(item), *_texts(values, year)),
        keys=(1.0 if is_in else 0.0, wording.alphabetical(item.name), item.go_live.isoformat(), *keys),
        search=f"{item.name} {item.county} {item.wave} {status_label(status_of(item))}".lower(),
        is_linked=is_in,
    )


def status_text(item: Municipality) -> Text:
    """Fact, plan or a no to the plan, and under it the date with its source."""
    kind, plan = status_of(item), f"{wording.day(item)} · {item.source}"
    if kind != DECLINED:
        return text(f"bills.status.{kind}"), plan
    return text("bills.status.declined", year=item.declined), text("bills.declined", plan=plan, source=item.declined_source)


def _texts(values: Mapping[str, float], year: int) -> list[Text]:
    return [(number(values[name], column.decimals), "") for name, column in columns(year).items()]


def csv_of(assumptions: AssumptionSet, found: Amounts, inside: set[str], total: Mapping[str, float], year: int) -> bytes:
    """Every municipality in full precision, and all participants together."""
    heads = {name: column.label.replace("\N{SOFT HYPHEN}", "") for name, column in columns(year).items()}
    first = text.part("bills.file_heads")
    lines: list[dict[str, Cell]] = []
    for item in assumptions.municipalities:
        told = (item.number, item.name, item.county, item.wave, status_label(item.status), item.go_live.isoformat(), item.source)
        is_in = text("bills.file_inside.yes" if item.name in inside else "bills.file_inside.no")
        declined = (item.declined, item.declined_source)
        texts = dict(zip(first.values(), (*told, assumptions.sources[item.source].date, *declined, is_in), strict=True))
        lines.append({**texts, **_known({heads[name]: found[name][item.name] for name in heads})})
    lines.append({first["name"]: text("sums.total"), **_known({heads[name]: total[name] for name in heads})})
    return csv_bytes([*first.values(), *heads.values()], lines)


def known(value: float) -> float | None:
    """The number; None where it does not exist."""
    return None if isnan(value) else value


def _known(values: Mapping[str, float]) -> dict[str, Cell]:
    return {name: known(value) for name, value in values.items()}

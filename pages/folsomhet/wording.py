"""Texts and table rows in bokmål about what would change the answer."""

import math
from collections.abc import Sequence

from costmodel import AssumptionSet
from costmodel.analysis.sensitivity.answers import Question
from costmodel.analysis.sensitivity.flips import Flips
from costmodel.analysis.sensitivity.levers import Lever
from costmodel.analysis.sensitivity.one_way import Bar, Line, Tornado
from costmodel.analysis.sensitivity.switching import Kind, Switching
from costmodel.analysis.sensitivity.two_way import Grid
from costmodel.assumptions.records import Role
from costmodel.output.csv import Cell
from costmodel.output.input_labels import lever_label
from costmodel.output.labels import answer_label, answer_unit, option_in_sentence
from costmodel.output.sensitivity_sentences import (
    answer_text,
    lever_name,
    range_text,
    switching_sentence,
    unit_text,
    values_text,
)
from costmodel.output.tables import plain
from costmodel.texts.numbers import number, percent
from pages.components.layout import OWN_CHANGE
from pages.components.levers import badge_of
from pages.components.tables import Row

LEAD = (
    "Hvilke tall betyr mest, og hva må til for at svaret blir et annet? Ett tall flyttes om gangen gjennom det spennet som er trolig; "
    "alt annet står som i scenarioet. Det ingen vet, og det noen velger, vises hver for seg."
)
ROLES = {Role.UNCERTAIN: "Det ingen vet", Role.DECISION: "Det noen velger", Role.METHOD: "Regneregler"}
ABOUT_TORNADO = (
    "Hver søyle går fra dagens svar til svaret når tallet er i lav eller høy ende av sitt trolige spenn. Tallene ved søylene er endene. "
    "Det samme feltet i flere gevinster flyttes samlet. Trykk på en søyle, eller velg fra listen, for å åpne forutsetningen."
)
ABOUT_SWITCHING = (
    "Hvert tall flyttes alene, så langt modellen godtar. «Avstand» er hvor mange ganger bredden av det trolige spennet det må flyttes. "
    "Tall som bare kan være hele, har ingen verdi der svaret er nøyaktig null; da står den første verdien der svaret har snudd."
)
ABOUT_FLIPS = (
    "Det minste settet av usikre tall som snur svaret når hvert av dem flyttes innenfor sitt trolige spenn, og hvor lite som er nok. "
    "To parter som er enige om alt annet, må være uenige om minst dette for å komme til hvert sitt svar."
)
ABOUT_GRID = (
    "Blått er over null, brunt er under null. Den tykke linjen er der svaret er null; den er tegnet mellom regnede punkter. "
    "Ringen er scenarioet slik det er i dag."
)
ABOUT_SPIDER = (
    "Hvert tall går fra lav ende av sitt trolige spenn, gjennom dagens verdi, til høy ende. Jo brattere linje, jo mer betyr tallet. "
    "En linje som buer, betyr mest i den bratte delen."
)
NOTHING = "—"


def answer_sentence(question: Question, today: float, names: tuple[str, str], who: str) -> str:
    """What the answer is today."""
    label = answer_label(question.indicator)
    when = f" i {question.year}" if question.year is not None else ""
    value = f"**{answer_text(question, today)}\u00a0{answer_unit(question.indicator)}**"
    first, second = (option_in_sentence(name) for name in names)
    if question.is_decision:
        return f"{label}{when} for {who}: å {first} minus å {second} er {value}."
    return f"{label}{when} for {who} er {value}."


def basis(lever: Lever, assumptions: AssumptionSet) -> str:
    """Where today's value comes from; every kind of origin where several move together."""
    badges: list[str] = []
    for full, member in lever.members.items():
        record = assumptions.quantities[full]
        is_base = member.today == record.value or full == "exit_year"
        badges.append(badge_of(record) if is_base else OWN_CHANGE)
    return ", ".join(dict.fromkeys(badges))


def bar_rows(found: Tornado, assumptions: AssumptionSet) -> list[Row]:
    """Every bar: the range, and the answers at its ends."""
    return [Row(lever_label(bar.lever), _bar_cells(found, bar), (basis(bar.lever, assumptions), "", "", "")) for bar in found.bars]


def _bar_cells(found: Tornado, bar: Bar) -> tuple[str, ...]:
    (today,) = values_text(bar.lever, [bar.lever.today])
    ends = (answer_text(found.question, end) for end in (bar.at_low, bar.at_high))
    return (f"{today}{unit_text(bar.lever)}", range_text(bar.lever), *ends)


def bar_columns(found: Tornado) -> dict[str, list[Cell]]:
    """The same numbers in full precision."""
    return {
        lever_label(bar.lever): [*map(_plain, (bar.lever.today, bar.lever.low, bar.lever.high, bar.at_low, bar.at_high))]
        for bar in found.bars
    }


def switching_rows(found: Sequence[Switching], assumptions: AssumptionSet) -> list[Row]:
    """Every lever: today's value, where the answer is 0, how far that is, and whether it is plausible."""
    return [Row(lever_label(item.lever), _switching_cells(item), (basis(item.lever, assumptions), "", "", "")) for item in found]


def _switching_cells(item: Switching) -> tuple[str, ...]:
    lever, spent = item.lever, item.distance
    today, *turns = values_text(lever, [lever.today, *(crossing.value for crossing in item.crossings)])
    none = "har ingenting å si" if item.kind is Kind.FLAT else "ingen"
    where = " og ".join(turns) + unit_text(lever) if turns else none
    inside = {True: "innenfor", False: "utenfor", None: ""}[item.is_plausible]
    told = f"{inside} {range_text(lever)}".strip() or NOTHING
    return (f"{today}{unit_text(lever)}", where, NOTHING if spent is None else f"{number(spent, 2)} ×", told)


def switching_columns(found: Sequence[Switching]) -> dict[str, list[Cell]]:
    """The same numbers in full precision, and the sentences."""
    return {
        lever_label(item.lever): [
            *map(_plain, (item.lever.today, item.nearest.value if item.nearest else None, item.distance, item.lever.low, item.lever.high)),
            switching_sentence(item),
        ]
        for item in found
    }


def switching_takeaway(found: Sequence[Switching]) -> str:
    """How many numbers can turn the answer alone, in one sentence."""
    inside = sum(item.is_plausible is True for item in found)
    outside = sum(bool(item.crossings) and item.is_plausible is False for item in found)
    if not inside:
        further = f" {_many(outside)} kan det utenfor." if outside else ""
        return f"Ingen tall kan alene snu svaret innenfor det trolige.{further}"
    return f"{_many(inside)} kan alene snu svaret innenfor det trolige."


def _many(count: int) -> str:
    return "Ett tall" if count == 1 else f"{count} tall"


def flip_rows(found: Flips, assumptions: AssumptionSet) -> list[Row]:
    """The levers of the smallest set: today's value, the one that is enough, and the range."""
    if not found.sets:
        return []
    first = found.sets[0]
    rows = []
    for lever, _ in first.moves:
        today, enough = values_text(lever, [lever.today, lever.position(first.values)])
        rows.append(Row(lever_label(lever), (f"{today}{unit_text(lever)}", enough, range_text(lever)), (basis(lever, assumptions), "", "")))
    return rows


def other_sets(found: Flips) -> str:
    """The other sets of the same size; empty where there are none."""
    others = ["; ".join(lever_name(lever) for lever, _ in flip.moves) for flip in found.sets[1:]]
    return f"Like få er nok også her: {' · '.join(others)}." if others else ""


def grid_takeaway(found: Grid) -> str:
    """The heat map in one sentence."""
    share, names = found.positive_share, f"{lever_name(found.across)} og {lever_name(found.up)}"
    if math.isnan(share):
        return f"Svaret finnes ikke for noe par av {names}."
    if share in (0.0, 1.0):
        return f"Ingen kombinasjon av {names} innenfor spennene snur svaret: alle er {'over' if share else 'under'} null."
    return f"Med {names} innenfor spennene er svaret over null i {percent(share)} av kombinasjonene."


def grid_rows(found: Grid, most: int = 7) -> tuple[list[str], list[Row]]:
    """An excerpt of the heat map as a table, the highest position up on top: heads and rows."""
    columns, rows = (_some(positions.size, most) for positions in (found.columns, found.rows))
    heads = values_text(found.across, [float(found.columns[at]) for at in columns])
    ups = values_text(found.up, [float(found.rows[at]) for at in rows])
    cells = [tuple(answer_text(found.question, float(found.answers[at, column])) for column in columns) for at in rows]
    table = [Row(f"{up}{unit_text(found.up)}", row) for up, row in zip(ups, cells, strict=True)][::-1]
    return [grid_head(found), *heads], table


def grid_head(found: Grid) -> str:
    """What the rows and the columns of the heat map are."""
    return f"{lever_label(found.up)} / {lever_label(found.across)}"


def _some(size: int, most: int) -> list[int]:
    return sorted({round(at * (size - 1) / (most - 1)) for at in range(most)})


def grid_columns(found: Grid) -> tuple[list[str], dict[str, list[Cell]]]:
    """Every cell in full precision: heads, and a row a position up."""
    heads = [repr(x).replace(".", ",") for x in found.columns.tolist()]
    rows = zip(found.rows.tolist(), found.answers.tolist(), strict=True)
    return heads, {repr(y).replace(".", ","): [plain(value) for value in row] for y, row in rows}


def spider_takeaway(lines: Sequence[Line]) -> str:
    """How many lines pass zero, in one sentence."""
    passing = [line for line in lines if min(line.answers) < 0 < max(line.answers)]
    if not lines:
        return "Ingen av tallene flytter svaret."
    if not passing:
        return f"Ingen av de {len(lines)} linjene krysser null."
    names = ", ".join(lever_name(line.lever) for line in passing)
    return f"{len(passing)} av {len(lines)} linjer krysser null: {names}."


def spider_columns(lines: Sequence[Line]) -> tuple[list[str], dict[str, list[float]]]:
    """The answers along each line at five places: heads and rows."""
    places = {0: "lav ende", 5: "halvveis ned", 10: "i dag", 15: "halvveis opp", 20: "høy ende"}
    return list(places.values()), {lever_label(line.lever): [line.answers[at] for at in places] for line in lines}


def _plain(value: float | None) -> float | None:
    return None if value is None else plain(value)

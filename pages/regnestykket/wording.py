"""Sentences in bokmål about one number: what it is, what it is of the whole, and where it comes from."""

from collections.abc import Mapping

from costmodel import AssumptionSet
from costmodel.analysis.waterfall import Waterfall
from costmodel.explain import Explanation
from costmodel.explain.explaining import Item
from costmodel.explain.notation import plain
from costmodel.output.answer_records.explanation import CONFIDENCE, legend_of, value_text
from costmodel.texts.numbers import number, percent
from pages.components.wording import millions

LEAD = (
    "Velg et tall og følg det ned til forutsetningene det hviler på. Alt på siden er laget av modellen selv mens den regner, så formlene "
    "kan ikke være andre enn dem som er brukt."
)
KINDS = {
    "indicator": "Svar",
    "total": "Sum",
    "cost": "Kostnad",
    "benefit": "Nytte",
    "driver": "Mellomregning",
    "input": "Forutsetning",
    "table": "Tabell",
}
BASIS = {"published": "publisert", "derived": "utledet", "assumption": "antakelse"}
ABOUT_CASH = (
    "Penger inn er positive, penger ut negative. Gevinstene er verdien av frigjort tid; bare en del av dem er penger i budsjettet, "
    "og det viser den siste linjen. Løpende priser bruker den kommunale prisveksten som siden Budsjett viser."
)


def takeaway(found: Explanation, who: str) -> str:
    """The number in one sentence."""
    when = f" i {found.item.year}" if found.item.year else ""
    return f"{found.item.label}{when}: {value_text(found.item)} ({who})"


def share(found: Explanation) -> str:
    """What the line is of the net present value; empty for what adds nothing by itself."""
    if found.npv_part is None:
        return ""
    part = "" if found.npv_share is None else f", det vil si {percent(abs(found.npv_share), 1)} av den i tallverdi"
    same = "" if found.npv_share is None or found.npv_share >= 0 else ", med motsatt fortegn"
    year = f" Av dette kommer {millions(found.npv_part_of_year or 0.0)} fra {found.item.year}." if found.item.year else ""
    whole = f"Over hele perioden bidrar linjen med {millions(found.npv_part)} til netto nåverdi på {millions(found.npv)}"
    return f"{whole}{part}{same}.{year}"


def item_text(item: Item, assumptions: AssumptionSet, *, changed: bool, planned: bool) -> str:
    """A number that can be opened: name, value, and for an assumption where it comes from."""
    when = f" i {item.year}" if item.year and item.name != "year" else ""
    return f"{item.label}: {value_text(item)}{when}{_origin(item, assumptions, changed=changed, planned=planned)}"


def _origin(item: Item, assumptions: AssumptionSet, *, changed: bool, planned: bool) -> str:
    if item.kind == "table":
        return " · plan" if item.name == "municipality_go_live" and planned else " · tabell"
    known = assumptions.quantities.get(item.name)
    if item.kind != "input" or known is None:
        return ""
    return " · din endring" if changed else f" · {BASIS[known.basis.value]} {known.source or ''}".rstrip()


def facts(record: Mapping[str, object], found: Explanation, assumptions: AssumptionSet) -> list[tuple[str, str, str]]:
    """Origin of an input as a list: basis, source, confidence, dates, range."""
    known = assumptions.quantities.get(found.item.name)
    rows = [("Hvor tallet kommer fra", KINDS[found.item.kind].lower(), str(record["origin"]))]
    if known is None:
        return rows
    source = assumptions.sources.get(known.source or "")
    rows = [("Grunnlag i forutsetningsfilen", BASIS[known.basis.value], known.how or known.why or "Tallet står i kilden.")]
    if source:
        rows.append(("Kilde", known.source or "", f"{source.title}. {source.publisher}, {source.date}. Side: {known.page}. {source.note}"))
    rows.append(("Tillit", CONFIDENCE[known.confidence.value], f"Eier: {known.owner}."))
    rows.append(("Gjelder fra", f"{known.valid_from:%d.%m.%Y}", f"Skal ses på igjen innen {known.review_by:%d.%m.%Y}."))
    prices = f" i {known.price_year}-priser" if known.price_year else ""
    base = "ingen" if known.value is None else plain(known.value, known.unit)
    if known.low is not None and known.high is not None:
        rows.append(("Verdi i filen", base, f"{known.unit}{prices}. Trolig fra {plain(known.low)} til {plain(known.high)}."))
    else:
        rows.append(("Verdi i filen", base, f"{known.unit}{prices}."))
    return rows


def legend(formula: str) -> str:
    """What the signs in the formula mean, as a list."""
    return "\n".join(f"- **{sign}:** {text}" for sign, text in legend_of(formula))


def gross_takeaway(fall: Waterfall) -> str:
    """The waterfall in one sentence."""
    taken = fall.difference
    return (
        f"Bruttokostnaden er {millions(-fall.start)} i nåverdi. Nytte og bidrag utgjør {millions(taken)}, "
        f"så netto nåverdi blir {millions(fall.end)}."
    )


def cash_takeaway(years: list[int], net: list[float]) -> str:
    """The statement in one sentence."""
    lowest = min(range(len(net)), key=net.__getitem__)
    highest = max(range(len(net)), key=net.__getitem__)
    ends = (f"{number(net[lowest], 1)} MNOK i {years[lowest]}", f"{number(net[highest], 1)} MNOK i {years[highest]}")
    return f"Netto nytte går fra {ends[0]} på det laveste til {ends[1]} på det høyeste."

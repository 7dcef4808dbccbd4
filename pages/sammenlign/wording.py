"""Sentences and cells in bokmål about scenarios side by side."""

from collections.abc import Mapping, Sequence

from costmodel import Appraisal, AssumptionSet
from costmodel.analysis.comparison import InputDifference
from costmodel.analysis.side_by_side import Spread
from costmodel.analysis.waterfall import Waterfall
from costmodel.assumptions.records import Assumption, Basis
from costmodel.output.labels import INDICATORS, line_item_label
from costmodel.output.tables import plain
from costmodel.texts.numbers import number, percent, signed, year
from costmodel.units import BY_SYMBOL, CALENDAR_YEAR, SHARE, SHARE_A_YEAR
from pages.components.levers import BASIS, decimals_of
from pages.components.tables import Row
from pages.components.wording import NO_BREAK, millions

LEAD = "To til fem scenarioer for samme kommune: hva som er ulikt i forutsetningene, og hva hvert av dem kommer til."
TOO_FEW = "Velg minst to scenarioer."
SAME_INPUTS = "Scenarioene har de samme forutsetningene, så tallene er like."
ABOUT_INPUTS = (
    "Bare forutsetninger som er ulike, står her. Under hvert tall står det om verdien er publisert, utledet eller en antakelse, eller om "
    "den er endret i scenarioet."
)
ABOUT_VALUES = (
    "Nåverdi er summen av alle år, regnet om til verdien i det første året; penger som kommer senere, teller mindre. Kostnader og nytte "
    "står begge som positive tall. Bidraget fra fastlegene trekkes fra kostnadene."
)
ABOUT_FALL = (
    "Hver søyle er det en post legger til eller trekker fra når en går fra det ene scenarioet til det andre. Høyere nytte og lavere "
    "kostnad går mot høyre. Aksen begynner ikke i null."
)
ABOUT_INDICATORS = """
- **Netto nåverdi:** all nytte minus alle kostnader, regnet om til verdien i det første året. MNOK er millioner kroner.
- **Netto nåverdi per innbygger:** det samme delt på innbyggerne.
- **Kroner per innbygger per år i bruk:** det jevne årlige beløpet som har samme nåverdi.
- **Nytte per krone kostnad:** 1 betyr at nytten er like stor som kostnadene.
- **Netto nåverdi med skattekostnad:** her er kostnaden ved å kreve inn skatt regnet med.
- **Minutter spart per ansatt per dag som gir null:** så mange minutter måtte hver ansatt spare, ut over gevinstene i modellen, for at
  netto nåverdi skulle bli null. Negativt tall: så mye kan gå tapt.
- **Internrente:** renten som gir netto nåverdi null. Finnes bare når netto nytte skifter fortegn én gang.
- **År det går i null:** første år der samlet nytte har tatt igjen samlede kostnader.
"""
DECIMALS = {"benefit_cost_ratio": 2, "break_even_minutes": 1, "npv": 1, "npv_with_tax_cost": 1}
SHOWN = {name: label for name, label in INDICATORS.items() if name != "implied_investment"}
"""Indicators that answer what a scenario comes to; the implied investment is rather an input."""
FRAME = ("start_year", "price_year", "discount_rate")


def indicator_rows(values: Mapping[str, Sequence[float]]) -> list[Row]:
    """The indicators as rows; «–» where one does not exist."""
    named = {label: (name, values[name]) for name, label in SHOWN.items()}
    return [Row(label, tuple(indicator_text(name, value) for value in row)) for label, (name, row) in named.items()]


def named_indicators(values: Mapping[str, Sequence[float]]) -> dict[str, list[float | None]]:
    """The indicators in full precision under their names; None where one does not exist."""
    return {label: [plain(value) for value in values[name]] for name, label in SHOWN.items()}


def indicator_text(name: str, value: float) -> str:
    """An indicator as users read it; its unit stands in its name."""
    if name == "payback_year":
        return year(value)
    return percent(value, 1) if name == "irr" else number(value, DECIMALS.get(name, 0))


def input_rows(differing: Sequence[InputDifference], appraisals: Sequence[Appraisal], keys: Sequence[str]) -> list[Row]:
    """The inputs that differ: value and origin in each scenario."""
    return [_input_row(item, appraisals, keys) for item in differing]


def _input_row(item: InputDifference, appraisals: Sequence[Appraisal], keys: Sequence[str]) -> Row:
    quantities = appraisals[0].scenario.assumptions.quantities
    record = quantities.get(item.name)
    cells = tuple(value_text(value, record) for value in item.values)
    unit = "" if record is None or _is_bare(record) else f" ({record.unit})"
    notes = tuple(_basis(record, value, key) for value, key in zip(item.values, keys, strict=True))
    return Row(item.label + unit, cells, notes)


def value_text(value: float | str | None, record: Assumption | None) -> str:
    """A value as users read it, all its decimals; the unit stands in the label."""
    if value is None:
        return "ingen"
    if isinstance(value, str) or record is None:
        return _names(str(value))
    unit, decimals = BY_SYMBOL[record.unit], decimals_of(value)
    if unit == CALENDAR_YEAR:
        return year(value)
    return percent(value, max(decimals - 2, 0)) if unit in (SHARE, SHARE_A_YEAR) else number(value, decimals)


def _is_bare(record: Assumption) -> bool:
    """Whether the value says its own unit."""
    return BY_SYMBOL[record.unit] in (CALENDAR_YEAR, SHARE, SHARE_A_YEAR)


def _names(text: str) -> str:
    """A list of municipalities as their number: the names stand in the scenario."""
    count = text.count(", ") + 1
    return f"{count} navngitte" if count > 1 else text


def _basis(record: Assumption | None, value: float | str | None, key: str) -> str:
    """Where a value comes from, in a word or two, with the source where there is one."""
    if record is not None and value == record.value:
        return f"{BASIS[Basis(record.basis)]} {record.source or ''}".rstrip()
    if value is None:
        return ""
    return "din endring" if key == "mine" else "endret i scenarioet"


def takeaway(values: Mapping[str, Sequence[float]], labels: Sequence[str]) -> str:
    """The net present values in one sentence."""
    npv = dict(zip(labels, values["npv"], strict=True))
    low, high = min(npv, key=lambda label: npv[label]), max(npv, key=lambda label: npv[label])
    if npv[low] == npv[high]:
        return f"Netto nåverdi er {millions(npv[low])} i alle scenarioene."
    return f"Netto nåverdi går fra {millions(npv[low])} i «{low}» til {millions(npv[high])} i «{high}»."


def inputs_takeaway(differing: Sequence[InputDifference]) -> str:
    """How many inputs differ, in one sentence."""
    count = len(differing)
    if count == 0:
        return SAME_INPUTS
    return "Én forutsetning er ulik." if count == 1 else f"{count} forutsetninger er ulike."


def values_takeaway(values: Mapping[str, Sequence[float]], labels: Sequence[str]) -> str:
    """Costs and benefits in one sentence."""
    first, *others = [f"i «{label}»" for label in labels]
    share, *shares = [percent(ratio) for ratio in values["benefit_cost_ratio"]]
    parts = [f"{share} av kostnadene {first}", *(f"{text} {where}" for text, where in zip(shares, others, strict=True))]
    return f"Nytten er {', '.join(parts[:-1])} og {parts[-1]}."


def yearly_takeaway(found: Spread | None) -> str:
    """Where the yearly lines part and how far apart they come, in one sentence."""
    if found is None:
        return "Netto nytte er den samme i alle scenarioene, år for år."
    return (
        f"Scenarioene skiller lag fra {found.first_year}. Lengst fra hverandre er de i {found.widest_year}: netto nytte er "
        f"{millions(found.low)} i «{found.lowest}» og {millions(found.high)} i «{found.highest}»."
    )


def fall_takeaway(fall: Waterfall, labels: Mapping[str, str], ends: tuple[str, str]) -> str:
    """The difference and its largest part in one sentence."""
    if not fall.steps:
        return f"Det er ingen forskjell mellom «{ends[0]}» og «{ends[1]}»."
    largest = max(fall.steps, key=lambda name: abs(fall.steps[name]))
    total = f"{signed(fall.difference, 1)}{NO_BREAK}MNOK"
    return (
        f"Fra «{ends[0]}» til «{ends[1]}» endres netto nåverdi med {total}. Størst er {labels[largest].lower()} med "
        f"{signed(fall.steps[largest], 1)}{NO_BREAK}MNOK."
    )


def item_labels(names: Sequence[str], assumptions: AssumptionSet) -> dict[str, str]:
    """Bokmål names of line items and totals."""
    return {name: line_item_label(name, assumptions) for name in names}


def frame_note(differing: Sequence[InputDifference]) -> str:
    """A warning where the scenarios do not share their frame; empty where they do."""
    odd = [item.label.lower() for item in differing if item.name in FRAME]
    return f"Scenarioene har ulik ramme ({', '.join(odd)}). Nåverdiene er da ikke uten videre sammenlignbare." if odd else ""

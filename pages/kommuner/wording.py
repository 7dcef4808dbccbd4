"""Sentences in bokmål about who takes part."""

from collections.abc import Sequence
from math import isnan

from costmodel import AssumptionSet
from costmodel.analysis.participation.bills import Bills, Group
from costmodel.analysis.participation.coalition import Path, Step
from costmodel.analysis.participation.game import Effect
from costmodel.analysis.participation.price_curve import ByNumber, smallest_number
from costmodel.texts.numbers import number, percent, signed
from pages.components.wording import NO_BREAK, millions

LEAD = (
    "Velg hvem som er med fra beslutningsåret: trykk på en boble, kryss av en rad, velg hele bølger eller et antall. Alles regning "
    "regnes ut på nytt, og valget følger med scenarioet og lenken."
)
ABOUT_MAP = "Fylt boble: med. Ring: ikke med. Størrelsen følger folketallet; de minste er tegnet større enn folketallet tilsier."
ABOUT_GAME = """
Spillet regner fra beslutningsåret: det som er brukt før, er brukt, og er likt uansett valg.

- **Med** betyr fortsette for en kommune som er i bruk, og bli med for en som er planlagt.
- **Ikke med** betyr at en kommune som er i bruk, går ut i beslutningsåret: den betaler for et nytt system og fortsetter å betale
  kapitalen, siden gjelden blir. En som er planlagt, kommer aldri inn og har ingen strømmer.
- Når én blir med, deler flere innbyggere på det som er felles. De andre kommunene betaler da litt mindre hver, og sykehusene også.
- Utforsk svarer litt annerledes på om kommunen bør gå ut: der går den ut året etter, og innbyggerne dens regnes fortsatt med når
  de andre deler på felles kostnad.
- Modellen kjenner beløp for kommunene. Sykehusenes regning i kroner er ikke med, bare deres andel av det som er felles.
"""
ABOUT_COALITION = (
    "Hver kommune ser bare på egen netto nåverdi fra beslutningsåret, gitt hvem som ellers er med. Den som tjener på å bytte side, "
    "bytter. Det er en måte å lete etter et utfall ingen vil gå bort fra, ikke en prognose for hva kommunestyrene gjør."
)


def takeaway(everybody: Group) -> str:
    """Who is in and what it comes to, in one sentence."""
    bills = everybody.bills
    return (
        f"{len(bills.inside)} av {len(bills.names)} kommuner er med, med {percent(bills.share_inside.item())} av innbyggerne. "
        f"Netto nåverdi for alle deltakere samlet er {millions(everybody.total(bills.npv).item())}."
    )


def leavers(bills: Bills, live: Sequence[str]) -> str:
    """Which ones that are in use leave; empty where none does."""
    gone = [name for name in live if name not in bills.inside]
    told = ", ".join(gone) if len(gone) <= 6 else f"{len(gone)} kommuner"
    return f"Går ut i beslutningsåret: {told}. Kostnaden ved å gå ut er med i summen." if gone else ""


def exactness(bills: Bills) -> str:
    """That the rows add up to the sum."""
    return (
        f"Summen for alle deltakere er nøyaktig summen av de {len(bills.names)} radene, lagt sammen i modellens rekkefølge med full "
        "presisjon. Tallene som vises, er avrundet hver for seg, så en sum av avrundede tall kan avvike i siste desimal."
    )


def dates(assumptions: AssumptionSet, sources: Sequence[str], earliest: int | None) -> str:
    """When status and date are from, and what the model does with plans that have passed."""
    told = "; ".join(f"{key}: {assumptions.sources[key].publisher}, {assumptions.sources[key].date}" for key in sources)
    moved = "" if earliest is None else f" Planer som har passert, flyttes: modellen regner tidligst med oppstart i {earliest}."
    return (
        f"Status og dato er som i kilden ({told}). «I bruk» er et faktum på den datoen, «Plan» er en plan på den datoen; det som har "
        f"skjedd siden, vet modellen ikke.{moved}"
    )


def effect_takeaway(effect: Effect) -> str:
    """What the chosen one's choice does, in one sentence."""
    own, others = effect.own_charge.change, effect.others_charge.change
    if effect.is_in:
        does, sign = "går ut", -1
    else:
        does, sign = "blir med", 1
    return (
        f"Hvis {effect.name} {does}, endres egen betaling i {effect.year} med {signed(sign * own, 2)}{NO_BREAK}MNOK "
        f"og de andre kommunenes til sammen med {signed(sign * others, 2)}{NO_BREAK}MNOK."
    )


def prices(effect: Effect) -> str:
    """Average and marginal price in one sentence."""
    if isnan(effect.marginal_price):
        return f"{effect.name} bruker ikke plattformen i {effect.year}, så den har ingen pris det året."
    return (
        f"**Snittpris** med {effect.name} inne: {number(effect.average_price.inside)}{NO_BREAK}kr per innbygger i {effect.year}. "
        f"**Grensepris**: {number(effect.marginal_price)}{NO_BREAK}kr. Så mye mer betaler kommunene til sammen, per innbygger i "
        f"{effect.name}, når {effect.name} er med enn når den ikke er det."
    )


def break_even(curve: ByNumber) -> str:
    """The smallest number of participants at which it breaks even, both ways of asking."""
    life, now = smallest_number(curve.npv), smallest_number(curve.gain)
    return (
        f"**Minste antall deltakere der {curve.name} går i null**, når de andre kommer til i innføringsplanens rekkefølge:\n"
        f"- over hele levetiden: {_number_or_none(life, curve, 'netto nåverdi', curve.npv)}\n"
        f"- fra beslutningsåret, med mot ikke med: {_number_or_none(now, curve, 'gevinsten av å være med', curve.gain)}"
    )


def _number_or_none(found: int | None, curve: ByNumber, what: str, amounts: Sequence[float]) -> str:
    if found is None:
        best = max(amounts)
        return f"finnes ikke. Høyest er {what} med {amounts.index(best) + 1} deltakere: {millions(best)}."
    if found == 1:
        return f"allerede som eneste deltaker er {what} {millions(amounts[0])}."
    last = curve.last_in[found - 1]
    return f"**{found}** (når {last} er med): {what} blir {millions(amounts[found - 1])}, mot {millions(amounts[found - 2])} med én færre."


def curve_takeaway(curve: ByNumber, now: tuple[int, float]) -> str:
    """The price chart in one sentence."""
    if isnan(now[1]):
        return f"{curve.name} bruker ikke plattformen i {curve.year}. Velg et annet år for å se prisen."
    return (
        f"Betalingen per innbygger i {curve.name} går fra {number(curve.price[0])}{NO_BREAK}kr med 1 deltaker til "
        f"{number(curve.price[-1])}{NO_BREAK}kr med {len(curve.last_in)}. Med valget nå ({now[0]}) er den {number(now[1])}{NO_BREAK}kr."
    )


def about_bend(operation: float, capital: float) -> str:
    """What the lines of the chart are."""
    return (
        f"«Scenarioet» regner {percent(operation)} av driften og {percent(capital)} av kapitalen som felles. De stiplede linjene viser "
        "samme pris om 0, 50 eller 100 % av begge var felles: jo mer som er felles, jo mer betyr antallet. Grenseprisen er det alle "
        "kommunene til sammen betaler mer når den siste kommer til, per innbygger i den. Den er lav for dem som alt er i bruk, siden de "
        "betaler kapital også om de går ut."
    )


def coalition_takeaway(path: Path, start: int, total: int) -> str:
    """Where the best responses end."""
    inside = len(path.members)
    if not path.steps:
        return f"Ingen vil bytte side: ingen av de {total} kommunene får høyere netto nåverdi av det, når {start} er med."
    steps = f"{len(path.steps)} trinn" if len(path.steps) > 1 else "ett trinn"
    if path.returns_to is not None:
        return (
            f"Valgene går i ring: etter {steps} er de samme med som etter trinn {path.returns_to}. "
            "Det finnes da ikke noe utfall herfra som ingen vil gå bort fra."
        )
    return f"Etter {steps} vil ingen bytte side. Da er {inside} av {total} kommuner med; ved start var det {start}."


def step_names(step: Step) -> tuple[str, str]:
    """Who joins and who leaves in a step."""
    joins = [name for name, joining in zip(step.names, step.joins, strict=True) if joining]
    leaves = [name for name, joining in zip(step.names, step.joins, strict=True) if not joining]
    return _few(joins), _few(leaves)


def _few(names: Sequence[str]) -> str:
    if len(names) <= 3:
        return ", ".join(names) or "–"
    return f"{', '.join(names[:2])} og {len(names) - 2} til"

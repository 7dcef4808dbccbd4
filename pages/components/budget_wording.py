"""Sentences in bokmål about a budget plan and about who bears what."""

from costmodel.analysis.bearers import Bearers
from costmodel.analysis.budget import LABELS, BudgetPlan, sums_of
from costmodel.assumptions.records import Assumption
from costmodel.texts.numbers import percent
from pages.components.wording import millions

FIXED, DEFLATOR, OWN_RATE = "fixed", "deflator", "own"
ALL_MUNICIPALITIES = "Alle kommuner samlet"
LEAD = "Fire års økonomiplan med de forutsetningene som gjelder nå, sammenlignet med å beholde de tidligere systemene."
OWN_NOTE = "Prisveksten er din egen antakelse. Den brukes hvert år fra prisåret."
FIXED_NOTE = (
    "Faste priser: alle år står i prisnivået fra prisåret, så tallene kan sammenlignes år for år. Reell vekst i lønn er med i poster "
    "som følger lønn."
)
ABOUT_LINES = f"""
Positive tall er utgifter, negative tall er sparte utgifter. MNOK er millioner kroner.

- **Drift, kapital og ny investering, til plattformen:** det kommunen betaler til Helseplattformen. Kapital er betalingen for det som
  alt er investert. Ny investering er betalingen for det som legges til fra beslutningsåret.
- **Bidrag fra fastlegene:** det fastlegekontor på plattformen betaler, minus det deres bruk koster. Går til fradrag.
- **Innføring:** kommunens eget prosjekt før oppstart.
- **Tapt arbeid i overgangen:** opplæring, vikarer og lavere tempo rundt oppstart.
- **Endret tidsbruk som budsjettet merker:** den delen av endret tidsbruk som blir til utgifter, for eksempel overtid. Resten står
  utenfor budsjettet.
- **Egen drift og forvaltning:** det kommunen selv bruker på å drifte og forvalte løsningen.
- **Erstatning ved uttreden:** nytt system når kommunen slutter. Bare den delen av levetiden som ellers ville vært Helseplattformens.
- **Spart drift og spart fornying:** det kommunen slipper å bruke på de tidligere systemene.
- **Gevinster som frigjør budsjett:** den delen av gevinstene som gir lavere utgifter. Resten er frigjort tid.
- **{LABELS["total"]}:** summen av alle postene. Det er «virkning på driftsbudsjettet» fra Utforsk med motsatt fortegn.
"""
ABOUT_OUTSIDE = (
    "Tid som ansatte får frigjort eller bruker mer av, uten at utgiftene endres. Modellen gir den verdi i kroner, men budsjettet merker "
    "den ikke. Negative tall er frigjort tid."
)
ABOUT_CAPITAL = (
    "Slik et kommuneregnskap viser en investering: lik avskrivning hvert år, og renter av gjelden som gjenstår. For plattformen er dette "
    "en annen måte å vise kapitalbetalingen på, ikke et tillegg til den. Gjelden flyttes mellom kommunene når "
    "antallet deltakere endrer hver kommunes andel. For egen innføring viser det hva utlegget ville vært om det var "
    "lånt og betalt ned fra oppstart. Lånerenten er en realrente, så tallene står alltid i faste priser."
)
ABOUT_BEARERS = (
    "Andre kommuner er de som deltar, og de som har gått ut og fortsatt betaler kapital. Modellen kjenner beløp for kommunene, ikke for "
    "sykehusene og staten, så sykehusenes regning i kroner er ikke med. Det modellen har, er sykehusenes andel av den delen av kostnaden "
    "som er felles. Den er utledet for kommunene som var med i 2023, og synker når flere kommuner deltar. Hvordan regningen faktisk "
    "deles, er ikke publisert."
)


def prices(choice: str, price_year: int, growth: float) -> str:
    """The prices of a table in a few words."""
    if choice == FIXED:
        return f"faste {price_year}-kroner"
    return f"løpende priser, {percent(growth, 1)} vekst i året fra {price_year}"


def price_note(choice: str, deflator: Assumption) -> str:
    """What the choice of prices means."""
    return {FIXED: FIXED_NOTE, DEFLATOR: f"{deflator.description} {deflator.how or deflator.why or ''}", OWN_RATE: OWN_NOTE}[choice]


def price_option(choice: str, price_year: int, deflator: Assumption) -> str:
    """A choice of prices as the user sees it."""
    names = {
        FIXED: f"Faste {price_year}-kroner",
        DEFLATOR: f"Løpende, kommunal deflator {percent(deflator.value, 1)}",
        OWN_RATE: "Løpende, egen prisvekst",
    }
    return names[choice]


def takeaway(plan: BudgetPlan) -> str:
    """The plan in one sentence."""
    sums = sums_of(plan.with_sums)
    net, period = sums[LABELS["total"]], f"Fra {plan.years[0]} til {plan.years[-1]}"
    if not any(sums.values()):
        return f"{period} har modellen ingen utgifter eller sparte utgifter."
    word = "merutgift" if net >= 0 else "mindreutgift"
    spent = sums_of(plan.spent_and_saved)
    return (
        f"{period} er netto {word} i driftsbudsjettet {millions(abs(net))} til sammen: {millions(spent[LABELS['spent']])} i utgifter "
        f"og {millions(-spent[LABELS['saved']])} i sparte utgifter."
    )


def outside_takeaway(plan: BudgetPlan) -> str:
    """What stands outside the budget in one sentence."""
    sums = sums_of(plan.outside)
    freed, extra = -sums[LABELS["freed_time"]], sums[LABELS["extra_time_outside"]]
    more = f", og endret tidsbruk på {millions(extra)}" if extra else ""
    return f"Utenfor budsjettet står frigjort tid med en verdi på {millions(freed)}{more} i de fire årene."


def capital_takeaway(plan: BudgetPlan) -> str:
    """The accounts of capital in one sentence."""
    cost, debt = (plan.capital[name][0, :, 0] for name in ("platform_capital_cost", "platform_debt"))
    first, last = plan.years[0], plan.years[-1]
    return (
        f"Vist som avskrivning og renter koster kapitalen i plattformen {millions(cost[0])} i {first}, og restgjelden ved utgangen av "
        f"{last} er {millions(debt[-1])}."
    )


def bearers_takeaway(shares: Bearers, municipality: str | None) -> str:
    """Who bears what in the first year of the plan, in one sentence."""
    year, own = shares.years[0], shares.own[0, 0, 0]
    total = shares.municipalities[0, 0, 0]
    if municipality is None:
        return f"I {year} betaler kommunene til sammen {millions(total)} til plattformen."
    part = percent(shares.own_share[0, 0, 0], 1)
    return f"I {year} betaler {municipality} {millions(own)} av {millions(total)} fra alle kommunene til sammen: {part}."


def outside_years(plan: BudgetPlan) -> str:
    """Which years the appraisal does not have; empty where it has them all."""
    missing = [str(year) for year, known in zip(plan.years, plan.covered, strict=True) if not known]
    return f"{', '.join(missing)} ligger utenfor beregningen. Der er alle poster 0." if missing else ""


def bearers_columns(shares: Bearers, municipality: str | None) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Amounts, and shares, by year: what stands in the table of who bears what."""
    own, others, everybody = (item[0, :, 0].tolist() for item in (shares.own, shares.others, shares.municipalities))
    hospitals = {"Sykehusenes andel av felleskostnaden": shares.hospital_share[0, :, 0].tolist()}
    if municipality is None:
        return {ALL_MUNICIPALITIES: everybody}, hospitals
    money = {municipality: own, "Andre kommuner": others, ALL_MUNICIPALITIES: everybody}
    return money, {f"{municipality}, andel av kommunenes betaling": shares.own_share[0, :, 0].tolist(), **hospitals}

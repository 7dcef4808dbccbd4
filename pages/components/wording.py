"""Sentences in bokmål made from results. Neutral: they say what the numbers are, not what to think of them."""

from collections.abc import Mapping
from typing import Any

from babel.dates import format_date

from costmodel import AssumptionSet
from costmodel.assumptions.records import REFERENCE_MUNICIPALITY, Effect, Measure, Municipality
from costmodel.output.labels import OPTIONS
from costmodel.texts.numbers import number, percent, year

EVERYBODY = "Alle deltakere samlet"
NO_BREAK = "\u00a0"
HELP_NPV = (
    "All nytte minus alle kostnader gjennom hele levetiden, regnet om til verdien i det første året. Penger som kommer "
    "senere, teller mindre. Over null er nytten større enn kostnadene, under null er kostnadene større. MNOK er millioner kroner."
)
HELP_ANNUAL = (
    "Netto nåverdi fordelt på innbyggerne og årene plattformen er i bruk: det jevne beløpet per innbygger per år som har samme nåverdi."
)
HELP_BUDGET = (
    "Det driftsbudsjettet merker i det valgte året: sparte utgifter og den delen av gevinstene som frigjør penger, minus "
    "kostnadene. Tid som ansatte sparer eller bruker, teller bare delvis. Under null betyr høyere utgifter enn uten Helseplattformen."
)


def alphabetical(name: str) -> str:
    """Sort key of the Norwegian alphabet: æ, ø, å last, in that order."""
    return name.casefold().translate(str.maketrans("æøå", "{|}"))


def file_name(*parts: str) -> str:
    """A file name for a download, in lower case and without characters that some systems refuse.

    >>> file_name("helseplattformen", "Indre Fosen")
    'helseplattformen-indre-fosen.csv'
    """
    plain = "-".join(parts).casefold().translate(str.maketrans({"æ": "ae", "ø": "o", "å": "a", " ": "-"}))
    return "".join(letter for letter in plain if letter.isalnum() or letter == "-") + ".csv"


def status(assumptions: AssumptionSet, municipality: str | None, record: Mapping[str, Any]) -> str:
    """One line about who is studied: in use since when, or planned for when."""
    if municipality is None:
        return everybody(assumptions, record["parameters"])
    row = next(item for item in assumptions.municipalities if item.name == municipality)
    if row.status == "live":
        return f"**{row.name}** har hatt Helseplattformen i bruk siden {day(row)}. :gray-badge[publisert {row.source}]"
    dated = assumptions.sources[row.source].date
    return (
        f"**{row.name}** står som planlagt: oppstart {day(row)} ifølge kilde {row.source} ({dated}). "
        f"Modellen regner med oppstart i {first_year_in_use(record)}. :gray-badge[plan]"
    )


def everybody(assumptions: AssumptionSet, parameters: Mapping[str, Any]) -> str:
    """The same line for all participants together."""
    decision, live = f"{parameters['decision_year']:.0f}", [row for row in assumptions.municipalities if row.status == "live"]
    leavers = f" De andre som er i bruk, går ut i {decision} og er også med i summen." if parameters["participants"] < len(live) else ""
    return (
        f"**{parameters['participants']:.0f} av {len(assumptions.municipalities)} kommuner** deltar fra {decision}, "
        f"i rekkefølgen fra innføringsplanen. Tallene er summen for dem.{leavers}"
    )


def day(row: Municipality) -> str:
    """The date of go-live, no more exact than the table is."""
    pattern = "d. MMMM y" if row.go_live_precision == "day" else "MMMM y"
    about = "omkring " if row.go_live_precision == "month-range" else ""
    return about + format_date(row.go_live, pattern, locale="nb")


def first_year_in_use(record: Mapping[str, Any]) -> str:
    """The calendar year in which the municipality starts, as the scenario has it."""
    in_use = zip(record["years"], record["line_items"]["live"], strict=True)
    return next((str(year) for year, share in in_use if share), "ingen av årene")


def caution(record: Mapping[str, Any]) -> str:
    """What kind of numbers these are."""
    return (
        f"Beløp i faste {record['parameters']['price_year']:.0f}-kroner. Tallene er modellresultater og bygger delvis på "
        "antakelser. Utgangspunktet er ett av mange mulige forløp, ikke en prognose."
    )


def takeaway(record: Mapping[str, Any], present_values: Mapping[str, float]) -> str:
    """The yearly chart in one sentence."""
    cost, benefit = millions(present_values["total_cost"]), millions(present_values["total_benefit"])
    ratio = record["indicators"]["benefit_cost_ratio"]
    share = "" if ratio is None else f": nytten er {percent(ratio)} av kostnadene"
    return f"Fra {record['years'][0]} til {record['years'][-1]} er nytten {benefit} og kostnadene {cost} i nåverdi{share}."


def millions(value: float) -> str:
    """An amount in MNOK, with a decimal where it is small."""
    return f"{number(value, 0 if abs(value) >= 100 else 1)}{NO_BREAK}MNOK"


def table_title(record: Mapping[str, Any]) -> str:
    """Title of the numbers behind the yearly chart: unit, prices, sign."""
    prices = f"{record['parameters']['price_year']:.0f}-kroner"
    return f"MNOK per år i faste {prices}, ikke neddiskontert. Både kostnader og nytte står som positive tall."


def acts_from(record: Mapping[str, Any], municipality: str | None) -> str:
    """From when the levers act, and whose amounts they are."""
    decision = f"{record['parameters']['decision_year']:.0f}"
    whose = "Beløpene på skyverne gjelder Trondheim; modellen skalerer dem etter folketallet."
    when = f"Kommuner, plattformkostnad, fastleger og ny investering virker fra {decision}; årene før ligger fast. Resten gjelder alle år."
    return when if municipality == REFERENCE_MUNICIPALITY else f"{when} {whose}"


def about(record: Mapping[str, Any]) -> str:
    """What the page compares with what, and how to read the figures."""
    parameters = record["parameters"]
    rate = percent(parameters["discount_rate"], 1).replace(",0", "")
    first, price_year = record["years"][0], f"{parameters['price_year']:.0f}"
    return f"""
Helseplattformen er den felles pasientjournalen for sykehus, kommuner og fastleger i Midt-Norge. Modellen bak siden regner ut
hva den koster en kommune og hva den gir, **sammenlignet med å beholde journalsystemene kommunen hadde fra før**. Den tar ikke
stilling til om Helseplattformen er riktig valg.

- **Kostnader** er betalingen til plattformen (drift og kapital), innføringen, arbeid som gikk tapt i overgangen, og kommunens egen
  drift.
- **Nytte** er gevinstene i tjenestene og utgiftene til de tidligere systemene som kommunen slipper.
- **Netto nåverdi** er nytte minus kostnader fra {first} og ut levetiden, med {rate} rente i året. Over null er nytten større enn
  kostnadene, under null er kostnadene større.
- **Per innbygger per år** er det jevne beløpet som har samme nåverdi, fordelt på innbyggerne og årene i bruk.
- **Driftsbudsjettet** er det budsjettet merker i ett år. Tid som ansatte sparer eller bruker, teller bare delvis.
- **Beløpene** er i faste {price_year}-kroner. MNOK betyr millioner kroner.

Noen av tallene modellen bygger på, er publisert. Andre er utledet av publiserte tall, og mange er antakelser. Under hver skyver
står det hva som gjelder, og spørsmålstegnet ved siden av navnet viser kilde og begrunnelse.
"""


def which_option(decision: tuple[str, str], decision_year: int) -> str:
    """What the figures of the second view are."""
    return f"Figurene gjelder å {OPTIONS[decision[0]].lower()}, regnet fra {decision_year}. Det som er brukt før, er ikke med."


def unpriced(effects: Mapping[str, Effect], judged: int) -> str:
    """The effects without a price in one sentence."""
    many = {word: sum(item.direction_reported == key for item in effects.values()) for key, word in DIRECTIONS.items()}
    told = ", ".join(f"{count} {word}" for word, count in many.items() if count)
    own = f" Du har vurdert {judged}." if judged else ""
    return f"I tillegg kommer **{len(effects)} virkninger uten pris**. Kildene melder: {told}.{own} De står under tallene."


DIRECTIONS = {"worse": "dårligere", "better": "bedre", "mixed": "både og", "unknown": "ikke oppgitt"}
"""Which way the sources say that an effect goes."""
SCALE = {
    4: "++++ svært stor positiv",
    3: "+++ stor positiv",
    2: "++ middels positiv",
    1: "+ liten positiv",
    0: "0 ingen eller ubetydelig",
    -1: "− liten negativ",
    -2: "−− middels negativ",
    -3: "−−− stor negativ",
    -4: "−−−− svært stor negativ",
}
"""DFØ's scale for consequences without a price."""
NOT_JUDGED = "ikke vurdert"


def facts(record: Mapping[str, Any], budget_year: int, assumptions: AssumptionSet) -> list[tuple[str, str, str]]:
    """The further indicators: what, the figure, and what it means."""
    found = record["indicators"]
    minutes, ratio = found["break_even_minutes"], found["benefit_cost_ratio"]
    tax = percent(record["parameters"]["tax_funding_rate"])
    return [
        (
            "Tid som må spares for å gå i null",
            "–" if minutes is None else f"{number(minutes, 1)}{NO_BREAK}min",
            "Minutter per ansatt per arbeidsdag, utover det gevinstene og tidsbruken ovenfor regner med. "
            "Under null: så mye tid kan gå tapt før summen blir negativ. Dette tallet kan en avdeling prøve mot egen hverdag.",
        ),
        (
            "Nåverdi med skattekostnad",
            "–" if found["npv_with_tax_cost"] is None else millions(found["npv_with_tax_cost"]),
            f"Netto nåverdi når hver krone over budsjettet også koster {tax} i skattefinansiering (rundskriv R-109/21).",
        ),
        ("Nytte per krone kostnad", number(ratio, 2), "Over 1 er nytten større enn kostnadene."),
        (
            "År det går i null",
            year(found["payback_year"]),
            "Det første året nytten har tatt igjen kostnadene. «–» betyr ikke i perioden.",
        ),
        per_inhabitant(record, budget_year, assumptions),
    ]


def per_inhabitant(record: Mapping[str, Any], budget_year: int, assumptions: AssumptionSet) -> tuple[str, str, str]:
    """The yearly price per inhabitant beside the published one."""
    amounts = dict(zip(record["years"], record["line_items"]["platform_cost_per_inhabitant"], strict=True))
    label = f"Betaling per innbygger i {budget_year}"
    figure = f"{number(amounts.get(budget_year))}{NO_BREAK}kr"
    meaning = "Drift og kapital som betales til plattformen. Kommunens egen drift er ikke med."
    for item in assumptions.published.values():
        if item.measure is Measure.PLATFORM_CHARGE_PER_INHABITANT:
            span = "–".join(dict.fromkeys((number(item.low), number(item.high))))
            meaning += f" Publisert for {item.municipality} i {item.year}: {span}{NO_BREAK}kr ({item.source}). {item.note}"
    return label, figure, meaning

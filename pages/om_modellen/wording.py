"""What stands on Om modellen, in bokmål: scope, method, limits, licence and accessibility, in plain words."""

KINDS = {"cost": "Kostnader", "benefit": "Nytte", "total": "Summer", "indicator": "Nøkkeltall", "driver": "Drivere"}
LEAD = (
    "Modellen svarer på hva Helseplattformen koster en kommune, hva den gir, og hva som kan endre svaret, **målt mot å beholde "
    "journalsystemene kommunen hadde fra før**. Den tar ikke stilling til om Helseplattformen er riktig valg."
)
INSIDE = """
**Dette er med**

- Betalingen til plattformen: drift og kapital, og hvordan den endres med antall kommuner.
- Innføring, tapt arbeid i overgangen, egen drift, endret tidsbruk, og erstatning ved uttreden.
- Gevinstene i tjenestene, og utgiftene til de tidligere systemene som kommunen slipper.
- Fastlegekontorenes bidrag, og hva deltakelsen deres betyr for gevinstene.
- Virkninger uten pris: vist ved siden av pengene, aldri gjort om til kroner.
"""
OUTSIDE = """
**Dette er ikke med**

- Kostnader og nytte for sykehusene, fastlegene, staten og pasientene. Nåverdien er kommunens, ikke samfunnets.
- Verdien av pasientsikkerhet, kvalitet og arbeidsmiljø i kroner.
- Finansiering, tilskudd og merverdiavgift, som kommunene får kompensert.
- Hva et bestemt annet system ville koste og gi.
- Framtidige avtaler og prisendringer som ikke er kjent.
"""
METHOD = """
- **Nåverdi:** årlige beløp i faste priser, regnet om til det første året i beregningen med den reale kalkulasjonsrenten. Renten er
  lavere etter 40 år og lavere igjen etter 75, slik Finansdepartementets rundskriv R-109/21 sier.
- **Skattekostnad:** vist for seg, som et tillegg på hver krone budsjettet belastes (R-109/21).
- **Reallønnsvekst** gjelder tid og tjenester. Beløp regnes mellom prisår med konsumprisindeksen.
- **Hva nå:** den samme beregningen med beslutningsåret som første år. Det som er brukt før, er felles for valgene og teller ikke.
- **Kapital:** betales ned som annuitet med en real lånerente. Siden Budsjett viser også avskrivning og renter, slik kommuneloven og
  kommunenes regnskap gjør det.
- **Virkninger uten pris** vurderes på DFØs skala fra −−−− til ++++.
- **Størrelse:** beløp gjelder Trondheim og skaleres etter folketall. Engangskostnader veier tyngre per innbygger i små kommuner.
- **Kontroll:** basisforløpet er holdt opp mot en egen, uavhengig beregning og mot publiserte tall, og avvikene står på «Det vi ikke vet».
"""
FORMULAS = (
    "Formlene er ikke skrevet for hånd: de hentes fra modellen når den kjøres, med de samme navnene som ellers i appen. Et navn i en "
    "formel har enten sin egen formel her, eller det er et tall på siden Forutsetninger."
)
LIMITS = """
- De fleste tallene er antakelser. Siden Forutsetninger viser hvilke, og hvor mye av nåverdien som hviler på dem.
- Utgangspunktet er ett av mange mulige forløp, og ikke midt i det som er mulig. Det er ikke en prognose.
- Det viktigste tallet, hva de tidligere systemene ville kostet, er ikke publisert.
- Hva som har skjedd etter 2024, er ikke kjent her: oppstart i nye kommuner er planer, og deltakelsen kan ha endret seg.
- Kommuner utenom Trondheim er skalert etter folketall. Egne avtaler, systemer og lønnsnivå kan gi andre tall.
- Ett tall flyttes om gangen i mange av figurene. Virkeligheten flytter flere samtidig.
- Kilder fra presse og debattinnlegg er svake, og det står ved tallene som bygger på dem.
"""
ACCESSIBILITY = """
Denne erklæringen er modellforvalterens egen. Appen er ikke vurdert av Tilsynet for universell utforming av ikt. Et offentlig organ som tar
den i bruk, må publisere sin egen erklæring.

**Slik er den prøvd.** Sidene prøves maskinelt med axe mot WCAG 2.1 nivå A og AA, i lyst og mørkt utseende, på bred skjerm og på telefon.
De viktigste handlingene prøves med tastatur. Farger skilles også av fargeblinde, og ingen farge sier alene hva noe betyr.

**Dette vet vi ikke, eller er svakt**

- Appen er ikke prøvd av brukere med skjermleser eller andre hjelpemidler. En maskinell prøve finner bare en del av feilene.
- Figurene når ikke skjermlesere. Hver figur har derfor en beskrivelse i ord, og tallene står i en tabell og i en fil.
- Noen deler av rammeverket (Streamlit) har engelske tekster for skjermlesere, for eksempel i menyer og ved opplasting av filer.
- Brede tabeller ruller sidelengs i sin egen ramme på telefon.

Finner du noe som ikke virker, si fra til den som drifter appen.
"""


def version(model: str, fingerprint: str) -> str:
    """Version, licence and how to cite."""
    return f"""
- **Modellversjon** {model}. **Forutsetningene** har avtrykk `{fingerprint}`. Samme versjon, avtrykk og scenario gir de samme tallene.
- **Lisens:** programmet er fritt til bruk, endring og deling etter MIT-lisensen. Skrifttypen Inter har SIL OFL 1.1; farger og mål fra
  Digdirs Designsystemet har MIT. Koordinatene er fra Erik Bolstads postnummerliste, [erikbolstad.no/postnummer](https://erikbolstad.no/postnummer),
  CC BY 3.0. Folketallene er fra SSB, tabell 07459.
- **Slik siterer du:** «Hva koster Helseplattformen, og hva gir den? Modellversjon {model}, forutsetninger {fingerprint}», med
  datoen og lenken fra knappen Del, som åpner de samme tallene.
"""

"""Sentences in bokmål about the spread of the answers, where it comes from, and what it is worth to know more."""

from collections.abc import Sequence

from costmodel.analysis.uncertainty.indices import Indices
from costmodel.analysis.uncertainty.information import Information
from costmodel.analysis.uncertainty.measures import DIFFERENCE, PRESENT_COST
from costmodel.analysis.uncertainty.simulation import SHARES, Simulation
from costmodel.output.answer_records.uncertainty import figure_label
from costmodel.output.labels import OPTIONS
from costmodel.texts.numbers import number, percent
from costmodel.version import MODEL_VERSION
from pages.components.live import chance
from pages.components.tables import Row

NO_BREAK = "\u00a0"
LEAD = (
    "Mange av tallene i modellen vet ingen sikkert. Her trekkes alle de usikre tallene samtidig, mange ganger, hvert fra spennet sitt "
    "i forutsetningene, og modellen regner ut svaret for hver trekning. :gray-badge[antakelse: spennene og samvariasjonen]"
)
FIGURES = (PRESENT_COST, "npv", "difference", "annual_per_inhabitant")
"""Figures that the page may show, the one for which the frames are meant first."""
NAMES = {
    PRESENT_COST: "Kostnad i nåverdi",
    "npv": "Netto nåverdi",
    DIFFERENCE: "Forskjell mellom valgene nå",
    "annual_per_inhabitant": "Kroner per innbygger per år",
}
DRAWS = (1_000, 10_000, 100_000, 1_000_000)
ABOUT_FRAMES = """
- **P50** er verdien som halvparten av trekningene ligger under. For kostnader i statlige prosjekter brukes P50 gjerne som
  **styringsramme**: det prosjektet styres etter.
- **P85** er verdien som 85 av 100 trekninger ligger under. For kostnader brukes den gjerne som **kostnadsramme**: P50 med et påslag for
  usikkerhet. Det er altså regnet med 15 % sannsynlighet for å overskride den.
- **P10 og P90** er endene av det spennet der åtte av ti trekninger havner.
- **Forventet verdi** er gjennomsnittet av trekningene. **Utgangspunktet** er svaret når hvert tall har sin basisverdi. De er ulike fordi
  spennene er skjeve: et tall kan for eksempel bli mye høyere enn basisverdien, men bare litt lavere.
- Rammene her er modellens, for én kommune i nåverdi. De er ikke vedtatt av noen.
"""
ABOUT_INDICES = (
    "Alene: den delen av usikkerheten (variansen) som ville falle bort om temaet var kjent. Samlet: også det temaet gjør sammen med "
    "andre. Tall som varierer sammen, regnes som ett. ± er halve 95 % konfidensintervallet."
)
ABOUT_INFORMATION = (
    "Beløpet er det du i gjennomsnitt kan vinne på å vite tallet før valget, fordi du da kan velge det andre. Det er en øvre grense "
    "for hva det er verdt å betale for undersøkelser. Regnet i nåverdi fra beslutningsåret."
)
MOST_SHOWN = 12


def unit_of(name: str) -> str:
    """Unit of a figure."""
    return "kr" if name == "annual_per_inhabitant" else "MNOK"


def amount(value: float, name: str) -> str:
    """A figure with its unit."""
    return f"{number(value, 0 if abs(value) >= 100 or name == 'annual_per_inhabitant' else 1)}{NO_BREAK}{unit_of(name)}"


def curve_takeaway(result: Simulation, name: str) -> str:
    """The S-curve in one sentence."""
    if name == PRESENT_COST:
        half, frame = (amount(result.quantile(name, share), name) for share in (0.5, 0.85))
        return f"Det er like sannsynlig at kostnaden blir over som under {half}; med 85 % sannsynlighet blir den under {frame}."
    low, high = (amount(result.quantile(name, share), name) for share in (0.1, 0.9))
    return f"{NAMES[name]} havner mellom {low} og {high} i åtte av ti trekninger."


def histogram_takeaway(result: Simulation, name: str) -> str:
    """Expected value and base case in one sentence."""
    base, mean = result.base[name], result.mean(name)
    return f"Forventet verdi er {amount(mean, name)}, mot {amount(base, name)} i utgangspunktet."


def fan_takeaway(result: Simulation) -> str:
    """The widest year in one sentence."""
    quantiles = result.yearly_quantiles("net_benefit")
    widths = [high - low for low, high in zip(quantiles["p10"], quantiles["p90"], strict=True)]
    at = widths.index(max(widths))
    ends = f"fra {number(quantiles['p10'][at], 0)} til {number(quantiles['p90'][at], 0)}{NO_BREAK}MNOK"
    return f"Mest usikkert er {result.years[at]}: netto nytte {ends}."


def probabilities(result: Simulation, names: tuple[str, str]) -> str:
    """How likely the answers are to be above zero."""
    first, second = (OPTIONS[name].lower() for name in names)
    return (
        f"Sannsynlighet for at nytten er større enn kostnadene over levetiden: **{chance(result.probability('npv'))}**. "
        f"Sannsynlighet for at det fra nå lønner seg mer å {first} enn å {second}: **{chance(result.probability(DIFFERENCE))}**."
    )


def print_line(result: Simulation) -> str:
    """What anyone needs to get the same numbers."""
    return (
        f"{number(result.plan.total)} trekninger i blokker på {number(result.plan.block)}, {len(result.drawn)} usikre tall, "
        f"frø {result.plan.seed}, modell {MODEL_VERSION}, forutsetninger {result.scenario.assumptions.hash[:12]}."
    )


def repair_line(result: Simulation) -> str:
    """What was done to correlations that cannot all hold; empty where they can."""
    if not result.repair:
        return ""
    return f"Samvariasjonene i filen kan ikke gjelde samtidig. De nærmeste mulige er brukt, endret med inntil {number(result.repair, 3)}."


def figure_rows(result: Simulation) -> list[Row]:
    """Every figure with quantiles, expected value and base case; standard errors in small print."""
    return [_figure_row(result, name) for name in result.scalars]


def _figure_row(result: Simulation, name: str) -> Row:
    errors, places = result.errors(name), 2 if name == "benefit_cost_ratio" else 1
    values = (result.base[name], result.mean(name), *(result.quantile(name, share) for share in SHARES.values()))
    notes = ("", *(f"± {number(errors[key], places)}" for key in ("mean", *SHARES)), "")
    return Row(figure_label(name), (*(number(value, places) for value in values), chance(result.probability(name))), notes)


FIGURE_HEADS = ("Svar", "Utgangspunkt", "Forventet", "P10", "P50", "P85", "P90", "Over null")


def convergence_rows(result: Simulation, name: str) -> list[Row]:
    """How the figures settle as draws are added."""
    keys = ("mean", "p10", "p50", "p90")
    return [Row(number(step["draws"]), tuple(number(step[key], 1) for key in keys)) for step in result.convergence(name)]


def index_takeaway(found: Indices) -> str:
    """The largest theme in one sentence."""
    first = found.items[0]
    return f"Størst del av usikkerheten kommer fra {first.label.lower()}: {percent(first.total)} samlet."


def index_rows(found: Indices) -> list[Row]:
    """Themes or numbers with first-order and total index."""
    return [
        Row(item.label, (percent(item.first), f"± {percent(item.first_error)}", percent(item.total), f"± {percent(item.total_error)}"))
        for item in found.items[:MOST_SHOWN]
    ]


def information_takeaway(found: Information) -> str:
    """What it is worth to know more, in one sentence."""
    item = found.items[0]
    label = item.label[:1].lower() + item.label[1:]
    one, everything = amount(item.value, "npv"), amount(found.everything, "npv")
    return f"Å vite {label} sikkert er verdt inntil {one} før vi bestemmer oss; å vite alt er verdt inntil {everything}."


def choice_line(found: Information) -> str:
    """The choice that the information is for."""
    first, second = (OPTIONS[name].lower() for name in found.options)
    lead = f"{number(abs(found.expected), 1)}{NO_BREAK}MNOK i favør av å {OPTIONS[found.better].lower()}"
    return f"Valget står mellom å {first} og å {second}. Forventet forskjell er {lead}."


def information_rows(found: Information) -> list[Row]:
    """What each number is worth knowing."""
    shown = [item for item in found.items if item.value >= 0.05][:MOST_SHOWN] or list(found.items[:3])
    return [Row(item.label, (number(item.value, 1), f"± {number(item.error, 1)}")) for item in shown]


def labels_of(found: Indices) -> Sequence[str]:
    """Names of the themes."""
    return [item.label for item in found.items]

"""What Hvem betaler? says: which sentence, with which numbers. Who gains and who pays, and nothing of what one ought to do."""

from collections.abc import Mapping

from costmodel import AssumptionSet, Scenario
from costmodel.analysis.pairs import Pair
from costmodel.analysis.payers import Payers, RegionalCost, WoundDown
from costmodel.assumptions.records import Measure, PublishedFigure
from costmodel.model.decision import JOIN, Decision
from costmodel.output.labels import option_in_sentence, party_label, party_meaning
from costmodel.texts.forms import write
from costmodel.texts.numbers import number, signed
from pages.components.tables import Row
from pages.components.wording import dated_option
from pages.components.words import plain
from pages.hvem_betaler.words import text

SMALLEST = 0.05
"""MNOK: what is shown as 0 with a decimal."""
SOCIETY, MUNICIPALITY = "society", "municipality"
PER_HEAD = (MUNICIPALITY, "others")
"""Parties with inhabitants of their own."""


def usual_choice(decision: Decision) -> Pair:
    """What is held against what until somebody chooses: the two that matter most, the change after what goes on without it."""
    own, other = decision.leading_pair
    return (other, own) if own == JOIN else (own, other)


def options(found: Payers, assumptions: AssumptionSet) -> tuple[str, str]:
    """The two options within a sentence."""
    a, b = (dated_option(name, year, assumptions) for name, year in zip(found.pair, found.starts, strict=True))
    return a, b


def takeaway(found: Payers, scenario: Scenario) -> str:
    """What the choice gives each party, in one sentence."""
    a, b = options(found, scenario.assumptions)
    if all(abs(amount) < SMALLEST for amount in found.present.values()):
        return text("takeaway.nothing", a=a, b=b)
    return text("takeaway.amounts", a=a, b=b, who=scenario.municipality, **found.present)


def further(found: Payers, scenario: Scenario) -> str:
    """Whether the municipality and society come out different ways, and what the amounts are."""
    own, society = found.present[MUNICIPALITY], found.present[SOCIETY]
    told: list[str] = []
    if min(abs(own), abs(society)) >= SMALLEST and own * society < 0:
        told.append(text(f"takeaway.apart.{'gains' if own > 0 else 'loses'}", who=scenario.municipality))
    if not found.people["others"]:
        told.append(text("takeaway.no_others"))
    about = text("takeaway.about", year=scenario.setting("decision_year"), price_year=scenario.setting("price_year"))
    return " ".join([*told, about])


def rows(found: Payers, links: Mapping[str, str]) -> list[Row]:
    """A row a party and the sum: present value, and kroner for each inhabitant where a party has inhabitants."""
    return [
        Row(
            party_label(name),
            (signed(amount, 1), signed(found.per_inhabitant(name)) if name in PER_HEAD else "–"),
            is_sum=name == SOCIETY,
            links=(links[name], "") if links else (),
            mark=party_meaning(name),
        )
        for name, amount in found.present.items()
    ]


def share_decides(found: Payers) -> str:
    """That the common share of operation is not published, and what it does to society's sum at both ends of its range."""
    ends = sorted((share, amounts[SOCIETY]) for share, amounts in found.at_shares.items())
    if len(ends) < 2 or abs(ends[0][1] - ends[-1][1]) < SMALLEST:
        return text("levers.share.flat")
    (low, at_low), (high, at_high) = ends[0], ends[-1]
    return text("levers.share.moves", low=low, high=high, at_low=at_low, at_high=at_high)


def published_charge(assumptions: AssumptionSet) -> PublishedFigure | None:
    """What is published of the region's yearly cost."""
    return next((item for item in assumptions.published.values() if item.measure is Measure.REGIONAL_CHARGE), None)


def regional_cost(region: RegionalCost, scenario: Scenario) -> str:
    """The model's yearly cost of the region beside the published one, and that of the decision year."""
    told: list[str] = []
    figure, price_year, decision = (
        published_charge(scenario.assumptions),
        scenario.setting("price_year"),
        int(scenario.setting("decision_year")),
    )
    amount = None if figure is None or figure.year is None else region.total(figure.year)
    if figure is not None and amount is not None:
        is_one = figure.low == figure.high
        published = number(figure.low) if is_one else text("region.published_span", low=figure.low, high=figure.high)
        known = {"published": published, "published_year": figure.price_year, "source": plain(figure.source), "note": plain(figure.note)}
        told.append(text("region.published", year=figure.year, amount=amount, price_year=price_year, **known))
    now = region.total(decision)
    told.append(text("region.none", year=decision) if now is None else text("region.later", year=decision, amount=now))
    return " ".join(told)


def wind_down_sums(found: WoundDown, scenario: Scenario) -> str:
    """What the wind-down comes to, and how many minutes it takes for the sum to be 0."""
    if not any(found.parts.values()):
        return text("wind_down.none", year=scenario.setting("wind_down_year"))
    told = text("wind_down.gains", npv=found.npv, start=scenario.setting("decision_year"))
    minutes = found.break_even_minutes
    case = "no_effect" if minutes is None else "needed" if minutes >= 0 else "may_be_lost"
    now = scenario.setting("wind_down_minutes")
    return f"{told} {text(f'wind_down.minutes.{case}', minutes=abs(minutes or 0.0), now=now)}"


def wind_down_rows(found: WoundDown, link: str) -> list[Row]:
    """What the wind-down is made of, and the sum, which leads to its sums."""
    parts = [Row(text(f"wind_down.parts.{name}"), (signed(amount, 1),)) for name, amount in found.parts.items()]
    return [*parts, Row(text("wind_down.parts.npv"), (signed(found.npv, 1),), is_sum=True, links=(link,) if link else ())]


def option_title(name: str, assumptions: AssumptionSet, *, is_benchmark: bool) -> str:
    """An option as a choice, with that it is none where nobody can choose it."""
    told = write(option_in_sentence(name, assumptions), "upper")
    return text("benchmark", option=told) if is_benchmark else told

"""A decision, its distribution and the wind-down as plain records (JSON) of the first draw; names as in the model description."""

from collections.abc import Mapping
from typing import Any

from costmodel.analysis.decision_card.facts import Card
from costmodel.analysis.joint_procurement import Partner
from costmodel.analysis.pairs import Pair
from costmodel.axes import Array
from costmodel.model import results
from costmodel.model.decision import Decision
from costmodel.model.discounting import present_value
from costmodel.model.parties.distribution import ChoiceDistribution, distribution_of
from costmodel.model.parties.region import RegionalCharge, WindDown
from costmodel.model.protocols import AnyScenario
from costmodel.model.results import Appraisal
from costmodel.output.answer_records.card import card_record
from costmodel.output.tables import finite_or_none, to_dict
from costmodel.version import MODEL_VERSION

Record = dict[str, Any]
COMPARED = ("npv", "npv_per_inhabitant", "budget_npv")
"""Indicators whose difference between two options is told."""
PARTS = ("saved_operation", "saved_local_operation", "lost_benefits", "time", "replacement")
"""Of a wind-down; lost benefits and the replacement lower its value."""
LOWERING = ("lost_benefits", "replacement")


def decision_to_dict(decision: Decision, pair: Pair, partners: Mapping[str, Partner], card: Card) -> Record:
    """The card; every option and benchmark, their ranking, the first of the pair less the second; each partner of a joint procurement."""
    scenario = next(iter(decision.options.values())).scenario
    return {
        **_head(scenario),
        "card": card_record(card).model_dump(mode="json"),
        "options": {name: to_dict(appraisal) for name, appraisal in decision.options.items()},
        "benchmarks": {name: to_dict(appraisal) for name, appraisal in decision.benchmarks.items()},
        "ranking": list(decision.ranking),
        "difference": {"first": pair[0], "second": pair[1], **option_differences(decision, pair)},
        "distribution": None if scenario.municipality is None else parties_of(distribution_of(decision, pair[1], pair[0])),
        "together": {name: partner_to_dict(partner) for name, partner in partners.items()},
    }


def option_differences(decision: Decision, pair: Pair) -> dict[str, float | None]:
    """Some indicators of the first of two options less those of the second."""
    first, second = (results.indicators(decision.all[name]) for name in pair)
    return {name: finite_or_none((first[name] - second[name]).flat[0].item()) for name in COMPARED}


def partner_to_dict(partner: Partner) -> Record:
    """The options of one that procures with others, and who gains and pays where it takes the alternative."""
    decision, split = partner.decision, partner.distribution
    return {
        "ranking": list(decision.ranking),
        "options": {name: _indicators(appraisal) for name, appraisal in decision.options.items()},
        "benchmarks": {name: _indicators(appraisal) for name, appraisal in decision.benchmarks.items()},
        "distribution": None if split is None else {"first": split.a, "second": split.b, "present": parties_of(split)},
    }


def distribution_to_dict(split: ChoiceDistribution) -> Record:
    """What each party gains where the second option is chosen and not the first, in all and by year."""
    scenario, years = split.first.scenario, results.years_of(split.first)
    return {
        **_head(scenario),
        "first": split.a,
        "second": split.b,
        "present": parties_of(split),
        "years": years,
        "yearly": {name: _row(array, len(years)) for name, array in split.yearly.named().items()},
    }


def parties_of(split: ChoiceDistribution) -> dict[str, float | None]:
    """The present value of each party's column, society's last, MNOK."""
    return {name: finite_or_none(float(array.flat[0])) for name, array in split.present.named().items()}


def wind_down_to_dict(found: WindDown, charge: RegionalCharge) -> Record:
    """The value of a wind-down with its parts, and what the region pays of the platform each year."""
    scenario, years = found.appraisal.scenario, results.years_of(found.appraisal)
    return {
        **_head(scenario),
        "wind_down_year": int(scenario.setting("wind_down_year")),
        "npv": finite_or_none(found.npv.flat[0].item()),
        "break_even_minutes": finite_or_none(found.break_even_minutes.flat[0].item()),
        "present": {name: _present(found, name) for name in PARTS},
        "years": years,
        "yearly": {name: _row(getattr(found, name), len(years)) for name in PARTS},
        "regional_charge": _charges(charge),
    }


def _charges(charge: RegionalCharge) -> Record:
    years = results.years_of(charge.appraisal)
    parts = {"hospitals": charge.hospitals, "participants": charge.participants, "total": charge.total}
    return {"years": years, **{name: _row(array, len(years)) for name, array in parts.items()}}


def _present(found: WindDown, name: str) -> float | None:
    """Present value of a part, as it adds to npv."""
    amount = present_value(getattr(found, name), found.appraisal.drivers.discount_factor).flat[0].item()
    return finite_or_none(-amount if name in LOWERING else amount)


def _head(scenario: AnyScenario) -> Record:
    return {
        "model_version": MODEL_VERSION,
        "assumptions_hash": scenario.assumptions.hash,
        "municipality": scenario.municipality,
        "decision_year": int(scenario.setting("decision_year")),
    }


def _indicators(appraisal: Appraisal) -> dict[str, float | None]:
    return {name: finite_or_none(float(array.flat[0])) for name, array in results.indicators(appraisal).items()}


def _row(array: Array, years: int) -> list[float | None]:
    row = [finite_or_none(value) for value in array[0, :, 0].tolist()]
    return row if len(row) == years else row * years

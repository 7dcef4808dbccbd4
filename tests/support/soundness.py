"""What must hold of any appraisal, any decision and any distribution, whatever the numbers."""

from collections.abc import Mapping
from dataclasses import fields

import numpy as np

from costmodel import Appraisal
from costmodel.model import results
from costmodel.model.decision import Decision
from costmodel.model.discounting import present_value
from costmodel.model.line_items import Costs
from costmodel.model.parties.distribution import PARTIES, ChoiceDistribution, distribution_of

COSTS = [field.name for field in fields(Costs)]
OF_ANY_SIGN = ("operating_charge", "gp_contribution", "extra_time_cost", "alternative_time_cost")
"""Costs that can be gains: where the platform costs less than its capital, GPs pay less than they cost, or minutes are saved."""
TIME = ("transition_time_cost", "extra_time_cost", "alternative_transition", "alternative_time_cost")
"""What the operating budget feels in part."""
SHARES = (
    *("started", "within_life", "before_exit", "remaining", "live", "has_begun", "on", "using", "owed", "carried"),
    *("coverage", "gp_share", "gp_network", "share_of_region", "transition_path", "alternative_path", "alternative_life"),
)
POSITIVE = (
    "population",
    "wage_growth",
    "cost_growth",
    "small",
    "small_together",
    "sharing",
    "steady",
    "scale",
    "ref_scale",
    "discount_factor",
)
SLACK = 1e-9
"""Relative to the sum of the sizes of what is added."""
FEW = 200
"""Draws whose rate of return is looked for: each takes as long as an appraisal."""
Items = Mapping[str, np.ndarray]


def size_of(items: Items, *names: str) -> np.ndarray:
    """How large what is added is: what rounding can be held against."""
    return sum(np.abs(items[name]) for name in names or COSTS) + SLACK


def assert_sound(result: Appraisal) -> None:
    """All that must hold of any appraisal."""
    items = results.line_items(result)
    for name, item in items.items():
        assert np.isfinite(item).all(), f"{name} is not finite"
    assert_signs(items)
    assert_adding_up(result, items)
    assert_drivers_in_range(result)
    assert_indicators_exist(result, items)


def assert_signs(items: Items) -> None:
    """What is a cost or a gain by its nature is never less than nothing."""
    for name in (*COSTS, "avoided_legacy_operation", "avoided_legacy_renewal"):
        assert name in OF_ANY_SIGN or (items[name] >= 0).all(), f"{name} has the other sign"


def assert_adding_up(result: Appraisal, items: Items) -> None:
    gains = [name for name in items if name.startswith(("benefit_", "avoided_"))]
    cost = sum(items[name] for name in COSTS) - 2 * items["gp_contribution"]
    size = size_of(items, *COSTS, *gains)
    assert (np.abs(items["total_cost"] - cost) <= SLACK * size).all()
    assert (np.abs(items["total_benefit"] - sum(items[name] for name in gains)) <= SLACK * size).all()
    assert (np.abs(items["net_benefit"] - items["total_benefit"] + items["total_cost"]) <= SLACK * size).all()
    assert (np.abs(items["net_budget_effect"] - budget_effect(result, items)) <= SLACK * size).all()


def budget_effect(result: Appraisal, items: Items) -> np.ndarray:
    values = result.scenario.values
    released = sum(values[f"benefits.{key}.budget_releasing"] * items[f"benefit_{key}"] for key in result.benefits.register)
    avoided = items["avoided_legacy_operation"] + items["avoided_legacy_renewal"]
    not_felt = (1 - values["time_in_budget"]) * sum(items[name] for name in TIME)
    return avoided + released - (items["total_cost"] - not_felt)


def assert_drivers_in_range(result: Appraisal) -> None:
    d, h = result.drivers, result.scenario.values["hospital_share"]
    for name in SHARES:
        share = getattr(d, name)
        assert (share >= 0).all() and (share <= 1 + SLACK).all(), name
    for name in POSITIVE:
        assert (getattr(d, name) > 0).all(), name
    assert (d.sharing <= 1 / h + SLACK).all()
    assert (d.sharing_capital >= 1 - SLACK).all(), "what somebody does not carry makes it dearer for the others"
    assert (d.small_together <= d.small * (1 + SLACK)).all(), "together is never dearer than alone"
    assert (d.discount_factor[:, 0] == 1).all() and (np.diff(d.discount_factor, axis=1) <= 0).all()


def assert_indicators_exist(result: Appraisal, items: Items) -> None:
    """Indicators are finite, and none only where the denominator is 0 (or, for the rate and the payback, by their rules)."""
    found, d, values = vars(result.indicators), result.drivers, result.scenario.values
    assert not any(np.isinf(array).any() for array in found.values())
    size = present_value(size_of(items), d.discount_factor)
    value = {name: present_value(items[name], d.discount_factor) for name in ("net_benefit", "net_budget_effect", "total_cost")}
    for name, flow in (("npv", "net_benefit"), ("budget_npv", "net_budget_effect")):
        assert (np.abs(found[name] - value[flow]) <= SLACK * (size + np.abs(found[name]))).all(), name
    use = (d.population * d.using).sum(axis=(1, 2), keepdims=True)
    denominators = {
        "npv": np.ones(1),
        "budget_npv": np.ones(1),
        "implied_investment": np.ones(1),
        "npv_per_inhabitant": results.drivers(result)["population"][:, :1],
        "annual_per_inhabitant": use,
        "benefit_cost_ratio": value["total_cost"],
        "break_even_minutes": use * values["users"],
    }
    for name, denominator in denominators.items():
        assert (np.isnan(found[name]) == (denominator == 0)).all(), name
    assert within(result.payback_year, d.year.min(), d.year.max())
    assert within(result.rows(0, FEW).irr, -0.9, 10)


def within(array: np.ndarray, low: float, high: float) -> bool:
    """Whether all that exist lie between the two."""
    return bool((np.isnan(array) | ((array >= low) & (array <= high))).all())


def assert_decision_sound(decision: Decision) -> None:
    """All options and benchmarks are sound, and so is who pays for every other one against the first."""
    for option in decision.all.values():
        assert_sound(option)
    first, *rest = decision.all
    if "stay_out" in decision.options:
        assert all((item == 0).all() for item in results.line_items(decision.options["stay_out"]).values())
    for name in rest if decision.all[first].scenario.municipality else ():
        assert_distribution_sound(distribution_of(decision, first, name), decision)


def assert_distribution_sound(found: ChoiceDistribution, decision: Decision) -> None:
    """The columns are finite and add up, and the municipality's is the difference that the decision gives."""
    for columns in (found.yearly.named(), found.present.named()):
        assert all(np.isfinite(column).all() for column in columns.values())
        parts = [columns[name] for name in (*PARTIES, "tax_cost")]
        size = sum(np.abs(part) for part in parts) + SLACK
        assert (np.abs(columns["society"] - sum(parts)) <= SLACK * size).all()
    factor = found.first.drivers.discount_factor
    for name in (*PARTIES, "tax_cost"):
        column, value = getattr(found.yearly, name), getattr(found.present, name)
        assert (np.abs(present_value(column, factor) - value) <= SLACK * (present_value(np.abs(column), factor) + SLACK)).all(), name
    assert_own_column(found, decision)


def assert_own_column(found: ChoiceDistribution, decision: Decision) -> None:
    own, wanted = found.present.municipality, decision.difference(found.a, found.b)
    size = sum(present_value(size_of(results.line_items(item)), item.drivers.discount_factor) for item in (found.first, found.second))
    assert (np.abs(own - wanted) <= SLACK * (size + np.abs(own))).all()

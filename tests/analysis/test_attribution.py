"""Why a number moved: sums, symmetry, closed forms, the stated error, tables of the folders, and what two parties must disagree on."""

from dataclasses import replace
from math import fsum

import numpy as np
import pytest
from support import many, shipped
from support.hostile import shipped_files

from costmodel import AssumptionError, appraise, base_case, load_assumptions, named
from costmodel.analysis.attribution import changes
from costmodel.analysis.attribution.shapley import exact, sampled
from costmodel.analysis.attribution.splitting import MOST_EXACT, split_change
from costmodel.model.decision import from_decision

BASE = base_case(shipped())
TWELVE = {
    "benefits.*.realisation": 0.9,  # eight
    "platform_cost": 95.0,
    "extra_minutes": 1.5,
    "stranded_share": 0.6,
    "hospital_share": 0.7,
}


def amounts(split) -> dict[str, float]:
    return {part.change.name: part.amount for part in split.parts}


def test_a_product_of_two_is_split_as_its_closed_form():
    values, _ = exact(2, lambda made: np.where(made[:, 0], 7.0, 2.0) * np.where(made[:, 1], 11.0, 3.0))
    assert values == pytest.approx([(7 - 2) * (11 + 3) / 2, (11 - 3) * (7 + 2) / 2])


def test_a_game_of_three_by_hand():
    """A glove game: the first change needs one of the other two; Shapley (1953) gives 2/3, 1/6, 1/6."""
    values, _ = exact(3, lambda made: 1.0 * (made[:, 0] & (made[:, 1] | made[:, 2])))
    assert values == pytest.approx([2 / 3, 1 / 6, 1 / 6])


@pytest.mark.parametrize("indicator", ["npv", "budget_npv", "annual_per_inhabitant"])
def test_the_parts_sum_to_the_last_digit_and_do_not_depend_on_the_order(indicator):
    second = BASE.with_values({"platform_cost": 95, "exit_year": 2029, "extra_minutes": 2, "discount_rate": 0.03, "price_year": 2022})
    split = split_change(BASE, second, indicator)
    assert fsum(amounts(split).values()) == split.after - split.before
    assert fsum(split.by_theme.values()) == pytest.approx(split.after - split.before)
    back = split_change(second, BASE, indicator)
    assert amounts(back) == pytest.approx({name: -amount for name, amount in amounts(split).items()})
    shuffled = replace(BASE, values=dict(reversed(BASE.values.items())))
    assert amounts(split_change(shuffled, second, indicator)) == pytest.approx(amounts(split))


def test_one_change_is_the_whole_change():
    split = split_change(BASE, BASE.with_values({"platform_cost": 100}))
    assert amounts(split) == {"platform_cost": split.after - split.before}
    assert split.after == appraise(BASE.with_values({"platform_cost": 100})).indicators.npv.item()
    assert split_change(BASE, BASE).parts == ()


def test_twelve_changes_are_one_batch_of_every_coalition(monkeypatch):
    seen: list[int] = []

    def counted(scenario):
        seen.append(scenario.draws)
        return appraise(scenario)

    monkeypatch.setattr(changes, "appraise", counted)
    split = split_change(BASE, BASE.with_values(TWELVE))
    assert len(split.parts) == MOST_EXACT and split.orders == 0
    assert sorted(seen)[-1] == 2**MOST_EXACT and seen.count(2**MOST_EXACT) == 1


def test_settings_are_a_batch_for_each_combination(monkeypatch):
    seen: list[int] = []

    def counted(scenario):
        seen.append(scenario.draws)
        return appraise(scenario)

    monkeypatch.setattr(changes, "appraise", counted)
    second = from_decision(BASE.with_values({"price_year": 2022, "platform_cost": 90, "extra_minutes": 1}))
    split = split_change(BASE, second)
    assert {"start_year", "price_year"} <= amounts(split).keys()
    assert seen.count(4) == 4  # two settings: four batches of the four coalitions of the values


@pytest.mark.parametrize("seed", range(many(2, 20)))
def test_the_stated_error_is_honoured_on_thirty_changes(seed):
    rng = np.random.default_rng(seed)
    weights, pairs = rng.normal(size=30), rng.normal(size=(30, 30))

    def worth(made):
        moved = made.astype(float)
        return moved @ weights + ((moved @ pairs) * moved).sum(axis=1)

    both = pairs + pairs.T
    expected = weights + np.diag(pairs) + (both.sum(axis=1) - np.diag(both)) / 2  # half of what it shares with each other
    values, errors = sampled(30, worth, 2_000, seed)
    assert fsum(values) == pytest.approx(worth(np.ones((1, 30), dtype=bool))[0])
    apart = np.abs(np.array(values) - expected)
    assert (apart <= 4.5 * np.array(errors) + 1e-9).all()
    uneven, spread = sampled(3, lambda made: 1.0 * (made[:, 0] & (made[:, 1] | made[:, 2])), 4_000, seed)
    assert np.abs(np.array(uneven) - [2 / 3, 1 / 6, 1 / 6]).max() <= 4.5 * max(spread)


def test_more_than_twelve_changes_are_sampled_and_agree_with_the_model():
    second = BASE.with_values({**TWELVE, "local_operating_cost": 9.0})
    split = split_change(BASE, second, orders=16)
    assert split.orders == 16 and fsum(amounts(split).values()) == split.after - split.before
    assert all(part.error >= 0 for part in split.parts)


def test_tables_of_the_folders_are_changes_of_their_own():
    files = shipped_files()
    files["base/price_index.csv"] = files["base/price_index.csv"].replace(b"122,8", b"124,0")
    town = files["base/municipalities.csv"].replace(b"218460", b"222000").replace(b"2022-05-07;day;live", b"2022-08-07;day;live")
    files["base/municipalities.csv"] = town
    files["base/parameters.yaml"] = files["base/parameters.yaml"].replace(b"value: 65\n", b"value: 70\n", 1)
    other = base_case(load_assumptions(files))
    split = split_change(BASE, other)
    assert amounts(split).keys() == {"price_index.2022", "populations", "timing", "introduction_outlay"}
    assert split.after == appraise(other).indicators.npv.item()
    assert fsum(amounts(split).values()) == split.after - split.before
    assert all(amounts(split).values())


def test_scenarios_and_municipalities_can_be_told_apart():
    split = split_change(BASE, named(shipped(), "stjordal-anskaffer-sammen"))
    assert {"municipality", "together"} <= amounts(split).keys()
    assert split.after == appraise(named(shipped(), "stjordal-anskaffer-sammen")).indicators.npv.item()


def test_the_smallest_set_that_two_parties_must_disagree_on_and_where_they_would_agree():
    there = BASE.with_values({"local_operating_cost": 6.0})
    dear, cheap = there.with_values({"extra_minutes": 4}), there.with_values({"extra_minutes": -12, "platform_cost": 79})
    found = split_change(dear, cheap).disagreement
    assert found is not None and found.names == ("extra_minutes",)
    at_zero = appraise(dear.with_values(found.values)).indicators.npv.item()
    assert at_zero == pytest.approx(0.0, abs=1e-6)


def test_what_cannot_be_split_is_refused():
    with pytest.raises(AssumptionError, match="unknown_number"):
        split_change(BASE, BASE.with_values({"platform_cost": 90}), "npw")

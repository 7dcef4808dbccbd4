"""Row i of a batch equals the batch of one made of its inputs, bit for bit."""

import numpy as np
import pytest
from support import many, random_values, shipped, with_exits

from costmodel import appraise, base_case, decide
from costmodel.assumptions.records import Role
from costmodel.model import results
from costmodel.model.parties.distribution import distribution_of

ROLES = (Role.UNCERTAIN, Role.DECISION, Role.METHOD)
DRAWS = many(60, 400)


def assert_same(batch: np.ndarray, one: np.ndarray, row: int, name: str) -> None:
    """The years of the single run are equal to the last bit; the batch may have empty ones after them."""
    mine = batch[row if batch.shape[0] > 1 else 0]
    both = min(mine.shape[0], one.shape[1])
    assert mine[:both].tobytes() == one[0, :both].tobytes(), (name, row)


def assert_rows_stand_alone(scenario, outcome) -> None:
    batch = {name: np.broadcast_to(array, (scenario.draws, *array.shape[1:])) for name, array in outcome(scenario).items()}
    for row in range(scenario.draws):
        for name, array in outcome(scenario.rows(row, row + 1)).items():
            assert_same(batch[name], array, row, name)


def lifetime(scenario) -> dict[str, np.ndarray]:
    result = appraise(scenario)
    return {**results.line_items(result), **results.drivers(result), **results.indicators(result)}


def decision(scenario) -> dict[str, np.ndarray]:
    result = decide(scenario)
    options = {f"{which} {name}": array for which, option in result.all.items() for name, array in results.line_items(option).items()}
    return {**options, **{f"npv {name}": array for name, array in result.npv.items()}}


def payers(scenario) -> dict[str, np.ndarray]:
    result = decide(scenario)
    return distribution_of(result, *list(result.options)[:2]).yearly.named()


@pytest.mark.parametrize("ends", [False, True], ids=["random", "ends of the ranges"])
@pytest.mark.parametrize("outcome", [lifetime, decision, payers])
@pytest.mark.parametrize("municipality", ["Trondheim", "Averøy"])
def test_every_row_equals_its_batch_of_one(municipality, outcome, ends):
    scenario = base_case(shipped(), municipality).with_values(random_values(DRAWS, 7, ROLES, ends))
    scenario = scenario.with_alternative(*np.random.default_rng(6).choice(["market_system", "renewed_old_systems"], DRAWS))
    assert_rows_stand_alone(with_exits(scenario, DRAWS, 8), outcome)


def test_rows_of_all_participants_stand_alone():
    scenario = base_case(shipped(), None).with_values(random_values(60, 9, ROLES))
    assert_rows_stand_alone(with_exits(scenario, 60, 10), lifetime)


def test_a_named_set_stands_alone():
    scenario = base_case(shipped(), "Malvik").with_participants(["Trondheim", "Malvik", "Averøy", "Leka"])
    assert_rows_stand_alone(scenario.with_values(_without_participants(60)), lifetime)


def _without_participants(draws: int) -> dict[str, np.ndarray]:
    values = random_values(draws, 11, ROLES)
    del values["participants"]
    return values


@pytest.mark.parametrize("name", ["Trondheim", "Averøy"])
def test_a_batch_in_which_only_the_exit_varies_is_decided_draw_by_draw(name):
    batch = base_case(shipped(), name).with_values({"exit_year": [2030.0, 2035.0, np.inf]})
    together, alone = decide(batch), [decide(batch.rows(row, row + 1)) for row in range(3)]
    for option, npv in together.npv.items():
        assert np.array_equal(np.broadcast_to(npv, (3, 1, 1)), np.concatenate([one.npv[option] for one in alone]))


def test_a_batch_in_which_only_the_alternative_varies_is_appraised_draw_by_draw():
    scenario = base_case(shipped()).with_values({"exit_year": 2032})
    together = appraise(scenario.with_alternative(*scenario.alternatives))
    alone = [appraise(scenario.with_alternative(key)) for key in scenario.alternatives]
    assert together.indicators.npv.ravel().tolist() == [one.indicators.npv.item() for one in alone]
    assert len(set(together.indicators.npv.ravel())) == len(alone)

"""The engine against an independent second implementation, on random scenarios of random municipalities."""

import numpy as np
import pytest
from reference.plain_model import SETTINGS, PlainModel
from support import REFERENCE_RELATIVE, many, random_values, shipped, with_exits

from costmodel import appraise, base_case
from costmodel.assumptions.records import Role

SCENARIOS = many(50, 500)
"""For each municipality: 500 in all, and 5 000 where it is thorough."""
CHOSEN = np.random.default_rng(3).choice([item.name for item in shipped().municipalities], 8, replace=False)
VARIED = (Role.DECISION, Role.UNCERTAIN, Role.METHOD)


@pytest.mark.parametrize("municipality", ["Trondheim", "Averøy", *CHOSEN])
def test_net_present_value_is_that_of_the_plain_model(municipality):
    seed = sum(map(ord, municipality))
    base = base_case(shipped(), municipality)
    values = {name: column for name, column in random_values(SCENARIOS, seed, VARIED).items() if name not in SETTINGS}
    scenario = with_exits(base.with_values(values), SCENARIOS, seed)
    plain = PlainModel(shipped(), municipality, {name: base.setting(name) for name in SETTINGS})
    columns = {name: np.broadcast_to(array.ravel(), SCENARIOS) for name, array in scenario.values.items()}
    expected = [plain.npv({name: float(column[draw]) for name, column in columns.items()}) for draw in range(SCENARIOS)]
    np.testing.assert_allclose(appraise(scenario).indicators.npv.ravel(), expected, rtol=REFERENCE_RELATIVE, atol=1e-9)

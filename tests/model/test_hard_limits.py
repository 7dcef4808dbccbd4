"""What the files may allow at most is what the engine can bear: at every limit the answer is a number."""

from dataclasses import replace

import numpy as np
import pytest
from support import shipped

from costmodel import appraise, base_case
from costmodel.assumptions.parameters import BENEFIT_UNITS, HARD_LIMITS, PARAMETER_UNITS, RUN_SETTINGS

DRAWN = [name for name in PARAMETER_UNITS if name not in RUN_SETTINGS]


def test_every_number_has_limits_and_the_shipped_bounds_keep_them():
    assert set(HARD_LIMITS) == {*PARAMETER_UNITS, *BENEFIT_UNITS}
    for name, item in shipped().quantities.items():
        lowest, highest = HARD_LIMITS[name.split(".")[-1]]
        assert lowest <= item.minimum <= item.maximum <= highest, name


@pytest.mark.parametrize("end", [0, 1], ids=["lowest", "highest"])
@pytest.mark.parametrize("name", [*DRAWN, *(f"benefits.citizen_services.{field}" for field in BENEFIT_UNITS)])
def test_the_engine_bears_its_limits(name, end):
    value = HARD_LIMITS[name.split(".")[-1]][end]
    case = base_case(shipped(), "Malvik")
    values = {**case.values, name: np.full((1, 1, 1), float(value))}
    result = appraise(replace(case, values=values))
    totals = result.totals
    assert np.isfinite(totals.net_benefit).all() and np.isfinite(totals.tax_funding_cost).all()
    assert np.isfinite(result.indicators.npv).all() and np.isfinite(result.indicators.implied_investment).all()

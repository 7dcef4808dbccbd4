"""What the files may allow at most is what the engine can bear: at every limit the answer is a number."""

from dataclasses import replace

import numpy as np
import pytest
from support import shipped

from costmodel import base_case, decide
from costmodel.assumptions.parameters import PARAMETER_UNITS, REGISTER_UNITS, RUN_SETTINGS, limits_of
from costmodel.model.parties.distribution import distribution_of

DRAWN = [name for name in PARAMETER_UNITS if name not in RUN_SETTINGS]
ROWS = {"benefits": "citizen_services", "legacy_systems": "care_record", "alternatives": "market_system"}
FIELDS = [f"{register}.{key}.{field}" for register, key in ROWS.items() for field in REGISTER_UNITS[register]]
OF_DRIVERS = [f"benefits.message_monitoring.{field}" for field in ("quantity", "minutes")]
HELD = [*(name for name in FIELDS if not name.endswith(("quantity", "minutes")) or "extra" in name), *OF_DRIVERS]


def test_every_number_has_limits_and_the_shipped_bounds_keep_them():
    for name, item in shipped().quantities.items():
        lowest, highest = limits_of(name)
        assert lowest <= item.minimum <= item.maximum <= highest, name


@pytest.mark.parametrize("end", [0, 1], ids=["lowest", "highest"])
@pytest.mark.parametrize("name", [*DRAWN, *HELD])
def test_the_engine_bears_its_limits(name, end):
    value = limits_of(name)[end]
    case = base_case(shipped(), "Malvik")
    result = decide(replace(case, values={**case.values, name: np.full((1, 1, 1), float(value))}))
    for option in result.all.values():
        assert np.isfinite(option.totals.net_benefit).all() and np.isfinite(option.totals.net_budget_effect).all()
        assert np.isfinite(option.indicators.npv).all() and np.isfinite(option.indicators.implied_investment).all()
    assert np.isfinite(distribution_of(result, "stay_out", "join").present.society).all()

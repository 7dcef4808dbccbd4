"""Financial functions against numpy-financial, R-109/21 and cases with known answers."""

import numpy as np
import numpy_financial as npf
import pytest

from costmodel.axes import per_draw, per_year
from costmodel.model import discounting


def test_discount_factor_steps_down_after_40_and_75_years():
    factor = discounting.discount_factors(per_draw(0.04), 90).ravel()
    assert factor[[0, 1, 40, 75]] == pytest.approx([1, 1 / 1.04, 0.208289, 0.074022], abs=5e-7)
    assert factor[76] == pytest.approx(factor[75] / 1.02)


def test_discount_rate_is_never_negative():
    factor = discounting.discount_factors(per_draw([0.0, 0.015]), 90)
    assert (factor[0] == 1).all()
    assert factor[1, 80, 0] == factor[1, 75, 0]


@pytest.mark.parametrize("rate", [0.0, 1e-12, 1e-6, 0.02, 0.15])
def test_annuity(rate):
    expected = -npf.pmt(rate, 15, 1) if rate in {0, 0.02, 0.15} else 1 / 15 * (1 + 8 * rate)
    assert discounting.annuity(per_draw(rate), per_draw(15)).item() == pytest.approx(expected, rel=1e-9)


def test_present_value_of_numpy_financials_example():
    flows = np.array([-15000, 1500, 2500, 3500, 4500, 6000.0])
    value = discounting.present_value(per_year(flows), discounting.discount_factors(per_draw(0.05), 6)).item()
    assert value == pytest.approx(122.89, abs=0.005)
    assert value == pytest.approx(npf.npv(0.05, flows), rel=1e-12)


@pytest.mark.parametrize(
    ("flows", "rate"),
    [
        ([-100, 39, 59, 55, 20], 0.28095),
        ([-100, 0, 0, 74], -0.0955),
        ([-150000, 15000, 25000, 35000, 45000, 60000], 0.0524),
        ([-70000, 12000, 15000], -0.444),
    ],
)
def test_internal_rate_of_return(flows, rate):
    assert discounting.internal_rate_of_return(per_year(flows)).item() == pytest.approx(rate, abs=5e-4)


@pytest.mark.parametrize("flows", [[100, 100, 100], [-100, -1], [0, 0, 0], [-5, 10.5, 1, -8, 1], [-1, 1000], [-1000, 1]])
def test_no_rate_of_return_where_there_is_not_exactly_one(flows):
    assert np.isnan(discounting.internal_rate_of_return(per_year(flows))).all()


def test_net_present_value_at_the_rate_of_return_is_zero_for_every_draw():
    rng = np.random.default_rng(3)
    flows = np.concatenate([-rng.uniform(50, 500, (300, 4, 1)), rng.uniform(0, 200, (300, 14, 1))], axis=1)
    rates = discounting.internal_rate_of_return(flows)
    value = (flows / (1 + rates) ** np.arange(18).reshape(1, -1, 1)).sum(axis=1)
    inside = ~np.isnan(rates.ravel())
    assert inside.sum() > 250
    assert value.ravel()[inside] == pytest.approx(0, abs=1e-6)


def test_payback_is_the_first_year_from_which_the_sum_stays_recovered_after_a_loss():
    net = np.array([[-10, 4, 4, 4], [1, 1, 1, 1], [-10, 1, 1, 1], [-1, 2, -5, 9]], dtype=float)[:, :, np.newaxis]
    factor = discounting.discount_factors(per_draw(0.0), 4)
    years = discounting.payback_year(net, factor, per_year([2020, 2021, 2022, 2023])).ravel()
    assert years[[0, 3]].tolist() == [2023, 2023]
    assert np.isnan(years[[1, 2]]).all()


def test_longer_axis_with_empty_years_gives_the_same_sum():
    flow = np.random.default_rng(1).normal(size=(50, 18, 1))
    padded = np.concatenate([flow, np.zeros((50, 23, 1))], axis=1)
    assert discounting.total_over_years(flow).tobytes() == discounting.total_over_years(padded).tobytes()


def test_power_of_a_cell_does_not_depend_on_its_batch():
    base = np.random.default_rng(2).uniform(1e-3, 1.2, (400, 1, 1))
    for exponent in (-1.0, 0.0, 0.5, 1.0, 2.0, 0.6, -3.7):
        together = discounting.power(base, per_draw(exponent))
        alone = np.concatenate([discounting.power(row[np.newaxis], per_draw(exponent)) for row in base])
        assert together.tobytes() == alone.tobytes()


def test_ratio_is_none_where_the_denominator_is_zero():
    assert np.isnan(discounting.ratio(per_draw(1), per_draw(0))).all()
    assert discounting.ratio(per_draw(1), per_draw(4)).item() == 0.25


def test_a_rate_far_below_zero_is_found_where_the_solver_gives_up():
    early = [-12.4, -107.2, -68.4, -63.8, -61.9, -61.1, -60.8, -171.6, -11.4, -14.3, -17.1, -20.4]
    late = [-24.2, -28.1, -32.3, -36.4, -40.6, -45.0, -49.6, -54.4, -53.6, -42.0, -28.8, -13.0, 2.13]
    flow = np.array([0.0] * 11 + early + late)
    rate = discounting.internal_rate_of_return(flow.reshape(1, -1, 1)).item()
    assert -0.9 < rate < -0.8
    values = flow / (1.0 + rate) ** np.arange(flow.size)
    assert abs(values.sum()) < 1e-9 * np.abs(values).max()

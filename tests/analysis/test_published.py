"""Published figures that the base case must land on, and those that it misses and shows."""

import pytest
from support import shipped

from costmodel import appraise, base_case, to_table
from costmodel.analysis.published import published_figures
from costmodel.model import results
from costmodel.model.participation import elapsed_share


def table(municipality="Trondheim"):
    return to_table(appraise(base_case(shipped(), municipality)))


def in_prices_of(year: int, amount: float) -> float:
    """An amount in 2024 prices, in those of another year."""
    return amount * shipped().price_index[year].cpi / shipped().price_index[2024].cpi


def compared() -> dict:
    return {item.key: item for item in published_figures(base_case(shipped()))}


MODEL = {
    "trondheim_charge": (80.0, 0.5),
    "trondheim_introduction": (65.0, 1e-9),
    "trondheim_transition_2022": (13.0, 0.05),
    "trondheim_benefit_2024": (0.0, 0.0),
    "trondheim_potential": (90.0, 0.05),
    "averoy_charge": (2.2, 0.05),
    "levanger_2023": (39.9, 0.05),
    "stjordal_above_old_systems": (9.5, 0.05),
    "helse_midt_norge_investment": (2956.0, 0.5),
    "regional_operation": (809.0, 0.5),
    "live_2023": (19.0, 0.0),
    "share_live_2023": (0.60, 0.005),
}


@pytest.mark.parametrize("key", MODEL)
def test_the_models_counterpart_in_the_prices_of_the_figure(key):
    wanted, slack = MODEL[key]
    item = compared()[key]
    assert item.model == pytest.approx(wanted, abs=slack)
    assert item.up_to is None


def test_what_averoy_should_pay_once_lies_between_introduction_alone_and_with_its_part_of_the_investment():
    item = compared()["averoy_entry"]
    assert (item.model, item.up_to) == (pytest.approx(11.4, abs=0.05), pytest.approx(21.4, abs=0.05))
    assert item.model < item.figure.low < item.up_to
    assert item.agrees


def test_what_is_missed_is_said():
    assert {key for key, item in compared().items() if not item.agrees} == {"stjordal_above_old_systems", "helse_midt_norge_investment"}


def test_every_figure_of_the_files_is_compared_in_any_scenario():
    everything = list(published_figures(base_case(shipped()).with_values({"start_year": 2027, "participants": 66, "exit_year": 2031})))
    assert [item.key for item in everything] == list(shipped().published)
    gone = {"trondheim_charge", "trondheim_transition_2022", "levanger_2023", "regional_operation"}
    assert gone <= {item.key for item in everything if item.model is None}
    assert not any(item.agrees for item in everything if item.model is None)


def test_trondheim_pays_80_mnok_in_2024():
    row = table().loc[2024]
    assert row["operating_charge"] + row["capital_charge"] == pytest.approx(80, abs=0.5)
    assert 363 <= row["platform_cost_per_inhabitant"] <= 376


def test_averoy_pays_2_2_mnok_in_its_first_whole_year():
    rows = table("Averøy")
    first_whole_year = int(rows.index[rows["live"] == 1][0])
    assert first_whole_year == 2029
    charge = rows.loc[2029, ["operating_charge", "capital_charge", "new_capital_charge"]].sum()
    assert in_prices_of(2023, charge) == pytest.approx(2.2, abs=0.05)


def test_no_benefit_before_2025():
    rows = table()
    benefits = [name for name in rows.columns if name.startswith("benefit_")]
    assert len(benefits) == 8
    assert (rows.loc[:2024, benefits] == 0).all(axis=None)
    assert rows.loc[2025, benefits].sum() > 0


def test_19_live_with_60_percent_of_the_people_at_the_end_of_2023():
    municipalities = shipped().municipalities
    live = [item for item in municipalities if item.status == "live"]
    assert (len(municipalities), len(live)) == (66, 19)
    share = sum(item.population[2023] for item in live) / sum(item.population[2023] for item in municipalities)
    assert share == pytest.approx(0.60, abs=0.005)
    drivers = appraise(base_case(shipped())).drivers
    assert drivers.coverage[0, 3, 0] == pytest.approx(0.455, abs=0.0005)
    assert elapsed_share(drivers.year, drivers.go_live)[0, 3, 0] == 1


def test_implied_investment_is_370_mnok():
    assert appraise(base_case(shipped())).indicators.implied_investment.item() == pytest.approx(370, abs=0.5)


def test_yearly_drivers_are_reported():
    reported = results.drivers(appraise(base_case(shipped())))
    people = {"population", "live", "on", "using", "coverage", "sharing", "sharing_capital", "gp_share"}
    assert set(reported) == people | {"discount_factor", "platform_cost_per_inhabitant", "cumulated_net_benefit"}

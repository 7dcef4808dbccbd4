"""Scenarios side by side, and the difference between two of them line by line."""

from itertools import permutations

import pytest
from support import shipped

from costmodel import appraise, base_case, decide, from_file, to_dict
from costmodel.analysis.side_by_side import compared_indicators, compared_present_values, gap_between, net_benefit_by_year, shared_years
from costmodel.analysis.waterfall import contributions, waterfall
from costmodel.model.results import present_values as engine_present_values
from costmodel.output.charts.comparison import (
    describe_groups,
    describe_net,
    describe_waterfall,
    group_columns,
    groups_chart,
    net_chart,
    waterfall_chart,
)
from costmodel.output.labels import line_item_label

NAMES = ["tidstapet-forsvinner", "alle-66-med-fastleger", "exit-2029", "gevinster-uteblir", "kostnadssprekk", "averoy-blir-med"]


def scenario(name, municipality="Trondheim"):
    return from_file(shipped(), shipped().scenarios[name]).for_municipality(municipality)


def appraised(municipality="Trondheim"):
    return {name: appraise(scenario(name, municipality)) for name in NAMES}


@pytest.mark.parametrize("municipality", ["Trondheim", "Averøy", "Molde", None])
def test_the_steps_lead_from_one_net_present_value_to_the_other(municipality):
    found = appraised(municipality)
    for first, second in permutations(NAMES, 2):
        fall = waterfall(found[first], found[second])
        assert fall.start == found[first].indicators.npv.item()
        assert fall.end == found[second].indicators.npv.item()
        assert fall.levels[0] == fall.start
        assert abs(fall.levels[-1] - fall.end) <= 1e-9
        assert fall.difference == pytest.approx(fall.end - fall.start, abs=1e-9)


@pytest.mark.parametrize("municipality", ["Trondheim", "Averøy", None])
def test_the_steps_lead_from_one_option_to_every_other(municipality):
    decision = decide(base_case(shipped(), municipality))
    for first, second in permutations(decision.all, 2):
        fall = waterfall(decision.all[first], decision.all[second])
        assert abs(fall.levels[-1] - decision.npv[second].item()) <= 1e-9
        assert fall.difference == pytest.approx(decision.difference(first, second).item(), abs=1e-9)
    steps = waterfall(*(decision.all[name] for name in list(decision.all)[-2:])).steps
    assert {"alternative_introduction", "alternative_operation"} <= steps.keys()


def test_rates_and_frames_that_differ_add_up_too():
    first = appraise(base_case(shipped()))
    second = appraise(
        base_case(shipped()).with_values({"discount_rate": 0.02, "start_year": 2027, "service_years": 20, "extra_minutes": -1})
    )
    fall = waterfall(first, second)
    assert abs(fall.levels[-1] - second.indicators.npv.item()) <= 1e-9
    assert len(fall.steps) > 8


def test_steps_that_raise_come_first_and_the_largest_before_the_smaller():
    fall = waterfall(appraise(base_case(shipped())), appraise(scenario("exit-2029")))
    amounts = list(fall.steps.values())
    up, down = [x for x in amounts if x > 0], [x for x in amounts if x < 0]
    assert amounts == sorted(up, reverse=True) + sorted(down)
    assert up
    assert down


def test_nothing_differs_between_equals():
    same = waterfall(appraise(base_case(shipped())), appraise(base_case(shipped())))
    assert same.steps == {}
    assert same.levels == [same.start] == [same.end]
    assert waterfall_chart(same, {}, ("A", "B")).data
    assert "ingen forskjell" in describe_waterfall(same, {}, ("A", "B"))


def test_a_line_item_that_only_one_has_counts_as_nothing_in_the_other():
    full = appraise(base_case(shipped()))
    other = appraise(base_case(without(shipped(), "citizen_services")))
    for fall, sign in ((waterfall(full, other), -1), (waterfall(other, full), 1)):
        assert list(fall.steps) == ["benefit_citizen_services"]
        assert fall.steps["benefit_citizen_services"] == sign * contributions(full)["benefit_citizen_services"]
        assert abs(fall.levels[-1] - fall.end) <= 1e-9
    side = compared_present_values({"alt": full, "uten": other})
    assert side["benefit_citizen_services"] == [engine_present_values(full)["benefit_citizen_services"].item(), 0.0]


def without(assumptions, key):
    kept = {name: item for name, item in assumptions.benefits.items() if name != key}
    return assumptions.model_copy(update={"benefits": kept})


def test_side_by_side_is_what_the_engine_says_of_each():
    found = appraised()
    records = {name: to_dict(item) for name, item in found.items()}
    years, columns = shared_years(found), net_benefit_by_year(found)
    for position, (name, record) in enumerate(records.items()):
        inside = [columns[name][years.index(year)] for year in record["years"]]
        assert inside == record["line_items"]["net_benefit"]
        assert sum(columns[name]) == pytest.approx(sum(inside))
        assert compared_indicators(found)["npv"][position] == record["indicators"]["npv"]
    values = compared_present_values(found)
    assert values["total_cost"] == [-engine_present_values(item)["total_cost"].item() for item in found.values()]
    assert "total_benefit" in values
    assert "net_benefit" in values


def test_the_groups_of_the_chart_add_up_to_the_net_present_value():
    found = appraised()
    sums = [sum(cells) for cells in zip(*group_columns(found).values(), strict=True)]
    assert sums == pytest.approx([item.indicators.npv.item() for item in found.values()])


def test_where_the_lines_part():
    years = [2025, 2026, 2027]
    columns = {"A": [1.0, 2.0, 3.0], "B": [1.0, 2.5, 9.0], "C": [1.0, 2.0, -1.0]}
    found = gap_between(years, columns)
    assert (found.first_year, found.widest_year, found.lowest, found.highest) == (2026, 2027, "C", "B")
    assert (found.low, found.high) == (-1.0, 9.0)
    assert gap_between(years, {"A": [1.0, 1.0, 1.0], "B": [1.0, 1.0, 1.0]}) is None


def test_the_charts_describe_themselves():
    found = dict(list(appraised().items())[:5])
    years, columns = shared_years(found), net_benefit_by_year(found)
    chart = net_chart(years, columns)
    looks = {(line.line.color, line.line.dash, line.marker.symbol) for line in chart.data}
    assert [line.name for line in chart.data] == list(found)
    assert len({look[0] for look in looks}) == len({look[1] for look in looks}) == len({look[2] for look in looks}) == 5
    assert all(name in describe_net(years, columns) and name in describe_groups(found) for name in found)
    assert len(groups_chart(found).data) == 7  # six groups and the net
    fall = waterfall(found["tidstapet-forsvinner"], found["exit-2029"])
    labels = {name: line_item_label(name, shipped()) for name in fall.steps}
    bars = waterfall_chart(fall, labels, ("A", "B")).data[1]
    assert list(bars.x) == list(fall.steps.values())
    assert list(bars.base) == fall.levels[:-1]
    assert all(label in describe_waterfall(fall, labels, ("A", "B")) for label in labels.values())

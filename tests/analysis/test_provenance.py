"""What the present values rest on: shares that add up, known answers, and the same for a batch as one number at a time."""

import math

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import shipped

from costmodel import appraise, base_case
from costmodel.analysis.provenance import OWN, each_lower, provenances, weighed, whole_percentages
from costmodel.model.results import present_values
from costmodel.output.charts.provenance import describe_provenance, parts_of, provenance_chart, provenance_columns

TOTALS = ("total_cost", "total_benefit")


@pytest.mark.parametrize("municipality", ["Trondheim", "Averøy", None])
def test_the_shares_add_up_and_the_amount_is_the_appraisal_s(municipality):
    scenario = base_case(shipped(), municipality)
    amounts = present_values(appraise(scenario))
    for total, provenance in provenances(scenario).items():
        assert provenance.amount == amounts[total].item()
        assert sum(provenance.shares.values()) == pytest.approx(1)
        by_origin = provenance.by_origin(shipped(), ())
        assert sum(by_origin.values()) == pytest.approx(1) and by_origin[OWN] == 0
        assert sum(whole_percentages(by_origin).values()) == 100


def test_each_draw_is_one_number_a_per_cent_lower():
    scenario = base_case(shipped())
    names = weighed(scenario)
    batch = present_values(appraise(each_lower(scenario, names)))["total_cost"].ravel()
    for name in ("platform_cost", "introduction_outlay", "discount_rate"):
        alone = scenario.with_values({name: 0.99 * shipped().quantities[name].value})
        assert batch[names.index(name) + 1] == present_values(appraise(alone))["total_cost"].item()


def test_a_total_in_proportion_to_one_number_gives_it_its_part():
    found = provenances(base_case(shipped()))["total_benefit"]
    for key in shipped().benefits:
        sizes = [name for field in ("potential", "quantity", "minutes") if (name := f"benefits.{key}.{field}") in found.moves]
        assert sizes
        for size in sizes:
            assert found.moves[size] == pytest.approx(found.moves[f"benefits.{key}.realisation"])
    saved = present_values(appraise(base_case(shipped())))["avoided_legacy_operation"].item()
    costs = [found.moves[f"legacy_systems.{key}.yearly_cost"] for key in shipped().legacy_systems if key != "emergency_dispatch"]
    assert sum(costs) == pytest.approx(0.01 * saved)
    assert found.moves["legacy_systems.emergency_dispatch.yearly_cost"] == 0


def test_what_has_no_meaning_in_per_cent_or_is_nothing_has_no_weight():
    names = weighed(base_case(shipped()))
    empty = {"exit_year", "alternative_year", "alternatives.market_system.earliest_year"}
    years = {"start_year", "legacy_systems.care_record.renewal_year", "alternatives.national_record.earliest_year"}
    choices = {
        "participants",
        "reference_participants",
        "legacy_systems.care_record.replaced",
        "alternatives.national_record.per_inhabitant",
    }
    assert not (empty | years | choices | {"extra_investment"}) & set(names)
    assert {"platform_cost", "discount_rate", "extra_minutes", "benefits.citizen_services.realisation"} <= set(names)
    assert "extra_minutes" not in weighed(base_case(shipped()).with_values({"extra_minutes": 0}))


def test_a_change_of_the_user_s_own_is_counted_as_such():
    found = provenances(base_case(shipped()).with_values({"platform_cost": 90}))
    own = found["total_cost"].by_origin(shipped(), {"platform_cost"})
    assert own[OWN] == pytest.approx(found["total_cost"].shares["platform_cost"])
    assert sum(own.values()) == pytest.approx(1)


def test_nothing_to_divide_is_no_share():
    out = base_case(shipped(), "Averøy").with_values({"exit_year": 2029, "rollout_delay": 3})
    for provenance in provenances(out).values():
        assert provenance.amount == 0 and provenance.shares == {}
        assert set(provenance.by_origin(shipped(), ()).values()) == {0.0}
    parts = parts_of(provenances(out), shipped(), frozenset())
    assert provenance_chart(parts).to_dict() and "ingen beløp" in describe_provenance(parts)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6).filter(sum))
def test_whole_percentages_add_up_and_are_never_a_per_cent_off(weights):
    total = math.fsum(weights)
    shares = {str(at): weight / total for at, weight in enumerate(weights)}
    whole = whole_percentages(shares)
    assert sum(whole.values()) == 100
    assert all(abs(whole[name] - 100 * share) <= 1 + 1e-9 for name, share in shares.items())


def test_the_chart_has_the_parts_and_is_valid():
    parts = parts_of(provenances(base_case(shipped())), shipped(), frozenset())
    figure = provenance_chart(parts)
    assert [list(bar.x) for bar in figure.data] == list(provenance_columns(parts).values())
    go.Figure(figure.to_dict())
    assert all(f"{value} %" in describe_provenance(parts) for row in parts.values() for value in row.values() if value)

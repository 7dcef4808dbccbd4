"""What tells scenarios apart, and one place for the session's scenario and for what is kept of the engine's answers."""

import re

import numpy as np
import pytest
from support import ROOT, shipped

from costmodel import base_case

PAGES = sorted((ROOT / "pages").rglob("*.py"))
SESSION = ROOT / "pages/session/state.py"


def scenario(*, municipality="Averøy", names=None, **changes):
    return base_case(shipped(), municipality).with_values(changes).with_participants(names)


def test_scenarios_reached_on_two_ways_have_one_key():
    there = scenario(platform_cost=90.0)
    assert there.key == scenario(platform_cost=90.0).key
    assert there.with_values({"platform_cost": shipped().parameters["platform_cost"].value}).key == scenario().key
    assert hash(there.key) == hash(scenario(platform_cost=90.0).key)


def test_a_value_that_is_the_one_of_the_files_is_not_moved():
    every = {name: item.value for name, item in shipped().quantities.items()}
    assert scenario().with_values(every).key == scenario().key
    assert scenario(extra_minutes=-0.0).key == scenario(extra_minutes=0.0).key


def test_the_order_of_names_and_of_changes_does_not_count():
    assert scenario(names=["Trondheim", "Averøy"]).key == scenario(names=["Averøy", "Trondheim"]).key
    assert scenario(platform_cost=90.0, gp_uptake=0.5).key == scenario(gp_uptake=0.5, platform_cost=90.0).key


@pytest.mark.parametrize(
    "other",
    [
        {"municipality": "Trondheim"},
        {"municipality": None},
        {"names": ["Averøy"]},
        {"platform_cost": 90.0},
        {"exit_year": 2030.0},
        {"participants": 66.0},
        {"benefits.*.realisation": 0.4},
        {"platform_cost": np.array([80.0, 90.0])},
    ],
)
def test_whatever_changes_an_answer_changes_the_key(other):
    assert scenario(**other).key != scenario().key


def test_other_assumptions_have_another_key():
    one = scenario()
    numbers = shipped().model_copy(update={"hash": "0" * 64})
    assert base_case(numbers, "Averøy").key != one.key


def lines_with(pattern: str) -> set[str]:
    """Modules of the pages in which a pattern stands."""
    return {str(path.relative_to(ROOT)) for path in PAGES if re.search(pattern, path.read_text("utf-8"))}


def test_one_place_makes_the_scenario_of_the_session():
    assert lines_with(r"base_case\(|\.with_values\(|\.with_participants\(") == {"pages/session/state.py"}


def test_one_place_keeps_answers():
    assert lines_with(r"cache_resource|cache_data") == {
        "pages/answers/keeping.py",
        "pages/components/frame/qr.py",
    }

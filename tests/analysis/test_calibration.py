"""Calibration: the model says what was published at the value that is found, within the bounds; and plainly nothing where it cannot."""

from datetime import date

import pytest
from support import shipped
from support.hostile import shipped_files

from costmodel import appraise, base_case
from costmodel.analysis.editing.calibration import calibrate, calibrated_fields, calibration_figures, calibration_numbers
from costmodel.analysis.editing.effects import effect_of_edit
from costmodel.analysis.published import model_figures, published_figures
from costmodel.assumptions.editing.edits import FileEdit, after_edits
from costmodel.assumptions.records import Basis


@pytest.mark.parametrize(
    ("figure", "name"),
    [
        ("stjordal_above_old_systems", "local_operating_cost"),
        ("trondheim_introduction", "introduction_outlay"),
        ("trondheim_potential", "benefits.interaction.potential"),
    ],
)
def test_the_model_says_what_was_published_at_the_value_that_is_found(figure, name):
    found = calibrate(base_case(shipped()), figure, name)
    published, item = shipped().published[figure], shipped().quantities[name]
    assert found.target == (published.low + published.high) / 2
    assert found.value is not None and item.minimum <= found.value <= item.maximum
    (said,) = model_figures(published, base_case(shipped()).with_values({name: found.value}))
    assert said == pytest.approx(found.target, rel=1e-5)
    assert found.today == {item.key: item.model for item in published_figures(base_case(shipped()))}[figure]


def test_where_nothing_within_the_bounds_does_it_is_said_how_far_it_goes():
    found = calibrate(base_case(shipped()), "stjordal_above_old_systems", "discount_rate")
    assert (found.value, found.moves) == (None, False)
    found = calibrate(base_case(shipped()), "regional_operation", "capital_share")
    assert found.value is None or found.ends[0] <= found.target <= found.ends[1]


def test_figures_that_the_model_gives_as_a_range_and_counted_numbers_are_not_offered():
    assert "averoy_entry" not in calibration_figures(shipped()) and len(calibration_figures(shipped())) > 10
    assert "participants" not in calibration_numbers(shipped()) and "platform_cost" in calibration_numbers(shipped())


def test_a_calibrated_number_is_derived_in_the_files_and_the_answer_moves_by_its_effect():
    base = base_case(shipped(), "Stjørdal")
    found = calibrate(base, "stjordal_above_old_systems", "local_operating_cost")
    fields = calibrated_fields(found, shipped(), "Løst for det publiserte.")
    edit = FileEdit(found.name, tuple(fields.items()), "Kari", "Kalibrert", date(2026, 11, 30))
    (after,) = after_edits(shipped_files(), shipped(), [edit]).steps
    item = after.quantities[found.name]
    assert (item.basis, item.value, item.source) == (Basis.DERIVED, found.value, "P-NEA-RADIO")
    assert item.low <= item.value <= item.high and item.why is None
    effect = effect_of_edit(appraise(base), appraise(base_case(after, "Stjørdal")))
    assert effect.npv < 0 and effect.annual_per_inhabitant < 0

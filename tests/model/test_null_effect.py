"""What new systems of the null alternative would have given, where the first year of leaving is no whole year."""

import numpy as np
import pytest
from support import shipped

from costmodel import appraise, base_case
from costmodel.model.benefits import null_effect


@pytest.mark.parametrize("lead", [2.0, 1.54, 4.25])
def test_each_system_gives_its_part_from_its_own_renewal_on(lead):
    """Who is not on the platform renews in the first year of leaving at the earliest; one system is renewed later."""
    values = {"exit_lead_years": lead, "legacy_systems.clinic_and_office_record.renewal_year": 2036}
    appraisal = appraise(base_case(shipped(), "Averøy").with_values(values))
    i, d = appraisal.scenario.inputs, appraisal.drivers
    for row in i.benefits.values():
        wanted = np.zeros(d.year.size)
        for system in i.legacy_systems.values():
            due = max(system.renewal_year.item(), 2027.0 + lead)
            ramp = np.clip((d.year.ravel() + 1.0 - due - row.lag_years.item()) / row.ramp_years.item(), 0.0, 1.0)
            wanted += system.replaced.item() * system.weight.item() * ramp
        assert null_effect(row, d, d).ravel() == pytest.approx(wanted, rel=1e-12, abs=1e-12)

"""What a GP office gains or loses by joining: said wherever somebody can choose how many do."""

from costmodel import Scenario
from costmodel.model.parties.gps import yearly_net
from costmodel.units import MINUTES_PER_HOUR
from pages.components.words import text

UPTAKE = "gp_uptake"
"""The lever."""


def office_account(scenario: Scenario) -> str:
    """What an office on the platform gains or loses a year, what that is made of, and what changing over costs once; run's prices."""
    i = scenario.inputs
    net, minutes = yearly_net(i).item(), i.gp_minutes.item()
    time = (i.gps_per_office * i.workdays * (i.gp_minutes / MINUTES_PER_HOUR) * i.gp_hourly_cost).item()
    case = "even" if round(net) == 0 else "gains" if net > 0 else "loses"
    parts = {"saved": i.gp_system_saved.item(), "fee": i.gp_fee.item(), "time": abs(time), "minutes": abs(minutes)}
    made_of = text(f"gps.{'no_time' if minutes == 0 else 'time_lost' if minutes > 0 else 'time_saved'}", **parts)
    known = {
        "amount": abs(net),
        "made_of": made_of,
        "once": i.gp_switch_cost.item(),
        "about": text("gps.about", year=scenario.setting("price_year")),
    }
    return text(f"gps.{case}", **known)

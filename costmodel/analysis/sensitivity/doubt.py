"""Which levers are still in doubt: a number that somebody has set is known, unless its uncertainty is kept."""

from collections.abc import Iterable

from costmodel.analysis.sensitivity.levers import Lever
from costmodel.analysis.uncertainty.sampling import marginals
from costmodel.assumptions.records import Role
from costmodel.model.scenario import Scenario


def not_settled(scenario: Scenario, levers: Iterable[Lever], *, keep: bool) -> list[Lever]:
    """The levers without the uncertain ones whose numbers the scenario, a batch of one, has set; all of them with `keep`."""
    in_doubt = marginals(scenario, keep).keys()
    return [lever for lever in levers if lever.role is not Role.UNCERTAIN or lever.members.keys() <= in_doubt]

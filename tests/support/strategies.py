"""Random changes of a scenario and random municipalities, for hypothesis."""

from hypothesis import strategies as st

from costmodel.assumptions.rules import full_names, known_names
from costmodel.units import BY_SYMBOL
from support import shipped

TOGETHER = {"decision_year", "exit_lead_years", "exit_year", "alternative_year", "price_year", "start_year", "reference_year"}
NOT_ALONE = ("_dependence", ".weight", ".earliest_year")
"""Ends of names of numbers that have to go together with others."""


def allowed(name: str):
    """Any value that a number may have by itself."""
    item = shipped().quantities[full_names(name, shipped())[0]]
    if BY_SYMBOL[item.unit].whole:
        return st.integers(int(item.minimum), int(item.maximum)).map(float)
    return st.floats(item.minimum, item.maximum)


FREE = [name for name in known_names(shipped()) if name not in TOGETHER and not name.endswith(NOT_ALONE)]
CHANGES = st.lists(st.sampled_from(FREE), unique=True, max_size=12).flatmap(
    lambda names: st.fixed_dictionaries({name: allowed(name) for name in names})
)
MUNICIPALITIES = st.sampled_from([None, *(row.name for row in shipped().municipalities)])

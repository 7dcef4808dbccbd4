"""Random changes of a scenario and random municipalities, for hypothesis."""

from hypothesis import strategies as st

from costmodel.assumptions.rules import known_names
from costmodel.units import BY_SYMBOL
from support import shipped

TOGETHER = {"decision_year", "exit_year", "price_year", "start_year", "reference_year"}


def allowed(name: str):
    """Any value that a number may have by itself."""
    full = name.replace("*", next(iter(shipped().benefits)))
    item = shipped().quantities[full]
    if BY_SYMBOL[item.unit].whole:
        return st.integers(int(item.minimum), int(item.maximum)).map(float)
    return st.floats(item.minimum, item.maximum)


FREE = [name for name in known_names(shipped()) if name not in TOGETHER and not name.endswith("_dependence")]
CHANGES = st.lists(st.sampled_from(FREE), unique=True, max_size=12).flatmap(
    lambda names: st.fixed_dictionaries({name: allowed(name) for name in names})
)
MUNICIPALITIES = st.sampled_from([None, *(row.name for row in shipped().municipalities)])

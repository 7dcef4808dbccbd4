"""What Helseplattformen costs a municipality and what it gives: the cost engine.

>>> from costmodel import appraise, base_case, load_assumptions
>>> assumptions = load_assumptions("assumptions")
>>> result = appraise(base_case(assumptions).with_values({"participants": 66}))
>>> round(result.indicators.npv.item())
-552
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from costmodel.appraisal import Appraisal, appraise
    from costmodel.decision import Decision, decide
    from costmodel.faults import AssumptionError, Fault
    from costmodel.loading import load_assumptions, load_scenario_file
    from costmodel.scenario import Scenario, base_case, from_file, named, stack
    from costmodel.schema import AssumptionSet
    from costmodel.sensitivity.answers import Question
    from costmodel.sensitivity.flips import smallest_flips
    from costmodel.sensitivity.levers import lever_named
    from costmodel.sensitivity.one_way import spider, tornado
    from costmodel.sensitivity.switching import switching_values
    from costmodel.sensitivity.two_way import two_way
    from costmodel.tables import to_dict, to_table
    from costmodel.version import MODEL_VERSION

__all__ = [
    "MODEL_VERSION",
    "Appraisal",
    "AssumptionError",
    "AssumptionSet",
    "Decision",
    "Fault",
    "Question",
    "Scenario",
    "appraise",
    "base_case",
    "decide",
    "from_file",
    "lever_named",
    "load_assumptions",
    "load_scenario_file",
    "named",
    "smallest_flips",
    "spider",
    "stack",
    "switching_values",
    "to_dict",
    "to_table",
    "tornado",
    "two_way",
]
_ROOMS = {
    "appraisal": ("Appraisal", "appraise"),
    "decision": ("Decision", "decide"),
    "faults": ("AssumptionError", "Fault"),
    "loading": ("load_assumptions", "load_scenario_file"),
    "scenario": ("Scenario", "base_case", "from_file", "named", "stack"),
    "schema": ("AssumptionSet",),
    "sensitivity.answers": ("Question",),
    "sensitivity.flips": ("smallest_flips",),
    "sensitivity.levers": ("lever_named",),
    "sensitivity.one_way": ("spider", "tornado"),
    "sensitivity.switching": ("switching_values",),
    "sensitivity.two_way": ("two_way",),
    "tables": ("to_dict", "to_table"),
    "version": ("MODEL_VERSION",),
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for, so that the command line can catch an interrupt while it starts."""
    room = next((room for room, names in _ROOMS.items() if name in names), None)
    if room is None:
        raise AttributeError(f"module 'costmodel' has no attribute {name!r}")
    globals()[name] = getattr(import_module(f"costmodel.{room}"), name)
    return globals()[name]

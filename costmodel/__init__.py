"""What Helseplattformen costs a municipality and what it gives: the cost engine.

>>> from costmodel import appraise, base_case, load_assumptions
>>> assumptions = load_assumptions("assumptions")
>>> result = appraise(base_case(assumptions).with_values({"participants": 66}))
>>> round(result.indicators.npv.item())
-742
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from costmodel.analysis.sensitivity.answers import Question
    from costmodel.analysis.sensitivity.flips import smallest_flips
    from costmodel.analysis.sensitivity.levers import lever_named
    from costmodel.analysis.sensitivity.one_way import spider, tornado
    from costmodel.analysis.sensitivity.switching import switching_values
    from costmodel.analysis.sensitivity.two_way import two_way
    from costmodel.assumptions.loading import load_assumptions, load_scenario_file
    from costmodel.assumptions.records import AssumptionSet
    from costmodel.faults import AssumptionError, Fault
    from costmodel.model.appraisal import appraise
    from costmodel.model.decision import Decision, decide
    from costmodel.model.results import Appraisal
    from costmodel.model.scenario import Scenario, base_case, from_file, named, stack
    from costmodel.output.tables import to_dict, to_table
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
    "model.appraisal": ("appraise",),
    "model.results": ("Appraisal",),
    "model.decision": ("Decision", "decide"),
    "faults": ("AssumptionError", "Fault"),
    "assumptions.loading": ("load_assumptions", "load_scenario_file"),
    "model.scenario": ("Scenario", "base_case", "from_file", "named", "stack"),
    "assumptions.records": ("AssumptionSet",),
    "analysis.sensitivity.answers": ("Question",),
    "analysis.sensitivity.flips": ("smallest_flips",),
    "analysis.sensitivity.levers": ("lever_named",),
    "analysis.sensitivity.one_way": ("spider", "tornado"),
    "analysis.sensitivity.switching": ("switching_values",),
    "analysis.sensitivity.two_way": ("two_way",),
    "output.tables": ("to_dict", "to_table"),
    "version": ("MODEL_VERSION",),
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for, so that the command line can catch an interrupt while it starts."""
    room = next((room for room, names in _ROOMS.items() if name in names), None)
    if room is None:
        raise AttributeError(f"module 'costmodel' has no attribute {name!r}")
    globals()[name] = getattr(import_module(f"costmodel.{room}"), name)
    return globals()[name]

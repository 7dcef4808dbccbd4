"""The model, version 2, in plain Python: floats, loops and dicts, written from its description, independent of the engine.

It is what an engine of version 2 is to be held against; it reads the tables of ``assumptions/base`` and has the other numbers of the
base case itself.
"""

from reference.version_2.appraise import Appraisal, appraise
from reference.version_2.decide import Decision, decide
from reference.version_2.distribution import distribution
from reference.version_2.region import regional_charge, wind_down
from reference.version_2.scenario import Scenario

__all__ = ["Appraisal", "Decision", "Scenario", "appraise", "decide", "distribution", "regional_charge", "wind_down"]

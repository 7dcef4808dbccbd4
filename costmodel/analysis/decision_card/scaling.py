"""What an amount of the assumption files, which is that of the reference municipality, is for the one under study."""

from costmodel.model.results import Appraisal

HEAVIER = ("introduction_outlay", "renewal_cost", "one_off_cost")
"""Last parts of the names of one-off amounts that weigh more on a small municipality."""
OF_THE_REGION = "wind_down_"
"""What the names of amounts of the whole region begin with; no municipality has a scale of them."""
OF_BENEFITS = "benefits."
"""Their potentials are worth what the municipality can use of them, which is no plain share."""


def own_share(name: str, appraisal: Appraisal) -> float | None:
    """How much of an amount in MNOK falls on the municipality under study; None of what is scaled in no such plain way.

    `name` is a parameter, ``REGISTER.KEY.FIELD``, or ``REGISTER.*.FIELD`` of amounts that are scaled alike.
    """
    if appraisal.scenario.municipality is None or name.startswith((OF_THE_REGION, OF_BENEFITS)):
        return None
    d, field = appraisal.drivers, name.rpartition(".")[2]
    per_inhabitant = appraisal.scenario.values.get(f"{name.rpartition('.')[0]}.per_inhabitant")
    if field == "one_off_cost" and per_inhabitant is None:
        return None
    if field not in HEAVIER or (per_inhabitant is not None and per_inhabitant.flat[0] == 1.0):
        return float(d.ref_scale.flat[0])
    heavier = d.small if per_inhabitant is None else d.small_together  # an alternative may be procured together
    return float(d.ref_scale.flat[0]) * float(heavier.flat[0])


def own_amount(name: str, value: float, appraisal: Appraisal) -> float | None:
    """What an amount in MNOK comes to for the municipality under study; None of what is scaled in no plain way."""
    share = own_share(name, appraisal)
    return None if share is None else value * share

"""What is measured, in every draw: an uncertain number of the files, or a result of the model."""

import numpy as np

from costmodel.analysis.uncertainty.measures import Period
from costmodel.analysis.uncertainty.runner import job_of
from costmodel.analysis.uncertainty.sampling import DEPENDENCES, Plan, drawn, marginals, samples
from costmodel.analysis.uncertainty.weighing import Values
from costmodel.assumptions.measuring.measurement_rules import measurable, result_year, unknown_quantity
from costmodel.assumptions.records import REFERENCE_MUNICIPALITY
from costmodel.axes import YEAR
from costmodel.faults import AssumptionError, Fault, shown
from costmodel.model.appraisal import appraise
from costmodel.model.discounting import total_over_municipalities
from costmodel.model.scenario import Scenario


def values_of_quantity(name: str, municipality: str | None, scenario: Scenario, plan: Plan, keep: bool) -> Values:
    """A quantity in each draw of the plan, ``(draw,)``, in the unit of the files; a result in the run's prices.

    `municipality` is that of a result, the reference where None. Raises AssumptionError for what cannot be measured: an unknown name,
    a number that the scenario has settled, a year without benefits.
    """
    year = result_year(name)
    if year is not None:
        return _benefits_in(year, municipality or REFERENCE_MUNICIPALITY, scenario, plan, keep)
    if name not in measurable(scenario.assumptions):
        raise AssumptionError([unknown_quantity(name, scenario.assumptions)])
    distributions = marginals(scenario, keep)
    if name not in distributions:
        raise AssumptionError([Fault("", "quantity", "quantity_is_settled", {"name": shown(name)})])
    row = name.rpartition(".")[0]
    # The two dependences of a benefit give way to each other, so one is known only with the other.
    together = {name, *(f"{row}.{field}" for field in DEPENDENCES)} & distributions.keys()
    some = {key: distributions[key] for key in distributions if key in together}
    parts = (drawn(scenario, some, sample.scores).values[name] for sample in samples(scenario.assumptions, plan, plan.block))
    return np.concatenate([np.broadcast_to(part, (plan.block, 1, 1)).reshape(-1) for part in parts])


def _benefits_in(year: int, municipality: str, scenario: Scenario, plan: Plan, keep: bool) -> Values:
    """The sum of the register's benefits in a year, MNOK, ``(draw,)``, appraised from the first year of the files."""
    start = scenario.assumptions.quantities["start_year"].value
    job = job_of(scenario.for_municipality(municipality).with_values({"start_year": start}), Period.LIFETIME, keep)
    if year not in job.years:
        facts = {"year": float(year), "first": float(job.years[0]), "last": float(job.years[-1])}
        raise AssumptionError([Fault("", "quantity", "result_outside_appraisal", facts)])
    found: list[Values] = []
    for sample in samples(job.assumptions, plan, min(plan.block, job.portion)):
        appraisal = appraise(drawn(job.scenario, job.distributions, sample.scores))
        total = sum(total_over_municipalities(item) for item in appraisal.benefits.register.values())
        sums = np.broadcast_to(total, (sample.scores.shape[1], *np.shape(total)[1:]))
        at = year - job.years[0]
        found.append(sums[:, at, 0] if at < sums.shape[YEAR] else np.zeros(len(sums)))
    return np.concatenate(found)

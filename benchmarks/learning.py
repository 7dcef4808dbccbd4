"""What learning costs, as ratios to drawing the choice among all options: a measurement applied, and the curve of the next one."""

from functools import partial

import numpy as np

from benchmarks.timing import Task, best_of_each, table
from costmodel import base_case, load_assumptions
from costmodel.analysis.learning.evidence import Evidence, weights_of
from costmodel.analysis.learning.quantities import values_of_quantity
from costmodel.analysis.learning.studies import SIZES, Study, measurable_of, study_size
from costmodel.analysis.learning.updating import expectation_of
from costmodel.analysis.uncertainty.choice import choice_job, open_options, standing
from costmodel.analysis.uncertainty.evaluation import all_scores, every_figure
from costmodel.analysis.uncertainty.sampling import Plan

ROUNDS = 5
QUANTITY, MEAN, ERROR = "extra_minutes", 1.0, 0.52


def main() -> None:
    base, plan = base_case(load_assumptions("assumptions")), Plan(10_000)
    options = open_options(base)
    scores, job = all_scores(base, plan), choice_job(base, options, ("npv",))
    known = values_of_quantity(QUANTITY, None, base, plan, keep=False)
    outcomes = np.stack(list(every_figure(job, scores).values()))
    study = Study(QUANTITY, 2.0, 0.5)

    def applied() -> None:
        weights = weights_of([Evidence("a", None, MEAN, ERROR, known)])  # type: ignore[arg-type]  only faults read the record
        standing(options, outcomes, plan.blocks, weights)
        for figure in (known, *outcomes):
            expectation_of(figure, weights)

    def curve() -> None:
        found = measurable_of(known, outcomes, plan.blocks)
        for n in SIZES:
            study_size(found, study, n)

    tasks: list[Task] = [partial(every_figure, job, scores), applied, curve]
    drawn, *mine = (best * 1e3 for best in best_of_each(tasks, ROUNDS))
    names = (f"a measurement applied to {plan.total:,} draws", f"the EVSI curve of {len(SIZES)} sizes for one quantity")
    rows = [[name, f"{ms:.1f}", f"{ms / drawn:.2f}"] for name, ms in zip(names, mine, strict=True)]
    print(table([f"drawing: {drawn:.0f} ms", "ms", "× drawing"], rows))


if __name__ == "__main__":
    main()

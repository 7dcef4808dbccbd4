"""What is kept for all sessions, which are threads: answers are those of one thread alone, also while what is kept comes and goes."""

import random
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from functools import _lru_cache_wrapper, cache
from threading import Barrier

import numpy as np
import pytest
from support import many, shipped

from costmodel import AssumptionSet, appraise, base_case, to_dict
from costmodel.analysis.uncertainty import distributions, sampling
from costmodel.analysis.uncertainty.measures import Period
from costmodel.analysis.uncertainty.runner import Inline
from costmodel.analysis.uncertainty.sampling import Plan
from costmodel.analysis.uncertainty.simulation import Run, simulate
from costmodel.explain import model_graph
from costmodel.explain.explaining import explain
from costmodel.output.charts.yearly import yearly_chart
from costmodel.output.explanation.wording import explained, named_items
from costmodel.scenarios.choices import Choices
from costmodel.scenarios.link_reading import decode
from costmodel.scenarios.links import encode
from pages.answers import uncertainty as answers
from pages.components.levers.lever import lever

THREADS, SETS = 4, many(6, 60)
"""More sets than any cache of the engine keeps."""
TOWNS = ("Trondheim", "Averøy", "Malvik")


@cache
def other_set(number: int) -> AssumptionSet:
    """The shipped assumptions with another cost, as somebody's upload."""
    groups = dict(shipped().groups)
    key = next(key for key, group in groups.items() if "platform_cost" in group.parameters)
    known = groups[key].parameters
    moved = known["platform_cost"].model_copy(update={"value": 80.0 + number / 10})
    groups[key] = groups[key].model_copy(update={"parameters": {**known, "platform_cost": moved}})
    return shipped().model_copy(update={"groups": groups, "hash": f"{number:064}"})


def scenario_of(number: int):
    return base_case(other_set(number), TOWNS[number % len(TOWNS)])


def appraised(number: int) -> object:
    return [repr(array.tolist()) for array in vars(appraise(scenario_of(number)).indicators).values() if array is not None]


def drawn(number: int) -> object:
    found = simulate(scenario_of(number), Plan(256), Period.LIFETIME, run=Run(executor=Inline(), figures=("npv",)))
    return found.mean("npv"), found.quantile("npv", 0.1)


def told(number: int) -> object:
    graph = model_graph(scenario_of(number))
    return explained(graph, "npv", None).formula_with_numbers, repr(explain(graph, "operating_charge", 2030).item), len(named_items(graph))


def drawn_as_chart(number: int) -> object:
    return yearly_chart(to_dict(appraise(scenario_of(number)))).to_dict()["data"][0]["y"]


def carried(number: int) -> object:
    link = encode("Averøy", Choices({"extra_minutes": number / 4}), other_set(number))
    return link, dict(decode(link, other_set(number)).changes)


def moved(number: int) -> object:
    return [repr(vars(lever(name, other_set(number)))) for name in ("platform_cost", "benefits.*.realisation")]


QUESTIONS: tuple[Callable[[int], object], ...] = (appraised, drawn, told, drawn_as_chart, carried, moved)


def caches() -> list[_lru_cache_wrapper]:
    """Every cache of a function or a method; asking the collector would miss those of before it was frozen."""
    modules = [module for name, module in sys.modules.items() if name.partition(".")[0] in {"costmodel", "pages"}]
    places = [vars(place) for module in modules for place in (module, *(item for item in vars(module).values() if isinstance(item, type)))]
    found = {id(item): item for place in places for item in place.values() if type(item) is _lru_cache_wrapper}
    return list(found.values())


@pytest.fixture
def often():
    """Threads give way to each other as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("often")
def test_threads_that_share_what_is_kept_get_the_answers_of_one_alone():
    asked = [(question, number) for question in QUESTIONS for number in range(SETS)]
    alone = {(question, number): question(number) for question, number in asked}
    catalogs = [item for item in caches() if item.__module__ == "costmodel.texts.catalog"]
    assert catalogs
    for item in caches():
        item.cache_clear()
    together = Barrier(THREADS)

    def session(seed: int) -> dict[tuple[Callable[[int], object], int], object]:
        order = random.Random(seed).sample(asked, len(asked))
        together.wait()
        return {(question, number): question(number) for question, number in order}

    with ThreadPoolExecutor(THREADS) as pool:
        for found in pool.map(session, range(THREADS)):
            assert [key for key in asked if found[key] != alone[key]] == []


def test_what_is_kept_for_all_cannot_be_changed_by_one():
    plan, scenario = Plan(256), base_case(shipped())
    kept = [*sampling.kept_block(shipped(), plan, 0), *scenario.values.values()]
    kept += distributions._tables(tuple(sampling.distributions_in_files(shipped()).values()))
    kept.append(distributions._unit_table(distributions.Distribution.PERT, 0.3, 0.0, 1.0))
    assert [array for array in kept if array.flags.writeable] == []
    with pytest.raises(ValueError, match="read-only"):
        np.add(kept[0], 1.0, out=kept[0])


def test_simulations_of_all_sessions_are_kept_within_their_bound(often):
    answers._simulations().clear()
    together = Barrier(THREADS)

    def session(seed: int) -> list[int]:
        rng, sizes = random.Random(seed), list[int]()
        together.wait()
        for _ in range(500):
            key = ("key", rng.randrange(30))
            answers.keep_simulation(key, key)
            assert answers.kept_simulation(key) in (key, None)
            sizes.append(len(answers._simulations()))
        return sizes

    with ThreadPoolExecutor(THREADS) as pool:
        sizes = [size for found in pool.map(session, range(THREADS)) for size in found]
    assert max(sizes) <= answers.MOST_SIMULATIONS
    assert all(name == value for name, value in deepcopy(answers._simulations()).items())
    answers._simulations().clear()

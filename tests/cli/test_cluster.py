"""Batches and draws on two local Dask workers: the same bytes as on this machine, one of the workers killed in the middle."""

import io
import shutil
import sys
from pathlib import Path

import pytest
from support import ROOT
from support.clusters import running_cluster
from support.servers import free_port

from costmodel import base_case, load_assumptions
from costmodel.analysis.uncertainty.sampling import Plan
from costmodel.analysis.uncertainty.simulation import Drawing, Run, Simulation, draw_each, simulate
from costmodel.cli.main import exit_code
from costmodel.cluster import ClusterError, connected, engine_digest
from costmodel.scenarios.batch import for_each, one_by_one, scenario_of_chunk, travelling
from costmodel.scenarios.batch_reading import read_batch

ROWS = 5_000
PLAN = Plan(20_000, 7)


@pytest.fixture(scope="module", autouse=True)
def _quiet():
    """Dask leaves sockets to the garbage collection."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "unraisablehook", lambda _: None)
        yield


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    with running_cluster(2, tmp_path_factory.mktemp("workers")) as started:
        yield started


@pytest.fixture
def answered(capsysbinary):
    """Runs a command; gives its exit code, standard output and standard error."""

    def run(*words: str) -> tuple[int, bytes, str]:
        code = exit_code(list(words))
        out, err = capsysbinary.readouterr()
        return code, out, err.decode()

    return run


def counted(found: Simulation) -> list[tuple[str, bytes]]:
    """All that was counted, as bytes."""
    groups = [item for group in (*found.groups, found.by_year) for item in sorted(group.items())]
    return [
        (name, tally.counts.tobytes() + tally.total.tobytes() + tally.lowest.tobytes() + tally.highest.tobytes()) for name, tally in groups
    ]


def batch_file(folder):
    table = io.StringIO("name,municipality,participants,gp_uptake\n")
    table.seek(0, io.SEEK_END)
    for row in range(ROWS):
        table.write(f"n{row},{('', 'Averøy', 'Trondheim')[row % 3]},{row % 60 + 5},{row / ROWS:.4f}\n")
    (folder / "scenarios.csv").write_text(table.getvalue(), "utf-8")
    return str(folder / "scenarios.csv")


def few_scenarios(folder):
    (folder / "few.csv").write_text("name,municipality,exit_year\nblir,,\nslutter,,2031\nen,Averøy,\n", "utf-8")
    return str(folder / "few.csv")


def in_order(found: dict[int, dict[str, float]]) -> list[tuple[str, str]]:
    """All figures of all scenarios, to the last digit."""
    return [(name, value.hex()) for place in sorted(found) for name, value in found[place].items()]


def test_a_cluster_gives_the_same_bytes(cluster, answered, tmp_path):
    commands = (
        ["batch", batch_file(tmp_path)],
        ["monte-carlo", "--draws", "2000", "--seed", "7", "--format", "json"],
        ["batch", few_scenarios(tmp_path), "--draws", "1000"],
        ["indices", "--draws", "64", "--municipality", "Averøy", "--format", "json"],
    )
    for words in commands:
        here, there = answered(*words), answered(*words, "--cluster", cluster.address)
        assert here[0] == 0, here
        assert there == here, words[0]


def test_a_worker_killed_in_the_middle_changes_nothing(cluster):
    base, told = base_case(load_assumptions("assumptions")), []

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        if len(told) == 2:
            cluster.kill()

    with connected(cluster.address) as workers:
        there = simulate(base, PLAN, run=Run(progress=progress, cluster=workers))
        assert len(workers.client.nthreads()) == 1
    assert counted(there) == counted(simulate(base, PLAN))
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert told[-1] == (PLAN.total, PLAN.total)


def test_scenarios_of_municipalities_are_drawn_the_same_with_a_worker_killed_in_the_middle(cluster, tmp_path):
    base = base_case(load_assumptions("assumptions"))
    batch = for_each(read_batch(Path(few_scenarios(tmp_path)), base), ["Trondheim", "Malvik", "Hareid", "Oppdal"])
    drawing, there = Drawing(scenario_of_chunk, travelling(base), Plan(1_000, 7)), dict[int, dict[str, float]]()
    cluster.add()
    with connected(cluster.address) as workers:
        workers.client.wait_for_workers(2, timeout=60)
        for place, figures in draw_each(drawing, one_by_one(base, batch), workers):
            there[place] = figures
            if len(there) == 2:
                cluster.kill()
        stopped = draw_each(drawing, one_by_one(base, batch), workers)
        next(stopped)
        stopped.close()
        assert [state for state in workers.client.futures.values() if state.status == "pending"] == []
    assert len(batch.names) == 9
    assert in_order(there) == in_order(dict(draw_each(drawing, one_by_one(base, batch))))


def test_a_run_that_is_stopped_leaves_nothing_under_way(cluster):
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with connected(cluster.address) as workers:
        with pytest.raises(KeyboardInterrupt):
            simulate(base_case(load_assumptions("assumptions")), Plan(100_000), run=Run(progress=stop, cluster=workers))
        assert [state for state in workers.client.futures.values() if state.status == "pending"] == []
        assert sorted(workers.each(divmod, 7, iter([1, 2]))) == [(0, (7, 0)), (1, (3, 1))], "the workers work on"


def test_without_a_cluster_that_can_be_used_one_is_told_why(answered, monkeypatch, tmp_path):
    code, out, err = answered("monte-carlo", "--draws", "1000", "--cluster", "nonsense")
    assert (code, out) == (1, b"")
    assert "Ingen planlegger svarer på «nonsense»" in err
    monkeypatch.setattr("costmodel.cluster.REACHED_WITHIN", 1)
    assert "Ingen planlegger" in answered("batch", batch_file(tmp_path), "--cluster", f"tcp://127.0.0.1:{free_port()}")[2]
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert "requirements-cluster.txt" in answered("indices", "--cluster", "tcp://127.0.0.1:1")[2]


def test_workers_with_other_code_are_refused(cluster, monkeypatch):
    with connected(cluster.address) as workers:
        monkeypatch.setattr("costmodel.cluster.engine_digest", lambda: "other")
        with pytest.raises(ClusterError, match="other_code"):
            list(workers.each(divmod, 7, [1]))


def test_the_digest_is_that_of_the_code(monkeypatch, tmp_path):
    before = engine_digest()
    shutil.copytree(ROOT / "costmodel", tmp_path / "costmodel", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr("costmodel.cluster.__file__", str(tmp_path / "costmodel" / "cluster.py"))
    engine_digest.cache_clear()
    assert engine_digest() == before
    costs = tmp_path / "costmodel" / "model" / "costs.py"
    costs.write_text(costs.read_text("utf-8") + "\n", "utf-8")
    engine_digest.cache_clear()
    assert engine_digest() != before
    engine_digest.cache_clear()

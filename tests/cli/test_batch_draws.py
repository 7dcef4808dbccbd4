"""``batch`` over every municipality and with draws: each row is what the other commands say of that scenario of that municipality."""

import csv
import io
import json
from zipfile import ZipFile

import pytest
from support import shipped
from support.commands import table_of

from costmodel import base_case
from costmodel.analysis.uncertainty.simulation import FIGURES_OF_EACH, STATISTICS
from costmodel.cli.main import exit_code
from costmodel.scenarios.batch import one_by_one, scenario_of_chunk
from costmodel.scenarios.batch_reading import read_batch

NAMES = [item.name for item in shipped().municipalities]
RUN = ("--draws", "1000")


@pytest.fixture
def scenarios(tmp_path):
    path = tmp_path / "scenarios.csv"
    path.write_text("name,municipality,extra_minutes\nmange,,8\n,Averøy,1\n", "utf-8")
    return str(path)


@pytest.fixture
def ask(capsysbinary):
    def run(*words: str) -> tuple[int, bytes, str]:
        code = exit_code(list(words))
        out, err = capsysbinary.readouterr()
        return code, out, err.decode()

    return run


def rows_of(answer: tuple[int, bytes, str]) -> list[dict[str, str]]:
    assert answer[0] == 0, answer[2]
    return list(csv.DictReader(io.StringIO(table_of(answer[1].decode("utf-8-sig"))), delimiter=";"))


def as_number(cell: str) -> float:
    return float(cell.replace(",", "."))


def test_each_municipality_has_a_row_for_every_scenario_that_names_none(ask, scenarios):
    rows = rows_of(ask("batch", scenarios, "--each-municipality"))
    assert [(row["name"], row["municipality"]) for row in rows] == [*(("mange", name) for name in NAMES), ("2", "Averøy")]
    alone = rows_of(ask("batch", scenarios, "--municipality", "Malvik"))
    assert [row for row in rows if row["municipality"] == "Malvik"] == alone[:1]
    assert rows[-1]["npv"] == alone[1]["npv"]


def test_draws_say_of_each_scenario_what_monte_carlo_says(ask, scenarios):
    found = rows_of(ask("batch", scenarios, *RUN))
    alone = json.loads(ask("monte-carlo", "--municipality", "Averøy", "--set", "extra_minutes=1", *RUN, "--format", "json")[1])
    for name in FIGURES_OF_EACH:
        expected = alone["figures"][name]
        for statistic in ("mean", "p10", "p50", "p85", "p90"):
            assert as_number(found[1][f"{name}.{statistic}"]) == expected[statistic], (name, statistic)
        assert as_number(found[1][name]) == expected["base"]
    assert set(found[0]) - {"name", "municipality", "extra_minutes"} == {
        *FIGURES_OF_EACH,
        *(f"{name}.{statistic}" for name in FIGURES_OF_EACH for statistic in STATISTICS),
    }


def test_numbers_that_a_row_moves_stay_uncertain_where_asked(ask, scenarios):
    fixed, kept = (rows_of(ask("batch", scenarios, *RUN, *more))[0] for more in ((), ("--keep-uncertainty",)))
    assert fixed["npv"] == kept["npv"]
    assert fixed["npv.p10"] != kept["npv.p10"]


def test_the_workbook_says_what_each_column_of_draws_is(ask, scenarios, tmp_path):
    assert ask("batch", scenarios, *RUN, "--output", str(tmp_path / "svar.xlsx"))[0] == 0
    texts = ZipFile(tmp_path / "svar.xlsx").read("xl/sharedStrings.xml").decode()
    assert "Netto nåverdi (MNOK): P10" in texts
    assert "Kostnad i nåverdi (MNOK): sannsynlighet for over null" in texts


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--each-municipality", "--all"), "--each-municipality sammen med --all"),
        (("--each-municipality", "--municipality", "Malvik"), "--each-municipality sammen med"),
        (("--keep-uncertainty",), "Legg til --draws"),
        (("--draws", "10"), "--draws"),
    ],
)
def test_options_that_do_not_go_together_are_refused(ask, scenarios, words, told):
    code, out, err = ask("batch", scenarios, *words)
    assert (code, out) == (2, b"")
    assert told in err


def test_a_named_set_of_the_start_stands_where_a_row_gives_no_number(tmp_path):
    start = base_case(shipped()).with_participants(("Trondheim", "Malvik"))
    path = tmp_path / "some.csv"
    path.write_text("name,participants\na,\nb,40\n", "utf-8")
    first, second = (scenario_of_chunk(start, item) for item in one_by_one(start, read_batch(path, start)))
    assert first.participant_set == {"Trondheim", "Malvik"}
    assert second.participant_set is None

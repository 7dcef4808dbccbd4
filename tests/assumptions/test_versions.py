"""Files of the model's first version are told from those of the second, and told in one fault."""

import pytest
from support import ROOT
from support.breaking import edit, faults, folder
from support.told import refused

from costmodel.assumptions.loading import load_assumptions
from costmodel.assumptions.versions import GONE, is_version_1
from costmodel.faults import AssumptionError

__all__ = ["folder"]
PARAMETERS, BENEFITS = "base/parameters.yaml", "base/benefits.yaml"
REGISTERS = ("base/legacy_systems.yaml", "base/alternatives.yaml")


def as_of_version_1(folder):
    """The folder as a file system had it before the second version: no registers, and not its parameters."""
    for file in REGISTERS:
        (folder / file).unlink()
    path = folder / PARAMETERS
    path.write_text(path.read_text("utf-8").replace("      exit_lead_years:\n", "      replacement_cost:\n"), "utf-8")


def test_files_of_version_1_are_one_fault_with_what_to_do(folder):
    as_of_version_1(folder)
    (fault,) = faults(folder)
    assert (fault.place, fault.found) == (PARAMETERS, "forutsetninger til versjon 1 av modellen")
    assert "python -m costmodel upgrade" in fault.action
    (fault,) = faults(folder / "base")
    assert fault.place == "parameters.yaml"


@pytest.mark.parametrize("name", GONE)
def test_a_name_that_is_gone_tells_the_version(folder, name):
    place = (BENEFITS, "  realisation:\n") if name == "also_in_alternative" else (PARAMETERS, "      platform_cost:\n")
    text = (folder / place[0]).read_text("utf-8")
    own = f"{place[1][: len(place[1]) - len(place[1].lstrip())]}{name}:\n"
    (folder / place[0]).write_text(text.replace(place[1], own, 1), "utf-8")
    assert is_version_1(folder) and len(faults(folder)) == 1


def test_old_files_without_any_of_those_names_are_known_by_the_registers_they_lack(folder):
    as_of_version_1(folder)
    path = folder / PARAMETERS
    path.write_text(path.read_text("utf-8").replace("      replacement_cost:\n", "      other:\n"), "utf-8")
    assert is_version_1(folder)


def test_files_of_version_2_are_not_of_version_1(folder):
    assert not is_version_1(folder) and not is_version_1(folder / "base")
    content = {f"base/{path.name}": path.read_bytes() for path in (ROOT / "assumptions" / "base").iterdir()}
    assert not is_version_1(content)
    assert is_version_1(
        {place: data for place, data in content.items() if place == BENEFITS} | {PARAMETERS: b"groups:\n  twelve_month_loss:\n"}
    )
    edit(folder / PARAMETERS, "      platform_cost:\n", "source: S3", "source: S3 # replacement_cost: er borte")
    assert not is_version_1(folder)


def test_a_register_that_is_missing_is_a_file_that_is_missing(folder):
    for file in REGISTERS:
        (folder / file).unlink()
    own = [fault for fault in faults(folder) if not fault.place.startswith(("scenarios/", "base/correlations.yaml"))]
    assert [(fault.place, fault.found) for fault in own] == [(file, "ingen fil") for file in REGISTERS]


def test_what_is_no_folder_of_assumptions_is_refused(tmp_path):
    with refused("ingen undermappe base/"):
        is_version_1(tmp_path)
    with pytest.raises(AssumptionError):
        load_assumptions({"parameters.yaml": b""})

"""Who answers for a folder: approved or a draft, published numbers with their sources, warnings that stand, and the log of edits."""

from datetime import date
from typing import Any

import pytest
from support.hostile import archive, shipped_files
from support.told import Told, told_all

from costmodel import AssumptionError, AssumptionSet, load_assumptions
from costmodel.assumptions.approval.writing import approval_of, approval_text, is_standing
from costmodel.assumptions.uploads import take
from costmodel.output.approval import approval_state, new_and_standing, warning_lines

TODAY = date(2026, 11, 30)
APPROVAL, EDITS, INDEX, PARAMETERS = "approval.yaml", "edits.csv", "base/price_index.csv", "base/parameters.yaml"
FIGURES = "base/published.yaml"
HEAD = "date;who;what;why\n"


def load(**changed: str) -> AssumptionSet:
    places = {"approval": APPROVAL, "edits": EDITS, "index": INDEX, "parameters": PARAMETERS, "figures": FIGURES}
    return load_assumptions({**shipped_files(), **{places[name]: text.encode() for name, text in changed.items()}}, today=TODAY)


def text_of(place: str) -> str:
    return shipped_files()[place].decode("utf-8-sig")


def approved(assumptions: AssumptionSet) -> str:
    return approval_text(approval_of(assumptions, "Kari Nordmann", TODAY))


def fresh(assumptions: AssumptionSet) -> list[Told]:
    return list(told_all(new_and_standing(assumptions)[0]))


def told(**changed: str) -> list[Told]:
    with pytest.raises(AssumptionError) as caught:
        load(**changed)
    return list(told_all(caught.value.faults))


def test_the_shipped_folder_is_a_draft_without_new_warnings():
    assert approval_state(load()) == "utkast"
    assert fresh(load()) == []


def test_a_folder_without_the_files_is_a_draft_and_has_the_same_fingerprint():
    bare = load_assumptions({place: data for place, data in shipped_files().items() if place not in (APPROVAL, EDITS)}, today=TODAY)
    assert (bare.hash, bare.approval, bare.edits) == (load().hash, None, ())
    assert approval_state(bare) == "utkast"


def test_an_approved_folder_says_by_whom_until_it_is_changed():
    item = load(approval=approved(load()))
    assert item.is_approved and item.hash == load().hash
    assert approval_state(item) == "godkjent av Kari Nordmann 2026-11-30"
    assert fresh(item) == []
    changed = load(approval=approved(load()), index=text_of(INDEX).replace("2025;137,2", "2025;137,4"))
    assert approval_state(changed) == "utkast, endret etter godkjenningen 2026-11-30 av Kari Nordmann"
    (note,) = fresh(changed)
    assert (note.place, note.code) == (f"{APPROVAL}:4:14", "changed_since_approval") and "edits.csv" in note.action


SLIPS = {
    "the index": ("index", INDEX, "2022;122,8", "2022;123,8", f"{INDEX}:9:6", "123.8, der det sto 122.8 med samme kilde"),
    "a parameter": ("parameters", PARAMETERS, "value: 170\n", "value: 171\n", f"{PARAMETERS}:", "171, der det sto 170"),
    "a figure": ("figures", FIGURES, "low: 363\n", "low: 360\n", f"{FIGURES}:", "360, 363, der det sto 363"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_published_number_that_is_changed_without_a_new_source_is_told(slip):
    name, place, old, new, at, said = SLIPS[slip]
    assert text_of(place).count(old) == 1
    (note,) = fresh(load(**{name: text_of(place).replace(old, new)}))
    assert note.place.startswith(at) and said in note.found and "source og page" in note.action


def test_a_slip_of_a_published_number_is_told_once():
    (note,) = fresh(load(index=text_of(INDEX).replace("2022;122,8", "2022;1228")))
    assert note.code == "index_step" and note.action.endswith("Mente du 122.8? Da passer det med naboene.")


def test_a_new_source_or_the_last_digit_is_no_slip():
    digit = text_of(INDEX).replace("2022;122,8;published;", "2022;122,8000000000001;published;")
    assert fresh(load(index=digit)) == []
    note = text_of(INDEX).replace("2022;122,8;published;", "2022;123,8;published;Rettet av SSB 2026")
    assert fresh(load(index=note)) == []


def test_warnings_that_stood_at_the_approval_stand_and_come_after_the_new_ones():
    one = text_of(INDEX).replace("2017;105,5;published;\n", "")
    two = one.replace("2025;137,2", "2025;237,2")
    then = load(index=one)
    assert [note.code for note in fresh(then)] == ["index_gap"]
    now = load(approval=approved(then), index=two)
    assert {note.code for note in fresh(now)} == {"index_step", "changed_since_approval"}
    lines = warning_lines(now)
    starts = [line.partition(":")[0] for line in lines]
    assert starts == ["Advarsel"] * 2 + ["Står fra før"] * 3
    assert any("ingen rad for 2017" in line for line in lines[2:])
    assert all(is_standing(note, now.approval) for note in new_and_standing(now)[1])


def test_many_alike_are_one_line_with_their_number():
    text = text_of("base/municipalities.csv").splitlines()
    rows = [row.split(";") for row in text]
    moved = "\n".join(";".join([*cells[:-3], cells[-3] + ("" if cells[0] == "number" else "0"), *cells[-2:]]) for cells in rows)
    many = load_assumptions({**shipped_files(), "base/municipalities.csv": moved.encode()}, today=TODAY)
    (line,) = [line for line in warning_lines(many) if "innbyggere" in line]
    assert line.startswith("Advarsel: ") and "Det samme gjelder 65 til:" in line and len(line) < 600


def test_what_is_wrong_with_an_approval():
    start = "approved_by: null\napproved_on: null\nfingerprint: null\n"
    half = told(approval=start.replace("approved_by: null", "approved_by: Kari"))
    assert [(fault.place, fault.name) for fault in half] == [(f"{APPROVAL}:2:14", "approved_on"), (f"{APPROVAL}:3:14", "fingerprint")]
    ahead = approved(load()).replace("2026-11-30", "2026-12-01")
    assert [(fault.place, fault.found) for fault in told(approval=ahead)] == [(f"{APPROVAL}:3:14", "2026-12-01")]
    assert [fault.place for fault in told(approval=start + "approver: x\n")] == [f"{APPROVAL}:4:1"]


EDITED: dict[str, tuple[str, Any]] = {
    "2026-11-30;Kari Nordmann;platform_cost;Ny avtale, var 78\n": (None, None),
    "30.11.2026;Kari;price_index.2024;Rettet\n2026-11-29;Ola;municipalities.csv;Folketall 2026\n": (None, None),
    "2026-11-30;Kari;benefits.interaction;x\n2026-11-30;Kari;scenarios/exit-2029.yaml;x\n": (None, None),
    "2026-12-01;Kari;platform_cost;x\n": ("2:1", "2026-12-01"),
    "2026-11-30;;platform_cost;x\n": ("2:12", "en tom verdi"),
    "2026-11-30;Kari;platform_cost;\n": ("2:31", "en tom verdi"),
    "2026-11-30;Kari;platform_kost;x\n": ("2:17", "«platform_kost», som mappen ikke har"),
    "i går;Kari;platform_cost;x\n": ("2:1", "«i går» (tekst)"),
}


@pytest.mark.parametrize("rows", EDITED)
def test_the_log_of_edits_is_read_and_checked(rows):
    at, found = EDITED[rows]
    if at is None:
        item = load(edits=HEAD + rows)
        assert len(item.edits) == rows.count("\n") and item.hash == load().hash
        assert item.edits[0].date == TODAY
    else:
        (fault,) = told(edits=HEAD + rows)
        assert (fault.place, fault.found) == (f"{EDITS}:{at}", found)


def test_both_files_can_be_uploaded_alone_and_in_an_archive():
    upload = take([(APPROVAL, approved(load()).encode()), ("EDITS.csv".lower(), HEAD.encode())], shipped_files())
    assert upload.given == (APPROVAL, EDITS)
    packed = take([("min.zip", archive(dict(upload.files)))], {})
    assert load_assumptions(packed.files, today=TODAY).is_approved and packed.unused == ()

"""Rows that come and go by edits: only their own lines and the logs differ, there and back is byte for byte, and faults say why."""

import codecs
import random
from datetime import date

import pytest
from support import many, shipped
from support.edits import faults_of_refused
from support.hostile import shipped_files

from costmodel import AssumptionError, load_assumptions
from costmodel.assumptions.archives import pack, unpack
from costmodel.assumptions.editing.change_logs import LoggedEdit, with_change_entry
from costmodel.assumptions.editing.edits import CHANGES, FILE, EditKind, FileEdit, after_edits, edited_file
from costmodel.assumptions.editing.places import way_of
from costmodel.assumptions.editing.row_edits import key_parts, name_of_row, row_names
from costmodel.assumptions.editing.table_cells import TableText
from costmodel.assumptions.editing.yaml_rows import with_copied_row, without_row
from costmodel.assumptions.uploads import read_upload

FILES = shipped_files()
BENEFITS, SYSTEMS, PLACES, PATHS = (
    f"base/{name}" for name in ("benefits.yaml", "legacy_systems.yaml", "municipalities.csv", "price_paths.csv")
)
ON = date(2026, 11, 30)


def row(what: str, kind: EditKind, like: str = "", **fields: str) -> FileEdit:
    return FileEdit(what, tuple(fields.items()), "Kari", "Ny avtale", ON, kind, like)


def added(files: dict[str, bytes], edit: FileEdit) -> tuple[dict[str, bytes], bytes]:
    """The files after an edit, which is sound, and what it has added to the one that it is of; that keeps all its lines."""
    after = dict(after_edits(files, load_assumptions(files), [edit]).files)
    (place,) = (place for place in files if after[place] != files[place] and place not in (FILE, CHANGES))
    before, then = files[place].splitlines(True), after[place].splitlines(True)
    at = next((at for at, (old, new) in enumerate(zip(before, then, strict=False)) if old != new), len(before))
    more = len(then) - len(before)
    assert more > 0 and then[:at] + then[at + more :] == before
    return after, b"".join(then[at : at + more])


def test_a_new_row_of_a_register_is_a_copy_with_what_is_given_and_all_else_stays():
    given = {"name.nb": "Ny gevinst", "name.en": "New", "potential.value": "15", "realisation.value": "0.4", "area": "research"}
    after, lines = added(FILES, row("benefits.new_one", "add", "benefits.interaction", **given))
    text = lines.decode()
    assert (
        text.startswith("  new_one:\n    name: {nb: Ny gevinst, en: New}\n")
        and "area: research\n    potential: {value: 15, low: 13.33" in text
    )
    known = load_assumptions(after)
    assert list(known.benefits) == [name for key in shipped().benefits for name in ([key, "new_one"] if key == "interaction" else [key])]
    assert known.edits[-1].what == "benefits.new_one" and "– → benefits.new_one (benefits.interaction); name.nb: " in known.edits[-1].why
    again = after_edits(after, known, [row("benefits.new_one", "remove")])
    assert again.files[BENEFITS] == FILES[BENEFITS] and again.steps[0].edits[-1].what == "removed benefits.new_one"


def test_rows_of_tables_come_after_the_one_that_they_are_copies_of():
    after, line = added(FILES, row("municipalities.Nyby", "add", "municipalities.Molde", number="1599", latitude="62.5", pop_2024="900"))
    assert line.startswith(b"1599;Nyby;") and b";900;" in line and b";62,5;" in line and after[PLACES].startswith(codecs.BOM_UTF8)
    assert after_edits(after, load_assumptions(after), [row("municipalities.Nyby", "remove")]).files[PLACES] == FILES[PLACES]
    _, line = added(FILES, row("price_paths.wage.2026", "add", "price_paths.municipal_deflator.2025", growth="0.04", note=""))
    assert line == b"wage;2026;0,04;forecast;RNB;2027-09-30;\r\n"


def test_figures_and_sources_are_rows_too():
    after, lines = added(FILES, row("sources.S9", "add", "sources.S3", title="2024", date="2024"))
    assert lines.startswith(b"  S9:\n    title: '2024'\n") and b'\n    date: "2024"\n' in lines
    after, lines = added(after, row("published.paid_2025", "add", "published.averoy_charge", text="Betalt", source="S9", year="2030"))
    assert b"\n    source: S9\n" in lines and load_assumptions(after).published["paid_2025"].year == 2030


def test_weights_that_share_out_a_whole_are_edited_with_the_row():
    others = {"legacy_systems.care_record.weight.value": "0.6", "weight.value": "0.1", "name.nb": "Nytt"}
    new = row("legacy_systems.extra", "add", "legacy_systems.care_record", **others)
    after = after_edits(FILES, shipped(), [new])
    assert after.steps[0].quantities["legacy_systems.extra.weight"].value == 0.1
    gone = row("legacy_systems.extra", "remove", **{"legacy_systems.care_record.weight.value": "0.7"})
    assert after_edits(after.files, after.steps[0], [gone]).files[SYSTEMS] == FILES[SYSTEMS]
    with pytest.raises(AssumptionError, match=r"row_is_needed.*\n.*weights_not_one"):
        after_edits(after.files, after.steps[0], [row("legacy_systems.extra", "remove")])


REFUSED = {
    "taken": (row("benefits.medication", "add", "benefits.interaction"), "row_is_there"),
    "capitals": (row("municipalities.molde", "add", "municipalities.Bodø"), "unknown_edit"),
    "taken_place": (row("municipalities.molde", "add", "municipalities.Fjord", number="1599"), "row_is_there"),
    "number": (row("municipalities.Nyby", "add", "municipalities.Fjord"), "value_twice"),
    "no_key": (row("benefits.", "add", "benefits.interaction"), "row_without_key"),
    "no_year": (row("price_paths.wage.", "add", "price_paths.municipal_deflator.2025"), "row_without_key"),
    "key": (row("benefits.Ny gevinst", "add", "benefits.interaction"), "row_name"),
    "injected": (row("benefits.a: {b", "add", "benefits.interaction"), "row_name"),
    "source_key": (row("sources.S 9", "add", "sources.S3"), "entry_name"),
    "year": (row("price_index.2028,5", "add", "price_index.2025"), "not_a_whole_number"),
    "path": (row("price_paths.wages.2026", "add", "price_paths.municipal_deflator.2025"), "not_one_of"),
    "another_file": (row("benefits.other", "add", "alternatives.market_system"), "row_of_another_file"),
    "number_of_none": (row("benefits.other", "add", "benefits.interaction", minutes="3"), "unknown_edit_field"),
    "above_range": (row("benefits.other", "add", "benefits.interaction", **{"potential.value": "999"}), "outside_written_bounds"),
    "no_row": (row("benefits.other", "remove"), "unknown_edit"),
    "a_number": (row("extra_minutes", "remove"), "unknown_edit"),
    "scenario": (row("municipalities.Molde", "remove"), "row_is_needed"),
    "benefit": (row("benefits.interaction", "remove"), "row_is_needed"),
    "source": (row("sources.S3", "remove"), "row_is_needed"),
    "year_in_use": (row("price_index.2024", "remove"), "row_is_needed"),
    "fields": (row("sources.S3", "remove", title="Ny"), "fields_of_removed_row"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_row_that_cannot_come_or_go_changes_nothing_and_says_why(name):
    wrong, code = REFUSED[name]
    faults = faults_of_refused(wrong)
    assert code == faults[0].code, faults


def test_the_last_row_stays():
    paths = FILES[PATHS].splitlines(True)
    files = {**FILES, PATHS: b"".join(paths[:2])}
    with pytest.raises(AssumptionError, match="last_row"):
        after_edits(files, load_assumptions(files), [row("price_paths.municipal_deflator.2024", "remove")])


def test_a_row_takes_its_own_comments_with_it_and_no_others():
    text = (
        b"# head\r\nrows:\r\n  # of a\r\n  a: {b: 1}\r\n\r\n"
        b"  # apart\r\n\r\n  # of c\r\n  'c': # why\r\n    d: 2\r\n    # in c\r\n\r\n# of e\r\n  e: {}"
    )
    own = b"\r\n  # of c\r\n  'c': # why\r\n    d: 2\r\n    # in c\r\n"
    assert without_row(text, "x.yaml", ("rows", "c")) == text.replace(own, b"")
    copied = with_copied_row(text, "x.yaml", ("rows", "c"), "new")
    assert copied == text.replace(own, own + b"\r\n  new: # why\r\n    d: 2\r\n    # in c\r\n")
    assert without_row(copied, "x.yaml", ("rows", "new")) == text
    assert without_row(text, "x.yaml", ("rows", "e")) == text.removesuffix(b"\r\n  e: {}")
    with pytest.raises(AssumptionError, match="cannot_edit_layout"):
        without_row(b"rows: {a: 1, b: 2}\n", "x.yaml", ("rows", "a"))


def test_what_was_said_of_a_row_that_is_gone_stays_in_the_log():
    new = row("benefits.passing", "add", "benefits.interaction", **{"name.nb": "Ny"})
    number = FileEdit("benefits.passing.realisation", (("value", "0.1"),), "Kari", "Målt", ON)
    after = after_edits(FILES, shipped(), [new, number, row("benefits.passing", "remove")])
    assert after.files[BENEFITS] == FILES[BENEFITS] and [edit.what for edit in load_assumptions(after.files).edits] == [
        "benefits.passing",
        "benefits.passing.realisation",
        "removed benefits.passing",
    ]
    with pytest.raises(AssumptionError, match="unknown_edit"):
        load_assumptions({**after.files, FILE: after.files[FILE].replace(b"removed benefits.passing", b"removed benefits.pasing")})


def test_every_row_added_and_taken_away_is_byte_for_byte_as_it_was():
    known = shipped()
    for like in random.Random(5).sample(row_names(known), many(12, 150)):
        parts = dict.fromkeys(key_parts(like), "new_one")
        what = name_of_row(like, parts)
        place, _ = edited_file(FILES, row(what, "add", like), {}, known)
        for bare in (False, True):
            content = FILES[place].removesuffix(b"\n").removesuffix(b"\r") if bare else FILES[place]
            _, there = edited_file({place: content}, row(what, "add", like), {}, known)
            assert len(there) > len(content) and set(content.splitlines()) <= set(there.splitlines())
            back = TableText(there, place).without_row(parts) if place.endswith(".csv") else without_row(there, place, way_of(what, known))
            assert back == content, like
        _, gone = edited_file(FILES, row(like, "remove"), {}, known)
        kept = gone.splitlines(True)
        assert len(gone) < len(FILES[place]) and all(line in FILES[place].splitlines(True) for line in kept)


LOG = LoggedEdit(ON, "Kari", "extra_minutes", "Ekstra tid", "Målt [ny]", [("value", "0.5", "1.25")])
ENTRY = "- **Ekstra tid** (`extra_minutes`): `value` 0,5 → 1,25. Målt \\[ny\\].\n"


def test_the_changelog_gets_an_entry_on_top_and_keeps_the_rest():
    before = "\N{ZERO WIDTH NO-BREAK SPACE}# Endringer\r\n\r\nNyeste øverst.\r\n\r\n## 2026-11-29, noe\r\n\r\n- Før.\r\n".encode()
    first = with_change_entry(before, LOG)
    heading = b"## 2026-11-30, Kari\r\n\r\n"
    own = ENTRY.replace("\n", "\r\n").encode()
    at = before.index(b"## 2026-11-29")
    assert first == before[:at] + heading + own + b"\r\n" + before[at:]
    assert with_change_entry(first, LOG) == before[:at] + heading + own + own + b"\r\n" + before[at:]
    assert with_change_entry(b"# Bare en tittel", LOG) == f"# Bare en tittel\n\n## 2026-11-30, Kari\n\n{ENTRY}".encode()
    assert with_change_entry(b"", LOG) == f"## 2026-11-30, Kari\n\n{ENTRY}".encode()
    with pytest.raises(AssumptionError, match=CHANGES):
        with_change_entry("Før ønsket".encode("latin-1"), LOG)


def test_a_changelog_travels_in_archives_and_one_that_is_no_text_is_left_behind():
    files, unused = unpack(pack(FILES), "x.zip")
    assert files == FILES and unused == []
    broken = pack({**FILES, CHANGES: "Før".encode("latin-1")})
    files, unused = unpack(broken, "x.zip")
    assert CHANGES not in files and unused == [f"forutsetninger/{CHANGES}"]
    upload, _ = read_upload([(CHANGES, "# Før\n".encode())], FILES)
    assert upload.files[CHANGES] == "# Før\n".encode() and upload.given == (CHANGES,)
    with pytest.raises(AssumptionError, match=CHANGES):
        read_upload([(CHANGES, "Før".encode("latin-1"))], FILES)


def test_a_folder_without_a_changelog_gets_none():
    files = {place: content for place, content in FILES.items() if place != CHANGES}
    after = after_edits(files, shipped(), [FileEdit("extra_minutes", (("value", "1"),), "Kari", "Ny", ON)]).files
    assert after.keys() == files.keys()
    after = after_edits(FILES, shipped(), [FileEdit("extra_minutes", (("value", "1"),), "Kari", "Ny", ON)]).files
    assert "- **Ekstra tid per dag** (`extra_minutes`): `value` 0,5 → 1. Ny.\n".encode() in after[CHANGES]

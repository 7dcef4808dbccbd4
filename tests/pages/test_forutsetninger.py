"""Forutsetninger without a browser: every number with its record, what the results rest on, and uploaded assumptions in use."""

import re

import pytest
from streamlit.testing.v1 import AppTest
from support import ROOT, shipped
from support.hostile import HOSTILE, archive, shipped_files
from support.pages import EVERYBODY, ends, headings, html, opened, row, sound, table

from costmodel import appraise, base_case, load_assumptions, to_dict
from costmodel.analysis.municipal.plan import municipal_plan
from costmodel.analysis.provenance import provenances
from costmodel.explain import model_graph
from costmodel.model.decision import from_value_year
from costmodel.output.charts.provenance import parts_of, provenance_takeaway
from costmodel.output.labels import field_label
from costmodel.texts.numbers import number, percent

PAGE = "forutsetninger"
DEARER = shipped_files()["base/parameters.yaml"].replace(b"value: 80\n", b"value: 90\n")
MATRIX = {"assumption": "antakelse", "published": "publisert", "derived": "utledet"}
"""Every origin and its name in the filter."""


def summaries(app: AppTest) -> list[str]:
    return re.findall(r"<summary><b>(.*?)</b>", html(app))


def label(name: str) -> str:
    return field_label(name, shipped()) if name in shipped().quantities else shipped().numbers[name].name.nb


def upload(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    uploader = next(item for item in app.file_uploader if item.label.startswith("Last opp"))
    uploader.set_value([(name, data, "") for name, data in files])
    return sound(app.run())


def in_use(app: AppTest) -> bool:
    return "Opplastede forutsetninger er i bruk." in html(app)


def figures(app: AppTest) -> list[str]:
    return [item.value for item in app.metric]


PAID = b"""municipality;year;line;amount;price_year;source;note;months
Trondheim;2024;platform_charge;90;2024;Faktura 7;;
Trondheim;2025;platform_charge;100;2025;Faktura 8;;
Trondheim;2026;local_operation;3;2025;Konto 1;;5
"""


def test_what_has_been_paid_is_shown_beside_the_model():
    app = opened(PAGE, municipality="Trondheim")
    assert "Faktura" not in html(app)
    app = upload(app, ("actuals.csv", PAID))
    assert in_use(app)
    shown = " ".join([headings(app), html(app), *(item.value for item in app.markdown)])
    assert "Trondheim har betalt" in shown and "mer enn modellen sier, i 2024, 2025 og 2026" in shown
    assert "Årene etter 2025 regnes med 1,209 ganger" in shown and "Faktura 8" in shown and "en del av et år" in shown


def test_a_fault_in_what_has_been_paid_is_told_with_its_place():
    app = upload(opened(PAGE), ("actuals.csv", PAID.replace(b"2024;platform", b"2034;platform")))
    assert not in_use(app) and "base/actuals.csv:2:11" in html(app)


@pytest.mark.parametrize("frame", [False, True], ids=["alone", "framed"])
def test_every_number_is_shown_with_its_whole_record(frame):
    app = opened(PAGE, frame=frame)
    assert len(summaries(app)) == len(shipped().numbers) == len(shipped().quantities) + len(shipped().budget)
    assert f"Viser {len(shipped().numbers)} av {len(shipped().numbers)} tall." in headings(app)
    shown = html(app)
    for name, item in shipped().numbers.items():
        for text in (name, item.name.nb, item.description, item.how, item.why, item.owner, f"{item.review_by:%d.%m.%Y}"):
            assert text is None or text in shown, (name, text)
        assert item.source is None or f"{item.source}: {shipped().sources[item.source].title}" in shown
    platform = re.search(r"<summary><b>Plattformkostnad</b>.*?</details>", shown)[0]
    for part in ("80\xa0MNOK per år", "publisert S3", "65 til 100", "0 til 300", "Prisår</dt><dd>2024", "middels"):
        assert part in platform, part


def test_each_number_of_the_model_leads_to_its_sums():
    app = opened(PAGE, municipality="Averøy", changes={"platform_cost": 90.0})
    body = html(app)
    inputs = model_graph(base_case(shipped(), "Averøy")).named
    for name in shipped().quantities:
        assert (f"item={name}&question" in body) is (name in inputs), name
    assert "item=platform_cost&question" in body
    assert "regnestykket?h=" in body and "platform_cost=90" in body and "item=budget." not in body


@pytest.mark.parametrize("basis", MATRIX)
def test_only_numbers_of_one_origin(basis):
    app = opened(PAGE)
    assert MATRIX[basis] in app.button_group(key="filter_basis").options
    app.button_group(key="filter_basis").set_value(basis)
    sound(app.run())
    expected = [label(name) for name, item in shipped().numbers.items() if item.basis == basis]
    assert sorted(summaries(app)) == sorted(expected)


def test_role_and_search_narrow_further():
    app = opened(PAGE)
    app.button_group(key="filter_role").set_value("decision")
    sound(app.run())
    assert "Plattformkostnad" in summaries(app) and "Levetid" not in summaries(app)
    sound(app.text_input(key="record_search").input("fastlege KONTOR").run())
    assert summaries(app) == ["Andel fastlegekontor som deltar"]
    sound(app.text_input(key="record_search").input("qqq").run())
    assert summaries(app) == [] and "Ingen tall passer" in headings(app)


def test_a_change_of_the_user_s_own_is_marked_and_found():
    app = opened(PAGE, changes={"platform_cost": 90.0, "benefits.*.realisation": 0.25, "benefits.citizen_services.realisation": 1.0})
    app.button_group(key="filter_basis").set_value("own")
    sound(app.run())
    assert len(summaries(app)) == 1 + len(shipped().benefits)
    shown = html(app)
    assert "90\xa0MNOK per år" in shown and "Din verdi" in shown and "Verdi i filene</dt><dd>80\xa0MNOK per år" in shown
    citizen = re.search(r"<dt>Din verdi</dt><dd>100\xa0%", shown)
    assert citizen and "<dt>Din verdi</dt><dd>25\xa0%" in shown


@pytest.mark.parametrize("chosen", ["Trondheim", "Averøy", EVERYBODY])
def test_what_the_results_rest_on_is_the_engine_s_answer(chosen):
    app = opened(PAGE, municipality=chosen, changes={"platform_cost": 90.0})
    scenario = base_case(shipped(), None if chosen == EVERYBODY else chosen).with_values({"platform_cost": 90.0})
    found = provenances(from_value_year(scenario))
    parts = parts_of(found, shipped(), frozenset({"platform_cost"}))
    assert provenance_takeaway(found, parts) in headings(app)
    rows = table(app, "Andel av nåverdien")
    assert rows[0] == ["Hviler på", "Kostnader", "Nytte"]
    assert [row[0] for row in rows[1:]] == ["Publiserte tall", "Utledede tall", "Antakelser", "Dine endringer"]
    for at, total in enumerate(("total_cost", "total_benefit"), start=1):
        assert sum(int(row[at].removesuffix("\xa0%")) for row in rows[1:]) == 100
        shown = [percent(part / 100) for origin, part in parts[total].items() if any(row[origin] for row in parts.values())]
        assert [row[at] for row in rows[1:]] == shown


def test_uploaded_files_are_used_on_every_page_until_they_are_dropped():
    app = opened(PAGE, frame=True)
    before = sound(app.switch_page("pages/utforsk/page.py").run())
    base = figures(before)
    app.switch_page(f"pages/{PAGE}/page.py").run()
    upload(app, ("parameters.yaml", DEARER))
    assert in_use(app) and "parameters.yaml" in html(app)
    assert "90\xa0MNOK per år" in html(app)
    expected = to_dict(appraise(base_case(load_assumptions({**shipped_files(), "base/parameters.yaml": DEARER}))))
    for page in ("utforsk", "budsjett", "sammenlign"):
        sound(app.switch_page(f"pages/{page}/page.py").run())
        assert in_use(app), page
    sound(app.switch_page("pages/utforsk/page.py").run())
    assert figures(app) != base
    assert figures(app)[0] == f"{expected['indicators']['npv']:.0f}\xa0MNOK".replace("-", "−")
    app.button(key="drop_upload").click()
    sound(app.run())
    assert not in_use(app) and figures(app) == base


def test_another_session_does_not_see_them():
    upload(opened(PAGE, frame=True), ("parameters.yaml", DEARER))
    other = opened(PAGE, frame=True)
    assert not in_use(other) and "90\xa0MNOK per år" not in html(other)


def test_scenarios_of_two_sessions_under_one_name_are_kept_apart():
    one, two = (shipped_files()["scenarios/exit-2029.yaml"].replace(b"2029", year) for year in (b"2030", b"2035"))
    answers = []
    for content in (one, two):
        app = upload(opened(PAGE, frame=True), ("exit-2029.yaml", content))
        app.session_state["compared"] = ["base", "file:exit-2029"]
        sound(app.switch_page("pages/sammenlign/page.py").run())
        answers.append(html(app))
    assert answers[0] != answers[1]


def test_faults_are_named_with_file_and_line_and_change_nothing():
    app = opened(PAGE, frame=True)
    broken = DEARER.replace(b"value: 90\n", b"value: ni\n")
    line = broken[: broken.index(b"value: ni")].count(b"\n") + 1
    upload(app, ("parameters.yaml", broken), ("effects.yaml", b"effects: [\n"))
    assert "er ikke tatt i bruk. Ingenting er endret." in html(app)
    assert f"base/parameters.yaml:{line}:" in html(app) and "platform_cost.value" in html(app) and "base/effects.yaml:" in html(app)
    assert not in_use(app) and "80\xa0MNOK per år" in html(app)
    upload(app, ("parameters.yaml", DEARER))
    assert in_use(app) and "er ikke tatt i bruk" not in html(app)


@pytest.mark.parametrize("case", [name for name in HOSTILE if name != "too large"])
def test_hostile_archives_change_nothing_and_are_refused_in_words(case):
    data, words = HOSTILE[case]
    app = upload(opened(PAGE), ("alt.zip", data))
    assert words in html(app) and "Ingenting er endret." in html(app)
    assert not in_use(app)


def test_an_archive_with_a_name_that_is_a_script_is_shown_as_text():
    app = upload(opened(PAGE), ("<img src=x onerror=alert(1)>.zip", b"PK\x03\x04x"))
    raw = " ".join(item.proto.body for item in app.get("html"))
    assert "<img src=x" not in raw and "&lt;img src=x" in raw


def test_what_the_new_files_do_not_allow_is_dropped_with_a_notice():
    app = opened(PAGE, frame=True, changes={"platform_cost": 250.0}, municipality="Molde")
    narrower = DEARER.replace(b"        minimum: 0\n        maximum: 300\n", b"        minimum: 0\n        maximum: 120\n")
    upload(app, ("parameters.yaml", narrower))
    sound(app.run())
    assert in_use(app)
    assert dict(app.session_state["changes"]) == {}
    assert "Forutsetningene er endret" in html(app)


def test_a_link_cannot_carry_uploaded_assumptions_so_files_are_offered():
    app = opened(PAGE, frame=True)
    app.button(key="share").click().run()
    assert app.code
    upload(app, ("alt.zip", archive({**shipped_files(), "base/parameters.yaml": DEARER})))
    app.button(key="share").click().run()
    assert not app.code and "En lenke kan ikke ha dem med seg" in headings(app)
    labels = [item.label for item in app.get("download_button")]
    assert "Last ned scenariofil" in labels and labels.count("Last ned forutsetningene (zip)") == 2


def test_the_price_paths_of_an_uploaded_file_are_used_by_the_budget():
    app = opened(PAGE, frame=True)
    upload(app, ("price_paths.csv", shipped_files()["base/price_paths.csv"].replace(b"2025;0,039", b"2025;0,042")))
    sound(app.switch_page("pages/budsjett/page.py").run())
    expected = municipal_plan(appraise(base_case(shipped())), 2027).operating["operating_charge"][0, 0, 0] * 1.042 / 1.039
    assert number(expected, 1) in row(table(app, "Driftsregnskapet"), "Drift, til plattformen")


@pytest.mark.parametrize("chosen", ["Averøy"])
def test_the_page_fails_at_no_end_of_any_lever(chosen):
    app = opened(PAGE, municipality=chosen)
    for change in ends(5):
        app.session_state["changes"] = change
        assert not app.run().exception, change


def test_the_folder_stays_as_it_was():
    assert load_assumptions(ROOT / "assumptions").hash == shipped().hash

"""The registers on Forutsetninger: benefits by area with their drivers, the systems that are replaced, the alternatives; files of them."""

import pytest
from support import shipped
from support.hostile import shipped_files
from support.pages import headings, html, opened, row, sound, table

from costmodel import base_case, load_assumptions
from costmodel.assumptions.archives import pack
from costmodel.assumptions.records import Area
from costmodel.assumptions.uploads import take
from costmodel.model.benefits import potential
from costmodel.model.costs import minute_cost
from costmodel.output.labels import alternative_label
from costmodel.texts.numbers import number
from pages.forutsetninger import facts
from pages.forutsetninger.registers import label_of
from pages.session.state import companions

PAGE = "forutsetninger"
BENEFITS, SYSTEMS, ALTERNATIVES = "Gevinstene etter område", "Systemene, for Trondheim", "Alternativene, for Trondheim"
DEARER_SYSTEM = shipped_files()["base/legacy_systems.yaml"].replace(b"yearly_cost: {value: 8, ", b"yearly_cost: {value: 11, ")
DEARER_ALTERNATIVE = shipped_files()["base/alternatives.yaml"].replace(b"operating_cost: {value: 30, ", b"operating_cost: {value: 41, ")


def upload(app, *files: tuple[str, bytes]):
    uploader = next(item for item in app.file_uploader if item.label.startswith("Last opp"))
    uploader.set_value([(name, data, "") for name, data in files])
    return sound(app.run())


@pytest.mark.parametrize("hourly_cost", [450.0, 520.0])
def test_benefits_stand_under_their_areas_with_what_they_are_made_of(hourly_cost):
    app = opened(PAGE, changes={"hourly_cost": hourly_cost} if hourly_cost != 450.0 else {})
    i = base_case(shipped()).with_values({"hourly_cost": hourly_cost}).inputs
    full = {key: potential(item, i).item() for key, item in i.benefits.items()}
    rows = table(app, BENEFITS)
    areas = [area for area in Area if any(item.area == area for item in shipped().benefits.values())]
    sums = {facts.area_name(area): sum(full[key] for key, item in shipped().benefits.items() if item.area == area) for area in areas}
    found = [(cells[0], cells[1]) for cells in rows[1:] if len(cells) == 2]
    assert found == [(name, number(amount, 1)) for name, amount in sums.items()]
    told = [(cells[0], cells[1].partition("<")[0]) for cells in rows[1:] if len(cells) > 2]
    order = [key for area in areas for key, item in shipped().benefits.items() if item.area == area]
    assert [name for name, _ in told] == [shipped().benefits[key].name.nb for key in order]
    assert all(amount.startswith(number(full[key], 1)) for key, (_, amount) in zip(order, told, strict=True))
    assert any("43\xa0500 × 40 min" in cell and "27 til 53 · publisert" in cell for cells in rows for cell in cells)
    minutes = number(sum(full.values()) / minute_cost(i).item(), 1)
    assert f"like mye verdt som {minutes} minutter per årsverk per dag" in headings(app)
    assert "Uten pris i modellen: forskning." in headings(app)


def test_the_shipped_register_is_what_the_model_s_description_says():
    app = opened(PAGE)
    assert "gevinstene 90,0\xa0MNOK per år i Trondheim. Det er like mye verdt som 9,9 minutter" in headings(app)
    assert "4 systemer erstattes. De koster til sammen 12,0\xa0MNOK per år i Trondheim." in headings(app)
    assert "3 alternativer til Helseplattformen: 1 kan velges av alle, 1 bare av dem som går ut, og 1 er målestokk." in headings(app)


def test_every_system_stands_with_its_numbers_and_whether_it_is_replaced():
    rows = table(opened(PAGE), SYSTEMS)
    assert [cells[0] for cells in rows[1:]] == [item.name.nb for item in shipped().legacy_systems.values()]
    assert row(rows, "Journal for omsorgstjenestene") == [
        *("82 til 20 · antakelse", "4210 til 100 · antakelse", "2026antakelse", "15antakelse", "70\xa0%antakelse", "japublisert"),
    ]
    assert row(rows, "System for nødanrop ved legevakten")[-1] == "neipublisert"


def test_every_number_of_every_alternative_stands_in_the_table():
    rows = table(opened(PAGE), ALTERNATIVES)
    register = shipped().alternatives
    names = [alternative_label(key, shipped()) for key in register]
    assert rows[0] == ["Tall", f"{names[0]} (scenarioets)", *names[1:]]
    assert row(rows, "Kan velges av") == ["alle", "de som går ut", "ingen, målestokk"]
    assert row(rows, "Første mulige år") == ["når som helstantakelse", "når som helstantakelse", "2032antakelse"]
    medication = row(rows, label_of("alternatives.market_system.reach.medication", shipped()))
    assert medication == ["40\xa0%10\xa0% til 70\xa0% · antakelse", "20\xa0%0\xa0% til 50\xa0% · antakelse", "som ellers"]
    labels = {label_of(f"alternatives.{key}.{field}", shipped()) for key, item in register.items() for field in item.fields}
    assert labels == {cells[0] for cells in rows[2:]}


def test_the_session_s_own_numbers_and_alternative_are_in_the_tables():
    own = {"alternatives.market_system.operating_cost": 45.0, "legacy_systems.*.yearly_cost": 3.0, "benefits.interaction.potential": 25.0}
    app = opened(PAGE, changes=own, alternative_chosen="renewed_old_systems")
    costs = row(table(app, ALTERNATIVES), "Drift per år (MNOK per år)")
    assert costs[0] == "4515 til 60 · din endring" and costs[1].endswith("antakelse")
    assert "(scenarioets)" in table(app, ALTERNATIVES)[0][2]
    assert {cells[1].rpartition(" · ")[2] for cells in table(app, SYSTEMS)[1:]} == {"din endring"}
    assert "De koster til sammen 12,0\xa0MNOK" in headings(app)  # four of three
    interaction = [cells for cells in table(app, BENEFITS) if cells[0] == "Samhandling"][1]
    assert interaction[1].startswith("25,0") and interaction[1].endswith("din endring")


def test_each_row_is_told_above_its_numbers():
    shown = headings(opened(PAGE))
    for item in shipped().legacy_systems.values():
        assert f"{item.description} Brukes av: {item.services} Kjent fra: {item.municipalities}" in " ".join(shown.split())
    for item in (*shipped().alternatives.values(), *shipped().benefits.values()):
        assert item.description in shown
    assert "Kan velges av: ingen, målestokk." in shown and "Område: digital hjemmeoppfølging." in shown


def test_uploaded_registers_are_used():
    app = upload(opened(PAGE, frame=True), ("legacy_systems.yaml", DEARER_SYSTEM), ("alternatives.yaml", DEARER_ALTERNATIVE))
    assert "Opplastede forutsetninger er i bruk." in html(app)
    assert row(table(app, SYSTEMS), "Journal for omsorgstjenestene")[0].startswith("11")
    assert row(table(app, ALTERNATIVES), "Drift per år (MNOK per år)")[0].startswith("41")
    files = {**shipped_files(), "base/legacy_systems.yaml": DEARER_SYSTEM, "base/alternatives.yaml": DEARER_ALTERNATIVE}
    cost = sum(
        item.fields["yearly_cost"].value for item in load_assumptions(files).legacy_systems.values() if item.fields["replaced"].value
    )
    assert f"De koster til sammen {number(cost, 1)}\xa0MNOK" in headings(app)


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("legacy_systems.yaml", b"weight: {value: 0.7", b"weight: {value: 0.9", "weight"),
        ("alternatives.yaml", b"open_to: leavers", b"open_to: somebody", "open_to"),
        ("alternatives.yaml", b"      interaction: {value: 0.9,", b"      interacting: {value: 0.9,", "interacting"),
        ("benefits.yaml", b"area: interaction", b"area: elsewhere", "area"),
    ],
)
def test_a_fault_in_a_register_changes_nothing_and_is_named(name, old, new, words):
    content = shipped_files()[f"base/{name}"]
    assert old in content
    app = upload(opened(PAGE, frame=True), (name, content.replace(old, new)))
    assert "Ingenting er endret." in html(app) and f"base/{name}:" in html(app) and words in html(app)
    assert "Opplastede forutsetninger er i bruk." not in html(app)


def test_every_file_that_the_app_packs_is_known_when_it_comes_back():
    upload_of_all = take([("forutsetninger.zip", pack({**companions(), **shipped_files()}))], {})
    assert upload_of_all.unused == () and upload_of_all.files == shipped_files()


def test_a_register_without_replaced_systems_or_benefits_still_has_a_page():
    assert facts.systems_takeaway(0, 0.0) == "Ingen systemer erstattes."
    assert facts.systems_takeaway(1, 8.0) == "1 system erstattes. Det koster til sammen 8,0\xa0MNOK per år i Trondheim."
    assert facts.benefits_takeaway(0.0, 9.1) == "Gevinstregisteret gir ingen gevinster."
    assert facts.benefits_takeaway(90.0, 0.0) == "Hentes alt ut, er gevinstene 90,0\xa0MNOK per år i Trondheim."
    assert facts.areas_without(shipped().model_copy(update={"benefits": {}})).startswith(
        "Uten pris i modellen: brukervennlighet, legemidler, "
    )

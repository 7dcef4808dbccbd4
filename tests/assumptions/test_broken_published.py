"""Everything that can be wrong in published.yaml, each with its place and its message."""

from support.breaking import assert_reported, cases, edit, faults, folder

__all__ = ["folder"]
PUBLISHED = "base/published.yaml"
CHARGE = "  trondheim_charge:\n"
HEAD = "  trondheim_charge_per_inhabitant:\n"
ONCE = "  trondheim_introduction:\n"
LIVE = "  live_2023:\n"
SHARE = "  share_live_2023:\n"
LEVANGER, REGION, STJORDAL = "  levanger_2023:\n", "  regional_operation:\n", "  stjordal_above_old_systems:\n"
HOSPITALS, AVEROY, CLINIC = "  helse_midt_norge_investment:\n", "  averoy_entry:\n", "  trondheim_transition_2022:\n"


@cases(
    PUBLISHED,
    ("unknown municipality", ONCE, ": Trondheim\n", ": ¦Trondhjem\n", "trondheim_introduction.municipality", "Mente du «Trondheim»?"),
    ("unknown source", ONCE, "source: S4", "source: ¦S44", "trondheim_introduction.source: fant «S44»", "en kilde i sources.yaml"),
    ("low above high", ONCE, "low: 65", "low: ¦66", "trondheim_introduction.low: fant 66, over high", "høyst high, 65"),
    ("price year not in index", ONCE, "price_year: 2022", "price_year: ¦1998", "introduction.price_year: fant 1998", "2015 til 20"),
    ("price year missing", CHARGE, "    price_year: 2024\n", "", "trondheim_charge.price_year: fant ingenting", "beløp i MNOK per år"),
    ("price year of a number", LIVE, "unit: kommuner", "price_year: ¦2024\n    unit: kommuner", "price_year", "for enheten «kommuner»"),
    ("unit of another kind", CHARGE, "unit: MNOK per år", "unit: ¦NOK per time", "enheten «MNOK per år», som platform_charge har med year"),
    ("amount in all with a year", CHARGE, "unit: MNOK per år", "unit: ¦MNOK", "trondheim_charge.unit: fant «MNOK»", "«MNOK per år»"),
    ("no such unit", LIVE, "unit: kommuner", "unit: ¦byer", "live_2023.unit: fant «byer»", "enheten «kommuner»"),
    ("amount a year without a year", CHARGE, "    year: 2024\n", "", "trondheim_charge.year: fant ingenting", "platform_charge per år"),
    ("year missing", HEAD, "    year: 2024\n", "", "trondheim_charge_per_inhabitant.year: fant ingenting", "Legg til year."),
    ("year missing of a share", SHARE, "    year: 2023\n", "", "share_live_2023.year: fant ingenting"),
    ("entry without a year", LEVANGER, "    year: 2023\n", "", "levanger_2023.year: fant ingenting", "et år for entry_and_first_year"),
    ("charge of the region without a year", REGION, "    year: 2024\n", "", "year: fant ingenting", "et år for regional_charge"),
    (
        "charge above the old ones",
        STJORDAL,
        "unit: MNOK per år",
        "unit: ¦MNOK",
        "unit: fant «MNOK»",
        "som charge_above_old_systems har med year",
    ),
    ("investment of the hospitals", HOSPITALS, "unit: MNOK\n", "unit: ¦MNOK per år\n", "unit: fant «MNOK per år»", "enheten «MNOK»"),
    ("entry investment", AVEROY, "unit: MNOK\n", "unit: ¦NOK per kontor\n", "unit: fant «NOK per kontor»", "enheten «MNOK»"),
    ("measure of version 1", CLINIC, "measure: clinic_transition_loss", "measure: ¦transition_loss", "Mente du «clinic_transition_loss»?"),
    ("unknown measure", LIVE, "measure: live_", "measure: ¦alive_", "live_2023.measure", "Mente du «live_municipalities»?"),
)
def test_a_broken_published_figure(folder, case):
    assert_reported(folder, case)


def test_without_tables_only_the_tables_are_at_fault(folder):
    for name in ("municipalities.csv", "price_index.csv"):
        (folder / "base" / name).unlink()
    assert [fault.place for fault in faults(folder)] == ["base/municipalities.csv", "base/price_index.csv"]


def test_what_is_wrong_together_is_reported_together(folder):
    edit(folder / PUBLISHED, ONCE, "municipality: Trondheim", "municipality: Oslo")
    edit(folder / PUBLISHED, ONCE, "price_year: 2022", "price_year: 1998")
    assert [fault.name.split(".")[-1] for fault in faults(folder)] == ["municipality", "price_year"]

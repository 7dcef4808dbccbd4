"""Every page in every odd state that the others can leave a session in: named participants, all together, an exit, an alternative."""

from itertools import product

import pytest
from support import many, shipped
from support.pages import EVERYBODY, opened, sound

from pages.components.menu import folders

WITHOUT_LAST_WAVE = tuple(sorted(item.name for item in shipped().municipalities if item.status == "live" and item.wave != "PD5"))
STATES = {
    "a wave dropped": {"participant_set": WITHOUT_LAST_WAVE},
    "one alone": {"participant_set": ("Trondheim",)},
    "a leaver": {"changes": {"exit_year": 2031.0}},
    "after the service life": {"changes": {"exit_year": 2037.0}},
    "an alternative": {"alternative_chosen": "market_system", "changes": {"exit_year": 2029.0}},
    "together": {"alternative_chosen": "market_system", "procured_together": ("Malvik", "Orkland")},
    "nobody gains": {"changes": {"benefits.*.realisation": 0.0, "gp_uptake": 0.0, "participants": 1.0}},
}
PARTS = many(56, 1)
WHO = ("Trondheim", "Levanger", "Averøy", EVERYBODY)


@pytest.mark.parametrize("number", range(len(folders())), ids=folders())
def test_no_page_fails_and_no_inner_name_reaches_a_reader(number):
    """All states of every page before something is called done; else each page gets another part of them."""
    for (name, state), who, view in list(product(STATES.items(), WHO, ("life", "now")))[number % PARTS :: PARTS]:
        kept = {key: dict(value) if key == "changes" else value for key, value in state.items()}
        app = opened(folders()[number], municipality=who, view=view, simulation_draws=1_000, **kept)
        told = " ".join(item.value for item in [*sound(app).markdown, *app.header, *app.subheader, *app.caption])
        for inner in ("participant_set", "None", "nan", "exit_year", "municipality"):
            assert f" {inner} " not in told, (name, who, view, inner)

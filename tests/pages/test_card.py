"""The decision card on every page that shows it: the numbers and the words are those of ``decide``, in odd states too."""

from itertools import product

import numpy as np
import pytest
from support import many, random_values, shipped
from support.pages import EVERYBODY, opened, table
from support.plain import ROLES, WHO

from costmodel import base_case
from costmodel.analysis.decision_card.making import card_of
from costmodel.output.answer_records.card import card_record
from costmodel.output.card.amounts import count_text
from costmodel.output.card.sentences import card_lead, short_card_sentences
from costmodel.texts.numbers import number

SHORT = {"kommuner": {"kommuner_view": "Én inn eller ut"}, "budsjett": {}, "sammenlign": {}, "usikkerhet": {"simulation_draws": 1_000}}
"""Pages that show the card in short, and what must be chosen for that."""
STATES = [
    ("Trondheim", {}),
    ("Averøy", {}),
    (None, {}),
    ("Levanger", {"exit_year": 2031.0, "extra_minutes": 4.0}),
    ("Stjørdal", {"benefits.*.realisation": 1.0, "participants": 66.0}),
]


def state(municipality: str | None, changes: dict[str, float]) -> dict[str, object]:
    return {"municipality": municipality or EVERYBODY, "changes": dict(changes)}


@pytest.mark.parametrize(("where", "state_at"), list(product(SHORT, range(len(STATES))))[:: many(3, 1)])
def test_the_short_card_says_what_the_whole_one_does(where, state_at):
    municipality, changes = STATES[state_at]
    app = opened(where, **state(municipality, changes), **SHORT[where])
    card = card_of(base_case(shipped(), municipality).with_values(changes))
    told = " ".join(item.value for item in app.markdown)
    assert all(sentence in told for sentence in short_card_sentences(card))
    assert told.count(card_lead(card)) == 1
    assert "Kortet " in told  # the page says why its own numbers are others
    assert any(button.label.startswith("Hele kortet") for button in app.button)


def some_moved(seed: int) -> tuple[str | None, dict[str, float]]:
    """Any municipality or all together, with a few numbers moved anywhere between their bounds or to their ends."""
    rng = np.random.default_rng(seed)
    values = random_values(1, seed, ROLES, ends=bool(rng.random() < 0.5))
    names = [name for name in rng.choice(sorted(values), rng.integers(0, 6), replace=False) if "dependence" not in name]
    return WHO[seed % len(WHO)], {str(name): float(values[name][0]) for name in names}


@pytest.mark.parametrize("seed", range(many(4, 200)))
def test_the_first_page_has_the_numbers_of_decide(seed):
    municipality, changes = some_moved(seed)
    options = card_record(card_of(base_case(shipped(), municipality).with_values(changes))).options
    rows = table(opened("utforsk", **state(municipality, changes)), "Valgene side om side")[1:]
    for option, (_, expected, base, per_inhabitant, budget, best, regret) in zip(options, rows, strict=True):
        amounts = option.npv.expected, option.npv.base, option.budget_npv.expected, option.regret
        for amount, cell in zip(amounts, (expected, base, budget, regret), strict=True):
            assert cell in {number(amount, decimals) for decimals in range(3)}
        assert per_inhabitant == number(option.npv_per_inhabitant.expected)
        assert best == count_text(option.best)

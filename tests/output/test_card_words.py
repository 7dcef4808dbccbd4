"""The decision card in words: what a reader meets in scenarios of every kind, and what stands in them for single cases."""

import re
from dataclasses import replace

import pytest
from support import many, paid, shipped
from support.cards import PLAN, case

from costmodel import base_case
from costmodel.analysis.decision_card.making import card_of
from costmodel.output.card.amounts import count_text, month_text, often_text, one_amount, several_amounts
from costmodel.output.card.sentences import card_sentences, short_card_sentences
from costmodel.output.card.tables import calendar_lines, card_lines, card_table

SEEDS = range(many(20, 2_000))
INTERNAL = re.compile(r"\w_\w|municipality|nan|\binf\b|None|True|False|[{}\[\]]|P10|P90|P50|nåverdi|MNOK|kalkulasjonsrente er riktig")
"""Names of the code, placeholders that were not filled, and terms that a lay reader has not been told."""
ALIKE = re.compile(r"(?:fra|mellom) (?P<one>[\d\xa0,−]+)(?: \w+)? (?:til|og) (?:over |under )?(?P=one)(?![\d,])")
OPINION = re.compile(r"\b(bør|burde|riktig|feil valg er|lønner seg å|anbefal\w*|dessverre|heldigvis)\b", re.IGNORECASE)
SINGULAR = re.compile(r"(?<![\d,\xa0])1 (?:millioner|kroner|virkninger|minutter|kommuner|måneder|usikre)")
PERCENT = re.compile(r"prosent av kostnad|% av kostnad")


def said_by(seed: int) -> list[str]:
    card = case(seed).card
    return [*card_sentences(card), *short_card_sentences(card), *calendar_lines(card)]


@pytest.mark.parametrize("seed", SEEDS)
def test_sentences_are_whole_plain_and_neutral(seed):
    for sentence in said_by(seed):
        for fault in (INTERNAL, ALIKE, OPINION, SINGULAR, PERCENT):
            assert not fault.search(sentence), (fault.pattern, sentence)
        assert sentence[0].isupper(), sentence
        assert "  " not in sentence and " ." not in sentence and " ," not in sentence, sentence
        assert not re.search(r"(?<![\d,\xa0])−?0(?:,0)? (?:millioner )?kroner", sentence), sentence


@pytest.mark.parametrize("seed", SEEDS)
def test_a_sentence_has_one_rule_for_decimals(seed):
    for sentence in card_sentences(case(seed).card):
        amounts = re.findall(r"([\d\xa0]+(?:,\d+)?)(?=(?:,| og| millioner| million)[^,]*kroner)", sentence)
        if len(amounts) > 1 and sentence.startswith("I åtte"):
            assert len({amount.partition(",")[2] != "" for amount in amounts}) == 1, sentence


@pytest.mark.parametrize("seed", SEEDS)
def test_a_few_sentences_say_what_has_no_price(seed):
    short = short_card_sentences(case(seed).card)
    assert short[-1].startswith("Ikke med i kronene:")
    assert 2 <= len(short) <= 8


def test_a_difference_of_less_than_a_krone_is_no_zero():
    card = case(1).card
    assert card.pair is not None
    margin = replace(card.pair.npv, expected=2e-7, low=1e-7, high=3e-7)
    told = " ".join(card_sentences(replace(card, pair=replace(card.pair, npv=margin))))
    assert "I åtte av ti utfall er det under 1 krone i forskjell på å" in told


def test_a_card_that_rests_on_what_has_been_paid_says_so_and_of_which_years():
    rows = [paid.row("Trondheim", 2024, 95.0), paid.row("Trondheim", 2025, 99.0, "local_operation"), paid.row("Molde", 2023, 9.0)]
    rows.append(paid.row("Trondheim", 2022, 30.0, months=7))  # a part of a year replaces nothing
    for name, years in (("Trondheim", "2024 og 2025"), ("Molde", "2023"), ("Averøy", None), (None, "2023, 2024 og 2025")):
        card = card_of(paid.paying(base_case(shipped(), name), *rows), PLAN)
        for sentences in (card_sentences(card), short_card_sentences(card)):
            told = [sentence for sentence in sentences if "ført som betalt" in sentence]
            assert len(told) == (years is not None), (name, told)
            assert years is None or f"for {years}, står i stedet" in told[0], told
    plain = [*card_sentences(card_of(base_case(shipped()), PLAN))]
    assert not any("ført som betalt" in sentence for sentence in plain), plain


def test_the_table_has_a_row_for_each_option_and_as_many_cells_as_heads():
    for seed in range(8):
        card = case(seed).card
        heads, rows = card_table(card)
        assert [len(row) for row in rows] == [len(heads)] * len(card.options)
        assert not any(INTERNAL.search(cell) for row in rows for cell in row)


def test_the_shipped_base_case_is_a_toss_up_said_in_words():
    text = "\n".join(card_lines(card_of(base_case(shipped()))))
    for said in ("kron og mynt", "I åtte av ti utfall", "snur", "For driftsbudsjettet:", "For samfunnet samlet:", "Ikke med i kronene"):
        assert said in text
    averoy = " ".join(short_card_sentences(card_of(base_case(shipped(), "Averøy"), PLAN)))
    assert "best ut av å la være" in averoy
    assert "kron og mynt" not in averoy


def test_amounts_have_one_unit_and_are_no_more_exact_than_what_they_stand_beside():
    assert several_amounts([0.3, 151.2]) == ["0 millioner kroner", "151 millioner kroner"]
    assert several_amounts([1.0, 4.44]) == ["1,0 millioner kroner", "4,4 millioner kroner"]
    assert several_amounts([2.04, 49.3, 264.4], is_list=True) == ["2", "49", "264 millioner kroner"]
    assert several_amounts([0.0073]) == ["7\xa0300 kroner"]
    assert (one_amount(15.0), one_amount(1.0), one_amount(1.2)) == ("15 millioner kroner", "1 million kroner", "1,2 millioner kroner")
    assert one_amount(0.3, (-150.0, 154.0)) == "under 1 million kroner"


def test_shares_of_draws_are_not_rounded_to_none_or_all():
    assert (often_text(0.0), often_text(1.0)) == ("ikke i noe utfall", "i alle utfall")
    assert (often_text(0.001), often_text(0.999), often_text(0.514)) == (
        "i under 1 av 100 utfall",
        "i over 99 av 100 utfall",
        "i 51 av 100 utfall",
    )
    assert (count_text(None), count_text(0.0), count_text(0.002), count_text(0.998), count_text(1.0)) == (
        "–",
        "0",
        "under 1",
        "over 99",
        "100",
    )


def test_a_decimal_year_is_read_as_its_month():
    assert (month_text(2028 + 7 / 12), month_text(2027.5), month_text(2027.0)) == ("august 2028", "juli 2027", "januar 2027")

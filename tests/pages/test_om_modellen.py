"""Om modellen: scope, method, formulas from the model itself, sources, limits, version, licence, citation, accessibility."""

import pytest
from support import ROOT, shipped
from support.hostile import shipped_files
from support.pages import headings, html, opened

from costmodel import MODEL_VERSION, appraise, base_case, decide, load_assumptions
from costmodel.explain import model_graph
from costmodel.output.explanation.wording import explained
from costmodel.output.labels import option_label, party_meaning
from costmodel.texts.catalog import Catalog
from pages.answers.explanations import formulas_of
from pages.om_modellen import facts


def test_the_page_says_what_a_reader_must_know():
    app = opened("om_modellen")
    text = headings(app)
    for word in (
        "Dette er med",
        "Dette er ikke med",
        "R-109/21",
        "Begrensninger",
        "MIT-lisensen",
        "Slik siterer du",
        "Nullalternativet",
        "Sykehusenes egne gevinster og egen omstilling",
        "Hva partnerne i en felles anskaffelse sparer",
        "Hva er nytt i versjon 2?",
        "ikke prøvd av brukere",
    ):
        assert word in text, word
    assert MODEL_VERSION in text and shipped().hash[:12] in text
    assert all(f"<strong>{key}</strong>" in html(app) for key in shipped().sources)


def test_every_formula_is_the_model_s_own():
    found = {item.name: item for item in formulas_of(base_case(shipped(), "Trondheim"))}
    result = model_graph(base_case(shipped()))
    computed = {name for name, node in result.named.items() if node.op != "input"}
    kinds = Catalog(ROOT / "pages" / "om_modellen").part("formulas.kinds")
    assert found.keys() == computed and {item.kind for item in found.values()} == set(kinds)
    for name in ("operating_charge", "npv", "avoided_legacy_operation"):
        assert found[name].formula == explained(result, name).formula


@pytest.mark.parametrize("municipality", ["Trondheim", "Averøy"])
def test_every_option_is_listed_and_benchmarks_are_marked(municipality):
    found = decide(base_case(shipped(), municipality))
    lines = facts.option_lines(base_case(shipped()), live=municipality == "Trondheim")
    marked = [f"{option_label(name, shipped())}{' (målestokk, kan ikke velges)' if name in found.benchmarks else ''}" for name in found.all]
    assert lines == marked
    assert all(line in headings(opened("om_modellen")) for line in lines)


def test_every_party_is_listed_with_what_its_column_holds():
    shown = headings(opened("om_modellen"))
    assert all(party_meaning(name) in shown for name in (*("municipality", "others", "hospitals", "gps"), "tax_cost", "society"))


def test_what_change_is_priced_at_is_the_engine_s():
    base = appraise(base_case(shipped()))
    total = sum(item.sum() for item in (base.costs.introduction_cost, base.costs.clinic_transition_loss, base.costs.transition_time_cost))
    per_user = total * 1e6 / shipped().quantities["users"].value
    assert 20_000 < per_user < 23_000  # "about 21 000" in the model's description
    assert facts.change_line(base).startswith("**Omstilling** koster her om lag 22\xa0000\xa0kr per bruker i Trondheim")
    assert "72 700 kroner per bruker" in facts.change_line(base)
    nobody = appraise(base_case(shipped()).with_values({"users": 0.0}))
    assert "om lag 2020-kroner" in facts.change_line(nobody) and "per bruker i Trondheim" not in facts.change_line(nobody)


def test_annuities_at_the_loan_rate_are_kinder_than_the_outlay_where_the_loan_rate_is_lower():
    told = facts.capital_line(appraise(base_case(shipped())))
    assert "med 2,0\xa0% real rente i 15 år" in told and "med 4,0\xa0%" in told and "89\xa0% av nåverdien av investeringen" in told
    alike = facts.capital_line(appraise(base_case(shipped()).with_values({"loan_rate": 0.04})))
    assert int(alike.partition("kapitalbetaling ")[2].partition("\xa0%")[0]) > 95
    free = facts.capital_line(appraise(base_case(shipped()).with_values({"capital_share": 0.0})))
    assert free.endswith("med 4,0\xa0%.")


def test_what_the_alternatives_rest_on_follows_the_files():
    bases = [item.basis for row in shipped().alternatives.values() for item in row.fields.values()]
    told = facts.alternatives_line(shipped())
    assert f"{len(bases)} tall, 0 publisert, {bases.count('derived')} utledet og {bases.count('assumption')} antakelser" in told
    files = {**shipped_files()}
    files["base/alternatives.yaml"] = files["base/alternatives.yaml"].replace(
        b"basis: derived, source: P-AKSON, how:", b"source: P-AKSON, why:"
    )
    assert "0 utledet" in facts.alternatives_line(load_assumptions(files))


def test_the_operator_s_statements_are_named_where_there_are_some(monkeypatch):
    assert "personvern" not in headings(opened("om_modellen"))
    monkeypatch.setenv("HELSEPLATTFORMEN_STATEMENTS", "somewhere")
    assert "(personvern)" in headings(opened("om_modellen"))

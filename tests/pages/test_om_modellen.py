"""Om modellen: scope, method, formulas from the model itself, sources, limits, version, licence, citation, accessibility."""

from support import ROOT, shipped
from support.pages import headings, html, opened

from costmodel import MODEL_VERSION, base_case
from costmodel.explain import model_graph
from costmodel.output.explanation.wording import explained
from costmodel.texts.catalog import Catalog
from pages.answers.explanations import formulas_of


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

"""What Om modellen says with numbers: the options and the parties, what change and capital are priced at, what alternatives rest on."""

from math import floor
from pathlib import Path

from costmodel import Appraisal, AssumptionSet, Scenario
from costmodel.model.decision import benchmarks_of, options_where
from costmodel.model.discounting import present_value
from costmodel.model.parties.distribution import PARTIES
from costmodel.output.labels import option_label, party_label, party_meaning
from costmodel.texts.catalog import Catalog
from costmodel.texts.numbers import two_figures
from costmodel.units import NOK_PER_MNOK
from pages.components.wording import told_by_basis

text = Catalog(Path(__file__).parent)


def option_lines(scenario: Scenario, *, live: bool) -> list[str]:
    """What a municipality can choose that is live, or that is not; benchmarks are marked."""
    beside, assumptions = benchmarks_of(scenario), scenario.assumptions
    return [
        text(f"compared.{'benchmark' if name in beside else 'option'}", option=option_label(name, assumptions))
        for name in options_where(scenario, live=live)
    ]


def party_lines() -> list[str]:
    """Who gains and who pays, each with what its column holds; society, which adds them, last."""
    return [text("compared.party", party=party_label(name), meaning=party_meaning(name)) for name in (*PARTIES, "tax_cost", "society")]


def price_lines(base: Appraisal) -> list[str]:
    """How capital, change and the alternatives are priced in the base case of the reference municipality."""
    return [capital_line(base), change_line(base), alternatives_line(base.scenario.assumptions)]


def capital_line(base: Appraisal) -> str:
    """What the capital charges come to in present value, beside the investment behind them paid at go-live."""
    i, d = base.scenario.inputs, base.drivers
    begun = int(floor(d.go_live.item()) - d.year.flat[0])
    outlay = (base.indicators.implied_investment * d.ref_scale).item() * d.discount_factor[0, max(begun, 0), 0]
    paid = present_value(base.costs.capital_charge, d.discount_factor).item()
    rates = {"loan": i.loan_rate.item(), "years": int(i.depreciation_years.item()), "discount": i.discount_rate.item()}
    return text(f"prices.capital.{'compared' if outlay else 'plain'}", **rates, share=paid / outlay if outlay else None)


def change_line(base: Appraisal) -> str:
    """Introduction, the clinic's loss and the time to learn, for each user; not discounted."""
    i, costs = base.scenario.inputs, base.costs
    total = sum(item.sum() for item in (costs.introduction_cost, costs.clinic_transition_loss, costs.transition_time_cost))
    users = i.users.item()
    amount = two_figures(float(total) * NOK_PER_MNOK / users) if users else None
    return text(f"prices.change.{'some' if users else 'none'}", amount=amount, year=int(i.price_year.item()))


def alternatives_line(assumptions: AssumptionSet) -> str:
    """What the numbers of the alternatives rest on."""
    records = [item for row in assumptions.alternatives.values() for item in row.fields.values()]
    counts = told_by_basis(records)
    return text("prices.alternatives", count=len(records), **counts)

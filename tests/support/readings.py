"""The two readings of the model, the engine and the plain one, asked the same questions in the same words."""

from typing import Protocol

from reference import version_2 as plain
from reference.version_2.base_case import BENEFITS

from costmodel import Scenario, appraise, base_case, decide
from costmodel.model import results
from costmodel.model.parties.distribution import distribution
from costmodel.model.parties.region import regional_charge, wind_down
from support import ROOT, shipped
from support.published import Case


class Reading(Protocol):
    """What a reading of the model answers of a case."""

    def indicator(self, case: Case, name: str) -> float | None: ...

    def option(self, case: Case, name: str) -> tuple[float, float]: ...

    def options(self, case: Case) -> tuple[list[str], set[str]]: ...

    def payers(self, case: Case, a: str, b: str) -> dict[str, float]: ...

    def charge_of_region(self, case: Case) -> dict[int, float]: ...

    def wind_down(self, case: Case) -> tuple[float, float]: ...


class Engine:
    """The engine, on the assumption files."""

    def scenario(self, case: Case) -> Scenario:
        scenario = base_case(shipped(), case.municipality).with_partners(case.together)
        return scenario.with_values({**case.values, "exit_year": case.exit_year})

    def indicator(self, case: Case, name: str) -> float:
        return results.indicators(appraise(self.scenario(case)))[name].item()

    def option(self, case: Case, name: str) -> tuple[float, float]:
        found = decide(self.scenario(case)).all[name].indicators
        return found.npv.item(), found.budget_npv.item()

    def options(self, case: Case) -> tuple[list[str], set[str]]:
        decision = decide(self.scenario(case))
        return list(decision.ranking), set(decision.benchmarks)

    def payers(self, case: Case, a: str, b: str) -> dict[str, float]:
        return {name: column.item() for name, column in distribution(self.scenario(case), a, b).present.named().items()}

    def charge_of_region(self, case: Case) -> dict[int, float]:
        charge = regional_charge(self.scenario(case))
        return dict(zip(results.years_of(charge.appraisal), charge.total.ravel().tolist(), strict=True))

    def wind_down(self, case: Case) -> tuple[float, float]:
        found = wind_down(self.scenario(case))
        return found.npv.item(), found.break_even_minutes.item()


class Plain:
    """The plain reading, on a base case of its own."""

    def scenario(self, case: Case) -> plain.Scenario:
        rows = {name: [name.replace("*", key) for key in BENEFITS] if "*" in name else [name] for name in case.values}
        values = {full: value for name, value in case.values.items() for full in rows[name]}
        return plain.Scenario(
            ROOT / "assumptions" / "base", case.municipality, values, exit_year=case.exit_year, together=frozenset(case.together)
        )

    def indicator(self, case: Case, name: str) -> float | None:
        return plain.appraise(self.scenario(case)).indicators[name]

    def option(self, case: Case, name: str) -> tuple[float, float]:
        decision = plain.decide(self.scenario(case))
        found = {**decision.options, **decision.benchmarks}[name]
        return found.npv, found.budget_npv

    def options(self, case: Case) -> tuple[list[str], set[str]]:
        decision = plain.decide(self.scenario(case))
        return decision.ranking, set(decision.benchmarks)

    def payers(self, case: Case, a: str, b: str) -> dict[str, float]:
        return plain.distribution(self.scenario(case), a, b)

    def charge_of_region(self, case: Case) -> dict[int, float]:
        return plain.regional_charge(self.scenario(case))

    def wind_down(self, case: Case) -> tuple[float, float]:
        found = plain.wind_down(self.scenario(case))
        return found.wind_down_npv, found.wind_down_break_even_minutes


READINGS: dict[str, Reading] = {"engine": Engine(), "plain": Plain()}

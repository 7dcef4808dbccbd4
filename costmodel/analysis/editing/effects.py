"""What an edit of the files does to the answer."""

from dataclasses import dataclass

from costmodel.model.results import Appraisal


@dataclass(frozen=True)
class EditEffect:
    """How much two figures move."""

    npv: float
    """Net present value, MNOK."""
    annual_per_inhabitant: float | None
    """Kroner for an inhabitant a year in use; None where one of the two has none."""


def effect_of_edit(before: Appraisal, after: Appraisal) -> EditEffect:
    """The figures after less those before, each of one draw."""
    (npv, annual), (new_npv, new_annual) = (_figures(result) for result in (before, after))
    moved = new_annual - annual
    return EditEffect(new_npv - npv, moved if moved == moved else None)  # noqa: PLR0124  not a number is not itself


def _figures(result: Appraisal) -> tuple[float, float]:
    indicators = result.indicators
    return float(indicators.npv.flat[0]), float(indicators.annual_per_inhabitant.flat[0])

"""What the description of the model must reproduce, to 1e-9: one table, to which every reading of it is held."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Case:
    """A scenario in the words of the description, which each reading turns into its own."""

    municipality: str | None = "Trondheim"
    values: Mapping[str, float] = field(default_factory=dict)
    exit_year: float | None = None
    together: tuple[str, ...] = ()

    def having(self, values: Mapping[str, float]) -> "Case":
        """The same with other values."""
        return replace(self, values={**self.values, **values})


TRONDHEIM, EVERYBODY = Case(), Case(None)
AVEROY, LEVANGER, STJORDAL = Case("Averøy"), Case("Levanger"), Case("Stjørdal")
WIDE = TRONDHEIM.having({"participants": 66, "gp_uptake": 0.6})
TOGETHER = replace(STJORDAL, together=("Steinkjer", "Orkland", "Malvik"))
HALF_STRANDED = TRONDHEIM.having({"stranded_share": 0.5, "extra_investment": 400})

INDICATORS = {
    "npv": -772.8033468551472,
    "budget_npv": -846.990206241428,
    "break_even_minutes": 7.482469406417641,
    "benefit_cost_ratio": 0.3355503853654773,
    "annual_per_inhabitant": -331.8815833170598,
}
"""Of the base case."""
NPV = {
    "all 66 with GPs": (WIDE, -714.5560649381673),
    "benefits realised too": (WIDE.having({"benefits.*.realisation": 1}), -454.12663473614833),
    "exit in 2029": (replace(TRONDHEIM, exit_year=2029), -857.6095350761395),
    "extra investment": (TRONDHEIM.having({"extra_investment": 400}), -1053.2575489550218),
    "Averøy": (AVEROY, -19.036983269618897),
    "all participants": (EVERYBODY, -1681.4359804965884),
    "all participants, 66": (EVERYBODY.having({"participants": 66}), -2501.363405073413),
}
"""Over the lifetime."""
OPTIONS = [
    (TRONDHEIM, "stay", -435.2190900272282, -597.0485678044727),
    (TRONDHEIM, "leave_market_system", -546.8182481830881, -562.1549929698585),
    (TRONDHEIM, "leave_renewed_old_systems", -475.21442786921364, -469.2951449417871),
    (TRONDHEIM, "leave_national_record", -674.556379153966, -716.6517102888521),
    (AVEROY, "stay_out", 0, 0),
    (AVEROY, "join", -25.05137126527251, -26.780536579054868),
    (AVEROY, "take_market_system", -15.510026005537465, -16.05125317234879),
    (STJORDAL, "stay_out", 0, None),
    (STJORDAL, "join", -98.46325689632792, None),
    (STJORDAL, "take_market_system", -43.58620154952819, None),
    (TOGETHER, "take_market_system", -26.120637909216768, None),
    (LEVANGER, "stay", -44.49673830146976, None),
    (LEVANGER, "leave_market_system", -70.22510161531233, None),
    (LEVANGER, "leave_renewed_old_systems", -59.540717997827464, None),
    (HALF_STRANDED, "stay", -804.277687190684, None),
    (HALF_STRANDED, "leave_market_system", -540.1821683674663, None),
    (HALF_STRANDED, "leave_renewed_old_systems", -468.57834805359164, None),
]
"""npv and, where it is published, budget_npv of what a municipality can choose."""
RANKING = [
    (TRONDHEIM, ["stay", "leave_renewed_old_systems", "leave_market_system"], {"leave_national_record"}),
    (AVEROY, ["stay_out", "take_market_system", "join"], {"take_national_record"}),
]
"""The options, best first, and the benchmarks beside them."""
PARTIES = ("municipality", "others", "hospitals", "gps", "society")
PAYERS = [
    (TRONDHEIM, "stay", "leave_market_system",
     (-111.59915815585994, -37.43422318144421, -226.93737494777986, 1.8475031400515978, -419.2172796948224)),
    (TRONDHEIM, "stay", "leave_renewed_old_systems",
     (-39.995337841985375, -37.43422318144421, -226.93737494777986, 1.8475031400515978, -329.04148977533356)),
    (AVEROY, "stay_out", "join",
     (-25.05137126527251, 2.9049718063668, 12.696897702282259, -0.08350692720647752, -11.815299593069565)),
]  # fmt: skip
"""What each of PARTIES gains by the second option against the first."""
SOCIETY_BY_FIXED_SHARE = [(0.4, -280, -190), (0.7, -419, -329), (0.9, -512, -422)]
"""operating_fixed_share, and what society gains in Trondheim by leaving to a market system and to renewed old systems, rounded."""
CHARGE_OF_REGION_2030 = 840.0451466574341
CHARGE_OF_REGION_2024 = 809
"""Rounded."""
WIND_DOWN = (-749.2302451206228, 3.694063764669766)
"""Its npv and its break-even minutes."""

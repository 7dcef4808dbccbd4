"""What an appraisal reads of a scenario and of its region: whatever has this can be appraised.

:class:`costmodel.model.scenario.Scenario` and :class:`costmodel.model.region.Region` have it with arrays;
``costmodel.explain.symbolic`` has it with nodes, from which explanations and workbooks are made.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

from costmodel.assumptions.parameters import Inputs
from costmodel.assumptions.records import AssumptionSet
from costmodel.axes import Array
from costmodel.model.actuals.paid import Paid

T = TypeVar("T")


class AnyRegion(Protocol):
    """The municipalities: grids ``(1, 1, municipality)``, and how they are read."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names in the order of the rows."""
        ...

    @property
    def rank(self) -> Array:
        """1 for the first to join."""
        ...

    @property
    def live(self) -> Array:
        """1 where in use, 0 where planned."""
        ...

    @property
    def go_live(self) -> Array:
        """Decimal year of the date in the table, fact or plan."""
        ...

    @property
    def known_years(self) -> Array:
        """Years of the population columns, ``(year,)``."""
        ...

    @property
    def cohorts(self) -> tuple[slice, ...]:
        """The rows of those that start on one day."""
        ...

    @property
    def all_live(self) -> bool:
        """Whether it is known that there is no planned one among them."""
        ...

    @property
    def counted(self) -> slice:
        """The rows among which all are that can take part."""
        ...

    @property
    def reference(self) -> slice:
        """The row of the municipality for which all amounts are stated."""
        ...

    def population_in_table(self, years: Array) -> Array:
        """Inhabitants ``(1, year, municipality)``."""
        ...

    def row(self, name: str) -> slice:
        """The row of a municipality as a slice, so that the axis stays."""
        ...

    def only(self, rows: slice) -> "AnyRegion":
        """The same grids for some of the rows."""
        ...

    def chosen(self, by_number: Array, names: frozenset[str] | None) -> Array:
        """1 for those who take part: the ones named, where names are given, else those given by number."""
        ...

    def among(self, names: frozenset[str]) -> Array:
        """1 for the municipalities named, else 0."""
        ...

    def own(self, name: str) -> Array:
        """1 for the municipality under study, else 0."""
        ...

    def gathered(self, years: Sequence[Array], weights: Sequence[Array]) -> tuple[tuple[Array, Array], ...]:
        """Years with the weights that hang on them; those of one year may be put together."""
        ...

    def put_together(self, rows: Sequence[T], draws: int) -> Sequence[T]:
        """The rows of a register as a formula is to be asked of them in a batch of so many draws: all at once where that can be done."""
        ...

    def each_row(self, found: Sequence[Array]) -> Sequence[Array]:
        """What a formula gave of such rows, for each row of the register."""
        ...


class AnyScenario(Protocol):
    """The values of a run, for one municipality or for all participants."""

    @property
    def assumptions(self) -> AssumptionSet:
        """The assumption files behind the scenario."""
        ...

    @property
    def municipality(self) -> str | None:
        """The municipality under study; None: all participants together."""
        ...

    @property
    def participant_set(self) -> frozenset[str] | None:
        """Names of those who take part; None: as many as the number says."""
        ...

    @property
    def together(self) -> frozenset[str]:
        """Names of those that procure the alternative with the municipality under study."""
        ...

    @property
    def alternative(self) -> Array:
        """Number of the chosen alternative in the register, 0 for the first, ``(draw, 1, 1)``."""
        ...

    @property
    def alternatives(self) -> tuple[str, ...]:
        """Keys of the alternatives in the order of the register."""
        ...

    @property
    def values(self) -> Mapping[str, Array]:
        """Every value by name, in the unit and price year of the files."""
        ...

    @property
    def draws(self) -> int:
        """How many scenarios the batch holds."""
        ...

    @property
    def inputs(self) -> Inputs:
        """What the engine reads: every parameter by name, money in the run's price year."""
        ...

    @property
    def region(self) -> AnyRegion:
        """The municipality table."""
        ...

    @property
    def paid(self) -> Sequence[Paid]:
        """What the municipalities have paid; nothing where no file says so."""
        ...

    def setting(self, name: str) -> float:
        """A setting of the whole run, such as ``decision_year``, as a number."""
        ...

    def rows(self, start: int, stop: int) -> "AnyScenario":
        """Draws from `start` up to, not including, `stop`."""
        ...

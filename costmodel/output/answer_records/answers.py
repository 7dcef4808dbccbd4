"""The answers of the command line in JSON: their shape, for the published JSON Schemas."""

import json
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from costmodel.analysis.overview import MunicipalityRow
from costmodel.assumptions.records import Record
from costmodel.output.answer_records.attribution import SplitAnswer
from costmodel.output.answer_records.comparison import ComparisonAnswer
from costmodel.output.answer_records.decision import AppraisalAnswer, DecisionAnswer, DistributionAnswer, WindDownAnswer
from costmodel.output.answer_records.finance import BudgetAnswer
from costmodel.output.answer_records.learning import LearnedAnswer, StudyAnswer
from costmodel.output.answer_records.replay import ReplayAnswer
from costmodel.output.answer_records.sensitivity import GridAnswer, SwitchingAnswer, TornadoAnswer
from costmodel.output.answer_records.uncertainty import IndicesAnswer, InformationAnswer, SimulationAnswer
from costmodel.output.identity.about import Identity
from costmodel.output.identity.writing import IDENTITY


class LeverAnswer(Record):
    """One row of ``levers --format json``."""

    name: str
    label: str
    value: float | None
    low: float | None
    high: float | None
    minimum: float
    maximum: float
    unit: str
    price_year: int | None
    role: str
    basis: str
    confidence: str
    source: str | None
    page: str | None
    origin: str
    """Source and page, derivation or reason, in bokmål."""


class PublishedAnswer(Record):
    """One row of ``published --format json``."""

    key: str
    text: str
    measure: str
    low: float
    high: float
    unit: str
    price_year: int | None
    municipality: str
    year: int | None
    source: str
    page: str
    model: float | None
    """The model's counterpart, in the figure's unit and prices."""
    model_up_to: float | None
    """The upper end where the model gives a range; None where it gives one number."""
    agrees: bool
    """Whether the model lands within five per cent of what was published."""
    note: str


class _List(Record):
    """What every list says of itself."""

    model_version: str
    """Changes when the same inputs give other numbers."""
    assumptions_hash: str
    """Fingerprint of the assumption files."""


class MunicipalitiesAnswer(_List):
    """``municipalities --format json``."""

    rows: list[MunicipalityRow]


class LeversAnswer(_List):
    """``levers --format json``."""

    rows: list[LeverAnswer]


class PublishedFiguresAnswer(_List):
    """``published --format json``."""

    rows: list[PublishedAnswer]


class ActualAnswer(Record):
    """One row of ``actuals --format json``; a cost is positive as named."""

    municipality: str
    year: int
    line: str
    amount: float
    """MNOK, in the prices of price_year."""
    price_year: int
    amount_in_run_prices: float
    model: float | None
    """What the model says of the months that the row covers; None where the appraisal has no such year."""
    residual: float | None
    """What was paid beyond what the model says."""
    residual_share: float | None
    """The residual as a share of what the model says."""
    level_ratio: float | None
    """What the platform cost of later years is multiplied by; None where another row, or none, says so."""
    months: int
    source: str
    note: str


class ActualsAnswer(_List):
    """``actuals --format json``."""

    rows: list[ActualAnswer]
    warnings: list[str]
    """What is allowed but worth a look, in bokmål."""


class ExplainedItem(Record):
    """A named number in one year."""

    name: str
    """Name in the model."""
    label: str
    """Name in bokmål."""
    unit: str
    """Unit, in bokmål."""
    kind: str
    """input, table, driver, cost, benefit, total or indicator."""
    value: float | None
    """In its year; None where there is none, or one for each municipality."""
    year: int | None
    """The year of the value; None where it does not vary by year."""


class Provenance(Record):
    """Where an input comes from and who answers for it."""

    origin: str
    """Source and page, derivation or reason, in bokmål."""
    basis: str | None
    """published, derived, measured or assumption; changed where the scenario has another value; None for tables."""
    source: str | None
    """Id in sources.yaml."""
    page: str | None
    """Page or slide in the source."""
    confidence: str | None
    """high, medium or low."""
    valid_from: str | None
    """The date from which the number holds."""
    review_by: str | None
    """The date by which somebody must look at it again."""
    value_in_files: float | None
    """The base case, in the unit and price year of the files."""
    low: float | None
    """Low end of the plausible range."""
    high: float | None
    """High end of the plausible range."""


class ExplanationAnswer(Record):
    """``explain --format json``: a number with its formula, inputs and source."""

    model_version: str
    """Changes when the same inputs give other numbers."""
    assumptions_hash: str
    """Fingerprint of the assumption files."""
    municipality: str | None
    """The municipality under study; None: all participants together."""
    options: list[str] | None
    """The option of a decision that the number is of; two: the second less the first. None: the scenario's own appraisal."""
    item: ExplainedItem
    """The number."""
    docstring: str
    """What it is, in a sentence or two of bokmål; empty for a table."""
    formula: str
    """Formula with bokmål names; empty for an input."""
    formula_with_numbers: str
    """The same with the numbers of the year."""
    inputs: list[ExplainedItem]
    """What the formula is made of."""
    used_by: list[ExplainedItem]
    """What is made of the number."""
    by_year: dict[str, float | None]
    """Value by calendar year; empty where it does not vary."""
    by_municipality: dict[str, float | None]
    """Value by municipality; empty where there is only one."""
    npv: float
    """Net present value of the scenario, MNOK; of two options the difference, of a wind-down that of it."""
    npv_part: float | None
    """What a line item adds to it over all years, MNOK."""
    npv_part_of_year: float | None
    """What its value of the year adds."""
    npv_share: float | None
    """npv_part ÷ npv."""
    provenance: Provenance | None
    """Origin of an input; None for what is computed."""


ANSWERS = {
    "appraise": AppraisalAnswer,
    "decide": DecisionAnswer,
    "distribution": DistributionAnswer,
    "wind-down": WindDownAnswer,
    "budget": BudgetAnswer,
    "compare": ComparisonAnswer,
    "explain-change": SplitAnswer,
    "replay": ReplayAnswer,
    "explain": ExplanationAnswer,
    "municipalities": MunicipalitiesAnswer,
    "levers": LeversAnswer,
    "published": PublishedFiguresAnswer,
    "actuals": ActualsAnswer,
    "tornado": TornadoAnswer,
    "two-way": GridAnswer,
    "switching": SwitchingAnswer,
    "monte-carlo": SimulationAnswer,
    "indices": IndicesAnswer,
    "value-of-information": InformationAnswer,
    "measure": LearnedAnswer,
    "evsi": StudyAnswer,
}
"""The record of each command's answer."""


@cache
def answer_schema_texts() -> Mapping[str, str]:
    """JSON Schema of each command's answer by file name."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schemas = {f"{name}.answer.schema.json": {**head, **_with_its_identity(record.model_json_schema())} for name, record in ANSWERS.items()}
    return MappingProxyType({name: json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for name, schema in schemas.items()})


def _with_its_identity(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of an answer with what every answer of a command says of itself; those of earlier versions have none."""
    told = Identity.model_json_schema()
    definitions = {**schema.get("$defs", {}), **told.pop("$defs", {}), "Identity": told}
    return {**schema, "$defs": definitions, "properties": {**schema["properties"], IDENTITY: {"$ref": "#/$defs/Identity"}}}

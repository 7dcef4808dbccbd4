"""JSON Schema of the assumption files, made from the records: editors complete and check while one writes.

Run ``python -m costmodel.assumptions.json_schemas`` after a change of the records; a test holds that the files are current.
"""

import json
import sys
from pathlib import Path
from typing import Any

from costmodel.assumptions.parameters import BUDGET_UNITS, PARAMETER_UNITS, REGISTER_UNITS
from costmodel.assumptions.records import (
    AlternativeFile,
    Approval,
    BatchFile,
    BenefitFile,
    CorrelationFile,
    EffectFile,
    LegacySystemFile,
    MeasurementFile,
    ParameterFile,
    PublishedFile,
    Record,
    ScenarioFile,
    SourceFile,
)

SCHEMA_FOLDER = Path("assumptions/schemas")
Schema = dict[str, Any]
KEY = "[a-z][a-z0-9_]*"


def parameters_schema() -> Schema:
    """The schema of parameters.yaml; a group may hold the engine's parameters and no others."""
    schema = _schema(ParameterFile)
    schema["$defs"]["Group"]["properties"]["parameters"]["propertyNames"] = {"enum": list(PARAMETER_UNITS)}
    schema["properties"]["budget"]["propertyNames"] = {"enum": list(BUDGET_UNITS)}
    return schema


def benefits_schema() -> Schema:
    """The schema of benefits.yaml."""
    schema = _register_schema(BenefitFile, "benefits")
    schema["$defs"]["BenefitRecord"]["oneOf"] = [{"required": ["potential"]}, {"required": ["quantity", "minutes"]}]
    return schema


def legacy_systems_schema() -> Schema:
    """The schema of legacy_systems.yaml."""
    return _register_schema(LegacySystemFile, "legacy_systems")


def alternatives_schema() -> Schema:
    """The schema of alternatives.yaml."""
    return _register_schema(AlternativeFile, "alternatives")


def sources_schema() -> Schema:
    """The schema of sources.yaml."""
    return _schema(SourceFile)


def published_schema() -> Schema:
    """The schema of published.yaml."""
    return _schema(PublishedFile)


def effects_schema() -> Schema:
    """The schema of effects.yaml."""
    return _schema(EffectFile)


def correlations_schema() -> Schema:
    """The schema of correlations.yaml."""
    return _schema(CorrelationFile)


def measurements_schema() -> Schema:
    """The schema of measurements.yaml."""
    return _schema(MeasurementFile)


def approval_schema() -> Schema:
    """The schema of approval.yaml."""
    return _schema(Approval)


def batch_schema() -> Schema:
    """The schema of a batch file in YAML; values are named as in a scenario file."""
    schema = _schema(BatchFile)
    schema["$defs"]["BatchItem"]["properties"]["values"] |= _value_names()
    return schema


def scenario_schema() -> Schema:
    """The schema of a scenario file; a value is named as a parameter, or as a field of one row of a register or of all."""
    schema = _schema(ScenarioFile)
    schema["properties"]["values"] |= _value_names()
    return schema


def _value_names() -> Schema:
    allowed: list[Schema] = [{"enum": list(PARAMETER_UNITS)}]
    for register, units in REGISTER_UNITS.items():
        fields = [*units, rf"reach\.{KEY}"] if "reach" in units else list(units)
        allowed.append({"pattern": rf"^{register}\.(\*|{KEY})\.({'|'.join(fields)})$"})
    return {"propertyNames": {"anyOf": allowed}}


def _register_schema(record: type[Record], register: str) -> Schema:
    schema = _schema(record)
    schema["properties"]["fields"]["propertyNames"] = {"enum": list(REGISTER_UNITS[register])}
    schema["properties"][register] |= {"propertyNames": {"pattern": f"^{KEY}$"}, "minProperties": 1}
    return schema


def _schema(record: type[Record]) -> Schema:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **record.model_json_schema()}


def schema_texts() -> dict[str, str]:
    """The content of each schema file by its name."""
    schemas = {
        "parameters": parameters_schema(),
        "benefits": benefits_schema(),
        "legacy_systems": legacy_systems_schema(),
        "alternatives": alternatives_schema(),
        "sources": sources_schema(),
        "published": published_schema(),
        "effects": effects_schema(),
        "correlations": correlations_schema(),
        "measurements": measurements_schema(),
        "approval": approval_schema(),
        "scenario": scenario_schema(),
        "batch": batch_schema(),
    }
    return {f"{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for name, schema in schemas.items()}


def write_schemas(folder: str | Path) -> None:
    """Write the schema files into a folder, which is made where it is missing."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for name, text in schema_texts().items():
        (target / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_schemas(sys.argv[1] if len(sys.argv) > 1 else SCHEMA_FOLDER)

"""The results of a batch as CSV or Parquet; pyarrow writes both."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any, cast

import numpy as np

from costmodel.output.csv import quoted
from costmodel.scenarios.batch import BatchResult
from costmodel.scenarios.batch_reading import Column


def batch_csv_bytes(result: BatchResult) -> bytes:
    """As Norwegian Excel opens it: semicolons, decimal comma, byte order mark; empty where a number does not exist."""
    import pyarrow
    import pyarrow.csv as arrow_csv

    pa, writer, buffer = cast(Any, pyarrow), cast(Any, arrow_csv), BytesIO()  # without type hints
    options = writer.WriteOptions(include_header=False, delimiter=";")
    writer.write_csv(pa.table(_arrow_columns(result)), buffer, options)
    numbers = buffer.getvalue().decode().replace(".", ",").splitlines()
    texts = (";".join(map(quoted, row)) for row in zip(*_texts_of(result).values(), strict=True))
    head = ";".join((*_texts_of(result), *_numbers_of(result)))
    lines = (f"{start};{row}" for start, row in zip(texts, numbers, strict=True))
    return "\r\n".join((head, *lines, "")).encode("utf-8-sig")


def parquet_bytes(result: BatchResult, metadata: Mapping[str, str]) -> bytes:
    """The same columns as Parquet, with texts by name in the metadata of its schema."""
    import pyarrow
    import pyarrow.parquet as arrow_parquet

    pa, buffer = cast(Any, pyarrow), BytesIO()  # without type hints
    texts = {name: pa.array([text or None for text in column], pa.string()) for name, column in _texts_of(result).items()}
    table = pa.table({**texts, **_arrow_columns(result)}).replace_schema_metadata(metadata)
    cast(Any, arrow_parquet).write_table(table, buffer)
    return buffer.getvalue()


def _texts_of(result: BatchResult) -> dict[str, list[str]]:
    """The name of each scenario, what it is of, and its alternative where the file gives any."""
    alternative = {"alternative": result.alternatives} if result.alternatives else {}
    return {"name": result.names, "municipality": result.municipalities, **alternative}


def _arrow_columns(result: BatchResult) -> dict[str, Any]:
    import pyarrow

    pa = cast(Any, pyarrow)
    return {name: pa.array(column, mask=~np.isfinite(column)) for name, column in _numbers_of(result).items()}


def _numbers_of(result: BatchResult) -> dict[str, Column]:
    """The inputs that some scenario changes, then the indicators."""
    return {**result.inputs, **result.indicators}

"""Writes docs/cli.md from the commands' own help, and the schemas of their answers: ``make docs``. Tests hold both current."""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from costmodel.output.answer_records.answers import answer_schema_texts

COMMANDS = (
    "appraise",
    "decide",
    "distribution",
    "wind-down",
    "budget",
    "compare",
    "explain-change",
    "replay",
    "explain",
    "tornado",
    "two-way",
    "switching",
    "municipalities",
    "levers",
    "published",
    "actuals",
    "check",
    "schema",
    "edit",
    "upgrade",
    "batch",
    "monte-carlo",
    "indices",
    "value-of-information",
    "measure",
    "evsi",
    "workbook",
    "import-workbook",
)
TARGET = Path(__file__).parents[1] / "docs" / "cli.md"
INTRO = """# The command line

`python -m costmodel COMMAND`, from the project's folder with its virtual environment (`.venv/bin/python`). Help and
messages are in bokmål; this page is written from the help itself by `make docs`.

- **Formats.** `table` is for reading; `json` has full precision and a published schema (`python -m costmodel schema
  appraise.answer.schema.json`, also in [docs/schemas](schemas)); `csv` has semicolons, decimal commas and a byte order
  mark, as Norwegian Excel opens it. Without `--format` the ending of `--output` decides: `.json`, `.csv`, else a table.
- **Identity.** Every answer says what it is and what it rests on: [answers.md](answers.md). A CSV file begins with it; the table comes
  after the first empty line.
- **Files.** `--output` writes aside and renames: a run that is stopped leaves what stood there before, and says which files are whole.
- **Streams.** `-` is standard input (`batch`, `--scenario`, `import-workbook`) or output (`--output`, `workbook`); pipes and what lies
  under `/dev` work too. What comes through them has no ending: a batch is YAML where it begins with `scenarios:`, else CSV.
- **Exit codes.** 0 done; 1 the result could not be written, an unexpected error, or of `replay` an answer that is no longer the same;
  2 faults in the assumptions or in the
  command, all of them on standard error; 130 interrupted, 143 ended from outside. `COSTMODEL_DEBUG=1` shows where an unexpected error
  arose.
- **Names.** A value is named as in the assumption files: `participants`, `benefits.citizen_services.realisation`, or
  `benefits.*.realisation` for all benefits; the same for the other registers, `legacy_systems.*.yearly_cost` and
  `alternatives.market_system.one_off_cost`. `exit_year=none` means never.
- **Options.** `stay` and `leave_KEY` where the municipality is live, `stay_out`, `join` and `take_KEY` where it is not; KEY is an
  alternative of `alternatives.yaml`. `--alternative KEY` is the one that others leave to and that an `exit_year` of the scenario means.
- **Batch files.** CSV with a row a scenario: columns named as values, and `name`, `municipality` and `alternative` where wanted; an empty
  cell keeps the value that the run starts from. Or YAML with a list `scenarios`.
"""


SAY_ALL = """
import sys
from costmodel.cli.main import exit_code
for words in ([], *([name] for name in sys.argv[1:])):
    assert exit_code([*words, "--help"]) == 0
    print("\\f", end="")
"""
"""A program that says the help of the program and of each command named, a form feed after each."""


def help_texts() -> list[str]:
    """The help of the program and of each command, 100 columns wide and without colours, as one process says it."""
    environment = {**os.environ, "COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1", "TERM": "dumb", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", SAY_ALL, *COMMANDS]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, cwd=TARGET.parents[1], check=True)
    texts = result.stdout.split("\f")[:-1]
    return ["\n".join(line.rstrip() for line in text.strip("\n").split("\n")) for text in texts]


def document() -> str:
    """The whole page."""
    whole, *each = help_texts()
    parts = [INTRO, f"```\n{whole}\n```\n"]
    parts += [f"## {name}\n\n```\n{text}\n```\n" for name, text in zip(COMMANDS, each, strict=True)]
    return "\n".join(parts)


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8", newline="\n")
    for name, text in answer_schema_texts().items():
        (TARGET.parent / "schemas" / name).write_text(text, encoding="utf-8", newline="\n")

"""The quick parser of YAML and the patient one, which tells what is wrong, take every text alike."""

import random
import re
from textwrap import dedent

import pytest
from support import fuzzing, many

from costmodel.assumptions.located import Located
from costmodel.assumptions.reading import yaml_events, yaml_reading
from costmodel.assumptions.reading.yaml_events import DEEPEST
from costmodel.assumptions.reading.yaml_reading import read_yaml

FILES = {name: data.decode() for name, data in fuzzing.shipped_files().items() if name.endswith(".yaml")}
FRAGMENTS = [
    *":-#'\"{}[],&*!|>%@`~ \t\n\r\\0aé😀\x07\x7f\x85\u2028\ufeff\u00a0",
    *(": ", "- ", "---\n", "...\n", "\n  ", "%YAML 1.1\n", "!!str ", "&a ", "*a", "<<: ", "\\x41", "|\n", ">-\n", "|+2\n", "\r\n", "no"),
]
"""What means something in YAML, or looks as if it did."""
PARTS = [dedent(part) for text in FILES.values() for part in text.split("\n\n") if part.strip()]
"""What is damaged: the patient parser takes a second for the largest file as a whole."""


def patiently(text: str, monkeypatch: pytest.MonkeyPatch) -> Located:
    with monkeypatch.context() as without:
        without.setattr(yaml_events, "_quick_events", lambda text: None)
        return read_yaml(text, "x.yaml")


def alike(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their representations are compared, since numbers that are no numbers differ from themselves."""
    assert repr(patiently(text, monkeypatch)) == repr(read_yaml(text, "x.yaml")), text


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_they_read_the_shipped_files_alike(text, monkeypatch):
    assert yaml_events._quick_events(text) is not None
    alike(text, monkeypatch)


def damaged(rng: random.Random) -> str:
    text = rng.choice(PARTS)
    for _ in range(rng.choice([1, 1, 2, 4])):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice(["", rng.choice(FRAGMENTS)]) + text[at + rng.randrange(3) :]
    return text


def test_they_read_damaged_texts_alike(monkeypatch):
    """But for a text on lines of its own that begins with a line of spaces, which is YAML and which the patient one breaks down on."""
    rng, quick, broken = random.Random(18), 0, 0
    for _ in range(many(400, 20_000)):
        text = damaged(rng)
        quick += yaml_events._quick_events(text) is not None
        if [fault.code for fault in patiently(text, monkeypatch).faults] == ["not_yaml"] and not read_yaml(text, "x.yaml").faults:
            assert re.search(r"[>|][-+]?\n [ \r]*\n? +", text), text
            broken += 1
        else:
            alike(text, monkeypatch)
    assert broken < many(2, 20)
    assert quick > many(100, 4000), "the quick parser was hardly in use"


@pytest.mark.parametrize("text", ["[" * 100, "- " * 100, "{a: " * 100, f"a: [{'1, ' * 50}1]", "[" * DEEPEST + "]" * DEEPEST], ids=range(5))
def test_they_stop_alike_at_what_is_too_deep_or_too_much(text, monkeypatch):
    monkeypatch.setattr(yaml_events, "MOST_NODES", 40)
    monkeypatch.setattr(yaml_reading, "MOST_NODES", 40)
    alike(text, monkeypatch)

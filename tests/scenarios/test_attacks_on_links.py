"""Links with damage of every kind: each opens, with what is sound of it, and says in words what was left out."""

import random

from support import many, shipped
from support.mutations import mutate

from costmodel.output.faults import notice_lines
from costmodel.scenarios.choices import Choices
from costmodel.scenarios.link_reading import MOST_NOTICES, decode
from costmodel.scenarios.links import encode

CHOSEN = Choices(
    {"platform_cost": 90.0, "exit_year": 2033.0, "benefits.*.realisation": 0.25}, None, "national_record", ("Malvik", "Orkland")
)
LINKS = (
    encode("Trondheim", CHOSEN, shipped()),
    encode(None, Choices({}, tuple(shipped().scenarios["averoy-blir-med"].participant_set or ())), shipped()),
    encode("Averøy", Choices({name: item.maximum for name, item in list(shipped().parameters.items())[:40]}), shipped()),
)


def test_damaged_links_open_with_what_is_sound_of_them():
    has_left_out = 0
    for seed in range(many(1_000, 100_000)):
        rng = random.Random(seed)
        link = mutate(rng, rng.choice(LINKS).encode())[0].decode("utf-8", "replace")
        found = decode(link, shipped())
        told = notice_lines(found.notices, shipped())
        assert len(told) <= MOST_NOTICES + 1, link
        assert all(line and len(line) < 1_000 and line.replace("\N{NO-BREAK SPACE}", " ").isprintable() for line in told), (link, told)
        again = decode(encode(found.municipality, found, shipped()), shipped())
        assert (again.notices, dict(again.changes)) == ((), dict(found.changes)), link
        has_left_out += bool(told)
    assert has_left_out > 0

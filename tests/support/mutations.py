"""Damage to a file: slips of those who edit it (see ``slips.py``), and plain noise."""

import random
from collections.abc import Callable

from support.slips import TEXT_STEPS

ENCODINGS = ("utf-16", "utf-16-le", "cp1252", "utf-8-sig", "utf-32", "cp865", "mac-roman", "utf-7")


def _flip_bits(rng: random.Random, data: bytearray) -> None:
    for _ in range(rng.choice((1, 1, 2, 8))):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def _delete_bytes(rng: random.Random, data: bytearray) -> None:
    start = rng.randrange(len(data))
    del data[start : start + rng.choice((1, 1, 2, 10, 1000))]


def _insert_bytes(rng: random.Random, data: bytearray) -> None:
    start = rng.randrange(len(data))
    data[start:start] = rng.choice(
        (rng.randbytes(1), rng.randbytes(4), b"\xc3", b"\xff\xfe", b"\0", b"PK\x03\x04", b"\xed\xa0\x80", b"\xf5")
    )


def _double_bytes(rng: random.Random, data: bytearray) -> None:
    start, length = rng.randrange(len(data)), rng.choice((1, 10, 100, 1000))
    place = rng.choice((start, rng.randrange(len(data))))
    data[place:place] = data[start : start + length]


def _encode(rng: random.Random, data: bytearray) -> None:
    data[:] = data.decode("utf-8", "replace").encode(rng.choice(ENCODINGS), "replace")


BYTE_STEPS: dict[str, Callable[[random.Random, bytearray], None]] = {
    "flipped bits": _flip_bits,
    "deleted bytes": _delete_bytes,
    "inserted bytes": _insert_bytes,
    "doubled bytes": _double_bytes,
    "other encoding": _encode,
}
"""Noise by name; these change the bytes in place."""


MEANINGFUL = ("near number", "odd number", "near date", "swapped values", "other value", "odd value", "deleted block")
"""Taken more often than the others, for these are what an editor's slip looks like and what may pass unseen."""


def mutate(rng: random.Random, data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The file with one to three things wrong, and their names."""
    names: list[str] = []
    for _ in range(rng.choice((1, 1, 1, 1, 2, 3))):
        name, data = _one_step(rng, data)
        names.append(name)
    return data, tuple(names)


def _one_step(rng: random.Random, data: bytes) -> tuple[str, bytes]:
    """A step that changes something; nothing can be done to a file of which nothing is left."""
    while True:
        name = rng.choice((*TEXT_STEPS, *BYTE_STEPS, *MEANINGFUL * 3))
        changed = _apply(rng, data, name)
        if changed != data or not data:
            return name, changed


def _apply(rng: random.Random, data: bytes, name: str) -> bytes:
    if not data:
        return data
    if name in TEXT_STEPS:
        # Bytes that are no text survive the way there and back.
        return TEXT_STEPS[name](rng, data.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    changed = bytearray(data)
    BYTE_STEPS[name](rng, changed)
    return bytes(changed)

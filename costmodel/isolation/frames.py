"""What the two processes say to each other: frames of bytes, each with its length before it."""

import struct
from typing import BinaryIO

_LENGTH = struct.Struct(">Q")


def send(stream: BinaryIO, data: bytes) -> None:
    """Write one frame."""
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """The next frame; None where the other side has ended, also in the middle of one."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    return data if len(data) == length else None

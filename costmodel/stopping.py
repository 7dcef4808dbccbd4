"""Being stopped from outside: what SIGTERM and SIGHUP do is what Ctrl+C does. Imports nothing of the project: it is there first."""

import signal

SIGNALS = ("SIGTERM", "SIGHUP")
"""Sent by what runs the program, and when a terminal is closed; Windows has only the first."""


class Stopped(BaseException):
    """The program was asked to end; files that are half written are taken away on the way out."""

    def __init__(self, number: int) -> None:
        """`number` is the signal's."""
        super().__init__(number)
        self.exit_code = 128 + number


def raise_on_signals() -> None:
    """Let a signal that would end the process at once raise Stopped instead; one that is ignored, as under nohup, stays so."""
    for number in _numbers():
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)


def ignore_signals() -> None:
    """When the work is done and only the end of the process is left, which has nothing more to say."""
    for number in (signal.SIGINT, *_numbers()):
        signal.signal(number, signal.SIG_IGN)


def _numbers() -> list[int]:
    return [getattr(signal, name) for name in SIGNALS if hasattr(signal, name)]


def _stop(number: int, frame: object) -> None:
    raise Stopped(number)

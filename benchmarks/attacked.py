"""What others notice while somebody attacks: the median time of a move of a lever, beside that of a quiet server.

``python -m benchmarks.attacked``: one user moves a lever again and again, alone, and then while each attack goes on without a pause.
"""

import asyncio
import contextlib
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from support import bulky
from support.servers import running_app

from benchmarks.busy_users import at_random, run
from benchmarks.timing import table
from costmodel import AssumptionError
from costmodel.assumptions.uploads import read_upload
from costmodel.isolation.calling import Isolated

LEVER, MOVES = "Plattformkostnad", 15
Attack = Callable[[str, threading.Event], None]
"""Goes on against a server until it is told to stop."""


async def moves(url: str) -> list[float]:
    """Seconds of each move of one user."""
    address = f"ws{url.removeprefix('http')}/_stcore/stream"
    async with connect(address, subprotocols=["streamlit"], max_size=None, proxy=None) as connection:
        slider = next(widget for label, widget in (await run(connection, url, [])).items() if label.startswith(LEVER))
        chance, found = random.Random(1), list[float]()
        for _ in range(MOVES):
            before = time.perf_counter()
            await run(connection, url, [at_random(slider, chance)])
            found.append(time.perf_counter() - before)
    return found


def foreign_pages(url: str, over: threading.Event) -> None:
    """Websockets from a page of another host; each stood still for 2 s for everybody before."""

    async def knock() -> None:
        with contextlib.suppress(WebSocketException, OSError):
            async with connect(f"ws{url.removeprefix('http')}/_stcore/stream", origin="https://example.com", proxy=None):
                pass

    while not over.is_set():
        asyncio.run(knock())


def idle_pages(url: str, over: threading.Event) -> None:
    """250 websockets that do nothing, which stopped a server of 1 024 files before."""

    async def sit() -> None:
        async with contextlib.AsyncExitStack() as stack:
            for _ in range(250):
                address = f"ws{url.removeprefix('http')}/_stcore/stream"
                await stack.enter_async_context(connect(address, subprotocols=["streamlit"], max_size=None, proxy=None))
            await asyncio.to_thread(over.wait)

    asyncio.run(sit())


def hostile_files(_url: str, over: threading.Event) -> None:
    """Archives that take long to read, one after the other in the process that reads them; 11-fold for two minutes before."""
    data = bulky.UPLOADS["scenarios with many values"]()
    with closing_reader() as reader:
        while not over.is_set():
            with contextlib.suppress(AssumptionError):
                reader.call(read_upload, "x.zip", ([("x.zip", data)], {}))


@contextmanager
def closing_reader() -> Iterator[Isolated]:
    """A process that reads, ended afterwards."""
    reader = Isolated(("costmodel.assumptions.uploads",))
    with contextlib.ExitStack() as stack:
        stack.callback(reader.end)
        yield reader


def attacked(url: str, attack: Attack) -> float:
    """The median of a move while an attack goes on."""
    over = threading.Event()
    attacker = threading.Thread(target=attack, args=(url, over))
    attacker.start()
    try:
        return median(asyncio.run(moves(url)))
    finally:
        over.set()
        attacker.join()


def main() -> None:
    """Measure and print."""
    rows = []
    with running_app() as url:
        asyncio.run(moves(url))
        for attack in (foreign_pages, idle_pages, hostile_files):
            quiet = median(asyncio.run(moves(url)))  # each time anew: what else the machine does changes
            found = attacked(url, attack)
            rows.append([attack.__name__.replace("_", " "), f"{1000 * quiet:.0f}", f"{1000 * found:.0f}", f"{found / quiet:.1f}"])
    print(table(["attack", "ms of a move before it", "ms during it", "ratio"], rows))


if __name__ == "__main__":
    main()

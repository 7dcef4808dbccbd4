"""Many sessions on one process and on two behind nginx: reruns a second, wrong numbers, memory; and one replica killed in the middle.

Every session moves one lever to values whose net present value is known from a session that was alone on the server; one whose connection
breaks comes back as a browser does, with the address that it had. ``python -m benchmarks.replicas`` prints the table.
"""

import asyncio
import os
import random
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Slider_pb2 import Slider
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from benchmarks.busy_users import FINISHED
from benchmarks.timing import table

ROOT = Path(__file__).parents[1]
FIGURE = "Netto nåverdi"
PORT = 8760
MOVES = 4
FIRST = asyncio.FIRST_COMPLETED
PLACES = (0, 3, 7, 11)
"""Steps of the lever that sessions move to."""


@dataclass
class Session:
    """One visitor: what his page showed last."""

    url: str
    cookie: str = ""
    query: str = ""
    """Of the address, as the server has set it."""
    lever: Slider | None = None
    figure: str = ""

    async def run(self, connection: ClientConnection, states: list[WidgetState]) -> None:
        """Ask for one run of the page and read it to its end."""
        message = BackMsg()
        message.rerun_script.widget_states.widgets.extend(states)
        message.rerun_script.query_string = self.query
        message.rerun_script.context_info.url = f"{self.url}/"
        await connection.send(message.SerializeToString())
        while True:
            answer = ForwardMsg.FromString(await connection.recv(decode=False))
            element = answer.delta.new_element
            if element.HasField("slider") and self.lever is None:
                self.lever = element.slider
            if element.HasField("metric") and FIGURE in element.metric.label:
                self.figure = element.metric.body
            if element.HasField("exception"):
                raise RuntimeError(element.exception.message)
            if answer.HasField("page_info_changed"):
                self.query = answer.page_info_changed.query_string
            if answer.HasField("script_finished") and answer.script_finished in FINISHED:
                return

    def at(self, place: int) -> list[WidgetState]:
        """The lever, which has been shown, moved to a step."""
        assert self.lever is not None
        state = WidgetState(id=self.lever.id)
        if self.lever.options:
            state.string_array_value.data.append(self.lever.options[place % len(self.lever.options)])
        else:
            state.double_array_value.data.append(self.lever.min + self.lever.step * place)
        return [state]


@dataclass
class Count:
    """What came of all sessions."""

    runs: int = 0
    wrong: int = 0
    errors: list[str] = field(default_factory=list)
    came_back: int = 0
    lost: int = 0
    """Came back to another number than they left."""


def opened(session: Session) -> connect:
    headers = {"Cookie": session.cookie} if session.cookie else {}
    return connect(
        f"ws{session.url.removeprefix('http')}/_stcore/stream",
        subprotocols=["streamlit"],
        max_size=None,
        proxy=None,
        additional_headers=headers,
        open_timeout=300,
        ping_timeout=None,
    )


def cookie_of(connection: ClientConnection) -> str:
    assert connection.response is not None
    return next((found.partition(";")[0] for found in connection.response.headers.get_all("Set-Cookie") if "replica" in found), "")


async def visit(session: Session, known: dict[int, str], count: Count, chance: random.Random, gate: asyncio.Event) -> None:
    """A first load and some moves; where the connection breaks, again with the address, and the number must be that of before."""
    left, moves, place = "", 0, PLACES[0]
    while moves <= MOVES:
        try:
            async with opened(session) as connection:
                session.cookie = cookie_of(connection) or session.cookie
                session.lever = None
                await session.run(connection, [])
                count.runs += 1
                if left:
                    count.came_back += 1
                    count.lost += session.figure not in {left, known[place]}  # the address may be of the move under way
                while moves < MOVES:
                    place = chance.choice(PLACES)
                    await session.run(connection, session.at(place))
                    count.runs, moves, left = count.runs + 1, moves + 1, session.figure
                    count.wrong += bool(known) and session.figure != known[place]
                await asyncio.wait({asyncio.ensure_future(gate.wait()), asyncio.ensure_future(connection.wait_closed())}, return_when=FIRST)
                if gate.is_set():
                    return
        except (ConnectionClosed, InvalidStatus, OSError):
            await asyncio.sleep(0.5)
        except Exception as error:
            count.errors.append(repr(error))
            return


async def solo(url: str) -> dict[int, str]:
    """The figure at each step, from a session that is alone."""
    known, session = {}, Session(url)
    async with opened(session) as connection:
        await session.run(connection, [])
        for place in PLACES:
            await session.run(connection, session.at(place))
            known[place] = session.figure
    return known


def memory(pids: list[int]) -> float:
    """MB that these processes hold."""
    pages = sum(int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) for pid in pids)
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def crowd(url: str, sessions: int, known: dict[int, str], pids: list[int], kill: bool) -> list[str]:
    """A row of the table: so many sessions at once; all stay until memory has been read."""
    count, gate, before = Count(), asyncio.Event(), memory(pids)
    began = time.perf_counter()
    tasks = [asyncio.create_task(visit(Session(url), known, count, random.Random(seed), gate)) for seed in range(sessions)]
    wanted = sessions * (MOVES + 1)
    killed = False
    while count.runs < wanted + count.came_back and not all(task.done() for task in tasks):
        await asyncio.sleep(0.2)
        if kill and not killed and count.runs > wanted // 2:
            os.kill(pids[0], 9)
            killed = True
    seconds = time.perf_counter() - began
    held = "" if kill else f"{(memory(pids) - before) / sessions:.2f}"
    gate.set()
    await asyncio.gather(*tasks)
    return [
        *(f"{sessions}", f"{count.runs / seconds:.1f}", f"{count.wrong}", f"{len(count.errors)}"),
        *(held, f"{count.came_back}" if kill else "", f"{count.lost}" if kill else ""),
    ]


def children(pid: int) -> list[int]:
    """The servers that a process has started."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return [int(one) for one in found if b"server.py" in Path(f"/proc/{one}/cmdline").read_bytes()]


def measured(replicas: int, sessions: int, *, kill: bool = False) -> list[str]:
    """A row for fresh servers."""
    environment = {**os.environ, "PORT": str(PORT), "HOST": "127.0.0.1"}
    command = [sys.executable, "deploy/replicas.py", str(replicas)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{PORT}"
    try:
        while True:
            try:
                urllib.request.urlopen(url, timeout=2)
                break
            except OSError:
                time.sleep(0.3)
        known = asyncio.run(solo(url))
        return [f"{replicas}{', one killed' if kill else ''}", *asyncio.run(crowd(url, sessions, known, children(server.pid), kill))]
    finally:
        server.terminate()
        server.wait(timeout=60)


HEAD = ["replicas", "sessions", "reruns a second", "wrong numbers", "errors", "MB a session", "came back", "lost their scenario"]


def main() -> None:
    """The table; give numbers of sessions to measure other ones."""
    sizes = [int(word) for word in sys.argv[1:]] or [100, 200]
    rows = [measured(replicas, size) for size in sizes for replicas in (1, 2)]
    rows.append(measured(2, sizes[-1], kill=True))
    print(table(HEAD, rows))
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()

"""Many users at once: each opens the page, then moves two levers again and again without a pause."""

import asyncio
import random
import time

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Checkbox_pb2 import Checkbox
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Slider_pb2 import Slider
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

FINISHED = {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY}
"""The whole page, or the parts of it that a move changes."""
SECONDS = 60
"""No run takes longer."""


def at_random(slider: Slider, chance: random.Random) -> WidgetState:
    """The slider's state at one of its values."""
    state = WidgetState(id=slider.id)
    if slider.options:
        state.string_array_value.data.append(chance.choice(slider.options))
    else:
        steps = round((slider.max - slider.min) / slider.step)
        state.double_array_value.data.append(slider.min + slider.step * chance.randint(0, steps))
    return state


async def run(connection: ClientConnection, url: str, states: list[WidgetState]) -> dict[str, Slider | Checkbox]:
    """Ask for one run of the page and wait for its end; the sliders and switches that it showed, by label."""
    message = BackMsg()
    message.rerun_script.widget_states.widgets.extend(states)
    message.rerun_script.context_info.url = f"{url}/"  # every browser says where it is
    await connection.send(message.SerializeToString())
    shown: dict[str, Slider | Checkbox] = {}
    while True:
        answer = ForwardMsg.FromString(await connection.recv(decode=False))
        element = answer.delta.new_element
        if element.HasField("slider"):
            shown[element.slider.label] = element.slider
        if element.HasField("checkbox"):
            shown[element.checkbox.label] = element.checkbox
        if element.HasField("exception"):
            raise RuntimeError(element.exception.message)
        if answer.HasField("script_finished") and answer.script_finished in FINISHED:
            return shown


async def user(url: str, labels: list[str], seed: int, times: int) -> None:
    """One user: a first load, then `times` moves; switches among the labels are off from the first move."""
    address = f"ws{url.removeprefix('http')}/_stcore/stream"
    async with connect(address, subprotocols=["streamlit"], max_size=None, proxy=None) as connection:
        shown = await run(connection, url, [])
        found = [next(widget for label, widget in shown.items() if label.startswith(wanted)) for wanted in labels]
        chance = random.Random(seed)
        for _ in range(times):
            await run(connection, url, [_state(widget, chance) for widget in found])


def _state(widget: Slider | Checkbox, chance: random.Random) -> WidgetState:
    return at_random(widget, chance) if isinstance(widget, Slider) else WidgetState(id=widget.id, bool_value=False)


async def crowd(url: str, labels: list[str], users: int, times: int, seed: int) -> None:
    """All users at once."""
    async with asyncio.timeout(SECONDS):
        await asyncio.gather(*(user(url, labels, seed + number, times) for number in range(users)))


def reruns_a_second(url: str, labels: list[str], *, users: int = 30, times: int = 8, seed: int = 1) -> float:
    """Runs of the page that the server ends in a second, first loads counted."""
    before = time.perf_counter()
    asyncio.run(crowd(url, labels, users, times, seed))
    return users * (times + 1) / (time.perf_counter() - before)

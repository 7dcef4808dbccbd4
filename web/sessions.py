"""Streamlit's sessions: which messages a page may send, what it is told of the server, and the end of those whose visitors have left."""

import asyncio
import gc
import logging
from hashlib import sha256
from typing import Any

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime

from web import bounds

ALLOWED = frozenset({"rerun_script", "stop_script", "file_urls_request", "app_heartbeat", "backend_operation_request"})
"""What a page of ours sends. Others empty everybody's caches, or ask about the machine."""
LARGEST_BEGINNING = 50_000
"""Bytes: what begins a run, which alone tells of the server, is smaller."""


def is_allowed(data: bytes) -> bool | None:
    """Whether a message from a page may reach Streamlit; None where it is none at all."""
    asked = BackMsg()
    try:
        asked.ParseFromString(data)
    except DecodeError:
        return None
    return asked.WhichOneof("type") in ALLOWED


def without_internals(data: bytes) -> bytes:
    """A message to a page without the place of the files on the server and the versions of what runs there.

    The version of Streamlit becomes a mark that only tells one from another, by which a page sees that it is of an earlier one.
    """
    if len(data) > LARGEST_BEGINNING:
        return data
    told = ForwardMsg()
    told.ParseFromString(data)
    if told.WhichOneof("type") != "new_session":
        return data
    session = told.new_session
    session.main_script_path = "app.py"
    about = session.initialize.environment_info
    about.streamlit_version = sha256(about.streamlit_version.encode()).hexdigest()[:8]
    about.python_version = ""
    return told.SerializeToString()


def uploaded(session: str) -> tuple[int, int]:
    """Bytes that are kept of the uploads of one session, and of all."""
    files: Any = Runtime.instance().uploaded_file_mgr
    kept = {owner: sum(len(file.data) for file in of_owner.values()) for owner, of_owner in list(files.file_storage.items())}
    return kept.get(session, 0), sum(kept.values())


async def sweep() -> None:
    """Again and again, end the sessions whose visitors have left, with their uploads: Streamlit does so when the next visitor comes."""
    while True:
        await asyncio.sleep(bounds.SWEEP_SECONDS)
        try:
            end_left()
        except Exception:  # it goes on: the next look may succeed
            logging.getLogger(__name__).exception("sessions could not be ended")


def end_left() -> int:
    """End the sessions that nobody can come back to any longer; how many they were."""
    manager: Any = Runtime.instance()._session_mgr
    kept = manager._session_storage._cache
    now = kept.timer()
    left = [kept._data[key].session for key, until in list(kept._expirations.items()) if until <= now]
    kept.expire()
    for session in left:
        session.shutdown()
    if left:
        gc.collect()
    return len(left)

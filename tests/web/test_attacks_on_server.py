"""What a stranger may do to the server: foreign pages, crowds, requests that never end, messages of his own making."""

import asyncio
import http.client
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from support import ROOT, narrow_server
from support.servers import running_app
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from web import bounds, sessions
from web.middleware.origins import is_own
from web.middleware.visitors import Visitors

PROGRAM = ROOT / "tests" / "support" / "narrow_server.py"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("narrow")


@pytest.fixture(scope="module")
def host(folder):
    with running_app(program=(str(PROGRAM), str(folder))) as url:
        yield urlsplit(url).netloc


def in_a_loop(work):
    """What an asynchronous call gives, run in a thread of its own: the browser tests keep a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def page(host: str, origin: str | None = None, **headers: str):
    return connect(
        f"ws://{host}/_stcore/stream", subprotocols=["streamlit"], proxy=None, max_size=None, origin=origin, additional_headers=headers
    )


async def visit(connection, host: str, **message: object) -> list[ForwardMsg]:
    """Ask for the first page as a browser does and read it to its end."""
    ask = BackMsg()
    ask.rerun_script.context_info.url = f"http://{host}/"
    await connection.send(ask.SerializeToString())
    found = [ForwardMsg.FromString(await connection.recv(decode=False))]
    while not found[-1].HasField("script_finished"):
        found.append(ForwardMsg.FromString(await connection.recv(decode=False)))
    return found


def get(host: str, path: str = "/") -> tuple[int, str]:
    connection = http.client.HTTPConnection(host, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    found = answer.status, answer.read().decode()
    connection.close()
    return found


def until(is_so) -> None:
    """Wait for a state, as long as a busy machine may need."""
    deadline = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


# Pages of others


@pytest.mark.parametrize(
    ("origin", "asked", "own"),
    [
        ("http://a.no", "a.no", True),
        ("https://a.no", "a.no", True),
        ("https://A.no", "a.no:443", True),
        ("http://a.no:80", "a.no", True),
        ("http://a.no:8501", "a.no:8501", True),
        ("http://[::1]:8501", "[::1]:8501", True),
        ("http://a.no:8501", "a.no", False),
        ("http://localhost:9000", "localhost:8501", False),
        ("https://b.no", "a.no", False),
        ("https://a.no.b.no", "a.no", False),
        ("https://a.no@b.no", "a.no", False),
        ("null", "a.no", False),
        ("", "a.no", False),
        ("file://", "", False),
        ("ftp://a.no", "a.no", False),
        ("http://[", "a.no", False),
    ],
)
def test_an_origin_is_own_where_it_is_the_host_that_was_asked(origin, asked, own):
    assert is_own(Headers({"Origin": origin, "Host": asked})) is own


def test_a_foreign_page_is_refused_in_words_and_the_server_asks_nobody(host, folder):
    async def foreign():
        with pytest.raises(InvalidStatus) as caught:
            async with page(host, "https://example.com"):
                pass
        async with page(host, f"http://{host}") as connection:
            assert len(await visit(connection, host)) > 10
        return caught.value.response

    answer = in_a_loop(foreign())
    assert answer.status_code == 403
    assert b"et annet nettsted" in answer.body
    assert get(host, "/kommuner")[0] == 200
    assert not (folder / "outgoing").exists(), (folder / "outgoing").read_text()


def test_the_eye_on_outgoing_connections_sees(folder, monkeypatch):
    monkeypatch.setattr(narrow_server, "FOLDER", folder / "seen")
    (folder / "seen").mkdir()
    with socket.socket() as one:
        narrow_server.watch("socket.connect", (one, ("192.0.2.1", 80)))
    assert "192.0.2.1" in (folder / "seen" / "outgoing").read_text()


# Crowds


def test_there_is_room_for_so_many_and_the_next_is_asked_to_come_again(host, folder):
    async def crowd():
        async with AsyncExitStack() as stack:
            for _ in range(narrow_server.SESSIONS):
                await stack.enter_async_context(page(host))
            with pytest.raises(InvalidStatus) as caught:
                await stack.enter_async_context(page(host))
            status, said = await asyncio.to_thread(get, host)
            assert (await asyncio.to_thread(get, host, "/health"))[0] == 200
        return caught.value.response.status_code, status, said

    first, status, said = in_a_loop(crowd())
    assert (first, status) == (503, 503)
    assert "Det er mange her nå" in said
    until(lambda: get(host)[0] == 200)
    until(lambda: len((folder / "left").read_text().splitlines()) >= narrow_server.SESSIONS if (folder / "left").exists() else False)


@pytest.mark.parametrize(
    "beginning",
    [b"", b"GET / HTTP/1.1\r\nHost: a", b"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nx"],
    ids=["nothing", "half a header", "half a body"],
)
def test_a_request_that_never_ends_is_ended(host, beginning):
    name, port = host.split(":")
    with socket.create_connection((name, int(port)), timeout=60) as one:
        one.sendall(beginning)
        try:
            while one.recv(1000):
                pass
        except ConnectionResetError:
            return


def test_sessions_are_as_many_as_there_are_files_for():
    assert bounds.sessions_for(bounds.raise_file_limit()) > 100
    assert bounds.sessions_for(256) == 1


# Messages


def test_only_messages_of_our_pages_reach_streamlit():
    for kind in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields:
        message = BackMsg()
        getattr(message, kind.name).SetInParent() if kind.message_type else setattr(message, kind.name, True)
        assert sessions.is_allowed(message.SerializeToString()) is (kind.name in sessions.ALLOWED)
    assert "clear_cache" not in sessions.ALLOWED
    assert sessions.is_allowed(b"\xff\xff") is None
    assert sessions.is_allowed(b"") is False


@pytest.mark.parametrize("message", [b"\xff\xff", "text"])
def test_what_is_no_message_ends_the_connection(host, message):
    async def send():
        async with page(host) as connection:
            await connection.send(message)
            with pytest.raises(ConnectionClosed):
                while True:
                    await connection.recv(decode=False)

    in_a_loop(send())


def test_a_page_is_not_told_what_runs_and_where(host):
    async def told():
        async with page(host) as connection:
            return await visit(connection, host)

    messages = in_a_loop(told())
    (session,) = [message.new_session for message in messages if message.HasField("new_session")]
    assert session.main_script_path == "app.py"
    assert len(session.initialize.environment_info.streamlit_version) == 8
    said = b"".join(message.SerializeToString() for message in messages)
    assert str(ROOT).encode() not in said
    assert str(Path.home() / "x").encode()[:-1] not in said


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/script-health-check", "/auth/login", "/oauth2callback", "/_stcore/agent"])
def test_internals_are_not_found(host, path):
    assert get(host, path)[0] == 404


# Uploads


def put(most_of_all: int, of_session: int, of_all: int, monkeypatch) -> int:
    """The status of an upload where so much is kept already."""
    monkeypatch.setattr(sessions, "uploaded", lambda session: (of_session, of_all))
    monkeypatch.setattr(bounds, "UPLOADS_AT_A_TIME", most_of_all)
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request"}

    scope = {"type": "http", "method": "PUT", "path": "/_stcore/upload_file/a/b", "headers": [], "query_string": b""}
    in_a_loop(Visitors(PlainTextResponse("taken"), most=1)(scope, receive, send))
    return sent[0]["status"]


def test_only_so_much_is_kept_of_what_is_uploaded(monkeypatch):
    assert put(1, 0, 0, monkeypatch) == 200
    assert put(0, 0, 0, monkeypatch) == 503
    assert put(1, bounds.UPLOADED_OF_A_SESSION + 1, 0, monkeypatch) == 413
    assert put(1, 0, bounds.UPLOADED_IN_ALL + 1, monkeypatch) == 503

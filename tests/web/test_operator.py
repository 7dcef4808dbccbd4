"""What an operator leans on: health and readiness, addresses that lead nowhere, a path of the host, a quiet log, several replicas."""

import asyncio
import http.client
import logging
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from starlette.responses import HTMLResponse, RedirectResponse
from support import ROOT
from support.servers import free_port, running_app

from web.logs import is_of_the_server, record_without_messages
from web.middleware.addresses import UnknownAddresses
from web.middleware.base_path import BasePath, base_path

sys.path.insert(0, str(ROOT / "deploy"))

import replicas


def status(url: str, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    found = answer.status, answer.read().decode()
    connection.close()
    return found


def in_a_loop(work):
    """What an asynchronous call gives, run in a thread of its own: the browser tests keep a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def asked(app, path: str) -> tuple[int, dict[str, str], str]:
    """What an ASGI application answers to one request."""
    sent = []

    async def receive():
        return {"type": "http.request"}

    async def send(message):
        sent.append(message)

    raw, _, query = path.partition("?")
    scope = {"type": "http", "method": "GET", "path": raw, "raw_path": raw.encode(), "headers": [], "query_string": query.encode()}
    in_a_loop(app(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent).decode()


# Health and readiness


def test_a_sound_server_is_alive_and_ready(base_url):
    assert status(base_url, "/health") == (200, "ok\n")
    assert status(base_url, "/ready") == (200, "ready\n")


def test_a_server_with_faulty_assumptions_lives_but_is_not_ready_until_they_are_mended(tmp_path):
    folder = tmp_path / "assumptions"
    shutil.copytree(ROOT / "assumptions", folder)
    parameters = folder / "base" / "parameters.yaml"
    sound = parameters.read_text("utf-8")
    parameters.write_text(sound.replace("value:", "valeu:"), "utf-8")
    with running_app(HELSEPLATTFORMEN_ASSUMPTIONS=str(folder)) as url:
        assert status(url, "/health")[0] == 200
        code, said = status(url, "/ready")
        assert (code, bool(re.fullmatch(r"assumptions: \d+ faults\n", said))) == (503, True)
        assert str(tmp_path) not in said
        parameters.write_text(sound, "utf-8")
        assert status(url, "/ready") == (200, "ready\n")


# Addresses that lead nowhere


@pytest.mark.parametrize("path", ["/nothing", "/utforsk/more", "/_stcore/nothing", "/static/js/nothing.js", "/.env", "/index.php"])
def test_an_unknown_address_is_not_found(base_url, path):
    code, said = status(base_url, path)
    assert code == 404
    assert "Fant ikke siden" in said


@pytest.mark.parametrize("name", sorted(path.parent.name for path in (ROOT / "pages").glob("*/page.py")))
def test_every_page_is_found(base_url, name):
    assert status(base_url, f"/{name.replace('hvem_betaler', 'hvem-betaler')}")[0] == 200


def test_what_is_no_page_passes_at_any_address():
    async def plain(scope, receive, send):
        await HTMLResponse("no page", media_type="text/plain")(scope, receive, send)

    assert asked(UnknownAddresses(plain), "/nothing")[2] == "no page"


# A path of the host


@pytest.mark.parametrize(
    ("environment", "path"),
    [
        ({}, ""),
        ({"HELSEPLATTFORMEN_BASE_PATH": ""}, ""),
        ({"HELSEPLATTFORMEN_BASE_PATH": "/"}, ""),
        ({"HELSEPLATTFORMEN_BASE_PATH": "/a/b/"}, "/a/b"),
        ({"STREAMLIT_SERVER_BASE_URL_PATH": "kostnad"}, "/kostnad"),
    ],
)
def test_the_path_is_read_from_the_environment(environment, path):
    assert base_path(environment) == path


@pytest.mark.parametrize(
    ("asked_for", "inside"),
    [("/kostnad/", "/"), ("/kostnad/kommuner", "/kommuner"), ("/kommuner", "/kommuner"), ("/kostnader", "/kostnader")],
)
def test_the_path_is_taken_off_whether_or_not_a_proxy_has_done_so(asked_for, inside):
    async def told(scope, receive, send):
        assert scope["raw_path"].decode() == scope["path"]
        await HTMLResponse(scope["path"])(scope, receive, send)

    assert asked(BasePath(told, "/kostnad"), asked_for)[2] == inside


def test_what_leads_home_leads_below_the_path():
    def sending_to(address):
        async def app(scope, receive, send):
            await RedirectResponse(address)(scope, receive, send)

        return BasePath(app, "/kostnad")

    assert asked(sending_to("/utforsk"), "/kostnad/utforsk/")[1]["location"] == "/kostnad/utforsk"
    assert asked(sending_to("/kostnad/x"), "/")[1]["location"] == "/kostnad/x"
    assert asked(sending_to("https://example.no/"), "/")[1]["location"] == "https://example.no/"
    assert asked(sending_to("/"), "/kostnad?a=b")[1]["location"] == "/kostnad/?a=b"


# The log


def test_the_server_starts_without_a_warning_and_its_log_names_no_visitor():
    port = free_port()
    command = [sys.executable, "server.py"]
    environment = {"PORT": str(port), "PATH": "/usr/bin:/bin", "HOME": "/nonexistent"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        lines = []
        for line in server.stdout:
            lines.append(line)
            if "running on" in line:
                break
        in_a_loop(visit(f"127.0.0.1:{port}"))
        status(f"http://127.0.0.1:{port}", "/kommuner?title=Kari+Nordmann")
        server.terminate()
        lines += server.stdout.readlines()
    assert [line for line in lines if not re.match(r"\d{4}-\d\d-\d\d [\d:,.]+ INFO uvicorn\.error: ", line)] == []
    assert "Application startup complete" in "".join(lines)
    assert "Finished server process" in "".join(lines)
    about_visitors = re.compile(r"WebSocket|connection|Kari|kommuner|_stcore")
    assert [line for line in lines if about_visitors.search(line)] == []


async def visit(host: str) -> None:
    """Open and close a websocket as a browser does."""
    from websockets.asyncio.client import connect

    async with connect(f"ws://{host}/_stcore/stream?title=Kari", subprotocols=["streamlit"], proxy=None):
        pass


def test_warnings_of_a_connection_are_kept():
    assert not is_of_the_server(logging.makeLogRecord({"msg": '%s - "WebSocket %s" [accepted]', "levelno": logging.INFO}))
    assert is_of_the_server(logging.makeLogRecord({"msg": "connection refused", "levelno": logging.WARNING}))
    assert is_of_the_server(logging.makeLogRecord({"msg": "Application startup complete.", "levelno": logging.INFO}))


def test_an_error_is_told_by_its_kind_and_place_not_by_what_it_quotes():
    try:
        try:
            int("Kari Nordmann")
        except ValueError as inner:
            raise KeyError("Ola Nordmann") from inner
    except KeyError:
        found = sys.exc_info()
    record = record_without_messages("x", logging.ERROR, __file__, 1, "the page failed", (), found)
    said = logging.Formatter("%(message)s").format(record)
    assert "Nordmann" not in said.replace('int("Kari Nordmann")', "").replace('KeyError("Ola Nordmann")', "")
    assert "builtins.ValueError" in said
    assert "builtins.KeyError" in said
    assert "test_operator.py" in said


# Replicas


@pytest.mark.parametrize("count", [1, 2, 3])
def test_nginx_takes_the_settings_of_any_number_of_replicas(tmp_path, count):
    ports = list(range(9001, 9001 + count))
    (tmp_path / "replicas.conf").write_text(replicas.replicas_conf(ports))
    (tmp_path / "nginx.conf").write_text(replicas.main_conf(tmp_path, "127.0.0.1", 9000))
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin")
    assert nginx, "the tests need nginx: tools/install_programs.sh installs it"
    tried = subprocess.run(
        [nginx, "-t", "-p", tmp_path, "-c", tmp_path / "nginx.conf", "-e", "stderr"], check=False, capture_output=True, text=True
    )
    assert "test is successful" in tried.stderr, tried.stderr


def test_the_shipped_settings_are_those_of_two_replicas():
    shipped = (ROOT / "deploy" / "nginx" / "replicas.conf").read_text("utf-8")
    assert shipped == replicas.replicas_conf([replicas.FIRST_PORT, replicas.FIRST_PORT + 1]), "python deploy/replicas.py --print 2"

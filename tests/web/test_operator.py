"""What an operator leans on: health and readiness, addresses that lead nowhere, a path of the host, a quiet log, several replicas."""

import asyncio
import http.client
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.routing import Router
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from support import ROOT, contained
from support.replicas import process_on
from support.servers import free_port, running_app
from websockets.asyncio.client import connect

from web import statements
from web.logs import is_of_the_server, record_without_messages
from web.middleware.addresses import UnknownAddresses
from web.middleware.base_path import BasePath, base_path

sys.path.insert(0, str(ROOT / "deploy"))

import replicas

from pages.components.menu import address_of


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
    assert status(base_url, f"/{address_of(name)}")[0] == 200


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


def test_the_server_starts_in_its_container_without_a_warning_and_its_log_names_no_visitor(tmp_path):
    contained.copy_into(tmp_path)
    environment = {"PATH": "/usr/bin:/bin", **contained.variables(), "HOST": "127.0.0.1", "PORT": str(free_port())}
    command, host = [*contained.command(tmp_path), sys.executable, "server.py"], f"127.0.0.1:{environment['PORT']}"
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        try:
            lines = []
            for line in server.stdout:
                lines.append(line)
                if "running on" in line:
                    break
            in_a_loop(visit(host))
            status(f"http://{host}", "/kommuner?title=Kari+Nordmann")
            assert status(f"http://{host}", "/ready")[0] == 200
            os.kill(process_on(int(environment["PORT"])), signal.SIGTERM)
            lines += server.stdout.readlines()
        finally:
            server.kill()  # it has ended, but where a check has failed
    assert [line for line in lines if not re.match(r"\d{4}-\d\d-\d\d [\d:,.]+ INFO uvicorn\.error: ", line)] == []
    assert "Application startup complete" in "".join(lines)
    assert "Finished server process" in "".join(lines)
    about_visitors = re.compile(r"WebSocket|connection|Kari|kommuner|_stcore")
    assert [line for line in lines if about_visitors.search(line)] == []


async def visit(host: str) -> None:
    """Open the first page as a browser does, read it to its end, and leave."""
    ask = BackMsg()
    ask.rerun_script.context_info.url = f"http://{host}/"
    async with connect(f"ws://{host}/_stcore/stream?title=Kari", subprotocols=["streamlit"], proxy=None, max_size=None) as connection:
        await connection.send(ask.SerializeToString())
        shown = b""
        while not ForwardMsg.FromString(part := await connection.recv(decode=False)).HasField("script_finished"):
            shown += part
    assert b"MNOK" in shown


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


# What is in deploy/


def run(*words, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run(list(map(str, words)), check=False, capture_output=True, text=True, **options)


def test_the_site_is_one_that_nginx_takes(tmp_path):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = run(
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-subj", "/CN=kost.example.no"
    )
    assert made.returncode == 0, made.stderr
    site = (
        (ROOT / "deploy" / "nginx" / "site.conf").read_text("utf-8").replace("/etc/nginx/helseplattformen", str(ROOT / "deploy" / "nginx"))
    )
    site = site.replace("/etc/ssl/certs/kost.example.no.pem", str(certificate)).replace("/etc/ssl/private/kost.example.no.key", str(key))
    site = re.sub(r"/var/log/nginx/\S+?(?=[ ;])", "/dev/null", re.sub(r"(listen (?:\[::\]:)?)(\d+)", r"\g<1>1\2", site))
    (tmp_path / "nginx.conf").write_text(f"pid {tmp_path}/pid; events {{}} http {{ {site} }}")
    tried = run(shutil.which("nginx", path="/usr/sbin:/usr/bin"), "-t", "-p", tmp_path, "-c", tmp_path / "nginx.conf", "-e", "stderr")
    assert "test is successful" in tried.stderr, tried.stderr
    assert "warn" not in tried.stderr


def test_systemd_takes_the_unit():
    systemd = shutil.which("systemd-analyze")
    if systemd is None:
        pytest.skip("this machine has no systemd to judge the unit")
    bwrap, units = shutil.which("bwrap"), ROOT / "deploy" / "systemd"
    places = ["--ro-bind", "/", "/", "--tmpfs", "/opt", "--tmpfs", "/run", "--tmpfs", "/tmp", "--ro-bind", ROOT, "/opt/helseplattformen"]
    places += ["--ro-bind", units, "/etc/systemd/system"]
    tried = run(bwrap, *places, systemd, "verify", *(f"/etc/systemd/system/{path.name}" for path in units.iterdir()))
    assert (tried.returncode, tried.stderr) == (0, "")


def test_the_container_file_copies_what_it_may(tmp_path):
    text = contained.CONTAINERFILE.read_text("utf-8")
    kept = set((ROOT / ".containerignore").read_text("utf-8").splitlines())
    assert {f"!{name}" for name in (*contained.copied(), "locks/runtime.txt")} == {line for line in kept if line.startswith("!")}
    assert "--require-hashes" in text
    assert re.search(r"^USER 10001:10001$", text, re.MULTILINE)
    contained.copy_into(tmp_path)
    tried = run(*contained.command(tmp_path), "sh", "-c", "id -u; touch x || touch /var/x || touch /usr/x || echo nothing to write")
    assert tried.stdout == "10001\nnothing to write\n"


# Statements


def statement(name: str) -> tuple[int, str]:
    code, _, said = asked(Router(statements.ROUTES), name)
    return code, said


def test_statements_are_served_once_they_are_filled_in(monkeypatch, tmp_path):
    assert statement("/personvern")[0] == 404
    monkeypatch.setenv(statements.FOLDER_VARIABLE, str(tmp_path))
    drafts = ROOT / "deploy" / "statements"
    assert sorted(path.stem for path in drafts.iterdir()) == sorted((*statements.PAGES, "security"))
    for path in drafts.iterdir():
        address = statements.SECURITY if path.stem == "security" else f"/{path.stem}"
        assert statement(address)[0] == 404
        shutil.copy(path, tmp_path)
        assert statement(address)[0] == 404, "a draft with something to fill in"
        (tmp_path / path.name).write_text(re.sub("«[^»]+»", "X <b>", path.read_text("utf-8")), "utf-8")
        code, said = statement(address)
        assert code == 200
        assert "X" in said
        assert ("<b>" in said) == (address == statements.SECURITY)
    assert "<table>" in statement("/informasjonskapsler")[1]
    assert "<title>Personvern</title>" in statement("/personvern")[1]

"""The app's server: headers, compression, language, hosts."""

import asyncio
import gzip
import http.client
import re
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.routing import Route
from support import ROOT
from support.servers import running_app

import server
from web.middleware import headers, language
from web.streamlit_texts import LABELS

FRONT_END = Path(streamlit.__file__).parent / "static"
FONTS = sorted(path.name for path in (ROOT / "static").glob("*.woff2"))
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


def ask(url: str, path: str, method: str = "GET", **headers: str) -> Answer:
    """One request with nothing done to the answer; ``if_none_match`` stands for If-None-Match."""
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=20)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    found = connection.getresponse()
    answer = Answer(found.status, found.headers, found.read())
    connection.close()
    return answer


def asset(pattern: str) -> str:
    """The address of the largest file of Streamlit's front end that fits."""
    path = max(FRONT_END.glob(f"static/{pattern}"), key=lambda found: found.stat().st_size)
    return "/" + path.relative_to(FRONT_END).as_posix()


def file_of(address: str) -> bytes:
    return (FRONT_END / address.removeprefix("/")).read_bytes()


def guarded(answer: Answer) -> bool:
    return all(answer.headers[name] == value for name, value in headers.SECURITY_HEADERS.items())


# Headers


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/utforsk", 200),
        ("/_stcore/health", 200),
        (asset("js/*.js"), 200),
        (f"/app/static/{FONTS[0]}", 200),
        ("/app/static/nothing.woff2", 404),
        ("/media/nothing.csv", 404),
    ],
)
def test_every_answer_carries_the_security_headers(base_url, path, status):
    answer = ask(base_url, path)
    assert answer.status == status
    assert guarded(answer)


def test_the_policy_lets_nothing_in_from_outside():
    assert not {word for sources in headers.POLICY.values() for word in sources.split()} - {
        "'self'",
        "'none'",
        "'wasm-unsafe-eval'",
        "'unsafe-inline'",
        "data:",
        "blob:",
    }
    assert [name for name, sources in headers.POLICY.items() if "'unsafe-inline'" in sources] == ["style-src"]
    assert headers.POLICY["default-src"] == "'self'"
    assert headers.POLICY["frame-ancestors"] == "'none'"


def test_only_files_with_a_hash_or_version_are_kept_by_browsers(base_url):
    for path in (asset("js/*.js"), *(f"/app/static/{name}" for name in FONTS)):
        assert re.search(r"\.[\w-]{8}\.js$|-\d+\.\d+\.\d+-", path), path
        assert "immutable" in ask(base_url, path).headers["Cache-Control"]
    for path in ("/", "/utforsk"):
        assert ask(base_url, path).headers["Cache-Control"] == "no-cache"
    assert "Cache-Control" not in ask(base_url, "/app/static/nothing-1.0.0-latin.woff2").headers


# The page


@pytest.mark.parametrize("path", ["/", "/utforsk", "/index.html"])
@pytest.mark.parametrize("encoding", ["identity", "gzip, deflate, br"])
def test_the_page_is_in_norwegian_at_its_right_length(base_url, path, encoding):
    answer = ask(base_url, path, accept_encoding=encoding)
    assert int(answer.headers["Content-Length"]) == len(answer.body)
    compressed = answer.headers["Content-Encoding"] == "gzip"
    assert compressed == ("gzip" in encoding)
    text = (gzip.decompress(answer.body) if compressed else answer.body).decode()
    assert '<html lang="nb">' in text
    assert "<title>Helseplattformen: kostnad og nytte</title>" in text
    assert text.endswith("</html>\n")


@pytest.mark.parametrize(("query", "code"), [("?lang=en", "en"), ("?lang=nn", "nn"), ("?lang=xx", "nb"), ("?lang=", "nb")])
def test_the_page_says_the_language_that_the_address_asks_for(base_url, query, code):
    assert f'<html lang="{code}">'.encode() in ask(base_url, f"/{query}", accept_encoding="identity").body


def test_every_change_of_the_page_still_finds_its_place():
    page = (FRONT_END / "index.html").read_bytes()
    assert [pattern for pattern, _ in language.index_changes() if len(re.findall(pattern, page)) != 1] == []
    assert re.findall(rb"<script>|<script [^>]*>[^<]", language.translated(page, "nb")) == [], "an inline script would be refused"
    preloaded = re.search(rb'href="\./app/static/([^"]+)"', language.translated(page, "nb"))
    assert preloaded
    assert preloaded[1].decode() in FONTS


@pytest.mark.parametrize("script", LABELS)
def test_every_text_of_a_script_still_finds_its_place(base_url, script):
    path = asset(f"js/{script}.*.js")
    code = file_of(path).decode()
    assert [english for english in LABELS[script] if english not in code] == []
    for encoding in ("identity", "gzip"):
        answer = ask(base_url, path, accept_encoding=encoding)
        assert int(answer.headers["Content-Length"]) == len(answer.body)
        served = (gzip.decompress(answer.body) if answer.headers["Content-Encoding"] == "gzip" else answer.body).decode()
        assert [norwegian for norwegian in LABELS[script].values() if norwegian not in served] == []
        assert [english for english in LABELS[script] if english in served] == []


def test_the_page_is_never_answered_from_an_older_copy(base_url):
    on_disk = (FRONT_END / "index.html").stat().st_mtime
    answer = ask(base_url, "/", if_modified_since=http.client.email.utils.formatdate(on_disk + 60, usegmt=True))
    assert answer.status == 200
    assert {"etag", "last-modified"} & {name.lower() for name in answer.headers} == set()


def test_asking_for_headers_alone_says_no_wrong_length(base_url):
    answer = ask(base_url, "/", method="HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["Content-Length"] is None
    assert guarded(answer)


# Compression


@pytest.mark.parametrize("pattern", ["js/PlotlyChart*.js", "css/*.css"])
def test_assets_are_compressed_and_unharmed_the_first_time_and_later(base_url, pattern):
    path = asset(pattern)
    for _ in range(2):
        answer = ask(base_url, path, accept_encoding="gzip")
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert int(answer.headers["Content-Length"]) == len(answer.body)
        assert gzip.decompress(answer.body) == file_of(path)
        assert len(answer.body) < 0.4 * len(file_of(path))


def test_who_takes_no_gzip_gets_none(base_url):
    path = asset("js/*.js")
    ask(base_url, path, accept_encoding="gzip")
    answer = ask(base_url, path, accept_encoding="identity")
    assert answer.headers["Content-Encoding"] is None
    assert answer.body == file_of(path)


@pytest.mark.parametrize("pattern", ["media/*.woff2", "media/*.png"])
def test_what_is_compressed_already_passes_untouched(base_url, pattern):
    path = asset(pattern)
    answer = ask(base_url, path, accept_encoding="gzip")
    assert answer.headers["Content-Encoding"] is None
    assert answer.body == file_of(path)


def test_parts_and_conditions_are_answered_as_asked(base_url):
    path = asset("js/*.js")
    part = ask(base_url, path, accept_encoding="gzip", range="bytes=10-19")
    assert (part.status, part.body) == (206, file_of(path)[10:20])
    unchanged = ask(base_url, path, accept_encoding="gzip", if_none_match=ask(base_url, path).headers["ETag"])
    assert (unchanged.status, unchanged.body) == (304, b"")


# Hosts


def test_any_host_is_answered_until_some_are_named():
    assert server.allowed_hosts({}) == ["*"]
    assert server.allowed_hosts({server.HOSTS_VARIABLE: " , "}) == ["*"]
    assert server.allowed_hosts({server.HOSTS_VARIABLE: "kost.example.no, *.example.no"}) == ["kost.example.no", "*.example.no"]


def test_unknown_hosts_are_refused_where_hosts_are_named():
    shake = {
        "connection": "Upgrade",
        "upgrade": "websocket",
        "sec_websocket_version": "13",
        "sec_websocket_key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }
    with running_app(**{server.HOSTS_VARIABLE: "127.0.0.1,kost.example.no"}) as url:
        assert ask(url, "/", host="kost.example.no").status == 200
        refused = ask(url, "/", host="other.example.no")
        assert refused.status == 400
        assert guarded(refused)
        assert ask(url, "/_stcore/stream", host="other.example.no", **shake).status in {400, 403}


# Failures


@pytest.mark.parametrize("path", ["/app/static/nothing.css", "/media/nothing.csv"])
def test_what_is_not_there_is_said_in_norwegian(base_url, path):
    answer = ask(base_url, path)
    assert answer.status == 404
    assert "Fant ikke siden" in answer.body.decode()


def test_a_failing_server_tells_the_reader_nothing_about_itself():
    def fails(_request):
        raise RuntimeError("a secret of server.py")

    app = Starlette(routes=[Route("/", fails)], middleware=server.MIDDLEWARE, exception_handlers=server.EXCEPTION_HANDLERS)
    sent = []

    async def receive():
        return {"type": "http.request"}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b""}
    # In a thread of its own: the browser tests keep an event loop running in this one.
    with ThreadPoolExecutor(1) as thread, pytest.raises(RuntimeError, match="a secret"):  # for the log
        thread.submit(lambda: asyncio.run(app(scope, receive, send))).result()
    text = b"".join(message.get("body", b"") for message in sent).decode()
    assert sent[0]["status"] == 500
    assert "Noe gikk galt" in text
    assert not re.search(r"secret|Traceback|RuntimeError|\.py", text)
    assert dict(sent[0]["headers"])[b"x-content-type-options"] == b"nosniff"


def test_every_typeface_file_is_used_and_stands_beside_its_licence():
    used = {Path(face["url"]).name for face in CONFIG["theme"]["fontFaces"]}
    assert used == set(FONTS)
    (licence,) = (ROOT / "static").glob("*LICENSE*")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence.read_text("utf-8")


def test_settings_that_keep_things_private():
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["showErrorDetails"] == "none"

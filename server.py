"""The app as an ASGI application: small over the wire, guarded by headers, warm before the first visitor.

``python server.py`` serves it on http://localhost:8501; ``uvicorn server:app --port 8501`` does the same. Use one process:
sessions live in memory. ``streamlit run app.py`` works too, without what this file adds.

Environment variables: PORT, HOST (0.0.0.0 to be reached from other machines) and HELSEPLATTFORMEN_ALLOWED_HOSTS.
"""

import ast
import gc
import logging
import os
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse

from web.middleware import SECURITY_HEADERS, KeptAssets, Norwegian, ResponseHeaders

HERE = Path(__file__).parent
HOSTS_VARIABLE = "HELSEPLATTFORMEN_ALLOWED_HOSTS"
"""Environment variable: host names that are answered, separated by commas, such as ``kost.example.no,*.example.no``. Unset: any."""
MESSAGE_PAGE = """<!doctype html>
<html lang="nb"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>body {{font: 1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 4rem auto; padding: 0 1rem; color-scheme: light dark}}</style>
<h1>{title}</h1><p>{text}</p><p><a href="/">Til forsiden</a></p></html>
"""


def allowed_hosts(environment: Mapping[str, str]) -> list[str]:
    """The host names that are answered; any where none is named.

    >>> allowed_hosts({HOSTS_VARIABLE: "kost.example.no, localhost"})
    ['kost.example.no', 'localhost']
    """
    return [name.strip() for name in environment.get(HOSTS_VARIABLE, "").split(",") if name.strip()] or ["*"]


async def not_found(_request: Request, _error: Exception) -> HTMLResponse:
    """The answer where there is no such file."""
    text = "Det finnes ingenting på denne adressen."
    return HTMLResponse(MESSAGE_PAGE.format(title="Fant ikke siden", text=text), status_code=404)


async def failed(_request: Request, _error: Exception) -> HTMLResponse:
    """The answer where the server itself fails: what went wrong goes to the log. It is sent outside all middleware."""
    text = "Last siden på nytt. Skjer det igjen, si fra til den som drifter appen; feilen står i loggen."
    page = MESSAGE_PAGE.format(title="Noe gikk galt", text=text)
    return HTMLResponse(page, status_code=500, headers=SECURITY_HEADERS)


def import_for_pages() -> None:
    """Run the import lines of the frame and of every page: Streamlit runs the pages themselves only once somebody asks."""
    for path in (HERE / "app.py", *sorted((HERE / "pages").glob("*/page.py"))):
        lines: list[ast.stmt] = [node for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.Import | ast.ImportFrom)]
        exec(compile(ast.Module(lines, []), path, "exec"), {})


def warm_up() -> None:
    """Import, load and draw what the first visitor would wait for; then leave it out of every later garbage collection."""
    try:
        import_for_pages()
        draw_base_case()
    except Exception:  # such as a fault in an assumption file: the app starts, and its pages say what is wrong
        logging.getLogger(__name__).exception("The first page could not be prepared. Open the app to see why.")
    gc.collect()
    gc.freeze()


def draw_base_case() -> None:
    """What the first page does, without the page."""
    from costmodel import appraise, base_case, load_assumptions, to_dict
    from costmodel.analysis.uncertainty.live import spread
    from costmodel.analysis.uncertainty.measures import Question
    from costmodel.output.charts.yearly import yearly_chart
    from pages.session.state import FOLDER_VARIABLE, SHIPPED, assumptions_in_force

    assumptions = load_assumptions(os.environ.get(FOLDER_VARIABLE) or SHIPPED)
    base = base_case(assumptions)
    yearly_chart(to_dict(appraise(base))).to_json()
    year = int(base.setting("decision_year"))
    spread(base, Question.LIFETIME, year, check=lambda: None)  # scipy is slow to import, and the draws are kept
    assumptions_in_force()  # loads them once more, to be kept for the pages


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncGenerator[None]:
    """Warm up before the first request is let in; and no log line a request: Streamlit turns uvicorn's log of them on again."""
    logging.getLogger("uvicorn.access").disabled = True
    warm_up()
    yield


MIDDLEWARE = [
    Middleware(ResponseHeaders),
    Middleware(TrustedHostMiddleware, allowed_hosts=allowed_hosts(os.environ), www_redirect=False),
    Middleware(KeptAssets),
    Middleware(GZipMiddleware, minimum_size=500),
    Middleware(Norwegian),
]
"""Outermost first."""
EXCEPTION_HANDLERS = {404: not_found, Exception: failed}

app = st.App(HERE / "app.py", lifespan=lifespan, middleware=MIDDLEWARE, exception_handlers=EXCEPTION_HANDLERS)


def main() -> None:
    """Serve the app until it is stopped."""
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8501"))
    uvicorn.run(app, host=host, port=port, access_log=False, server_header=False)


if __name__ == "__main__":
    main()

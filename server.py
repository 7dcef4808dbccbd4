"""The app as an ASGI application: small over the wire, guarded by headers, warm before the first visitor.

``python server.py`` serves it on http://localhost:8501; ``uvicorn server:app --port 8501`` does the same. Use one process:
sessions live in memory. ``streamlit run app.py`` works too, without what this file adds.

Environment variables: PORT, HOST (0.0.0.0 to be reached from other machines) and those that deploy/README.md lists.
"""

import asyncio
import os
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from streamlit.runtime.pages_manager import PagesManager

from web import bounds, health, logs, sessions, statements
from web.messages import failed, not_found
from web.middleware.addresses import UnknownAddresses
from web.middleware.assets import KeptAssets
from web.middleware.base_path import BasePath, base_path
from web.middleware.headers import ResponseHeaders
from web.middleware.internals import Internals
from web.middleware.language import ReadersLanguage
from web.middleware.origins import OwnOrigin
from web.middleware.visitors import Visitors
from web.protocol import BoundedHTTP
from web.warm_up import warm_up

HERE = Path(__file__).parent
HOSTS_VARIABLE = "HELSEPLATTFORMEN_ALLOWED_HOSTS"
"""Environment variable: host names that are answered, separated by commas, such as ``kost.example.no,*.example.no``. Unset: any."""


def allowed_hosts(environment: Mapping[str, str]) -> list[str]:
    """The host names that are answered; any where none is named.

    >>> allowed_hosts({HOSTS_VARIABLE: "kost.example.no, localhost"})
    ['kost.example.no', 'localhost']
    """
    return [name.strip() for name in environment.get(HOSTS_VARIABLE, "").split(",") if name.strip()] or ["*"]


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncGenerator[None]:
    """Warm up before the first request is let in; then see that sessions end whose visitors have left."""
    logs.set_up()
    warm_up()
    sweeping = asyncio.create_task(sessions.sweep())
    yield
    sweeping.cancel()


MIDDLEWARE = [
    Middleware(ResponseHeaders),
    Middleware(TrustedHostMiddleware, allowed_hosts=allowed_hosts(os.environ), www_redirect=False),
    Middleware(BasePath, base=base_path(os.environ)),
    Middleware(Internals),
    Middleware(OwnOrigin),
    Middleware(Visitors, most=bounds.sessions_for(bounds.raise_file_limit())),
    Middleware(KeptAssets),
    Middleware(GZipMiddleware, minimum_size=500),
    Middleware(ReadersLanguage),
    Middleware(UnknownAddresses),
]
"""Outermost first."""
ROUTES = [*health.ROUTES, *statements.ROUTES]
EXCEPTION_HANDLERS = {404: not_found, Exception: failed}

PagesManager.uses_pages_directory = False  # else the first run of a process would look for pages in files of the folder pages
app = st.App(
    HERE / "app.py",
    lifespan=lifespan,
    routes=ROUTES,
    middleware=MIDDLEWARE,
    exception_handlers=EXCEPTION_HANDLERS,
)


def main() -> None:
    """Serve the app until it is stopped."""
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8501"))
    uvicorn.run(
        app,
        host=host,
        port=port,
        http=BoundedHTTP,
        ws_max_size=bounds.LARGEST_FRAME,
        access_log=False,
        log_config=logs.LOGGERS,
        lifespan="on",
        server_header=False,
    )


if __name__ == "__main__":
    main()

"""Headers on every answer: what a browser may do with it, and what it may keep."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.middleware import OWN_FILES

FOREVER = "public, max-age=31536000, immutable"

POLICY = {
    "default-src": "'self'",
    # Streamlit's front end reads messages with WebAssembly. No inline script is allowed: the page's only one is taken out.
    "script-src": "'self' 'wasm-unsafe-eval'",
    # Streamlit, plotly and st.html write styles into the page.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    # Covers the websocket to the same host too.
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
SECURITY_HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {sources}" for name, sources in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class ResponseHeaders:
    """Gives every HTTP response the headers that tell a browser what this app never does, and what it may keep."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; only the start of a response is changed."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(SECURITY_HEADERS)
                if message["status"] == 200 and scope["path"].startswith(OWN_FILES):
                    headers["Cache-Control"] = FOREVER
            await send(message)

        await self.app(scope, receive, with_headers)

"""Streamlit's files, compressed once and kept."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.middleware import ASSETS


class KeptAssets:
    """Keeps compressed assets in memory: compressing plotly anew takes half a second of the server for each new visitor."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[str, list[Message]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory where possible; what comes from the app is kept where it may be."""
        if not self.is_plain_request(scope):
            await self.app(scope, receive, send)
            return
        messages = self.kept.get(scope["path"])
        if messages is None:
            messages = await self.whole_response(scope, receive)
            if self.may_be_kept(messages[0]):
                self.kept[scope["path"]] = messages
        for message in messages:
            await send(dict(message))

    @staticmethod
    def is_plain_request(scope: Scope) -> bool:
        """Whether an asset is wanted as it is by a browser that takes gzip; others are left to the app."""
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(ASSETS):
            return False
        headers = Headers(scope=scope)
        return "gzip" in headers.get("Accept-Encoding", "") and not {"range", "if-none-match", "if-modified-since"} & set(headers)

    @staticmethod
    def may_be_kept(start: Message) -> bool:
        """Whether it was compressed and is said never to change; there are no more of these than files."""
        headers = Headers(raw=start["headers"])
        return start["status"] == 200 and "content-encoding" in headers and "immutable" in headers.get("cache-control", "")

    async def whole_response(self, scope: Scope, receive: Receive) -> list[Message]:
        """The start of the response, with its length, and its body in one piece."""
        messages: list[Message] = []

        async def collect(message: Message) -> None:
            messages.append(message)

        await self.app(scope, receive, collect)
        start, *rest = messages
        body = b"".join(message.get("body", b"") for message in rest)
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["Content-Length"] = str(len(body))
        return [{**start, "headers": headers.raw}, {"type": "http.response.body", "body": body}]

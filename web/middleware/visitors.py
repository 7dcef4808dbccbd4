"""How many visitors there are at a time, and how much they upload: who comes after is asked, in words, to come again."""

from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web import bounds, sessions
from web.messages import message
from web.middleware.addresses import addresses

UPLOADS = "/_stcore/upload_file/"
COME_AGAIN = {"Retry-After": "30", "Cache-Control": "no-store"}


class Visitors:
    """Counts open pages and uploads on their way, and refuses more than there may be."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app = app
        self.most = most
        self.pages = self.uploads = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on that there is room for."""
        if scope["type"] == "websocket":
            await self.page(scope, receive, send)
        elif scope["type"] == "http" and scope["method"] == "PUT" and scope["path"].startswith(UPLOADS):
            await self.upload(scope, receive, send)
        elif scope["type"] == "http" and self.pages >= self.most and scope["path"] in addresses():
            await busy(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An open page: its messages go through :mod:`web.sessions`."""
        if self.pages >= self.most:
            await receive()
            await busy(scope, receive, send)
            return
        self.pages += 1
        try:
            await self.app(scope, checked(receive), hushed(send))
        finally:
            self.pages -= 1

    async def upload(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A file on its way."""
        of_session, of_all = sessions.uploaded(scope["path"].removeprefix(UPLOADS).partition("/")[0])
        if self.uploads >= bounds.UPLOADS_AT_A_TIME or of_all > bounds.UPLOADED_IN_ALL:
            await busy(scope, receive, send)
        elif of_session > bounds.UPLOADED_OF_A_SESSION:
            await HTMLResponse(message("too_many_uploads", scope), status_code=413)(scope, receive, send)
        else:
            self.uploads += 1
            try:
                await self.app(scope, receive, send)
            finally:
                self.uploads -= 1


async def busy(scope: Scope, receive: Receive, send: Send) -> None:
    """The answer where there is no room."""
    await HTMLResponse(message("busy", scope), status_code=503, headers=COME_AGAIN)(scope, receive, send)


def checked(receive: Receive) -> Receive:
    """What a page sends, without what no page of ours sends; a message that is none at all ends it."""

    async def receive_checked() -> Message:
        while True:
            found = await receive()
            if found["type"] != "websocket.receive":
                return found
            is_allowed = sessions.is_allowed(found.get("bytes") or b"\xff")
            if is_allowed is None:
                return {"type": "websocket.disconnect", "code": 1002}
            if is_allowed:
                return found

    return receive_checked


def hushed(send: Send) -> Send:
    """Sends to a page what it has to know, and not what runs on the server and where."""

    async def send_hushed(message: Message) -> None:
        data = message.get("bytes") if message["type"] == "websocket.send" else None
        await send({**message, "bytes": sessions.without_internals(data)} if data else message)

    return send_hushed

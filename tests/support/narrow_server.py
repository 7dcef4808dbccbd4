"""The app with narrow bounds, and with an eye on itself: a line in FOLDER/outgoing for each connection that it would open, and in
FOLDER/left for each session that it ends."""

import socket
import sys
from pathlib import Path

if __name__ == "__main__":  # instead of the folder of this file, where another module is called as the folder of the pages
    sys.path[0] = str(Path(__file__).parents[2])

from web import bounds, sessions

FOLDER = Path(sys.argv[-1])
SESSIONS = 3
ASKING = {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
real = sessions.end_left


def tell(file: str, line: str) -> None:
    with (FOLDER / file).open("a") as log:
        log.write(f"{line}\n")


def watch(event: str, arguments: tuple) -> None:
    """Its own address, to listen on, is all that it may look up."""
    is_pair = event == "socket.connect" and arguments[0].family == getattr(socket, "AF_UNIX", None)
    if event in ASKING and not is_pair and "127.0.0.1" not in str(arguments):
        tell("outgoing", f"{event} {arguments}")


def end_left() -> int:
    found = real()
    for _ in range(found):
        tell("left", "a session")
    return found


if __name__ == "__main__":
    bounds.SESSIONS, bounds.HEADER_SECONDS, bounds.BODY_SECONDS, bounds.SWEEP_SECONDS = SESSIONS, 0.5, 0.6, 0.2
    sessions.end_left = end_left
    import server

    sys.addaudithook(watch)
    from streamlit import config

    config.set_option("server.disconnectedSessionTTL", 1)
    server.main()

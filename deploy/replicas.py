"""Several servers of the app on one machine behind nginx: ``make serve REPLICAS=3``.

A visitor stays with one replica, by a cookie that names it: his session lives there. If it stops, nginx sends him to another, which takes
the scenario from the address, and the cookie follows, so that what comes after (files to download, uploads) finds the new session also
when the first replica is back. A replica that stops is started again.

``python deploy/replicas.py --print 2`` prints the part of nginx's settings that depends on the number: ``nginx/replicas.conf``.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

HERE = Path(__file__).parent
PARTS = HERE / "nginx"
FIRST_PORT = 8511
"""Of the replicas in the committed settings."""
START_SECONDS = 120
RUNNING: list[subprocess.Popen[bytes]] = []

HEAD = """# Replicas of the app on this machine, and which of them a visitor goes to. Included in http.
# Written by: python deploy/replicas.py --print {count}
"""
MAPS = r"""
# The cookie names the replica that holds the visitor's session. Who has none yet goes where there is least to do.
map $cookie_replica $helseplattformen {
    default helseplattformen_any;
CHOICES
}
map $upstream_addr $replica_that_answered {
    default "";
ANSWERED
}
# A cookie is set by the first answer, and anew where another replica has taken over; empty: no header is sent.
map "$replica_that_answered=$cookie_replica" $replica_to_keep {
    default "";
    "~^(?<same>\d+)=\k<same>$" "";
    "~^(?<other>\d+)=" "replica=$other; Path=/; HttpOnly; SameSite=Lax";
}
map $http_upgrade $connection_upgrade {
    default upgrade;
    "" "";
}
"""


def replicas_conf(ports: list[int]) -> str:
    """The part of nginx's settings that names the replicas.

    A replica that refuses a connection gets none for two seconds; in its own group the others stand by. One alone has nobody to do so.
    """
    alive = [f"server 127.0.0.1:{port} max_fails=1 fail_timeout=2s" for port in ports]
    numbers = range(len(ports))
    upstreams = [upstream("any", ["least_conn", *alive])]
    for own in numbers:
        upstreams.append(upstream(str(own + 1), [alive[own], *(f"{alive[other]} backup" for other in numbers if other != own)]))
    choices = "\n".join(f"    {own + 1} helseplattformen_{own + 1};" for own in numbers)
    answered = "\n".join(f"    ~:{port}$ {own + 1};" for own, port in enumerate(ports))
    return HEAD.format(count=len(ports)) + "".join(upstreams) + MAPS.replace("CHOICES", choices).replace("ANSWERED", answered)


def upstream(name: str, lines: list[str]) -> str:
    """One group of servers, whose state the processes of nginx share."""
    inside = "".join(f"    {line};\n" for line in (f"zone helseplattformen_{name} 64k", *lines))
    return f"upstream helseplattformen_{name} {{\n{inside}}}\n"


def main_conf(folder: Path, host: str, port: int) -> str:
    """All settings of an nginx of one's own: no root, every file in one folder, the same parts as the recipe for a real host."""
    return (
        (PARTS / "local.conf.template")
        .read_text("utf-8")
        .replace("FOLDER", folder.as_posix())
        .replace("PARTS", PARTS.resolve().as_posix())
        .replace("LISTEN", f"{host}:{port}")
    )


def start_replica(port: int) -> subprocess.Popen[bytes]:
    """One server of the app; only this machine reaches it."""
    environment = {**os.environ, "HOST": "127.0.0.1", "PORT": str(port)}
    started = subprocess.Popen([sys.executable, str(HERE.parent / "server.py")], cwd=HERE.parent, env=environment)
    RUNNING.append(started)
    return started


def wait_for(port: int, replica: subprocess.Popen[bytes]) -> None:
    """Wait until a replica answers. Raises SystemExit where it has ended, or does not answer in time."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if replica.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1)
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise SystemExit(f"The replica on port {port} did not start.")


def start_nginx(host: str, port: int, ports: list[int]) -> tuple[subprocess.Popen[bytes], Path]:
    """An nginx in front of the replicas, and the folder of its files."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        raise SystemExit("Several replicas need nginx: sudo apt-get install nginx (or the system's package manager)")
    folder = Path(tempfile.mkdtemp(prefix="replicas-"))
    (folder / "replicas.conf").write_text(replicas_conf(ports), "utf-8")
    (folder / "nginx.conf").write_text(main_conf(folder, host, port), "utf-8")
    started = subprocess.Popen([program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"])
    RUNNING.append(started)
    return started, folder


def watch(nginx: subprocess.Popen[bytes], replicas: dict[int, subprocess.Popen[bytes]]) -> None:
    """Start again what stops, until nginx ends."""
    while nginx.poll() is None:
        for port, replica in replicas.items():
            if replica.poll() is not None:
                RUNNING.remove(replica)
                print(f"The replica on port {port} has stopped and is started again.", file=sys.stderr, flush=True)
                replicas[port] = start_replica(port)
        time.sleep(0.5)


def stop(*_signal: object) -> None:
    """End in order."""
    raise SystemExit(0)


def serve(count: int) -> None:
    """Serve until stopped: on HOST and PORT, with the replicas on the ports after it."""
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8501"))
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    folder = None
    try:
        replicas = {port + number: start_replica(port + number) for number in range(1, count + 1)}
        for own, replica in replicas.items():
            wait_for(own, replica)
        nginx, folder = start_nginx(host, port, list(replicas))
        print(f"{count} replicas answer on http://{host}:{port}", file=sys.stderr, flush=True)
        watch(nginx, replicas)
    finally:
        for process in RUNNING:
            process.terminate()
        for process in RUNNING:
            process.wait(timeout=30)
        if folder is not None:
            shutil.rmtree(folder)


def main() -> None:
    """Serve, or print the settings for a number of replicas."""
    words = sys.argv[1:]
    number = words[-1] if words else "2"
    if not number.isdecimal() or int(number) < 1:
        raise SystemExit("How many replicas? A whole number from 1.")
    if words[0] == "--print":
        print(replicas_conf([FIRST_PORT + place for place in range(int(number))]), end="")
    else:
        serve(int(number))


if __name__ == "__main__":
    main()

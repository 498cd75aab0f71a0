"""Two hundred connections that dawdle through the proxy, half in the header, half in the body; others go on as ever."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests import services
from tests.faults.city import open_city
from tests.faults.processes import ROOT
from tests.faults.table import Row

SLOW, ADDRESSES, SECONDS, MOST = 200, 20, 12.0, 1.0
HEADER = b"POST /api/v1/verifications HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
BODY = b"POST /api/v1/verifications HTTP/1.1\r\nHost: localhost\r\nContent-Length: 200000\r\n\r\n"


def campaign(kinds: tuple[str, ...]) -> Iterator[Row]:
    yield dawdling(kinds[0])


@contextmanager
def proxy(office: int, folder: Path) -> Iterator[int]:
    """Nginx with `deploy/nginx.conf`, its addresses and files changed for here; its TLS port."""
    binary = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert binary is not None, "nginx is not installed"
    plain, secure = services.free_port(), services.free_port()
    _certificate(folder)
    text = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    changed = {
        "listen 80 default_server": f"listen 127.0.0.1:{plain} default_server",
        "listen 443 ssl default_server": f"listen 127.0.0.1:{secure} ssl default_server",
        "server backend:8000": f"server 127.0.0.1:{office}",
        "/etc/nginx/tls": str(folder),
        "/dev/stdout": str(folder / "access.log"),
    }
    for old, new in changed.items():
        assert old in text, f"deploy/nginx.conf has no {old!r} any more"
        text = text.replace(old, new)
    if _version(binary) < (1, 25, 1):  # then it was a word of `listen`
        text = re.sub(r"\n\s*http2 on;", "", text).replace("ssl default_server", "ssl http2 default_server")
    places = [f"{name}_temp_path {folder / name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")]
    text = text.replace("http {", "http {\n    " + "\n    ".join(places), 1)
    (folder / "nginx.conf").write_text(f"pid {folder / 'pid'};\nerror_log {folder / 'error.log'};\n{text}")
    command = [binary, "-c", str(folder / "nginx.conf"), "-p", str(folder), "-g", "daemon off;"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        services.wait_for_port(secure, process)
        yield secure
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=10)


def _version(binary: str) -> tuple[int, ...]:
    told = subprocess.run([binary, "-v"], capture_output=True, text=True, check=True).stderr
    found = re.search(r"(\d+)\.(\d+)\.(\d+)", told)
    assert found is not None, told
    return tuple(int(part) for part in found.groups())


def _certificate(folder: Path) -> None:
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "1",
    ]
    command += ["-subj", "/CN=localhost", "-keyout", str(folder / "private.key"), "-out", str(folder / "fullchain.crt")]
    subprocess.run(command, check=True, capture_output=True)


def dawdling(kind: str, *, slow: int = SLOW, seconds: float = SECONDS) -> Row:
    row = Row(f"{slow} slow connections through the proxy", "", times=slow)
    folder = Path(tempfile.mkdtemp(prefix="liangma-proxy-"))
    folder.chmod(0o755)
    try:
        with open_city(kind) as town, proxy(town.server.port, folder) as port:
            row.store = town.name
            stop, ended = threading.Event(), list[float]()
            crowd = [threading.Thread(target=_dawdle, args=(port, n, stop, ended), daemon=True) for n in range(slow)]
            for thread in crowd:
                thread.start()
            times = _ordinary(port, seconds)
            stop.set()
            for thread in crowd:
                thread.join(timeout=10)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    quick = sum(one < MOST for one in times)
    row.acknowledged, row.longest = len(times), max(times)
    row.demand(quick >= 0.99 * len(times) > 0, f"only {quick} of {len(times)} ordinary requests within {MOST:.0f} s")
    row.demand(len(ended) > 0, "no slow connection was cut off")
    share = quick / len(times)
    row.more = f"{share:.1%} of {len(times)} ordinary requests within 1 s; {len(ended)} slow connections cut off"
    return row


def _ordinary(port: int, seconds: float) -> list[float]:
    """Seconds of each, one connection each; one that fails counts as a hundred."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    times, ends = [], time.monotonic() + seconds
    while time.monotonic() < ends:
        began = time.monotonic()
        try:
            with urllib.request.urlopen(f"https://127.0.0.1:{port}/readyz", timeout=10, context=context) as answer:
                answer.read()
            times.append(time.monotonic() - began)
        except OSError:
            times.append(100.0)
        time.sleep(0.02)
    return times


def _dawdle(port: int, number: int, stop: threading.Event, ended: list[float]) -> None:
    """A byte a second from one of twenty addresses, anew whenever it is cut off."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    while not stop.is_set():
        began = time.monotonic()
        with suppress(OSError), socket.socket() as plain:
            plain.bind((f"127.0.1.{number % ADDRESSES + 1}", 0))
            plain.settimeout(10)
            plain.connect(("127.0.0.1", port))
            with context.wrap_socket(plain) as connection:
                connection.sendall(BODY if number % 2 else HEADER)
                while not stop.wait(1.0 if number % 4 < 2 else 20.0):  # some send a byte a second, some nothing at all
                    connection.sendall(b"x")
        if not stop.is_set():
            ended.append(time.monotonic() - began)
            stop.wait(0.2)

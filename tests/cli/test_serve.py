"""The server is reloaded and ended under requests, and none of them is lost."""

import base64
import http.client
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests import typist
from tests.conftest import KEYS
from tests.services import free_port, until, wait_for_port

ROOT = Path(__file__).parents[2]


@contextmanager
def serving(folder: Path, template: Path, *options: str) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """(port, process) of `liangma serve` with one worker, which answers already."""
    shutil.copy(template, folder / "liangma.db")
    port = free_port()
    environ = {f"LIANGMA_{name.upper()}": base64.b64encode(key).decode() for name, key in KEYS.items()}
    environ |= {"LIANGMA_DATA_DIR": str(folder), "LIANGMA_DEMO": "1", "LIANGMA_PORT": str(port)}
    command = [sys.executable, "-m", "backend.cli", "serve", "--overlap", "3", *options]
    if options:
        typist.run(["migrate"], cwd=ROOT, environment=os.environ | environ)  # the platform's key, for a worker
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environ, stdout=out, stderr=err)
    try:
        wait_for_port(port, process)
        yield port, process
    finally:
        process.kill() if process.poll() is None else None
        process.wait(timeout=20)


def ask(port: int, method: str = "GET", path: str = "/readyz", body: str | None = None) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Content-Type": "application/json"} if body else {}
    connection.request(method, path, body, headers)
    status = connection.getresponse().status
    connection.close()
    return status


def children(process: "subprocess.Popen[bytes]") -> set[str]:
    """Processes of the server that run the program."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return {pid for pid in listed if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()}


@pytest.fixture
def server(tmp_path: Path, sqlite_template: Path) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    with serving(tmp_path, sqlite_template) as found:
        yield found


def test_a_reload_and_an_end_lose_no_request(server: tuple[int, "subprocess.Popen[bytes]"], tmp_path: Path) -> None:
    port, process = server
    assert ask(port) == 200
    before, answers, stop = children(process), list[int | str](), threading.Event()
    assert all(b"MALLOC_ARENA_MAX=1\0" in Path(f"/proc/{pid}/environ").read_bytes() for pid in before)

    def keep_asking() -> None:
        while not stop.wait(0.02):
            try:
                answers.append(ask(port))
            except OSError as error:
                answers.append(repr(error))

    threads = [threading.Thread(target=keep_asking) for _ in range(2)]
    for thread in threads:
        thread.start()
    process.send_signal(signal.SIGHUP)
    until(lambda: len(children(process)) == 1 and children(process) != before, "the old worker has ended")
    stop.set()
    for thread in threads:
        thread.join(timeout=30)
    assert children(process).isdisjoint(before)
    assert set(answers) == {200}
    assert len(answers) > 50
    end_while_it_works(port, process)
    assert (tmp_path / "out").read_bytes() == b""
    lines = [json.loads(line) for line in (tmp_path / "err").read_text().splitlines() if line.startswith("{")]
    said = {line["said"].split(":")[0]: line["level"] for line in lines if line.get("logger") == "_granian"}
    assert (said["Listening at"], said["Shutting down granian"]) == ("info", "info")


def has_trust_list(database: Path) -> bool:
    with closing(sqlite3.connect(database)) as opened:
        return opened.execute("SELECT count(*) FROM trust_lists").fetchone() != (0,)


def test_a_worker_beside_the_server_does_its_rounds_and_ends_with_it_even_when_it_is_killed(
    tmp_path: Path, sqlite_template: Path
) -> None:
    with serving(tmp_path, sqlite_template, "--with-worker") as (_, process):
        started = children(process)
        assert len(started) == 2
        until(lambda: has_trust_list(tmp_path / "liangma.db"), "a round has been done")
        worker, server = sorted(started, key=int)
        process.kill()
        until(lambda: not Path(f"/proc/{worker}").exists(), "the worker has ended, too")
        os.kill(int(server), signal.SIGKILL)


def read_by(port: int) -> set[int]:
    """The ports of those whose request the server at `port` has read: nothing of theirs waits in the kernel."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    here, there, unread = ([int(row[column].rpartition(":")[2], 16) for row in rows] for column in (1, 2, 4))
    return {peer for at, peer, left in zip(here, there, unread, strict=True) if at == port and left == 0}


def end_while_it_works(port: int, process: "subprocess.Popen[bytes]") -> None:
    """SIGTERM, while passwords are hashed, with connections kept, fresh, and with requests that are never all there."""
    kept = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    kept.request("GET", "/readyz")
    assert kept.getresponse().read()
    idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(3)]
    idle[1].sendall(b"GET /readyz HTTP/1.1\r\nHost:")
    idle[2].sendall(b"POST /api/v1/auth/staff-sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{")
    body = json.dumps({"login": "nobody", "password": "correct-horse-battery", "totp": "123456"})
    taken = [http.client.HTTPConnection("127.0.0.1", port, timeout=30) for _ in range(4)]
    for connection in taken:
        connection.request("POST", "/api/v1/auth/staff-sessions", body, {"Content-Type": "application/json"})
    mine = {one.getsockname()[1] for one in (*idle, *(connection.sock for connection in taken))}
    until(lambda: read_by(port) >= mine, "the server has read the requests")
    process.terminate()
    assert [connection.getresponse().status for connection in taken] == [401] * 4
    assert process.wait(timeout=12) == 0  # a worker that hangs would be ended after thirty
    for one in (kept, *idle, *taken):
        one.close()
    with pytest.raises(ConnectionRefusedError):
        ask(port)

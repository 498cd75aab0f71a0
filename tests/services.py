"""Throwaway PostgreSQL and Redis for the tests, on free loopback ports, as an unprivileged user when we are root.

`TEST_DATABASE_URL` and `TEST_REDIS_URL` name running servers instead. What cannot start is a failure, never a skip.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def postgres_bin() -> Path:
    """The folder with initdb and postgres: by pg_config, else the newest under /usr/lib/postgresql."""
    config = shutil.which("pg_config")
    if config:
        folder = Path(subprocess.run([config, "--bindir"], capture_output=True, text=True, check=True).stdout.strip())
        if (folder / "initdb").exists():
            return folder
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise RuntimeError("PostgreSQL is not installed: run `tools/setup test` (Debian package postgresql)")
    return found[-1].parent


@contextmanager
def postgres(*, fsync: bool = False) -> Iterator[str]:
    """The URL (without database name) of a PostgreSQL server that may be filled with test databases.

    `fsync` is for measuring: tests never look behind a power cut.
    """
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given.rsplit("/", 1)[0] if given.count("/") > 2 else given
        return
    folder = Path(tempfile.mkdtemp(prefix="liangma-pg-"))
    try:
        make_cluster(folder)
        with running(folder, f"max_connections=120 fsync={'on' if fsync else 'off'}") as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_cluster(folder: Path) -> None:
    """An empty PostgreSQL in `folder`/data."""
    given = ["-U", "liangma", "-A", "trust", "-E", "UTF8", "--no-locale"]
    _run([postgres_bin() / "initdb", "-D", folder / "data", *given], owner(folder))


@contextmanager
def running(folder: Path, settings: str) -> Iterator[str]:
    """The URL of the cluster in `folder`, running with these settings ("name=value name=value") until the end."""
    port, log = free_port(), folder / "log"
    given = f"listen_addresses=127.0.0.1 unix_socket_directories={folder} {settings}".split()
    options = [part for one in given for part in ("-c", one)]
    command = [str(postgres_bin() / "postgres"), "-D", str(folder / "data"), "-p", str(port), *options]
    with log.open("w") as out:
        server = subprocess.Popen(command, user=owner(folder), cwd=folder, stdout=out, stderr=subprocess.STDOUT)
    try:
        _wait_for(port, server, log)
        yield f"postgresql://liangma@127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=120)


@contextmanager
def redis() -> Iterator[str]:
    """The URL of a Redis server without persistence."""
    given = os.environ.get("TEST_REDIS_URL")
    if given:
        yield given
        return
    binary = shutil.which("redis-server")
    if binary is None:
        raise RuntimeError("Redis is not installed: run `tools/setup test` (Debian package redis-server)")
    port = free_port()
    arguments = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    server = subprocess.Popen([binary, *arguments], stdout=subprocess.DEVNULL, cwd=tempfile.gettempdir())
    try:
        wait_for_port(port, server)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(timeout=10)


def owner(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root: give the folder to an unprivileged user then."""
    if os.geteuid() != 0:
        return None
    user = next(name for name in ("postgres", "nobody") if _exists(name))
    shutil.chown(folder, user)
    return user


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _run(command: list[object], user: str | None) -> None:
    done = subprocess.run(
        [str(part) for part in command], user=user, cwd="/", capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stdout}{done.stderr}")


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError(f"PostgreSQL stopped: {log.read_text()[-2000:]}")
        try:
            psycopg.connect(f"postgresql://liangma@127.0.0.1:{port}/postgres", connect_timeout=1).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not answer: {log.read_text()[-2000:]}")


def until(met: Callable[[], bool], what: str, *, seconds: float = 40) -> None:
    """Wait for something that happens in another process."""
    ends = time.monotonic() + seconds
    while not met():
        if time.monotonic() > ends:
            raise AssertionError(f"waited {seconds} seconds for this: {what}")
        time.sleep(0.1)


def wait_for_port(port: int, server: subprocess.Popen[bytes]) -> None:
    """Until the server that was just started takes connections."""
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError("the server stopped")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not answer")


def main() -> None:
    """`make services`: print both addresses and wait."""
    with postgres() as database, redis() as cache:
        print(f"export TEST_DATABASE_URL={database}\nexport TEST_REDIS_URL={cache}", flush=True)
        with suppress(KeyboardInterrupt):
            signal.pause()


if __name__ == "__main__":
    main()

"""A real server for tests: its own process, data folder and port, ended when the test is done."""

import os
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import typist
from tests.services import free_port

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Live:
    """Where it answers, and the environment in which commands meet the same data."""

    base: str
    environment: Mapping[str, str]


def environment_for(folder: Path, port: int, **more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    base = f"http://localhost:{port}"
    return {
        **kept, "LIANGMA_DEMO": "1", "LIANGMA_DATA_DIR": str(folder), "LIANGMA_PORT": str(port),
        "LIANGMA_BASE_URL": base, "PYTHONPATH": str(ROOT), **more,
    }  # fmt: skip


@contextmanager
def serve(folder: Path, *options: str, people: int | None = None, **more: str) -> Iterator[Live]:
    """`liangma serve --prepare` on a free port, with the usual city or one of `people`; waits until it is ready."""
    port = free_port()
    environment = environment_for(folder, port, **more)
    if people is not None:
        for words in (["migrate"], ["demo", "load", "--people", str(people)]):
            done = typist.run(words, cwd=ROOT, environment=environment)
            if done.code:
                raise RuntimeError(f"liangma {' '.join(words)}: {done.err[-3000:]}")
    log = folder / "server.log"
    with log.open("w") as output:
        command = [typist.program(), "serve", "--prepare", *options]
        server = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
    try:
        _wait(f"http://127.0.0.1:{port}/readyz", server, log)
        yield Live(environment["LIANGMA_BASE_URL"], environment)
    finally:
        server.terminate()
        try:
            server.wait(timeout=15)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait(timeout=5)


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(1200):
        if server.poll() is not None:
            raise RuntimeError(f"the server stopped: {log.read_text()[-3000:]}")
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise RuntimeError(f"the server did not answer: {log.read_text()[-3000:]}")

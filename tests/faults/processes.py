"""The city's own processes: `liangma serve` with two of them, `liangma worker`, single commands; all may be killed."""

from __future__ import annotations

import base64
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from backend.config import Settings
from tests import services

ROOT = Path(__file__).parents[2]
KEYS = {"data_key": b"d" * 32, "index_key": b"i" * 32, "token_key": b"t" * 32}
BASE_URL = "https://liangma.example"


def settings_of(url: str, folder: Path, redis: str | None = None) -> Settings:
    """What the processes and the people in this one agree on."""
    return Settings(
        database_url=url, redis_url=redis, data_dir=folder, port=8000, base_url=BASE_URL, demo=True,
        data_key=KEYS["data_key"], index_key=KEYS["index_key"], token_key=KEYS["token_key"],
    )  # fmt: skip


def environ_of(settings: Settings) -> dict[str, str]:
    given = {f"LIANGMA_{name.upper()}": base64.b64encode(key).decode() for name, key in KEYS.items()}
    given |= {"LIANGMA_DATABASE_URL": settings.database_url, "LIANGMA_DATA_DIR": str(settings.data_dir)}
    given |= {"LIANGMA_BASE_URL": settings.base_url, "LIANGMA_DEMO": "1", "PYTHONPATH": str(ROOT)}
    given |= {"LIANGMA_REVOKE_ALONE": "10000"}  # nobody else is asked, however many are ended
    return given | ({"LIANGMA_REDIS_URL": settings.redis_url} if settings.redis_url else {})


def family(pid: int) -> list[int]:
    """The process and its descendants that live."""
    with suppress(OSError):
        lists = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
        children = [int(child) for text in lists for child in text.split()]
        return [pid, *(one for child in children for one in family(child))]
    return []


@dataclass
class Process:
    """A command of the program with everything it starts."""

    settings: Settings
    arguments: tuple[str, ...]
    environ: dict[str, str] = field(default_factory=dict)
    module: str = "backend.cli"
    log: Path | None = None
    _process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def lives(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        command = [sys.executable, "-m", self.module, *self.arguments]
        environ = os.environ | environ_of(self.settings) | self.environ
        with (self.log or self.settings.data_dir / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=environ, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
            )

    def signal(self, number: signal.Signals) -> None:
        """To the process and everything it started."""
        for pid in family(self.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def kill(self) -> None:
        """All at once, as when the machine's memory ends."""
        if self.lives:
            self.signal(signal.SIGSTOP)  # so that nobody starts a successor for the first one killed
            self.signal(signal.SIGKILL)
        if self._process is not None:
            self._process.wait(timeout=20)

    def stop(self) -> None:
        """As an operator stops it; what does not end in time is killed."""
        if self.lives:
            assert self._process is not None
            self._process.terminate()
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.kill()


@dataclass
class Server(Process):
    """`liangma serve` on a free port of its own."""

    arguments: tuple[str, ...] = ("serve", "--workers", "2")
    port: int = field(default_factory=services.free_port)

    def start(self, *, patience: float = 60) -> float:  # type: ignore[override]
        """Until /readyz says ready; seconds that took."""
        self.environ = self.environ | {"LIANGMA_PORT": str(self.port)}
        super().start()
        return self.wait_ready(patience=patience)

    def wait_ready(self, *, patience: float = 60) -> float:
        began = time.monotonic()
        while time.monotonic() < began + patience:
            if self.ready():
                return time.monotonic() - began
            if not self.lives:
                break
            time.sleep(0.05)
        log = self.log or self.settings.data_dir / "log"
        raise RuntimeError(f"the server is not ready: {log.read_text(errors='replace')[-1500:]}")

    def stand_up(self) -> None:
        """As whoever watches over it does: `serve` ends when one of its processes dies twice within six seconds."""
        try:
            self.wait_ready()
        except RuntimeError:
            self.kill()
            self.start()

    def ready(self) -> bool:
        with suppress(OSError, urllib.error.URLError, TimeoutError):
            return bool(urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=6).status == 200)
        return False

    def kill_one(self) -> None:
        """One of the serving processes only: the command has to start another."""
        serving = family(self.pid)[-1]
        with suppress(ProcessLookupError):
            os.kill(serving, signal.SIGKILL)


def run(settings: Settings, *arguments: str, environ: dict[str, str] | None = None, seconds: float = 60) -> str:
    """One command to its end; what it printed. Raises RuntimeError with its last words when it fails."""
    command = [sys.executable, "-m", "backend.cli", *arguments]
    given = os.environ | environ_of(settings) | (environ or {})
    done = subprocess.run(
        command, cwd=ROOT, env=given, capture_output=True, text=True, timeout=seconds, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed: {done.stderr[-500:]}")
    return done.stdout

"""A PostgreSQL server that a fault may stop, kill, starve and move: on a folder and an address of its choice."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests import services
from tests.faults.processes import family

FAST, IMMEDIATE, KILLED = signal.SIGINT, signal.SIGQUIT, signal.SIGKILL
SMALL = ("min_wal_size=32MB", "max_wal_size=128MB", "max_connections=120", "shared_buffers=64MB")


@dataclass
class Postgres:
    """`folder` is made and given to an unprivileged user. `settings`: further `name=value` for its command line."""

    folder: Path
    address: str = "127.0.0.1"
    namespace: str = ""
    settings: tuple[str, ...] = ()
    environ: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=services.free_port)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgresql://liangma@{self.address}:{self.port}/postgres"

    def create(self) -> Postgres:
        """initdb, with group segments of WAL small enough for a small disk."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.own()
        command = ["initdb", "-D", str(self.folder / "data"), "-U", "liangma", "-A", "trust", "-E", "UTF8"]
        command += ["--no-locale", "--wal-segsize=4"]
        subprocess.run(
            [str(services.postgres_bin() / command[0]), *command[1:]], user=self._user, cwd="/", check=True,
            capture_output=True,
        )  # fmt: skip
        access = self.folder / "data" / "pg_hba.conf"
        access.write_text(access.read_text() + "host all all 10.0.0.0/8 trust\n")
        return self

    def start(self, *, patience: float = 60) -> float:
        """Until it answers; seconds that took."""
        began = time.monotonic()
        listen = (f"listen_addresses={self.address}", f"unix_socket_directories={self.folder}", f"port={self.port}")
        options = [part for setting in (*SMALL, *listen, *self.settings) for part in ("-c", setting)]
        command = [str(services.postgres_bin() / "postgres"), "-D", str(self.folder / "data"), *options]
        if self._user:  # after the step into the namespace, which needs root
            ids = pwd.getpwnam(self._user)
            command = ["setpriv", f"--reuid={ids.pw_uid}", f"--regid={ids.pw_gid}", "--clear-groups", *command]
        if self.namespace:
            command = ["ip", "netns", "exec", self.namespace, *command]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd="/", stdout=log, stderr=log, env=os.environ | self.environ, start_new_session=True
            )
        while time.monotonic() < began + patience:
            with suppress(psycopg.OperationalError):
                psycopg.connect(self.url, connect_timeout=1).close()
                return time.monotonic() - began
            if self._process.poll() is not None:
                break
            time.sleep(0.05)
        told = (self.folder / "log").read_text(errors="replace")[-1500:]
        self.stop(KILLED)
        raise RuntimeError(f"PostgreSQL does not start: {told}")

    def stop(self, how: signal.Signals = FAST) -> None:
        """FAST ends sessions, IMMEDIATE ends processes, KILLED all at once."""
        if self._process is None:
            return
        everybody = family(self._process.pid) if how is KILLED else [self._process.pid]
        for pid in everybody:
            with suppress(ProcessLookupError):
                os.kill(pid, how)
        self._process.wait(timeout=30)
        self._process = None

    def own(self) -> None:
        """Give the folder and what is in it to whoever the server runs as."""
        if self._user:
            for path in (self.folder, *self.folder.rglob("*")):
                shutil.chown(path, self._user)
        data = self.folder / "data"
        if data.exists():
            data.chmod(0o700)

    @property
    def _user(self) -> str | None:
        if os.geteuid() != 0:
            return None
        return "postgres" if Path("/var/lib/postgresql").exists() else "nobody"

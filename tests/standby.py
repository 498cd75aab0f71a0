"""A standby that follows a test's PostgreSQL by streaming."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

from tests import services


@contextmanager
def copy_of(server: str) -> Iterator[str]:
    """The address (without database name) of a standby that follows the server."""
    folder, port, primary = Path(tempfile.mkdtemp(prefix="liangma-copy-")), services.free_port(), make_url(server)
    user, binaries = services.owner(folder), services.postgres_bin()
    base = [str(binaries / "pg_basebackup"), "-D", str(folder / "data"), "-R", "-X", "stream", "-c", "fast", "-N"]
    base += ["-h", "127.0.0.1", "-p", str(primary.port), "-U", "liangma"]
    subprocess.run(base, user=user, cwd="/", check=True, capture_output=True)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    options += " -c max_connections=120"  # no fewer than the server's
    command = [str(binaries / "postgres"), "-D", str(folder / "data"), *options.split(" ")]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    standby = subprocess.Popen(command, user=user, cwd=folder, **quiet)
    try:
        for _ in range(200):
            try:
                psycopg.connect(f"postgresql://liangma@127.0.0.1:{port}/postgres", connect_timeout=1).close()
                break
            except psycopg.OperationalError:
                time.sleep(0.05)
        yield f"postgresql://liangma@127.0.0.1:{port}"
    finally:
        standby.kill() if standby.poll() is None else None
        standby.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)

"""The real PgBouncer between a test and its database, with the configuration that operators are given."""

import configparser
import io
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url

from tests.services import free_port, owner, wait_for_port

ROOT = Path(__file__).parents[1]
OURS = ROOT / "deploy/pgbouncer.ini"


@contextmanager
def pooler(url: str, *, waits: bool = True) -> Iterator[str]:
    """The address of the same database through a pooler with two connections. `waits`: its connect_query is kept."""
    binary = shutil.which("pgbouncer", path="/usr/sbin:/usr/bin:/usr/local/bin")
    if binary is None:
        raise RuntimeError("PgBouncer is not installed: run `tools/setup test` (Debian package pgbouncer)")
    database, port = make_url(url), free_port()
    folder = Path(tempfile.mkdtemp(prefix="liangma-pooler-"))
    user = owner(folder)
    (folder / "pgbouncer.ini").write_text(_configuration(database.host, database.port, database.database, port, waits))
    command = [binary, "-q", str(folder / "pgbouncer.ini")]
    server = subprocess.Popen(command, user=user, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for_port(port, server)
        yield f"postgresql://liangma@127.0.0.1:{port}/liangma"
    finally:
        server.terminate()
        server.wait(timeout=10)
        shutil.rmtree(folder, ignore_errors=True)


def _configuration(host: str | None, at: int | None, name: str | None, port: int, waits: bool) -> str:
    """The operators' file with this test's places, and without passwords."""
    ini = configparser.ConfigParser(interpolation=None)
    ini.read(OURS)
    given = ini["databases"]["liangma"]
    kept = given[given.index("connect_query") :] if waits else ""
    ini["databases"]["liangma"] = f"host={host} port={at} dbname={name} {kept}"
    ini["pgbouncer"].update({
        "listen_addr": "127.0.0.1", "listen_port": str(port), "auth_type": "any", "default_pool_size": "2",
        "reserve_pool_size": "0",
    })  # fmt: skip
    del ini["pgbouncer"]["auth_file"]
    ini["databases"]["liangma"] += " user=liangma"
    written = io.StringIO()
    ini.write(written)
    return written.getvalue()

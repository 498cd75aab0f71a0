"""The database as one stream, of one instant, while others write; and such a stream as a new database.

SQLite: the online backup API, into a file of its own beside the target, from under one read transaction, so that
writers neither wait nor make it begin again. PostgreSQL: `pg_dump` in its custom format on an exported snapshot, which
the manifest is read from too. For a database that no dump is quick enough for: docs/operate.md, base backups.
"""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, create_engine, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from backend.backups.folder import pieces
from backend.backups.refusals import NotEmpty, ToolMissing

PAGES = 2048  # of a SQLite file copied in one go
NO_WAITS = "-c statement_timeout=0 -c idle_in_transaction_session_timeout=0 -c lock_timeout=3000"
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Snapshot:
    """A connection that reads one instant, and the dump of that instant. `size`: bytes, as far as they are known."""

    connection: Connection
    dump: Iterator[bytes]
    size: int


def engine_of(database_url: str) -> str:
    """sqlite or postgresql."""
    return make_url(database_url).get_backend_name()


@contextmanager
def snapshot(database_url: str, scratch: Path) -> Iterator[Snapshot]:
    """The database as it is now. `scratch`: a folder for a copy of an SQLite file, which is removed afterwards."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        with tempfile.TemporaryDirectory(prefix=".liangma-backup-", dir=scratch) as folder:
            copy = Path(folder) / "copy.db"
            _copy_sqlite(Path(url.database or ""), copy)
            with _reading(URL.create("sqlite", database=str(copy))) as connection:
                yield Snapshot(connection, pieces(copy), copy.stat().st_size)
        return
    with _reading(url, options=NO_WAITS) as connection:
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
        exported = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        size = connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
        yield Snapshot(connection, _dump_postgresql(url, exported), int(size))


def refuse_unless_empty(database_url: str) -> None:
    """Raises NotEmpty where there is a file or a table already."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        path = Path(url.database or "")
        if any(Path(f"{path}{more}").exists() for more in ("", "-wal", "-journal")):
            raise NotEmpty(str(path))
        return
    with _reading(url, options=NO_WAITS) as connection:
        tables = inspect(connection).get_table_names()
    if tables:
        raise NotEmpty(f"{url.database}: {len(tables)} tables")


def load(database_url: str, parts: Iterator[bytes]) -> None:
    """Make the database from its stream: all of it, or nothing. Raises ToolMissing, NotEmpty."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        _load_sqlite(Path(url.database or ""), parts)
    else:
        _load_postgresql(url, parts)


def remove(database_url: str) -> None:
    """Take a restored SQLite file away again, after a later step failed."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        for more in ("", "-wal", "-shm", "-turn"):
            Path(f"{url.database}{more}").unlink(missing_ok=True)


@contextmanager
def reading(database_url: str) -> Iterator[Connection]:
    """A connection that may take its time."""
    url = make_url(database_url)
    with _reading(url, options=None if url.get_backend_name() == "sqlite" else NO_WAITS) as connection:
        yield connection


@contextmanager
def scratch_database(database_url: str, folder: Path) -> Iterator[str]:
    """The address of an empty throw-away database of the same kind: a file in the folder, or a new database on the
    same server, dropped afterwards."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        yield f"sqlite:///{folder / 'drill.db'}"
        return
    name = f"liangma_drill_{os.urandom(6).hex()}"
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT", hide_parameters=True)
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    try:
        yield url.set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        engine.dispose()


@contextmanager
def _reading(url: URL, *, options: str | None = None) -> Iterator[Connection]:
    arguments = {"options": options, "connect_timeout": 5} if options else {}
    engine = create_engine(url, poolclass=NullPool, connect_args=arguments, hide_parameters=True)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _copy_sqlite(source: Path, copy: Path) -> None:
    copy.touch(mode=0o600)
    address = f"{source.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as reading:
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on one instant is seen
        with closing(sqlite3.connect(copy)) as written:
            reading.backup(written, pages=PAGES)
            written.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it


def _load_sqlite(path: Path, parts: Iterator[bytes]) -> None:
    part = path.with_name(f"{path.name}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            for piece in parts:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        os.link(part, path)  # never over what somebody began there meanwhile
    except FileExistsError:
        raise NotEmpty(str(path)) from None
    finally:
        part.unlink(missing_ok=True)


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise ToolMissing(f"{name} is not installed")
    return found


def _libpq(url: URL) -> tuple[str, Mapping[str, str]]:
    """(address without password, environment with it): a command line can be read by everybody on the machine."""
    bare = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    kept = {name: value for name, value in os.environ.items() if name != "PGOPTIONS"}
    return bare, kept | ({"PGPASSWORD": str(url.password)} if url.password else {})


def _dump_postgresql(url: URL, exported: str) -> Iterator[bytes]:
    address, environment = _libpq(url)
    command = [_tool("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={exported}", address]
    with tempfile.TemporaryFile() as said:
        tool = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=said)  # noqa: S603 - ours
        assert tool.stdout is not None
        try:
            while piece := tool.stdout.read(1 << 20):
                yield piece
            code = tool.wait()
        finally:
            _end(tool)
        if code:
            raise ToolMissing(f"pg_dump: {_last_line(said)}")


def _load_postgresql(url: URL, parts: Iterator[bytes]) -> None:
    address, environment = _libpq(url)
    options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", f"--dbname={address}"]
    command = [_tool("pg_restore"), *options]
    with tempfile.TemporaryFile() as said:
        tool = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=said, stderr=said)  # noqa: S603 - ours
        assert tool.stdin is not None
        try:
            for piece in parts:
                tool.stdin.write(piece)
            tool.stdin.close()
            code = tool.wait()
        except BrokenPipeError:
            code = tool.wait()
        finally:
            _end(tool)
        if code:
            raise ToolMissing(f"pg_restore: {_last_line(said)}")


def _end(tool: "subprocess.Popen[bytes]") -> None:
    """A tool whose other end failed must not finish its work."""
    if tool.poll() is None:
        tool.kill()
        tool.wait()
    for pipe in (tool.stdin, tool.stdout):
        if pipe is not None and not pipe.closed:
            try:
                pipe.close()
            except BrokenPipeError:
                continue


def _last_line(said: object) -> str:
    said.seek(0)  # type: ignore[attr-defined]
    lines = said.read().decode("utf-8", "replace").strip().splitlines()  # type: ignore[attr-defined]
    return str(lines[-1]) if lines else "it said nothing"

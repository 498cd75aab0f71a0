"""Bring a database to this program's schema while others work on it.

Rules: 1. each migration is a transaction of its own on both engines, so whoever is stopped half-way leaves the database
at one migration or the next, and begins again there; out of and into nothing all are one transaction, since nobody is
there to wait; 2. on PostgreSQL a migration waits three seconds at most for a lock, because whoever queues behind it
waits too; then it gives way, and tries again later and later; 3. of two migrators one works and the other waits, and
finds everything done; 4. a migration that says `transactional = False` (an index made concurrently) has no transaction
and must be one that can be begun again; 5. a database of a newer program is left alone.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from backend.errors import LiangmaError

MIGRATIONS = Path(__file__).parent.parent / "migrations"
PAUSES = (0.25, 0.5, 1, 2, 4, 8, 15, 30, 30, 30)  # seconds between tries; half as much again at random
LOCK_MS = 3_000
TURN_MS = 900_000  # for another migrator
TURN = 0x6C69616E676D61  # "liangma": the advisory lock of migrators
ENDS = ("head", "base")
Told = Callable[[str], None]


class MigrationBlocked(LiangmaError):
    status = 503
    code = "migration_blocked"
    zh = "数据库一直被占用，迁移未能取得锁，已停在完整的一步"
    en = "The database was busy all the time: a migration did not get its lock. The schema is whole, at an earlier step"
    next_zh = "请找出长时间的事务（docs/operate.md），之后再运行 liangma migrate"
    next_en = "Find the long transaction (docs/operate.md), then run `liangma migrate` again"


class NewerSchema(LiangmaError):
    status = 503
    code = "schema_newer"
    zh = "数据库由较新的程序迁移过"
    en = "The database was migrated by a newer program"
    next_zh = "请使用较新的程序，或用它先降级（docs/operate.md）"
    next_en = "Use the newer program, or let it take its migrations back first (docs/operate.md)"


def configuration(folder: Path = MIGRATIONS) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder))
    return config


def upgrade(
    engine: Engine, revision: str = "head", *, told: Told = lambda _: None, pauses: Sequence[float] = PAUSES,
    folder: Path = MIGRATIONS,
) -> None:  # fmt: skip
    """Apply every missing migration. Raises MigrationBlocked, NewerSchema."""
    way, present = _Way(engine, folder, up=True), current(engine)
    names = [revision] if present is None else [one.revision for one in reversed(way.between(revision, present))]
    _each(way, names, told=told, pauses=pauses)


def downgrade(
    engine: Engine, revision: str, *, told: Told = lambda _: None, pauses: Sequence[float] = PAUSES,
    folder: Path = MIGRATIONS,
) -> None:  # fmt: skip
    """Take migrations back, down to `revision`. Raises MigrationBlocked, NewerSchema."""
    way, present = _Way(engine, folder, up=False), current(engine)
    if present is None:
        return
    names = ["base"] if revision == "base" else [str(one.down_revision) for one in way.between(present, revision)]
    _each(way, names, told=told, pauses=pauses)


def current(engine: Engine) -> str | None:
    """The migration the database is at; None before the first."""
    with engine.execution_options(reading=True).connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


class _Way:
    """The migrations of a folder, up or down, for one database."""

    def __init__(self, engine: Engine, folder: Path, *, up: bool) -> None:
        self.engine, self.up, self.config = engine, up, configuration(folder)
        self.script = ScriptDirectory.from_config(self.config)
        self._above: dict[str, str] = {}

    def between(self, upper: str, lower: str) -> list[Script]:
        """The migrations above `lower`, the highest first."""
        try:
            self.script.get_revision(lower)
            found = list(self.script.iterate_revisions(upper, lower))
        except CommandError as error:
            raise NewerSchema(str(error)) from error
        self._above = {str(one.down_revision): one.revision for one in found}
        return found

    def step(self, name: str) -> None:
        """To one migration (or to either end), in one transaction where it may be in one."""
        with _turn(self.engine, transactional=self._transactional(name)) as connection:
            if self._done(connection, name):
                return
            self.config.attributes["connection"] = connection
            follow = self.script._upgrade_revs if self.up else self.script._downgrade_revs
            with EnvironmentContext(
                self.config, self.script, fn=lambda rev, _: follow(name, rev), destination_rev=name
            ):
                self.script.run_env()

    def _done(self, connection: Connection, name: str) -> bool:
        """Whether another migrator was quicker (rule 3)."""
        present = MigrationContext.configure(connection).get_current_revision()
        if name in ENDS or present is None:
            return False
        return present >= name if self.up else present <= name

    def _transactional(self, name: str) -> bool:
        """Rule 4. A step down is that of the migration above."""
        if name in ENDS:
            return True
        found = self.script.get_revision(name if self.up else self._above[name])
        return bool(getattr(found.module, "transactional", True))


def _each(way: _Way, names: Sequence[str], *, told: Told, pauses: Sequence[float]) -> None:
    for name in names:
        for pause in (*pauses, None):
            try:
                way.step(name)
                break
            except OperationalError as error:
                if not _gave_way(error):
                    raise
                if pause is None:
                    raise MigrationBlocked(name) from error
                told(f"{name}: 等待锁，稍后再试 gave way to others, tries again")
                time.sleep(pause * (1 + random.random() / 2))  # noqa: S311 - not a secret


@contextmanager
def _turn(engine: Engine, *, transactional: bool) -> Iterator[Connection]:
    """The connection of one migrator at a time, with the waits of a migration. (SQLite has one writer anyway.)"""
    if engine.dialect.name != "postgresql":
        with engine.begin() as connection:
            yield connection
    elif transactional:
        with engine.begin() as connection:
            _wait_in_line(connection, "SET LOCAL", "pg_advisory_xact_lock")
            yield connection
    else:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            try:
                _wait_in_line(connection, "SET", "pg_advisory_lock")
                yield connection
            finally:
                connection.invalidate()  # with it go the lock and the waits


def _wait_in_line(connection: Connection, set_: str, lock: str) -> None:
    """Others may migrate for a quarter of an hour; then the waits of rule 2."""
    for name, ms in (("statement_timeout", 0), ("idle_in_transaction_session_timeout", 0), ("lock_timeout", TURN_MS)):
        connection.exec_driver_sql(f"{set_} {name} = {ms}")
    connection.exec_driver_sql(f"SELECT {lock}({TURN})")
    connection.exec_driver_sql(f"{set_} lock_timeout = {LOCK_MS}")


def _gave_way(error: OperationalError) -> bool:
    if isinstance(error.orig, psycopg.errors.LockNotAvailable | psycopg.errors.DeadlockDetected):
        return True
    return "database is locked" in str(error.orig)

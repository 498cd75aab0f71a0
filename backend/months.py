"""Append-only tables by month, on PostgreSQL: each month is a table of its own, made before its first row comes.

Rules: 1. months are made ahead, the running one and three more, by a job that may run as often as it likes; 2. making
one stops no writer: the table is made by itself and joined by ATTACH; 3. what no month takes (the job stood still for
a quarter, a gate's clock runs ahead) falls into `later` and is moved when its month is made: nothing is refused for
want of a month; 4. what was there before the first month stays in `before`, in one piece; 5. no key of single use
depends on a month: verdicts and log entries are only ever inserted, under ids that are never drawn twice; 6. a month
goes as a whole (DETACH and DROP), never row by row. On SQLite there are no months. Months begin at midnight UTC.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

from sqlalchemy import text
from sqlalchemy.orm import Session

AHEAD = 3
TABLES = MappingProxyType({"verdicts": ("person_id", "at", "verdict_id"), "audit_entries": ("chain", "seq", "at")})
PART = re.compile(rf"(?:{'|'.join(TABLES)})_(?:before|later|\d{{4}}_\d\d)")
ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7263401)")  # two workers; until the transaction ends
IS_PARTITIONED = text("SELECT relkind = 'p' FROM pg_class WHERE oid = to_regclass(:name)")
PARTS = text(
    "SELECT c.relname, pg_get_expr(c.relpartbound, c.oid), c.reltuples::bigint FROM pg_inherits i "
    "JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = to_regclass(:name) ORDER BY c.relname"
)


@dataclass(frozen=True)
class Part:
    """One part of a table: a month, `before` or `later`. `ends`: Unix seconds, the first that it does not take."""

    table: str
    name: str
    ends: int | None
    rows: int  # as the database estimates


def is_part(name: str | None) -> bool:
    """Whether a table of this name is a month of another: no model stands for it."""
    return name is not None and PART.fullmatch(name) is not None


def month_of(at: int) -> tuple[int, int]:
    """(year, month) in which a second lies."""
    then = datetime.fromtimestamp(at, UTC)
    return then.year, then.month


def begins(year: int, month: int) -> int:
    """The first second of a month; months count on past twelve."""
    return int(datetime(year + (month - 1) // 12, (month - 1) % 12 + 1, 1, tzinfo=UTC).timestamp())


def parts(session: Session, table: str) -> list[Part]:
    """What the table consists of; nothing where it is one piece."""
    if session.get_bind().dialect.name != "postgresql":
        return []
    rows = session.execute(PARTS, {"name": table})
    return [Part(table, name, _end(bound), max(count, 0)) for name, bound, count in rows]


def make_ahead(session: Session, *, now: int) -> list[str]:
    """Make the months that are missing; their names. The caller commits."""
    if session.get_bind().dialect.name != "postgresql":
        return []
    session.execute(ONE_AT_A_TIME)
    made = []
    for table in TABLES:
        if session.scalar(IS_PARTITIONED, {"name": table}):
            made += [
                name for name, start, end in _missing(session, table, now) if _make(session, table, name, start, end)
            ]
    return made


def _missing(session: Session, table: str, now: int) -> Iterator[tuple[str, int, int]]:
    there = parts(session, table)
    known = {part.name for part in there}
    since = max((part.ends for part in there if part.name == f"{table}_before" and part.ends is not None), default=0)
    year, month = month_of(now)
    for number in range(month, month + AHEAD + 1):
        start, end = begins(year, number), begins(year, number + 1)
        name = "{}_{:04}_{:02}".format(table, *month_of(start))
        if end > since and name not in known:
            yield name, max(start, since), end


def _make(session: Session, table: str, name: str, start: int, end: int) -> bool:
    """Rules 2 and 3. Names are ours, and bounds are numbers."""
    span = f"at >= {int(start)} AND at < {int(end)}"
    session.execute(text(f"CREATE TABLE {name} (LIKE {table} INCLUDING ALL, CONSTRAINT span CHECK ({span}))"))
    moved = f"WITH moved AS (DELETE FROM {table}_later WHERE {span} RETURNING *) INSERT INTO {name} SELECT * FROM moved"  # noqa: S608
    session.execute(text(moved))
    session.execute(text(f"ALTER TABLE {table} ATTACH PARTITION {name} FOR VALUES FROM ({int(start)}) TO ({int(end)})"))
    session.execute(text(f"ALTER TABLE {name} DROP CONSTRAINT span"))
    return True


def drop_before(session: Session, table: str, *, before: int) -> list[str]:
    """Rule 6: drop the months of a table that ended before a second; their names. The caller commits."""
    old = [part for part in parts(session, table) if part.ends is not None and part.ends <= before]
    for part in old:
        session.execute(text(f"ALTER TABLE {table} DETACH PARTITION {part.name}"))
        session.execute(text(f"DROP TABLE {part.name}"))
    return [part.name for part in old]


def prepare(table: str, *, now: int) -> Iterator[str]:
    """What makes the migration to months quick on a large table, statement by statement, each in a transaction of its
    own, while everything runs: the bound is checked and the key is built beforehand."""
    bound = begins(month_of(now)[0], month_of(now)[1] + 2)
    key = ", ".join(TABLES[table])
    yield f"ALTER TABLE {table} ADD CONSTRAINT {table}_months CHECK (at < {bound}) NOT VALID"
    yield f"ALTER TABLE {table} VALIDATE CONSTRAINT {table}_months"
    if table == "audit_entries":
        yield f"CREATE UNIQUE INDEX CONCURRENTLY {table}_months_key ON {table} ({key})"


def _end(bound: str) -> int | None:
    """The upper end in `FOR VALUES FROM ('1') TO ('2')`; None for the part that takes what is left."""
    found = re.search(r"TO \('(\d+)'\)", bound)
    return int(found[1]) if found else None

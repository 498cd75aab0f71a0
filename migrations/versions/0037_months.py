"""Verdicts and log entries by month, on PostgreSQL

What is there becomes the part `before`, joined as it lies: no row is copied. The bound of that part is read from the
constraint that `liangma scale prepare` left (then nothing is scanned), or else found by one scan. Months are made by
the worker; until then everything after the bound falls into the part `later`.
"""

import re
from datetime import UTC, datetime

from alembic import op
from sqlalchemy import text

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

KEYS = {"verdicts": ("person_id, at, verdict_id",) * 2, "audit_entries": ("chain, seq", "chain, seq, at")}
INDEXES = text(
    "SELECT i.relname, pg_get_indexdef(i.oid) FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid "
    "WHERE x.indrelid = to_regclass(:name) AND NOT x.indisprimary AND i.relname NOT LIKE '%\\_months\\_key' ORDER BY 1"
)
BOUND = text(
    "SELECT pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE conrelid = to_regclass(:name) AND conname = :check AND convalidated"
)


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("SET LOCAL statement_timeout = 0")  # the scan of a table that was not prepared takes its time
    for table, (_, key) in KEYS.items():
        _split(table, key)


def _split(table: str, key: str) -> None:
    bound, old = _bound(table), f"{table}_before"
    op.execute(f"ALTER TABLE {table} RENAME TO {old}")
    op.execute(f"ALTER INDEX pk_{table} RENAME TO pk_{old}")
    if op.get_bind().scalar(text("SELECT to_regclass(:name)"), {"name": f"{table}_months_key"}):
        op.execute(f"ALTER TABLE {old} DROP CONSTRAINT pk_{old}")
        op.execute(f"ALTER TABLE {old} ADD CONSTRAINT pk_{old} PRIMARY KEY USING INDEX {table}_months_key")
    elif table == "audit_entries":
        op.execute(f"ALTER TABLE {old} DROP CONSTRAINT pk_{old}")
        op.execute(f"ALTER TABLE {old} ADD CONSTRAINT pk_{old} PRIMARY KEY ({key})")
    op.execute(f"CREATE TABLE {table} (LIKE {old} INCLUDING DEFAULTS INCLUDING STORAGE) PARTITION BY RANGE (at)")
    op.execute(f"ALTER TABLE {table} ADD CONSTRAINT pk_{table} PRIMARY KEY ({key})")
    for name, written in op.get_bind().execute(INDEXES, {"name": old}).all():
        op.execute(f"ALTER INDEX {name} RENAME TO {name}_before")
        op.execute(written.replace(f".{old} ", f".{table} "))
    op.execute(f"ALTER TABLE {table} ATTACH PARTITION {old} FOR VALUES FROM (MINVALUE) TO ({bound})")
    op.execute(f"ALTER TABLE {old} DROP CONSTRAINT IF EXISTS {table}_months")
    op.execute(f"CREATE TABLE {table}_later PARTITION OF {table} DEFAULT")


def _bound(table: str) -> int:
    prepared = op.get_bind().scalar(BOUND, {"name": table, "check": f"{table}_months"})
    if prepared:
        return int(re.findall(r"\d+", prepared)[0])
    last = op.get_bind().scalar(text(f"SELECT max(at) FROM {table}")) or 0  # noqa: S608 - names of ours
    then = datetime.fromtimestamp(max(last, int(datetime.now(UTC).timestamp())), UTC)
    return int(datetime(then.year + then.month // 12, then.month % 12 + 1, 1, tzinfo=UTC).timestamp())


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("SET LOCAL statement_timeout = 0")
    for table, (key, _) in KEYS.items():
        _join(table, key)


def _join(table: str, key: str) -> None:
    old, parted = f"{table}_before", f"{table}_parted"
    op.execute(f"ALTER TABLE {table} RENAME TO {parted}")
    indexes = op.get_bind().execute(INDEXES, {"name": parted}).all()
    op.execute(f"ALTER TABLE {parted} DETACH PARTITION {old}")
    op.execute(f"INSERT INTO {old} SELECT * FROM {parted}")  # noqa: S608 - names of ours
    op.execute(f"DROP TABLE {parted}")
    op.execute(f"ALTER TABLE {old} RENAME TO {table}")
    op.execute(f"ALTER TABLE {table} DROP CONSTRAINT pk_{old}")
    op.execute(f"ALTER TABLE {table} ADD CONSTRAINT pk_{table} PRIMARY KEY ({key})")
    for name, _ in indexes:
        op.execute(f"ALTER INDEX {name}_before RENAME TO {name}")

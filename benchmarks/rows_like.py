"""Databases with many certificates: some hundred real holders, and between them rows like theirs.

1. The real holders are made by the program, their ids (UUIDv7) spread over three years. 2. A table is filled in one
transaction that empties it first, by COPY FREEZE: no WAL, and nothing is left for a vacuum. Behind every n rows a real
holder's lie, so that they are strewn over heap and indexes alike. 3. Indexes of what is only read are built afterwards;
those of what every verification writes to grow with their rows, as in life. 4. What a verification never reads (the
signed SD-JWT, which lies out of line, and old receipts and checks) is cut short in the rows that are made up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from backend import db
from tests import services

YEARS_MS = 3 * 365 * 86_400_000
# rows for each certificate; a province has 30 M holders, 100 M certificates, 93 M used codes, 90 M verdicts a month
READ = {"persons": 1.0, "holder_keys": 1.0, "routes": 2.0, "devices": 1.0, "certificates": 1.0, "signing_records": 1.0,
        "status_entries": 0.01}  # fmt: skip
WRITTEN = {"verdicts": 0.9, "audit_entries": 1.0, "used_codes": 0.93}
CUT = {"sealed_sd_jwt": 18, "receipt": 40}  # characters or bytes that stay; a pointer out of line has 18
AS_THEY_ARE = {("certificates", "list_no"), ("certificates", "idx")}
COLUMNS = """
SELECT a.attname, split_part(format_type(a.atttypid, a.atttypmod), '(', 1),
       EXISTS (SELECT 1 FROM pg_index x WHERE x.indrelid = a.attrelid AND a.attnum = ANY (x.indkey))
FROM pg_attribute a WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
"""
CONSTRAINTS = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('p', 'u')
"""
INDEXES = """
SELECT c.relname, pg_get_indexdef(x.indexrelid) FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid
WHERE x.indrelid = %s::regclass AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = x.indexrelid)
"""
FROM_PSQL = (
    "COPY {part} ({names}) FROM PROGRAM '{psql} -X -q -v ON_ERROR_STOP=1 -d {url} -f {file}' (FORMAT binary, FREEZE)"
)
SOURCE = """COPY (SELECT {columns} FROM generate_series(0, {holders} - 1) i CROSS JOIN LATERAL (
  SELECT {made} FROM (SELECT * FROM kept_{name} LIMIT 1) one,
    generate_series(i * {rows}::bigint / {holders} + 1, (i + 1) * {rows}::bigint / {holders}) n
  UNION ALL SELECT {names} FROM kept_{name} WHERE ordinal = i) x) TO STDOUT (FORMAT binary)"""


@contextmanager
def ids_at(ms: int) -> Iterator[None]:
    """Ids as if it were that moment: `db.new_id` is exchanged meanwhile."""
    plain = db.new_id
    db.new_id = lambda now_ms=None: plain(ms)
    try:
        yield
    finally:
        db.new_id = plain


def moments(holders: int, *, now: int) -> Iterable[int]:
    """When the ids of the real holders are from, in ms: evenly over the years, each after the rows before it."""
    began = now * 1000 - YEARS_MS
    return (began + (one + 1) * YEARS_MS // holders for one in range(holders))


def fill(url: str, folder: Path, certificates: int, *, holders: int, now: int) -> None:
    """Rules 2 to 4, in a database that has real holders and one verdict. `now`: Unix seconds, of `moments` too."""
    with psycopg.connect(url, autocommit=True) as connection:
        for name, each in (READ | WRITTEN).items():
            found = connection.execute(f"SELECT tableoid::regclass::text FROM {name} LIMIT 1".encode()).fetchone()
            part = found[0] if found else name
            _keep(connection, name, part, holders)
            rows = max(int(certificates * each), holders)
            source = _source(connection, name, rows, certificates=certificates, holders=holders, now=now)
            (file := folder / f"{name}.sql").write_text(source[1])
            copied = FROM_PSQL.format(
                part=part, names=source[0], psql=services.postgres_bin() / "psql", url=url, file=file
            )
            with connection.transaction():
                anew = _without_indexes(connection, name) if name in READ else []
                connection.execute(f"TRUNCATE {part}".encode())
                connection.execute(copied.encode())
                for statement in anew:
                    connection.execute(statement.encode())
            connection.execute(f"DROP TABLE kept_{name}; ANALYZE {name}".encode())
            file.unlink()


def _keep(connection: psycopg.Connection, name: str, part: str, holders: int) -> None:
    """The real rows aside, in the order of their holders' ids, each with the place it goes to."""
    columns = [row[0] for row in connection.execute(COLUMNS, (name,))]
    order = "person_id" if "person_id" in columns else columns[0]
    place = f"(row_number() OVER (ORDER BY {order}) - 1) * {holders} / count(*) OVER ()"
    connection.execute(f"CREATE TABLE kept_{name} AS SELECT *, {place} AS ordinal FROM {part}".encode())
    if not connection.execute(f"SELECT 1 FROM kept_{name}".encode()).fetchone():  # nobody's card was revoked
        connection.execute(f"INSERT INTO kept_{name} VALUES (1000, 0, 1, 0, 0)".encode())


def _without_indexes(connection: psycopg.Connection, name: str) -> list[str]:
    """Takes the table's indexes away; the statements that make them anew."""
    anew = []
    for constraint, definition in connection.execute(CONSTRAINTS, (name,)).fetchall():
        connection.execute(f"ALTER TABLE {name} DROP CONSTRAINT {constraint}".encode())
        anew.append(f"ALTER TABLE {name} ADD CONSTRAINT {constraint} {definition}")
    for index, definition in connection.execute(INDEXES, (name,)).fetchall():
        connection.execute(f"DROP INDEX {index}".encode())
        anew.append(definition)
    return anew


def _source(
    connection: psycopg.Connection, name: str, rows: int, *, certificates: int, holders: int, now: int
) -> tuple[str, str]:
    """(names of the columns, the statement that gives the rows)."""
    columns = connection.execute(COLUMNS, (name,)).fetchall()
    names = ", ".join(f'"{column}"' for column, *_ in columns)
    made = [_made(name, *column, rows=rows, certificates=certificates, now=now) for column in columns]
    given = ", ".join(f'{value} AS "{column[0]}"' for value, column in zip(made, columns, strict=True))
    columns_of_x = ", ".join(f'x."{column}"' for column, *_ in columns)
    return names, SOURCE.format(
        columns=columns_of_x, names=names, made=given, name=name, rows=rows, holders=holders
    )  # fmt: skip


def _made(table: str, column: str, kind: str, keyed: bool, *, rows: int, certificates: int, now: int) -> str:
    """The value of a column in the n-th row."""
    theirs = "n" if table in READ else f"(1 + (random() * {certificates - 1})::bigint)"
    month = now % 86_400 + 1  # today's part of the running month is always there
    special = {
        "person_id": _id(f"({theirs} - 1) % {certificates} + 1", "person", certificates, now),
        "certificate_id": _id("n", "certificate", certificates, now),
        "verdict_id": _id("n", "verdict", rows, now),
        "at": f"({now - month} + n * {month} / {rows})", "used_at": f"({now - month} + n * {month} / {rows})",
        "chain": "(1000 + n % 8)::integer", "seq": "n", "list_no": "(1000 + n * 100 / 1048576)::integer",
        "idx": "(n * 100 % 1048576)::integer",
        "handle": {"bytea": "substr(uuid_send(gen_random_uuid()), 9)"}.get(
            kind, "left(encode(uuid_send(gen_random_uuid()), 'base64'), 8)"
        ),
        "once_id": "uuid_send(gen_random_uuid())",
        "checks": "'[]'::json",
    }  # fmt: skip
    if column in special and (table, column) not in AS_THEY_ARE:
        return special[column]
    if column in CUT:
        return f'substr(one."{column}", 1, {CUT[column]})'
    if keyed and kind == "bytea":
        return "uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())"
    if keyed and kind == "uuid" and column != "represented_by":
        return _id("n", column, rows, now)
    return f'one."{column}"'


def _id(number: str, salt: str, rows: int, now: int) -> str:
    """A UUIDv7 of a moment in the years, the same for the same number and salt."""
    ms = f"{now * 1000 - YEARS_MS} + ({number})::bigint * {YEARS_MS} / {rows}"
    digest = f"md5(({number}) || '{salt}')"
    rest = f"'7' || substr({digest}, 1, 3) || 'b' || substr({digest}, 4, 15)"
    return f"(lpad(to_hex(({ms})::bigint), 12, '0') || {rest})::uuid"

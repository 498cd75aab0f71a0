"""What a row costs, and what months cost: `python -m benchmarks.province [--rows 1000000]`, on PostgreSQL.

One holder with a certificate is made by the program and shown once; the rows of that are multiplied with keys of their
own, to a tenth of `--rows` and to all of them. Printed: bytes a row with its indexes at both sizes, how much WAL one
verification writes, and the one statement of a verification beside a copy of the database whose verdicts and log lie
in one piece, interleaved. A figure that differs from the other size by more than a tenth says that it does not travel.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from sqlalchemy import Engine, text

from backend import db, direct, migrate, months
from backend.app import create_app
from backend.config import Settings
from backend.security import Box
from benchmarks.verifications import KEYS
from certs import lm1
from tests import services
from tests.verification.world import City

TABLES = (
    "persons", "holder_keys", "routes", "devices", "source_records", "certificates", "signing_records",
    "verdicts", "audit_entries", "used_codes",
)  # fmt: skip
MONTH, YEAR_OF_MONTHS = 30 * 86_400, 12
TIMES = ("at", "used_at", "changed_at")
RANDOM = {
    "uuid": "gen_random_uuid()",
    "bytea": "sha256(convert_to(random()::text || n, 'UTF8'))",
    "character varying": "left(md5(random()::text || n), {length})",
    "text": "md5(random()::text || n)",
    "bigint": "n + 1000000",
    "integer": "n + 1000000",
}
SIZE = text(
    "SELECT pg_total_relation_size(CAST(:name AS regclass)) + coalesce((SELECT sum(pg_total_relation_size(relid)) "
    "FROM pg_partition_tree(CAST(:name AS regclass)) WHERE relid <> CAST(:name AS regclass)), 0)"
)
COLUMNS = """
SELECT a.attname, split_part(format_type(a.atttypid, a.atttypmod), '(', 1), greatest(a.atttypmod - 4, 8),
       EXISTS (SELECT 1 FROM pg_index x WHERE x.indrelid = a.attrelid AND a.attnum = ANY (x.indkey))
FROM pg_attribute a WHERE a.attrelid = CAST(:name AS regclass) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
"""


def main() -> int:
    """Measures and prints; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--no-fsync", action="store_true", help="the statement's own work, without the disk's")
    rows, fsync = (given := parser.parse_args()).rows, not given.no_fsync
    with TemporaryDirectory() as folder, services.postgres(fsync=fsync) as server:
        url = _database(server, "parted")
        city = _city(url, Path(folder))
        phone = city.phone(0)
        codes = _codes(city, phone)
        city.verify(next(codes))
        _months(city)
        small = _sizes(city.engine, rows // 10, times=0)
        large = _sizes(city.engine, rows, times=rows // 10)
        print(f"{'table':18} {'at ' + str(rows // 10):>12} {'at ' + str(rows):>12}   bytes a row with its indexes")
        for name, size in large.items():
            print(f"{name:18} {small[name]:12.0f} {size:12.0f}")
        _compare(server, city, codes, Path(folder))
    return 0


def _database(server: str, name: str, template: str = "template1") -> str:
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
    return f"{server}/{name}"


def _city(url: str, folder: Path, *, up: bool = True) -> City:
    engine = db.make_engine(url)
    if up:
        migrate.upgrade(engine)
    settings = Settings(
        database_url=url, redis_url=None, data_dir=folder, port=8000, base_url="https://liangma.example", demo=True,
        data_key=KEYS["data_key"], index_key=KEYS["index_key"], token_key=KEYS["token_key"],
    )  # fmt: skip
    return City(create_app(settings, engine=engine), engine, Box(KEYS["data_key"], KEYS["index_key"]))


def _codes(city: City, phone: Any) -> Iterator[str]:
    """Codes of one phone, no two alike."""
    views = [city.view(phone, phone.held["resident-id"], number) for number in (1, 2, 3, 9)]
    while True:
        for iat in range(int(time.time()) - 55, int(time.time()) + 20):
            yield from (lm1.code_text(view, phone.signer, iat=iat, cnonce=None) for view in views)
        views = [city.view(phone, phone.held["resident-id"], number) for number in (1, 2, 3, 9)]


def _months(city: City) -> None:
    with db.transaction(city.engine) as session:
        for quarter in range(0, YEAR_OF_MONTHS, months.AHEAD + 1):
            months.make_ahead(session, now=city.now + quarter * MONTH)


def _sizes(engine: Engine, rows: int, *, times: int) -> dict[str, float]:
    """Multiply to `rows` of which `times` are there; bytes a row of each table that there is."""
    found = {}
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SET statement_timeout = 0"))
        for name in TABLES:
            if connection.scalar(text("SELECT to_regclass(:name)"), {"name": name}) is None:
                continue
            _multiply(connection, name, times, rows)
            connection.execute(text(f"ANALYZE {name}"))
            found[name] = float(connection.scalar(SIZE, {"name": name})) / rows
    return found


def _multiply(connection: Any, name: str, start: int, end: int) -> None:
    columns = connection.execute(text(COLUMNS), {"name": name}).all()
    made = ", ".join(_made(column, kind, length, keyed) for column, kind, length, keyed in columns)
    names = ", ".join(f'"{column}"' for column, *_ in columns)
    rows = f"(SELECT * FROM {name} LIMIT 1) one, generate_series({start + 1}, {end}) n"
    connection.execute(text(f"INSERT INTO {name} ({names}) SELECT {made} FROM {rows}".replace(":", r"\:")))


def _made(column: str, kind: str, length: int, keyed: bool) -> str:
    """A key of its own, a time in the year to come, or what the first row has."""
    if column in TIMES:
        return f'one."{column}" + (random() * {YEAR_OF_MONTHS * MONTH})::bigint'
    if not keyed or kind not in RANDOM or column in ("chain", "kind", "list_no", "action", "type_number"):
        return f'one."{column}"'
    return f"({RANDOM[kind].format(length=length)})::{kind}" if "int" in kind else RANDOM[kind].format(length=length)


class Timed:
    """How long the driver's statements took, by the clock on the wall."""

    def __init__(self) -> None:
        self.took: list[float] = []
        self._plain = direct.OnPostgresql.first

    def __enter__(self) -> Timed:
        def first(this: Any, driver: Any, values: Any) -> Any:
            began = time.perf_counter()
            try:
                return self._plain(this, driver, values)
            finally:
                self.took.append(time.perf_counter() - began)

        direct.OnPostgresql.first = first  # type: ignore[assignment, method-assign]
        return self

    def __exit__(self, *_: object) -> None:
        direct.OnPostgresql.first = self._plain  # type: ignore[method-assign]


def _compare(server: str, city: City, codes: Iterator[str], folder: Path) -> None:
    """The statement on months and on one piece, fifty at a time in turn; and the WAL of one."""
    city.engine.dispose()
    url = _database(server, "whole", "parted")
    engine = db.make_engine(url)
    migrate.downgrade(engine, "0036")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SET statement_timeout = 0"))
        connection.execute(text("ANALYZE"))
    app = create_app(city.services.settings, engine=engine)
    whole = City.__new__(City)
    whole.__dict__ |= city.__dict__ | {"app": app, "engine": engine, "services": app.extensions["liangma"]}
    took: dict[str, list[float]] = {"months": [], "one piece": []}
    wal: dict[str, float] = {}
    for turn in range(13):
        for name, one in (("months", city), ("one piece", whole)):
            before = _wal(one.engine)
            with Timed() as timed:
                for _ in range(50):
                    one.verify(next(codes))
            wal[name] = (_wal(one.engine) - before) / 50
            took[name] += timed.took if turn else []  # the first is for warming up
    for name, each in took.items():
        print(f"{name:10} {median(each) * 1e6:7.0f} µs the statement, {wal[name]:7.0f} bytes of WAL")
    engine.dispose()


def _wal(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(text("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn")) or 0)


if __name__ == "__main__":
    raise SystemExit(main())

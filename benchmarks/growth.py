"""From ten thousand certificates to ten million: `python -m benchmarks.growth [--sizes 4 5 6 7]`, on PostgreSQL.

A database for each power of ten, all on one server that syncs its commits, and an office for each. The same codes, of
holders strewn over every table, go to each in turn, round by round; what is compared is the whole request by HTTP.
The holders of the first rounds were not asked for before. Exit 1 when a request takes more than 15 % longer than at the
smallest size. Ten million need 45 GB where `--folder` is: it is made there and kept, and measured when it is there.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import json
import logging
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

import orjson
import psycopg

from backend import db, migrate, months
from backend.app import create_app
from backend.config import Settings
from backend.people import sign_ins
from backend.security import Box
from benchmarks import rows_like
from benchmarks.load import Result, request_bytes, run
from benchmarks.verifications import KEYS, VIEWS, has_valid_card, refuse_failures, served
from certs import keys, lm1
from tests import services
from tests.verification.world import HALL, City

AT_MOST = 1.15
LOADING = (
    "fsync=off full_page_writes=off wal_level=minimal max_wal_senders=0 autovacuum=off shared_buffers=1GB "
    "maintenance_work_mem=512MB max_wal_size=8GB checkpoint_timeout=1h"
)
MEASURING = "fsync=on shared_buffers=2GB max_connections=200 max_wal_size=4GB"
CONNECTIONS = 8


@dataclass(frozen=True)
class Shown:
    """A real holder's phone: its key, and the views that it signs."""

    signer: keys.SoftwareSigner
    views: tuple[bytes, ...]


@dataclass(frozen=True)
class Size:
    """One database, and the office in front of it."""

    power: int
    url: str
    port: int
    token: str


def main() -> int:
    """Loads where nothing is loaded yet, measures and prints; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[4, 5, 6], help="powers of ten")
    parser.add_argument("--holders", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--each", type=int, default=300, help="requests of each size in a round")
    parser.add_argument("--folder", type=Path, help="made, and kept for the next time; else a temporary one")
    parser.add_argument("--load-only", action="store_true")
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    folder = given.folder or Path(tempfile.mkdtemp(prefix="liangma-growth-", dir="/var/tmp"))
    try:
        if not (folder / "loaded.json").exists():
            _load(folder, given.sizes, given.holders)
        return 0 if given.load_only or _measure(folder, rounds=given.rounds, each=given.each) else 1
    finally:
        if given.folder is None:
            shutil.rmtree(folder, ignore_errors=True)


def _load(folder: Path, sizes: list[int], holders: int) -> None:
    """The first database with its real holders, copied for each size and filled."""
    folder.mkdir(parents=True, exist_ok=True)
    services.make_cluster(folder)
    now = int(time.time())
    with services.running(folder, LOADING) as server:
        _create(server, "real")
        city = _city(f"{server}/real", folder)
        everybody = (_shown(city, index, ms) for index, ms in enumerate(rows_like.moments(holders, now=now)))
        shown = [one for one in everybody if one is not None]
        city.verify(lm1.code_text(shown[0].views[0], shown[0].signer, iat=int(time.time())))
        city.engine.dispose()
        for power in sizes:
            began = time.monotonic()
            _create(server, f"size_{power}", "real")
            rows_like.fill(f"{server}/size_{power}", folder, 10**power, holders=holders, now=now)
            print(f"10^{power} certificates loaded in {time.monotonic() - began:.0f} s", flush=True)
    kept = [
        {
            "key": keys.private_to_jwk(one.signer.private),
            "views": [base64.b64encode(view).decode() for view in one.views],
        }
        for one in shown
    ]
    (folder / "loaded.json").write_text(json.dumps({"sizes": sizes, "shown": kept}))


def _create(server: str, name: str, template: str = "template1") -> None:
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())


def _settings(url: str, folder: Path) -> Settings:
    return Settings(
        database_url=url, redis_url=None, data_dir=folder, port=8000, base_url="https://liangma.example", demo=True,
        data_key=KEYS["data_key"], index_key=KEYS["index_key"], token_key=KEYS["token_key"],
    )  # fmt: skip


def _city(url: str, folder: Path) -> City:
    engine = db.make_engine(url)
    migrate.upgrade(engine)
    with db.transaction(engine) as session:
        months.make_ahead(session, now=int(time.time()))
    app = create_app(_settings(url, folder), engine=engine)
    return City(app, engine, Box(KEYS["data_key"], KEYS["index_key"]))


def _shown(city: City, index: int, ms: int) -> Shown | None:
    """None where the card has run out."""
    with rows_like.ids_at(ms):
        phone = city.phone(index)
    if not has_valid_card(city, phone):
        return None
    views = tuple(city.view(phone, phone.held["resident-id"], number) for number in VIEWS)
    return Shown(phone.signer, views)


def _measure(folder: Path, *, rounds: int, each: int) -> bool:
    """Prints a line for each size; whether all are within the bound."""
    loaded = json.loads((folder / "loaded.json").read_text())
    shown = [
        Shown(keys.SoftwareSigner(keys.private_from_jwk(one["key"])), tuple(map(base64.b64decode, one["views"])))
        for one in loaded["shown"]
    ]
    random.Random(7).shuffle(shown)
    codes = _codes(shown)
    with services.running(folder, MEASURING) as server, contextlib.ExitStack() as stack:
        sizes = [stack.enter_context(_office(server, folder, power)) for power in loaded["sizes"]]
        _round(sizes, _take(codes, 100))  # connections, prepared statements, caches
        blocks = {size.power: _blocks(size) for size in sizes}
        found: dict[int, list[Result]] = {size.power: [] for size in sizes}
        for turn in range(rounds):
            order = sizes[turn % len(sizes) :] + sizes[: turn % len(sizes)]
            for power, result in _round(order, _take(codes, each)).items():
                found[power].append(result)
        read = {size.power: (_blocks(size) - blocks[size.power]) / (rounds * each) for size in sizes}
        for size in sizes:
            _print_size(size)
    return _report(found, read)


def _take(codes: Iterator[str], count: int) -> list[str]:
    return [next(codes) for _ in range(count)]


def _codes(shown: list[Shown]) -> Iterator[str]:
    """One code of each holder in turn, then the next view of each: a holder is met again as late as can be."""
    for view in range(len(VIEWS)):
        for one in shown:
            yield lm1.code_text(one.views[view], one.signer, iat=int(time.time()))


@contextlib.contextmanager
def _office(server: str, folder: Path, power: int) -> Iterator[Size]:
    """A server process of the office on one database, and a window's sign-in there."""
    url, data = f"{server}/size_{power}", folder / f"data-{power}"
    data.mkdir(exist_ok=True)
    engine = db.make_engine(url)
    migrate.upgrade(engine)  # one that was loaded for an earlier measurement
    app = create_app(_settings(url, data), engine=engine)
    with app.app_context(), db.transaction(engine) as session:
        signed_in = sign_ins.begin_sign_in(session, "staff:growth", role="window", office=HALL, now=int(time.time()))
    engine.dispose()
    environ = {f"LIANGMA_{name.upper()}": base64.b64encode(key).decode() for name, key in KEYS.items()}
    environ |= {"LIANGMA_DATABASE_URL": url, "LIANGMA_DATA_DIR": str(data), "LIANGMA_DEMO": "1"}
    environ |= {"LIANGMA_BASE_URL": "https://liangma.example"}
    with served("backend.app:from_environment", environ, workers=1) as (port, _):
        yield Size(power, url, port, signed_in.access)


def _round(sizes: list[Size], texts: list[str]) -> dict[int, Result]:
    """The same codes to each size."""
    found = {}
    for size in sizes:
        bodies = (orjson.dumps({"code": text, "purpose": "check"}) for text in texts)
        requests = [request_bytes("/api/v1/verifications", body, size.token) for body in bodies]
        found[size.power] = run(size.port, requests, connections=CONNECTIONS)
        refuse_failures(found[size.power])
    return found


def _blocks(size: Size) -> float:
    """Pages that PostgreSQL asked the system for, so far."""
    with psycopg.connect(size.url) as connection:
        row = connection.execute("SELECT blks_read FROM pg_stat_database WHERE datname = current_database()").fetchone()
    return float(row[0]) if row else 0.0


def _print_size(size: Size) -> None:
    with psycopg.connect(size.url) as connection:
        row = connection.execute("SELECT pg_database_size(current_database()) / 1e9").fetchone()
    print(f"10^{size.power} certificates: {row[0] if row else 0:.2f} GB")


def _report(found: dict[int, list[Result]], read: dict[int, float]) -> bool:
    smallest = min(found)
    within = True
    for power, results in sorted(found.items()):
        pairs = zip(results, found[smallest], strict=True)
        longer = median(one.seconds / least.seconds for one, least in pairs)
        hundredths = quantiles([one for result in results for one in result.latencies], n=100)
        rate = median(result.per_second for result in results)
        within &= longer <= AT_MOST
        print(
            f"10^{power}: {rate:6.0f}/s, p50 {hundredths[49] * 1e3:.1f} ms, p99 {hundredths[98] * 1e3:.1f} ms, "
            f"{read[power]:.1f} pages read a request; {longer:.3f} times as long (at most {AT_MOST})"
        )  # fmt: skip
    return within


if __name__ == "__main__":
    sys.exit(main())

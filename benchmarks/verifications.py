"""POST /api/v1/verifications against a bare Flask route on the same server: `python -m benchmarks.verifications`.

Fresh codes are signed beforehand; rounds of the two are interleaved and medians compared, because ratios travel and
absolutes do not; all servers are started anew several times, for the same program is faster or slower by some percent
from start to start. The load generator runs on the same cores and its share is in both figures. Exit 1 below a target.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import orjson

from backend import db, migrate
from backend.app import create_app
from backend.cli.serve import MEMORY, THREADS
from backend.config import Settings
from backend.security import Box
from backend.trust.lists import current_trust
from benchmarks.load import Result, request_bytes, run
from certs import keys, lm1
from certs import verify as vault
from tests import services
from tests.verification.world import City, Phone, day

KEYS = {"data_key": b"d" * 32, "index_key": b"i" * 32, "token_key": b"t" * 32}
TARGETS = {"sqlite": 0.20, "postgresql": 0.22}
OF_STORELESS = 0.45  # of the same route without a store
ROOT = Path(__file__).parent.parent
VIEWS = (1, 2, 3, 9)


class Codes:
    """Fresh codes, no two alike: phones x views x seconds around now."""

    def __init__(self, city: City, phones: int) -> None:
        everybody = (city.phone(index) for index in range(phones))
        people = [phone for phone in everybody if has_valid_card(city, phone)]
        self._shown = [(phone, self._view(city, phone, number)) for phone in people for number in VIEWS]
        self._used: dict[int, int] = {}

    @staticmethod
    def _view(city: City, phone: Phone, number: int) -> bytes:
        return city.view(phone, phone.held["resident-id"], number)

    def take(self, count: int) -> list[str]:
        """`count` codes signed at seconds from 55 ago to 20 ahead."""
        now = int(time.time())
        taken: list[str] = []
        for iat in range(now - 55, now + 20):
            start = self._used.get(iat, 0)
            part = self._shown[start : start + count - len(taken)]
            taken += [lm1.code_text(view, phone.signer, iat=iat) for phone, view in part]
            self._used[iat] = start + len(part)
            if len(taken) == count:
                return taken
        raise RuntimeError("more codes asked for than these phones can make: use more phones")


def has_valid_card(city: City, phone: Phone) -> bool:
    """Some citizens of the demo city let their card run out."""
    last = phone.held["resident-id"].clean.get("valid_to")
    return last is None or last >= day(city.now, 0)


@contextlib.contextmanager
def served(target: str, environ: dict[str, str], *, workers: int) -> Iterator[tuple[int, int]]:
    """(port, process id) of a granian server with the settings of `liangma serve`."""
    port = services.free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--host", "127.0.0.1", "--no-ws"]
    command += ["--port", str(port), "--workers", str(workers), "--blocking-threads", str(THREADS)]
    command += ["--backpressure", "512", "--no-log", target]
    process = subprocess.Popen(command, cwd=ROOT, env=MEMORY | os.environ | environ, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            time.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextlib.contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of a fresh database that syncs every commit to disk."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'bench.db'}"
        return
    with services.postgres(fsync=True) as url:
        yield f"{url}/postgres"


@contextlib.contextmanager
def office(kind: str, phones: int) -> Iterator[tuple[City, Codes, dict[str, str]]]:
    """A city on a fresh database, its codes, and the environment that a server of it needs."""
    folder = Path(tempfile.mkdtemp(prefix="liangma-bench-"))
    try:
        with database(kind, folder) as url:
            engine = db.make_engine(url)
            migrate.upgrade(engine)
            settings = Settings(
                database_url=url, redis_url=None, data_dir=folder, port=8000, base_url="https://liangma.example",
                demo=True, data_key=KEYS["data_key"], index_key=KEYS["index_key"], token_key=KEYS["token_key"],
            )  # fmt: skip
            city = City(create_app(settings, engine=engine), engine, Box(KEYS["data_key"], KEYS["index_key"]))
            codes = Codes(city, phones)
            environ = {f"LIANGMA_{name.upper()}": base64.b64encode(key).decode() for name, key in KEYS.items()}
            environ |= {"LIANGMA_DATABASE_URL": url, "LIANGMA_DATA_DIR": str(folder), "LIANGMA_DEMO": "1"}
            environ |= {"LIANGMA_BASE_URL": settings.base_url}
            yield city, codes, environ
            engine.dispose()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def requests_of(city: City, texts: list[str]) -> list[bytes]:
    bodies = (orjson.dumps({"code": text, "purpose": "check"}) for text in texts)
    return [request_bytes("/api/v1/verifications", body, city.window_token) for body in bodies]


def refuse_failures(result: Result) -> None:
    """A benchmark of refusals would be another benchmark."""
    bad = [body for body in result.bodies if b'"accepted":true' not in body]
    if bad:
        raise RuntimeError(f"{len(bad)} of {len(result.bodies)} were not accepted, such as {bad[0][:300]!r}")


@dataclass
class Found:
    """Rounds of the three, and the CPU seconds of two of them, over all starts."""

    ours: list[Result] = field(default_factory=list)
    bare: list[Result] = field(default_factory=list)
    storeless: list[Result] = field(default_factory=list)
    spent: float = 0.0
    bare_spent: float = 0.0


def compare(kind: str, *, starts: int, rounds: int, each: int, workers: int, connections: int) -> bool:
    """Prints the median rate of verifications as a part of the bare route's, and of that without a store; whether both
    are within their targets."""
    found = Found()
    with office(kind, phones=120) as (city, codes, environ):
        for _ in range(starts):
            measure(found, city, codes, environ, rounds=rounds, each=each, workers=workers, connections=connections)
        alone = vault_seconds(city, codes.take(each))
    asked = starts * rounds * each
    report_cpu(kind, found.spent / asked, found.bare_spent / (asked * 3), alone)
    return report(kind, found.ours, found.bare, found.storeless)


def measure(
    found: Found, city: City, codes: Codes, environ: dict[str, str], *, rounds: int, each: int, workers: int,
    connections: int,
) -> None:  # fmt: skip
    """Rounds on servers of their own: what a server's processes reach is theirs by some percent while they live."""
    with (
        served("backend.app:from_environment", environ, workers=workers) as (port, pid),
        served("benchmarks.bare_echo:create_app", {}, workers=workers) as (bare_port, bare_pid),
        served("benchmarks.storeless:create_app", environ, workers=workers) as (storeless_port, _),
    ):
        refuse_failures(run(port, requests_of(city, codes.take(200)), connections=connections))
        before = cpu_seconds(pid), cpu_seconds(bare_pid)
        run(storeless_port, requests_of(city, codes.take(200)), connections=connections)
        for _ in range(rounds):
            texts = codes.take(each)
            echoes = [request_bytes("/echo", orjson.dumps({"code": text, "purpose": "check"})) for text in texts]
            found.bare.append(run(bare_port, echoes * 3, connections=connections))
            found.storeless.append(run(storeless_port, requests_of(city, texts), connections=connections))
            found.ours.append(run(port, requests_of(city, texts), connections=connections))
            refuse_failures(found.storeless[-1])
            refuse_failures(found.ours[-1])
        found.spent += cpu_seconds(pid) - before[0]
        found.bare_spent += cpu_seconds(bare_pid) - before[1]


def report(kind: str, ours: list[Result], bare: list[Result], storeless: list[Result]) -> bool:
    rate, floor, free = (median(result.per_second for result in results) for results in (ours, bare, storeless))
    hundredths = quantiles([one for result in ours for one in result.latencies], n=100)
    latency = f"p50 {hundredths[49] * 1000:.1f} ms, p99 {hundredths[98] * 1000:.1f} ms"
    ratio = rate / floor
    print(f"{kind}: {rate:.0f}/s against {floor:.0f}/s bare = {ratio:.1%} (target {TARGETS[kind]:.0%}); {latency}")
    print(f"{kind}: {free:.0f}/s without a store, so {rate / free:.0%} of it (target {OF_STORELESS:.0%})")
    return ratio >= TARGETS[kind] and rate / free >= OF_STORELESS


def report_cpu(kind: str, ours: float, bare: float, vault: float) -> None:
    """What a request costs the web server itself, whatever else the machine does (the database server not counted),
    and the most it could reach: the bare route, the vault's check of the code and the receipt's signature alone."""
    ceiling = bare / (bare + vault)
    print(f"{kind}: server CPU {ours * 1e6:.0f} µs against {bare * 1e6:.0f} µs bare = {bare / ours:.1%}; ", end="")
    print(f"check and signature alone {vault * 1e6:.0f} µs, so at most {ceiling:.1%} without store, sign-in or audit")


def vault_seconds(city: City, texts: list[str]) -> float:
    """CPU seconds of checking one code and signing one receipt in this process, mean over the texts."""
    services = city.app.extensions["liangma"]
    with db.open_session(city.engine, reading=True) as session:
        trust = current_trust(session, services.catalogue, now=int(time.time()))
    signer, required = keys.SoftwareSigner(keys.new_private_key()), vault.Required("bench")
    began = time.process_time()
    for text in texts:
        verdict = vault.verify(text, trust=trust, required=required, now=int(time.time()))
        signer.sign(verdict.once_id or b"")
    return (time.process_time() - began) / len(texts)


def family(pid: int) -> list[int]:
    """The process and its descendants."""
    children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return [pid, *(one for child in children for one in family(child))]


def cpu_seconds(pid: int) -> float:
    """User and system time spent so far by the process and its descendants."""
    ticks = 0
    for one in family(pid):
        after_name = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += int(after_name[11]) + int(after_name[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=(*TARGETS, "both"), default="both")
    parser.add_argument("--starts", type=int, default=5, help="of all servers")
    parser.add_argument("--rounds", type=int, default=3, help="after each start")
    parser.add_argument("--each", type=int, default=600)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--connections", type=int, default=8)
    options = parser.parse_args()
    kinds = TARGETS if options.engine == "both" else (options.engine,)
    shape = {"workers": options.workers, "connections": options.connections}
    within = [compare(kind, starts=options.starts, rounds=options.rounds, each=options.each, **shape) for kind in kinds]
    return 0 if all(within) else 1


if __name__ == "__main__":
    sys.exit(main())

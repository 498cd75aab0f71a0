"""How long `POST /api/v1/verifications` takes: `python -m benchmarks.latency`, beside a bare Flask route and the same
route without a store. As many server processes as cores on PostgreSQL; one on SQLite, which has one writer.

Closed loop: 1, 8 and 64 clients, each with its next request when it has its answer. Open loop: 300 requests a second,
whatever the answers do. With `--redis` the limits of addresses are counted there. Exit 1 above a target.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from statistics import quantiles

import orjson

from benchmarks.load import Result, paced, request_bytes, run
from benchmarks.verifications import Codes, office, refuse_failures, requests_of, served
from tests import services
from tests.verification.world import City

CLIENTS, PACE = (1, 8, 64), 300.0
PROCESSES = {"sqlite": 1, "postgresql": os.cpu_count() or 1}
P50, P99 = 0.006, 0.040  # seconds, at PACE
BARE, STORELESS, OURS = "bare Flask route", "without a store", "verification"
TARGETS = {BARE: "benchmarks.bare_echo:create_app", STORELESS: "benchmarks.storeless:create_app",
           OURS: "backend.app:from_environment"}  # fmt: skip
Send = Callable[[int, list[bytes]], Result]


def main() -> int:
    """Measures and prints; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--each", type=int, default=1500, help="requests of each kind and step")
    parser.add_argument("--redis", action="store_true")
    given = parser.parse_args()
    kinds = ("sqlite", "postgresql") if given.engine == "both" else (given.engine,)
    with services.redis() if given.redis else contextlib.nullcontext("") as redis:
        return 0 if all([_measured(kind, given.each, redis) for kind in kinds]) else 1


def _measured(kind: str, each: int, redis: str) -> bool:
    """Prints a line for each step and server; whether the paced step is within its targets."""
    print(f"{kind}{' and Redis' if redis else ''}: {PROCESSES[kind]} server processes, p50 and p99 in ms")
    with office(kind, phones=300) as (city, codes, environ), _servers(environ, redis, PROCESSES[kind]) as ports:
        refuse_failures(run(ports[OURS], requests_of(city, codes.take(200))))
        for clients in CLIENTS:
            closed = partial(run, connections=clients)
            _step(f"{clients:2} clients", closed, city, codes, ports, each if clients > 1 else each // 3)
        found = _step(f"{PACE:.0f} a second", partial(paced, per_second=PACE), city, codes, ports, each)
    p50, p99 = _hundredths(found)
    within = p50 <= P50 and p99 <= P99
    print(f"  at {PACE:.0f} a second at most {P50 * 1e3:.0f} and {P99 * 1e3:.0f} ms: {'held' if within else 'MISSED'}")
    return within


@contextlib.contextmanager
def _servers(environ: dict[str, str], redis: str, processes: int) -> Iterator[dict[str, int]]:
    given = environ | ({"LIANGMA_REDIS_URL": redis} if redis else {})
    with contextlib.ExitStack() as stack:
        yield {
            name: stack.enter_context(served(target, given if name != BARE else {}, workers=processes))[0]
            for name, target in TARGETS.items()
        }


def _step(name: str, send: Send, city: City, codes: Codes, ports: dict[str, int], each: int) -> Result:
    """Prints the step for each server, and returns ours."""
    found = {}
    for which, port in ports.items():
        texts = codes.take(each)
        sent = requests_of(city, texts)
        if which == BARE:
            sent = [request_bytes("/echo", orjson.dumps({"code": text, "purpose": "check"})) for text in texts]
        found[which] = send(port, sent)
        if which != BARE:
            refuse_failures(found[which])
    for which, result in found.items():
        p50, p99 = _hundredths(result)
        part = result.per_second / found[BARE].per_second
        rate = f"{result.per_second:6.0f}/s, {part:5.0%} of bare" if "clients" in name else " " * 22
        print(f"  {name:>14}  {which:<17} {p50 * 1e3:7.1f} {p99 * 1e3:7.1f}  {rate}", flush=True)
    return found[OURS]


def _hundredths(result: Result) -> tuple[float, float]:
    hundredths = quantiles(result.latencies, n=100)
    return hundredths[49], hundredths[98]


if __name__ == "__main__":
    sys.exit(main())

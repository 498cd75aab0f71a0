"""The server's memory over 50,000 verifications, on SQLite and PostgreSQL: `python -m benchmarks.memory [--total N]`.
On SQLite the connection that writes keeps pages of the file, 64 MiB at most, and none once another has committed: how
many there are at a sample is chance. So a server that keeps 2 MiB is measured too: what it grows by is the program's.

The first tenth warms up: threads, statements and pages come into memory. From there to the end a server may grow by a
fiftieth, which is a hundred bytes of each request, and one that keeps pages by a twentieth. Exit 1 when it grows more.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import NamedTuple

from benchmarks.load import run
from benchmarks.verifications import family, office, refuse_failures, requests_of, served


class Measured(NamedTuple):
    """A server: the kind of its database, what the page calls it, its target, and by what part it may grow after the
    first tenth."""

    kind: str
    name: str
    target: str
    most: float


OFFICE = "backend.app:from_environment"
SERVERS = (
    Measured("sqlite", "sqlite", OFFICE, 0.05),
    Measured("sqlite", "sqlite, few pages", "benchmarks.few_pages:create_app", 0.02),
    Measured("postgresql", "postgresql", OFFICE, 0.02),
)
PARTS = 50  # few requests each, so that no code grows old in the queue


def resident(pid: int) -> float:
    """MiB of the process and its descendants."""
    texts = (Path(f"/proc/{one}/status").read_text() for one in family(pid))
    lines = (line for text in texts for line in text.splitlines() if line.startswith("VmRSS"))
    return sum(int(line.split()[1]) for line in lines) / 1024


def held(server: Measured, *, total: int, workers: int, connections: int) -> bool:
    """Prints the memory at each tenth of `total` requests; whether it grew by no more than it may after the first."""
    seen: list[float] = []
    with (
        office(server.kind, phones=300) as (city, codes, environ),
        served(server.target, environ, workers=workers) as (port, pid),
    ):
        for part in range(PARTS + 1):
            if part % (PARTS // 10) == 0:
                seen.append(resident(pid))
            if part < PARTS:
                refuse_failures(run(port, requests_of(city, codes.take(total // PARTS)), connections=connections))
    growth = seen[-1] / seen[1] - 1
    tenths = " ".join(f"{one:.0f}" for one in seen)
    print(f"{server.name}: MiB at the start and after each tenth of {total:,}: {tenths}")
    print(f"{server.name}: {growth:+.1%} after the first tenth (at most {server.most:+.0%})", flush=True)
    return growth <= server.most


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--total", type=int, default=50_000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--connections", type=int, default=8)
    options = parser.parse_args()
    shape = {"total": options.total, "workers": options.workers, "connections": options.connections}
    servers = [server for server in SERVERS if options.engine in (server.kind, "both")]
    within = [held(server, **shape) for server in servers]
    return 0 if all(within) else 1


if __name__ == "__main__":
    sys.exit(main())

"""The server's memory over 50,000 verifications, on SQLite and PostgreSQL: `python -m benchmarks.memory [--total N]`.

The first tenth warms up: threads, statements and pages come into memory. From there to the end it may grow by a
twentieth; on SQLite the pages that each connection keeps (64 MiB at most) still fill with the growing file. Exit 1 when
it grows more.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.load import run
from benchmarks.verifications import family, office, refuse_failures, requests_of, served

MOST = 0.05  # of growth after the first tenth
PARTS = 50  # few requests each, so that no code grows old in the queue


def resident(pid: int) -> float:
    """MiB of the process and its descendants."""
    texts = (Path(f"/proc/{one}/status").read_text() for one in family(pid))
    lines = (line for text in texts for line in text.splitlines() if line.startswith("VmRSS"))
    return sum(int(line.split()[1]) for line in lines) / 1024


def grown(kind: str, *, total: int, workers: int, connections: int) -> float:
    """Prints the memory at each tenth of `total` requests; what it grew by after the first."""
    seen: list[float] = []
    with (
        office(kind, phones=300) as (city, codes, environ),
        served("backend.app:from_environment", environ, workers=workers) as (port, pid),
    ):
        for part in range(PARTS + 1):
            if part % (PARTS // 10) == 0:
                seen.append(resident(pid))
            if part < PARTS:
                refuse_failures(run(port, requests_of(city, codes.take(total // PARTS)), connections=connections))
    growth = seen[-1] / seen[1] - 1
    print(f"{kind}: MiB at the start and after each tenth of {total:,}: {' '.join(f'{one:.0f}' for one in seen)}")
    print(f"{kind}: {growth:+.1%} after the first tenth (at most {MOST:+.0%})", flush=True)
    return growth


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--total", type=int, default=50_000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--connections", type=int, default=8)
    options = parser.parse_args()
    kinds = ("sqlite", "postgresql") if options.engine == "both" else (options.engine,)
    shape = {"total": options.total, "workers": options.workers, "connections": options.connections}
    return 0 if max([grown(kind, **shape) for kind in kinds]) <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())

"""From the start of a process to its first answer: `python -m benchmarks.cold_start`, beside a bare Flask route on the
same server, and the memory that each holds then. Rounds are interleaved and medians compared."""

from __future__ import annotations

import argparse
import sys
import time
from statistics import median

from benchmarks.load import get_bytes, request_bytes, run
from benchmarks.memory import resident
from benchmarks.verifications import office, served

READY, ECHO = get_bytes("/readyz", ""), request_bytes("/echo", b"{}")


def main() -> int:
    """Measures and prints; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with office("sqlite", phones=1) as (_, _, environ):
        found = [
            (
                _started("backend.app:from_environment", environ, READY),
                _started("benchmarks.bare_echo:create_app", {}, ECHO),
            )
            for _ in range(rounds)
        ]
    (ours, held), (bare, floor) = (
        [median(values) for values in zip(*one, strict=True)] for one in zip(*found, strict=True)
    )
    print(f"ready after {ours:.2f} s, a bare route after {bare:.2f} s: {ours / bare:.1f} x")
    print(f"holds {held:.0f} MiB, a bare route {floor:.0f} MiB: {held / floor:.1f} x")
    return 0


def _started(target: str, environ: dict[str, str], request: bytes) -> tuple[float, float]:
    """(seconds to the first answer, MiB of all its processes then)."""
    began = time.perf_counter()
    with served(target, environ, workers=1) as (port, pid):
        run(port, [request], connections=1)
        return time.perf_counter() - began, resident(pid)


if __name__ == "__main__":
    sys.exit(main())

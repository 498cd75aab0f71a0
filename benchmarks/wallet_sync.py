"""A phone fetches its wallet: `python -m benchmarks.wallet_sync`, `GET /api/v1/wallet` beside a bare Flask route.

One citizen with five certificates: each of their views is signed for the phone's key in every answer, so that it shows
them without a network for days. Rounds of the two are interleaved and medians compared.
"""

from __future__ import annotations

import argparse
import sys
from statistics import median, quantiles

import orjson

from benchmarks.load import get_bytes, request_bytes, run
from benchmarks.verifications import office, served

TYPES = ("resident-id", "social-security-card", "driving-licence", "household-register", "real-estate-title")


def main() -> int:
    """Measures and prints; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--each", type=int, default=200)
    given = parser.parse_args()
    for kind in ("sqlite", "postgresql") if given.engine == "both" else (given.engine,):
        _measured(kind, given.rounds, given.each)
    return 0


def _measured(kind: str, rounds: int, each: int) -> None:
    with (
        office(kind, phones=1) as (city, _, environ),
        served("backend.app:from_environment", environ, workers=1) as (port, _),
        served("benchmarks.bare_echo:create_app", {}, workers=1) as (bare_port, _),
    ):
        phone = city.phone(3, TYPES)
        asked = get_bytes(f"/api/v1/wallet?device_id={phone.device_id}", phone.token)
        first = run(port, [asked], connections=1).bodies[0]
        cards = len(orjson.loads(first)["cards"])
        echo = request_bytes("/echo", orjson.dumps({"code": "x" * 300, "purpose": "check"}))
        ours, bare = [], []
        for _ in range(rounds):
            bare.append(run(bare_port, [echo] * each * 3))
            ours.append(run(port, [asked] * each))
        rate, floor = (median(one.per_second for one in results) for results in (ours, bare))
        hundredths = quantiles([one for result in ours for one in result.latencies], n=100)
        print(f"{kind}: a wallet of {cards} certificates, {len(first):,} bytes: ", end="")
        print(f"{rate:.0f}/s, {rate / floor:.1%} of bare; ", end="")
        print(f"8 clients p50 {hundredths[49] * 1e3:.1f} ms, p99 {hundredths[98] * 1e3:.1f} ms")


if __name__ == "__main__":
    sys.exit(main())

"""A phone fetches its wallet: `python -m benchmarks.wallet_sync`, `GET /api/v1/wallet` beside a bare Flask route.

Citizens with five certificates each. `everything`: each of their views is signed for the phone's key in the answer, so
that it shows them without a network for days. `nothing changed`: the phone says which version it has (If-None-Match)
and is told that it has everything. Rounds of the three are interleaved and medians compared. Exit 1 below a target.
"""

from __future__ import annotations

import argparse
import http.client
import sys
from statistics import median, quantiles

import orjson

from benchmarks.load import Result, get_bytes, request_bytes, run
from benchmarks.verifications import cpu_seconds, office, served
from tests.verification.world import Phone

TYPES = ("resident-id", "social-security-card", "driving-licence", "household-register", "real-estate-title")
PHONES = 12  # an account may ask 1,200 times a minute
TARGETS = {
    "everything": 0.048,
    "nothing changed": 0.18,
}  # four and fifteen times what everything was before there were versions


def main() -> int:
    """Measures and prints; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--each", type=int, default=360)
    given = parser.parse_args()
    kinds = ("sqlite", "postgresql") if given.engine == "both" else (given.engine,)
    held = [_measured(kind, given.rounds, given.each) for kind in kinds]
    return 0 if all(held) else 1


def _measured(kind: str, rounds: int, each: int) -> bool:
    with (
        office(kind, phones=1) as (city, _, environ),
        served("backend.app:from_environment", environ, workers=1) as (port, pid),
        served("benchmarks.bare_echo:create_app", {}, workers=1) as (bare_port, bare_pid),
    ):
        phones = [city.phone(index, TYPES) for index in range(3, 3 + PHONES)]
        known = [_version(port, phone) for phone in phones]
        asked = {"everything": [_asked(phone) for phone in phones]}
        asked["nothing changed"] = [_asked(phone, tag) for phone, (tag, _) in zip(phones, known, strict=True)]
        echo = request_bytes("/echo", orjson.dumps({"code": "x" * 300, "purpose": "check"}))
        results: dict[str, list[Result]] = {name: [] for name in (*asked, "bare")}
        spent = dict.fromkeys(results, 0.0)
        for _ in range(rounds):
            for name, requests in (*asked.items(), ("bare", [echo])):
                where, process = (bare_port, bare_pid) if name == "bare" else (port, pid)
                before = cpu_seconds(process)
                results[name].append(run(where, _many(requests, each * (1 if name == "everything" else 3))))
                spent[name] += cpu_seconds(process) - before
        _refuse_failures(results)
        cards = len(orjson.loads(known[0][1])["cards"])
        print(f"{kind}: a wallet of {cards} certificates, {len(known[0][1]):,} bytes, 8 clients")
        return all([_told(name, results, spent) for name in asked])


def _told(name: str, results: dict[str, list[Result]], spent: dict[str, float]) -> bool:
    """Prints one way of asking; whether it is within its target."""
    rate, floor = (median(one.per_second for one in results[which]) for which in (name, "bare"))
    hundredths = quantiles([one for result in results[name] for one in result.latencies], n=100)
    own, bare = (spent[which] / sum(len(one.latencies) for one in results[which]) for which in (name, "bare"))
    print(f"  {name}: {rate:.0f}/s, {rate / floor:.1%} of bare (target {TARGETS[name]:.1%}); ", end="")
    print(f"p50 {hundredths[49] * 1e3:.1f} ms, p99 {hundredths[98] * 1e3:.1f} ms; ", end="")
    print(f"server CPU {own * 1e6:,.0f} µs, {own / bare:.1f} times bare")
    return rate / floor >= TARGETS[name]


def _asked(phone: Phone, version: str | None = None) -> bytes:
    more = {} if version is None else {"If-None-Match": version}
    return get_bytes(f"/api/v1/wallet?device_id={phone.device_id}", phone.token, more)


def _version(port: int, phone: Phone) -> tuple[str, bytes]:
    """(ETag, body) of the phone's first answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    bearer = {"Authorization": f"Bearer {phone.token}"}
    connection.request("GET", f"/api/v1/wallet?device_id={phone.device_id}", headers=bearer)
    answer = connection.getresponse()
    return answer.getheader("ETag", ""), answer.read()


def _many(requests: list[bytes], count: int) -> list[bytes]:
    return (requests * (count // len(requests) + 1))[:count]


def _refuse_failures(results: dict[str, list[Result]]) -> None:
    for name, begins in (("everything", b'{"server_time"'), ("nothing changed", b"")):
        bodies = [body for result in results[name] for body in result.bodies]
        bad = [body for body in bodies if not body.startswith(begins) or (not begins and body)]
        if bad:
            raise RuntimeError(f"{len(bad)} of {len(bodies)} were not answered, such as {bad[0][:300]!r}")


if __name__ == "__main__":
    sys.exit(main())

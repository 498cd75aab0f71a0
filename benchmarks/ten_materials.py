"""From first scan to exemptions, as a ratio to plain verification: `python -m benchmarks.ten_materials`.

The matter has ten materials. One request verifies a fresh pack of three certificates, strikes off what they stand for,
fills the form and answers with the whole case; the floor is the plain verification of such a pack by the same window.
Both go through the whole application, by turns in one run, each with a code of its own: in CPU time of this thread on
SQLite, by the clock on PostgreSQL, whose work is done elsewhere. For comparison a code of one certificate is verified,
too. Exit 1 when the median request costs three plain verifications or more, on either.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from backend import db
from backend.matters.builtin import load_builtin
from backend.matters.import_matters import import_matters
from benchmarks.engines import city_of, compare_on_engines
from tests.verification.world import CATALOGUE, Phone, day

MATTER, ANSWERS, TARGET = "jy-teacher-qualification", {"place": "hukou", "stage": "senior"}, 3.0
EXEMPT = {"id-card", "household-register", "no-crime", "photo"}
PHONES = 12
SCAN, PACK, CODE = "scan into a case", "pack verified", "one code verified"


def main() -> int:
    """Measures and prints; returns the exit code."""
    return compare_on_engines(__doc__, _compare, rounds=100)


class Bench:
    """A city with the one matter, and a phone that holds what spares papers of it."""

    def __init__(self, url: str, folder: Path) -> None:
        self.city = city_of(url, folder)
        self.engine = self.city.engine
        matter = next(one for one in load_builtin() if one.code == MATTER)
        assert len(matter.materials) == 10
        with db.transaction(self.engine) as session:
            import_matters(session, [matter], catalogue=CATALOGUE, now=self.city.now, actor="cli:benchmark")
        everybody = (self._phone(index) for index in range(0, 200, 4))
        valid = (one for one in everybody if (one.held["resident-id"].clean["valid_to"] or "9") > day(self.city.now, 0))
        self.phones = [next(valid) for _ in range(PHONES)]
        self._made = 0

    def _phone(self, index: int) -> Phone:
        phone = self.city.phone(index, ("resident-id", "household-register"))
        period: dict[str, Any] = {name: day(self.city.now, -9) for name in ("issue_date", "valid_from")}
        period["valid_to"] = day(self.city.now, 90)
        self.city.certify(phone, "general-proof", proof_kind="无犯罪记录证明", **period)
        return phone

    def next(self) -> tuple[Phone, int]:
        """Whose code is next, and its second: the same phone's next code has a later one."""
        place, self._made = self._made, self._made + 1
        return self.phones[place % PHONES], int(time.time()) - 60 + place // PHONES

    def pack(self) -> str:
        phone, iat = self.next()
        return self.city.pack(phone, [(held.handle, 9) for held in phone.held.values()], iat=iat)

    def code(self) -> str:
        phone, iat = self.next()
        return self.city.code(phone, number=9, iat=iat)

    def verify(self, code: str, clock: Callable[[], float]) -> float:
        """Seconds of the request."""
        body = {"code": code, "purpose": "matter"}
        began = clock()
        answer = self.city.post("/verifications", body)
        seconds = clock() - began
        assert answer.get_json()["accepted"], answer.get_data(as_text=True)
        return seconds

    def scan(self, clock: Callable[[], float]) -> float:
        """Seconds of the first scan of a new case."""
        opened = self.city.post("/cases", {"matter": MATTER, "answers": ANSWERS})
        path, body = f"/cases/{opened.get_json()['case_no']}/scans", {"code": self.pack()}
        began = clock()
        answer = self.city.post(path, body)
        seconds = clock() - began
        case: dict[str, Any] = answer.get_json()["case"]
        assert {one["code"] for one in case["materials"] if one["state"] == "exempt"} == EXEMPT, case["materials"]
        return seconds


def _compare(name: str, url: str, folder: Path, rounds: int, clock: Callable[[], float]) -> bool:
    bench = Bench(url, folder)
    times: dict[str, list[float]] = {SCAN: [], PACK: [], CODE: []}
    for _ in range(rounds):
        times[PACK].append(bench.verify(bench.pack(), clock))
        times[SCAN].append(bench.scan(clock))
        times[CODE].append(bench.verify(bench.code(), clock))
    floor = median(times[PACK])
    print(
        f"{name}: a pack of {len(bench.phones[0].held)} certificates verified p50 {floor * 1e3:.2f} ms, {rounds} rounds"
    )
    print(
        f"  the first scan of a case of ten materials: {median(times[SCAN]) / floor:.2f} × (target under {TARGET:g} ×)"
    )
    print(f"  a code of one certificate verified: {median(times[CODE]) / floor:.2f} ×")
    bench.engine.dispose()
    return median(times[SCAN]) < TARGET * floor


if __name__ == "__main__":
    sys.exit(main())

"""What deciding by rule adds to the request that accepts a case: `python -m benchmarks.decide_by_rule`.

The same case of the public-hygiene permit is accepted over and over through the whole application: by turns as a matter
of no rules, and as one whose seven rules are weighed and leave it to a person. Both are timed in one run, in CPU time
of this thread on SQLite and by the clock on PostgreSQL, whose work is done elsewhere. For comparison it is also
approved, with and without the certificate that this issues. Exit 1 when the rules add more than a fifth to the median,
on either.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from statistics import median

from sqlalchemy import delete, update

from backend import db
from backend.cases.models import Case, Decision
from backend.certificates.models import Certificate
from backend.matters.builtin import load_builtin
from backend.matters.import_matters import import_matters
from backend.matters.terms import Matter, Result, RuleSet
from benchmarks.engines import city_of, compare_on_engines
from tests.cases.typed import fill_form
from tests.cases.world import scan
from tests.verification.world import CATALOGUE

MATTER, PERMIT, TARGET = "wj-public-hygiene-permit", 13, 0.20
PAPERS = ("application", "layout", "hygiene-rules", "test-report")
NO_RULES, LEFT, APPROVED, ISSUED = "no rules", "left to a person", "approved", "approved, issued"


def main() -> int:
    """Measures and prints; returns the exit code."""
    return compare_on_engines(__doc__, _compare, rounds=150)


def _variants() -> Mapping[str, Matter]:
    """The matter as it is, and changed so that each way of deciding can be told from the next."""
    ruled = next(one for one in load_builtin() if one.code == MATTER)
    assert ruled.decide is not None
    plain = replace(ruled, result=Result(ruled.result.name))
    broken = [replace(rule, when="answers.air == 'yes'") if rule.code == "no-central-air" else rule
              for rule in ruled.decide.rules]  # fmt: skip
    return {
        NO_RULES: replace(plain, code="a", decision="officer", decide=None),
        LEFT: replace(plain, code="b", decide=RuleSet("approve", tuple(broken), ruled.decide.whose)),
        APPROVED: replace(plain, code="c"),
        ISSUED: replace(ruled, code="d"),
    }


class Bench:
    """A city with one case of each variant, ready to be accepted again and again."""

    def __init__(self, url: str, folder: Path) -> None:
        self.city = city_of(url, folder)
        self.engine = self.city.engine
        variants = {name: replace(one, source="") for name, one in _variants().items()}
        with db.transaction(self.engine) as session:
            import_matters(session, variants.values(), catalogue=CATALOGUE, now=self.city.now, actor="cli:benchmark")
        self.cases = {name: self._ready(one.code, place) for place, (name, one) in enumerate(variants.items())}

    def _ready(self, code: str, place: int) -> str:
        phone = self.city.phone((3, 6, 7, 8)[place])
        self.city.certify(phone, "business-licence")
        answers = {"place": "salon", "air": "no"}
        case_no = str(self.city.post("/cases", {"matter": code, "answers": answers}).get_json()["case_no"])
        pack = self.city.pack(phone, [(held.handle, 9) for held in phone.held.values()])
        assert scan(self.city, case_no, pack)["verdict"]["accepted"]
        fill_form(self.city, case_no)
        for paper in PAPERS:
            self.city.put(f"/cases/{case_no}/materials/{paper}", {"state": "provided"})
        return case_no

    def accept(self, name: str, clock: Callable[[], float]) -> float:
        """Seconds of the request; the case is a draft again afterwards, without any permit."""
        case_no = self.cases[name]
        with db.open_session(self.engine) as session:
            revision = session.get_one(Case, case_no).revision
        began = clock()
        answer = self.city.post(f"/cases/{case_no}/acceptance", {"revision": revision})
        seconds = clock() - began
        state = "accepted" if name in (NO_RULES, LEFT) else "approved"
        assert (answer.status_code, answer.get_json()["state"]) == (200, state), answer.get_data(as_text=True)
        with db.transaction(self.engine) as session:
            session.execute(update(Case).where(Case.case_no == case_no).values(state="draft", closed_at=None))
            session.execute(delete(Decision).where(Decision.case_no == case_no))
            permits = update(Certificate).where(Certificate.type_number == PERMIT)
            session.execute(permits.values(state="cancelled"))
        return seconds


def _compare(name: str, url: str, folder: Path, rounds: int, clock: Callable[[], float]) -> bool:
    bench = Bench(url, folder)
    times: dict[str, list[float]] = {variant: [] for variant in bench.cases}
    for _ in range(rounds):
        for variant, taken in times.items():
            taken.append(bench.accept(variant, clock))
    floor = median(times[NO_RULES])
    print(f"{name}: accepting a case of no rules p50 {floor * 1e3:.2f} ms, {rounds} rounds")
    for variant in (LEFT, APPROVED, ISSUED):
        target = f" (target at most {TARGET:+.0%})" if variant == LEFT else ""
        print(f"  {variant}: {median(times[variant]) / floor - 1:+.1%}{target}")
    bench.engine.dispose()
    return median(times[LEFT]) <= (1 + TARGET) * floor


if __name__ == "__main__":
    sys.exit(main())

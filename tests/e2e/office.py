"""An officer of a department over HTTP: what other offices do while a test looks at one of them."""

from dataclasses import dataclass
from typing import Any

from tests.docs.live import Live
from tests.e2e.phone import call
from tests.e2e.staff import token_of


@dataclass(frozen=True)
class Office:
    base: str
    token: str

    def part_of(self, parent_no: str) -> str:
        """The number of this office's part of the case."""
        lines = self._do("GET", "/office-cases?limit=100")["items"]
        return next(str(one["case_no"]) for one in lines if one["part"] and one["part"]["parent_no"] == parent_no)

    def decide(self, case_no: str, outcome: str, reason: str | None = None) -> None:
        """approved | rejected"""
        taken = self._act(case_no, "taking", {})
        self._act(case_no, "decision", {"outcome": outcome, "reason": reason}, taken["revision"])

    def _act(self, case_no: str, act: str, body: dict[str, Any], revision: int | None = None) -> Any:
        seen = self._do("GET", f"/office-cases/{case_no}")["revision"] if revision is None else revision
        return self._do("POST", f"/office-cases/{case_no}/{act}", {"revision": seen, **body})

    def _do(self, method: str, path: str, body: Any = None) -> Any:
        return call(self.base, method, path, body, self.token)


def office(live: Live, code: str) -> Office:
    return Office(live.base, token_of(live, "officer", code))

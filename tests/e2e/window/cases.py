"""Cases of the pension transfer at another desk of the clerk's window, over HTTP: what came before a test begins."""

from dataclasses import dataclass
from typing import Any

from tests.cases.typed import typed_into
from tests.docs.live import Live
from tests.e2e.phone import Phone, call
from tests.e2e.staff import hire
from tests.e2e.window.clerk import MATTER

PAPERS = ("social-security-card", "application")
GAP = "payment-record"  # it may follow within 15 working days


@dataclass(frozen=True)
class Desk:
    """Somebody at window hall-01, signed in."""

    base: str
    token: str

    def do(self, method: str, path: str, body: Any = None) -> Any:
        return call(self.base, method, path, body, self.token)

    def begin(self, phone: Phone) -> str:
        """A case of the phone's holder that lacks nothing but the gap; its number."""
        case_no = str(self.do("POST", "/cases", {"matter": MATTER, "answers": {"channel": "self"}})["case_no"])
        assert self.do("POST", f"/cases/{case_no}/scans", {"code": phone.code()})["verdict"]["accepted"]
        self.fill(case_no)
        for material in PAPERS:
            self.paper(case_no, material)
        return case_no

    def fill(self, case_no: str) -> None:
        """Everything that must be typed."""
        case = self.do("GET", f"/cases/{case_no}")
        body = {"revision": case["revision"], "fields": typed_into(case["form"])}
        self.do("PUT", f"/cases/{case_no}/form", body)

    def paper(self, case_no: str, material: str) -> None:
        self.do("PUT", f"/cases/{case_no}/materials/{material}", {"state": "provided"})

    def act(self, case_no: str, act: str) -> None:
        """acceptance | deferral"""
        seen = self.do("GET", f"/cases/{case_no}")["revision"]
        self.do("POST", f"/cases/{case_no}/{act}", {"revision": seen})

    def accepted(self, phone: Phone) -> str:
        case_no = self.begin(phone)
        self.paper(case_no, GAP)
        self.act(case_no, "acceptance")
        return case_no


def sit_down(live: Live) -> Desk:
    body = hire(live, "window", "hall-01").sign_in_body()
    return Desk(live.base, call(live.base, "POST", "/auth/staff-sessions", body)["access_token"])

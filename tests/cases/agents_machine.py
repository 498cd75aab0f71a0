"""What agents, applicants and windows do about agents, for the machine that does anything at any time."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, rule

from backend.cases.intake.answer import change_answers
from backend.cases.intake.by_letter import name_applicant, remove_agent
from backend.cases.intake.scan import scan
from backend.cases.mine.appoint import appoint, dismiss
from backend.cases.models import Case
from backend.cases.states import Who
from backend.people.limits import Visitor
from backend.registries.calendar import day_of
from backend.web.request import Actor
from certs import lm1
from certs.agent import Authorisation, make_authorisation
from tests.simulate.acting import Acting
from tests.verification.world import BASE_URL, Phone

HERE = Visitor("127.0.0.1")
ID_VIEW = 9


class Agents:
    """The other of the two phones acts for the one who applies, and sometimes for itself."""

    acting: Acting
    window: Actor
    phones: list[Phone]
    opened: dict[str, Phone]
    now: int
    tick: Callable[[], int]
    tried: Callable[[str, Who, str, Callable[[], Any]], Any]
    cases = Bundle("cases")

    @rule(case_no=cases, wrong=st.integers(0, 3))
    def bring(self, case_no: str, wrong: int) -> None:
        phone = self.opened[case_no] if not wrong else self.other(case_no)
        entries = [(phone.held["resident-id"].handle, ID_VIEW)]
        code = lm1.pack_text(entries, phone.signer, device_handle=phone.handle, iat=self.tick())
        more = {"actor": self.window, "role": "agent"}
        self.tried(case_no, "window", "represent", partial(self.do, scan, case_no, code, **more))

    @rule(case_no=cases, days=st.sampled_from([0, 25]))
    def let(self, case_no: str, days: int) -> None:
        case, owner = self.acting.case(case_no), self.opened[case_no]
        self.tick()
        until: date = day_of(self.now) + timedelta(days=days)
        who = person(self.other(case_no))
        said = Authorisation(BASE_URL, case_no, case.revision, who["name"], who["citizen_number"], until)
        signature = make_authorisation(owner.signer, said, iat=self.now)
        given = {"until": until, "device_id": owner.device_id, "signature": signature, "revision": case.revision}
        more = {**who, **given, "visitor": HERE, "actor": owner.actor}
        self.tried(case_no, "applicant", "appoint", partial(self.do, appoint, case_no, **more))

    @rule(case_no=cases, by_window=st.booleans())
    def part(self, case_no: str, by_window: bool) -> None:
        """Take it back, or remove the agent at the window."""
        self.tick()
        who: Who = "window" if by_window else "applicant"
        actor = self.window if by_window else self.opened[case_no].actor
        remove = remove_agent if by_window else dismiss
        self.tried(case_no, who, "dismiss", partial(self.do, remove, case_no, actor=actor))

    @rule(case_no=cases)
    def by_letter(self, case_no: str) -> None:
        self.tick()
        more = {**person(self.opened[case_no]), "revision": self.case(case_no).revision, "visitor": HERE}
        act = partial(self.do, name_applicant, case_no, actor=self.window, **more)
        self.tried(case_no, "window", "name", act)

    @rule(case_no=cases, value=st.sampled_from(["self", "agent"]))
    def answer(self, case_no: str, value: str) -> None:
        self.tick()
        more = {"revision": self.case(case_no).revision, "actor": self.window}
        act = partial(self.do, change_answers, case_no, {"channel": value}, **more)
        self.tried(case_no, "window", "answer", act)

    def do(self, use_case: Callable[..., Any], case_no: str, *given: Any, **more: Any) -> Any:
        return self.acting.do(use_case, case_no, *given, services=self.acting.city.services, now=self.now, **more)

    def case(self, case_no: str) -> Case:
        return self.acting.case(case_no)

    def other(self, case_no: str) -> Phone:
        return next(one for one in self.phones if one is not self.opened[case_no])


def person(phone: Phone) -> dict[str, str]:
    clean = phone.held["resident-id"].clean
    return {"name": str(clean["name"]), "citizen_number": str(clean["citizen_number"])}

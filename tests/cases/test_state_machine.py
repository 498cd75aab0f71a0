"""No order of acts breaks a rule: anybody does anything at any time, and afterwards everything still holds."""

from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, multiple, rule, run_state_machine_as_test
from sqlalchemy import delete, update

from backend import db
from backend.cases.agents import CaseAgent
from backend.cases.bars import set_bar
from backend.cases.consents import ConsentRequest
from backend.cases.intake.deferral import DeferralOver
from backend.cases.models import (
    Bar,
    Case,
    CaseCertificate,
    CaseConsent,
    CaseMaterial,
    Commitment,
    Decision,
)
from backend.certificates.models import Certificate
from backend.matters.builtin import load_builtin
from backend.matters.import_matters import import_matters
from backend.matters.terms import Text
from backend.ratings.models import FollowUp, Rating
from backend.verification.models import UsedCode, VerdictRow
from backend.web.request import Actor
from tests.cases.agents_machine import Agents
from tests.cases.invariants import violations
from tests.cases.machine import Held, forget_cases
from tests.simulate.acting import Acting
from tests.verification.world import CATALOGUE, HALL, City, Phone

DAY = 86_400
PENSION, BIRTH, FOOD = "rs-pension-transfer", "wj-birth-one-thing", "sc-food-business-permit"
ANSWERS = {
    PENSION: {"channel": "self"}, BIRTH: {"parents": "married", "insured": "yes"}, FOOD: {"business": "catering"},
}  # fmt: skip
TABLES = (
    Bar, CaseAgent, CaseCertificate, CaseConsent, CaseMaterial, Commitment, ConsentRequest, Decision, FollowUp, Rating,
    UsedCode, VerdictRow,
)  # fmt: skip
BEGUN = st.tuples(st.booleans(), st.booleans(), st.integers(0, 8))  # online, with papers, acts that were done


class Office(Held, Agents, RuleBasedStateMachine):
    """Two windows, two officers of each office, a citizen and the representative of a company."""

    city: City
    phones: list[Phone]
    cases = Bundle("cases")

    @initialize(target=cases, begun=st.tuples(*[BEGUN] * len(ANSWERS)), barred=st.booleans())
    def begin(self, begun: tuple[tuple[bool, bool, int], ...], barred: bool) -> Any:
        """The same city for every run: what earlier runs did to it is gone. A case of each matter is somewhere on its
        way, perhaps of applicants who broke a promise once."""
        with db.transaction(self.city.engine) as session:
            for table in TABLES:
                session.execute(delete(table))
            forget_cases(session)
            ids = [one.certificate_id for phone in self.phones for one in phone.held.values()]
            mine = Certificate.certificate_id.in_(ids)
            session.execute(update(Certificate).where(~mine).values(state="cancelled"))
            session.execute(update(Certificate).where(mine).values(state="valid"))
        self.acting, self.now = Acting(self.city), self.city.now
        self.window = Actor(f"staff:{self.city.staff_id}", "window", HALL)
        self.opened: dict[str, Phone] = {}
        self.codes: dict[str, str] = {}
        numbers = []
        for person_id in {one.person_id for phone in self.phones for one in phone.held.values()} if barred else ():
            given = {"years": 2, "reason": Text("承诺不实", "a false commitment"), "case_no": None, "actor": "cli:test"}
            self.acting.do(set_bar, person_id, now=self.now, **given)
        for matter, (online, with_paper, steps) in zip(sorted(ANSWERS), begun, strict=True):
            numbers.append(self.opening(matter, online, 0))
            self.going_on(numbers[-1], steps, with_paper)
        return multiple(*numbers)

    @rule(target=cases, matter=st.sampled_from(sorted(ANSWERS)), online=st.booleans(), who=st.integers(0, 1))
    def open(self, matter: str, online: bool, who: int) -> str:
        return self.opening(matter, online, who)

    def opening(self, matter: str, online: bool, who: int) -> str:
        phone = self.phones[1 if matter == FOOD else who]
        if online:
            applicant = str(phone.held["business-licence"].person_id) if matter == FOOD else "me"
            case = self.acting.begin(phone, matter, ANSWERS[matter], who=applicant, now=self.tick())
        else:
            case = self.acting.open(self.window, matter, ANSWERS[matter], now=self.tick())
        self.opened[case.case_no] = phone
        return case.case_no

    @rule(case_no=cases, other=st.booleans())
    def scan(self, case_no: str, other: bool) -> None:
        phone = self.phones[0] if other else self.opened[case_no]
        code = self.acting.pack(phone, self.acting.case(case_no).matter_code, iat=self.tick())
        found = self.tried(case_no, "window", "add", lambda: self.acting.scan(self.window, case_no, code, now=self.now))
        if found is not None and found[0].accepted:
            self.codes[case_no] = code

    @rule(case_no=cases)
    def scan_again(self, case_no: str) -> None:
        """A code that was accepted once is not accepted again, by any case."""
        for other, code in self.codes.items():
            with self.unchanged(case_no), self.refused():
                verdict, _ = self.acting.scan(self.window, case_no, code, now=self.now)
                assert not verdict.accepted, other

    @rule(case_no=cases, all_=st.booleans())
    def hand_in(self, case_no: str, all_: bool) -> None:
        for code in self.acting.lacks(case_no)[: None if all_ else 1]:
            self.tick()
            self.tried(case_no, "window", "add", partial(self.paper, case_no, code, "provided"))

    @rule(case_no=cases)
    def take_back(self, case_no: str) -> None:
        for code in self.acting.lacks(case_no, "provided")[:1]:
            self.tick()
            self.tried(case_no, "window", "take_back", partial(self.paper, case_no, code, "missing"))

    def paper(self, case_no: str, code: str, state: str) -> Case:
        return self.acting.paper(self.window, case_no, code, state=state, now=self.now)

    @rule(case_no=cases)
    def type(self, case_no: str) -> None:
        case, phone = self.acting.case(case_no), self.opened[case_no]
        self.tick()
        if case.channel == "online":
            fields = self.acting.typed(self.acting.document(phone, case_no, now=self.now))
            self.tried(case_no, "applicant", "fill", lambda: self.acting.fill(phone, case, fields, now=self.now))
            return
        fields = self.acting.asked(case_no, now=self.now)
        self.tried(case_no, "window", "fill", lambda: self.acting.fill_in(self.window, case, fields, now=self.now))

    @rule(case_no=cases, act=st.sampled_from(["accept", "defer"]), stale=st.booleans())
    def take_in(self, case_no: str, act: str, stale: bool) -> None:
        """With the revision just seen, or an older one, which does nothing."""
        revision, do = self.acting.case(case_no).revision, getattr(self.acting, act)
        self.tick()
        if stale:
            with self.unchanged(case_no), self.refused("case_changed", "case_not_found"):
                do(self.window, case_no, revision - 1, now=self.now)
                raise AssertionError("an old page acted")
        self.tried(case_no, "window", act, lambda: do(self.window, case_no, revision, now=self.now))

    def send(self, case_no: str) -> None:
        self.submit(case_no, self.acting.case(case_no).matter_code == PENSION)

    @rule(case_no=cases, defer=st.booleans())
    def submit(self, case_no: str, defer: bool) -> None:
        phone = self.opened[case_no]
        if self.acting.case(case_no).person_id is None:
            return
        seen = self.acting.document(phone, case_no, now=self.tick())
        self.tried(case_no, "applicant", "add", lambda: self.acting.submit(phone, seen, defer=defer, now=self.now))

    @rule(case_no=cases)
    def promise(self, case_no: str) -> None:
        self.tick()
        if self.acting.matter(self.acting.case(case_no).matter_code).commitment is not None:
            phone = self.opened[case_no]
            self.tried(case_no, "applicant", "commit", lambda: self.acting.promise(phone, case_no, now=self.now))

    @rule(case_no=cases, sure=st.integers(0, 3))
    def withdraw(self, case_no: str, sure: int) -> None:
        revision = self.acting.case(case_no).revision
        phone = self.opened[case_no]
        self.tick()
        if not sure:
            self.tried(case_no, "applicant", "withdraw",
                       lambda: self.acting.withdraw(phone, case_no, revision, now=self.now))  # fmt: skip

    @rule(case_no=cases, outcome=st.sampled_from([None, "approved", "rejected"]), who=st.integers(1, 2))
    def decide(self, case_no: str, outcome: str | None, who: int) -> None:
        """The case, and what of it went to other offices."""
        for number in (case_no, *self.acting.parts(case_no)):
            self.deciding(number, outcome, who)

    def deciding(self, case_no: str, outcome: str | None, who: int) -> None:
        case = self.acting.case(case_no)
        officer = Actor(f"staff:00000000-0000-0000-0000-00000000000{who}", "officer", case.office)
        self.tick()
        if outcome is None:
            self.tried(case_no, "officer", "take",
                       lambda: self.acting.take(officer, case_no, case.revision, now=self.now))  # fmt: skip
            return
        act = "approve" if outcome == "approved" else "reject"
        self.tried(case_no, "officer", act,
                   lambda: self.acting.decide(officer, case_no, case.revision, outcome, now=self.now))  # fmt: skip

    @rule(case_no=cases, answer=st.sampled_from([None, "consent", "decline"]))
    def ask(self, case_no: str, answer: str | None) -> None:
        """The applicant's phone is asked for everything that the matter has a use for, and says yes, no or nothing."""
        for number in (case_no, *self.acting.parts(case_no)):
            self.asking(number)
        requests = () if answer is None else self.acting.requests(self.opened[case_no], case_no, now=self.now)
        for request in requests:
            self.tick()
            self.tried(
                request["case_no"], "applicant", str(answer),
                partial(self.acting.answer, self.opened[case_no], request, yes=answer == "consent", now=self.now),
            )  # fmt: skip

    def asking(self, case_no: str) -> None:
        case = self.acting.case(case_no)
        if case.officer_id is not None:
            self.tick()
            officer = Actor(f"staff:{case.officer_id}", "officer", case.office)
            self.tried(case_no, "officer", "ask", partial(self.acting.ask, officer, case, now=self.now))

    @rule(case_no=cases)
    def come_too_late(self, case_no: str) -> None:
        """After the last day of a deferral nothing is taken, whether the clock has been there or not."""
        case, lacking = self.acting.case(case_no), self.acting.lacks(case_no)
        if case.state != "deferred" or case.deferred_until is None or not lacking:
            return
        self.now = max(self.now, case.deferred_until)
        with self.unchanged(case_no), pytest.raises(DeferralOver):
            self.paper(case_no, lacking[0], "provided")

    @rule(case_no=cases, steps=st.integers(1, 6), with_paper=st.booleans())
    def go_on(self, case_no: str, steps: int, with_paper: bool) -> None:
        self.going_on(case_no, steps, with_paper)

    def going_on(self, case_no: str, steps: int, with_paper: bool) -> None:
        """What usually comes next, so that runs get far enough for the rest to meet something."""
        for _ in range(steps):
            case, lacking = self.acting.case(case_no), self.acting.lacks(case_no)
            if case.state in ("accepted", "deciding"):
                self.deciding(case_no, "approved" if case.state == "deciding" else None, 1)
            elif case.state == "draft" and case.channel == "online":
                following = (self.type, self.send, self.promise)
                following[min(case.revision, 3) - 1](case_no)
            elif case.presenter_id is None:
                self.scan(case_no, False)
            elif lacking and (with_paper or case.state == "deferred"):
                self.hand_in(case_no, True)
            elif case.state == "draft" and lacking:
                self.type(case_no)
                self.take_in(case_no, "accept", False)
                self.take_in(case_no, "defer", False)
                self.promise(case_no)
                self.hand_in(case_no, False)
            elif case.state == "draft":
                self.type(case_no)
                self.take_in(case_no, "accept", False)

    @rule(case_no=cases, failed=st.booleans())
    def check(self, case_no: str, failed: bool) -> None:
        officer = Actor("staff:00000000-0000-0000-0000-000000000001", "officer", "SC")
        self.tick()
        with self.unchanged(case_no), self.refused("case_not_found", "check_done"):
            self.acting.check(officer, case_no, "failed" if failed else "passed", now=self.now)

    @rule(case_no=cases, level=st.integers(1, 5))
    def rate(self, case_no: str, level: int) -> None:
        with self.unchanged(case_no), self.refused("case_not_found", "not_rateable", "already_rated"):
            self.acting.rate(self.opened[case_no], case_no, level, now=self.tick())

    @rule(who=st.integers(0, 1), act=st.sampled_from(["suspend", "resume"]))
    def department(self, who: int, act: str) -> None:
        self.tick()
        with self.refused("transition_refused"):
            self.city.end(self.phones[who].held["resident-id"], act)

    @rule(days=st.sampled_from([1, 20, 30]), worker=st.booleans())
    def wait(self, days: int, worker: bool) -> None:
        """The worker may be late."""
        self.now += days * DAY
        if worker:
            self.acting.clock(now=self.now)

    def teardown(self) -> None:
        if getattr(self, "opened", None):
            with db.open_session(self.city.engine, reading=True) as session:
                assert violations(session, opened=self.opened) == []


def test_no_order_of_acts_breaks_a_rule(city: City) -> None:
    offered = [one for one in load_builtin() if one.code in ANSWERS]
    with db.transaction(city.engine) as session:
        import_matters(session, offered, catalogue=CATALOGUE, now=city.now, actor="cli:test")
    citizen, head = city.phone(0, ("resident-id", "social-security-card")), city.phone(1)
    city.certify(head, "business-licence")
    machine = type("Machine", (Office,), {"city": city, "phones": [citizen, head]})
    chosen = settings(
        max_examples=7, stateful_step_count=10, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(machine, settings=chosen)

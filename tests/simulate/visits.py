"""What one citizen does, at a window or on the phone, as a process in virtual time.

Most do what they came for; some show a used code, another's code or nothing valid, forget papers, act on what they saw
too long ago, give up, or send the same twice. Whatever is refused is counted, and they go on as people would.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

from backend.cases.intake.scan import Role
from backend.cases.models import Case
from backend.cases.states import ACCEPTED, DRAFT, LAST, STANDING
from backend.web.request import Actor
from tests.simulate.acting import Acting
from tests.simulate.clockwork import Clockwork, Process
from tests.simulate.errands import Errand
from tests.simulate.tally import Tally
from tests.simulate.town import Town
from tests.verification.world import Phone

GREET, SCAN, PAPER, TYPE, SIGN, PART = 50, 12, 30, 60, 40, 25  # seconds at a window


@dataclass
class Visitor:
    """One citizen with one errand; `case_no` once there is a case."""

    index: int
    errand: Errand
    chance: Random
    case_no: str | None = None
    careless: bool = False  # has no papers along


@dataclass
class Doing:
    """Who acts, the clock, what is counted; and whom to tell of a case that was accepted or deferred."""

    town: Town
    acting: Acting
    clock: Clockwork
    tally: Tally
    follow: Callable[[Visitor | None, Case], None]

    def tried(self, act: Callable[..., Any], *given: Any, **more: Any) -> Any:
        return self.tally.tried(partial(act, *given, now=self.clock.now, **more))


def at_window(doing: Doing, visitor: Visitor, window: Actor) -> Process:
    """One visit, from the greeting to the good-bye."""
    yield GREET
    phone = doing.town.phone_of(visitor.index)
    if visitor.case_no is None:
        answers = visitor.errand.answered(visitor.chance, window=True)
        case = doing.tried(doing.acting.open, window, visitor.errand.matter, answers)
        if case is None:
            return
        visitor.case_no = case.case_no
        doing.tally.opened.append(case.case_no)
    yield from _show(doing, visitor, window, phone)
    yield from _papers(doing, visitor, window)
    yield from _form(doing, visitor, window)
    yield from _finish(doing, visitor, window, phone)
    yield PART
    if visitor.chance.random() < 0.4:
        _rate(doing, visitor, phone)


def bring_papers(doing: Doing, visitor: Visitor, window: Actor) -> Process:
    """Back with what was to follow, or what ceased to be valid."""
    yield GREET
    assert visitor.case_no is not None
    for material in doing.acting.lacks(visitor.case_no):
        yield PAPER
        doing.tried(doing.acting.paper, window, visitor.case_no, material)
    case = doing.acting.case(visitor.case_no)
    if case.state == ACCEPTED or case.state in LAST:
        doing.follow(visitor, case)


def on_the_phone(doing: Doing, visitor: Visitor) -> Process:
    """Begin, type, sign, send; what may follow is deferred, what may be promised is promised."""
    phone, errand, acting = doing.town.phone_of(visitor.index), visitor.errand, doing.acting
    who = "me"
    if errand.for_company and "business-licence" in phone.held:
        who = str(phone.held["business-licence"].person_id)
    case = doing.tried(acting.begin, phone, errand.matter, errand.answered(visitor.chance), who=who)
    if case is None:
        return
    visitor.case_no = case.case_no
    doing.tally.opened.append(case.case_no)
    yield 90
    seen = acting.document(phone, case.case_no, now=doing.clock.now)
    fields = acting.typed(seen)
    if fields:
        yield 60
        doing.tried(acting.fill, phone, case, fields)
    if visitor.chance.random() < 0.05:
        return  # begun and left: perhaps it goes on at a window
    yield 45
    yield from _submit(doing, visitor, phone)
    if visitor.chance.random() < 0.4:
        yield 120
        _rate(doing, visitor, phone)


def _submit(doing: Doing, visitor: Visitor, phone: Phone) -> Process:
    assert visitor.case_no is not None
    seen = doing.acting.document(phone, visitor.case_no, now=doing.clock.now)
    follow = any(one["may_follow"] and one["state"] == "missing" for one in seen["materials"])
    case = doing.tried(doing.acting.submit, phone, seen, defer=follow)
    if case is None and follow:  # what may not follow is missing as well
        yield 20
        seen = doing.acting.document(phone, visitor.case_no, now=doing.clock.now)
        case = doing.tried(doing.acting.submit, phone, seen, defer=False)
    if visitor.chance.random() < 0.02:
        yield 1
        doing.tried(doing.acting.submit, phone, seen, defer=False)  # the button was pressed twice
    case = doing.acting.case(visitor.case_no)
    if case.state == DRAFT and doing.acting.matter(visitor.errand.matter).commitment is not None:
        yield 60
        case = doing.tried(doing.acting.promise, phone, case.case_no) or case
    if case.state != DRAFT:
        doing.follow(visitor, case)


def _show(doing: Doing, visitor: Visitor, window: Actor, phone: Phone) -> Process:
    """Codes signed by the phone a moment before they are scanned."""
    assert visitor.case_no is not None
    if doing.acting.case(visitor.case_no).answers.get("channel") == "agent":
        yield SCAN
        agent = doing.town.phone_of(visitor.index ^ 1)
        yield from _scan(doing, visitor, window, doing.town.single(agent, "resident-id", 9), role="agent")
    if visitor.chance.random() < 0.1:
        yield SCAN
        yield from _scan(doing, visitor, window, doing.town.single(phone, "resident-id", 9))
    if visitor.chance.random() < 0.01:  # somebody else's phone
        stranger = doing.town.phone_of((visitor.index + 2) % doing.town.citizens)
        yield from _scan(doing, visitor, window, _pack(doing, visitor, stranger))
    yield SCAN
    code = _pack(doing, visitor, phone)
    yield from _scan(doing, visitor, window, code)
    if visitor.chance.random() < 0.02:
        yield from _scan(doing, visitor, window, code)  # a picture of it, a second time
    if visitor.errand.together:
        yield SCAN
        yield from _scan(doing, visitor, window, _pack(doing, visitor, doing.town.phone_of(visitor.index ^ 1)))


def _pack(doing: Doing, visitor: Visitor, phone: Phone) -> str:
    return doing.acting.pack(phone, visitor.errand.matter, iat=doing.clock.now)


def _scan(doing: Doing, visitor: Visitor, window: Actor, code: str, role: Role = "applicant") -> Process:
    if not code:
        return  # nothing to show
    found = doing.tried(doing.acting.scan, window, visitor.case_no, code, role=role)
    if found is not None:
        doing.tally.scanned(code, found[0].accepted, found[0].reason)
    yield SCAN


def _papers(doing: Doing, visitor: Visitor, window: Actor) -> Process:
    """What is missing is handed in; what may be promised rarely, what may follow sometimes not yet."""
    assert visitor.case_no is not None
    matter = doing.acting.matter(visitor.errand.matter)
    for code in doing.acting.lacks(visitor.case_no):
        material = matter.material(code)
        assert material is not None
        share = 0.97
        if material.committable and matter.commitment is not None:
            share = 0.1
        elif material.deferrable_days is not None:
            share = 0.6
        if not visitor.careless and visitor.chance.random() < share:
            yield PAPER
            doing.tried(doing.acting.paper, window, visitor.case_no, code)


def _form(doing: Doing, visitor: Visitor, window: Actor) -> Process:
    case = doing.acting.case(str(visitor.case_no))
    fields = doing.acting.asked(case.case_no, now=doing.clock.now)
    if fields and case.channel == "window" and case.state in STANDING:
        yield TYPE
        doing.tried(doing.acting.fill_in, window, case, fields)


def _finish(doing: Doing, visitor: Visitor, window: Actor, phone: Phone) -> Process:
    """Accepted, deferred, promised, or sent home with the notice of what is missing."""
    case = doing.acting.case(str(visitor.case_no))
    if visitor.chance.random() < 0.01 and case.revision > 1:
        doing.tried(doing.acting.accept, window, case.case_no, case.revision - 1)  # an old page
    lacking = doing.acting.lacks(case.case_no)
    matter = doing.acting.matter(visitor.errand.matter)
    if not lacking:
        doing.tried(doing.acting.accept, window, case.case_no, case.revision)
    elif matter.commitment is not None:
        yield SIGN
        doing.tried(doing.acting.promise, phone, case.case_no)
    else:
        doing.tried(doing.acting.defer, window, case.case_no, case.revision)
    case = doing.acting.case(case.case_no)
    if case.state == DRAFT and visitor.chance.random() < 0.1 and case.person_id is not None:
        doing.tried(doing.acting.withdraw, phone, case.case_no, case.revision)
    elif case.state != DRAFT:
        doing.follow(visitor, case)


def _rate(doing: Doing, visitor: Visitor, phone: Phone) -> None:
    level = visitor.chance.choices((5, 4, 3, 2, 1), (70, 20, 6, 3, 1))[0]
    for _ in range(2 if visitor.chance.random() < 0.02 else 1):
        doing.tried(doing.acting.rate, phone, visitor.case_no, level)

"""The city runs: people come over the day, windows serve them in turn, officers decide, the clock ends what is over.

1. The first day is a working day with all its citizens: half on the phone, the others at windows, in two waves.
2. On the days after it nobody new comes: what was deferred is handed in or ends, officers work off what waits, promises
   are checked, and who was barred tries again.
"""

import uuid
from collections import Counter, deque
from collections.abc import Callable
from datetime import date
from functools import partial
from random import Random

from backend.cases.limits import calendar_of
from backend.cases.models import Case, Commitment
from backend.cases.states import ACCEPTED, APPROVED, DECIDING, DEFERRED
from backend.errors import LiangmaError
from backend.registries.calendar import day_of
from backend.web.request import Actor
from tests.simulate.acting import Acting
from tests.simulate.clockwork import HOUR, Clockwork, Process, at, days_from, next_working
from tests.simulate.errands import errand_of
from tests.simulate.tally import Tally
from tests.simulate.town import HALLS, Town
from tests.simulate.visits import Doing, Visitor, at_window, bring_papers, on_the_phone

OPEN, CLOSE = 9, 17
DECIDE, IDLE, CASES_A_DAY = (
    300,
    1800,
    120,
)  # seconds a decision, seconds until an idle officer looks again, of an officer
Visit = Callable[[Actor], Process]


class Hall:
    """Some windows and one queue: whoever has waited longest goes to the first window that is free."""

    def __init__(self, clock: Clockwork, tally: Tally, windows: list[Actor]) -> None:
        self.clock, self.tally = clock, tally
        self.free, self.queue = deque(windows), deque[tuple[int, Visit]]()

    def enter(self, visit: Visit) -> None:
        self.queue.append((self.clock.now, visit))
        self._call()

    def _call(self) -> None:
        while self.free and self.queue:
            came, visit = self.queue.popleft()
            self.tally.waits.append(self.clock.now - came)
            self.clock.begin(self._serve(self.free.popleft(), visit))

    def _serve(self, window: Actor, visit: Visit) -> Process:
        began = self.clock.now
        yield from visit(window)
        self.tally.visits += 1
        self.tally.seconds += self.clock.now - began
        self.tally.closed_at = self.clock.now
        self.free.append(window)
        self._call()


class Days:
    """One run. `first`: a working day."""

    def __init__(self, town: Town, *, first: date, chance: Random) -> None:
        self.town, self.first, self.chance = town, first, chance
        self.tally, self.acting = Tally(), Acting(town)
        self.clock = Clockwork(at(first, 0), self._tell)
        self.calendar = calendar_of(town.services)
        self.halls = [Hall(self.clock, self.tally, town.windows[place :: len(HALLS)]) for place in range(len(HALLS))]
        self.halls = [hall for hall in self.halls if hall.free]
        self.doing = Doing(town, self.acting, self.clock, self.tally, self.follow)
        self.officers: dict[str, list[Actor]] = {}
        self.visitors: dict[str, Visitor] = {}
        self.followed: set[tuple[str, str]] = set()

    def _tell(self, now: int) -> None:
        self.town.now = now

    def run_first(self) -> None:
        """Rule 1."""
        expected = Counter[str]()
        for index in range(self.town.citizens):
            errand = errand_of(index, self.town.citizens, self.chance)
            visitor = Visitor(index, errand, Random(self.chance.random()), careless=self.chance.random() < 0.03)
            expected[self.acting.matter(errand.matter).office.code] += 1
            for part in self.acting.matter(errand.matter).parts:
                expected[part.office.code] += 1
            if errand.online and self.chance.random() < 0.5:
                self.clock.begin(self._online(visitor), at=at(self.first, 7) + self.chance.randrange(14 * HOUR))
            else:
                self.clock.begin(self._comes(partial(at_window, self.doing, visitor)), at=self._arrival())
        for office, count in expected.items():
            self._hire(office, max(2, -(-count // CASES_A_DAY)))
        self.clock.run(at(self.first, 24))

    def run_after(self, days: int) -> None:
        """Rule 2."""
        for day in days_from(self.first, days)[1:]:
            self.clock.run(at(day, 0) + 300)
            self.acting.clock(now=self.clock.now)
            self.clock.run(at(day, 24))

    def _arrival(self) -> int:
        """Two waves, before and after noon; nobody gets a ticket later than a quarter of an hour before the end."""
        peak = 10.2 if self.chance.random() < 0.55 else 14.6
        hour = min(max(self.chance.gauss(peak, 1.1), OPEN), CLOSE - 0.25)
        return at(self.first, hour) + self.chance.randrange(60)

    def _comes(self, visit: Visit) -> Process:
        self.chance.choice(self.halls).enter(visit)
        yield from ()

    def _online(self, visitor: Visitor) -> Process:
        yield from on_the_phone(self.doing, visitor)
        if visitor.case_no is None:
            return
        case = self.acting.case(visitor.case_no)
        late = self.clock.now >= at(self.first, CLOSE - 1)
        if case.state == "draft" and not late and self.chance.random() < 0.5:  # goes on at a window
            yield max(HOUR, at(self.first, OPEN) - self.clock.now)
            self.chance.choice(self.halls).enter(partial(at_window, self.doing, visitor))

    # what becomes of a case that was taken in

    def follow(self, visitor: Visitor | None, case: Case) -> None:
        """Once for each state that a case reached; without a visitor it is a part of another."""
        if visitor is None or (case.case_no, case.state) in self.followed:
            return
        self.followed.add((case.case_no, case.state))
        self.visitors[case.case_no] = visitor
        if case.state == DEFERRED and self.chance.random() < 0.75:
            self.clock.begin(self._brings(visitor), at=self._some_day(case.deferred_until or self.clock.now))
        if case.state == ACCEPTED and self.chance.random() < 0.01:
            self.clock.begin(self._loses(visitor))
        if case.state == APPROVED:
            due = self.acting.read(lambda session: getattr(session.get(Commitment, case.case_no), "check_due", None))
            if due is not None:
                self.clock.begin(self._check(visitor, case), at=self._some_day(due))

    def _some_day(self, until: int) -> int:
        """During the hours of a working day before `until`."""
        last = max(1, self.calendar.between(day_of(self.clock.now), day_of(until - 1)).days)
        day = self.calendar.after(day_of(self.clock.now), self.chance.randint(1, last)).day
        return at(day, self.chance.uniform(OPEN, CLOSE - 1))

    def _brings(self, visitor: Visitor) -> Process:
        self.chance.choice(self.halls).enter(partial(bring_papers, self.doing, visitor))
        yield from ()

    def _loses(self, visitor: Visitor) -> Process:
        """A certificate on which the case stands is suspended before the decision, and resumed, or a paper comes."""
        held = self.town.phone_of(visitor.index).held.get("resident-id")
        if held is None or self.tally.tried(partial(self.town.end, held, "suspend")) is not None:
            return
        yield 2 * HOUR
        if self.chance.random() < 0.5:
            self.tally.tried(partial(self.town.end, held, "resume"))
        else:
            self.chance.choice(self.halls).enter(partial(bring_papers, self.doing, visitor))

    def _check(self, visitor: Visitor, case: Case) -> Process:
        """The check of a promise; after a failed one the barred applicant tries to promise again."""
        officer = (self.officers.get(case.office) or self._hire(case.office, 1))[0]
        outcome = "failed" if self.chance.random() < 0.1 else "passed"
        self.doing.tried(self.acting.check, officer, case.case_no, outcome)
        if outcome == "failed":
            yield HOUR
            again = Visitor(visitor.index, visitor.errand, visitor.chance)
            self.chance.choice(self.halls).enter(partial(at_window, self.doing, again))

    # officers

    def _hire(self, office: str, count: int) -> list[Actor]:
        hired = [Actor(f"staff:{uuid.uuid4()}", "officer", office) for _ in range(count)]
        self.officers.setdefault(office, []).extend(hired)
        for officer in hired:
            self.clock.begin(self._works(officer), at=max(self.clock.now, at(self.first, OPEN)))
        return hired

    def _works(self, officer: Actor) -> Process:
        """What nobody took yet first, then what was found incomplete; after the first day they look once a day."""
        kept = deque[str]()
        while True:
            today = day_of(self.clock.now)
            waiting = self.acting.waiting(officer, now=self.clock.now)
            if self.clock.now >= at(today, CLOSE) or not (waiting or kept or today == self.first):
                yield at(next_working(self.calendar, today), OPEN) - self.clock.now
            elif waiting:
                yield from self._decides(officer, waiting[0], kept)
            elif kept:
                yield from self._decides(officer, self.acting.case(kept.popleft()), kept)
            else:
                yield IDLE

    def _decides(self, officer: Actor, case: Case, kept: deque[str]) -> Process:
        if self.chance.random() < 0.01:  # without having taken it, or from another office
            other = Actor(f"staff:{uuid.uuid4()}", "officer", "ZZ" if self.chance.random() < 0.5 else case.office)
            self.doing.tried(self.acting.decide, other, case.case_no, case.revision, "approved")
        if case.state == ACCEPTED:
            taken = self.doing.tried(self.acting.take, officer, case.case_no, case.revision)
            if taken is None:
                return
        yield DECIDE + self.chance.randrange(DECIDE)
        revision = self.acting.case(case.case_no).revision
        outcome = "rejected" if self.chance.random() < 0.03 else "approved"
        decided = self._decided(officer, case.case_no, revision, outcome)
        if decided is not None:
            self.follow(self.visitors.get(decided.case_no), decided)
        elif self.acting.case(case.case_no).state == DECIDING:  # waits for the applicant
            kept.append(case.case_no)
            yield HOUR

    def _decided(self, officer: Actor, case_no: str, revision: int, outcome: str) -> Case | None:
        """What was typed and cannot stand in a certificate is a reason to reject."""
        try:
            decided: Case = self.acting.decide(officer, case_no, revision, outcome, now=self.clock.now)
        except LiangmaError as error:
            self.tally.refused(error)
            if error.code != "result_refused":
                return None
            decided = self.acting.decide(officer, case_no, revision, "rejected", now=self.clock.now)
        return decided

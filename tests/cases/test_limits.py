"""Marks at their edges, and lateness logged once."""

import datetime

import pytest
from sqlalchemy import select

from backend import db
from backend.audit.models import AuditEntry
from backend.cases.intake.deadlines import apply_deadlines
from backend.cases.limits import mark, start_limits
from backend.cases.models import Case
from backend.matters.terms import TimeLimit
from backend.registries.calendar import end_of
from backend.registries.working_days import Calendar
from tests.cases.desk import ready
from tests.verification.world import City

MONDAY = datetime.date(2026, 3, 9)
NOW = end_of(MONDAY) - 10_000
WEEKENDS = Calendar({})


def accepted(promised: int, statutory: int) -> Case:
    case = Case(due_assumed=False)
    start_limits(case, TimeLimit(statutory, promised), calendar=WEEKENDS, now=NOW)
    return case


@pytest.mark.parametrize(
    ("promised", "statutory", "yellow", "red"),
    [
        (10, 45, "2026-03-19", "2026-05-12"),  # two of ten working days are left
        (5, 5, "2026-03-13", "2026-03-17"),  # one of five is left
        (4, 20, "2026-03-13", "2026-04-07"),  # none of four is left: the last promised day
        (1, 3, "2026-03-10", "2026-03-13"),
        (0, 1, "2026-03-10", "2026-03-11"),  # at once: when the day is over
        (3, 1, "2026-03-12", "2026-03-13"),  # the law's limit is never before the promised one
    ],
)
def test_a_case_is_yellow_and_red_from_the_first_second_of_these_days(
    promised: int, statutory: int, yellow: str, red: str
) -> None:
    case = accepted(promised, statutory)
    first_yellow, first_red = (end_of(datetime.date.fromisoformat(day)) - 86_400 for day in (yellow, red))
    assert [mark(case, at) for at in (NOW, first_yellow - 1, first_yellow)] == ["none", "none", "yellow"]
    assert [mark(case, at) for at in (first_red - 1, first_red)] == ["yellow", "red"]


def test_a_closed_case_keeps_its_mark_and_one_not_accepted_has_none() -> None:
    case = accepted(10, 45)
    case.closed_at = NOW + 60
    assert mark(case, NOW + 10**9) == "none"
    assert mark(Case(), NOW) == "none"


def test_lateness_is_logged_once_for_each_mark_and_leaves_the_case_alone(city: City) -> None:
    desk, _ = ready(city)
    case = desk.accept()
    times = [case.yellow_from or 0, (case.yellow_from or 0) + 9, case.due_statutory or 0, (case.due_statutory or 0) + 9]
    assert apply_deadlines(city.engine, now=times[0] - 1).marked == 0
    assert [apply_deadlines(city.engine, now=at).marked for at in times] == [1, 0, 1, 0]
    assert (desk.case.marked, desk.case.revision, desk.case.state) == ("red", case.revision, "accepted")
    with db.open_session(city.engine) as session:
        late = session.scalars(select(AuditEntry).where(AuditEntry.action == "case.late").order_by(AuditEntry.at))
        assert [entry.detail for entry in late] == ['{"mark":"yellow"}', '{"mark":"red"}']

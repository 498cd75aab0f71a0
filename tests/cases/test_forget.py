"""What is forgotten of closed cases, in the order of the rules of `forget`; each at its limit."""

import datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from backend import db
from backend.audit.models import AuditEntry
from backend.cases.forget import forget_cases
from backend.cases.models import Bar, Case, CaseCertificate, CaseConsent, Commitment
from backend.registries.calendar import CHINA
from tests.cases.desk import ready
from tests.cases.joint import accepted_birth, part_of
from tests.cases.office import Officer, permit_case, sign
from tests.cases.online import covered, prove
from tests.verification.world import City


def at(*day: int, hour: int = 12) -> int:
    return int(datetime.datetime(*day[:3], hour, tzinfo=CHINA).timestamp())  # type: ignore[arg-type]


CLOSED = at(2028, 2, 29, hour=23)
LAST_DAY, AFTER = at(2038, 2, 28), at(2038, 3, 1, hour=0)


def closed(city: City, case_no: str, state: str, when: int = CLOSED) -> None:
    with db.transaction(city.engine) as session:
        case = session.get_one(Case, case_no)
        case.state, case.closed_at = state, when


def forget(city: City, now: int, **more: Any) -> int:
    with db.transaction(city.engine) as session:
        return forget_cases(session, **({"years": 10, "now": now} | more))


def holds(city: City, case_no: str) -> bool:
    with db.open_session(city.engine) as session:
        case = session.get_one(Case, case_no)
        tables = (CaseCertificate, CaseConsent)
        rows = [session.scalar(select(func.count()).where(table.case_no == case_no)) for table in tables]
    return case.sealed_form is not None or case.sealed_typed is not None or any(rows)


@pytest.mark.parametrize(
    ("state", "kept", "gone"),
    [
        ("approved", LAST_DAY, AFTER), ("rejected", LAST_DAY, AFTER),
        ("withdrawn", at(2029, 2, 28), at(2029, 3, 1)), ("ended", at(2029, 2, 28), at(2029, 3, 1)),
    ],
)  # fmt: skip
def test_what_was_typed_and_shown_is_forgotten_after_its_years_and_the_case_stays(
    city: City, state: str, kept: int, gone: int
) -> None:
    desk, phone = ready(city)
    closed(city, desk.case_no, state)
    assert forget(city, kept) == 0
    assert holds(city, desk.case_no)
    assert forget(city, gone) == 1
    assert not holds(city, desk.case_no)
    case = city.get(f"/cases/{desk.case_no}").json
    assert (case["state"], {one["value"] for one in case["form"]}, case["certificates"]) == (state, {None}, [])
    assert {one["state"] for one in case["materials"]} == {"exempt", "provided", "not_applicable"}
    assert city.get(f"/me/cases/{desk.case_no}", phone.token).status_code == 200


def test_what_was_signed_online_goes_too_and_a_case_that_stands_keeps_everything(city: City) -> None:
    applying = covered(city)
    prove(city, applying.phone)
    applying.read()
    assert applying.submit().json["state"] == "accepted"
    assert forget(city, AFTER + 99 * 365 * 86_400) == 0
    assert holds(city, applying.no)
    closed(city, applying.no, "approved")
    assert forget(city, AFTER + 99 * 365 * 86_400 + 86_400) == 1
    assert not holds(city, applying.no)
    assert applying.read()["state"] == "approved"


def test_nothing_is_forgotten_while_a_check_is_due_or_a_bar_of_the_case_holds(city: City) -> None:
    case_no, phone = permit_case(city)
    assert sign(city, case_no, phone).status_code == 200
    closed(city, case_no, "approved")
    assert forget(city, AFTER) == 0
    assert Officer(city, "SC").check(case_no, "failed", reason="承诺不实").status_code == 200
    with db.transaction(city.engine) as session:
        session.scalars(select(Bar)).one().until = AFTER + 10 * 86_400
    assert [forget(city, AFTER + days * 86_400) for days in (9, 10)] == [0, 1]
    with db.open_session(city.engine) as session:
        assert session.get_one(Commitment, case_no).sealed  # the promise itself stays


@pytest.mark.parametrize("late", ["whole", "part"])
def test_a_case_and_its_parts_are_forgotten_together_when_the_last_is_over(city: City, late: str) -> None:
    desk, _ = accepted_birth(city)
    parts = [part_of(city, desk.case_no, office).case_no for office in ("GA", "RS", "FW")]
    for number in (desk.case_no, *parts):
        closed(city, number, "approved")
    closed(city, desk.case_no if late == "whole" else parts[0], "approved", CLOSED + 86_400)
    assert forget(city, AFTER) == 0
    assert forget(city, AFTER + 86_400) == 4
    assert not any(holds(city, number) for number in (desk.case_no, *parts))


def test_it_is_done_once_a_day_on_until_nothing_is_left_and_is_in_the_log(city: City) -> None:
    numbers = [ready(city, index)[0].case_no for index in (0, 1, 2)]
    for number in numbers:
        closed(city, number, "approved")
    assert [forget(city, AFTER + 60 * turn, most=2) for turn in range(3)] == [2, 1, 0]
    assert forget(city, AFTER + 86_400) == 0
    with db.open_session(city.engine) as session:
        entries = select(AuditEntry.detail).where(AuditEntry.action == "cases.forgotten").order_by(AuditEntry.at)
        assert list(session.scalars(entries)) == [
            '{"all":false,"count":2}', '{"all":true,"count":1}', '{"all":true,"count":0}',
        ]  # fmt: skip

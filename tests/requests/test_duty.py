"""Looking under a legal duty: a ground, a second person, one look, and the holder learns of it."""

import time
import uuid
from typing import Any

import pytest
from sqlalchemy import func, select, update

from backend import db
from backend.audit.models import AuditEntry
from backend.demo import people
from backend.people.staff import create_staff
from backend.requests import duty
from backend.requests.duty import tell_due
from backend.requests.models import DutyCheck
from tests.requests.bank import good, refused
from tests.verification.world import City, Phone

SEEN = {"type": "resident-id", "fields": ["name", "citizen_number"]}


class Police:
    """Two officers of one office."""

    def __init__(self, city: City) -> None:
        self.city, self.names = city, (f"staff:{uuid.uuid4()}", f"staff:{uuid.uuid4()}")
        with city.app.app_context(), db.transaction(city.engine) as session:
            self.one, self.two = (city.sign_in(session, name, "officer", "GA") for name in self.names)
            self.elsewhere = city.sign_in(session, f"staff:{uuid.uuid4()}", "officer", "RS")

    def ask(self, number: str, **said: Any) -> Any:
        body = {
            "kind": "citizen", "number": number, "ground": "identity-check", "case_number": "东公（刑）〔2026〕7号",
            "reason": "核实身份", "certificates": [SEEN],
        } | said  # fmt: skip
        return self.city.post("/duty-checks", body, self.one)

    def asked(self, number: str, **said: Any) -> str:
        return str(good(self.ask(number, **said), 201)["check_id"])

    def act(self, check_id: str, act: str, token: str, **body: Any) -> Any:
        return self.city.post(f"/duty-checks/{check_id}/{act}", body or None, token)

    def look(self, number: str, **said: Any) -> dict[str, Any]:
        check_id = self.asked(number, **said)
        good(self.act(check_id, "approval", self.two))
        return good(self.act(check_id, "reading", self.one))


def reads(city: City, phone: Phone) -> list[tuple[str, str]]:
    """Purpose and kind of reader of each line of the holder's history."""
    items = city.get("/history", phone.token).get_json()["items"]
    return [(one["purpose"], one["verifier"]["kind"]) for one in items]


def noticed(city: City, phone: Phone) -> list[str]:
    items = city.get("/notices", phone.token).get_json()["items"]
    return [one["title"]["zh"] for one in items if one["kind"] == "duty_check_seen"]


def test_a_second_person_approves_then_it_is_seen_once_and_the_holder_knows(city: City) -> None:
    phone, police = city.phone(0), Police(city)
    number = people.person(0).citizen_number
    check_id = police.asked(number)
    assert refused(police.act(check_id, "reading", police.one)) == (409, "duty_check_closed")
    assert refused(police.act(check_id, "approval", police.one)) == (403, "second_person_needed")
    assert refused(police.act(check_id, "approval", police.elsewhere)) == (404, "duty_check_unknown")
    assert reads(city, phone) == []
    approved = good(police.act(check_id, "approval", police.two))
    assert (approved["state"], approved["number"].count("*"), approved["sees"]) == ("approved", 11, False)
    assert refused(police.act(check_id, "reading", police.two)) == (403, "forbidden")
    seen = good(police.act(check_id, "reading", police.one))
    clean = phone.held["resident-id"].clean
    assert [one["fields"] for one in seen["certificates"]] == [{name: clean[name] for name in SEEN["fields"]}]
    assert refused(police.act(check_id, "reading", police.one)) == (409, "duty_check_closed")
    assert reads(city, phone) == [("duty:identity-check", "office")]
    assert ["公安局" in title for title in noticed(city, phone)] == [True]
    with db.open_session(city.engine, reading=True) as session:
        actions = set(session.scalars(select(AuditEntry.action).where(AuditEntry.action.like("duty%"))))
    assert actions == {"duty_check.asked", "duty_check.approved", "duty_check.seen"}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_before_the_second_person_a_number_of_somebody_and_of_nobody_look_alike(city: City) -> None:
    city.phone(0)
    police, given = Police(city), []
    for number in (people.person(0).citizen_number, "990101190001010013", "no number"):
        answer = police.ask(number)
        body = {name: value for name, value in answer.get_json().items() if name not in ("check_id", "number")}
        given.append((answer.status_code, body))
    assert given[0][1]["asked_at"] <= given[2][1].pop("asked_at")
    assert [(status, body | {"asked_at": ""}) for status, body in given[:2]] == [
        (given[2][0], given[2][1] | {"asked_at": ""})
    ] * 2
    missed = police.look("990101190001010013")
    assert (missed["found"], missed["certificates"]) == (False, [])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_only_what_the_ground_permits_and_only_while_it_is_fresh(city: City) -> None:
    police, number = Police(city), people.person(0).citizen_number
    beyond = [{"type": "resident-id", "fields": ["address"]}], [{"type": "marriage", "fields": ["number"]}]
    assert [refused(police.ask(number, certificates=one)) for one in beyond] == [(403, "legal_ground_exceeded")] * 2
    for ground in ("labour-inspection", "none"):
        assert refused(police.ask(number, ground=ground)) == (422, "legal_ground_unknown")
    declined = police.asked(number)
    answer = good(police.act(declined, "refusal", police.two, reason="依据不足"))
    assert (answer["state"], answer["refusal"]) == ("refused", "依据不足")
    assert refused(police.act(declined, "approval", police.two)) == (409, "duty_check_closed")
    stale, old = police.asked(number), police.asked(number)
    good(police.act(stale, "approval", police.two))
    with db.transaction(city.engine) as session:
        past = int(time.time()) - 8 * 86_400
        session.execute(update(DutyCheck).where(DutyCheck.check_id == uuid.UUID(stale)).values(decided_at=past))
        session.execute(update(DutyCheck).where(DutyCheck.check_id == uuid.UUID(old)).values(asked_at=past))
    assert refused(police.act(stale, "reading", police.one)) == (409, "duty_check_closed")
    assert refused(police.act(old, "approval", police.two)) == (409, "duty_check_closed")
    states = {one["check_id"]: one["state"] for one in city.get("/duty-checks", police.two).get_json()["items"]}
    assert states == {declined: "refused", stale: "expired", old: "expired"}


def test_a_ground_that_is_told_later_is_told_then_and_too_many_looks_are_noted(city: City) -> None:
    phone, police = city.phone(0), Police(city)
    seen = police.look(people.person(0).citizen_number, ground="criminal-inquiry")
    assert seen["check"]["ground"]["tell_after_days"] == 30
    assert (reads(city, phone), noticed(city, phone)) == ([], [])
    with db.transaction(city.engine) as session:
        assert tell_due(session, means=city.services, now=int(time.time()) + 29 * 86_400) == 0
        session.execute(update(DutyCheck).values(tell_at=DutyCheck.tell_at - 30 * 86_400))
    with db.transaction(city.engine) as session:
        assert tell_due(session, means=city.services, now=int(time.time())) == 1
    assert reads(city, phone) == [("duty:criminal-inquiry", "office")]
    assert len(noticed(city, phone)) == 1
    for _ in range(19):
        police.asked("990101190001010013")
    with db.open_session(city.engine, reading=True) as session:
        unusual = session.scalars(select(AuditEntry.actor).where(AuditEntry.action == "duty_check.unusual")).all()
    assert unusual == [police.names[0]]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_employee_of_two_accounts_looks_no_more_often_than_one_of_one(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duty, "MOST_A_DAY", 3)
    monkeypatch.setattr(duty, "UNUSUAL", 3)
    police, tokens = Police(city), []
    with city.app.app_context(), db.transaction(city.engine) as session:
        for login, role in (("wang-1", "officer"), ("wang-2", "department")):
            who: dict[str, Any] = {"name": "王某", "role": role, "office": "GA", "password": "a long password"}
            given: dict[str, Any] = {"employee_number": "0417", "box": city.box, "now": city.now, "actor": "test"}
            made = create_staff(session, login, **who, **given)
            tokens.append(city.sign_in(session, f"staff:{made.staff_id}", role, "GA"))
    asked = []
    for one in (tokens[0], tokens[1], tokens[0], tokens[1]):
        police.one = one
        asked.append(police.ask("990101190001010013").status_code)
    assert asked == [201, 201, 201, 429]
    with db.open_session(city.engine, reading=True) as session:
        noted = select(func.count()).where(AuditEntry.action == "duty_check.unusual")
        assert session.scalar(noted) == 1
    assert Police(city).ask("990101190001010013").status_code == 201  # nobody else's are used up

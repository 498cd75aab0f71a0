"""Rules of `backend.privacy`'s erase, law, export and retention: two people, the law's days, then nothing opens."""

import json
import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, select, update

from backend import db
from backend.audit.models import AuditEntry
from backend.cases.models import Case
from backend.certificates.models import Certificate
from backend.demo import people
from backend.people.models import Account, Device, Person, Route
from backend.people.persons import ensure_person, identities_of
from backend.people.staff import create_staff
from backend.privacy.erase import erase, erase_due
from backend.privacy.export import export, person_named
from backend.privacy.refusals import AlreadyErased, EraseBlocked, PersonUnknown, SecondPersonErases
from backend.privacy.retention import DAY, forget_daily, shown
from backend.security import Box
from backend.security.models import Erasure, HolderKey
from backend.security.refusals import HolderErased
from backend.verification.models import PrintedCode
from tests.conftest import KEYS
from tests.verification.world import City, Phone

YEARS = 10
BY, CONFIRMED = "staff:one", "staff:two"


def erased(city: City, person_id: uuid.UUID, **changed: Any) -> Erasure:
    given: dict[str, Any] = {
        "by": BY,
        "confirmed": CONFIRMED,
        "alone": False,
        "years": YEARS,
        "now": city.now,
    } | changed
    with city.app.app_context(), db.transaction(city.engine) as session:
        return erase(session, person_id, "本人申请", box=city.box, **given)


def a_case(city: City, phone: Phone, *, state: str = "approved", closed: int | None = None) -> str:
    with db.transaction(city.engine) as session:
        case = Case(
            case_no=f"LZ{uuid.uuid4().hex[:12]}", person_id=phone.person_id, matter_code="m", matter_version=1,
            answers={}, channel="online", office="GA", state=state, opened_at=1, revision=1,
            due_assumed=False, marked="none", closed_at=closed,
        )  # fmt: skip
        session.add(case)
        session.flush()  # it has a session from now on
        case.sealed_form = city.box.of_row(case).seal({"phone": "1"}, b"case:" + case.case_no.encode())
        return case.case_no


def keys_of(city: City, holder: uuid.UUID) -> list[HolderKey]:
    with db.open_session(city.engine, reading=True) as session:
        return list(session.scalars(select(HolderKey).where(HolderKey.person_id == holder)))


@pytest.fixture
def city(app: Flask, engine: Engine) -> City:
    return City(app, engine, Box(KEYS["data_key"], KEYS["index_key"]))


# ── rule 1 ──


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_one_person_alone_erases_nobody_by_two_accounts_neither(city: City) -> None:
    phone = city.phone(0)
    with pytest.raises(SecondPersonErases):
        erased(city, phone.person_id, confirmed=BY)
    with db.transaction(city.engine) as session:
        desk, office = (
            create_staff(
                session, login, role=role, name="王五", office=place, password="correct horse battery",
                employee_number="E7", box=city.box, now=city.now, actor="test",
            ).staff_id
            for login, role, place in (("li.desk", "window", "W1"), ("li.office", "officer", "RS"))
        )  # fmt: skip
    with pytest.raises(SecondPersonErases):
        erased(city, phone.person_id, by=f"staff:{desk}", confirmed=f"staff:{office}")
    assert keys_of(city, phone.person_id)[0].wrapped is not None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_open_cases_refuse_it_with_their_numbers(city: City) -> None:
    phone = city.phone(0)
    number = a_case(city, phone, state="accepted")
    with pytest.raises(EraseBlocked) as refused:
        erased(city, phone.person_id)
    assert refused.value.extra == {"cases": [number]}
    assert city.get("/history", phone.token).status_code == 200


# ── rules 2 to 6 ──


def test_nothing_is_kept_so_the_key_goes_and_with_it_everything_in_every_process(city: City) -> None:
    phone, who = city.phone(0), people.person(0)
    held = phone.held["resident-id"]
    with db.open_session(city.engine, reading=True) as session:
        before = session.get_one(Certificate, (held.person_id, held.certificate_id))
    elsewhere = Box(KEYS["data_key"], KEYS["index_key"])
    done = erased(city, phone.person_id)
    assert (done.kept, done.destroyed_at) == ([], city.now)
    (key,) = keys_of(city, phone.person_id)
    assert (key.wrapped, key.destroyed_at) == (None, city.now)
    with db.open_session(city.engine, reading=True) as session:
        with pytest.raises(HolderErased):  # a copy of the row from before
            elsewhere.of(session, None).open(before.sealed_sd_jwt, b"certificate:" + held.certificate_id.bytes)
        now = session.get_one(Certificate, (held.person_id, held.certificate_id))
        assert (now.state, len(now.sealed_fields)) == ("cancelled", 17)
        assert session.scalars(select(Account).where(Account.account_id == phone.account_id)).all() == []
        assert [one.removed_at is None for one in session.scalars(select(Device))] == [False]
        kinds = set(session.scalars(select(Route.kind).where(Route.person_id == phone.person_id)))
        assert kinds == {"certificate"}  # a code of it is still refused as ended, not as unknown
        log = session.scalars(select(AuditEntry).where(AuditEntry.action == "privacy.erased")).one()
        assert who.name not in log.detail
        assert who.citizen_number not in log.detail
    with pytest.raises(AlreadyErased):
        erased(city, phone.person_id)
    with db.transaction(city.engine) as session:
        anew = ensure_person(session, "citizen", who.citizen_number, who.name, box=city.box, now=city.now)
    assert anew != phone.person_id


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whoever_reads_an_erased_holder_is_answered_a_problem_of_its_own(city: City) -> None:
    phone, other = city.phone(0), city.phone(1)
    number = phone.held["resident-id"].clean["citizen_number"]
    erased(city, phone.person_id)
    assert city.get("/me", phone.token).status_code == 401
    with db.transaction(city.engine) as session:  # an account still led to the erased person, say
        session.execute(update(Account).values(person_id=None))
        session.execute(update(Account).where(Account.account_id == other.account_id).values(person_id=phone.person_id))
    answer = city.get("/me", other.token)
    assert (answer.status_code, answer.json["code"]) == (410, "holder_erased")
    assert number not in answer.text
    with db.open_session(city.engine, reading=True) as session:
        found = identities_of(session, [phone.person_id, other.person_id], box=city.box)
    assert (found[phone.person_id].number, found[other.person_id].number != "") == ("", True)


def test_what_the_law_keeps_is_named_with_its_day_and_goes_on_it(city: City) -> None:
    phone = city.phone(0)
    a_case(city, phone, closed=city.now - 100)
    done = erased(city, phone.person_id)
    assert [(one["kind"], one["count"]) for one in done.kept] == [("case_file", 1)]
    assert done.destroyed_at is None
    assert done.again_at is not None
    assert YEARS * 365 * DAY < done.again_at - city.now < YEARS * 366 * DAY + DAY
    assert keys_of(city, phone.person_id)[0].wrapped is not None
    with db.transaction(city.engine) as session:
        assert erase_due(session, box=city.box, years=YEARS, now=done.again_at - 1) == 0
    with db.transaction(city.engine) as session:
        assert erase_due(session, box=city.box, years=YEARS, now=done.again_at) == 1
    assert keys_of(city, phone.person_id)[0].wrapped is None
    with db.open_session(city.engine, reading=True) as session:
        assert list(session.scalars(select(Case.sealed_form))) == [None]


# ── export ──


def test_the_export_holds_everything_of_one_person_and_nothing_of_another(city: City) -> None:
    phone, other = city.phone(0), city.phone(1)
    city.verify(city.code(phone))
    with db.open_session(city.engine, reading=True) as session:
        assert person_named(session, people.person(0).citizen_number, box=city.box) == phone.person_id
        said = export(session, phone.person_id, box=city.box, now=city.now)
        with pytest.raises(PersonUnknown):
            person_named(session, str(uuid.uuid4()), box=city.box)
    assert said["tables"]["persons"][0]["sealed"]["number"] == people.person(0).citizen_number
    assert said["tables"]["certificates"][0]["sealed_fields"]["name"] == people.person(0).name
    assert [one["outcome"] for one in said["readers"]] == ["accepted"]
    text = json.dumps(said, ensure_ascii=False, default=str)
    assert people.person(1).citizen_number not in text
    assert str(other.person_id) not in text


# ── retention ──


def test_what_ended_a_year_ago_goes_once_a_day_and_is_shown_before(city: City) -> None:
    phone = city.phone(0)
    with db.transaction(city.engine) as session:
        for at in (city.now - 365 * DAY - 1, city.now - 365 * DAY + 1):
            session.add(PrintedCode(
                person_id=phone.person_id, printed_code_id=uuid.uuid4(), code_key=at.to_bytes(32), number="1", day="d",
                matter_code="m", named=[], sealed=b"", ground="code", office="o", printed_by="s", printed_at=at,
            ))  # fmt: skip
    (line,) = [one for one in shown(city.engine, years=YEARS, now=city.now) if one.kind == "printed_codes"]
    assert (line.rows, line.over, line.oldest) == (2, 1, city.now - 365 * DAY - 1)
    with db.transaction(city.engine) as session:
        assert forget_daily(session, box=city.box, years=YEARS, now=city.now)["printed_codes"] == 1
    with db.transaction(city.engine) as session:
        assert forget_daily(session, box=city.box, years=YEARS, now=city.now) == {}
    (line,) = [one for one in shown(city.engine, years=YEARS, now=city.now) if one.kind == "printed_codes"]
    assert (line.rows, line.over) == (1, 0)
    with db.open_session(city.engine, reading=True) as session:
        assert session.scalars(select(Person.closed_at)).all() == [None]

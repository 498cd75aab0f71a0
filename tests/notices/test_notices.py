"""Notices: each kind is told, in order, once, to the right reader, and read marks only move forward."""

import datetime
import uuid
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, update

from backend import db
from backend.certificates.models import Certificate, StateChange
from backend.notices.notice import Span
from backend.notices.read import notices, reader_of, unread
from backend.notices.words import EXPIRING, KINDS
from backend.people.models import Account, Device, Passkey
from backend.registries.calendar import day_of, end_of
from backend.registries.holidays_folder import load_calendar
from backend.verification.models import SeenCode
from certs import base64url, lm1
from tests.verification.world import CATALOGUE, City, Phone

LATER = 100_000
CALENDAR = load_calendar(Path("/nowhere"))


def told(city: City, phone: Phone, query: str = "") -> Any:
    answer = city.get(f"/notices{query}", phone.token)
    assert answer.status_code == 200, answer.text
    return answer.json


def kinds(city: City, phone: Phone) -> list[str]:
    return [one["kind"] for one in told(city, phone, "?limit=100")["items"]]


def one(city: City, phone: Phone, kind: str) -> Any:
    (found,) = [item for item in told(city, phone, "?limit=100")["items"] if item["kind"] == kind]
    return found


def passkey(city: City, phone: Phone, **times: int) -> uuid.UUID:
    passkey_id = db.new_id()
    row = {"account_id": phone.account_id, "passkey_id": passkey_id, "credential_id": passkey_id.bytes, "name": "钥匙"}
    with db.transaction(city.engine) as session:
        session.execute(
            insert(Passkey).values(
                **row, public_key=b"k", sign_count=0, backed_up=False, **({"created_at": city.now - 9} | times)
            )
        )
    return passkey_id


def test_certificates_issued_changed_and_moved_are_told(city: City) -> None:
    phone = city.phone(types=("resident-id", "social-security-card"))
    card, other = phone.held["resident-id"], phone.held["social-security-card"]
    for act in ("suspend", "resume"):
        city.end(card, act)
    city.end(other, "cancelled")
    city.renew(card)
    found = kinds(city, phone)
    for kind in ("certificate_suspended", "certificate_resumed", "certificate_ended", "certificate_changed"):
        assert found.count(kind) == 1, kind
    assert found.count("certificate_issued") == 2
    ended = one(city, phone, "certificate_ended")
    assert ended["certificate"]["type"]["id"] == "social-security-card"
    assert "注销" in ended["title"]["zh"]
    assert "cancelled" in ended["title"]["en"]


def test_codes_accepted_and_refused_are_told_with_the_verifier(city: City) -> None:
    phone = city.phone()
    text = city.code(phone)
    verdict = city.verify(text)
    city.verify(text)
    accepted, refused = one(city, phone, "code_accepted"), one(city, phone, "code_refused")
    assert accepted["verdict_id"] == verdict["id"]
    assert "hall-1-window-3" in accepted["title"]["zh"]
    assert "此码已经用过" in refused["title"]["zh"]
    assert refused["next_step"]["en"]


def test_a_double_use_that_a_gate_reports_is_told_at_the_time_of_the_report(city: City) -> None:
    phone = city.phone()
    text = city.code(phone)
    city.verify(text)
    once_id = base64url.encode(lm1.parse(text).once_id)
    row = {"once_id": once_id, "at": city.now - LATER, "outcome": "accepted", "mode": "offline", "purpose": "age"}
    assert city.post("/seen-codes", {"seen": [row]}, city.gate_token).status_code == 200
    twice = one(city, phone, "code_used_twice")
    with db.open_session(city.engine) as session:
        stored = session.query(SeenCode).one()
    assert (twice["verdict_id"], twice["next_step"] is not None) == (str(stored.seen_id), True)
    assert twice["at"] > told(city, phone, "?limit=100")["items"][-1]["at"]


def test_phones_and_passkeys_are_told(city: City) -> None:
    phone = city.phone()
    passkey(city, phone, first_used_at=city.now - 8, blocked_at=city.now - 7, removed_at=city.now - 6)
    city.remove_device(phone)
    found = kinds(city, phone)
    wanted = {kind for kind in KINDS if kind.startswith(("device_", "passkey_"))}
    assert {kind: found.count(kind) for kind in wanted} == dict.fromkeys(wanted, 1)
    assert "手机" in one(city, phone, "device_added")["title"]["zh"]


def test_a_certificate_that_ends_soon_is_told_at_thirty_seven_and_one_days(city: City) -> None:
    phone = city.phone(types=())
    held = city.certify(phone, "resident-id")
    last = day_of(city.now) + datetime.timedelta(days=40)
    city.set_period(held, "2020-01-01", last.isoformat())
    with db.open_session(city.engine) as session:
        reader = reader_of(session, phone.actor, catalogue=CATALOGUE, calendar=CALENDAR, box=city.box)
        for days, before in ((30, 0), (7, 1), (1, 2)):
            begins = end_of(last - datetime.timedelta(days=days)) - 86_400
            for now, count in ((begins - 1, before), (begins, before + 1)):
                found = [x for x in notices(session, reader, Span(now, 50)) if x.kind == "certificate_expiring"]
                assert len(found) == count, (days, now)
                assert count == 0 or found[0].days in EXPIRING
    city.end(held, "revoked")
    assert "certificate_expiring" not in kinds(city, phone)


def test_what_ended_before_its_issue_is_not_told(city: City) -> None:
    phone = city.phone(types=())
    held = city.certify(phone, "resident-id")
    city.set_period(held, "2020-01-01", day_of(city.now).isoformat())
    assert "certificate_expiring" not in kinds(city, phone)


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_pages_together_hold_every_notice_once_newest_first_with_stable_ids(city: City, limit: int) -> None:
    phone = city.phone(types=("resident-id", "social-security-card", "driving-licence"))
    for at in (city.now - 1, city.now - 1, city.now - 5):  # several in one second
        passkey(city, phone, created_at=at, first_used_at=at, removed_at=at)
    city.end(phone.held["resident-id"], "suspend")
    city.verify(city.code(phone))
    whole = told(city, phone, "?limit=100")["items"]
    pages: list[Any] = []
    cursor = ""
    for _ in range(len(whole) + 1):
        answer = told(city, phone, f"?limit={limit}{cursor}")
        pages += answer["items"]
        if answer["next_cursor"] is None:
            break
        cursor = f"&cursor={answer['next_cursor']}"
    assert [item["id"] for item in pages] == [item["id"] for item in whole]
    assert len({item["id"] for item in whole}) == len(whole) == 15
    assert [item["at"] for item in whole] == sorted((item["at"] for item in whole), reverse=True)


def test_a_reader_sees_their_own_and_their_company_s_and_nobody_else_s(city: City) -> None:
    phone, other = city.phone(0), city.phone(1)
    city.certify(phone, "business-licence")
    passkey(city, other)
    city.verify(city.code(other))
    assert kinds(city, phone).count("certificate_issued") == 2
    assert set(kinds(city, phone)) == {"certificate_issued", "device_added"}


def test_an_account_without_a_person_sees_its_passkeys_only(city: City) -> None:
    phone = city.phone()
    passkey(city, phone)
    with db.transaction(city.engine) as session:
        session.execute(update(Account).where(Account.account_id == phone.account_id).values(person_id=None))
    assert kinds(city, phone) == ["passkey_added"]


def test_the_mark_of_what_was_read_only_moves_forward_and_never_past_now(city: City) -> None:
    phone = city.phone()
    city.verify(city.code(phone))
    first = told(city, phone)
    assert first["unread"] == len(first["items"])
    assert not any(item["read"] for item in first["items"])
    newest = first["items"][0]["at"]
    assert city.put("/notices/read", {"up_to": newest}, phone.token).json == {"unread": 0}
    assert all(item["read"] for item in told(city, phone)["items"])
    for back in ("2020-01-01T00:00:00Z", "1970-01-01T00:00:00Z"):
        assert city.put("/notices/read", {"up_to": back}, phone.token).json == {"unread": 0}
    city.put("/notices/read", {"up_to": "2999-01-01T00:00:00Z"}, phone.token)
    with db.open_session(city.engine) as session:
        reader = reader_of(session, phone.actor, catalogue=CATALOGUE, calendar=CALENDAR, box=city.box)
    passkey(city, phone, created_at=city.now + 30)
    with db.open_session(city.engine) as session:
        assert unread(session, reader, now=city.now + 60) == 1


@pytest.mark.parametrize("up_to", ["", "now", "2026-13-01T00:00:00Z", "2026-01-01", "2026-01-01T00:00:00+08:00", 7])
def test_a_mark_that_is_no_time_is_refused(city: City, up_to: Any) -> None:
    phone = city.phone()
    answer = city.put("/notices/read", {"up_to": up_to}, phone.token)
    assert (answer.status_code, answer.json["errors"][0]["path"]) == (422, "/up_to")


def test_what_happened_before_the_account_was_made_is_not_new(city: City) -> None:
    phone = city.phone()
    with db.transaction(city.engine) as session:
        for table, column in ((Certificate, "issued_at"), (Device, "created_at"), (StateChange, "at")):
            session.execute(update(table).values({column: city.now - LATER}))
    answer = told(city, phone)
    assert answer["unread"] == 0
    assert all(item["read"] for item in answer["items"])

"""Codes on paper: printed for one matter, one day, one use; every way in which one is not taken."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from backend import db
from backend.audit.models import AuditEntry
from backend.errors import Invalid
from backend.people.models import Person
from backend.registries.calendar import day_of
from backend.verification.models import PrintedCode, VerdictRow
from backend.verification.printed_codes import NothingToPrint, Printed, PrintedCodeGone, print_code, revoke
from backend.web.request import Actor
from tests.cases.world import open_case, scan
from tests.verification.world import HALL, City, Phone

MATTER, OTHER = "rs-pension-transfer", "sc-sole-trader"
CLERK = Actor("staff:clerk", "window", HALL)


def printed(city: City, phone: Phone, *, matter: str = MATTER, **changes: Any) -> Printed:
    given: dict[str, Any] = {"certificate_ids": None, "day": day_of(city.now), "now": city.now} | changes
    ids = given.pop("certificate_ids")
    with db.transaction(city.engine) as session:
        return print_code(
            session, phone.person_id, matter, ids, ground="card", office=HALL, actor=CLERK, services=city.services,
            reason="本人到场，核对身份证", **given,
        )  # fmt: skip


def change(city: City, **values: Any) -> None:
    with db.transaction(city.engine) as session:
        session.execute(update(PrintedCode).values(**values))


def rows(city: City) -> list[PrintedCode]:
    with db.open_session(city.engine, reading=True) as session:
        return list(session.scalars(select(PrintedCode)))


def test_a_printed_code_brings_its_person_to_a_case_once(city: City) -> None:
    phone = city.phone(types=("resident-id", "social-security-card"))
    paper = printed(city, phone, agent="王小明")
    assert (len(paper.text), paper.text[:4], len(paper.number)) == (28, "LMP:", 8)
    case = open_case(city, MATTER)
    first = scan(city, case, paper.text)
    assert (first["verdict"]["accepted"], first["verdict"]["brought_by"]) == (True, "王小明")
    assert {one["type"]["id"] for one in first["verdict"]["certificates"]} == {"resident-id", "social-security-card"}
    assert first["case"]["applicant_known"]
    again = scan(city, open_case(city, MATTER), paper.text)["verdict"]
    assert (again["accepted"], again["reason"]) == (False, "printed_code_used")
    (row,) = rows(city)
    assert (row.used_at_office, str(row.verdict_id)) == (HALL, first["verdict"]["id"])
    assert paper.text not in repr(vars(row))
    told = city.get("/notices", phone.token).get_json()["items"]
    assert [one["title"]["zh"] for one in told if one["kind"] == "code_printed"] == [
        f"{HALL}号为您打印了一张纸质码（{paper.number[:4]} {paper.number[4:]}）"
    ]


def test_it_shows_the_named_certificates_and_no_other(city: City) -> None:
    phone = city.phone(types=("resident-id", "social-security-card"))
    card = phone.held["social-security-card"].certificate_id
    answer = city.verify(printed(city, phone, certificate_ids=[card]).text, purpose="check")
    assert [one["type"]["id"] for one in answer["certificates"]] == ["social-security-card"]
    other = city.phone(1)
    for ids in ([other.held["resident-id"].certificate_id], [uuid.uuid4()]):
        with pytest.raises(Invalid):
            printed(city, phone, certificate_ids=ids)
    with pytest.raises(NothingToPrint):
        printed(city, city.phone(2, types=()))


def test_another_matter_another_day_revoked_and_unknown_are_refused_and_use_nothing_up(city: City) -> None:
    phone = city.phone()
    paper = printed(city, phone, matter=OTHER)
    mine = open_case(city, MATTER)
    assert scan(city, mine, paper.text)["verdict"]["reason"] == "printed_code_other_matter"
    today = day_of(city.now)
    change(city, matter_code=MATTER, day=(today + timedelta(days=1)).isoformat())
    assert scan(city, mine, paper.text)["verdict"]["reason"] == "printed_code_other_day"
    assert city.verify(paper.text, purpose="check")["reason"] == "printed_code_other_day"
    change(city, day=today.isoformat())
    assert city.verify(paper.text[:-1], purpose="check")["reason"] == "printed_code_unknown"
    with db.transaction(city.engine) as session:
        revoke(session, paper.printed_code_id, by="holder", actor=phone.actor, now=city.now)
        with pytest.raises(PrintedCodeGone):
            revoke(session, paper.printed_code_id, by="window", actor=CLERK, now=city.now)
    assert scan(city, mine, paper.text)["verdict"]["reason"] == "printed_code_revoked"
    change(city, revoked_at=None)
    assert scan(city, mine, paper.text)["verdict"]["accepted"]
    with db.open_session(city.engine, reading=True) as session:
        told = session.scalars(select(VerdictRow.form).where(VerdictRow.person_id == phone.person_id)).all()
        logged = session.scalars(
            select(AuditEntry.action).where(AuditEntry.subject == f"printed:{paper.printed_code_id}")
        )
        assert sorted(logged) == ["printed_code.printed", "printed_code.revoked"]
    assert told == ["paper"] * 5


def test_a_third_party_learns_nothing_of_it_and_ended_certificates_and_wallets_stop_it(city: City) -> None:
    phone = city.phone()
    paper = printed(city, phone)
    at_gate = city.verify(paper.text, purpose="age", token=city.gate_token)
    assert (at_gate["reason"], city.verify("LMP:0", purpose="age", token=city.gate_token)["reason"]) == (
        "printed_code_unknown",
    ) * 2
    city.end(phone.held["resident-id"], "suspend")
    assert city.verify(paper.text, purpose="check")["reason"] == "status_suspended"
    with db.transaction(city.engine) as session:
        session.execute(update(Person).values(closed_at=city.now))
    assert city.verify(paper.text, purpose="check")["reason"] == "printed_code_revoked"


@pytest.mark.parametrize("days", [-1, 7])
def test_a_code_is_for_today_or_one_of_the_next_days(city: City, days: int) -> None:
    with pytest.raises(Invalid):
        printed(city, city.phone(), day=day_of(city.now) + timedelta(days=days))


def test_of_two_windows_that_scan_at_once_one_wins(city: City) -> None:
    phone = city.phone()
    barrier, threads = threading.Barrier(4), 4
    texts = [printed(city, phone).text for _ in range(5)]
    for text in texts:

        def one(_: int, text: str = text) -> bool:
            barrier.wait()
            return bool(city.verify(text, purpose="check")["accepted"])

        with ThreadPoolExecutor(threads) as pool:
            assert sorted(pool.map(one, range(threads))) == [False, False, False, True]

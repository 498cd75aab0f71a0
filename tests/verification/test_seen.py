"""Codes that offline gates report: told once, used once, and found when they were used twice."""

import hashlib
import secrets
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select

from backend import db
from backend.audit.check import check
from backend.audit.models import AuditEntry
from backend.errors import Invalid
from backend.verification.models import SeenCode, UsedCode, VerdictRow
from backend.verification.seen import MOST_AGE, UPLOADS
from backend.verification.verifiers import register_verifier
from certs import base64url, lm1
from tests.verification.world import CATALOGUE, EVERYTHING, GATE_ID, HALL, City, Phone

OTHER = "stadium-gate-3"
FIELDS = ["name", "over_18", "number", "no_such_field"]


@pytest.fixture
def other_token(city: City) -> str:
    """A second gate."""
    with city.app.app_context(), db.transaction(city.engine) as session:
        city.gate(session, OTHER, {"boarding": EVERYTHING})
        return city.sign_in(session, f"partner:{OTHER}", "partner", OTHER)


def once_id_of(text: str) -> str:
    return base64url.encode(lm1.parse(text).once_id)


def row(once_id: str | None = None, **changed: Any) -> dict[str, Any]:
    given = {
        "once_id": once_id or base64url.encode(secrets.token_bytes(16)), "outcome": "accepted", "mode": "offline",
        "reason": None, "purpose": "boarding", "handle": None, "fields": [],
    }  # fmt: skip
    return given | changed


def report(city: City, *rows: dict[str, Any], token: str | None = None, status: int = 200, gate: str = "") -> Any:
    seen = [{"at": city.now - 40} | one for one in rows]
    body = {"seen": seen} | ({"gate": gate} if gate else {})
    answer = city.post("/seen-codes", body, token or city.gate_token)
    assert answer.status_code == status, answer.text
    return answer.json


def results(answer: Any) -> list[str]:
    return [one["result"] for one in answer["results"]]


def history(city: City, phone: Phone) -> Any:
    return city.get("/history", phone.token).json["items"]


def count(city: City, table: Any) -> int:
    with db.open_session(city.engine) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def double_uses(city: City) -> list[AuditEntry]:
    with db.open_session(city.engine) as session:
        return list(session.scalars(select(AuditEntry).where(AuditEntry.action == "code.double_use")))


# ── rule 1: once ──


def test_a_report_is_recorded_once_and_told_again_changes_nothing(city: City) -> None:
    one, two = row(), row(outcome="refused", reason="code_expired")
    assert results(report(city, one, two)) == ["recorded", "recorded"]
    before = [count(city, table) for table in (SeenCode, UsedCode, AuditEntry, VerdictRow)]
    assert results(report(city, two, one)) == ["already_seen", "already_seen"]
    assert [count(city, table) for table in (SeenCode, UsedCode, AuditEntry, VerdictRow)] == before


def test_a_row_told_twice_in_one_body_counts_once(city: City) -> None:
    one = row()
    assert results(report(city, one, one, one | {"outcome": "refused", "reason": "replayed"})) == [
        "recorded", "already_seen", "recorded"
    ]  # fmt: skip
    assert count(city, SeenCode) == 2


# ── rules 2 to 4: used twice ──


def test_a_code_used_online_and_at_a_gate_is_found(city: City) -> None:
    phone = city.phone()
    text = city.code(phone)
    assert city.verify(text)["accepted"]
    answer = report(city, row(once_id_of(text)))
    (one,) = answer["results"]
    assert (one["result"], one["first"]["kind"], answer["double_uses"]) == ("used_elsewhere", "window", 1)
    assert HALL not in str(answer)
    assert report(city, row(once_id_of(text))) == answer  # told again, answered as before
    assert [entry.person_id for entry in double_uses(city)] == [phone.person_id]


def test_a_pack_used_online_and_seen_elsewhere_is_found(city: City) -> None:
    phone = city.phone()
    text = city.pack(phone)
    assert city.verify(text)["accepted"]
    assert report(city, row(once_id_of(text)))["results"][0]["first"]["kind"] == "window"


def test_a_code_used_at_two_gates_is_found_whoever_tells_first(city: City, other_token: str) -> None:
    one = row()
    assert results(report(city, one)) == ["recorded"]
    answer = report(city, one, token=other_token)
    assert (results(answer), answer["results"][0]["first"]["kind"]) == (["used_elsewhere"], "gate")
    assert results(report(city, one)) == ["already_seen"]
    assert results(report(city, one, token=other_token)) == ["used_elsewhere"]
    assert len(double_uses(city)) == 1
    with db.open_session(city.engine) as session:
        assert not check(session).breaks


def test_a_code_told_by_a_gate_is_used_up_online_too(city: City) -> None:
    phone = city.phone()
    text = city.code(phone)
    assert results(report(city, row(once_id_of(text)))) == ["recorded"]
    assert city.verify(text)["reason"] == "replayed"


def test_a_refused_code_is_not_a_use(city: City, other_token: str) -> None:
    phone = city.phone()
    text = city.code(phone)
    refused = row(once_id_of(text), outcome="refused", reason="field_not_permitted")
    assert results(report(city, refused)) == ["recorded"]
    assert city.verify(text)["accepted"]
    assert results(report(city, refused, token=other_token)) == ["recorded"]
    assert double_uses(city) == []


def test_a_live_verdict_whose_answer_did_not_arrive_is_the_gate_s_own_and_not_elsewhere(city: City) -> None:
    once_id = accepted_online(city)
    late = row(once_id, at=city.now + 3, tried_online=True)
    assert results(report(city, late)) == ["recorded"]
    assert double_uses(city) == []


@pytest.mark.parametrize(("seconds", "tried"), [(3, False), (30, True), (-30, True)])
def test_a_live_verdict_at_another_gate_of_the_same_partner_is_elsewhere(city: City, seconds: int, tried: bool) -> None:
    once_id = accepted_online(city)
    (one,) = report(city, row(once_id, at=city.now + seconds, tried_online=tried))["results"]
    assert (one["result"], one["first"]["kind"]) == ("used_elsewhere", "partner")


def test_a_code_used_at_two_gates_of_one_partner_is_found(city: City) -> None:
    one = row()
    assert results(report(city, one, gate="gate-one")) == ["recorded"]
    again = report(city, one, gate="gate-two")
    assert (results(again), again["results"][0]["first"]["kind"]) == (["used_elsewhere"], "gate")
    assert results(report(city, one, gate="gate-one")) == ["already_seen"]
    assert len(double_uses(city)) == 1


def accepted_online(city: City) -> str:
    """The one-time id of a code that the gate's partner accepted online just now."""
    text = city.code(city.phone(), number=1)
    verdict = city.verify(text, "age", token=city.gate_token)
    assert verdict["accepted"], verdict["reason"]
    return once_id_of(text)


def test_of_two_gates_that_tell_at_once_one_was_first_and_the_other_learns_it(city: City, other_token: str) -> None:
    rows = [row() for _ in range(40)]
    ready = threading.Barrier(2)

    def tell(token: str, order: int) -> Any:
        ready.wait()
        return report(city, *rows[::order], token=token)

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(tell, (city.gate_token, other_token), (1, -1)))
    assert sum(answer["double_uses"] for answer in told) == len(rows)
    pairs = {one["once_id"] for answer in told for one in answer["results"] if one["result"] == "used_elsewhere"}
    assert pairs == {one["once_id"] for one in rows}
    assert len(double_uses(city)) == len(rows)


def test_one_gate_that_tells_the_same_twice_at_once_is_no_double_use(city: City) -> None:
    rows, ready = [row() for _ in range(20)], threading.Barrier(2)

    def tell(_: int) -> Any:
        ready.wait()
        return report(city, *rows)

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(tell, range(2)))
    assert [answer["double_uses"] for answer in told] == [0, 0]
    assert sorted(one for answer in told for one in results(answer)) == ["already_seen"] * 20 + ["recorded"] * 20
    assert count(city, SeenCode) == 20


# ── rule 5: the holder's history ──


def test_a_holder_sees_what_a_gate_saw_offline_with_the_fields_it_may_see(city: City) -> None:
    phone = city.phone()
    held = phone.held["resident-id"]
    report(city, row(handle=held.handle, fields=FIELDS), row(handle=held.handle, outcome="refused", reason="replayed"))
    lines = {line["outcome"]: line for line in history(city, phone)}
    accepted = lines["accepted"]
    told = accepted["offline"], accepted["verifier"]["verifier_id"], accepted["purpose"]
    assert told == (True, GATE_ID, "boarding")
    assert [field["name"] for field in accepted["shown"][0]["fields"]] == ["name", "over_18"]
    assert accepted["shown"][0]["certificate_id"] == str(held.certificate_id)
    assert (lines["rejected"]["reason"], lines["rejected"]["shown"]) == ("replayed", [])
    receipt = city.get(f"/receipts/{accepted['id']}", phone.token).json["receipt"]
    assert b"reported_at" in base64url.decode(receipt.split(".")[1])
    (only,) = city.get(f"/verifications/{accepted['id']}", city.gate_token).json["checks"]
    assert only["title"] == {"zh": "离线闸机上报", "en": "reported by an offline gate"}


def test_a_holder_is_told_of_a_double_use(city: City) -> None:
    phone = city.phone()
    text = city.code(phone)
    city.verify(text)
    report(city, row(once_id_of(text)))
    line = next(line for line in history(city, phone) if line["offline"])
    assert (line["outcome"], line["reason"]) == ("accepted", "replayed")
    assert line["text"]["zh"]


def test_a_purpose_that_is_not_the_gate_s_shows_no_field(city: City) -> None:
    phone = city.phone()
    report(city, row(handle=phone.held["resident-id"].handle, fields=FIELDS, purpose="marketing"))
    (line,) = history(city, phone)
    assert (line["purpose"], line["shown"][0]["fields"]) == ("unregistered", [])


# ── rule 6: the answer tells nothing of handles ──


def test_a_known_and_an_unknown_handle_answer_alike(city: City) -> None:
    handle = city.phone().held["resident-id"].handle
    known, unknown = report(city, row(handle=handle)), report(city, row(handle="no!such~"))
    assert [one | {"once_id": ""} for one in known["results"]] == [one | {"once_id": ""} for one in unknown["results"]]


@pytest.mark.parametrize(
    "changed",
    [
        {"once_id": "A" * 21}, {"once_id": "A" * 21 + "B"}, {"once_id": "!" * 22}, {"at": "now"}, {"at": True},
        {"outcome": "rejected"}, {"mode": "online"}, {"reason": "Not A Code"}, {"purpose": ""}, {"handle": "seven!!"},
        {"fields": ["x"] * 65}, {"fields": [""]}, {"person_id": str(uuid.UUID(int=1))}, {"fields": {"name": "张三"}},
    ],
)  # fmt: skip
def test_a_row_that_is_not_as_agreed_is_refused_with_its_place(city: City, changed: dict[str, Any]) -> None:
    answer = report(city, row(), row(**changed), status=422)
    assert answer["errors"][0]["path"].startswith("/seen/1/")
    assert count(city, SeenCode) == 0


def test_times_that_cannot_be_are_refused_and_nothing_is_written(city: City) -> None:
    good = row()
    for at in (city.now - MOST_AGE - 60, city.now + 400, 0, -1):
        answer = report(city, good, row(at=at), status=422)
        assert answer["errors"][0]["path"] == "/seen/1/at"
    assert report(city, row(at=city.now - MOST_AGE + 600), row(at=city.now + 200))["double_uses"] == 0


def test_five_hundred_rows_are_taken_and_one_more_is_not(city: City) -> None:
    ids = [base64url.encode(hashlib.sha256(str(n).encode()).digest()[:16]) for n in range(501)]
    assert results(report(city, *[row(one) for one in ids[:500]])) == ["recorded"] * 500
    report(city, *[row(one) for one in ids], status=422)
    report(city, status=422)


def test_uploads_are_limited_for_each_gate(city: City, other_token: str) -> None:
    one = row()
    for _ in range(UPLOADS):
        report(city, one)
    report(city, one, status=429)  # `report` asserts the status
    report(city, one, token=other_token)


def test_a_gate_reads_its_own_registration_and_no_verifier_is_called_current(city: City) -> None:
    mine = city.get("/verifiers/current", city.gate_token).json
    assert (mine["verifier_id"], mine["kind"]) == (GATE_ID, "partner")
    assert mine["purposes"] == {"age": {"1": ["over_18"]}, "boarding": {"1": ["name", "over_18", "portrait_digest"]}}
    window = city.get("/verifiers/current").json
    assert "name" in window["purposes"]["check"]["1"]  # "*" is written out
    with pytest.raises(Invalid), db.transaction(city.engine) as session:
        register_verifier(
            session, "current", kind="window", name_zh="", name_en="", purposes={}, catalogue=CATALOGUE, actor="", now=1
        )  # fmt: skip

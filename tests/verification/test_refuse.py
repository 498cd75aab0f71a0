"""Refusals: each with its reason, text and next step; recorded, receipted, nothing disclosed, nothing used up."""

import pytest
from sqlalchemy import func, select

from backend import db
from backend.audit.check import check
from backend.db import NOBODY
from backend.trust import keys as trust_keys
from backend.verification.models import UsedCode, VerdictRow
from certs import lm1
from certs.keys import SoftwareSigner, new_private_key
from tests.verification.world import GATE_ID, HALL, PURPOSES, City, day

WINDOW_OF_TIME = [(0, None), (30, None), (89, None), (90, None), (91, "code_expired"), (300, "code_expired")]
WINDOW_OF_TIME += [(-30, None), (-31, "code_from_future")]


@pytest.mark.parametrize(("age", "reason"), WINDOW_OF_TIME)
def test_a_code_is_accepted_from_thirty_seconds_ahead_to_ninety_seconds_old(
    city: City, age: int, reason: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = city.phone(0)
    code = city.code(phone, iat=city.now)
    monkeypatch.setattr("backend.web.request.time.time", lambda: float(city.now + age))
    assert city.verify(code)["reason"] == reason


def test_with_a_nonce_of_ours_the_clock_of_the_phone_does_not_matter(city: City) -> None:
    phone = city.phone(0)
    assert city.verify(city.code(phone, iat=city.now - 86400, cnonce=city.nonce(phone)))["accepted"]
    assert city.verify(city.code(phone, cnonce=b"8 bytes!"))["reason"] == "nonce_unknown"


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        ("revoked", "status_revoked"), ("cancelled", "status_revoked"), ("suspend", "status_suspended"),
        ("renew", "status_superseded"), ("expire", "certificate_expired"), ("begin", "certificate_not_yet_valid"),
        ("device", "device_removed"),
    ],
)  # fmt: skip
def test_the_live_state_beats_the_view_on_the_phone(city: City, act: str, reason: str) -> None:
    phone = city.phone(0)
    code, held = city.code(phone), phone.held["resident-id"]
    if act == "renew":
        city.renew(held)
    elif act == "expire":
        city.set_period(held, "2020-01-01", day(city.now, -1))
    elif act == "begin":
        city.set_period(held, day(city.now, 1), None)
    elif act == "device":
        city.remove_device(phone)
    else:
        city.end(held, act)
    verdict = city.verify(code)
    assert verdict["reason"] == reason
    assert verdict["certificates"] == []
    assert verdict["text"]["zh"]
    assert verdict["next_step"]["zh"]
    assert verdict["next_step"]["en"]
    assert [one["reason"] for one in verdict["checks"] if one["result"] == "failed"] == [reason]
    with db.open_session(city.engine) as session:
        assert session.scalar(select(func.count()).select_from(UsedCode)) == 0
        row = session.scalars(select(VerdictRow)).one()
        assert (row.outcome, row.reason, row.person_id, row.shown) == ("rejected", reason, phone.person_id, [])
        assert check(session).breaks == ()


def test_the_last_day_of_a_certificate_is_a_day_of_validity(city: City) -> None:
    phone = city.phone(0)
    city.set_period(phone.held["resident-id"], "2020-01-01", day(city.now, 0))
    assert city.verify(city.code(phone))["accepted"]


def test_a_suspended_certificate_is_accepted_again_once_resumed(city: City) -> None:
    phone = city.phone(0)
    code = city.code(phone)
    city.end(phone.held["resident-id"], "suspend")
    assert city.verify(code)["reason"] == "status_suspended"
    city.end(phone.held["resident-id"], "resume")
    assert city.verify(code)["accepted"]


def test_a_view_bound_to_a_phone_that_was_never_registered_is_refused(city: City) -> None:
    phone = city.phone(0)
    stranger = SoftwareSigner(new_private_key())
    view = city.view(phone, phone.held["resident-id"], 3, device_key=stranger.public)
    assert city.verify(lm1.code_text(view, stranger, iat=city.now))["reason"] == "device_unknown"


def test_a_view_of_ones_own_certificate_on_anothers_phone_is_refused(city: City) -> None:
    phone, other = city.phone(0), city.phone(2)
    view = city.view(phone, phone.held["resident-id"], 3, device_key=other.signer.public)
    assert city.verify(lm1.code_text(view, other.signer, iat=city.now))["reason"] == "device_unknown"


def test_a_compromised_key_signs_nothing_that_is_accepted(city: City) -> None:
    phone = city.phone(0)
    code = city.code(phone)
    with db.transaction(city.engine) as session:
        (key,) = trust_keys.all_keys(session, "GA")
        trust_keys.mark_compromised(session, key.thumbprint, since=city.now, now=city.now)
    assert city.verify(code)["reason"] == "key_compromised"


@pytest.mark.parametrize("text", ["x", "LM1:", "LM1:%%%", "LM2:ABC", "LM1:" + "0" * 5000, "💥", "LM1:\x01", "a" * 8192])
def test_hostile_text_is_a_verdict_for_nobodys_history(city: City, text: str) -> None:
    verdict = city.verify(text)
    assert verdict["accepted"] is False
    assert verdict["reason"] in {"malformed", "unsupported_code", "too_long"}
    with db.open_session(city.engine) as session:
        assert session.scalars(select(VerdictRow)).one().person_id == NOBODY


def test_bad_bodies_are_problems_and_leave_no_verdict(city: City) -> None:
    good = {"code": "x", "purpose": "check"}
    wrong = ({"more": 1}, {"challenge": "xyz"}, {"code": ""}, {"code": 5}, {"code": "a" * 8193}, {"purpose": "\x01"})
    for body in ({}, {"code": "x"}, *(good | change for change in wrong)):
        answer = city.post("/verifications", body)
        assert answer.status_code == 422, body
        assert answer.content_type == "application/problem+json"
    with db.open_session(city.engine) as session:
        assert session.scalar(select(func.count()).select_from(VerdictRow)) == 0


def test_a_challenge_of_window_a_is_refused_at_b(city: City) -> None:
    phone = city.phone(0)
    challenge = city.post("/challenges", {}).get_json()["challenge"]
    code = city.code(phone, number=1, aud=HALL, cnonce=bytes.fromhex(challenge))
    relayed = city.verify(code, "age", city.gate_token, challenge=challenge)
    assert relayed["reason"] == "wrong_audience"
    forged = city.code(phone, number=1, aud=GATE_ID, cnonce=bytes.fromhex(challenge))
    assert city.verify(forged, "age", city.gate_token, challenge=challenge)["reason"] == "nonce_unknown"
    assert city.verify(code, challenge=challenge)["accepted"]  # and at A it still is what it was


def test_a_code_that_answers_no_challenge_or_another_is_refused_where_one_was_set(city: City) -> None:
    phone = city.phone(0)
    challenge = city.post("/challenges", {}).get_json()["challenge"]
    assert city.verify(city.code(phone), challenge=challenge)["reason"] == "wrong_audience"
    assert city.verify(city.code(phone, aud=HALL), challenge=challenge)["reason"] == "challenge_missing"
    other = city.code(phone, aud=HALL, cnonce=b"another!")
    assert city.verify(other, challenge=challenge)["reason"] == "challenge_mismatch"


def test_over_asking_discloses_no_field_that_is_not_registered(city: City) -> None:
    phone = city.phone(0)
    released = 0
    for purpose, types in PURPOSES[GATE_ID].items():
        for number in (1, 2, 3, 9):
            verdict = city.verify(city.code(phone, number=number, iat=city.now - number), purpose, city.gate_token)
            names = {field["name"] for shown in verdict["certificates"] for field in shown["fields"]}
            released += len(names - set(types["1"]))
            assert verdict["accepted"] == bool(names)
    assert released == 0
    answer = city.verify(city.code(phone, number=3), "age", city.gate_token)
    assert answer["reason"] == "field_not_permitted"
    assert phone.held["resident-id"].clean["name"] not in str(answer)


def test_a_purpose_that_is_not_registered_permits_nothing(city: City) -> None:
    phone = city.phone(0)
    assert city.verify(city.code(phone), "curiosity")["reason"] == "purpose_unknown"
    assert city.verify(city.pack(phone), "curiosity")["reason"] == "purpose_unknown"
    licence = city.phone(2, ("driving-licence",))
    verdict = city.verify(city.code(licence, "driving-licence", 1), "age", city.gate_token)
    assert verdict["reason"] == "type_not_permitted"


def test_roles_that_may_not_verify_are_turned_away(city: City) -> None:
    phone = city.phone(0)
    body = {"code": city.code(phone), "purpose": "check"}
    assert city.post("/verifications", body, phone.token).status_code == 403
    assert city.client().post("/api/v1/verifications", json=body).status_code == 401
    with city.app.app_context(), db.transaction(city.engine) as session:
        nobody = city.sign_in(session, "partner:gone", "partner", "gone")
    answer = city.post("/verifications", body, nobody)
    assert (answer.status_code, answer.get_json()["code"]) == (403, "verifier_not_registered")

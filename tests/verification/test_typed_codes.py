"""Codes typed by hand: what may be posted, what a number leads to, and how little a guesser learns."""

import json
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from backend import db
from backend.people.limits import LIMITS
from backend.people.models import Nonce
from backend.retention import forget_expired
from backend.verification.models import TypedCode
from backend.verification.typed_codes import LIFE_SECONDS, POSTS, read_state
from certs import lm1
from tests.cases.world import open_case, scan
from tests.verification.world import City, Phone

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "typed_codes.json").read_text("utf-8"))
ABSENT = "0000000006"


def post(city: City, phone: Phone, text: str) -> Any:
    return city.post("/typed-codes", {"code": text}, phone.token)


def posted(city: City, phone: Phone, *, pack: bool = False) -> dict[str, Any]:
    """A number for a fresh code of the phone."""
    nonce = city.nonce(phone)
    text = city.pack(phone, cnonce=nonce) if pack else city.code(phone, cnonce=nonce)
    answer = post(city, phone, text)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json
    return found


def reason(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["errors"][0]["problem"]


def grow_old(city: City, seconds: int = LIFE_SECONDS) -> None:
    """Time passes for what was posted."""
    with db.transaction(city.engine) as session:
        for table in (TypedCode, Nonce):
            session.execute(update(table).values(expires_at=table.expires_at - seconds))


# ── posting ──


@pytest.mark.parametrize("pack", [False, True])
def test_a_typed_number_is_verified_like_the_code_it_stands_for(city: City, pack: bool) -> None:
    phone = city.phone(types=("resident-id", "social-security-card"))
    number = posted(city, phone, pack=pack)["number"]
    verdict = city.verify(f" {number[:3]} {number[3:6]} {number[6:]} ")
    assert verdict["accepted"], verdict["reason"]
    assert [one["fields"] != [] for one in verdict["certificates"]] == [True, True] if pack else [True]
    assert all(check["result"] != "failed" for check in verdict["checks"])


def test_a_number_strikes_off_materials_of_a_case(city: City) -> None:
    phone = city.phone()
    case_no = open_case(city, "rs-pension-transfer")
    answer = scan(city, case_no, posted(city, phone)["number"])
    assert answer["verdict"]["accepted"], answer["verdict"]["reason"]
    assert answer["case"]["applicant_known"]


def test_a_number_works_once(city: City) -> None:
    phone = city.phone()
    number = posted(city, phone)["number"]
    assert [city.verify(number)["reason"] for _ in range(3)] == [None, "typed_code_unknown", "typed_code_unknown"]


def test_of_many_windows_that_type_one_number_at_once_one_accepts(city: City) -> None:
    number, ready = posted(city, city.phone())["number"], threading.Barrier(6)

    def type_it(_: int) -> Any:
        ready.wait()
        return city.verify(number)

    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(type_it, range(6)))
    assert sum(verdict["accepted"] for verdict in found) == 1
    reasons = {verdict["reason"] for verdict in found if not verdict["accepted"]}
    assert reasons <= {"replayed", "typed_code_unknown", "nonce_unknown"}


def test_a_number_taken_back_while_it_is_typed_is_either_taken_back_or_used(city: City) -> None:
    phone = city.phone()
    assert [sorted(typed_and_taken_back(city, phone)) for _ in range(12)] == [[False, True]] * 12


def typed_and_taken_back(city: City, phone: Phone) -> list[bool]:
    """Both at the same moment: whether it was accepted, and whether it was taken back."""
    made, ready = posted(city, phone), threading.Barrier(2)

    def act(typing: bool) -> bool:
        ready.wait()
        if typing:
            return bool(city.verify(made["number"])["accepted"])
        return city.delete(f"/typed-codes/{made['typed_code_id']}", phone.token).status_code == 204

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(act, (True, False)))


def test_a_number_and_the_picture_of_its_code_are_one_code(city: City) -> None:
    phone = city.phone()
    text = city.code(phone, cnonce=city.nonce(phone))
    number = post(city, phone, text).json["number"]
    assert city.verify(text)["accepted"]
    assert city.verify(number)["reason"] == "replayed"


def test_a_number_lives_longer_than_its_nonce_did_and_no_longer_than_three_minutes(city: City) -> None:
    phone = city.phone()
    number = posted(city, phone)["number"]
    grow_old(city, LIFE_SECONDS - 5)  # the nonce alone lived for two minutes
    assert city.verify(number)["accepted"]
    number = posted(city, phone)["number"]
    grow_old(city, LIFE_SECONDS + 1)
    assert city.verify(number)["reason"] == "typed_code_unknown"


def test_a_code_refused_by_purpose_keeps_its_number(city: City) -> None:
    phone = city.phone()
    number = posted(city, phone)["number"]
    assert city.verify(number, "age", token=city.gate_token)["reason"] == "field_not_permitted"
    assert city.verify(number)["accepted"]


def test_a_phone_removed_after_posting_kills_its_number(city: City) -> None:
    phone = city.phone()
    number = posted(city, phone)["number"]
    city.remove_device(phone)
    assert city.verify(number)["reason"] == "device_removed"


def test_never_given_ended_cancelled_used_and_replaced_numbers_answer_alike(city: City) -> None:
    phone, other = city.phone(0), city.phone(1)
    used, cancelled = posted(city, phone)["number"], posted(city, other)
    assert city.verify(used)["accepted"]
    assert city.delete(f"/typed-codes/{cancelled['typed_code_id']}", other.token).status_code == 204
    replaced = posted(city, phone)["number"]
    posted(city, phone)
    ended = posted(city, other)["number"]
    grow_old(city)
    answers = [city.verify(number) for number in (ABSENT, used, cancelled["number"], replaced, ended)]
    said = [{name: one[name] for name in ("accepted", "reason", "text", "checks", "certificates")} for one in answers]
    assert said == [said[0]] * 5
    assert said[0]["reason"] == "typed_code_unknown"


@pytest.mark.parametrize("number", VECTORS["mistyped"])
def test_a_slip_of_the_hand_is_told_and_not_counted_as_a_guess(city: City, number: str) -> None:
    for _ in range(3):
        verdict = city.verify(number)
        assert (verdict["accepted"], verdict["reason"]) == (False, "typed_code_mistyped")
        assert verdict["next_step"]["zh"]


def test_guesses_are_limited_for_each_verifier_and_others_still_verify(city: City) -> None:
    phone = city.phone()
    number, most = posted(city, phone)["number"], LIMITS["typed"].account
    body = {"code": ABSENT, "purpose": "check"}
    tried = [city.post("/verifications", body).status_code for _ in range(most + 3)]
    assert tried == [200] * most + [429] * 3
    assert city.post("/verifications", body | {"code": number}).status_code == 429
    assert city.verify(city.code(phone))["accepted"]  # pictures are not guessed
    boarding = city.post("/verifications", {"code": number, "purpose": "boarding"}, city.gate_token)
    assert boarding.status_code == 200


def test_guesses_at_a_case_are_counted_with_those_at_verifications(city: City) -> None:
    case_no, most = open_case(city, "rs-pension-transfer"), LIMITS["typed"].account
    codes = [city.post(f"/cases/{case_no}/scans", {"code": ABSENT}).status_code for _ in range(most + 1)]
    assert codes == [200] * most + [429]
    assert city.post("/verifications", {"code": ABSENT, "purpose": "check"}).status_code == 429


Make = Callable[[City, Phone], str]
REFUSED: dict[str, Make] = {
    "malformed": lambda city, phone: "LM1:1",
    "unsupported_code": lambda city, phone: ABSENT,
    "nonce_missing": lambda city, phone: city.code(phone),
    "nonce_unknown": lambda city, phone: city.code(phone, cnonce=b"12345678"),
    "wrong_audience": lambda city, phone: city.code(phone, cnonce=city.nonce(phone), aud="hall-1-window-3"),
    "device_unknown": lambda city, phone: city.code(city.phone(5), cnonce=city.nonce(phone)),
    "view_expired": lambda city, phone: _old_view(city, phone),
}


def _old_view(city: City, phone: Phone) -> str:
    view = city.view(phone, phone.held["resident-id"], 3, exp=city.now - 60)
    return lm1.code_text(view, phone.signer, iat=city.now, cnonce=city.nonce(phone))


@pytest.mark.parametrize("why", sorted(REFUSED))
def test_a_code_that_would_be_refused_gets_no_number(city: City, why: str) -> None:
    phone = city.phone()
    assert reason(post(city, phone, REFUSED[why](city, phone))) == (422, why)


def test_a_pack_signed_by_another_phone_gets_no_number(city: City) -> None:
    phone, thief = city.phone(0), city.phone(1)
    forged = city.pack(Phone(**{**vars(phone), "signer": thief.signer}), cnonce=city.nonce(phone))
    assert reason(post(city, phone, forged)) == (422, "device_signature_invalid")
    own = city.pack(thief, cnonce=city.nonce(phone))
    assert reason(post(city, phone, own)) == (422, "device_unknown")


def test_a_removed_phone_gets_no_number(city: City) -> None:
    phone = city.phone()
    text = city.pack(phone, cnonce=city.nonce(phone))
    city.remove_device(phone)
    assert reason(post(city, phone, text)) == (422, "device_removed")


def test_a_nonce_of_another_account_and_a_second_post_of_one_code_are_refused(city: City) -> None:
    phone, other = city.phone(0), city.phone(1)
    assert reason(post(city, phone, city.code(phone, cnonce=city.nonce(other)))) == (422, "nonce_unknown")
    text = city.code(phone, cnonce=city.nonce(phone))
    assert post(city, phone, text).status_code == 201
    assert reason(post(city, phone, text)) == (422, "nonce_unknown")  # else a code could be kept fresh for ever


def test_a_phone_sees_what_became_of_its_number_and_nobody_else_does(city: City) -> None:
    phone, other = city.phone(0), city.phone(1)
    given = posted(city, phone)
    place = f"/typed-codes/{given['typed_code_id']}"
    assert city.get(place, phone.token).json["state"] == "waiting"
    assert city.get(place, other.token).status_code == 404
    assert city.delete(place, other.token).status_code == 404
    city.verify(given["number"])
    assert city.get(place, phone.token).json["state"] == "used"
    assert city.delete(place, phone.token).status_code == 404
    again = posted(city, phone)
    assert city.delete(f"/typed-codes/{again['typed_code_id']}", phone.token).status_code == 204
    assert city.get(f"/typed-codes/{again['typed_code_id']}", phone.token).json["state"] == "cancelled"
    last = posted(city, phone)
    with db.open_session(city.engine) as session:
        typed = uuid.UUID(last["typed_code_id"])
        assert read_state(session, typed, actor=phone.actor, now=int(time.time()) + 181)[0] == "expired"


def test_a_phone_asks_for_so_many_numbers_and_no_more(city: City) -> None:
    phone = city.phone()
    answers = [post(city, phone, "LM1:1").status_code for _ in range(POSTS + 1)]
    assert answers == [422] * POSTS + [429]


def test_a_refused_post_may_be_tried_again_with_the_same_idempotency_key(city: City) -> None:
    phone = city.phone()
    key = {"Idempotency-Key": "a-key-of-the-phone"}
    for _ in range(2):
        assert city.post("/typed-codes", {"code": "LM1:1"}, phone.token, **key).status_code == 422
    body = {"code": city.code(phone, cnonce=city.nonce(phone))}
    first, again = (city.post("/typed-codes", body, phone.token, **key) for _ in range(2))
    assert (first.status_code, again.json) == (201, first.json)


def test_a_posted_code_is_kept_sealed_and_not_after_its_use(city: City) -> None:
    phone = city.phone()
    nonce = city.nonce(phone)
    text = city.code(phone, cnonce=nonce)
    number = post(city, phone, text).json["number"]
    with db.open_session(city.engine) as session:
        row = session.scalars(select(TypedCode)).one()
        assert row.sealed_code is not None
        assert text.encode() not in row.sealed_code
        assert number.encode() not in row.number_key
    city.verify(number)
    with db.transaction(city.engine) as session:
        assert session.scalars(select(TypedCode.sealed_code)).one() is None
        assert forget_expired(session, now=city.now + LIFE_SECONDS + 70)["typed_codes"] == 1

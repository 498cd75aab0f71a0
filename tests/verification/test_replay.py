"""Replay: twenty-four ways to show one code twice, none of which is accepted twice. Numbered as they were thought of.

1 same window · 2 other window · 3 partner · 4 the partner first · 5 base45 respelt · 6 lower case · 7 whitespace
around · 8 line break inside · 9 malleated signature (r, n-s) · 10 issuer's signature malleated inside · 11 after a
restart of the program · 12 in another process · 13 eight threads at once · 14 a pack shown twice · 15 a pack through
a case · 16 through a case scan · 17 a case's code at the desk · 18 another purpose · 19 another idempotency key ·
20 another actor with the same idempotency key · 21 after the memory of the process is gone · 22 with a nonce of ours ·
23 with a challenge answered · 24 with the phone's clock ahead
"""

import base64
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from backend import db
from backend.app import create_app
from backend.config import Settings
from backend.people import nonces
from backend.trust import caches
from backend.verification.models import UsedCode, Verifier
from certs import base45, cbor, keys, lm1
from tests.verification.world import GATE_ID, HALL, City, Phone

OTHER_HALL = "hall-2-window-1"


@pytest.fixture
def phone(city: City) -> Phone:
    return city.phone(0)


@pytest.fixture
def other_window(city: City) -> str:
    """The token of a second window with the same purposes."""
    with city.app.app_context(), db.transaction(city.engine) as session:
        row = session.get_one(Verifier, HALL)
        parts = {
            "kind": "window",
            "name_zh": "二号",
            "name_en": "2",
            "hall": None,
            "purposes": row.purposes,
            "active": True,
        }
        session.add(Verifier(verifier_id=OTHER_HALL, **parts))
        return city.sign_in(session, "staff:00000000-0000-7000-8000-000000000002", "window", OTHER_HALL)


def refused(city: City, text: str, purpose: str = "check", token: str | None = None, **more: Any) -> str:
    verdict = city.verify(text, purpose, token, **more)
    assert verdict["accepted"] is False
    assert verdict["certificates"] == []
    return str(verdict["reason"])


def used_codes(city: City) -> int:
    with db.open_session(city.engine) as session:
        return session.scalar(select(func.count()).select_from(UsedCode)) or 0


def test_1_a_code_shown_twice_at_the_same_window_is_refused_the_second_time(city: City, phone: Phone) -> None:
    code = city.code(phone)
    assert city.verify(code)["accepted"]
    assert refused(city, code) == "replayed"
    assert used_codes(city) == 1


def test_2_at_another_window(city: City, phone: Phone, other_window: str) -> None:
    code = city.code(phone)
    assert city.verify(code)["accepted"]
    assert refused(city, code, token=other_window) == "replayed"


def test_3_at_a_partner_and_4_at_the_window_after_a_partner(city: City, phone: Phone) -> None:
    third, fourth = city.code(phone, number=2), city.code(phone, number=1)
    assert city.verify(third)["accepted"]
    assert refused(city, third, "boarding", city.gate_token) == "replayed"
    assert city.verify(fourth, "age", city.gate_token)["accepted"]
    assert refused(city, fourth) == "replayed"


def respelt_base45(code: str) -> str:
    """The same bytes by another spelling: a final pair of characters above what two characters may say."""
    return code[:-1] + "Z"


@pytest.mark.parametrize(
    ("name", "respell"),
    [
        ("5 base45 respelt", respelt_base45),
        ("6 lower case", str.lower),
        ("7 whitespace around", lambda code: f" {code}\n"),
        ("8 line break inside", lambda code: f"{code[:60]}\n{code[60:]}"),
    ],
)
def test_5_to_8_spelt_another_way(city: City, phone: Phone, name: str, respell: Any) -> None:
    code = city.code(phone)
    assert city.verify(code)["accepted"]
    assert refused(city, respell(code)) in {
        "malformed",
        "not_canonical",
        "unsupported_code",
        "device_signature_invalid",
    }
    assert used_codes(city) == 1, name


def malleated(signature: bytes) -> bytes:
    s = int.from_bytes(signature[32:])
    return signature[:32] + (keys.ORDER - s).to_bytes(32)


def test_9_a_malleated_device_signature_is_the_same_code(city: City, phone: Phone) -> None:
    code = city.code(phone)
    raw = base45.decode(code[4:])
    other = "LM1:" + base45.encode(raw[:-64] + malleated(raw[-64:]))
    assert other != code
    assert city.verify(other)["accepted"]  # either spelling is the phone's own signature, but only once
    assert refused(city, code) == "replayed"


def test_10_a_malleated_issuer_signature_breaks_the_device_signature(city: City, phone: Phone) -> None:
    view = city.view(phone, phone.held["resident-id"], 3)
    code = lm1.code_text(view, phone.signer, iat=city.now)
    raw = base45.decode(code[4:])
    assert city.verify(code)["accepted"]
    at = raw.index(view[-64:])
    other = raw[:at] + malleated(view[-64:]) + raw[at + 64 :]
    assert refused(city, "LM1:" + base45.encode(other)) == "device_signature_invalid"


def test_11_after_a_restart_of_the_program(city: City, phone: Phone, settings: Settings) -> None:
    code = city.code(phone)
    assert city.verify(code)["accepted"]
    engine = db.make_engine(settings.database_url)
    city.app = create_app(settings, engine=engine)
    assert refused(city, code) == "replayed"
    engine.dispose()


def test_12_in_another_process(city: City, phone: Phone, settings: Settings) -> None:
    code = city.code(phone)
    assert city.verify(code)["accepted"]
    names = ("data_key", "index_key", "token_key")
    secrets = {f"LIANGMA_{name.upper()}": base64.b64encode(getattr(settings, name)).decode() for name in names}
    environ = os.environ | secrets | {
        "LIANGMA_DATABASE_URL": settings.database_url, "LIANGMA_DATA_DIR": str(settings.data_dir), "LIANGMA_DEMO": "1",
        "LIANGMA_BASE_URL": settings.base_url, "CODE": code, "TOKEN": city.window_token,
    }  # fmt: skip
    program = (
        "import os\n"
        "from backend.app import from_environment\n"
        "answer = from_environment().test_client().post('/api/v1/verifications',"
        " json={'code': os.environ['CODE'], 'purpose': 'check'},"
        " headers={'Authorization': 'Bearer ' + os.environ['TOKEN']})\n"
        "print(answer.get_json()['reason'])\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program], env=environ, cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "replayed"


def test_13_eight_threads_at_once_have_one_winner(city: City, phone: Phone) -> None:
    code = city.code(phone)
    gate = threading.Barrier(8)
    reasons: list[str | None] = []

    def show() -> None:
        gate.wait(timeout=10)
        reasons.append(city.verify(code)["reason"])

    threads = [threading.Thread(target=show) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(map(str, reasons)) == ["None"] + ["replayed"] * 7


def test_14_a_pack_shown_twice(city: City, phone: Phone) -> None:
    pack = city.pack(phone)
    assert city.verify(pack)["accepted"]
    assert refused(city, pack) == "replayed"


def test_15_and_16_through_a_case_and_17_the_other_way_round(city: City, phone: Phone) -> None:
    from tests.cases.world import open_case, scan

    case_no = open_case(city, "ga-no-crime-record")
    for code in (city.pack(phone), city.code(phone)):
        assert city.verify(code)["accepted"]
        assert scan(city, case_no, code)["verdict"]["reason"] == "replayed"
    code = city.code(phone, iat=city.now - 1)
    assert scan(city, case_no, code)["verdict"]["accepted"]
    assert refused(city, code) == "replayed"


def test_18_with_another_purpose(city: City, phone: Phone) -> None:
    code = city.code(phone, number=1)
    assert city.verify(code, "age", city.gate_token)["accepted"]
    assert refused(city, code, "boarding", city.gate_token) == "replayed"


def test_19_an_idempotency_key_repeats_the_answer_and_never_the_use(city: City, phone: Phone) -> None:
    code = city.code(phone)
    first = city.verify(code, headers={"Idempotency-Key": "scan-0001"})
    again = city.verify(code, headers={"Idempotency-Key": "scan-0001"})
    assert first["accepted"]
    assert again == first  # the same request told its answer again: one verdict, one use
    assert used_codes(city) == 1
    assert refused(city, code, headers={"Idempotency-Key": "scan-0002"}) == "replayed"
    fresh = {"code": city.code(phone, iat=city.now - 2), "purpose": "check"}
    other = city.post("/verifications", fresh, **{"Idempotency-Key": "scan-0001"})
    assert (other.status_code, other.get_json()["code"]) == (422, "idempotency_key_reused")


def test_20_another_actor_with_the_same_idempotency_key(city: City, phone: Phone, other_window: str) -> None:
    code = city.code(phone)
    assert city.verify(code, headers={"Idempotency-Key": "scan-0001"})["accepted"]
    assert refused(city, code, token=other_window, headers={"Idempotency-Key": "scan-0001"}) == "replayed"


def test_21_after_everything_the_process_remembers_is_gone(city: City, phone: Phone) -> None:
    code = city.code(phone)
    assert city.verify(code)["accepted"]
    with db.transaction(city.engine) as session:
        caches.forget(session)
    assert refused(city, code) == "replayed"


def test_22_with_a_nonce_of_ours(city: City, phone: Phone) -> None:
    nonce = city.nonce(phone)
    code, second = city.code(phone, cnonce=nonce), city.code(phone, number=1, cnonce=nonce)
    assert city.verify(code)["accepted"]
    assert refused(city, code) == "replayed"
    assert refused(city, second) == "nonce_unknown"  # the nonce is spent too


def test_23_with_a_challenge_answered(city: City, phone: Phone) -> None:
    challenge = city.post("/challenges", {}).get_json()["challenge"]
    code = city.code(phone, aud=HALL, cnonce=bytes.fromhex(challenge))
    assert city.verify(code, challenge=challenge)["accepted"]
    assert refused(city, code, challenge=challenge) == "replayed"


def test_24_later_with_a_code_from_a_clock_that_was_ahead(city: City, phone: Phone) -> None:
    code = city.code(phone, iat=city.now + 20)
    assert city.verify(code)["accepted"]
    assert refused(city, code) == "replayed"


def test_a_code_refused_by_policy_is_not_used_up(city: City, phone: Phone) -> None:
    code = city.code(phone, number=3)
    assert refused(city, code, "age", city.gate_token) == "field_not_permitted"
    assert used_codes(city) == 0
    assert city.verify(code)["accepted"]
    assert refused(city, code, "age", city.gate_token) == "field_not_permitted"


def test_two_codes_of_one_second_are_two_codes(city: City, phone: Phone) -> None:
    assert city.verify(city.code(phone, number=1))["accepted"]
    assert city.verify(city.code(phone, number=3))["accepted"]
    assert used_codes(city) == 2


def test_a_server_nonce_of_another_use_does_not_serve(city: City, phone: Phone) -> None:
    with db.transaction(city.engine) as session:
        nonce = nonces.issue(session, "challenge", GATE_ID, now=city.now).nonce
    assert refused(city, city.code(phone, cnonce=nonce)) == "nonce_unknown"


def test_the_encoding_helpers_of_this_file_do_what_they_say() -> None:
    signature = bytes(range(1, 65))
    assert malleated(malleated(signature)) == signature
    assert cbor.decode(cbor.encode([1])) == [1]

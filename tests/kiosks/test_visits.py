"""Kiosks: set up by a code, visited by one person after another, each forgotten."""

import time
from typing import Any

import time_machine
from sqlalchemy import select

from backend import db
from backend.kiosks.models import Kiosk, KioskVisit
from backend.kiosks.visits import IDLE_SECONDS, MOST_SECONDS
from backend.people import sign_ins
from backend.verification.models import VerdictRow
from certs.desktop import Approval, make_approval
from tests.api.conftest import own_town
from tests.api.town import MATTER, Headers, Town

__all__ = ["own_town"]
NEW = {"name": {"zh": "三号自助机", "en": "Kiosk 3"}, "hall": "一号大厅"}
VISITS = "/api/v1/kiosk/visits"


def set_up(town: Town) -> tuple[str, Headers]:
    """A new kiosk's id, and its machine signed in."""
    made = town.must("POST", "/api/v1/kiosks", "operator", json=NEW)
    tokens = town.must("POST", "/api/v1/auth/kiosk-sessions", "public", json={"setup_code": spelt(made["setup_code"])})
    return made["kiosk_id"], {"Authorization": f"Bearer {tokens['access_token']}"}


def spelt(code: str) -> str:
    return f"{code[:5].lower()}-{code[5:]}"


def at(town: Town, kiosk: Headers, method: str, path: str, **given: Any) -> Any:
    return town.send(method, path, "public", headers=kiosk, **given)


def visit(town: Town, kiosk: Headers, citizen: int = 0) -> Any:
    answer = at(town, kiosk, "POST", VISITS, json={"code": town.code(citizen)})
    assert answer.status_code == 201, answer.text
    return answer.json


def test_a_machine_is_set_up_once_and_stopped_at_once(own_town: Town) -> None:
    made = own_town.must("POST", "/api/v1/kiosks", "operator", json=NEW)
    body, session_path = {"setup_code": made["setup_code"]}, "/api/v1/auth/kiosk-sessions"
    first = own_town.must("POST", session_path, "public", json=body)
    kiosk = {"Authorization": f"Bearer {first['access_token']}"}
    assert at(own_town, kiosk, "GET", "/api/v1/kiosk").json["name"] == NEW["name"]
    assert own_town.send("POST", session_path, json=body).json["code"] == "kiosk_setup_refused"
    one = f"/api/v1/kiosks/{made['kiosk_id']}"
    again = own_town.must("POST", f"{one}/setup-codes", "operator")
    assert at(own_town, kiosk, "GET", "/api/v1/kiosk").status_code == 401  # the machine before is out
    with time_machine.travel(time.time() + 3601, tick=False):
        late = own_town.send("POST", session_path, json={"setup_code": again["setup_code"]})
    assert late.json["code"] == "kiosk_setup_refused"
    own_town.must("POST", f"{one}/stop", "operator")
    assert own_town.send("POST", f"{one}/stop", "operator").json["code"] == "kiosk_not_found"
    assert own_town.send("POST", session_path, json={"setup_code": again["setup_code"]}).status_code == 401
    rows = own_town.must("GET", "/api/v1/kiosks", "operator")["items"]
    assert [row["stopped_at"] is None for row in rows if row["kiosk_id"] == made["kiosk_id"]] == [False]


def approve(town: Town, kiosk: Headers, citizen: int = 0) -> dict[str, str]:
    """What a kiosk holds once the citizen's phone scanned its code and approved it."""
    asked = at(town, kiosk, "POST", "/api/v1/kiosk/desktop-requests").json
    phone, mine, reference = town.citizens[citizen], "/api/v1/me/desktop-requests", {"reference": asked["reference"]}
    assert town.must("POST", f"{mine}/openings", "citizen", json=reference)["kiosk"] == "三号自助机"
    said = Approval("https://liangma.example", asked["reference"], asked["number"])
    signed = {"device_id": str(phone.device_id), "statement": make_approval(phone.key, said, iat=int(time.time()))}
    town.must("POST", f"{mine}/approvals", "citizen", json=reference | signed | {"number": asked["number"]})
    return {"secret": asked["secret"]}


def test_a_person_sees_masked_cards_and_prints_a_code_and_the_kiosk_forgets_them(own_town: Town) -> None:
    _kiosk_id, kiosk = set_up(own_town)
    shown = at(own_town, kiosk, "POST", VISITS, json=approve(own_town, kiosk)).json
    citizen = own_town.citizens[0]
    assert citizen.number not in str(shown)
    assert [card["type"]["id"] for card in shown["certificates"]] == ["resident-id"]
    one = f"{VISITS}/{shown['visit_id']}"
    needed = at(own_town, kiosk, "GET", f"{one}/matters/{MATTER}").json
    assert {True, False} >= {material["there"] for material in needed["materials"]} >= {True}
    paper = at(own_town, kiosk, "POST", f"{one}/printed-codes", json={"matter": MATTER})
    assert paper.status_code == 201, paper.text
    assert paper.json["text"].startswith("LMP:")
    assert at(own_town, kiosk, "DELETE", one).status_code == 204
    for method, path in (("GET", one), ("POST", f"{one}/continuation"), ("GET", f"{one}/matters/{MATTER}")):
        assert at(own_town, kiosk, method, path).json["code"] == "kiosk_visit_over"
    back = at(own_town, kiosk, "POST", VISITS, json={"code": paper.json["text"]})  # the printed code lets them in
    assert (back.status_code, back.json["how"]) == (201, "paper")
    again = f"{VISITS}/{back.json['visit_id']}/printed-codes"
    assert at(own_town, kiosk, "POST", again, json={"matter": MATTER}).json["code"] == "kiosk_phone_needed"


def test_a_code_or_a_paper_opens_what_it_shows_and_the_phone_everything(own_town: Town) -> None:
    kiosk_id, kiosk = set_up(own_town)
    own_town.must("POST", "/api/v1/certificates", "department", json=own_town.record(0, 0))
    all_of_it = at(own_town, kiosk, "POST", VISITS, json=approve(own_town, kiosk)).json
    shown = visit(own_town, kiosk)
    assert len(all_of_it["certificates"]) > len(shown["certificates"]) == 1
    assert (shown["how"], shown["certificates"][0]["type"]["id"], shown["cases"]) == ("code", "resident-id", [])
    one = f"{VISITS}/{shown['visit_id']}"
    printed = at(own_town, kiosk, "POST", f"{one}/printed-codes", json={"matter": MATTER})
    assert (printed.status_code, printed.json["code"]) == (409, "kiosk_phone_needed")
    with db.open_session(own_town.services.engine, reading=True) as session:
        told = session.scalars(select(VerdictRow).where(VerdictRow.verifier_id == kiosk_id)).one()
        assert (told.person_id, told.outcome) == (own_town.citizens[0].person_id, "accepted")  # in their history


def test_a_code_shown_twice_and_what_is_no_code_let_nobody_in(own_town: Town) -> None:
    kiosk_id, kiosk = set_up(own_town)
    code = own_town.code(0)
    assert at(own_town, kiosk, "POST", VISITS, json={"code": code}).status_code == 201
    for text, reason in ((code, "replayed"), ("LM1:NONE", None), ("LMP:NONE", "printed_code_unknown")):
        answer = at(own_town, kiosk, "POST", VISITS, json={"code": text})
        assert (answer.status_code, answer.json["code"]) == (409, "kiosk_not_recognised")
        assert reason in (None, answer.json["reason"])
    assert at(own_town, kiosk, "POST", VISITS, json={"secret": "none"}).json["code"] == "desktop_request_over"
    assert at(own_town, kiosk, "POST", VISITS, json={}).status_code == 422
    with db.open_session(own_town.services.engine, reading=True) as session:
        told = session.scalars(select(VerdictRow.outcome).where(VerdictRow.verifier_id == kiosk_id)).all()
        assert sorted(told) == ["accepted", "rejected", "rejected"]


def test_a_phone_lets_its_holder_in_at_the_kiosk_it_saw_and_at_no_other(own_town: Town) -> None:
    _first, kiosk = set_up(own_town)
    _second, other = set_up(own_town)
    secret = approve(own_town, kiosk)
    assert at(own_town, other, "POST", VISITS, json=secret).status_code == 401
    assert own_town.send("POST", "/api/v1/auth/desktop-sessions", json=secret).status_code == 401  # no tokens for it
    entered = at(own_town, kiosk, "POST", VISITS, json=secret)
    assert (entered.status_code, entered.json["how"]) == (201, "phone")
    assert at(own_town, kiosk, "POST", VISITS, json=secret).status_code == 401


def test_a_visit_ends_by_itself_by_the_next_one_and_is_of_one_kiosk(own_town: Town) -> None:
    first, kiosk = set_up(own_town)
    _second, other = set_up(own_town)
    shown = visit(own_town, kiosk)
    one = f"{VISITS}/{shown['visit_id']}"
    assert at(own_town, other, "GET", one).status_code == 404
    now = time.time()
    for later in range(0, MOST_SECONDS, IDLE_SECONDS - 30):
        with time_machine.travel(now + later, tick=False):
            machine = again(own_town, first)
            assert own_town.client.get(one, headers=machine).status_code == 200, later
            assert own_town.client.post(f"{one}/continuation", headers=machine).status_code == 200
    with time_machine.travel(now + MOST_SECONDS + 1, tick=False):
        assert own_town.client.get(one, headers=again(own_town, first)).json["code"] == "kiosk_visit_over"
    second = visit(own_town, kiosk)
    third = visit(own_town, kiosk, 1)
    assert at(own_town, kiosk, "GET", f"{VISITS}/{second['visit_id']}").status_code == 404
    with db.open_session(own_town.services.engine, reading=True) as session:
        open_ = session.scalars(select(KioskVisit.visit_id).where(KioskVisit.ended_at.is_(None))).all()
        assert [str(one) for one in open_] == [third["visit_id"]]
        assert session.scalars(select(Kiosk.setup_key).where(Kiosk.setup_key.is_not(None))).all() == []


def again(town: Town, kiosk_id: str) -> Headers:
    """The kiosk's machine with a token of this moment."""
    with town.app.app_context(), db.transaction(town.services.engine) as session:
        ids = {"role": "kiosk", "office": kiosk_id, "now": int(time.time())}
        tokens = sign_ins.begin_sign_in(session, f"kiosk:{kiosk_id}", **ids)
    return {"Authorization": f"Bearer {tokens.access}"}

"""A card of the neighbouring city at our window: accepted with its status of there, once, and named in every record."""

import json
import time
from typing import Any

import pytest
from sqlalchemy import func, select

from backend import db
from backend.audit.models import AuditEntry
from backend.partners.register import register_partner
from backend.people.models import Person
from backend.verification.models import VerdictRow
from backend.verification.verify import host_of
from certs import jws
from tests.regions.two import CARD, Two
from tests.verification.world import BASE_URL, HALL


def failed(verdict: dict[str, Any]) -> list[str]:
    return [check["name"] for check in verdict["checks"] if check["result"] == "failed"]


def people_here(two: Two) -> int:
    with db.open_session(two.here.engine, reading=True) as session:
        return session.scalars(select(func.count()).select_from(Person)).one()


def row(two: Two, verdict: dict[str, Any]) -> VerdictRow:
    with db.open_session(two.here.engine, reading=True) as session:
        return next(one for one in session.scalars(select(VerdictRow)) if str(one.verdict_id) == verdict["id"])


def test_a_neighbour_s_card_is_accepted_once_and_every_record_names_the_region(two: Two) -> None:
    phone = two.there.phone(0)
    code = two.there.code(phone)
    assert two.here.verify(code)["reason"] == "unknown_key"
    two.recognise()
    shown = two.there.code(phone)
    verdict = two.here.verify(shown)
    assert verdict["accepted"], verdict["reason"]
    said = verdict["region"]
    assert (said["id"], said["name"]["en"], said["issuer"]["code"]) == ("NB", "Neighbour", "GA")
    assert said["as_of"] == verdict["as_of"]
    assert people_here(two) == 0  # nobody is made up for a check alone
    receipt = jws.strict_json(jws.parse(verdict["receipt"])[1])
    assert receipt["shown"][0]["region"] == "NB"
    with db.open_session(two.here.engine, reading=True) as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.subject == f"verdict:{verdict['id']}")).one()
    assert json.loads(entry.detail)["region"] == "NB"
    assert row(two, verdict).shown[0]["region"] == "NB"
    again = two.here.verify(shown)
    assert (again["reason"], failed(again), again["region"]["id"]) == ("replayed", ["replay"], "NB")


def test_revoked_there_is_refused_here_from_the_next_time_it_is_taken(two: Two) -> None:
    phone = two.there.phone(0)
    two.recognise()
    two.there.end(phone.held["resident-id"], "revoked")
    two.take()
    verdict = two.here.verify(two.there.code(phone))
    assert (verdict["reason"], verdict["region"]["id"]) == ("status_revoked", "NB")


def test_who_is_known_here_by_that_number_finds_it_in_their_history(two: Two) -> None:
    two.recognise()
    mine, theirs = two.here.phone(0), two.there.phone(0)  # the same citizen has a phone in both cities
    verdict = two.here.verify(two.there.code(theirs))
    assert row(two, verdict).person_id == mine.person_id
    (read,) = two.here.get("/history", mine.token).get_json()["items"]
    assert read["shown"][0]["region"] == "NB"


def test_another_name_under_a_number_we_know_is_refused(two: Two) -> None:
    two.recognise()
    two.here.phone(0)
    theirs = two.there.phone(0, types=())
    two.there.certify(theirs, "resident-id", name="冒名")
    verdict = two.here.verify(two.there.code(theirs))
    assert (verdict["reason"], failed(verdict)) == ("region_holder_differs", ["holder"])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_purpose_sees_no_more_of_a_neighbour_s_card_than_of_ours(two: Two) -> None:
    two.recognise()
    phone = two.there.phone(0)
    gate = two.here.gate_token
    assert two.here.verify(two.there.code(phone, number=3), "age", gate)["reason"] == "field_not_permitted"
    assert two.here.verify(two.there.code(phone, number=1), "age", gate)["accepted"]
    assert two.here.verify(two.there.code(phone), "no-such", gate)["reason"] == "purpose_unknown"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_mapping_a_field_to_another_does_not_widen_what_a_purpose_sees(two: Two) -> None:
    two.recognise({"resident-id": {"type": "resident-id", "fields": {"over_18": "over_60", "citizen_number": "name"}}})
    phone = two.there.phone(0)
    assert (
        two.here.verify(two.there.code(phone, number=1), "age", two.here.gate_token)["reason"] == "field_not_permitted"
    )
    assert two.here.verify(two.there.code(phone, number=2), "boarding", two.here.gate_token)["reason"] == (
        "field_not_recognised"
    )


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_suspended_region_is_nobody_at_once(two: Two) -> None:
    two.recognise()
    phone = two.there.phone(0)
    two.suspend()
    verdict = two.here.verify(two.there.code(phone))
    assert (verdict["reason"], "region" in verdict) == ("unknown_key", False)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_types_that_are_not_mapped_are_not_recognised(two: Two) -> None:
    two.recognise()
    phone = two.there.phone(0, types=("resident-id", "senior-card"))
    verdict = two.here.verify(two.there.code(phone, "senior-card", number=1))
    assert (verdict["reason"], failed(verdict)) == ("type_not_recognised", ["type"])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_challenge_of_ours_is_answered_once_and_a_nonce_of_theirs_proves_no_time(two: Two) -> None:
    two.recognise()
    phone = two.there.phone(0)
    asked = two.here.post("/challenges", {}).get_json()["challenge"]
    bare = two.there.code(phone, aud=HALL, cnonce=bytes.fromhex(asked))  # for that city's verifier of the same id
    assert two.here.verify(bare, challenge=asked)["reason"] == "wrong_audience"
    here = f"{HALL}@{host_of(BASE_URL)}"
    code = two.there.code(phone, aud=here, cnonce=bytes.fromhex(asked), iat=two.there.now - 4_000)
    assert two.here.verify(code, challenge=asked)["accepted"]
    second = two.there.code(phone, aud=here, cnonce=bytes.fromhex(asked))
    assert two.here.verify(second, challenge=asked)["reason"] == "nonce_unknown"
    old = two.there.code(phone, cnonce=two.there.nonce(phone), iat=int(time.time()) - 4_000)
    assert two.here.verify(old)["reason"] == "code_expired"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_bundle_of_here_carries_the_neighbour_and_the_one_for_neighbours_does_not(two: Two) -> None:
    alone = two.here.get("/bundle").get_data(as_text=True)
    two.recognise(CARD)
    whole = two.here.get("/bundle").get_data(as_text=True)
    bare = two.here.get("/bundle?regions=none").get_data(as_text=True)
    numbers = [jws.strict_json(jws.parse(text)[1])["number"] for text in (alone, whole, bare)]
    assert numbers[0] == numbers[2] < numbers[1]
    members = [jws.strict_json(jws.parse(text)[1]).get("regions", []) for text in (alone, whole, bare)]
    assert [[one["id"] for one in some] for some in members] == [[], ["NB"], []]
    assert two.here.get("/bundle?regions=some").status_code == 422


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whether_a_neighbour_s_certificate_is_valid_is_told_of_registered_types_only(two: Two) -> None:
    phone = two.there.phone(0, ("resident-id", "social-security-card"))
    two.recognise(CARD | {"social-security-card": {"type": "social-security-card", "fields": "*"}})
    with two.here.app.app_context(), db.transaction(two.here.engine) as session:
        register_partner(
            session, client_id="bar.one", name_zh="某酒吧", name_en="A bar", purposes={"age": {"1": ["?over_18"]}},
            secret="0" * 32, box=two.here.box, now=two.here.now, actor="staff:setup",
        )  # fmt: skip
        token = two.here.sign_in(session, "partner:bar.one", "partner", "bar.one")
    for held in phone.held.values():
        two.there.end(held, "revoked")
    two.take()
    for type_id, number, expected in (
        ("resident-id", 3, ("status_revoked", "no")), ("social-security-card", 9, ("type_not_permitted", "unknown")),
    ):  # fmt: skip
        asked = [{"question": "valid_certificate", "value": None}]
        body = {"code": two.there.code(phone, type_id, number), "purpose": "age", "questions": asked}
        answer = two.here.post("/verifications/answers", body, token).json
        assert (answer["reason"], answer["answers"][0]["answer"]) == expected

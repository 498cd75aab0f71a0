"""Asking by link: who is asked, what is disclosed, and how it ends."""

from typing import Any

import pytest
from sqlalchemy import update

from backend import db
from backend.verification.models import Verifier
from tests.requests.bank import ASKED, ID_CARD, LICENCE, Bank, good, refused
from tests.verification.world import City


def acts(document: dict[str, Any]) -> list[str]:
    return [step["act"] for step in document["steps"]]


def test_the_first_phone_is_asked_says_yes_and_exactly_that_is_read_and_told(
    bank: Bank, capsys: pytest.CaptureFixture[str]
) -> None:
    city, phone, other = bank.city, bank.city.phone(0), bank.city.phone(1)
    asked = bank.asked()
    assert asked["link"].endswith(f"/requests/{asked['reference']}")
    document = good(bank.claim(phone, asked["reference"]))
    assert good(bank.claim(phone, asked["reference"]))["request_id"] == document["request_id"]
    assert refused(bank.claim(other, asked["reference"])) == (404, "request_unknown")
    assert refused(city.get(f"/me/requests/{asked['request_id']}", other.token)) == (404, "request_unknown")
    assert document["asker"]["legal_name"]["zh"] == "海港银行股份有限公司"
    assert (document["purpose"]["text"]["en"], document["purpose"]["legal_ground"]) == (
        "Opening an account",
        "contract",
    )
    assert [field["required"] for field in document["certificates"][0]["fields"]] == [True, True, False]
    assert refused(bank.read(asked["request_id"])) == (409, "request_not_given")
    given = bank.yes(phone, document)
    result = good(bank.read(asked["request_id"]))
    clean = phone.held["resident-id"].clean
    assert result["certificates"][0]["fields"] == {name: clean[name] for name in ID_CARD["required"]}
    assert result["certificates"][0]["state"] == "valid"
    assert bank.state(asked["request_id"]) == given["state"] == "given"
    seen = bank.document(phone, asked["request_id"])
    assert acts(seen) == ["asked", "claimed", "given", "read"]
    assert [field["name"] for field in seen["given"][0]["fields"]] == ID_CARD["required"]
    (line,) = city.get("/history", phone.token).get_json()["items"]
    assert (line["verifier"]["verifier_id"], line["purpose"]) == (bank.name, ASKED["purpose"])
    assert bank.told() == [("consent.given", bank.name)]
    spoken = "".join(capsys.readouterr())
    assert "/api/v1/requests/<uuid:request_id>/result" in spoken
    assert [clean[name] for name in ID_CARD["required"] if clean[name] in spoken] == []
    assert asked["reference"] not in spoken


def test_the_same_answer_again_changes_nothing_and_another_is_refused(bank: Bank) -> None:
    phone = bank.city.phone(0)
    said_yes, said_no = bank.taken(phone), bank.taken(phone)
    body = bank.consent_body(phone, said_yes, bank.chosen(said_yes, optional=True))
    for _ in range(2):
        answer = good(bank.say(phone, said_yes["request_id"], body))
        assert (answer["state"], acts(answer)) == ("given", ["asked", "claimed", "given"])
        assert good(bank.no(phone, said_no["request_id"]))["state"] == "refused"
    assert refused(bank.no(phone, said_yes["request_id"])) == (409, "request_closed")
    assert refused(bank.say(phone, said_yes["request_id"], bank.consent_body(phone, said_yes))) == (
        409,
        "request_closed",
    )
    assert refused(bank.say(phone, said_no["request_id"], bank.consent_body(phone, said_no))) == (409, "request_closed")
    assert bank.state(said_no["request_id"]) == "refused"
    assert set(good(bank.read(said_yes["request_id"]))["certificates"][0]["fields"]) == {
        *ID_CARD["required"],
        "address",
    }
    assert sorted(event for event, _ in bank.told()) == ["consent.given", "consent.refused"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_signed_or_chosen_otherwise_discloses_nothing(bank: Bank) -> None:
    phone, other = bank.city.phone(0), bank.city.phone(1)
    document = bank.taken(phone)
    request_id, (card,) = document["request_id"], bank.chosen(document)
    theirs = str(other.held["resident-id"].certificate_id)
    for differs in ({"asker": "another"}, {"keep_days": 31}, {"purpose": "lend"}, {"certificates": []}):
        body = bank.consent_body(phone, document, **differs)
        assert refused(bank.say(phone, request_id, body)) == (422, "disclosure_refused"), differs
    for fields in (["name"], ["name", "citizen_number", "sex"], ["name", "name", "citizen_number"]):
        body = bank.consent_body(phone, document, [card | {"fields": fields}])
        assert refused(bank.say(phone, request_id, body)) == (422, "invalid"), fields
    body = bank.consent_body(phone, document, [card | {"certificate_id": theirs}])
    assert refused(bank.say(phone, request_id, body)) == (409, "certificate_not_usable")
    body = bank.consent_body(phone, document) | {"device_id": str(other.device_id)}
    assert refused(bank.say(phone, request_id, body)) == (422, "disclosure_refused")
    bank.city.end(phone.held["resident-id"], "suspend")
    assert refused(bank.say(phone, request_id, bank.consent_body(phone, document))) == (409, "certificate_not_usable")
    assert (bank.state(request_id), bank.told()) == ("waiting", [])


def test_a_yes_is_taken_back_and_its_days_end_for_good(bank: Bank) -> None:
    phone = bank.city.phone(0)
    document = bank.taken(phone)
    request_id = document["request_id"]
    assert refused(bank.take_back(phone, request_id)) == (409, "request_closed")
    bank.yes(phone, document)
    good(bank.read(request_id))
    for _ in range(2):
        assert good(bank.take_back(phone, request_id))["state"] == "withdrawn"
    assert refused(bank.read(request_id)) == (409, "request_result_gone")
    assert bank.state(request_id) == "withdrawn"
    assert acts(bank.document(phone, request_id)) == ["asked", "claimed", "given", "read", "withdrawn"]
    assert {event for event, _ in bank.told()} == {"consent.given", "consent.withdrawn"}
    kept = bank.taken(phone)
    bank.yes(phone, kept)
    bank.lapse(kept["request_id"], column="ends_at")
    assert refused(bank.read(kept["request_id"])) == (409, "request_result_gone")
    assert refused(bank.take_back(phone, kept["request_id"])) == (409, "request_closed")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_when_its_time_is_over_nobody_answers_or_takes_it(bank: Bank) -> None:
    phone = bank.city.phone(0)
    document, untaken = bank.taken(phone), bank.asked()
    body = bank.consent_body(phone, document)
    for one in (document, untaken):
        bank.lapse(one["request_id"])
        assert bank.state(one["request_id"]) == "expired"
    assert refused(bank.say(phone, document["request_id"], body)) == (409, "request_closed")
    assert refused(bank.no(phone, document["request_id"])) == (409, "request_closed")
    assert refused(bank.claim(phone, untaken["reference"])) == (409, "request_closed")
    assert bank.city.get("/me/requests?state=waiting", phone.token).get_json()["items"] == []
    (line,) = bank.city.get("/me/requests", phone.token).get_json()["items"]
    assert line["state"] == "expired"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_not_registered_is_not_asked_and_what_is_registered_no_more_is_not_given(
    bank: Bank, city: City
) -> None:
    beyond: list[dict[str, Any]] = [
        {"certificates": [ID_CARD | {"optional": ["birth_date"]}]},
        {"certificates": [{"type": "marriage", "required": ["number"], "optional": []}]},
        {"purpose": "lend"}, {"keep_days": 31}, {"minutes": 1441},
    ]  # fmt: skip
    for said in beyond:
        assert refused(bank.ask(**said)) == (403, "request_over_asks"), said
    for wrong in ([ID_CARD, ID_CARD], [ID_CARD | {"required": ["none"]}], [ID_CARD | {"required": [], "optional": []}]):
        assert refused(bank.ask(certificates=wrong)) == (422, "invalid")
    offline = Bank(city, "gate-only", channels=("offline",))
    assert refused(offline.ask()) == (403, "channel_not_registered")
    phone = city.phone(0)
    document = bank.taken(phone)
    assert refused(city.get(f"/requests/{document['request_id']}", city.gate_token)) == (404, "request_unknown")
    assert refused(city.post(f"/requests/{document['request_id']}/result", None, city.gate_token))[0] == 404
    with db.transaction(city.engine) as session:
        narrowed = {ASKED["purpose"]: {"1": ["name"]}}
        session.execute(update(Verifier).where(Verifier.verifier_id == bank.name).values(purposes=narrowed))
    assert refused(bank.say(phone, document["request_id"], bank.consent_body(phone, document))) == (
        409, "request_asker_gone"
    )  # fmt: skip


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_window_asks_too_and_one_person_is_not_flooded(bank: Bank, city: City) -> None:
    assert LICENCE is not None
    phone = city.phone(0)
    licence = {"type": LICENCE.id, "required": [], "optional": ["name"]}
    said = ASKED | {"purpose": "check", "minutes": 10, "certificates": [ID_CARD, licence]}
    for _ in range(3):
        asked = good(city.post("/requests", said), 201)
        document = good(bank.claim(phone, asked["reference"]))
    assert document["asker"]["kind"] == "window"
    assert [one["optional"] for one in document["certificates"]] == [False, True]
    asked = good(city.post("/requests", said), 201)
    assert refused(bank.claim(phone, asked["reference"])) == (409, "requests_open")
    card = bank.chosen({"certificates": document["certificates"][:1]})  # the licence is left out
    assert bank.yes(phone, document, card)["state"] == "given"
    good(bank.claim(phone, asked["reference"]))
    assert refused(city.post("/requests", said | {"minutes": 31})) == (403, "request_over_asks")

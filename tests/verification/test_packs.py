"""Packs: one code, several certificates, resolved by the server; one refusal refuses all."""

import os

import pytest
from sqlalchemy import select

from backend import db
from backend.verification.models import VerdictRow
from certs import lm1
from certs.keys import SoftwareSigner, new_private_key
from tests.verification.world import GATE_ID, City

TYPES = ("resident-id", "marriage", "social-security-card")


def test_a_pack_discloses_the_views_it_names_in_its_order(city: City) -> None:
    phone = city.phone(0, TYPES)
    verdict = city.verify(city.pack(phone))
    assert verdict["accepted"], verdict
    assert [shown["type"]["id"] for shown in verdict["certificates"]] == list(TYPES)
    card = verdict["certificates"][0]
    assert {field["name"] for field in card["fields"]} == {"name", "sex", "birth_date", "citizen_number"}
    assert card["fields"][0]["value"] == phone.held["resident-id"].clean["name"]
    with db.open_session(city.engine) as session:
        row = session.scalars(select(VerdictRow)).one()
        assert (row.form, row.person_id, len(row.shown)) == ("pack", phone.person_id, 3)


def test_a_foreign_certificate_in_a_pack_refuses_all_of_it(city: City) -> None:
    phone, other = city.phone(0), city.phone(2)
    entries = [(phone.held["resident-id"].handle, 3), (other.held["resident-id"].handle, 3)]
    verdict = city.verify(city.pack(phone, entries))
    assert verdict["reason"] == "certificate_unknown"
    assert verdict["certificates"] == []
    for held in (phone.held, other.held):
        assert held["resident-id"].clean["name"] not in str(verdict)


def test_a_company_certificate_belongs_in_the_pack_of_its_representative_only(city: City) -> None:
    phone = city.phone(3)
    city.certify(phone, "business-licence")
    assert city.verify(city.pack(phone))["accepted"]
    stranger = city.phone(5)
    entries = [(phone.held["business-licence"].handle, 1)]
    assert city.verify(city.pack(stranger, entries))["reason"] == "certificate_unknown"


@pytest.mark.parametrize(
    ("act", "reason"), [("revoked", "status_revoked"), ("suspend", "status_suspended"), ("device", "device_removed")]
)
def test_one_certificate_in_a_bad_state_or_a_removed_phone_refuses_the_pack(city: City, act: str, reason: str) -> None:
    phone = city.phone(0, TYPES)
    pack = city.pack(phone)
    if act == "device":
        city.remove_device(phone)
    else:
        city.end(phone.held["marriage"], act)
    verdict = city.verify(pack)
    assert (verdict["reason"], verdict["certificates"]) == (reason, [])


def test_a_pack_signed_by_another_key_is_refused_and_leaves_the_holders_history_alone(city: City) -> None:
    phone = city.phone(0)
    entries = [(phone.held["resident-id"].handle, 3)]
    forged = lm1.pack_text(entries, SoftwareSigner(new_private_key()), device_handle=phone.handle, iat=city.now)
    assert city.verify(forged)["reason"] == "device_signature_invalid"
    assert city.get("/history", phone.token).get_json()["items"] == []


def test_an_unknown_phone_an_unknown_view_and_an_old_pack_are_refused(city: City) -> None:
    phone = city.phone(0)
    handle = phone.held["resident-id"].handle
    unknown = lm1.pack_text([(handle, 3)], phone.signer, device_handle=os.urandom(8), iat=city.now)
    assert city.verify(unknown)["reason"] == "device_unknown"
    assert city.verify(city.pack(phone, [(handle, 77)]))["reason"] == "view_unknown"
    assert city.verify(city.pack(phone, iat=city.now - 120))["reason"] == "code_expired"
    assert city.verify(city.pack(phone, aud=GATE_ID))["reason"] == "wrong_audience"


def test_a_partner_sees_a_pack_only_as_far_as_its_purpose_goes(city: City) -> None:
    phone = city.phone(0)
    handle = phone.held["resident-id"].handle
    assert city.verify(city.pack(phone, [(handle, 3)]), "boarding", city.gate_token)["reason"] == "field_not_permitted"
    assert city.verify(city.pack(phone, [(handle, 1)]), "boarding", city.gate_token)["accepted"]


def test_a_nonce_in_a_pack_is_spent_only_when_the_pack_is_accepted(city: City) -> None:
    phone = city.phone(0)
    nonce = city.nonce(phone)
    refused = city.pack(phone, [("nobody-8", 1)], cnonce=nonce)
    assert city.verify(refused)["reason"] == "certificate_unknown"
    assert city.verify(city.pack(phone, cnonce=nonce))["accepted"]
    assert city.verify(city.pack(phone, cnonce=nonce, iat=city.now - 1))["reason"] == "nonce_unknown"

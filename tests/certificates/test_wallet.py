"""The wallet and the holder's routes: own certificates only, views that verify, nothing shown that cannot be shown."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient

from backend import db
from backend.certificates import lifecycle
from backend.certificates.models import Certificate
from backend.certificates.wallet import view_exp
from backend.demo import people, records
from backend.people.persons import set_representative
from backend.trust import lists
from certs import base64url, lm1
from certs.keys import SoftwareSigner, new_private_key
from certs.verify import Accepted, Required, verify
from tests.people.sign_in import Citizen, citizen, register_device
from tests.registries.office import CLERK, Office

DAY = 86_400


def holder(client: FlaskClient, n: int = 0) -> Citizen:
    """The city's n-th citizen, signed in, matched, with a phone."""
    person = people.person(n)
    return citizen(client, number=person.citizen_number, name=person.name)


def wallet(client: FlaskClient, me: Citizen) -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/wallet?device_id={me.device_id}", headers=me.headers)
    assert answer.status_code == 200, answer.text
    cards: list[dict[str, Any]] = answer.json["cards"]
    return cards


def end(office: Office, certificate: Certificate, **how: Any) -> None:
    with db.transaction(office.engine) as session:
        own = lifecycle.own_certificate(session, certificate.certificate_id, issuer_code=certificate.issuer_code)
        given = {"reason": "按规定", "box": office.box, "now": office.now, "actor": CLERK}
        if how:
            lifecycle.revoke(session, own, **how, **given)
        else:
            lifecycle.suspend(session, own, **given)


def test_a_view_from_the_wallet_makes_a_code_that_is_accepted(office: Office, client: FlaskClient) -> None:
    office.issue("resident-id")
    me = holder(client)
    card = wallet(client, me)[0]
    assert [view["number"] for view in card["views"]] == [1, 2, 3, 9]
    with db.transaction(office.engine) as session:
        lists.trust_list(session, now=office.now, box=office.box)
    with db.open_session(office.engine, reading=True) as session:
        trust = lists.current_trust(session, office.catalogue, now=office.now)
    for view in card["views"]:
        text = lm1.code_text(base64url.decode(view["view"]), me.key, iat=office.now)
        verdict = verify(text, trust=trust, required=Required("window-1"), now=office.now)
        assert isinstance(verdict, Accepted), verdict
        assert set(verdict.fields) <= set(office.type("resident-id").views[view["number"]].fields)
        assert verdict.handle == card["handle"]


def test_a_card_shows_masked_values_and_the_certificate_all_of_them(office: Office, client: FlaskClient) -> None:
    certificate = office.issue("resident-id")
    me, person = holder(client), people.person(0)
    card = wallet(client, me)[0]
    assert person.citizen_number not in str(card["fields"])
    whole = client.get(f"/api/v1/certificates/{certificate.certificate_id}", headers=me.headers).json
    shown = {one["name"]: one["value"] for one in whole["fields"]}
    assert shown["citizen_number"] == person.citizen_number
    assert shown["address"] == records.record("resident-id", 0)["address"]
    assert whole["type"]["name"] == {"zh": "居民身份证", "en": "Resident ID card"}
    assert whole["identifier"].startswith("1.2.156.3005.2.")


def test_a_view_ends_on_a_whole_day_seven_to_eight_days_ahead(office: Office) -> None:
    certificate = office.issue("resident-id")
    certificate.valid_to = None
    for hour in range(0, 24, 5):
        now = office.now // DAY * DAY + hour * 3600 + 17
        exp = view_exp(certificate, now)
        assert exp % DAY == 0
        assert 7 * DAY <= exp - now <= 8 * DAY


def test_a_view_never_outlives_its_certificate(office: Office) -> None:
    certificate = office.issue("resident-id")
    certificate.valid_to = date.fromtimestamp(office.now + DAY).isoformat()  # noqa: DTZ012 - any near day will do
    assert view_exp(certificate, office.now) <= office.now + 3 * DAY


@pytest.mark.parametrize("how", [{}, {"kind": "revoked"}])
def test_a_suspended_or_ended_certificate_stays_in_the_wallet_without_views(
    office: Office, client: FlaskClient, how: dict[str, str]
) -> None:
    certificate = office.issue("resident-id")
    me = holder(client)
    assert wallet(client, me)[0]["views"]
    end(office, certificate, **how)
    card = wallet(client, me)[0]
    assert (card["state"], card["views"]) == (how.get("kind", "suspended"), [])
    body = {"device_id": str(me.device_id), "certificate_id": str(certificate.certificate_id), "view": 1}
    answer = client.post("/api/v1/wallet/views", json=body, headers=me.headers)
    assert (answer.status_code, answer.json["code"]) == (409, "not_showable")


def test_an_expired_certificate_gets_no_views(office: Office, client: FlaskClient) -> None:
    certificate = office.issue("general-proof")
    assert certificate.valid_to is not None
    after = date.fromisoformat(certificate.valid_to) + timedelta(days=2)
    with time_machine.travel(after, tick=False):
        me = holder(client)
        assert wallet(client, me)[0]["views"] == []


def test_after_a_change_the_wallet_holds_the_new_version_only(office: Office, client: FlaskClient) -> None:
    old = office.issue("resident-id")
    with db.transaction(office.engine) as session:
        own = lifecycle.own_certificate(session, old.certificate_id, issuer_code="GA")
        new = lifecycle.change(session, own, {"address": "虚构市甲区新路9号"}, reason="搬迁", **office.given())
    me = holder(client)
    assert [(card["certificate_id"], card["version"]) for card in wallet(client, me)] == [(str(new.certificate_id), 2)]
    told = client.get(f"/api/v1/certificates/{new.certificate_id}/versions", headers=me.headers).json["items"]
    assert [(one["version"], one["state"]) for one in told] == [(2, "valid"), (1, "superseded")]
    assert told[1]["changes"][0]["reason"] == "搬迁"


def test_a_company_certificate_reaches_its_legal_representative(office: Office, client: FlaskClient) -> None:
    boss = people.organisation(0).representative
    named = {"legal_representative": boss.name, "legal_representative_code": boss.citizen_number}
    certificate = office.issue("business-licence", 0, **named)
    me = holder(client, boss.index)
    card = wallet(client, me)[0]
    assert (card["holder_kind"], card["type"]["id"]) == ("organisation", "business-licence")
    assert card["views"]
    with db.transaction(office.engine) as session:
        set_representative(session, certificate.person_id, None)
    assert wallet(client, me) == []


def test_one_view_is_signed_on_demand(office: Office, client: FlaskClient) -> None:
    certificate = office.issue("resident-id")
    me = holder(client)
    body = {"device_id": str(me.device_id), "certificate_id": str(certificate.certificate_id), "view": 3}
    answer = client.post("/api/v1/wallet/views", json=body, headers=me.headers)
    assert answer.status_code == 200
    parsed = lm1.parse(lm1.code_text(base64url.decode(answer.json["view"]), me.key, iat=office.now))
    assert isinstance(parsed, lm1.ViewCode)
    assert parsed.view.handle == certificate.handle
    assert client.post("/api/v1/wallet/views", json=body | {"view": 77}, headers=me.headers).status_code == 404


def test_what_belongs_to_another_does_not_exist(office: Office, client: FlaskClient) -> None:
    certificate = office.issue("resident-id", 0)
    me, other = holder(client, 0), holder(client, 2)
    one, nowhere = f"/api/v1/certificates/{certificate.certificate_id}", f"/api/v1/certificates/{uuid.uuid4()}"
    for path in (one, f"{one}/versions", nowhere, f"{nowhere}/versions"):
        answer = client.get(path, headers=other.headers)
        assert (answer.status_code, answer.json["code"]) == (404, "certificate_unknown")
    body = {"device_id": str(other.device_id), "certificate_id": str(certificate.certificate_id), "view": 1}
    assert client.post("/api/v1/wallet/views", json=body, headers=other.headers).status_code == 404
    stolen = client.get(f"/api/v1/wallet?device_id={me.device_id}", headers=other.headers)
    assert stolen.status_code == 404
    assert wallet(client, other) == []


def test_a_removed_phone_gets_nothing(office: Office, client: FlaskClient) -> None:
    office.issue("resident-id")
    me = holder(client)
    assert client.delete(f"/api/v1/devices/{me.device_id}", headers=me.headers).status_code == 204
    assert client.get(f"/api/v1/wallet?device_id={me.device_id}", headers=me.headers).status_code == 404
    second = register_device(client, me.headers, SoftwareSigner(new_private_key()), "second").json["device_id"]
    assert client.get(f"/api/v1/wallet?device_id={second}", headers=me.headers).json["cards"][0]["views"]


def test_the_wallet_needs_a_device_and_nothing_else(office: Office, client: FlaskClient) -> None:
    me = holder(client)
    for query in ("", "?device_id=1", f"?device_id={me.device_id}&role=staff"):
        assert client.get(f"/api/v1/wallet{query}", headers=me.headers).status_code == 422
    assert client.get("/api/v1/wallet").status_code == 401

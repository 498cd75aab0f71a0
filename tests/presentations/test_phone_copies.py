"""A citizen's own phone as a wallet: one fresh copy an answer, bound to its key, ended with it."""

import threading
import uuid
from typing import Any

import pytest
from flask.testing import FlaskClient

from backend.audit.models import AuditEntry
from backend.certificates import phone_copies
from backend.certificates.models import WalletCopy
from certs import jws, sdjwt
from tests.people import sign_in
from tests.people.sign_in import Citizen, staff
from tests.presentations.conftest import Bank, holder, valid
from tests.presentations.wallet import Asked, Wallet, now
from tests.registries.office import Office


def take(client: FlaskClient, me: Citizen, certificate_id: Any) -> Any:
    path = f"/api/v1/devices/{me.device_id}/copies"
    return client.post(path, headers=me.headers, json={"certificate_id": str(certificate_id)})


def come(office: Office, client: FlaskClient) -> tuple[Citizen, str]:
    """Another holder with a phone, and their card."""
    who, card = holder(office)
    me = sign_in.citizen(client, number=who.citizen_number, name=who.name)
    return me, str(card.certificate_id)


def present(me: Citizen, asked: Asked, token: str) -> dict[str, list[str]]:
    claims = asked.claims
    shown = sdjwt.present(
        token, ["name", "over_18"], holder=me.key, aud=claims["client_id"], nonce=claims["nonce"], iat=now()
    )  # fmt: skip
    return {"resident-id": [shown]}


def test_a_phone_presents_a_fresh_copy_each_time_until_it_is_removed(
    office: Office, bank: Bank, wallet: Wallet
) -> None:
    me, card = come(office, bank.client)
    seen: list[dict[str, Any]] = []
    for _ in range(2):
        answer = take(bank.client, me, card)
        assert answer.status_code == 201, answer.text
        token = answer.json["copy"]
        asked = wallet.fetch(made := bank.ask("name", "over_18"))
        assert wallet.answer(asked, present(me, asked, token)).status_code == 200
        (shown,) = bank.read(made).json["result"]["verdict"]["certificates"]
        assert {one["name"] for one in shown["fields"]} == {"name", "over_18"}
        seen.append(jws.strict_json(jws.parse(token.split("~")[0])[1]))
    assert seen[0]["status"] != seen[1]["status"]
    assert not set(seen[0]["_sd"]) & set(seen[1]["_sd"])
    logged = AuditEntry.person_id == me.person_id, AuditEntry.action == "copies.issued"
    assert len(office.all(AuditEntry, *logged)) == 2

    asked = wallet.fetch(made := bank.ask("name", "over_18"))
    answer = take(bank.client, me, card)
    assert bank.client.delete(f"/api/v1/devices/{me.device_id}", headers=me.headers).status_code == 204
    assert wallet.answer(asked, present(me, asked, answer.json["copy"])).status_code == 400
    assert bank.read(made).json["reason"] == "status_revoked"
    copies = office.all(WalletCopy, WalletCopy.person_id == me.person_id)
    assert len(copies) == 3
    assert all(one.ended_at is not None for one in copies)
    assert take(bank.client, me, card).status_code == 404


def test_only_the_holder_of_a_live_certificate_gets_a_copy_and_few_in_an_hour(
    office: Office, bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = bank.client
    (me, card), (other, _) = come(office, client), come(office, client)
    unknown = take(client, me, valid(office).certificate_id)
    assert (unknown.status_code, unknown.json["code"]) == (404, "certificate_unknown")
    theirs = Citizen(**{**other.__dict__, "device_id": me.device_id})
    assert take(client, theirs, card).status_code == 404
    assert take(client, Citizen(**{**me.__dict__, "device_id": uuid.uuid4()}), card).status_code == 404
    clerk = staff(client, "department", office="GA")
    path = f"/api/v1/certificates/{card}/suspensions"
    assert client.post(path, headers=clerk, json={"reason": "核查"}).status_code == 200
    ended = take(client, me, card)
    assert (ended.status_code, ended.json["code"]) == (409, "not_showable")
    assert office.all(WalletCopy, WalletCopy.person_id == me.person_id) == []
    monkeypatch.setattr(phone_copies, "MOST_AN_HOUR", 0)
    assert take(client, me, card).status_code == 429


def test_a_phone_that_is_removed_at_the_same_moment_leaves_no_copy(
    office: Office, bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    me, card = come(office, bank.client)
    removed: list[int] = []
    sign, path = phone_copies.sign_copies, f"/api/v1/devices/{me.device_id}"

    def remove() -> None:
        removed.append(bank.client.application.test_client().delete(path, headers=me.headers).status_code)

    other = threading.Thread(target=remove)

    def meanwhile(*given: Any, **more: Any) -> Any:
        """The phone was found; before its copy is written it is removed, or its removal waits."""
        other.start()
        other.join(0.3)
        return sign(*given, **more)

    monkeypatch.setattr(phone_copies, "sign_copies", meanwhile)
    assert take(bank.client, me, card).status_code == 201
    other.join(20)
    assert removed == [204]
    (copy,) = office.all(WalletCopy, WalletCopy.offer_id == me.device_id)
    assert copy.ended_at is not None

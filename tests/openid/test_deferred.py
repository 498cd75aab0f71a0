"""Copies that cannot be given yet: what is put off, until when, and to whom it is given, once."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from backend import db
from backend.demo import people
from backend.openid import give
from backend.openid.deferred import deferral_of, use_up
from backend.openid.models import WalletDeferral
from backend.openid.refusals import InvalidTransaction
from backend.registries.calendar import day_of
from backend.retention import forget_expired
from tests.openid.test_give import opened
from tests.openid.wallet import Holder, Wallet, decrypted, new_key, public
from tests.people.sign_in import citizen, staff
from tests.registries.office import Office

DEFERRED = "/openid/deferred-credential"
DAY = 86_400


def collect(wallet: Wallet, transaction_id: Any, **more: Any) -> Any:
    headers = wallet.authorised(DEFERRED)
    return wallet.post(DEFERRED, json={"transaction_id": transaction_id, **more}, headers=headers)


def move(holder: Holder, act: str, **body: Any) -> None:
    clerk = staff(holder.client, "department", office="GA")
    path = f"/api/v1/certificates/{holder.certificate_id}/{act}"
    answer = holder.client.post(path, headers=clerk, json={"reason": "依申请", **body})
    assert answer.status_code < 300, answer.text


def put_off(holder: Holder, wallet: Wallet, *held: Any) -> str:
    """A wallet that took an offer, and whose request came while the certificate was suspended."""
    wallet.take(holder.offer())
    move(holder, "suspensions")
    nonce = wallet.c_nonce()
    answer = wallet.ask_copies(*(wallet.proof(nonce, key) for key in held))
    assert answer.status_code == 202, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json["interval"] == 600
    transaction: str = answer.json["transaction_id"]
    return transaction


def test_what_is_suspended_is_put_off_and_given_once_when_it_stands_again(office: Office, holder: Holder) -> None:
    wallet, held = Wallet(holder.client), [new_key(), new_key()]
    transaction = put_off(holder, wallet, *held)
    (shown,) = holder.offers()
    assert (shown["state"], shown["standing"], shown["put_off"]) == ("taken", 0, True)
    again = collect(wallet, transaction)
    assert (again.status_code, again.json) == (202, {"transaction_id": transaction, "interval": 600})
    move(holder, "resumptions")
    given = collect(wallet, transaction)
    assert given.status_code == 200, given.text
    copies = [opened(office, one["credential"]) for one in given.json["credentials"]]
    assert [copy["cnf"]["jwk"] for copy in copies] == [public(key) for key in held]
    (shown,) = holder.offers()
    assert (shown["copies"], shown["standing"], shown["put_off"]) == (2, 2, False)
    assert given.json.keys() == {"credentials"}
    used = collect(wallet, transaction)
    assert (used.status_code, used.json["error"]) == (400, "invalid_transaction_id")


def test_a_transaction_is_of_its_own_token_and_ends_with_the_offer(holder: Holder) -> None:
    wallet, other = Wallet(holder.client), Wallet(holder.client)
    transaction = put_off(holder, wallet, new_key())
    move(holder, "resumptions")
    other.take(holder.offer())
    for unknown in (transaction, "x" * 32, 7, None):
        refused = collect(other, unknown)
        assert (refused.status_code, refused.json["error"]) == (400, "invalid_transaction_id"), unknown
    assert holder.withdraw(holder.offers()[1]["offer_id"]).status_code == 204
    ended = collect(wallet, transaction)
    assert (ended.status_code, ended.json["error"]) == (401, "invalid_token")


def test_what_ended_meanwhile_is_denied(holder: Holder) -> None:
    wallet = Wallet(holder.client)
    transaction = put_off(holder, wallet, new_key())
    move(holder, "revocations", kind="cancelled")
    assert [one["put_off"] for one in holder.offers()] == [False]  # nothing is waited for any more
    denied = collect(wallet, transaction)
    assert (denied.status_code, denied.json["error"]) == (400, "credential_request_denied")


def test_an_answer_that_was_put_off_is_encrypted_when_that_is_asked(holder: Holder) -> None:
    wallet, own = Wallet(holder.client), new_key()
    transaction = put_off(holder, wallet, new_key())
    reply = {"jwk": public(own) | {"alg": "ECDH-ES", "use": "enc"}, "enc": "A256GCM"}
    refused = collect(wallet, transaction, credential_response_encryption=reply)
    assert (refused.status_code, refused.json["error"]) == (400, "invalid_encryption_parameters")
    metadata = holder.client.get("/.well-known/openid-credential-issuer").json
    (key,) = metadata["credential_request_encryption"]["jwks"]["keys"]
    body = wallet.encrypted({"transaction_id": transaction, "credential_response_encryption": reply}, key)
    waiting = wallet.post(DEFERRED, data=body, content_type="application/jwt", headers=wallet.authorised(DEFERRED))
    assert (waiting.status_code, waiting.mimetype) == (202, "application/jwt")
    assert decrypted(waiting.text, own)["transaction_id"] == transaction


def test_a_certificate_that_begins_later_waits_for_its_day_and_no_longer_than_a_month(
    office: Office, client: FlaskClient
) -> None:
    number, later = 977, day_of(office.now) + timedelta(days=3)
    period = {name: later.isoformat() for name in ("valid_from",)}
    certificate = office.issue("general-proof", number, **period, valid_to=(later + timedelta(days=90)).isoformat())
    person = people.person(number)
    me = citizen(client, number=person.citizen_number, name=person.name)
    holder = Holder(client, me.headers, str(certificate.certificate_id), certificate.person_id, number)
    wallet = Wallet(client)
    wallet.take(holder.offer())
    answer = wallet.ask_copies(wallet.proof(wallet.c_nonce()), credential_configuration_id="general-proof")
    assert (answer.status_code, answer.json["interval"]) == (202, DAY)
    with time_machine.travel(office.now + 4 * DAY, tick=True):
        wallet.c_nonce()
        given = collect(wallet, answer.json["transaction_id"])
        assert given.status_code == 200, given.text
    with db.transaction(office.engine) as session:
        mine = office.count(WalletDeferral)
        assert mine
        forget_expired(session, now=office.now + 40 * DAY)
    assert office.count(WalletDeferral) == 0


def test_an_offer_that_is_taken_back_at_the_same_moment_leaves_no_copy(
    office: Office, holder: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    wallet = Wallet(holder.client)
    transaction = put_off(holder, wallet, new_key())
    move(holder, "resumptions")
    offer_id, taken_back = holder.offers()[0]["offer_id"], []

    def found(*given: Any, **more: Any) -> Any:
        """The request is found, and before it goes on the holder has taken the offer back, where nobody waits."""
        waiting = deferral_of(*given, **more)
        if office.engine.dialect.name == "postgresql":  # SQLite has one writer: whoever takes back comes after it
            taken_back.append(holder.withdraw(offer_id).status_code)
        return waiting

    monkeypatch.setattr(give, "deferral_of", found)
    answer = collect(wallet, transaction)
    if taken_back:
        assert (taken_back, answer.status_code, answer.json["error"]) == ([204], 401, "invalid_token")
    else:
        assert (answer.status_code, holder.withdraw(offer_id).status_code) == (200, 204)
    (shown,) = holder.offers()
    assert (shown["state"], shown["standing"]) == ("withdrawn", 0)


def test_of_two_answers_at_once_one_gives(office: Office, holder: Holder) -> None:
    put_off(holder, Wallet(holder.client), new_key())
    with db.transaction(office.engine) as session:
        (waiting,) = session.scalars(select(WalletDeferral).where(WalletDeferral.person_id == holder.person_id))
        use_up(session, waiting, now=office.now)
        with pytest.raises(InvalidTransaction):  # as whoever read the row before sees it
            use_up(session, waiting, now=office.now)

"""What the office knows of a certificate decides: its state, its copy, its phone, its key, its holder, the purpose."""

import uuid
from typing import Any

import pytest
from sqlalchemy import update

from backend import db
from backend.certificates.models import Certificate, WalletCopy
from backend.trust import keys as issuer_keys
from backend.verification.models import VerdictRow, Verifier
from tests.openid.wallet import new_key
from tests.people import sign_in
from tests.people.sign_in import staff
from tests.presentations.conftest import PURPOSES, Bank, valid
from tests.presentations.test_refusals import refused
from tests.presentations.wallet import Copy, Wallet, now, take
from tests.registries.office import Office

SHOWN = ("name", "over_18")


def show(bank: Bank, wallet: Wallet, copy: Copy, **body: Any) -> tuple[dict[str, Any], Any]:
    made = bank.ask(*SHOWN, response_mode="direct_post", **body)
    asked = wallet.fetch(made)
    return made, wallet.answer(asked, {"resident-id": [wallet.present(asked, copy, *SHOWN)]})


def verdict_of(office: Office, made: dict[str, Any], bank: Bank) -> VerdictRow:
    verdict_id = uuid.UUID(bank.read(made).json["verdict_id"])
    (row,) = office.all(VerdictRow, VerdictRow.verdict_id == verdict_id)
    found: VerdictRow = row
    return found


@pytest.mark.parametrize(("act", "reason"), [("suspensions", "status_suspended"), ("revocations", "status_revoked")])
def test_what_the_issuer_took_back_is_refused_at_once_and_told_to_its_holder(
    office: Office, bank: Bank, wallet: Wallet, copy: Copy, act: str, reason: str
) -> None:
    clerk = staff(bank.client, "department", office="GA")
    path = f"/api/v1/certificates/{copy.certificate_id}/{act}"
    body = {"reason": "核查"} | ({"kind": "cancelled"} if act == "revocations" else {})
    assert bank.client.post(path, headers=clerk, json=body).status_code == 200
    made, answer = show(bank, wallet, copy)
    refused(bank, made, answer, reason)
    row = verdict_of(office, made, bank)
    assert (row.person_id, row.shown, row.form) == (copy.person_id, [], "vp")


def test_a_copy_that_was_ended_or_is_not_the_one_recorded_is_refused(
    office: Office, bank: Bank, wallet: Wallet, copy: Copy
) -> None:
    mine = WalletCopy.person_id == copy.person_id
    for values, reason in (
        ({"ended_at": now()}, "status_revoked"), ({"ended_at": None, "digest": b"x"}, "certificate_unknown")
    ):  # fmt: skip
        with db.transaction(office.engine) as session:
            session.execute(update(WalletCopy).where(mine).values(values))
        made, answer = show(bank, wallet, copy)
        refused(bank, made, answer, reason)


def test_the_key_of_a_removed_phone_shows_nothing(office: Office, bank: Bank, wallet: Wallet, copy: Copy) -> None:
    certificate = office.all(Certificate, Certificate.person_id == copy.person_id)[0]
    key, phone = new_key(), sign_in.citizen(bank.client)
    held = sign_in.SoftwareSigner(key.get_op_key("sign"))
    added = sign_in.register_device(bank.client, phone.headers, held)
    bound = take(office, certificate, key)
    assert show(bank, wallet, bound)[1].status_code == 200
    removed = bank.client.delete(f"/api/v1/devices/{added.json['device_id']}", headers=phone.headers)
    assert removed.status_code == 204
    made, answer = show(bank, wallet, bound)
    refused(bank, made, answer, "device_removed")


def test_certificates_of_two_people_are_refused(
    office: Office, bank: Bank, wallet: Wallet, copy: Copy, shared: Copy
) -> None:
    query = {
        "credentials": [
            {"id": name, "format": "dc+sd-jwt", "meta": {"vct_values": ["https://liangma.example/types/resident-id"]}}
            for name in ("one", "other")
        ]
    }
    for second, state in ((shared, "failed"), (take(office, _card(office, copy)), "done")):
        made = bank.ask(dcql_query=query, response_mode="direct_post")
        asked = wallet.fetch(made)
        shown = {"one": [wallet.present(asked, copy)], "other": [wallet.present(asked, second)]}
        answer = wallet.answer(asked, shown)
        assert bank.read(made).json["state"] == state
        if state == "failed":
            refused(bank, made, answer, "holders_differ")


def test_two_copies_of_one_certificate_count_once(office: Office, bank: Bank, wallet: Wallet) -> None:
    card = valid(office)
    vcts = [office.type("resident-id").vct]
    claims = [{"path": ["name"]}]
    asks = {"id": "cards", "format": "dc+sd-jwt", "multiple": True, "meta": {"vct_values": vcts}, "claims": claims}
    made = bank.ask(response_mode="direct_post", dcql_query={"credentials": [asks]})
    asked = wallet.fetch(made)
    shown = [wallet.present(asked, take(office, card), "name") for _ in range(2)]
    assert wallet.answer(asked, {"cards": shown}).status_code == 200
    told = bank.read(made).json["result"]
    assert told["presented"] == {"cards": [str(card.certificate_id)]}
    assert len(told["verdict"]["certificates"]) == 1


def test_a_purpose_that_was_taken_away_meanwhile_permits_nothing(
    office: Office, bank: Bank, wallet: Wallet, copy: Copy
) -> None:
    made = bank.ask(*SHOWN, response_mode="direct_post")
    asked = wallet.fetch(made)
    _register(office, {"age": PURPOSES["age"]})
    answer = wallet.answer(asked, {"resident-id": [wallet.present(asked, copy, *SHOWN)]})
    refused(bank, made, answer, "purpose_unknown")
    _register(office, PURPOSES)


def test_a_compromised_key_signs_nothing_that_is_believed(
    office: Office, bank: Bank, wallet: Wallet, copy: Copy
) -> None:
    with db.transaction(office.engine) as session:
        key = issuer_keys.signing_key(session, "GA", now=now())
        assert key is not None
        issuer_keys.mark_compromised(session, key.thumbprint, since=now(), now=now())
    made, answer = show(bank, wallet, copy)
    refused(bank, made, answer, "key_compromised")
    with db.transaction(office.engine) as session:
        issuer_keys.new_key(session, "GA", box=office.box, state="active", now=now())


def _card(office: Office, copy: Copy) -> Certificate:
    found: Certificate = office.all(Certificate, Certificate.certificate_id == uuid.UUID(copy.certificate_id))[0]
    return found


def _register(office: Office, purposes: Any) -> None:
    from backend.trust import caches

    with db.transaction(office.engine) as session:
        session.execute(update(Verifier).where(Verifier.verifier_id == "bank.wallets").values(purposes=purposes))
        caches.forget(session)

"""From the holder's tap to copies in another wallet: what is given, on what, and what becomes of it."""

import hashlib
import time
from typing import Any

from flask.testing import FlaskClient

from backend import db
from backend.audit.models import AuditEntry
from backend.certificates.models import WalletCopy
from backend.trust import keys as issuer_keys
from backend.trust import status as lists
from certs import keys as vault_keys
from certs import sdjwt, status
from certs.sdjwt import SdAccepted
from tests.interop.proves import proves
from tests.openid.wallet import CONFIGURATION, Holder, Wallet, decrypted, new_key, public
from tests.people.sign_in import staff
from tests.registries.office import BASE_URL, Office


def opened(office: Office, token: str) -> dict[str, Any]:
    """The claims of a copy, checked with the issuer's published key."""
    with db.open_session(office.engine, reading=True) as session:
        (key,) = issuer_keys.all_keys(session, "GA")
        issuer = vault_keys.public_from_jwk(key.jwk)
    outcome = sdjwt.verify(token, key_for=lambda *_: issuer, now=office.now, key_binding=None)
    assert isinstance(outcome, SdAccepted), outcome
    return dict(outcome.claims)


def values(client: FlaskClient, office: Office, copies: list[dict[str, Any]]) -> list[int]:
    """The status of each in the published list."""
    answer = client.get("/api/v1/status-lists/1", headers={"Accept": "application/statuslist+jwt"})
    with db.open_session(office.engine, reading=True) as session:
        platform = issuer_keys.platform_publics(session)
    read = status.read_jwt(answer.text, platform[0], uri=f"{lists.status_uri(BASE_URL)}1", now=int(time.time()))
    return [read.list.get(copy["status"]["status_list"]["idx"]) for copy in copies]


def test_a_wallet_takes_a_batch_and_each_copy_stands_alone(office: Office, holder: Holder) -> None:
    wallet, made = Wallet(holder.client), holder.offer()
    told = wallet.take(made)
    assert (told["token_type"], told["expires_in"]) == ("DPoP", 1800)
    assert "authorization_details" not in told
    nonce, held = wallet.c_nonce(), [new_key() for _ in range(3)]
    answer = wallet.ask_copies(*(wallet.proof(nonce, key) for key in held))
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    copies = [opened(office, one["credential"]) for one in answer.json["credentials"]]
    assert [copy["cnf"]["jwk"] for copy in copies] == [public(key) for key in held]
    assert len({copy["status"]["status_list"]["idx"] for copy in copies}) == 3
    assert {copy["vct"] for copy in copies} == {"https://liangma.example/types/resident-id"}
    assert {copy["name"] for copy in copies} == {copies[0]["name"]}
    assert len({one["credential"].partition("~")[2] for one in answer.json["credentials"]}) == 3
    assert all(copy["iat"] % 3600 == 0 or copy["iat"] <= office.now + 60 for copy in copies)
    (shown,) = holder.offers()
    assert (shown["state"], shown["copies"], shown["standing"]) == ("taken", 3, 3)


def test_copies_follow_their_certificate_at_once(office: Office, holder: Holder) -> None:
    wallet = Wallet(holder.client)
    wallet.take(holder.offer())
    nonce = wallet.c_nonce()
    answer = wallet.ask_copies(wallet.proof(nonce), wallet.proof(nonce))
    copies = [opened(office, one["credential"]) for one in answer.json["credentials"]]
    clerk = staff(holder.client, "department", office="GA")
    one = f"/api/v1/certificates/{holder.certificate_id}"
    seen = [values(holder.client, office, copies)]
    for act, body in (("suspensions", {}), ("resumptions", {}), ("revocations", {"kind": "revoked"})):
        assert holder.client.post(f"{one}/{act}", headers=clerk, json={"reason": "依申请", **body}).status_code == 200
        seen.append(values(holder.client, office, copies))
    assert seen == [[0, 0], [2, 2], [0, 0], [1, 1]]
    denied = wallet.ask_copies(wallet.proof(wallet.c_nonce()))
    assert (denied.status_code, denied.json["error"]) == (400, "credential_request_denied")


def test_what_the_holder_takes_back_is_invalid_and_stays_so(office: Office, holder: Holder) -> None:
    wallet, kept, made = Wallet(holder.client), Wallet(holder.client), holder.offer()
    wallet.take(made)
    kept.take(holder.offer())
    given = [one.ask_copies(one.proof(one.c_nonce())).json["credentials"][0]["credential"] for one in (wallet, kept)]
    copies = [opened(office, one) for one in given]
    assert holder.withdraw(made["offer_id"]).status_code == 204
    assert values(holder.client, office, copies) == [1, 0]
    assert wallet.ask_copies(wallet.proof(wallet.c_nonce())).json["error"] == "invalid_token"
    assert holder.withdraw(made["offer_id"]).json["code"] == "offer_over"
    clerk = staff(holder.client, "department", office="GA")
    for act in ("suspensions", "resumptions"):
        path = f"/api/v1/certificates/{holder.certificate_id}/{act}"
        assert holder.client.post(path, headers=clerk, json={"reason": "核查"}).status_code == 200
    assert values(holder.client, office, copies) == [1, 0]
    assert [one["state"] for one in holder.offers()] == ["taken", "withdrawn"]


def test_a_wallet_says_what_it_kept_and_what_it_did_not_is_ended(office: Office, holder: Holder) -> None:
    wallet = Wallet(holder.client, bound=False)
    assert wallet.take(holder.offer())["token_type"] == "Bearer"
    answers = [wallet.ask_copies(wallet.proof(wallet.c_nonce())).json for _ in range(2)]
    copies = [opened(office, one["credentials"][0]["credential"]) for one in answers]
    names = [one["notification_id"] for one in answers]

    def say(**body: Any) -> Any:
        answer = wallet.ask(body, path="/openid/notification")
        return answer.status_code if answer.status_code == 204 else answer.json["error"]

    assert say(notification_id=names[0], event="credential_accepted") == 204
    assert [say(notification_id=names[1], event="credential_deleted") for _ in range(2)] == [204, 204]
    assert values(holder.client, office, copies) == [0, 1]
    assert say(notification_id=names[0], event="credential_liked") == "invalid_notification_request"
    assert say(event="credential_accepted") == "invalid_notification_request"
    assert say(notification_id=names[0], event="credential_accepted", event_description=1) == (
        "invalid_notification_request"
    )
    assert say(notification_id="x", event="credential_accepted") == "invalid_notification_id"
    other = Wallet(holder.client, bound=False)
    other.take(holder.offer())
    wallet.token = other.token
    assert say(notification_id=names[0], event="credential_deleted") == "invalid_notification_id"


@proves("Encrypted credential request and response", by="PyPI jwcrypto")
def test_an_answer_is_encrypted_to_a_key_that_came_encrypted(office: Office, holder: Holder) -> None:
    wallet, mine = Wallet(holder.client), new_key()
    told = wallet.take(
        holder.offer(),
        authorization_details='[{"type": "openid_credential", "credential_configuration_id": "resident-id"}]',
    )
    identifier = told["authorization_details"][0]["credential_identifiers"][0]
    metadata = holder.client.get("/.well-known/openid-credential-issuer").json
    key = metadata["credential_request_encryption"]["jwks"]["keys"][0]
    reply = {"jwk": public(mine) | {"alg": "ECDH-ES", "use": "enc", "kid": "k1"}, "enc": "A128GCM"}

    def ask(*, proof: str | None = None, named: str = identifier, to: Any = reply, **header: Any) -> Any:
        proofs = {"jwt": [proof or wallet.proof(wallet.c_nonce())]}
        body = {"credential_identifier": named, "proofs": proofs, "credential_response_encryption": to}
        return wallet.ask(None, data=wallet.encrypted(body, key, **header), content_type="application/jwt")

    answer = ask()
    assert answer.content_type == "application/jwt"
    given = decrypted(answer.text, mine)
    assert opened(office, given["credentials"][0]["credential"])["cnf"]["jwk"]
    wrong = {
        "no enc": ask(to={"jwk": reply["jwk"]}).json["error"],
        "another enc": ask(to=reply | {"enc": "A256CBC-HS512"}).json["error"],
        "no alg": ask(to=reply | {"jwk": public(mine)}).json["error"],
        "a private key": ask(to=reply | {"jwk": mine.export_private(as_dict=True) | {"alg": "ECDH-ES"}}).json["error"],
        "compressed": ask(to=reply | {"zip": "DEF"}).json["error"],
        "another key of ours": ask(kid="unknown").json["error"],
        "another algorithm": ask(alg="ECDH-ES+A256KW").json["error"],
    }
    assert set(wrong.values()) == {"invalid_encryption_parameters"}, wrong
    assert ask(proof="x").json["error"] == "invalid_proof"
    assert ask(proof="x").content_type == "application/json"
    assert ask(named="x").json["error"] == "unknown_credential_identifier"
    proofs = {"jwt": [wallet.proof(wallet.c_nonce())]}
    plain = wallet.ask({"credential_identifier": identifier, "proofs": proofs, "credential_response_encryption": reply})
    assert plain.json["error"] == "invalid_encryption_parameters"
    narrowed = wallet.ask({"credential_configuration_id": CONFIGURATION, "proofs": proofs})
    assert narrowed.json["error"] == "invalid_credential_request"


def test_what_was_signed_was_recorded_and_told_in_the_log(office: Office, holder: Holder) -> None:
    wallet = Wallet(holder.client)
    wallet.take(holder.offer())
    answer = wallet.ask_copies(wallet.proof(wallet.c_nonce()))
    token = answer.json["credentials"][0]["credential"].partition("~")[0]
    (row,) = office.all(WalletCopy, WalletCopy.person_id == holder.person_id)
    assert row.digest == hashlib.sha256(token.rpartition(".")[0].encode()).digest()
    assert str(row.batch_id) == answer.json["notification_id"]
    written = ("offer.made", "offer.taken", "copies.issued")
    rows = office.all(AuditEntry, AuditEntry.action.in_(written), AuditEntry.person_id == holder.person_id)
    assert sorted(one.action for one in rows) == ["copies.issued", "offer.made", "offer.taken"]

"""Every wrong request gets the error code that the standard names for it, and changes nothing."""

import secrets
from collections.abc import Callable
from typing import Any

import time_machine
from flask.testing import FlaskClient
from jwcrypto import jwk

from backend.certificates.models import WalletCopy
from backend.openid.offers import MOST_AN_HOUR
from tests.openid.wallet import (
    BASE,
    CONFIGURATION,
    GRANT,
    LEFT_OUT,
    Holder,
    Wallet,
    new_key,
    now,
    offered,
    public,
    signed,
)
from tests.people.sign_in import citizen, staff
from tests.registries.office import Office

Case = tuple[Callable[[], Any], int, str]


def check(cases: dict[str, Case]) -> None:
    """Each case: (what is sent, status, error)."""
    told = {}
    for name, (send, _status, _error) in cases.items():
        answer = send()
        told[name] = (answer.status_code, (answer.json or {}).get("error"))
        assert answer.headers["Cache-Control"] == "no-store", name
        assert answer.headers["DPoP-Nonce"], name
    assert told == {name: (status, error) for name, (_send, status, error) in cases.items()}


def code_of(holder: Holder, made: dict[str, Any]) -> str:
    code: str = offered(holder.client, made)["grants"][GRANT]["pre-authorized_code"]
    return code


def test_token_requests_that_are_wrong(office: Office, holder: Holder) -> None:
    made, wallet = holder.offer(), Wallet(holder.client, bound=False)
    code, tx_code = code_of(holder, made), made["tx_code"]
    details = '[{"type": "openid_credential", "credential_configuration_id": "%s"}]'

    def ask(**form: Any) -> Callable[[], Any]:
        return lambda: wallet.ask_token(**({"code": code, "tx_code": tx_code} | form))

    check(
        {
            "no grant": (ask(grant_type=None), 400, "invalid_request"),
            "another grant": (ask(grant_type="password"), 400, "unsupported_grant_type"),
            "a partner's grant": (ask(grant_type="client_credentials"), 400, "unsupported_grant_type"),
            "no code": (ask(code=None), 400, "invalid_request"),
            "the code twice": (ask(code=[code, code]), 400, "invalid_request"),
            "an unknown code": (ask(code="x" * 43), 400, "invalid_grant"),
            "a code that is no text": (ask(code="\0" * 20), 400, "invalid_request"),
            "a code beyond measure": (ask(code="x" * 500), 400, "invalid_request"),
            "no transaction code": (ask(tx_code=None), 400, "invalid_request"),
            "a body of JSON": (lambda: wallet.post("/openid/token", json={"a": 1}), 400, "invalid_request"),
            "details that are not JSON": (ask(authorization_details="{"), 400, "invalid_authorization_details"),
            "details of another type": (
                ask(authorization_details='[{"type": "payment"}]'), 400, "invalid_authorization_details",
            ),
            "details of another credential": (
                ask(authorization_details=details % "disability"), 400, "invalid_authorization_details",
            ),
        }
    )  # fmt: skip
    assert wallet.ask_token(code, tx_code).status_code == 200  # none of them used it up
    assert wallet.ask_token(code, tx_code).json["error"] == "invalid_grant"
    path = made["by_reference"].rpartition("%2F")[2]
    assert holder.client.get(f"/openid/offers/{path}").json["code"] == "offer_unknown"


def test_proofs_of_possession_that_are_wrong(office: Office, holder: Holder) -> None:
    made, wallet = holder.offer(), Wallet(holder.client)
    code, path = code_of(holder, made), "/openid/token"
    first = wallet.ask_token(code, made["tx_code"])
    assert (first.status_code, first.json["error"]) == (400, "use_dpop_nonce")
    once, other = wallet.dpop(path), new_key()
    assert wallet.ask_token(code, "000000x", dpop=once).json["error"] == "invalid_grant"

    def ask(**changed: Any) -> tuple[Callable[[], Any], int, str]:
        return (lambda: wallet.ask_token(code, made["tx_code"], dpop=wallet.dpop(path, **changed))), 400, error

    error = "invalid_dpop_proof"
    check(
        {
            "no JWT": (lambda: wallet.ask_token(code, made["tx_code"], dpop="x"), 400, error),
            "used before": (lambda: wallet.ask_token(code, made["tx_code"], dpop=once), 400, error),
            "another type": ask(header={"typ": "JWT"}),
            "no key": ask(header={"jwk": None}),
            "another's key": ask(header={"jwk": public(other)}),
            "a private key": ask(header={"jwk": other.export_private(as_dict=True)}),
            "another method": ask(htm="GET"),
            "another address": ask(htu="https://elsewhere.example/openid/token"),
            "another endpoint": ask(htu=f"{BASE}/openid/credential"),
            "old": ask(iat=now() - 400),
            "from the future": ask(iat=now() + 400),
            "without jti": ask(jti=LEFT_OUT),
            "a nonce of nobody": (ask(nonce=secrets.token_urlsafe(16))[0], 400, "use_dpop_nonce"),
        }
    )  # fmt: skip
    assert wallet.ask_token(code, made["tx_code"], dpop=wallet.dpop(path, htu=f"{BASE}{path}?a=1")).status_code == 200


def test_access_tokens_that_do_not_count(office: Office, holder: Holder) -> None:
    wallet, path = Wallet(holder.client), "/openid/credential"
    wallet.take(holder.offer())
    bearer = Wallet(holder.client, bound=False)
    bearer.take(holder.offer())
    thief = Wallet(holder.client, token=wallet.token, dpop_nonce=wallet.dpop_nonce)
    spent, body = wallet.dpop(path), {"credential_configuration_id": CONFIGURATION}
    assert wallet.ask(body, headers=wallet.authorised(path, spent)).json["error"] == "invalid_proof"

    def ask(**headers: str) -> Callable[[], Any]:
        return lambda: wallet.post(path, json=body, headers=headers)

    bound, plain = f"DPoP {wallet.token}", f"Bearer {bearer.token}"
    check(
        {
            "none": (ask(), 401, "invalid_token"),
            "unknown": (ask(Authorization=f"Bearer {'x' * 43}"), 401, "invalid_token"),
            "by a password": (ask(Authorization="Basic YTpi"), 401, "invalid_token"),
            "a bound one as a bearer token": (ask(Authorization=f"Bearer {wallet.token}"), 401, "invalid_token"),
            "a bound one without its proof": (ask(Authorization=bound), 401, "invalid_token"),
            "a bound one by another's key": (
                lambda: thief.post(path, json=body, headers=thief.authorised(path)), 401, "invalid_token",
            ),
            "a bearer token as a bound one": (
                lambda: ask(Authorization=f"DPoP {bearer.token}", DPoP=wallet.dpop(path))(), 401, "invalid_token",
            ),
            "a proof for another token": (
                lambda: ask(Authorization=bound, DPoP=wallet.dpop(path, ath="x" * 43))(), 401, "invalid_dpop_proof",
            ),
            "a proof without a nonce": (
                lambda: ask(Authorization=bound, DPoP=wallet.dpop(path, nonce=LEFT_OUT))(), 401, "use_dpop_nonce",
            ),
            "in the query": (
                lambda: wallet.post(f"{path}?access_token={bearer.token}", json=body), 400, "invalid_request",
            ),
        }
    )  # fmt: skip
    challenge = ask()().headers["WWW-Authenticate"]
    assert challenge.startswith("DPoP ")
    assert 'algs="ES256"' in challenge
    with time_machine.travel(now() + 1801, tick=False):
        assert wallet.ask(body, headers={"Authorization": plain}).json["error"] == "invalid_token"


def test_credential_requests_that_are_wrong(office: Office, holder: Holder) -> None:
    wallet = Wallet(holder.client, bound=False)
    wallet.take(holder.offer())
    key = new_key()

    def ask(*proofs: str, **more: Any) -> Callable[[], Any]:
        return lambda: wallet.ask_copies(*proofs, **more)

    def one(*, header: Any = None, nonce: Any = None, **changed: Any) -> Callable[[], Any]:
        return ask(wallet.proof(nonce or wallet.c_nonce(), header=header, **changed))

    right, used = wallet.proof(wallet.c_nonce()), wallet.proof(nonce := wallet.c_nonce())
    assert wallet.ask_copies(used).status_code == 200
    with time_machine.travel(now() - 301, tick=False):
        ended = wallet.c_nonce()
    raw = {"headers": {"Authorization": f"Bearer {wallet.token}"}, "data": "{", "content_type": "application/json"}
    unsigned = "eyJhbGciOiJub25lIiwidHlwIjoib3BlbmlkNHZjaS1wcm9vZitqd3QifQ.e30."
    request, proof = "invalid_credential_request", "invalid_proof"
    check(
        {
            "not JSON": (lambda: wallet.ask(None, **raw), 400, request),
            "a list": (lambda: wallet.ask([]), 400, request),
            "a form": (lambda: wallet.ask(None, **raw | {"content_type": "text/plain"}), 400, request),
            "a JWT that is no JWE": (
                lambda: wallet.ask(None, **raw | {"content_type": "application/jwt"}), 400,
                "invalid_encryption_parameters",
            ),
            "nothing named": (ask(right, credential_configuration_id=None), 400, request),
            "named twice": (ask(right, credential_identifier="x"), 400, request),
            "an unknown configuration": (
                ask(right, credential_configuration_id="x"), 400, "unknown_credential_configuration",
            ),
            "another configuration": (ask(right, credential_configuration_id="disability"), 403, "insufficient_scope"),
            "an identifier that nobody gave": (
                ask(right, credential_configuration_id=None, credential_identifier="x"), 400,
                "unknown_credential_identifier",
            ),
            "no proofs": (ask(proofs=None), 400, proof),
            "an older draft's proof": (ask(proofs=None, proof={"proof_type": "jwt", "jwt": right}), 400, proof),
            "an empty list": (ask(), 400, proof),
            "two kinds": (ask(proofs={"jwt": [right], "attestation": ["x"]}), 400, proof),
            "another kind": (ask(proofs={"di_vp": [{}]}), 400, proof),
            "no text": (ask(proofs={"jwt": [1]}), 400, proof),
            "too many": (ask(*[right] * 21), 400, request),
            "no JWT": (ask("x.y.z"), 400, proof),
            "alg none": (ask(unsigned), 400, proof),
            "a symmetric key": (ask(forged_hs256(wallet.c_nonce())), 400, proof),
            "another type": (one(header={"typ": "JWT"}), 400, proof),
            "a key elsewhere": (one(header={"jku": "http://127.0.0.1:9/keys"}), 400, proof),
            "a certificate elsewhere": (one(header={"x5u": "http://127.0.0.1:9/cert"}), 400, proof),
            "a key id beside the key": (one(header={"kid": "did:example:1#1"}), 400, proof),
            "no key": (one(header={"jwk": LEFT_OUT}), 400, proof),
            "another's key": (one(header={"jwk": public(key)}), 400, proof),
            "a private key": (one(header={"jwk": key.export_private(as_dict=True)}), 400, proof),
            "another audience": (one(aud="https://elsewhere.example"), 400, proof),
            "two audiences": (one(aud=[BASE, "https://elsewhere.example"]), 400, proof),
            "no audience": (one(aud=LEFT_OUT), 400, proof),
            "old": (one(iat=now() - 400), 400, proof),
            "from the future": (one(iat=now() + 400), 400, proof),
            "no time": (one(iat=LEFT_OUT), 400, proof),
            "a client that nobody named": (one(iss="somebody"), 400, proof),
            "no nonce": (one(nonce=LEFT_OUT), 400, proof),
            "a nonce of nobody": (one(nonce="x" * 54), 400, "invalid_nonce"),
            "a nonce that was used": (ask(wallet.proof(nonce)), 400, "invalid_nonce"),
            "a nonce that ended": (one(nonce=ended), 400, "invalid_nonce"),
            "one key twice": (ask(wallet.proof(n := wallet.c_nonce(), key), wallet.proof(n, key)), 400, proof),
            "one bad proof of two": (ask(right, wallet.proof(wallet.c_nonce(), aud="x")), 400, proof),
        }
    )  # fmt: skip
    assert wallet.ask_copies(right).status_code == 200  # what was refused spent nothing
    assert office.count(WalletCopy, WalletCopy.person_id == holder.person_id) == 2


def forged_hs256(nonce: str) -> str:
    key = jwk.JWK.generate(kty="oct", size=256)
    return signed(key, {"typ": "openid4vci-proof+jwt", "alg": "HS256"}, {"aud": BASE, "iat": now(), "nonce": nonce})


def test_a_transaction_code_is_tried_five_times_and_expiry_comes_first(office: Office, holder: Holder) -> None:
    made, wallet = holder.offer(), Wallet(holder.client, bound=False)
    code = code_of(holder, made)
    wrong = f"{(int(made['tx_code']) + 1) % 10**6:06}"
    with time_machine.travel(now() + 301, tick=False):
        for _ in range(6):
            assert wallet.ask_token(code, wrong).json["error"] == "invalid_grant"
        assert holder.offers()[0]["state"] == "over"
    for _ in range(4):
        assert wallet.ask_token(code, wrong).json["error"] == "invalid_grant"
    assert wallet.ask_token(code, made["tx_code"]).status_code == 200  # what came too late was no try
    second = holder.offer()
    code = code_of(holder, second)
    for _ in range(5):
        wallet.ask_token(code, "x")
    assert wallet.ask_token(code, second["tx_code"]).json["error"] == "invalid_grant"
    assert holder.offers()[0]["state"] == "blocked"


def test_an_offer_gives_twenty_copies_and_a_holder_makes_few(office: Office, holder: Holder) -> None:
    wallet = Wallet(holder.client, bound=False)
    wallet.take(holder.offer(), client_id="wallet.example")
    nonce = wallet.c_nonce()
    assert wallet.ask_copies(*(wallet.proof(nonce, iss="wallet.example") for _ in range(20))).status_code == 200
    assert wallet.ask_copies(wallet.proof(wallet.c_nonce())).json["error"] == "credential_request_denied"
    assert holder.offers()[0]["wallet"] == "wallet.example"
    for _ in range(MOST_AN_HOUR - 1):
        holder.offer()
    assert holder.client.post(holder.path, headers=holder.headers).status_code == 429


def test_nobody_offers_what_is_another_s_or_cannot_be_shown(
    office: Office, holder: Holder, client: FlaskClient
) -> None:
    made, stranger = holder.offer(), citizen(client, name="李四")
    for send, path in ((client.post, holder.path), (client.get, holder.path)):
        assert send(path, headers=stranger.headers).json["code"] == "certificate_unknown"
    assert client.delete(f"/api/v1/offers/{made['offer_id']}", headers=stranger.headers).json["code"] == "offer_unknown"
    clerk = staff(client, "department", office="GA")
    suspended = client.post(
        f"/api/v1/certificates/{holder.certificate_id}/suspensions", headers=clerk, json={"reason": "核查"}
    )
    assert suspended.status_code == 200
    assert client.post(holder.path, headers=holder.headers).json["code"] == "not_showable"

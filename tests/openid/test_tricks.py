"""Keys that a request names instead of proving: refused, and nothing is fetched. And wallets that are web pages."""

import json
import socket
from typing import Any

import pytest

from certs import base64url
from certs.keys import SoftwareSigner, jwk_of, new_private_key
from tests.openid.code_flow import Flow
from tests.openid.wallet import BASE, Holder, Wallet, now
from tests.registries.office import Office

OUTSIDE = "http://127.0.0.1:9/keys"
TRICKS: dict[str, dict[str, Any]] = {
    "a key elsewhere": {"jku": OUTSIDE},
    "a certificate elsewhere": {"x5u": OUTSIDE},
    "a key and its certificate": {"x5c": ["MIIB"]},
    "a digest of a certificate": {"x5t#S256": "x" * 43},
    "a DID": {"kid": "did:web:127.0.0.1%3A9#1"},
    "a DID instead of a key": {"kid": "did:web:127.0.0.1%3A9#1", "jwk": None},
    "a chain of trust": {"trust_chain": ["a.b.c"]},
    "no algorithm": {"alg": "none"},
    "a symmetric one": {"alg": "HS256"},
    "a larger curve": {"alg": "ES384"},
    "an extension that must be known": {"crit": ["exp"], "exp": 1},
    "a payload that is not encoded": {"b64": False, "crit": ["b64"]},
}


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every name and address that the program asks for meanwhile. (The database's driver is not Python's sockets.)"""
    asked: list[Any] = []

    def refuse(*given: Any, **_more: Any) -> Any:
        asked.append(given[-1])
        raise OSError("nothing is called here")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return asked


def with_header(key: SoftwareSigner, header: dict[str, Any], claims: dict[str, Any]) -> str:
    """Signed by ES256 over whatever the header says: but for that it is good."""
    parts = [base64url.encode(json.dumps(one).encode()) for one in (header, claims)]
    return ".".join([*parts, base64url.encode(key.sign(".".join(parts).encode()))])


def test_a_header_that_names_a_key_is_refused_and_nothing_is_fetched(
    office: Office, holder: Holder, called: list[Any]
) -> None:
    wallet, flow = Wallet(holder.client), Flow(Wallet(holder.client))
    wallet.take(holder.offer())
    flow.wallet.c_nonce()
    told = {}
    tricks = TRICKS | {"none": {}}
    for name, trick in tricks.items():
        key = SoftwareSigner(new_private_key())
        head = {"typ": "openid4vci-proof+jwt", "alg": "ES256", "jwk": jwk_of(key.public)} | trick
        proof = with_header(key, head, {"aud": BASE, "iat": now(), "nonce": wallet.c_nonce()})
        answer = wallet.ask_copies(proof)
        head |= {"typ": "dpop+jwt"}
        claims = {
            "jti": name,
            "htm": "POST",
            "htu": f"{BASE}/openid/par",
            "iat": now(),
            "nonce": flow.wallet.dpop_nonce,
        }
        pushed = flow.push(dpop=with_header(key, head, claims))
        told[name] = (answer.status_code, answer.json.get("error"), pushed.status_code, pushed.json.get("error"))
    assert told.pop("none") == (200, None, 201, None)
    assert told == dict.fromkeys(TRICKS, (400, "invalid_proof", 400, "invalid_dpop_proof"))
    assert called == []


def test_a_wallet_in_a_web_page_may_ask_from_any_origin(office: Office, holder: Holder) -> None:
    origin = {"Origin": "https://wallet.example"}
    for path in ("/openid/par", "/openid/token", "/openid/nonce", "/openid/credential", "/openid/notification"):
        before = holder.client.options(path, headers=origin | {"Access-Control-Request-Method": "POST"})
        assert before.status_code == 200
        assert before.headers["Access-Control-Allow-Origin"] == "*"
        assert "POST" in before.headers["Access-Control-Allow-Methods"]
        assert {"DPoP", "Authorization"} <= set(before.headers["Access-Control-Allow-Headers"].split(", "))
        assert "Access-Control-Allow-Credentials" not in before.headers
    answer = Flow(Wallet(holder.client)).push()
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "DPoP-Nonce" in answer.headers["Access-Control-Expose-Headers"]
    page = holder.client.options("/api/v1/wallet-authorisations", headers=origin)
    assert "Access-Control-Allow-Origin" not in page.headers

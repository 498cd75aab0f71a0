"""A wallet of other people, small and written from the standards alone: it asks for what an offer gives, over HTTP.

It signs with PyPI jwcrypto, which the office does not use; each part of a request can be changed to make it wrong.
"""

import base64
import hashlib
import json
import secrets
import time
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask.testing import FlaskClient
from jwcrypto import jwe, jwk, jws

from tests.people.sign_in import new_address

BASE = "https://liangma.example"
GRANT = "urn:ietf:params:oauth:grant-type:pre-authorized_code"
CONFIGURATION = "resident-id"
LEFT_OUT = object()  # a member that is not sent at all


@dataclass(frozen=True)
class Holder:
    """The citizen's own page."""

    client: FlaskClient
    headers: dict[str, str]
    certificate_id: str
    person_id: uuid.UUID
    number: int = 0  # which citizen of the city

    @property
    def path(self) -> str:
        return f"/api/v1/certificates/{self.certificate_id}/offers"

    def offer(self) -> dict[str, Any]:
        answer = self.client.post(self.path, headers=self.headers)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json
        return made

    def offers(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.client.get(self.path, headers=self.headers).json["items"]
        return items

    def withdraw(self, offer_id: str) -> Any:
        return self.client.delete(f"/api/v1/offers/{offer_id}", headers=self.headers)


def now() -> int:
    return int(time.time())


def new_key() -> jwk.JWK:
    return jwk.JWK.generate(kty="EC", crv="P-256")


def public(key: jwk.JWK) -> dict[str, Any]:
    shown: dict[str, Any] = key.export_public(as_dict=True)
    return {name: shown[name] for name in ("kty", "crv", "x", "y")}


def signed(key: jwk.JWK, header: dict[str, Any], claims: dict[str, Any]) -> str:
    """A compact JWS; members that are LEFT_OUT are not there."""
    token = jws.JWS(json.dumps(_kept(claims)))
    token.add_signature(key, None, json.dumps(_kept(header)), None)
    text: str = token.serialize(compact=True)
    return text


def _kept(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not LEFT_OUT}


def offered(client: FlaskClient, made: dict[str, Any]) -> dict[str, Any]:
    """The offer at the address in the QR code."""
    address = parse_qs(urlsplit(made["by_reference"]).query)["credential_offer_uri"][0]
    assert address.startswith(f"{BASE}/openid/offers/")
    answer = client.get(address.removeprefix(BASE))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json
    return found


@dataclass
class Wallet:
    """`bound`: whether it asks for a DPoP token."""

    client: FlaskClient
    bound: bool = True
    key: jwk.JWK = field(default_factory=new_key)
    address: str = field(default_factory=new_address)
    dpop_nonce: str | None = None
    token: str = ""

    def post(self, path: str, **given: Any) -> Any:
        answer = self.client.post(path, environ_overrides={"REMOTE_ADDR": self.address}, **given)
        self.dpop_nonce = answer.headers.get("DPoP-Nonce", self.dpop_nonce)
        return answer

    def dpop(self, path: str, *, header: Any = None, **changed: Any) -> str:
        claims = {"jti": secrets.token_urlsafe(12), "htm": "POST", "htu": BASE + path, "iat": now()}
        if self.dpop_nonce:
            claims["nonce"] = self.dpop_nonce
        if self.token:
            digest = hashlib.sha256(self.token.encode()).digest()
            claims["ath"] = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        head = {"typ": "dpop+jwt", "alg": "ES256", "jwk": public(self.key)} | (header or {})
        return signed(self.key, head, claims | changed)

    def ask_token(self, code: str, tx_code: str | None, *, dpop: str | None = None, **form: Any) -> Any:
        given = {"grant_type": GRANT, "pre-authorized_code": code, "tx_code": tx_code} | form
        data = {name: value for name, value in given.items() if value is not None}
        headers = {"DPoP": dpop or self.dpop("/openid/token")} if self.bound else {}
        return self.post("/openid/token", data=data, headers=headers)

    def take(self, made: dict[str, Any], **form: Any) -> dict[str, Any]:
        """From the offer to an access token, as a wallet does it."""
        self.c_nonce()
        code = offered(self.client, made)["grants"][GRANT]["pre-authorized_code"]
        answer = self.ask_token(code, made["tx_code"], **form)
        assert answer.status_code == 200, answer.text
        self.token = answer.json["access_token"]
        told: dict[str, Any] = answer.json
        return told

    def c_nonce(self) -> str:
        answer = self.post("/openid/nonce")
        assert answer.status_code == 200
        nonce: str = answer.json["c_nonce"]
        return nonce

    def proof(self, nonce: Any, key: jwk.JWK | None = None, *, header: Any = None, **changed: Any) -> str:
        key = key or new_key()
        head = {"typ": "openid4vci-proof+jwt", "alg": "ES256", "jwk": public(key)} | (header or {})
        return signed(key, head, {"aud": BASE, "iat": now(), "nonce": nonce} | changed)

    def authorised(self, path: str, dpop: str | None = None) -> dict[str, str]:
        if not self.bound:
            return {"Authorization": f"Bearer {self.token}"}
        return {"Authorization": f"DPoP {self.token}", "DPoP": dpop or self.dpop(path)}

    def ask(self, body: Any, *, path: str = "/openid/credential", headers: Any = None, **given: Any) -> Any:
        sent = given if "data" in given else {"json": body}
        return self.post(path, headers=headers or self.authorised(path), **{**given, **sent})

    def ask_copies(self, *proofs: str, **more: Any) -> Any:
        return self.ask({"credential_configuration_id": CONFIGURATION, "proofs": {"jwt": list(proofs)}} | more)

    def encrypted(self, body: dict[str, Any], key: dict[str, Any], **header: Any) -> str:
        head = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": key["kid"]} | header
        token = jwe.JWE(json.dumps(body), json.dumps(head))
        token.add_recipient(jwk.JWK(**{name: key[name] for name in ("kty", "crv", "x", "y")}))
        text: str = token.serialize(compact=True)
        return text


def decrypted(text: str, key: jwk.JWK) -> dict[str, Any]:
    token = jwe.JWE()
    token.deserialize(text, key)
    answer: dict[str, Any] = json.loads(token.payload)
    return answer

"""Another people's wallet, small and written from the standards alone: it fetches a request, checks it, and presents.

It signs and encrypts with PyPI jwcrypto, which the office does not use; each part of an answer can be made wrong.
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

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from flask.testing import FlaskClient
from jwcrypto import jwe, jwk, jws

from backend import db
from backend.certificates.copies import sign_copies
from backend.certificates.models import Certificate
from certs import keys
from tests.openid.wallet import LEFT_OUT, new_key, public, signed
from tests.people.sign_in import new_address
from tests.registries.office import BASE_URL, Office

PURPOSE = "open-account"


def now() -> int:
    return int(time.time())


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(text: str) -> Any:
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


@dataclass(frozen=True)
class Copy:
    """A certificate bound to a key of the wallet."""

    token: str
    key: jwk.JWK
    certificate_id: str
    person_id: uuid.UUID


def take(office: Office, certificate: Certificate, key: jwk.JWK | None = None) -> Copy:
    """A copy, as the issuer gives it on an offer."""
    key = key or new_key()
    holder = keys.public_from_jwk(public(key))
    given = {"catalogue": office.catalogue, "box": office.box, "base_url": BASE_URL, "now": now(), "actor": "wallet"}
    with db.transaction(office.engine) as session:
        found = session.get(Certificate, (certificate.person_id, certificate.certificate_id))
        assert found is not None
        batch = sign_copies(session, found, [holder], offer_id=uuid.uuid4(), **given)
    return Copy(batch.tokens[0], key, str(certificate.certificate_id), certificate.person_id)


def disclosed(token: str, *names: str) -> str:
    """The token with the disclosures of these names only."""
    head, *disclosures = token.rstrip("~").split("~")
    return "~".join((head, *[one for one in disclosures if decoded(one)[1] in names], ""))


@dataclass
class Asked:
    """A request as the wallet knows it: from the QR code, and what it fetched."""

    made: dict[str, Any]
    invitation: dict[str, str]
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)


@dataclass
class Wallet:
    client: FlaskClient
    address: str = field(default_factory=new_address)

    def send(self, method: str, url: str, **given: Any) -> Any:
        assert url.startswith(BASE_URL), url
        base = {"REMOTE_ADDR": self.address}
        return self.client.open(url.removeprefix(BASE_URL), method=method, environ_overrides=base, **given)

    def scan(self, made: dict[str, Any]) -> Asked:
        query = parse_qs(urlsplit(made["uri"]).query)
        return Asked(made, {name: values[0] for name, values in query.items()})

    def fetch(self, made: dict[str, Any], *, method: str = "POST") -> Asked:
        """Rules of OpenID4VP 1.0, sections 5.9.3 (x509_hash) and 5.10, and of HAIP 1.0."""
        asked, nonce = self.scan(made), secrets.token_urlsafe(16)
        form = {"data": {"wallet_nonce": nonce}} if method == "POST" else {}
        answer = self.send(method, asked.invitation["request_uri"], **form)
        assert answer.status_code == 200, answer.text
        assert answer.content_type == "application/oauth-authz-req+jwt"
        head, body, _ = answer.text.split(".")
        asked.header, asked.claims = decoded(head), decoded(body)
        assert asked.header["typ"] == "oauth-authz-req+jwt"
        assert asked.claims["aud"] == "https://self-issued.me/v2"
        assert asked.claims.get("wallet_nonce") == (nonce if method == "POST" else None)
        self._check_signer(answer.text, asked)
        return asked

    def _check_signer(self, token: str, asked: Asked) -> None:
        der = [base64.b64decode(one) for one in asked.header["x5c"]]
        client_id = f"x509_hash:{encoded(hashlib.sha256(der[0]).digest())}"
        assert client_id == asked.claims["client_id"] == asked.invitation["client_id"]
        leaf = x509.load_der_x509_certificate(der[0])
        pinned = x509.load_pem_x509_certificate(self.send("GET", f"{BASE_URL}/openid/presentation-authority.pem").data)
        leaf.verify_directly_issued_by(pinned)
        assert leaf.issuer != leaf.subject
        assert leaf.not_valid_before_utc.timestamp() <= now() < leaf.not_valid_after_utc.timestamp()
        key = leaf.public_key()
        assert isinstance(key, ec.EllipticCurvePublicKey)
        opened = jws.JWS()
        opened.deserialize(token, jwk.JWK.from_pyca(key))

    def present(
        self, asked: Asked, copy: Copy, *names: str, header: Any = None, key: Any = None, **changed: Any
    ) -> str:
        """An SD-JWT with these disclosures and a KB-JWT; `shown` replaces what it is attached to."""
        shown = changed.pop("shown", None) or disclosed(copy.token, *names)
        digest = encoded(hashlib.sha256(shown.encode()).digest())
        claims = {"iat": now(), "aud": asked.claims["client_id"], "nonce": asked.claims["nonce"], "sd_hash": digest}
        head = {"typ": "kb+jwt", "alg": "ES256"} | (header or {})
        return shown + signed(key or copy.key, head, claims | changed)

    def answer(self, asked: Asked, vp_token: Any, *, encrypted: bool | None = None, **changed: Any) -> Any:
        """Sent as the request wants it, or not."""
        mode = asked.claims["response_mode"] == "direct_post.jwt" if encrypted is None else encrypted
        inside = {"vp_token": vp_token, "state": asked.claims["state"]} | changed
        inside = {name: value for name, value in inside.items() if value is not LEFT_OUT}
        if mode:
            return self.post(asked, {"response": encrypt(asked, inside)})
        form = {name: value if isinstance(value, str) else json.dumps(value) for name, value in inside.items()}
        return self.post(asked, form)

    def post(self, asked: Asked, form: Any, **given: Any) -> Any:
        return self.send("POST", asked.claims["response_uri"], data=form, **given)


def encrypt(asked: Asked, inside: Any, **header: Any) -> str:
    (key,) = asked.claims["client_metadata"]["jwks"]["keys"]
    head = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": key["kid"]} | header
    token = jwe.JWE(json.dumps(inside), json.dumps({n: v for n, v in head.items() if v is not LEFT_OUT}))
    token.add_recipient(jwk.JWK(**{name: key[name] for name in ("kty", "crv", "x", "y")}))
    text: str = token.serialize(compact=True)
    return text

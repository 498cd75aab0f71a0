"""Writes presentation.json: what a phone does as a wallet: `python -m tests.vectors.make_presentation`.

`presented`: one copy shown in several ways. `requests`: signed request objects, each with why it is refused (null:
it is not). The same bytes each time.
"""

import base64
import copy
import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from certs import base64url, jws, keys, sdjwt
from tests.vectors import lm1_world as w

FILE = Path(__file__).with_name("presentation.json")
NOW = 1_800_000_000
ORIGIN, VCT = "https://liangma.example", "https://liangma.example/types/resident-id"
URI = f"{ORIGIN}/openid/presentations/Ab3_-xYz90QwErTy/request"
WALLET_NONCE = "a-nonce-of-the-phone"
READER, ENCRYPTION = w.signer("reader"), w.signer("encryption")
CLAIMS = {
    "name": "王小明",
    "citizen_number": "990101199001010018",
    "over_18": True,
    "address": '人民路1号\n"甲"',
    "version": 1,
}
ASKED = (["name", "over_18"], ["address"], [], ["version"], ["citizen_number", "name", "address", "over_18"])
Change = Callable[[dict[str, Any]], Any]


def text() -> str:
    """The whole file."""
    secret = w.DEVICE.private.private_numbers().private_value
    token = _copy()
    document = {
        "key": keys.jwk_of(w.DEVICE.public) | {"d": base64url.encode(secret.to_bytes(32))}, "copy": token,
        "presented": [_presented(token, names) for names in ASKED],
        "origin": ORIGIN, "client_id": client_id(leaf()), "request_uri": URI, "wallet_nonce": WALLET_NONCE, "now": NOW,
        "requests": [{"name": name, "token": made, "refused": why} for name, made, why in requests()],
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _copy() -> str:
    salts = iter([base64url.encode(bytes([n]) * 16) for n in range(9)])
    return sdjwt.issue(
        CLAIMS, disclosable=[name for name in CLAIMS if name != "version"], issuer=f"{ORIGIN}/issuers/GA", vct=VCT,
        iat=NOW, signer=w.GA, status=(f"{ORIGIN}/status/1", 7), cnf=w.DEVICE.public, salt=lambda: next(salts),
    )  # fmt: skip


def _presented(token: str, names: list[str]) -> dict[str, Any]:
    given = {"aud": client_id(leaf()), "nonce": "a-nonce", "iat": NOW}
    return {"reveal": names, **given, "token": sdjwt.present(token, names, holder=w.DEVICE, **given)}


def leaf(*, curve: ec.EllipticCurve | None = None, start: int = 2026) -> bytes:
    """The certificate of who asks, DER."""
    private = ec.derive_private_key(7, curve) if curve else READER.private
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Requests")])
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).serial_number(200)
    built = built.public_key(private.public_key()).not_valid_before(datetime(start, 1, 1, tzinfo=UTC))
    built = built.not_valid_after(datetime(2056, 1, 1, tzinfo=UTC))
    built = built.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    return built.sign(w.ANCHOR.private, hashes.SHA256(), ecdsa_deterministic=True).public_bytes(Encoding.DER)


def client_id(der: bytes) -> str:
    return f"x509_hash:{base64url.encode(hashlib.sha256(der).digest())}"


def claims() -> dict[str, Any]:
    """What a bank asks."""
    purpose = {
        "code": "open-account",
        "zh": "开立银行账户",
        "en": "Opening a bank account",
        "legal_ground": "contract",
        "basis": "",
        "keep_days": 30,
    }
    told = {
        "verifier_id": "harbour-bank",
        "kind": "partner",
        "hall": None,
        "name": {"zh": "海港银行", "en": "Harbour Bank"},
        "purpose": purpose,
    }
    asked = [
        {
            "id": "resident-id",
            "format": "dc+sd-jwt",
            "meta": {"vct_values": [VCT]},
            "claims": [{"path": ["name"]}, {"path": ["over_18"]}],
        },
        {"id": "marriage", "format": "dc+sd-jwt", "meta": {"vct_values": [VCT + "-2"]}},
    ]
    sets = [{"options": [["resident-id"]], "required": True}, {"options": [["marriage"]], "required": False}]
    key = keys.jwk_of(ENCRYPTION.public) | {"kid": "one", "use": "enc", "alg": "ECDH-ES"}
    return {
        "iss": client_id(leaf()), "aud": "https://self-issued.me/v2", "iat": NOW, "exp": NOW + 300,
        "response_type": "vp_token", "response_mode": "direct_post.jwt", "client_id": client_id(leaf()),
        "response_uri": URI.replace("/request", "/response"), "nonce": "a-nonce", "state": "a-state",
        "dcql_query": {"credentials": asked, "credential_sets": sets},
        "client_metadata": {"jwks": {"keys": [key]}, "encrypted_response_enc_values_supported": ["A256GCM", "A128GCM"]},
        "verifier_info": [{"format": "liangma-registration", "data": told}], "wallet_nonce": WALLET_NONCE,
    }  # fmt: skip


def _signed(change: Change = lambda one: None, der: bytes | None = None, **header: Any) -> str:
    said = copy.deepcopy(claims())
    change(said)
    x5c = [base64.b64encode(der or leaf()).decode()]
    return jws.sign({"typ": "oauth-authz-req+jwt", "x5c": x5c} | header, said, READER)


def _put(path: str, value: Any) -> Change:
    """Sets the member at a path, steps parted by dots; numbers are positions."""

    def change(said: dict[str, Any]) -> None:
        *steps, last = path.split(".")
        at: Any = said
        for step in steps:
            at = at[int(step) if isinstance(at, list) else step]
        at[last] = value

    return change


FIRST = "dcql_query.credentials.0"
CHANGED: tuple[tuple[str, str, Any, str | None], ...] = (
    ("an answer that is not encrypted", "response_mode", "direct_post", None),
    ("only the shorter key", "client_metadata.encrypted_response_enc_values_supported", ["A128GCM"], None),
    ("no sets", "dcql_query", {"credentials": [claims()["dcql_query"]["credentials"][0]]}, None),
    ("claims with ids", f"{FIRST}.claims", [{"id": "a", "path": ["name"]}], None),
    ("for somebody else", "aud", "https://elsewhere.example", "untrusted"),
    ("another client_id inside", "client_id", "x509_hash:" + "A" * 43, "untrusted"),
    ("another wallet's nonce", "wallet_nonce", "another", "untrusted"),
    ("the answer would go elsewhere", "response_uri", "https://elsewhere.example/response", "untrusted"),
    (
        "the answer would go to another request",
        "response_uri",
        f"{ORIGIN}/openid/presentations/other-one/response",
        "untrusted",
    ),
    ("made in an hour", "iat", NOW + 3600, "untrusted"),
    ("for years", "exp", NOW + 86_400, "untrusted"),
    ("over", "exp", NOW, "over"),
    ("an id token", "response_type", "id_token", "unsupported"),
    ("fragment", "response_mode", "fragment", "unsupported"),
    ("transaction data", "transaction_data", ["e30"], "unsupported"),
    ("nobody vouches", "verifier_info", [{"format": "other", "data": {}}], "unsupported"),
    ("mdoc", f"{FIRST}.format", "mso_mdoc", "unsupported"),
    ("without key binding", f"{FIRST}.require_cryptographic_holder_binding", False, "unsupported"),
    ("a path of two names", f"{FIRST}.claims", [{"path": ["address", "street"]}], "unsupported"),
    ("a position", f"{FIRST}.claims", [{"path": [0]}], "unsupported"),
    ("values", f"{FIRST}.claims", [{"path": ["over_18"], "values": [True]}], "unsupported"),
    ("claim sets", f"{FIRST}.claim_sets", [["a"]], "unsupported"),
    ("trusted authorities", f"{FIRST}.trusted_authorities", [], "unsupported"),
    (
        "a choice of two sets",
        "dcql_query.credential_sets",
        [{"options": [["resident-id"], ["marriage"]]}],
        "unsupported",
    ),
    ("a set of two", "dcql_query.credential_sets", [{"options": [["resident-id", "marriage"]]}], "unsupported"),
    ("no key to encrypt to", "client_metadata.jwks", {"keys": []}, "unsupported"),
    (
        "a key off the curve",
        "client_metadata.jwks.keys",
        [keys.jwk_of(ENCRYPTION.public) | {"kid": "1", "alg": "ECDH-ES", "x": "A" * 43}],
        "unsupported",
    ),
    ("another encoding", "client_metadata.encrypted_response_enc_values_supported", ["A128CBC-HS256"], "unsupported"),
)


def requests() -> Iterator[tuple[str, str, str | None]]:
    """(Name, token, why it is refused)."""
    good = _signed()
    yield "as it was asked", good, None
    for name, path, value, why in CHANGED:
        yield name, _signed(_put(path, value)), why
    head, body, signature = good.split(".")
    other = jws.sign({"typ": "oauth-authz-req+jwt", "x5c": jws.parse(good)[0]["x5c"]}, claims(), w.OTHER)
    yield "signed by another key", other, "untrusted"
    yield "the signature altered", f"{head}.{body}.{signature[:-4]}AAAA", "untrusted"
    yield "the body altered", f"{head}.{_signed(_put('nonce', 'b')).split('.')[1]}.{signature}", "untrusted"
    yield "another typ", _signed(typ="JWT"), "untrusted"
    yield "without x5c", _signed(x5c=[]), "untrusted"
    x5c = [base64.b64encode(leaf()).decode()]
    yield "two certificates", _signed(x5c=x5c * 2), "untrusted"
    yield "another certificate", _signed(der=leaf(start=2025)), "untrusted"
    yield "a certificate cut off", _signed(der=leaf()[:-1]), "untrusted"
    yield "no token", "no token", "untrusted"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")

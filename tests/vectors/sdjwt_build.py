"""Building blocks of the SD-JWT vectors: fixed keys, raw disclosures, tokens that honest writers would not write."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from certs import base64url, jws, keys
from certs.sdjwt.disclosure import digest_of

NOW = 1_800_000_000
AUD, NONCE = "window-12", "n-0S6_WzA2Mj"
ISS, VCT = "https://liangma.example", "https://liangma.example/types/resident-id"
Case = dict[str, Any]


def _signer(scalar: int) -> keys.SoftwareSigner:
    return keys.SoftwareSigner(ec.derive_private_key(scalar, ec.SECP256R1()), deterministic=True)


ISSUER, HOLDER, STRANGER = _signer(0x1155), _signer(0x2266), _signer(0x3377)
CNF = {"jwk": keys.jwk_of(HOLDER.public)}
BASE: dict[str, Any] = {"iss": ISS, "vct": VCT, "iat": NOW - 1000, "exp": NOW + 1000, "cnf": CNF}
HEADER = {"typ": "dc+sd-jwt", "kid": "k1"}


def hidden(*parts: Any) -> str:
    """A disclosure text of any shape."""
    return base64url.encode(json.dumps(list(parts), ensure_ascii=False, separators=(",", ":")).encode())


NAME = hidden("salt-a-0123456789abcdef", "name", "张三")
SEX = hidden("salt-b-0123456789abcdef", "sex", "女")
ITEM = hidden("salt-c-0123456789abcdef", "CN")


def issued(payload: Any, *, header: Mapping[str, Any] = HEADER, by: keys.SoftwareSigner = ISSUER) -> str:
    """The issuer-signed part; `payload` may be raw bytes, to say what JSON writers refuse to say."""
    body = payload if isinstance(payload, (bytes, dict)) else json.dumps(payload).encode()
    return jws.sign(header, body, by)


def sd(members: Mapping[str, Any], *disclosures: str, **how: Any) -> str:
    """An SD-JWT whose payload is BASE, sha-256 and `members`."""
    return "~".join((issued({**BASE, "_sd_alg": "sha-256", **members}, **how), *disclosures, ""))


def listed(*disclosures: str) -> dict[str, Any]:
    """`_sd` over these disclosures."""
    return {"_sd": [digest_of(text) for text in disclosures]}


def element(text: str) -> dict[str, str]:
    """The place an array element's disclosure fills."""
    return {"...": digest_of(text)}


def case(name: str, token: str, expected: str = "malformed", detail: str = "", **more: Any) -> Case:
    """One row; `detail` is checked only where it is given."""
    binding = {"aud": AUD, "nonce": NONCE, "max_age": 300} if more.pop("bound", False) else None
    return {
        "name": name,
        "token": token,
        "now": more.pop("now", NOW),
        "typ": more.pop("typ", "dc+sd-jwt"),
        "key_binding": binding,
        "expected": expected,
        "detail": detail,
    }


def shown(*, by: keys.SoftwareSigner = HOLDER, holder: Any = None, **claims: Any) -> str:
    """A presentation of NAME with key binding; `claims` replace those of the KB-JWT, None removes one."""
    presented = sd(listed(NAME, SEX) if holder is None else {**listed(NAME, SEX), "cnf": holder}, NAME)
    payload = {"iat": NOW - 10, "aud": AUD, "nonce": NONCE, "sd_hash": digest_of(presented), **claims}
    payload = {name: value for name, value in payload.items() if value is not None}
    return presented + jws.sign({"typ": "kb+jwt"}, payload, by)

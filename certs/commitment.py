"""The commitment (告知承诺): what a phone's key signs when its holder promises instead of handing in a material.

1. `typ` is liangma-commitment+jwt; the key is the one the asker knows. 2. The payload holds exactly: aud, iat, case,
   revision, text; everything but `iat` is compared with what the asker knows itself.
3. `text` is the digest of all that was read: SHA-256, base64url, over JSON without blanks, its names in order. It holds
   the words in both languages, the matter and its version, the materials, and what follows a false promise.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from certs import base64url, jws, keys
from certs.consent import check_signed, exact

TYP = "liangma-commitment+jwt"


@dataclass(frozen=True)
class Promise:
    """What is signed but for the time. `text`: the digest (rule 3)."""

    aud: str
    case_no: str
    revision: int
    text: str

    def payload(self, iat: int) -> dict[str, Any]:
        """Rule 2. `iat`: Unix seconds."""
        return {"aud": self.aud, "iat": iat, "case": self.case_no, "revision": self.revision, "text": self.text}


def text_digest(read: Mapping[str, Any]) -> str:
    """Rule 3."""
    return base64url.encode(hashlib.sha256(exact(read)).digest())


def make_commitment(signer: keys.Signer, promise: Promise, *, iat: int) -> str:
    """The signed promise, a compact JWS."""
    return jws.sign({"typ": TYP}, promise.payload(iat), signer)


def check_commitment(token: str, public: keys.PublicKey, promise: Promise, *, now: int) -> int:
    """The time at which exactly this was signed by this key. Raises as `consent.check_signed`."""
    return check_signed(token, public, promise.payload, typ=TYP, now=now)

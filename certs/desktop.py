"""The approval of a desktop: what a phone's key signs when its holder lets a desktop or kiosk sign in as them.

1. `typ` is liangma-desktop+jwt; the key is the one the asker knows, never one that the token brings.
2. The payload holds exactly aud, iat, request, number. Everything but `iat` is compared with what the asker knows
   itself, to the letter; it answers this request only.
3. `request` is the digest of the text in the desktop's QR code: SHA-256, base64url. `number` is what the screen shows
   beside it, two digits.
4. `iat` lies within five minutes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from certs import base64url, jws, keys
from certs.consent import check_signed

TYP = "liangma-desktop+jwt"


@dataclass(frozen=True)
class Approval:
    """What is signed but for the time. `reference`: the text in the QR code, without its address."""

    aud: str
    reference: str
    number: str

    def payload(self, iat: int) -> dict[str, Any]:
        """Rule 2. `iat`: Unix seconds."""
        return {"aud": self.aud, "iat": iat, "request": request_digest(self.reference), "number": self.number}


def request_digest(reference: str) -> str:
    """Rule 3."""
    return base64url.encode(hashlib.sha256(reference.encode("utf-8")).digest())


def make_approval(signer: keys.Signer, approval: Approval, *, iat: int) -> str:
    """The signed approval, a compact JWS."""
    return jws.sign({"typ": TYP}, approval.payload(iat), signer)


def check_approval(token: str, public: keys.PublicKey, approval: Approval, *, now: int) -> int:
    """The time at which exactly this was signed by this key. Raises as `consent.check_signed`."""
    return check_signed(token, public, approval.payload, typ=TYP, now=now)

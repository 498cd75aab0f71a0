"""The authorisation of an agent (代办授权): what a phone's key signs when its holder lets somebody act in one case.

1. `typ` is liangma-agent+jwt; the key is the one the asker knows, never one that the token brings.
2. The payload holds exactly aud, iat, case, revision, agent {name, number}, until. Everything but `iat` is compared
   with what the asker knows itself, to the letter; it is about one case as it stands, and serves no other.
3. `number` is the digest of the agent's citizen number: SHA-256, base64url. `until` is the last day, as 2027-01-31.
4. `iat` lies within five minutes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from certs import base64url, jws, keys
from certs.consent import check_signed

TYP = "liangma-agent+jwt"


@dataclass(frozen=True)
class Authorisation:
    """What is signed but for the time. `number`: the agent's citizen number, in clear."""

    aud: str
    case_no: str
    revision: int
    name: str
    number: str
    until: date

    def payload(self, iat: int) -> dict[str, Any]:
        """Rule 2. `iat`: Unix seconds."""
        return {
            "aud": self.aud,
            "iat": iat,
            "case": self.case_no,
            "revision": self.revision,
            "agent": {"name": self.name, "number": number_digest(self.number)},
            "until": self.until.isoformat(),
        }


def number_digest(number: str) -> str:
    """Rule 3."""
    return base64url.encode(hashlib.sha256(number.encode("utf-8")).digest())


def make_authorisation(signer: keys.Signer, authorisation: Authorisation, *, iat: int) -> str:
    """The signed authorisation, a compact JWS."""
    return jws.sign({"typ": TYP}, authorisation.payload(iat), signer)


def check_authorisation(token: str, public: keys.PublicKey, authorisation: Authorisation, *, now: int) -> int:
    """The time at which exactly this was signed by this key. Raises as `consent.check_signed`."""
    return check_signed(token, public, authorisation.payload, typ=TYP, now=now)

"""The consent to a request: what a phone's key signs when its holder lets somebody see named fields, once.

1. `typ` is liangma-disclosure+jwt; the key is the one the asker knows, never one that the token brings.
2. The payload holds exactly aud, iat, request, asker, purpose, until, keep_days, certificates [{id, fields}].
   Everything but `iat` is compared with what the asker knows itself, to the letter; it answers this request only.
3. `until` is when the time to answer is over, as 2027-01-31T08:00:00Z; `keep_days` for how long the asker may keep what
   it sees. `certificates` names each certificate and the fields of it that are shown, in the order of the answer.
4. `iat` lies within five minutes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from certs import jws, keys
from certs.consent import check_signed

TYP = "liangma-disclosure+jwt"


@dataclass(frozen=True)
class Disclosure:
    """What is signed but for the time. `request`: the request's id; `asker`: the verifier's; `until`: Unix seconds;
    `certificates`: id and names of the fields."""

    aud: str
    request: str
    asker: str
    purpose: str
    until: int
    keep_days: int
    certificates: Sequence[tuple[str, Sequence[str]]]

    def payload(self, iat: int) -> dict[str, Any]:
        """Rule 2. `iat`: Unix seconds."""
        return {
            "aud": self.aud,
            "iat": iat,
            "request": self.request,
            "asker": self.asker,
            "purpose": self.purpose,
            "until": datetime.fromtimestamp(self.until, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "keep_days": self.keep_days,
            "certificates": [{"id": one, "fields": list(fields)} for one, fields in self.certificates],
        }


def make_disclosure(signer: keys.Signer, disclosure: Disclosure, *, iat: int) -> str:
    """The signed consent, a compact JWS."""
    return jws.sign({"typ": TYP}, disclosure.payload(iat), signer)


def check_disclosure(token: str, public: keys.PublicKey, disclosure: Disclosure, *, now: int) -> int:
    """The time at which exactly this was signed by this key. Raises as `consent.check_signed`."""
    return check_signed(token, public, disclosure.payload, typ=TYP, now=now)

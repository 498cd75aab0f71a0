"""A parent's word that they act for a child (监护): what their phone's key signs, once, for the record that proves it.

1. `typ` is liangma-guardian+jwt; the key is the one the asker knows, never one that the token brings.
2. The payload holds exactly aud, iat, record, ground, ward, until. Everything but `iat` is compared with what the asker
   knows itself, to the letter.
3. `record` is the id of the record that proves it, `ground` birth or household, `ward` the child's name, `until` the
   last day before the child is of age, as 2031-05-05.
4. `iat` lies within five minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from certs import jws, keys
from certs.consent import check_signed

TYP = "liangma-guardian+jwt"


@dataclass(frozen=True)
class Confirmation:
    """What is signed but for the time."""

    aud: str
    record: str
    ground: str
    ward: str
    until: date

    def payload(self, iat: int) -> dict[str, Any]:
        """Rule 2. `iat`: Unix seconds."""
        return {
            "aud": self.aud, "iat": iat, "record": self.record, "ground": self.ground, "ward": self.ward,
            "until": self.until.isoformat(),
        }  # fmt: skip


def make_confirmation(signer: keys.Signer, confirmation: Confirmation, *, iat: int) -> str:
    """The signed confirmation, a compact JWS."""
    return jws.sign({"typ": TYP}, confirmation.payload(iat), signer)


def check_confirmation(token: str, public: keys.PublicKey, confirmation: Confirmation, *, now: int) -> int:
    """The time at which exactly this was signed by this key. Raises as `consent.check_signed`."""
    return check_signed(token, public, confirmation.payload, typ=TYP, now=now)

"""The statement of a delegation (委托): what a phone's key signs when its holder lends certificates to somebody.

1. `typ` is liangma-delegation+jwt; the key is the one the asker knows, never one that the token brings.
2. The payload holds exactly aud, iat, to, certificates, purposes, places, until, times, lend_on, parent. Everything but
   `iat` is compared with what the asker knows itself, to the letter.
3. `to` is a person {name, number}, whoever of that name has a link {name, link}, or a role of an organisation
   {credit_code, role}. `number` and `link` are digests, SHA-256 in base64url: of the citizen number, and of the link's
   secret.
4. `certificates` are ids; `purposes` are matters, as matter:<code>, and none means any; `places` is a sum of 1 windows,
   2 third parties online, 4 verifiers offline; `until` is the last day, as 2027-01-31; `times` how often, or null;
   `lend_on` how many more persons it may go on to, one after the other; `parent` the delegation it is lent on from.
5. `iat` lies within five minutes.
6. One statement is one delegation: its id follows from the bytes that are signed, so saying it again says nothing new.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from certs import base64url, jws, keys
from certs.consent import check_signed

TYP = "liangma-delegation+jwt"


@dataclass(frozen=True)
class ToPerson:
    """A person: name and citizen number, in clear."""

    name: str
    number: str

    def payload(self) -> dict[str, str]:
        """Rule 3."""
        return {"name": self.name, "number": digest(self.number)}


@dataclass(frozen=True)
class ToLink:
    """Whoever of that name opens the link. `link`: the digest of its secret."""

    name: str
    link: str

    def payload(self) -> dict[str, str]:
        """Rule 3."""
        return {"name": self.name, "link": self.link}


@dataclass(frozen=True)
class ToRole:
    """Whoever has the role in the organisation."""

    credit_code: str
    role: str

    def payload(self) -> dict[str, str]:
        """Rule 3."""
        return {"credit_code": self.credit_code, "role": self.role}


@dataclass(frozen=True)
class Lending:
    """What is signed but for the time, as rule 4 has it."""

    aud: str
    to: ToPerson | ToLink | ToRole
    certificates: Sequence[str]
    purposes: Sequence[str]
    places: int
    until: date
    times: int | None = None
    lend_on: int = 0
    parent: str | None = None

    def payload(self, iat: int) -> Mapping[str, Any]:
        """Rule 2. `iat`: Unix seconds."""
        return {
            "aud": self.aud,
            "iat": iat,
            "to": self.to.payload(),
            "certificates": list(self.certificates),
            "purposes": list(self.purposes),
            "places": self.places,
            "until": self.until.isoformat(),
            "times": self.times,
            "lend_on": self.lend_on,
            "parent": self.parent,
        }


def digest(text: str) -> str:
    """Rule 3."""
    return base64url.encode(hashlib.sha256(text.encode("utf-8")).digest())


def delegation_id(token: str) -> uuid.UUID:
    """Rule 6: from header and payload, so that another form of the signature gives the same id."""
    return uuid.UUID(bytes=hashlib.sha256(token.rpartition(".")[0].encode("utf-8")).digest()[:16], version=4)


def make_lending(signer: keys.Signer, lending: Lending, *, iat: int) -> str:
    """The signed statement, a compact JWS."""
    return jws.sign({"typ": TYP}, lending.payload(iat), signer)


def check_lending(token: str, public: keys.PublicKey, lending: Lending, *, now: int) -> int:
    """The time at which exactly this was signed by this key. Raises as `consent.check_signed`."""
    return check_signed(token, public, lending.payload, typ=TYP, now=now)

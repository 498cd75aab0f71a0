"""The consent to an application: what a phone's key signs when its holder applies online, for one case as it stands.

1. `typ` is liangma-application+jwt; the key is the one the asker knows, never one that the token brings.
2. The payload holds exactly aud, iat, case, revision, matter {code, version}, answers {situation: answer}, form,
   certificates [{id, fields}], defer. Everything but `iat` is compared with what the asker knows itself, to the letter.
3. `form` is the digest of what was typed: SHA-256, base64url, over JSON without blanks, its names in order.
4. `iat` lies within five minutes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from certs import base64url, jws, keys
from certs.errors import MalformedError

TYP = "liangma-application+jwt"
MAX_DRIFT = 300
MAX_CHARS = 16_384


@dataclass(frozen=True)
class Statement:
    """What is signed but for the time. `answers`: situation to answer; `certificates`: id and names of the fields that
    are shown, in order."""

    aud: str
    case_no: str
    revision: int
    matter: tuple[str, int]
    answers: Mapping[str, str]
    typed: Mapping[str, str]
    certificates: Sequence[tuple[str, Sequence[str]]]
    defer: bool = False

    def payload(self, iat: int) -> dict[str, Any]:
        """Rule 2. `iat`: Unix seconds."""
        return {
            "aud": self.aud,
            "iat": iat,
            "case": self.case_no,
            "revision": self.revision,
            "matter": {"code": self.matter[0], "version": self.matter[1]},
            "answers": dict(self.answers),
            "form": form_digest(self.typed),
            "certificates": [{"id": one, "fields": list(fields)} for one, fields in self.certificates],
            "defer": self.defer,
        }


def form_digest(typed: Mapping[str, str]) -> str:
    """Rule 3."""
    return base64url.encode(hashlib.sha256(exact(typed)).digest())


def make_consent(signer: keys.Signer, statement: Statement, *, iat: int) -> str:
    """The signed statement, a compact JWS."""
    return jws.sign({"typ": TYP}, statement.payload(iat), signer)


def check_consent(token: str, public: keys.PublicKey, statement: Statement, *, now: int) -> int:
    """The time at which exactly this statement was signed by this key. Raises as `check_signed`."""
    return check_signed(token, public, statement.payload, typ=TYP, now=now)


def check_signed(
    token: str, public: keys.PublicKey, payload: Callable[[int], Mapping[str, Any]], *, typ: str, now: int
) -> int:
    """The time at which this key signed what `payload` gives for that time. Raises MalformedError: malformed,
    wrong_algorithm, signature_invalid, statement_differs, code_expired, code_from_future."""
    claims = jws.verify(token, public, typ=typ, max_chars=MAX_CHARS)
    iat = claims.get("iat")
    if type(iat) is not int:
        raise MalformedError("malformed", "a statement says when it was signed")
    if exact(claims) != exact(payload(iat)):
        raise MalformedError("statement_differs", "another statement was signed")
    if iat < now - MAX_DRIFT:
        raise MalformedError("code_expired", "the statement is too old")
    if iat > now + MAX_DRIFT:
        raise MalformedError("code_from_future", "the statement is from the future")
    return iat


def exact(value: Mapping[str, Any]) -> bytes:
    """JSON in one spelling: `true` is not 1, and the order of names does not matter."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode("utf-8")

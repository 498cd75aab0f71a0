"""One presented certificate under examination: SD-JWT VC with key binding, in this order.

 1. form               an SD-JWT VC, with each disclosure where it belongs, and a KB-JWT
 2. issuer             one of the trust list, with its key and its signature, for a type it may issue
 3. device_signature   signed by the key that the certificate is bound to
 4. audience           for this verifier
 5. challenge          around the nonce of this request
 6. freshness          signed within the last minutes
 7. status             as the office's own register says now, for this copy and its certificate; recorded when signed
 8. device             where the key is a phone's of ours, that phone was not removed
 9. purpose            of a type and with the claims that were asked for, and no claim beyond
Nothing is fetched, and nothing of what is refused is kept.
"""

import hashlib
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from backend.presentations.dcql import CredentialQuery
from backend.presentations.issuers import Believed, believed
from backend.presentations.matching import has_claims
from backend.presentations.statements import Standing, standing
from backend.trust.status import status_uri
from backend.verification import live
from backend.verification.named import Refused
from backend.verification.verdict import Shown
from certs import keys, sdjwt
from certs.catalogue import DerivedField, Field
from certs.errors import MalformedError
from certs.sdjwt import KeyBinding, SdAccepted
from certs.status import reference_of
from certs.trust import Trust

ORDER = (
    "form", "issuer", "issuer_key", "issuer_signature", "type", "device_signature", "audience", "challenge",
    "freshness", "status", "certificate_validity", "device", "certificates", "purpose",
)  # fmt: skip
AT = {
    "device_signature_invalid": "device_signature", "device_unknown": "device_signature",
    "issuer_signature_invalid": "issuer_signature", "wrong_audience": "audience", "challenge_mismatch": "challenge",
    "code_expired": "freshness", "code_from_future": "freshness", "certificate_expired": "certificate_validity",
}  # fmt: skip
ALWAYS = frozenset({"iss", "iat", "nbf", "exp", "cnf", "vct", "vct#integrity", "status", "sub", "version"})
MAX_AGE = 300


@dataclass(frozen=True)
class Expected:
    """What every presentation to this request must say, and when it is judged."""

    client_id: str
    nonce: str
    base_url: str
    today: str
    now: int


class RefusedOf(Refused):
    """A refusal of a certificate whose holder is known, for that person's history."""

    def __init__(self, at: str, reason: str, person_id: uuid.UUID) -> None:
        super().__init__(at, reason)
        self.person_id = person_id


def examine(session: Session, token: str, asked: CredentialQuery, expected: Expected, trust: Trust) -> Shown:
    """What the certificate discloses of what was asked. Raises Refused."""
    found: list[Believed] = []

    def key_for(header: dict[str, Any], payload: dict[str, Any]) -> keys.PublicKey:
        found.append(believed(header, payload, trust, base_url=expected.base_url))
        return found[0].key.public

    binding = KeyBinding(expected.client_id, expected.nonce, MAX_AGE)
    read = sdjwt.verify(token, key_for=key_for, now=expected.now, key_binding=binding)
    if not isinstance(read, SdAccepted):
        raise Refused(AT.get(read.reason, "form"), read.reason)
    known = _live(session, token, read, expected)
    try:
        fields = _fields(read.claims, asked, found[0])
    except Refused as why:
        raise RefusedOf(why.at, why.reason, known.person_id) from why
    return Shown(known.certificate_id, known.person_id, found[0].type, known.handle, fields, known.valid_to)


def _live(session: Session, token: str, read: SdAccepted, expected: Expected) -> Standing:
    """Rules 7 and 8: the copy as it was recorded, its certificate as it stands, and its phone."""
    known = standing(session, _place(read.claims, expected.base_url))
    signed = hashlib.sha256(token.partition("~")[0].rpartition(".")[0].encode()).digest()
    if known is None or known.digest != signed:
        raise Refused("status", "certificate_unknown")
    if known.ended_at is not None:
        raise RefusedOf("status", "status_revoked", known.person_id)
    why = live.why_not_standing(known.state, known.valid_from, known.valid_to, expected.today)
    if why is None and known.phone_removed:
        why = "device", "device_removed"
    if why is not None:
        raise RefusedOf(*why, known.person_id)
    return known


def _place(claims: dict[str, Any], base_url: str) -> tuple[int, int]:
    """(List number, index) of a status that is kept here."""
    try:
        reference = reference_of(claims)
    except MalformedError:
        raise Refused("form", "malformed") from None
    uri, index = reference or ("", 0)
    number = uri.removeprefix(status_uri(base_url))
    if not (uri.startswith(status_uri(base_url)) and number.isascii() and number.isdigit() and len(number) < 10):
        raise Refused("status", "status_unknown")
    return int(number), index


def _fields(claims: dict[str, Any], asked: CredentialQuery, of: Believed) -> dict[str, Any]:
    """Rule 9. What the type always shows may be there unasked; it is not kept."""
    if of.type.vct not in asked.vcts:
        raise Refused("purpose", "type_not_permitted")
    fields, derived, wanted = of.type.fields, of.type.derived, asked.fields
    for name in claims.keys() - ALWAYS - wanted:
        field: Field | DerivedField | None = fields.get(name) or derived.get(name)
        if field is None or field.disclosable:
            raise Refused("purpose", "field_not_permitted")
    if not has_claims(asked, claims):
        raise Refused("purpose", "required_field_missing")
    return {name: claims[name] for name in (*fields, *derived) if name in claims and name in wanted}

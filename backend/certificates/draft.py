"""From a clean record to exactly the bytes that will be signed, and everything the certificate's row will say.

Rules: 1. the period comes from the record, else from the type counted from the day of issue, and stands in the
certificate; 2. the identifier (GB/T 36904) keeps its serial through all versions and is made from no personal
number; 3. every field can be kept back by the holder; 4. the handle is random and says nothing.
"""

import base64
import os
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from backend import db
from backend.registries.calendar import end_of
from backend.trust.status import Place, status_uri
from certs import sdjwt
from certs.catalogue import CertificateType, DerivedField, Field, make_identifier
from certs.keys import PublicKey, Signer
from certs.sdjwt import Prepared

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PAIRS = tuple(one + two for one in ALPHABET for two in ALPHABET)
ISSUE_DATE = "issue_date"
Salt = Callable[[], str]


@dataclass(frozen=True)
class Issuance:
    """What all certificates of one issuer, type and moment have in common."""

    type: CertificateType
    issuer_code: str
    authority_code: str
    signer: Signer
    kid: str
    iss: str
    status_uri: str
    disclosable: frozenset[str]
    today: date
    now: int


@dataclass(frozen=True)
class Previous:
    """The version that a new one replaces."""

    certificate_id: uuid.UUID
    version: int


@dataclass(frozen=True)
class Draft:
    """A certificate before it is signed. `fields` includes the period (rule 1)."""

    certificate_id: uuid.UUID
    person_id: uuid.UUID
    record_id: uuid.UUID
    handle: str
    identifier: str
    fields: dict[str, Any]
    valid_from: str
    valid_to: str | None
    version: int
    previous_id: uuid.UUID | None
    place: Place
    prepared: Prepared


class Copy(NamedTuple):
    """A copy for another wallet before it is signed, bound to a key of that wallet."""

    copy_id: uuid.UUID
    place: Place
    prepared: Prepared
    holder: PublicKey
    version: int
    valid_to: str | None


def make_issuance(
    type: CertificateType,
    issuer_code: str,
    authority_code: str,
    signer: Signer,
    *,
    base_url: str,
    today: date,
    now: int,
) -> Issuance:
    """One issuer, one type, one moment. `authority_code`: the issuer's 18-character credit code."""
    return Issuance(
        type=type,
        issuer_code=issuer_code,
        authority_code=authority_code,
        signer=signer,
        kid=sdjwt.key_id(signer.public),
        iss=f"{base_url}/issuers/{issuer_code}",
        status_uri=status_uri(base_url),
        disclosable=disclosable_of(type),
        today=today,
        now=now,
    )


def make_draft(
    person_id: uuid.UUID,
    record_id: uuid.UUID,
    clean: Mapping[str, Any],
    *,
    issuance: Issuance,
    place: Place,
    previous: Previous | None = None,
    salt: Salt | None = None,
) -> Draft:
    """The draft of the first version, or of the one after `previous`. `salt`: a source that a thread draws for many
    from (`sdjwt.fresh_salts`)."""
    type, version = issuance.type, previous.version + 1 if previous else 1
    fields, start, end = with_period(type, clean, today=issuance.today)
    identifier = make_identifier(type.code, issuance.authority_code, serial_of(record_id), version)
    return Draft(
        certificate_id=db.new_id(),
        person_id=person_id,
        record_id=record_id,
        handle=new_handle(),
        identifier=identifier,
        fields=fields,
        valid_from=start.isoformat(),
        valid_to=end.isoformat() if end else None,
        version=version,
        previous_id=previous.certificate_id if previous else None,
        place=place,
        prepared=prepare(fields, identifier, version, end, place, issuance, salt),
    )


def with_period(
    type: CertificateType, clean: Mapping[str, Any], *, today: date
) -> tuple[dict[str, Any], date, date | None]:
    """Rule 1: (fields with their period, first day, last day or None)."""
    issued = clean.get(ISSUE_DATE)
    start, end = type.validity_of(clean, date.fromisoformat(issued) if issued else today)
    dates = {type.validity.start: start.isoformat(), type.validity.end: end.isoformat() if end else None}
    return {**clean, **dates}, start, end


def serial_of(record_id: uuid.UUID) -> str:
    """25 characters of [0-9A-Z], the same for all versions (rule 2)."""
    number, pairs = record_id.int, []
    for _ in range(13):
        number, pair = divmod(number, 1296)
        pairs.append(PAIRS[pair])
    return "".join(reversed(pairs))[1:]


def new_handle() -> str:
    """8 characters, 48 random bits; the table refuses the rare one that is taken."""
    return base64.urlsafe_b64encode(os.urandom(6)).decode("ascii")


def claims_of(
    type: CertificateType, fields: Mapping[str, Any], identifier: str, version: int, *, today: date
) -> dict[str, Any]:
    """What the SD-JWT VC says: every field that has a value, what follows from them, and the identifier."""
    values = {**fields, **type.derive(fields, today=today)}
    return {
        **{name: value for name, value in values.items() if value is not None},
        "identifier": identifier,
        "version": version,
    }


def disclosable_of(type: CertificateType) -> frozenset[str]:
    """Rule 3: all fields that the type does not want always shown, and the identifier, which would link the shows."""
    known: list[Field | DerivedField] = [*type.fields.values(), *type.derived.values()]
    return frozenset({field.name for field in known if field.disclosable} | {"identifier"})


def prepare(
    fields: Mapping[str, Any],
    identifier: str,
    version: int,
    end: date | None,
    place: Place,
    issuance: Issuance,
    salt: Salt | None,
) -> Prepared:
    """The bytes to be signed; bound to no key."""
    list_no, index = place
    return sdjwt.prepare(
        claims_of(issuance.type, fields, identifier, version, today=issuance.today),
        disclosable=issuance.disclosable,
        issuer=issuance.iss,
        vct=issuance.type.vct,
        iat=issuance.now,
        kid=issuance.kid,
        exp=end_of(end) if end else None,
        status=(f"{issuance.status_uri}{list_no}", index),
        salt=salt,
    )


def prepare_copies(
    claims: Mapping[str, Any], end: date | None, each: Sequence[tuple[Place, PublicKey]], issuance: Issuance
) -> list[Prepared]:
    """`prepare` for several copies of one certificate, which say the same."""
    own = [sdjwt.Own((f"{issuance.status_uri}{list_no}", index), holder) for (list_no, index), holder in each]
    return sdjwt.prepare_alike(
        claims,
        own,
        disclosable=issuance.disclosable,
        issuer=issuance.iss,
        vct=issuance.type.vct,
        iat=issuance.now,
        kid=issuance.kid,
        exp=end_of(end) if end else None,
    )

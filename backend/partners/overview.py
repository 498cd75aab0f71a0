"""Partners as staff see them: who they are, how they prove it, what they may ask for. No secret and no hash."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.partners.credentials import credentials_of
from backend.partners.models import Partner
from backend.partners.registration import state_of
from backend.verification import asked
from backend.verification.models import Verifier
from certs.catalogue import Catalogue, CertificateType, DerivedField, Field


@dataclass(frozen=True)
class PartnerShown:
    """`state`: approved, suspended, expired or closed. `proves_by`: secret or keys. `purposes`: what may be seen for
    each."""

    client_id: str
    name: dict[str, str]
    state: str
    proves_by: str
    created_at: int
    expires_at: int | None
    purposes: list[dict[str, Any]]


def partners(session: Session, *, catalogue: Catalogue, after: str | None, most: int, now: int) -> list[PartnerShown]:
    """At most `most` partners by client id, behind `after`."""
    query = select(Partner, Verifier).join(Verifier, Verifier.verifier_id == Partner.client_id)
    if after is not None:
        query = query.where(Partner.client_id > after)
    rows = session.execute(query.order_by(Partner.client_id).limit(most))
    return [_shown(session, partner, verifier, catalogue=catalogue, now=now) for partner, verifier in rows]


def _shown(session: Session, partner: Partner, verifier: Verifier, *, catalogue: Catalogue, now: int) -> PartnerShown:
    keys = any(row.jwk for row in credentials_of(session, partner.client_id, now=now))
    return PartnerShown(
        client_id=partner.client_id,
        name={"zh": verifier.name_zh, "en": verifier.name_en},
        state=state_of(partner, now=now),
        proves_by="keys" if keys else "secret",
        created_at=partner.created_at,
        expires_at=partner.expires_at,
        purposes=_purposes(verifier.purposes, catalogue),
    )


def _purposes(stored: Mapping[str, Any], catalogue: Catalogue) -> list[dict[str, Any]]:
    return [{"purpose": purpose, "types": _types(types, catalogue)} for purpose, types in sorted(stored.items())]


def _types(stored: Mapping[str, Any], catalogue: Catalogue) -> list[dict[str, Any]]:
    numbered = sorted((int(number), names) for number, names in stored.items() if number.isdecimal())
    return [type_shown(catalogue, *one) for one in numbered if catalogue.by_number(one[0]) is not None]


def type_shown(catalogue: Catalogue, number: int, names: Collection[str]) -> dict[str, Any]:
    """A type that the catalogue has, with these of its fields in the type's order; "*" names all."""
    type_ = catalogue.by_number(number)
    assert type_ is not None  # the callers leave out the others
    return {"number": number, "id": type_.id, "name": dict(type_.name), "fields": _fields(type_, names)}


def _fields(type_: CertificateType, names: Collection[str]) -> list[dict[str, Any]]:
    known: dict[str, Field | DerivedField] = {**type_.fields, **type_.derived}
    fields = [
        {"name": name, "label": dict(field.title)} for name, field in known.items() if names == "*" or name in names
    ]
    questions = [name for name in names if name.startswith(asked.MARK)]
    return fields + [{"name": name, "label": asked.label(type_, name)} for name in questions]

"""Seals as staff see them, and the authority above them."""

from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID
from sqlalchemy.orm import Session

from backend.people.two_people import same_person
from backend.seals import authority as authorities
from backend.seals.models import SealRow
from backend.seals.register import PROPOSED, all_seals
from backend.seals.sealing import ACTIVE

SOON = 30 * 86_400
SAME = (
    "seal_id", "issuer_code", "in_charge", "shape", "key_place", "state", "version", "not_after", "proposed_by",
    "proposed_at", "approved_by", "approved_at", "stop_asked_by", "stop_asked_at", "stop_reason", "stopped_by",
    "stopped_at",
)  # fmt: skip


def seals(session: Session, *, asker: str, now: int) -> dict[str, Any]:
    """All of them, and who signs their certificates now (None before the first)."""
    standing = authorities.newest(session)
    above = None if standing is None else authority_shown(standing.kind, standing.chain)
    return {"items": [seal_shown(session, row, asker=asker, now=now) for row in all_seals(session)], "authority": above}


def seal_shown(session: Session, row: SealRow, *, asker: str, now: int) -> dict[str, Any]:
    """Times in Unix seconds."""
    left = None if row.not_after is None or row.state != ACTIVE else row.not_after - now
    number = None if row.certificate is None else x509.load_der_x509_certificate(row.certificate).serial_number
    first = row.proposed_by if row.state == PROPOSED else row.stop_asked_by
    return {name: getattr(row, name) for name in SAME} | {
        "name": {"zh": row.name_zh, "en": row.name_en}, "certificate_number": None if number is None else f"{number:x}",
        "ends_soon": left is not None and 0 < left <= SOON, "ended": left is not None and left <= 0,
        "asked_by_me": same_person(session, first, asker),
    }  # fmt: skip


def authority_shown(kind: str, chain: str) -> dict[str, Any]:
    own = authorities.read_chain(chain)[0]
    names = own.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return {
        "kind": kind, "name": str(names[0].value) if names else own.subject.rfc4514_string(),
        "thumbprint": own.fingerprint(hashes.SHA256()).hex(), "not_after": int(own.not_valid_after_utc.timestamp()),
    }  # fmt: skip

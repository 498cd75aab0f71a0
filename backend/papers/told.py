"""What a check answers: as much as the paper says itself, and how its certificate stands now."""

import base64
from typing import Any

from sqlalchemy.orm import Session

from backend.certificates.models import Certificate
from backend.certificates.rows import open_fields
from backend.certificates.wallet import showable
from backend.papers import face
from backend.papers.check import ALTERED, Finding
from backend.papers.models import SealedCopy
from backend.papers.number import grouped
from backend.papers.read import said_of, state_of
from backend.trust.models import Issuer
from backend.web.request import Services
from certs.catalogue import CertificateType


def answer(session: Session, finding: Finding, *, services: Services, now: int) -> dict[str, Any]:
    """The answer; for what is unknown it says nothing more, whatever was asked."""
    told: dict[str, Any] = {
        "by": finding.by, "state": finding.state, "how": finding.how, "copy": None, "certificate": None, "face": None,
        "checked_at": now,
    }  # fmt: skip
    row = finding.row
    type = None if row is None else services.catalogue.by_number(row.type_number)
    if row is None or type is None:
        return told
    told["copy"] = _copy(session, finding, row, type, services=services, now=now)
    if state_of(row, now) != "valid" or finding.state == ALTERED:
        return told
    certificate = session.get(Certificate, (row.person_id, row.certificate_id))
    if certificate is not None:
        told["certificate"] = {
            "state": certificate.state, "since": certificate.state_since, "valid_to": certificate.valid_to,
            "valid_now": showable(certificate, now),
        }  # fmt: skip
        told["face"] = _face(certificate, row, type, services=services) if finding.whole else None
    return told


def _copy(
    session: Session, finding: Finding, row: SealedCopy, type: CertificateType, *, services: Services, now: int
) -> dict[str, Any]:
    said = said_of(row, box=services.box)
    issuer = session.get(Issuer, row.issuer_code)
    names = (row.issuer_code,) * 2 if issuer is None else (issuer.name_zh, issuer.name_en)
    shown = {"purpose": said["purpose"], "recipient": said["recipient"]} if finding.annotated else {}
    return {
        "number": grouped(said["number"]),
        "type": {"id": type.id, "name": dict(type.name)},
        "issuer": dict(zip(("zh", "en"), names, strict=True)),
        "purpose": shown.get("purpose"),
        "recipient": shown.get("recipient"),
        "until": row.until,
        "made_at": row.made_at,
        "recalled_at": row.recalled_at,
        "state": state_of(row, now),
    }


def _face(
    certificate: Certificate, row: SealedCopy, type: CertificateType, *, services: Services
) -> list[dict[str, Any]]:
    """What the paper's face must say, field by field."""
    fields = open_fields(certificate, box=services.box)
    names = said_of(row, box=services.box)["fields"]
    return [
        {"name": one.name, "kind": "image" if one.picture else "text",
         "label": {"zh": one.label_zh, "en": one.label_en},
         "value": base64.b64encode(one.picture).decode() if one.picture else one.text}
        for one in face.lines(type, fields, names)
    ]  # fmt: skip

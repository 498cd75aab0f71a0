"""Certificates disclosed to an office by their holder's signed consent, without a code: how one applies online.

1. The consent was checked before: the phone is the presenter's own and not removed, and the signature is fresh.
2. Each certificate belongs to the presenter, or to an organisation they represent; its live state is good and the view
exists. One that is not so refuses all: nothing is opened, nothing is written.
3. The disclosure is an accepted verdict like that of a code: with a receipt, an audit entry, and its place in the
holder's history. The one who reads is the office, `office:<code>`.
"""

import uuid
from collections.abc import Callable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate
from backend.certificates.rows import read_with_keys
from backend.errors import Conflict
from backend.people.persons import persons_reachable
from backend.registries.calendar import day_of
from backend.verification.named import NamedView, Refused, name_view, open_view
from backend.verification.verdict import Attempt, Verdict
from backend.verification.write import write_accepted
from backend.web.request import Services
from certs.catalogue import CertificateType
from certs.verify import Check

OFFICE = "office:"  # before the code of the office, in a verdict's verifier_id
CHECKS = tuple(
    Check(name, "passed")
    for name in ("device_signature", "freshness", "device", "certificates", "status", "certificate_validity")
)


class NotUsable(Conflict):
    """`certificates`: id and reason (`certs.reasons`) of each that cannot be shown now."""

    code = "certificate_not_usable"
    zh = "有证照现在不能使用"
    en = "A certificate cannot be used now"
    next_zh = "请按 certificates 中的原因处理，或不勾选它再提交"
    next_en = "See the reasons in `certificates`, or submit without it"


def name_views(
    session: Session, presenter: uuid.UUID, wanted: Sequence[uuid.UUID], *,
    view_of: Callable[[CertificateType], int], services: Services, now: int,
) -> list[NamedView]:  # fmt: skip
    """Rule 2, in order; `view_of` tells the number of the view. Raises NotUsable."""
    mine = Certificate.person_id.in_(persons_reachable(session, presenter)), Certificate.certificate_id.in_(wanted)
    rows = read_with_keys(session, select(Certificate).where(*mine), box=services.box)
    found = {row.certificate_id: row for row in rows}
    named, refused, today = [], [], day_of(now).isoformat()
    for certificate_id in wanted:
        row = found.get(certificate_id)
        type_ = services.catalogue.by_number(row.type_number) if row else None
        try:
            named.append(name_view(row, view_of(type_) if type_ else 0, today=today, services=services))
        except Refused as why:
            refused.append({"id": str(certificate_id), "reason": why.reason})
    if refused:
        raise NotUsable(certificates=refused)
    return named


def disclose(
    session: Session, attempt: Attempt, named: Sequence[NamedView], *,
    presenter: uuid.UUID, once_id: bytes, services: Services,
) -> Verdict:  # fmt: skip
    """Rule 3. `once_id`: 16 bytes that name the consent in the receipt. Raises NotUsable."""
    try:
        shown = [open_view(one, services=services, now=attempt.at) for one in named]
    except Refused as why:
        raise NotUsable(certificates=[{"id": "", "reason": why.reason}]) from None
    return write_accepted(
        session, attempt, shown, presenter=presenter, checks=CHECKS, once_id=once_id, form="apply", services=services
    )

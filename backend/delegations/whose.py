"""Who may lend a certificate.

1. Its holder; of an organisation its legal representative and its administrators, as long as they are that.
2. Whoever it was lent to, as `chain` permits.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate
from backend.certificates.wallet import showable
from backend.companies.roles import ADMINISTRATOR, REPRESENTATIVE, roles_of
from backend.delegations.refusals import NotLendable

FOR_ALL = (REPRESENTATIVE, ADMINISTRATOR)


def may_lend(session: Session, lender_id: uuid.UUID, holder_id: uuid.UUID, *, now: int) -> bool:
    """Rule 1."""
    return lender_id == holder_id or holder_id in stands_for(session, lender_id, now=now)


def stands_for(session: Session, person_id: uuid.UUID, *, now: int) -> list[uuid.UUID]:
    """The organisations for which the person lends, and takes what is lent to a role."""
    return [one.organisation_id for one in roles_of(session, person_id, now=now) if one.role in FOR_ALL]


def named_certificates(session: Session, ids: Sequence[uuid.UUID], *, now: int) -> list[Certificate]:
    """The certificates by these ids, of one holder and valid now. Raises NotLendable, whatever is wrong."""
    found = {row.certificate_id: row for row in session.scalars(
        select(Certificate).where(Certificate.certificate_id.in_(sorted(set(ids))))
    )}  # fmt: skip
    named = [found[one] for one in ids if one in found and showable(found[one], now)]
    if len(named) != len(ids) or len(found) != len(ids) or len({one.person_id for one in named}) != 1:
        raise NotLendable
    return named


def newest(session: Session, holder_id: uuid.UUID, certificate_id: uuid.UUID) -> Certificate | None:
    """The version that stands now of a certificate that was named some time ago."""
    named = session.get(Certificate, (holder_id, certificate_id), populate_existing=True)
    if named is None or named.state != "superseded":
        return named
    same = Certificate.person_id == holder_id, Certificate.record_id == named.record_id
    return session.scalars(select(Certificate).where(*same).order_by(Certificate.version.desc()).limit(1)).one()

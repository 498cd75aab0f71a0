"""Certificates of an organisation in the wallets of those whom it gave a role.

1. A keeper shows them anywhere, an agent at windows only; of both, those types and for those matters that the role
   names, until its last day, each as often as the role says.
2. They are made when the wallet is fetched, and stand as long as the role counts: one that was ended comes back with
   what was left of its uses.
3. They end in the transaction that ends the role, or freezes it.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from backend.certificates.hold import hold
from backend.certificates.models import Certificate, Showing
from backend.certificates.showings import Terms, allow, before_wallet_of, end
from backend.companies.models import CompanyMember
from backend.companies.roles import ACTIVE, AGENT, KEEPER, Role, given_roles, stays, when_role_ends
from backend.security import Box
from certs.place import EVERYWHERE, WINDOW

PLACES = {KEEPER: EVERYWHERE, AGENT: WINDOW}


@before_wallet_of(lambda who: exists().where(CompanyMember.who_id == who, CompanyMember.state == ACTIVE))
def refresh(session: Session, presenter_id: uuid.UUID, *, box: Box, now: int) -> None:
    """Rules 1 and 2."""
    roles = [one for one in given_roles(session, presenter_id, now=now) if one.role in PLACES]
    fresh = [(role, found) for role in roles if (found := _fresh(session, role))]
    if not fresh:
        return
    hold(session, Certificate.certificate_id.in_({one.certificate_id for _, found in fresh for one, _ in found}))
    standing = [(role, found) for role, found in fresh if stays(session, role, now=now)]
    for role, found in standing:
        for certificate, times in found:
            allow(session, certificate, _terms(role, times), box=box, now=now)


@when_role_ends
def end_of_role(session: Session, role: Role, now: int) -> None:
    """Rule 3."""
    end(session, role.organisation_id, Showing.source_id == role.member_id, now=now, why="role_ended")


def _terms(role: Role, times: int | None) -> Terms:
    assert role.member_id is not None  # given by the company
    purposes = tuple(f"matter:{code}" for code in role.limits.matters)
    return Terms(role.person_id, "role", role.member_id, purposes, PLACES[role.role], role.limits.until, times)


def _fresh(session: Session, role: Role) -> list[tuple[Certificate, int | None]]:
    """What the role is to show from now on, and how often."""
    found = [(one, _times(session, role, one)) for one in _certificates(session, role)]
    return [(one, times) for one, times in found if times != 0]


def _certificates(session: Session, role: Role) -> Sequence[Certificate]:
    """Valid ones of the types that the role is good for, which it does not show yet."""
    shown = select(Showing.certificate_id).where(
        Showing.person_id == role.organisation_id, Showing.source_id == role.member_id, Showing.ended_at.is_(None)
    )
    own = Certificate.person_id == role.organisation_id, Certificate.state == "valid"
    query = select(Certificate).where(*own, Certificate.certificate_id.not_in(shown))
    found = session.scalars(query.order_by(Certificate.type_number, Certificate.certificate_id))
    return [one for one in found if role.permits_type(one.type_number)]


def _times(session: Session, role: Role, certificate: Certificate) -> int | None:
    """How often it may be shown: as the role says, less what was used before a freeze."""
    if role.limits.uses is None:
        return None
    before = (
        Showing.person_id == role.organisation_id, Showing.source_id == role.member_id,
        Showing.certificate_id == certificate.certificate_id,
    )  # fmt: skip
    left = select(Showing.times_left).where(*before).order_by(Showing.made_at.desc(), Showing.showing_id.desc())
    known = session.scalars(left).first()
    return role.limits.uses if known is None else known

"""What only the office can check, in this order, and how the checks read once it has:

 1. replay                the code was not used anywhere before
 2. status                the certificate is there and valid now, whatever the view on the phone says
 3. certificate_validity  today lies in the certificate's own period
 4. device                the phone is registered to the holder (or the legal representative) and not removed
 5. nonce                 a nonce in the code is one of ours, unspent, not ended
`why_not` looks for the first that failed, after a redemption that wrote nothing.
"""

import uuid
from functools import lru_cache

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate
from backend.people.models import Device, Nonce, Person
from backend.verification.foretold import is_used
from backend.verification.statements import nonce_usable, nonce_values
from certs.verify import Accepted, Check

ORDER = ("replay", "status", "certificate_validity", "device", "nonce")
TAIL = ("certificate_validity", "device", "nonce")
NAMES = {
    "certificate_validity": ("证照有效期", "the certificate's own period"),
    "device": ("持证手机", "the holder's phone"),
    "showing": ("代出示", "shown on behalf"),
    "nonce": ("随机数", "nonce"),
    "holder": ("申请人", "the applicant"),
}
STATE_REASONS = {"suspended": "status_suspended", "superseded": "status_superseded"}
Why = tuple[str, str]  # check name, reason code


@lru_cache(maxsize=64)
def passed(checks: tuple[Check, ...], *, nonce: bool) -> tuple[Check, ...]:
    """The checks of a code whose live state was good too."""
    tail = (Check(TAIL[0], "passed"), Check(TAIL[1], "passed"), Check(TAIL[2], "passed" if nonce else "skipped"))
    return (*(Check("status", "passed") if check.name == "status" else check for check in checks), *tail)


def failed(checks: tuple[Check, ...], why: Why, *, nonce: bool) -> tuple[Check, ...]:
    """The same when the check `why` failed: live checks after it are skipped."""
    at = ORDER.index(why[0])
    later = frozenset(ORDER[at + 1 :])
    return tuple(
        Check(check.name, "failed", why[1]) if check.name == why[0]
        else Check(check.name, "skipped") if check.name in later
        else check
        for check in passed(checks, nonce=nonce)
    )  # fmt: skip


def why_not(
    session: Session, examined: Accepted, *, challenge: bool, verifier_id: str, today: str, now: int
) -> tuple[Why | None, uuid.UUID | None]:
    """(first failed check, holder). No failure means that the state changed since: try again."""
    certificate = _certificate(session, examined.handle)
    holder = certificate.person_id if certificate else None
    if is_used(session, examined.once_id, signed_at=examined.iat, foretellable=examined.cnonce is None):
        return ("replay", "replayed"), holder
    if certificate is None or certificate.type_number != examined.type.number:
        return ("status", "certificate_unknown"), holder
    why = state_why(certificate, today) or _device_why(session, certificate, examined.device_thumbprint)
    if why is None and examined.cnonce:
        values = nonce_values(examined.cnonce, challenge=challenge, verifier_id=verifier_id, at=now)
        if session.execute(select(Nonce.nonce).where(nonce_usable()), values).first() is None:
            why = "nonce", "nonce_unknown"
    return why, holder


def state_why(certificate: Certificate, today: str) -> Why | None:
    """Rules 2 and 3 for a certificate as it stands now."""
    return why_not_standing(certificate.state, certificate.valid_from, certificate.valid_to, today)


def why_not_standing(state: str, valid_from: str, valid_to: str | None, today: str) -> Why | None:
    """The same for what was read of one."""
    if state != "valid":
        return "status", STATE_REASONS.get(state, "status_revoked")
    if valid_to is not None and valid_to < today:
        return "certificate_validity", "certificate_expired"
    return ("certificate_validity", "certificate_not_yet_valid") if valid_from > today else None


def holder_of(session: Session, handle: str | None) -> uuid.UUID | None:
    """Whose certificate a handle names, for the history of refused codes."""
    if handle is None:
        return None
    return session.scalars(select(Certificate.person_id).where(Certificate.handle == handle)).first()


def _certificate(session: Session, handle: str) -> Certificate | None:
    query = select(Certificate).where(Certificate.handle == handle)
    return session.scalars(query.execution_options(populate_existing=True)).first()


def _device_why(session: Session, certificate: Certificate, thumbprint: bytes) -> Why | None:
    representative = select(Person.represented_by).where(Person.person_id == certificate.person_id).scalar_subquery()
    theirs = or_(Device.person_id == certificate.person_id, Device.person_id == representative)
    query = select(Device.removed_at).where(Device.thumbprint == thumbprint, theirs)
    removed = list(session.scalars(query))
    if None in removed:
        return None
    return "device", "device_removed" if removed else "device_unknown"

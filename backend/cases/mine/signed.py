"""What an applicant's phone signed about their case: exactly this statement, freshly, by a phone of their own."""

import uuid

from sqlalchemy.orm import Session

from backend.errors import Invalid, NotFound
from backend.people.devices import device_of
from certs import consent, keys
from certs.errors import MalformedError


class ConsentRefused(Invalid):
    """`errors` says why: device_unknown, or the reason for which the signed statement is refused."""

    code = "consent_refused"
    zh = "签名未通过"
    en = "The signature is refused"
    next_zh = "请刷新办件，核对后用本机重新签名"
    next_en = "Read the case again, look it over and sign again with this phone"


def check_signature(
    session: Session, presenter: uuid.UUID, device_id: uuid.UUID, signature: str, statement: consent.Statement, *,
    now: int,
) -> None:  # fmt: skip
    """Raises ConsentRefused."""
    try:
        public = keys.public_from_jwk(device_of(session, presenter, device_id).jwk)
    except NotFound:
        raise ConsentRefused(errors=[{"path": "/device_id", "problem": "device_unknown"}]) from None
    try:
        consent.check_consent(signature, public, statement, now=now)
    except MalformedError as error:
        raise ConsentRefused(errors=[{"path": "/signature", "problem": error.reason}]) from error

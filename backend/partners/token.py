"""Giving a partner an access token: counted, proven, short-lived, without refresh."""

import uuid

from sqlalchemy.orm import Session

from backend.partners import credentials
from backend.partners.credentials import Credentials
from backend.people import sign_ins
from backend.people.limits import Visitor, count_guess
from backend.people.sign_ins import Tokens
from backend.security import Box


def count(session: Session, given: Credentials, *, visitor: Visitor, box: Box, now: int) -> None:
    """Count the try; to be committed before its secret is compared. Raises TooMany."""
    # counted by partner and address together, so that a stranger elsewhere does not use up a partner's tries
    account = box.blind("partner", f"{given.client_id}\n{visitor.address}")
    count_guess(session, "partner", account, visitor=Visitor(visitor.address), box=box, now=now)


def give_token(session: Session, given: Credentials, *, by: uuid.UUID | None, base_url: str, now: int) -> Tokens:
    """An access token of role `partner`. `by`: whose secret was right. Raises InvalidClient."""
    audiences = frozenset({base_url, f"{base_url}/oauth/token"})
    partner = credentials.check(session, given, by=by, audiences=audiences, now=now)
    return sign_ins.begin_partner_sign_in(session, partner.client_id, until=partner.expires_at, now=now)

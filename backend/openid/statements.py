"""What the credential endpoint asks of the database: the offers of an access token, their count, and the certificate.

Each is written once in SQLAlchemy Core. Those of one row go straight to the driver.
"""

import uuid
from typing import Any, NamedTuple, cast

from sqlalchemy import Integer, LargeBinary, Table, Uuid, bindparam, func, select, update
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate
from backend.certificates.rows import Held
from backend.openid.models import WalletOffer
from backend.security import Box
from backend.security.models import HolderKey
from backend.statements import Statement


class Offer(NamedTuple):
    """A row of `models.WalletOffer`, as far as the holder of its access token goes."""

    person_id: uuid.UUID
    offer_id: uuid.UUID
    certificate_id: uuid.UUID | None
    case_no: str | None
    type_number: int
    withdrawn_at: int | None
    client_id: str | None
    token_expires_at: int | None
    bound_to: str | None
    narrowed: bool


def offers_by_token(session: Session, token_key: bytes) -> list[Offer]:
    """All that an access token was given for, over or not, by the token's keyed digest."""
    row = _ONE.first(session, {"of": token_key})
    if row is None or row[-1] == 1:  # an authorisation may have given several
        return [] if row is None else [Offer(*row[:-1])]
    return [Offer(*one) for one in session.connection().execute(_BY_TOKEN, {"of": token_key})]


def count_copies(session: Session, offer: Offer, more: int, *, most: int) -> bool:
    """Whether an offer that stands gives so many more; they are counted then."""
    values = {"whose": offer.person_id, "of": offer.offer_id, "more": more, "most": most}
    return _COUNT.first(session, values) is not None


def lock_certificate(session: Session, person_id: uuid.UUID, certificate_id: uuid.UUID, *, box: Box) -> Held:
    """The certificate as it stands, locked until the transaction ends, and by the same statement its holder's key."""
    row = _LOCK.first(session, {"whose": person_id, "of": certificate_id})
    assert row is not None  # certificates are never deleted
    box.keyring.told(session, person_id, *row[-2:])
    return Held(*row[:-2])


_OFFERS, _HELD = cast(Table, WalletOffer.__table__), cast(Table, Certificate.__table__)
_KEYS = cast(Table, HolderKey.__table__)
_BY_TOKEN = select(*(_OFFERS.c[name] for name in Offer._fields)).where(_OFFERS.c.token_key == bindparam("of"))


def _one(_dialect: str) -> Any:
    """The first, and how many there are."""
    columns = [_OFFERS.c[name] for name in Offer._fields]
    mine = _OFFERS.c.token_key == bindparam("of", type_=LargeBinary)
    return select(*columns, func.count().over().label("all")).where(mine)


def _count(_dialect: str) -> Any:
    more = bindparam("more", type_=Integer)
    mine = _OFFERS.c.person_id == bindparam("whose", type_=Uuid), _OFFERS.c.offer_id == bindparam("of", type_=Uuid)
    left = _OFFERS.c.copies + more <= bindparam("most", type_=Integer), _OFFERS.c.withdrawn_at.is_(None)
    return update(_OFFERS).where(*mine, *left).values(copies=_OFFERS.c.copies + more).returning(_OFFERS.c.copies)


def _lock(_dialect: str) -> Any:
    columns = [_HELD.c[name] for name in Held._fields]
    keyed = _HELD.outerjoin(_KEYS, _KEYS.c.person_id == _HELD.c.person_id)
    found = select(*columns, _KEYS.c.wrapping_id, _KEYS.c.wrapped).select_from(keyed)
    mine = _HELD.c.person_id == bindparam("whose", type_=Uuid), _HELD.c.certificate_id == bindparam("of", type_=Uuid)
    return found.where(*mine).with_for_update(of=_HELD)


_ONE, _COUNT = Statement("offer_by_token", _one), Statement("count_copies", _count)
_LOCK = Statement("lock_certificate", _lock)

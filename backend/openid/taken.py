"""What other wallets took of a holder's certificates, for the history: who, when, how many; never a field.

Rules: 1. a holder sees the copies of their own certificates and of those whom they may act for, whose history is read
in the same place; 2. newest first, the last MOST; 3. what the wallet calls itself is told as its own word, and who
vouches for it only while the city trusts that provider; 4. copies that were taken back are told, with none standing.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.certificates.models import WalletCopy
from backend.openid.models import WalletOffer
from backend.openid.providers import Providers, named

MOST = 50


@dataclass(frozen=True)
class TakenCopies:
    """Copies that one wallet took on one offer. `type_number`: of the certificate."""

    offer_id: uuid.UUID
    certificate_id: uuid.UUID | None
    type_number: int
    taken_at: int
    wallet: str | None
    wallet_name: str | None
    vouched_by: dict[str, str] | None
    copies: int
    standing: int


def taken_of(session: Session, person_ids: Sequence[uuid.UUID], *, providers: Providers) -> list[TakenCopies]:
    """Rules 1 to 4: two statements."""
    own = WalletOffer.person_id.in_(person_ids), WalletOffer.taken_at.is_not(None), WalletOffer.copies > 0
    newest = select(WalletOffer).where(*own).order_by(WalletOffer.taken_at.desc(), WalletOffer.offer_id.desc())
    rows = session.scalars(newest.limit(MOST)).all()
    standing = _standing(session, rows) if rows else {}
    return [_taken(row, standing.get(row.offer_id, 0), named(providers, row.attested_by)) for row in rows]


def _standing(session: Session, rows: Sequence[WalletOffer]) -> dict[uuid.UUID, int]:
    mine = WalletCopy.person_id.in_({row.person_id for row in rows})
    these = WalletCopy.offer_id.in_([row.offer_id for row in rows]), WalletCopy.ended_at.is_(None)
    query = select(WalletCopy.offer_id, func.count()).where(mine, *these).group_by(WalletCopy.offer_id)
    return {offer_id: count for offer_id, count in session.execute(query)}


def _taken(row: WalletOffer, standing: int, by: dict[str, str] | None) -> TakenCopies:
    return TakenCopies(
        row.offer_id, row.certificate_id, row.type_number, row.taken_at or 0, row.client_id,
        None if by is None else row.wallet_name, by, row.copies, standing,
    )  # fmt: skip

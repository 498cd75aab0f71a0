"""Notices told from copies: a wallet of others took some of the reader's certificate."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate, WalletCopy
from backend.notices.notice import Notice, Reader, Span, notice_id
from backend.notices.words import KINDS
from backend.openid.models import WalletOffer
from backend.openid.providers import named

TOOK = "wallet_took_copies"


def wallets_took_copies(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """One a batch, whoever offered it. Copies that a phone keeps of its own are no news."""
    at, row_id = WalletCopy.issued_at, WalletCopy.batch_id
    query = (
        select(at, row_id, Certificate.certificate_id, Certificate.type_number, WalletOffer)
        .join(WalletOffer, (WalletOffer.person_id == WalletCopy.person_id)
              & (WalletOffer.offer_id == WalletCopy.offer_id))
        .join(Certificate, (Certificate.person_id == WalletCopy.person_id)
              & (Certificate.certificate_id == WalletCopy.certificate_id))
        .where(WalletCopy.person_id.in_(reader.persons), span.of(at, row_id))
        .distinct()
        .order_by(at.desc(), row_id.desc())
        .limit(span.limit + 2)
    )  # fmt: skip
    for when, batch_id, certificate_id, number, offer in session.execute(query):
        type_ = reader.catalogue.by_number(number)
        if type_ is not None:
            zh, en = _wallet(offer, reader)
            words = {"type": type_.name["zh"], "wallet": zh}, {"type": type_.name["en"], "wallet": en}
            which = notice_id(batch_id, KINDS[TOOK].place)
            yield Notice(when, which, TOOK, *words, certificate_id=certificate_id, type=type_)


def _wallet(offer: WalletOffer, reader: Reader) -> tuple[str, str]:
    """Its name, with who vouches for it, or that nobody does."""
    by, name = named(reader.providers, offer.attested_by), offer.wallet_name or offer.client_id
    if by is not None:
        return f"{name}（{by['zh']}担保）", f"{name} ({by['en']} vouches for it)"
    if offer.client_id is None:
        return "一个没有报名称的钱包", "A wallet that gave no name"
    return f"自称“{offer.client_id}”的钱包", f"A wallet that calls itself “{offer.client_id}”"

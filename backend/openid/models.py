"""Tables: what a holder offers other wallets to take, once; what could not be given yet; and the yes to a wallet."""

import uuid
from typing import Any

from sqlalchemy import Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base


class WalletOffer(Base):
    """An offer of one certificate, from the holder's tap to what the wallet that took it may still ask.

    Code, transaction code and access token are kept as keyed digests. `narrowed`: the wallet named the credential in
    its request and must go on by the identifier it was given (`offer_id`). An offer that began at the wallet has an
    authorisation instead of codes; one that was authorised cannot be taken by its codes any more. One that was made for
    the case `case_no` is of no certificate before that is decided.
    """

    __tablename__ = "wallet_offers"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)  # who holds the certificate
    offer_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    certificate_id: Mapped[uuid.UUID | None]
    case_no: Mapped[str | None] = mapped_column(String(24))
    type_number: Mapped[int] = mapped_column(Integer)
    code_key: Mapped[bytes | None] = mapped_column(index=True)
    tx_key: Mapped[bytes | None]
    tries: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[int]
    expires_at: Mapped[int]
    withdrawn_at: Mapped[int | None]
    taken_at: Mapped[int | None]
    client_id: Mapped[str | None] = mapped_column(String(200))  # what the wallet calls itself
    attested_by: Mapped[str | None] = mapped_column(String(200))  # the provider that vouches for it; None: nobody
    wallet_name: Mapped[str | None] = mapped_column(String(100))  # as that provider puts it
    token_key: Mapped[bytes | None] = mapped_column(index=True)
    token_expires_at: Mapped[int | None]
    bound_to: Mapped[str | None] = mapped_column(String(43))  # thumbprint of the DPoP key; None: a bearer token
    narrowed: Mapped[bool]
    copies: Mapped[int] = mapped_column(Integer)
    authorisation_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    __table_args__ = (Index(None, "person_id", "certificate_id"),)


class WalletDeferral(Base):
    """A request for copies that could not be given yet: the keys that the wallet proved, until they are given once.

    The transaction id is kept as a keyed digest. It ends with the offer's access token.
    """

    __tablename__ = "wallet_deferrals"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    deferral_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    offer_id: Mapped[uuid.UUID]
    transaction_key: Mapped[bytes] = mapped_column(index=True)
    holders: Mapped[list[Any]]  # public JWKs, in the order of the proofs
    made_at: Mapped[int]  # when it was asked for last
    given_at: Mapped[int | None]
    __table_args__ = (Index(None, "person_id", "offer_id"),)


class WalletAuthorisation(Base):
    """A holder's yes to a wallet that asked: the code it gets, and what it must show to use it, once.

    `person_id` is who said yes; an offer on it may be of a certificate of somebody they represent.
    """

    __tablename__ = "wallet_authorisations"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    authorisation_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    code_key: Mapped[bytes] = mapped_column(index=True)
    client_id: Mapped[str] = mapped_column(String(200))
    redirect_uri: Mapped[str] = mapped_column(String(500))
    challenge: Mapped[str] = mapped_column(String(43))  # PKCE, S256
    bound_to: Mapped[str | None] = mapped_column(String(43))  # thumbprint of the DPoP key named beforehand
    attested_by: Mapped[str | None] = mapped_column(String(200))  # who vouched for the wallet that asked
    created_at: Mapped[int]
    expires_at: Mapped[int]
    redeemed_at: Mapped[int | None]

"""Tables of partners: what is applied for, who is registered, how each proves who it is, and how much each asks."""

import uuid
from typing import Any

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base

WAITING = text("state = 'applied'")


class PartnerApplication(Base):
    """What one member of staff applies for on a partner's behalf, and what another decided of it.

    `document` is everything applied for (see `document.py`); `replaces` is what was registered when it was applied for,
    so that the second person sees what changes, and nothing else can have changed meanwhile. No secret stands here.
    """

    __tablename__ = "partner_applications"
    application_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(String(40), index=True)
    state: Mapped[str] = mapped_column(String(10))  # applied | approved | rejected | withdrawn
    document: Mapped[dict[str, Any]]
    replaces: Mapped[dict[str, Any] | None]
    applied_by: Mapped[str] = mapped_column(String(80))
    applied_at: Mapped[int]
    decided_by: Mapped[str | None] = mapped_column(String(80))
    decided_at: Mapped[int | None]
    reason: Mapped[str | None] = mapped_column(String(300))
    __table_args__ = (
        Index("ix_partner_applications_waiting", "client_id", unique=True, sqlite_where=WAITING,
              postgresql_where=WAITING),
    )  # fmt: skip


class Partner(Base):
    """A registered third party. `client_id` is also its verifier id; which fields it may see stands there.

    `registration` is what was approved, but for names and fields: texts of purposes, channels, limits, logo, contact.
    """

    __tablename__ = "partners"
    client_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    state: Mapped[str] = mapped_column(String(10))  # approved | suspended | closed
    state_since: Mapped[int]
    state_reason: Mapped[str | None] = mapped_column(String(300))
    state_by: Mapped[str | None] = mapped_column(String(80))
    registration: Mapped[dict[str, Any]]
    approved_by: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[int]
    expires_at: Mapped[int | None]


class PartnerCredential(Base):
    """One secret (argon2) or one public key (JWK) of a partner, good from `created_at` until `ends_at`."""

    __tablename__ = "partner_credentials"
    client_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    credential_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    secret_hash: Mapped[str | None] = mapped_column(String(200))
    jwk: Mapped[dict[str, Any] | None]
    created_at: Mapped[int]
    ends_at: Mapped[int | None]


class PartnerUse(Base):
    """How much a partner asked by one channel in one day (in China) or minute; `refused`: what was over its limit."""

    __tablename__ = "partner_uses"
    client_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    channel: Mapped[str] = mapped_column(String(12), primary_key=True)
    span: Mapped[str] = mapped_column(String(6), primary_key=True)  # day | minute
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # of the day or minute, since 1970
    count: Mapped[int]
    refused: Mapped[int]


class UsedAssertion(Base):
    """`jti` of a client assertion (private_key_jwt) that was already used."""

    __tablename__ = "used_assertions"
    client_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    jti: Mapped[str] = mapped_column(String(120), primary_key=True)
    expires_at: Mapped[int]

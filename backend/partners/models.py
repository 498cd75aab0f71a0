"""Tables of partners: registered third parties and how they prove who they are."""

from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base


class Partner(Base):
    """A third party. `client_id` is also its verifier id. Secret (argon2) or keys (JWKS), one of the two."""

    __tablename__ = "partners"
    client_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    secret_hash: Mapped[str | None] = mapped_column(String(200))
    jwks: Mapped[dict[str, Any] | None]
    active: Mapped[bool]
    created_at: Mapped[int]
    expires_at: Mapped[int | None]


class UsedAssertion(Base):
    """`jti` of a client assertion (private_key_jwt) that was already used."""

    __tablename__ = "used_assertions"
    client_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    jti: Mapped[str] = mapped_column(String(120), primary_key=True)
    expires_at: Mapped[int]

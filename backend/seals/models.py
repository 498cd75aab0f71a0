"""Tables of seals: the authority that vouches for them, and each seal with who asked for it and who agreed."""

import uuid
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base


class SealAuthority(Base):
    """Who signs the seals' certificates: the newest that is not retired. `chain`: PEM, its own certificate first, the
    root last. The private key is sealed, PKCS #8 in DER."""

    __tablename__ = "seal_authorities"
    authority_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))  # built_in | imported
    chain: Mapped[str] = mapped_column(Text)
    sealed_private: Mapped[bytes]  # context: b"seal-authority:" + authority_id
    made_by: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[int]
    retired_at: Mapped[int | None]


class SealRow(Base):
    """An authority's seal. A row stays for ever: what was sealed with it is checked with it."""

    __tablename__ = "seals"
    seal_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    issuer_code: Mapped[str] = mapped_column(ForeignKey("issuers.code"))
    name_zh: Mapped[str] = mapped_column(String(100))
    name_en: Mapped[str] = mapped_column(String(100))
    in_charge: Mapped[str] = mapped_column(String(80))  # who answers for its use, by name
    shape: Mapped[str] = mapped_column(String(8))  # round | oval | uploaded
    picture: Mapped[str] = mapped_column(Text)  # SVG
    key_place: Mapped[str] = mapped_column(String(8))  # database | token
    jwk: Mapped[dict[str, Any]]
    sealed_private: Mapped[bytes | None]  # 32 bytes, sealed; context: b"seal:" + seal_id. None: it lies in the token
    authority_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("seal_authorities.authority_id"))
    certificate: Mapped[bytes | None]  # X.509 in DER, once approved
    not_after: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(8))  # proposed | active | stopped
    version: Mapped[int]  # grows with every change
    proposed_by: Mapped[str] = mapped_column(String(80))
    proposed_at: Mapped[int]
    approved_by: Mapped[str | None] = mapped_column(String(80))
    approved_at: Mapped[int | None]
    stop_asked_by: Mapped[str | None] = mapped_column(String(80))
    stop_asked_at: Mapped[int | None]
    stop_reason: Mapped[str | None] = mapped_column(String(200))
    stopped_by: Mapped[str | None] = mapped_column(String(80))
    stopped_at: Mapped[int | None]
    __table_args__ = (Index(None, "issuer_code", "state"),)

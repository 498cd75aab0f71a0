"""The table of presentations: what a partner or window asked other people's wallets for, and what came of it."""

import uuid
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base


class Presentation(Base):
    """One request, from the asker's call to the end of its result.

    `state`: waiting, done, failed (what came did not verify) or refused (the wallet said no). `reason`: of a verdict,
    or the wallet's own error code. The result is sealed, context b"presentation:" + id, until `result_until`.
    """

    __tablename__ = "presentations"
    presentation_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    verifier_id: Mapped[str] = mapped_column(String(40))
    actor: Mapped[str] = mapped_column(String(80))
    purpose: Mapped[str] = mapped_column(String(60))
    flow: Mapped[str] = mapped_column(String(12))  # cross_device | same_device
    response_mode: Mapped[str] = mapped_column(String(15))  # direct_post | direct_post.jwt
    redirect_uri: Mapped[str | None] = mapped_column(String(2000))
    query: Mapped[dict[str, Any]]  # DCQL
    reference_key: Mapped[bytes]  # keyed digest of what stands in the addresses
    client_id: Mapped[str] = mapped_column(String(60))
    nonce: Mapped[str] = mapped_column(String(43))
    wallet_state: Mapped[str] = mapped_column(String(43))  # the standard's `state`
    sealed_key: Mapped[bytes | None]  # private key of this request alone; forgotten with the answer
    created_at: Mapped[int]
    expires_at: Mapped[int]
    fetched_at: Mapped[int | None]
    fetched_by: Mapped[bytes | None]  # SHA-256 of the wallet's nonce
    state: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str | None] = mapped_column(String(40))
    ended_at: Mapped[int | None]
    verdict_id: Mapped[uuid.UUID | None]
    code_key: Mapped[bytes | None]  # keyed digest of the response code of a request on the same device
    sealed_result: Mapped[bytes | None]
    result_until: Mapped[int | None]
    __table_args__ = (Index(None, "reference_key"), Index(None, "expires_at"))

"""Tables of webhooks: where a partner is told, and each message to it with what became of it."""

import uuid
from typing import Any

from sqlalchemy import Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base


class WebhookEndpoint(Base):
    """A partner's address for messages. `failures` counts those in a row; while `rest_until` is ahead nothing is sent.

    The secret before this one signs too until `previous_until`. Context of both: see signing.context_of.
    """

    __tablename__ = "webhook_endpoints"
    client_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    url: Mapped[str] = mapped_column(String(2000))
    events: Mapped[list[Any]]
    sealed_secret: Mapped[bytes]
    sealed_previous: Mapped[bytes | None]
    previous_until: Mapped[int | None]
    set_at: Mapped[int]
    failures: Mapped[int] = mapped_column(Integer)
    failing_since: Mapped[int | None]
    rest_until: Mapped[int]
    paused_at: Mapped[int | None]
    pause_reason: Mapped[str | None] = mapped_column(String(10))  # failures | gone | staff
    delivered_at: Mapped[int | None]  # the last message that arrived


class WebhookDelivery(Base):
    """One message to one partner. `tries` only grows, so that each try belongs to the worker that counted it.

    `step`: failed tries since the message was told or asked for again; `answers`: [{"at", "status", "error"}].
    """

    __tablename__ = "webhook_deliveries"
    delivery_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(String(40))
    event: Mapped[str] = mapped_column(String(40))
    sealed_body: Mapped[bytes]  # the text that is sent; context: b"webhook:" + delivery_id
    told_at: Mapped[int]
    state: Mapped[str] = mapped_column(String(9))  # waiting | delivered | failed
    tries: Mapped[int] = mapped_column(Integer)
    step: Mapped[int] = mapped_column(Integer)
    next_at: Mapped[int]
    answers: Mapped[list[Any]]
    ended_at: Mapped[int | None]

    @property
    def due_at(self) -> int | None:
        """When it is tried next; None when it is not."""
        return self.next_at if self.state == "waiting" else None

    __table_args__ = (
        Index(None, "client_id", "state", "next_at"), Index(None, "client_id", "told_at"), Index(None, "told_at"),
    )  # fmt: skip

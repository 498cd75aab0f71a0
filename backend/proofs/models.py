"""Table of requests for a proof. A request belongs to its person; the office that answers finds it by its id."""

import uuid
from typing import Any

from sqlalchemy import Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base


class ProofRequest(Base):
    """One request for one proof, and its answer. `revision` grows by one with every act (optimistic lock).

    `due` and `yellow_from` are first seconds after (or of) a day. `reused`: a proof that stood already was the answer.
    """

    __tablename__ = "proof_requests"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    request_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    kind_version: Mapped[int] = mapped_column(Integer)
    office: Mapped[str] = mapped_column(String(4))  # issuer code of the department that answers
    state: Mapped[str] = mapped_column(String(10))  # waiting | issued | refused | withdrawn
    revision: Mapped[int] = mapped_column(Integer)
    sealed_asked: Mapped[bytes]  # {"answers"}; context: see seal.context_of
    asked_at: Mapped[int]
    channel: Mapped[str] = mapped_column(String(8))  # phone: the person's own tap | window: their code in the case
    actor: Mapped[str] = mapped_column(String(80))  # who sent it
    verifier_id: Mapped[str | None] = mapped_column(String(40))  # the window
    case_no: Mapped[str | None] = mapped_column(String(24))
    consent_id: Mapped[uuid.UUID | None]  # the verdict on the applicant's code, where a window asked
    due: Mapped[int]
    yellow_from: Mapped[int]
    due_assumed: Mapped[bool]  # reckoned through a year whose days off are not known
    answered_at: Mapped[int | None]
    answered_by: Mapped[str | None] = mapped_column(String(80))  # rule | staff:<uuid>
    reused: Mapped[bool]
    certificate_id: Mapped[uuid.UUID | None]
    rule_version: Mapped[str | None] = mapped_column(String(64))
    inputs: Mapped[dict[str, Any]]  # name a rule looked at -> keyed digest
    sealed_reply: Mapped[bytes | None]  # {"statement", "reason", "explanation"}
    __table_args__ = (
        Index(None, "person_id", "asked_at"), Index(None, "office", "state", "due"), Index(None, "request_id"),
        Index(None, "certificate_id"), Index(None, "asked_at"),
    )  # fmt: skip

"""Tables of verification: who may ask for what, which codes were used, and every verdict."""

import uuid
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base, found_by_time


class Verifier(Base):
    """A window or a partner that may verify. `purposes`: {purpose: {type number as text: [field names] | "*"}}."""

    __tablename__ = "verifiers"
    verifier_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))  # window | partner
    name_zh: Mapped[str] = mapped_column(String(100))
    name_en: Mapped[str] = mapped_column(String(100))
    hall: Mapped[str | None] = mapped_column(String(100))
    purposes: Mapped[dict[str, Any]]
    active: Mapped[bool]


class UsedCode(Base):
    """A code that was accepted once. The primary key is what makes a code single-use, on every node at once; it is the
    table (no tree of row numbers beside it) where the engine offers that."""

    __tablename__ = "used_codes"
    once_id: Mapped[bytes] = mapped_column(primary_key=True)
    used_at: Mapped[int]
    verdict_id: Mapped[uuid.UUID | None]  # the verdict that used it; None when an offline gate did
    __table_args__ = (found_by_time("used_codes", "used_at"), {"sqlite_with_rowid": False})


class SeenCode(Base):
    """What an offline gate reported of a code: once for each gate and outcome. No value of any field.

    `gate`: which of the verifier's devices. `first_at` and `first_kind` (window | partner | gate) tell of an earlier
    use of the same code elsewhere.
    """

    __tablename__ = "seen_codes"
    once_id: Mapped[bytes] = mapped_column(primary_key=True)
    verifier_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    gate: Mapped[str] = mapped_column(String(40), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(8), primary_key=True)  # accepted | rejected
    seen_id: Mapped[uuid.UUID]  # also the id of the verdict in the holder's history, where a holder is known
    person_id: Mapped[uuid.UUID | None]
    mode: Mapped[str] = mapped_column(String(9))  # offline | challenge
    reason: Mapped[str | None] = mapped_column(String(40))
    at: Mapped[int]
    uploaded_at: Mapped[int]
    first_at: Mapped[int | None]
    first_kind: Mapped[str | None] = mapped_column(String(8))
    __table_args__ = (Index(None, "person_id", "uploaded_at"), Index(None, "uploaded_at"))


class TypedCode(Base):
    """A code that a phone posted, to be named at a window by a number of ten digits; forgotten soon after its end."""

    __tablename__ = "typed_codes"
    number_key: Mapped[bytes] = mapped_column(primary_key=True)  # blind index of the number
    typed_code_id: Mapped[uuid.UUID] = mapped_column(index=True)
    owner: Mapped[str] = mapped_column(String(80), index=True)  # the account that posted it
    sealed_code: Mapped[bytes | None]  # the code's text, until it ends; context: b"typed-code:" + number_key
    expires_at: Mapped[int]
    used_at: Mapped[int | None]
    cancelled_at: Mapped[int | None]


class VerdictRow(Base):
    """One verdict, kept for the holder's history. Field names only, never values. Append-only.

    `person_id` is db.NOBODY when the code did not lead to a holder. The key is the order in which a holder reads their
    history, so that each verdict is written to two trees only.
    """

    __tablename__ = "verdicts"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    at: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    verdict_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    verifier_id: Mapped[str] = mapped_column(String(40))
    actor: Mapped[str] = mapped_column(String(80))
    purpose: Mapped[str] = mapped_column(String(60))
    case_no: Mapped[str | None] = mapped_column(String(24))
    matter_code: Mapped[str | None] = mapped_column(String(40))
    form: Mapped[str] = mapped_column(String(5))  # one of verdict.Form
    outcome: Mapped[str] = mapped_column(String(8))  # accepted | rejected
    reason: Mapped[str | None] = mapped_column(String(40))
    shown: Mapped[list[Any]]  # [{"certificate_id", "type", "fields": [names]}]
    checks: Mapped[list[Any]]
    receipt: Mapped[str] = mapped_column(Text)  # JWS by the platform key
    __table_args__ = (Index(None, "verdict_id"),)


class ShowingUse(Base):
    """An accepted verdict on what somebody showed for its holder, who is `person_id`, so that both find it in their
    histories. Append-only. `kept_by`: under whom the verdict is written."""

    __tablename__ = "showing_uses"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    at: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    verdict_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    showing_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    presenter_id: Mapped[uuid.UUID]
    kept_by: Mapped[uuid.UUID]
    __table_args__ = (Index(None, "presenter_id", "at"),)


class PrintedCode(Base):
    """A code on paper: good once, on one day, for one matter. Its text is kept as a keyed digest only.

    `named`: [[certificate id, number of the view]]. `sealed`: {"agent", "reason"}, who brings it and why the clerk
    identified the person by hand; context: b"printed-code:" + printed_code_id.
    """

    __tablename__ = "printed_codes"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    printed_code_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    code_key: Mapped[bytes] = mapped_column(index=True)
    number: Mapped[str] = mapped_column(String(10))  # to speak of it; opens nothing
    matter_code: Mapped[str] = mapped_column(String(40))
    day: Mapped[str] = mapped_column(String(10))
    named: Mapped[list[Any]]
    sealed: Mapped[bytes]
    ground: Mapped[str] = mapped_column(String(8))  # code | card | self: how the person was identified
    office: Mapped[str] = mapped_column(String(40))  # the window or kiosk that printed it
    printed_by: Mapped[str] = mapped_column(String(80))
    printed_at: Mapped[int]
    used_at: Mapped[int | None]
    used_at_office: Mapped[str | None] = mapped_column(String(40))
    verdict_id: Mapped[uuid.UUID | None]
    revoked_at: Mapped[int | None]
    revoked_by: Mapped[str | None] = mapped_column(String(8))  # holder | window
    __table_args__ = (Index(None, "office", "printed_at"),)

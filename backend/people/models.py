"""Tables of people. A person's `person_id` is made by us, leads every key of the holder's data and never changes."""

import uuid
from typing import Any

from sqlalchemy import Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base, found_by_time

ADMINISTRATOR = text("active AND role IN ('operator', 'security', 'auditor')")


class Person(Base):
    """A citizen or an organisation known to a registry. Number and name are sealed; `name_key` is a blind match key."""

    __tablename__ = "persons"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))  # citizen | organisation
    sealed: Mapped[bytes]  # {"number": ..., "name": ...}; context: b"person:" + person_id.bytes
    name_key: Mapped[bytes]
    represented_by: Mapped[uuid.UUID | None] = mapped_column(index=True)  # an organisation's legal representative
    created_at: Mapped[int]
    closed_at: Mapped[int | None]  # since when the wallet is closed: a death was recorded


class Route(Base):
    """Where to find a holder: a blind number or code, a certificate's handle, a device's handle or key -> person_id."""

    __tablename__ = "routes"
    kind: Mapped[str] = mapped_column(
        String(16), primary_key=True
    )  # citizen | organisation | certificate | device | device-key
    key: Mapped[bytes] = mapped_column(primary_key=True)
    person_id: Mapped[uuid.UUID]


class Account(Base):
    """A citizen's sign-in by phone number; `person_id` is set by the real-name match, one account a person."""

    __tablename__ = "accounts"
    account_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    phone_key: Mapped[bytes] = mapped_column(unique=True)
    sealed_phone: Mapped[bytes]
    person_id: Mapped[uuid.UUID | None] = mapped_column(unique=True)
    created_at: Mapped[int]


class OneTimeCode(Base):
    """The one pending sign-in code of a phone number; a new one replaces it."""

    __tablename__ = "one_time_codes"
    phone_key: Mapped[bytes] = mapped_column(primary_key=True)
    code_hash: Mapped[bytes]
    expires_at: Mapped[int]
    tries: Mapped[int] = mapped_column(Integer)


class Attempt(Base):
    """Counts guesses per subject and time window; the limit fails closed because it is counted here, in SQL."""

    __tablename__ = "attempts"
    scope: Mapped[str] = mapped_column(String(24), primary_key=True)
    key: Mapped[bytes] = mapped_column(primary_key=True)
    window: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    count: Mapped[int] = mapped_column(Integer)


class Device(Base):
    """A phone's key. `handle` (8 bytes) names it in packs. A removed device stays, with `removed_at`."""

    __tablename__ = "devices"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    device_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID]
    handle: Mapped[bytes] = mapped_column(index=True)
    thumbprint: Mapped[bytes]
    jwk: Mapped[dict[str, Any]]
    name: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[int]
    last_seen_at: Mapped[int]
    removed_at: Mapped[int | None]
    __table_args__ = (UniqueConstraint("person_id", "thumbprint"), Index(None, "thumbprint"))


class Passkey(Base):
    """A passkey of an account (WebAuthn). `credential_id` is found within the account that the authenticator names.

    `blocked_at`: its counter went backwards once, so a copy may exist. A removed passkey stays, with `removed_at`.
    """

    __tablename__ = "passkeys"
    account_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    passkey_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    credential_id: Mapped[bytes]
    public_key: Mapped[bytes]  # COSE key
    sign_count: Mapped[int]
    backed_up: Mapped[bool]
    name: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[int]
    first_used_at: Mapped[int | None]
    last_used_at: Mapped[int | None]
    blocked_at: Mapped[int | None]
    removed_at: Mapped[int | None]
    __table_args__ = (UniqueConstraint("account_id", "credential_id"),)


class Staff(Base):
    """An account of an employee: password (argon2) and TOTP. `role`: window, department, officer, operator, security,
    auditor.

    `office` is the verifier id of a window, the issuer code of a department or the code of an officer's office.
    `employee_number` names the person: all accounts of one person have one, and at most one of them administers.
    """

    __tablename__ = "staff"
    staff_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(60), unique=True)
    employee_number: Mapped[str] = mapped_column(String(60), index=True)
    name: Mapped[str] = mapped_column(String(60))
    role: Mapped[str] = mapped_column(String(12))
    office: Mapped[str | None] = mapped_column(String(40))
    password_hash: Mapped[str] = mapped_column(String(200))
    sealed_totp: Mapped[bytes]
    last_totp_step: Mapped[int]  # a TOTP code is used once
    active: Mapped[bool]
    __table_args__ = (
        Index(
            "uq_staff_administrator", "employee_number", unique=True, sqlite_where=ADMINISTRATOR,
            postgresql_where=ADMINISTRATOR,
        ),
    )  # fmt: skip


class SignIn(Base):
    """A family of refresh tokens. Only `current_jti` may refresh; any other one revokes the family, but for
    `turned_from`, the one before it, in the attempt that made the current one (`turned_by`, SHA-256 of its name)."""

    __tablename__ = "sign_ins"
    sign_in_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(80), index=True)  # account:<uuid> | staff:<uuid> | partner:<id>
    role: Mapped[str] = mapped_column(String(12))
    office: Mapped[str | None] = mapped_column(String(40))
    kind: Mapped[str | None] = mapped_column(String(8))  # desktop: a citizen's, approved by their phone
    current_jti: Mapped[str | None] = mapped_column(String(40))
    turned_from: Mapped[str | None] = mapped_column(String(40))
    turned_by: Mapped[bytes | None]
    created_at: Mapped[int]
    expires_at: Mapped[int]
    revoked_at: Mapped[int | None]


class DesktopRequest(Base):
    """A desktop's or kiosk's request to be signed in, from the moment a phone opened it. Nothing is kept before that.

    `state`: opened | approved | refused. `expires_at`: of the request, then of the sign-in that it led to.
    """

    __tablename__ = "desktop_requests"
    request_id: Mapped[bytes] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(index=True)  # whose phone opened it
    kiosk_id: Mapped[str | None] = mapped_column(String(40))
    browser: Mapped[str] = mapped_column(String(12))
    system: Mapped[str] = mapped_column(String(12))
    opened_at: Mapped[int]
    expires_at: Mapped[int] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(String(8))
    device_id: Mapped[uuid.UUID | None]  # that approved
    taken_at: Mapped[int | None]
    sign_in_id: Mapped[uuid.UUID | None]


class Nonce(Base):
    """A server nonce: for a device proof, a phone's or typed code, a verifier's challenge, a passkey. Spent once."""

    __tablename__ = "nonces"
    nonce: Mapped[bytes] = mapped_column(primary_key=True)
    use: Mapped[str] = mapped_column(String(12))  # device | code | challenge | typed | passkey
    owner: Mapped[str] = mapped_column(String(80))  # account, or verifier id for a challenge
    expires_at: Mapped[int]
    used_at: Mapped[int | None]
    __table_args__ = (found_by_time("nonces", "expires_at"),)

"""Tables of certificates: versions, changes of state, what was recorded before signing, copies in other wallets, and
showings by other people's phones."""

import uuid
from typing import Any

from sqlalchemy import Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base
from backend.people.two_people import Asked


class Certificate(Base):
    """One version of one certificate. A change makes a new row whose `previous_id` is the old one.

    `state`: valid, suspended, withdrawn, cancelled, lapsed, transferred, revoked, superseded (by a newer version).
    """

    __tablename__ = "certificates"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    certificate_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(String(8), index=True)  # random, named in codes; one per version
    record_id: Mapped[uuid.UUID]
    type_number: Mapped[int] = mapped_column(Integer)
    number_key: Mapped[bytes] = mapped_column(index=True)  # blind index of the printed number
    sealed_identifier: Mapped[bytes]  # GB/T 36904 identifier; context: b"certificate:" + certificate_id.bytes
    sealed_fields: Mapped[bytes]  # clean record; context: rows.fields_context, bound to the holder too
    sealed_sd_jwt: Mapped[bytes]  # the signed SD-JWT VC; context as for the identifier
    version: Mapped[int] = mapped_column(Integer)
    previous_id: Mapped[uuid.UUID | None]
    state: Mapped[str] = mapped_column(String(12))
    state_since: Mapped[int]
    issuer_code: Mapped[str] = mapped_column(String(4))
    list_no: Mapped[int] = mapped_column(Integer)
    idx: Mapped[int] = mapped_column(Integer)
    issued_at: Mapped[int]
    valid_from: Mapped[str] = mapped_column(String(10))  # ISO date
    valid_to: Mapped[str | None] = mapped_column(String(10))  # ISO date, None: open end (长期)
    __table_args__ = (
        Index(None, "person_id", "record_id", "version", unique=True),
        Index(None, "certificate_id"),  # departments name a certificate without knowing its holder
    )


class StateChange(Base):
    """Why and when a certificate left a state; the newest row agrees with `certificates.state`.

    A certificate still in its first state, valid since `issued_at`, has no row.
    """

    __tablename__ = "state_changes"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    certificate_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    change_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    from_state: Mapped[str] = mapped_column(String(12))
    to_state: Mapped[str] = mapped_column(String(12))
    sealed_reason: Mapped[bytes]  # text; context as for the certificate
    actor: Mapped[str] = mapped_column(String(80))
    at: Mapped[int]


class SigningRecord(Base):
    """Written before the key is used: the SHA-256 of exactly the bytes that will be signed, and by which key."""

    __tablename__ = "signing_records"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    certificate_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    digest: Mapped[bytes]
    key_thumbprint: Mapped[str] = mapped_column(String(43))
    recorded_at: Mapped[int]


class WalletCopy(Base):
    """One more signed form of a certificate, bound to a key of a wallet or phone, with a status of its own.

    `offer_id`: the offer it was taken on, or the phone it was made for. `batch_id` names those given in one answer.
    `ended_at`: invalid for good, whatever becomes of the certificate.
    """

    __tablename__ = "wallet_copies"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    copy_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    certificate_id: Mapped[uuid.UUID]
    offer_id: Mapped[uuid.UUID]
    batch_id: Mapped[uuid.UUID]
    list_no: Mapped[int] = mapped_column(Integer)
    idx: Mapped[int] = mapped_column(Integer)
    holder_thumbprint: Mapped[bytes]  # RFC 7638, of the wallet's key
    digest: Mapped[bytes]  # SHA-256 of the bytes to be signed, written before the key is used
    key_thumbprint: Mapped[str] = mapped_column(String(43))
    issued_at: Mapped[int]
    event: Mapped[str | None] = mapped_column(String(20))  # what the wallet said of it last
    ended_at: Mapped[int | None]
    __table_args__ = (Index(None, "person_id", "certificate_id"), Index(None, "list_no", "idx"))


STANDING = text("ended_at IS NULL")


class Showing(Base):
    """A certificate that somebody else's phone shows for its holder, who is `person_id`: with a handle and a status of
    its own, and within limits.

    `certificate_id`: the version that is shown now. `until`: Unix seconds, no longer shown from then on. `times`: how
    often at most. `places`: a sum as in `certs.place`. `purposes`: "matter:<code>"; none: any.
    """

    __tablename__ = "showings"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    showing_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    certificate_id: Mapped[uuid.UUID]
    handle: Mapped[str] = mapped_column(String(8), index=True)
    presenter_id: Mapped[uuid.UUID] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(10))  # delegation | guardian | role
    source_id: Mapped[uuid.UUID]  # what it follows from: a delegation, a guardianship, a role
    sealed_name: Mapped[bytes]  # the presenter's; context: b"showing:" + showing_id
    purposes: Mapped[list[Any]]
    places: Mapped[int] = mapped_column(Integer)
    until: Mapped[int | None]
    times: Mapped[int | None] = mapped_column(Integer)
    times_left: Mapped[int | None] = mapped_column(Integer)
    list_no: Mapped[int] = mapped_column(Integer)
    idx: Mapped[int] = mapped_column(Integer)
    made_at: Mapped[int]
    ended_at: Mapped[int | None]
    ended_why: Mapped[str | None] = mapped_column(String(40))
    __table_args__ = (
        Index(None, "person_id", "source_id"),
        Index(
            None, "person_id", "certificate_id", "source_id", "presenter_id", unique=True, sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
    )  # fmt: skip


class Revocation(Asked, Base):
    """Certificates of one department that one employee asked to end for good, and another decided about.

    `certificates`: ids. `ended`: how many were, once it was approved.
    """

    __tablename__ = "revocations"
    revocation_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    issuer_code: Mapped[str] = mapped_column(String(4))
    kind: Mapped[str] = mapped_column(String(12))  # one of states.FINAL_KINDS
    certificates: Mapped[list[Any]]
    sealed_reason: Mapped[bytes]  # context: b"revocation:" + revocation_id.bytes
    ended: Mapped[int | None]
    __table_args__ = (Index(None, "issuer_code", "asked_at", "revocation_id"),)

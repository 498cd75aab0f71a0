"""Tables of trust: who may sign what, with which key, and what was published."""

from typing import Any

from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base

PLATFORM = "LM"  # the platform itself: signs trust lists, status lists, bundles and receipts; issues no certificate


class Issuer(Base):
    """An authority that signs certificates, or the platform. `types` are the type numbers it may sign."""

    __tablename__ = "issuers"
    code: Mapped[str] = mapped_column(String(4), primary_key=True)
    name_zh: Mapped[str] = mapped_column(String(100))
    name_en: Mapped[str] = mapped_column(String(100))
    authority_code: Mapped[str] = mapped_column(String(18))
    types: Mapped[list[Any]]


class IssuerKey(Base):
    """A P-256 key and its state: pending, active, suspended, compromised; retired by time.

    The private part is sealed here, or lies in a device under `device_label`. `suspended_at`: since when nothing of it
    is believed, until somebody has decided.
    """

    __tablename__ = "issuer_keys"
    thumbprint: Mapped[str] = mapped_column(String(43), primary_key=True)
    issuer_code: Mapped[str] = mapped_column(ForeignKey("issuers.code"))
    kid: Mapped[bytes]
    jwk: Mapped[dict[str, Any]]
    sealed_private: Mapped[bytes | None]
    device_label: Mapped[str | None] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(12))
    active_from: Mapped[int]
    retired_at: Mapped[int | None]
    compromised_since: Mapped[int | None]
    suspended_at: Mapped[int | None]
    __table_args__ = (UniqueConstraint("issuer_code", "kid"),)


class PublishedTrustList(Base):
    """Each trust list ever published; `number` only grows and `digest` tells whether a new one is needed."""

    __tablename__ = "trust_lists"
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    digest: Mapped[bytes]
    jws: Mapped[str] = mapped_column(Text)
    issued_at: Mapped[int]
    next_update: Mapped[int]


class StatusShard(Base):
    """One status list of `size` entries. Indexes follow a keyed permutation of 0, 1, 2 …, so they look random.

    `version` grows in the same transaction as every change of an entry; published lists follow at once.
    """

    __tablename__ = "status_shards"
    list_no: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    size: Mapped[int] = mapped_column(Integer)
    used: Mapped[int] = mapped_column(Integer)
    sealed_seed: Mapped[bytes]
    version: Mapped[int] = mapped_column(Integer)


class StatusEntry(Base):
    """An entry that is not 0 (valid), or was not some days ago. Absent means valid."""

    __tablename__ = "status_entries"
    list_no: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    idx: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    value: Mapped[int] = mapped_column(Integer)
    changed_at: Mapped[int]


class RegionList(Base):
    """What was last taken from another region, for our bundle and our windows; the room regions writes it.

    `member`: JSON of `certs.regions.region_member`. `stands`: whether it is believed. A row stays for ever: `version`
    grows with every change of it, and `number` and `issued_at`, of the region's own bundle, never fall.
    """

    __tablename__ = "region_lists"
    region_id: Mapped[str] = mapped_column(String(6), primary_key=True)
    version: Mapped[int]
    stands: Mapped[bool]
    number: Mapped[int]
    issued_at: Mapped[int]
    next_update: Mapped[int]
    member: Mapped[str] = mapped_column(Text)

"""Tables of cases. A case belongs to the office; its applicant is known from the first accepted scan on."""

import uuid
from typing import Any

from sqlalchemy import Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base


class Case(Base):
    """One application for one matter at one window. `revision` grows with every change (optimistic lock)."""

    __tablename__ = "cases"
    case_no: Mapped[str] = mapped_column(String(24), primary_key=True)
    person_id: Mapped[uuid.UUID | None]  # the applicant
    presenter_id: Mapped[uuid.UUID | None]  # whose phone showed the first accepted code
    matter_code: Mapped[str] = mapped_column(String(40))
    matter_version: Mapped[int] = mapped_column(Integer)
    answers: Mapped[dict[str, Any]]  # situation -> chosen answer
    verifier_id: Mapped[str] = mapped_column(String(40))
    staff_id: Mapped[uuid.UUID]
    state: Mapped[str] = mapped_column(String(12))  # open | complete (no material missing)
    sealed_form: Mapped[bytes | None]  # form fields filled from certificates; context: b"case:" + case_no
    opened_at: Mapped[int]
    revision: Mapped[int] = mapped_column(Integer)
    __table_args__ = (Index(None, "verifier_id", "opened_at"), Index(None, "person_id", "opened_at"))


class CaseMaterial(Base):
    """A material of the case: missing, exempt (by which certificate), not_applicable, or provided on paper."""

    __tablename__ = "case_materials"
    case_no: Mapped[str] = mapped_column(String(24), primary_key=True)
    material_code: Mapped[str] = mapped_column(String(40), primary_key=True)
    state: Mapped[str] = mapped_column(String(16))
    certificates: Mapped[list[Any]]  # certificate ids that stand for it
    verdict_id: Mapped[uuid.UUID | None]
    why_zh: Mapped[str] = mapped_column(Text)
    why_en: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[int]
    __table_args__ = (Index(None, "changed_at"),)  # statistics count what became exempt since


class CaseCertificate(Base):
    """A certificate presented to the case by an accepted code: what later scans are weighed together with."""

    __tablename__ = "case_certificates"
    case_no: Mapped[str] = mapped_column(String(24), primary_key=True)
    certificate_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    verdict_id: Mapped[uuid.UUID]
    type_number: Mapped[int] = mapped_column(Integer)
    sealed: Mapped[bytes]  # disclosed fields and holder; context: b"case:" + case_no
    shown_at: Mapped[int]

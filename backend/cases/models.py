"""Tables of cases. A case belongs to the office; its applicant is known from the first accepted scan on."""

import uuid
from typing import Any

from sqlalchemy import Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base

OF_PARTS = text("parent_no IS NOT NULL")
ONLINE = "online"  # the channel of a case that its applicant began on the phone


class Case(Base):
    """One application for one matter. `revision` grows by one with every act (optimistic lock).

    `verifier_id` and `staff_id` name the window that opened it, or took over one that was begun online.

    A part case is another office's share of the case `parent_no`: `part` is its place in the matter's parts.

    The times `due_*`, `yellow_from` and `deferred_until` are the first second after their last day, or None before
    there is such a limit.
    """

    __tablename__ = "cases"
    case_no: Mapped[str] = mapped_column(String(24), primary_key=True)
    person_id: Mapped[uuid.UUID | None]  # the applicant
    presenter_id: Mapped[uuid.UUID | None]  # whose phone showed the first accepted code
    matter_code: Mapped[str] = mapped_column(String(40))
    matter_version: Mapped[int] = mapped_column(Integer)
    answers: Mapped[dict[str, Any]]  # situation -> chosen answer
    channel: Mapped[str] = mapped_column(String(8))  # where it was begun: window | online
    verifier_id: Mapped[str | None] = mapped_column(String(40))
    staff_id: Mapped[uuid.UUID | None]
    office: Mapped[str] = mapped_column(String(8))  # code of the office that decides
    state: Mapped[str] = mapped_column(String(12))  # see states.STATES
    sealed_form: Mapped[bytes | None]  # form fields, from certificates or typed; context: b"case:" + case_no
    sealed_typed: Mapped[bytes | None]  # the typed ones alone; context: b"case:" + case_no
    opened_at: Mapped[int]
    revision: Mapped[int] = mapped_column(Integer)
    accepted_at: Mapped[int | None]
    due_promised: Mapped[int | None]
    due_statutory: Mapped[int | None]
    yellow_from: Mapped[int | None]
    due_assumed: Mapped[bool]  # a limit reaches into a year whose days off are not known
    deferred_until: Mapped[int | None]  # after this the deferral is over, whatever is still missing
    marked: Mapped[str] = mapped_column(String(8))  # the lateness that is already in the log: none | yellow | red
    officer_id: Mapped[uuid.UUID | None]  # who took it
    closed_at: Mapped[int | None]
    sealed_result: Mapped[bytes | None]  # the decision's reason in words, zh and en; context: b"case:" + case_no
    parent_no: Mapped[str | None] = mapped_column(String(24))
    part: Mapped[int | None] = mapped_column(Integer)
    __table_args__ = (
        Index(None, "verifier_id", "opened_at"), Index(None, "person_id", "opened_at"),
        Index(None, "office", "due_promised"), Index(None, "state", "yellow_from"),
        Index(None, "parent_no", "part", unique=True, sqlite_where=OF_PARTS, postgresql_where=OF_PARTS),
    )  # fmt: skip


class CaseMaterial(Base):
    """A material of the case: missing, deferred, exempt (by which certificate), not_applicable, provided on paper,
    or committed: a signed promise stands for it.
    """

    __tablename__ = "case_materials"
    case_no: Mapped[str] = mapped_column(String(24), primary_key=True)
    material_code: Mapped[str] = mapped_column(String(40), primary_key=True)
    state: Mapped[str] = mapped_column(String(16))
    certificates: Mapped[list[Any]]  # certificate ids that stand for it
    verdict_id: Mapped[uuid.UUID | None]
    why_zh: Mapped[str] = mapped_column(Text)
    why_en: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[int]
    due_at: Mapped[int | None]  # of a material that was deferred: the first second after its last day
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


class CaseConsent(Base):
    """What the applicant's phone signed when a case was submitted online; one for each submission."""

    __tablename__ = "case_consents"
    case_no: Mapped[str] = mapped_column(String(24), primary_key=True)
    revision: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)  # that it was signed for
    device_id: Mapped[uuid.UUID]
    verdict_id: Mapped[uuid.UUID | None]  # under which certificates were disclosed; None when none were
    sealed: Mapped[bytes]  # the signed statement, a JWS; context: b"case:" + case_no
    at: Mapped[int]


class CaseStep(Base):
    """An act on a case, one for each revision: what it did, and what it changed."""

    __tablename__ = "case_steps"
    case_no: Mapped[str] = mapped_column(String(24), primary_key=True)
    revision: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    step_id: Mapped[uuid.UUID]
    person_id: Mapped[uuid.UUID | None]  # the applicant, once known
    act: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(12))  # of the case after the act
    changed: Mapped[list[Any]]  # codes of materials, and the names `state`, `form`, `due`, `result`
    at: Mapped[int]
    __table_args__ = (Index(None, "person_id", "at"),)  # notices


class Decision(Base):
    """How a case was decided, once: by whom, and by a rule with what it looked at, as digests, and what it made of it.

    The reason in words stands sealed in the case.
    """

    __tablename__ = "decisions"
    case_no: Mapped[str] = mapped_column(String(24), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(8))  # approved | rejected
    by: Mapped[str] = mapped_column(String(12))  # officer | rule | commitment
    actor: Mapped[str] = mapped_column(String(80))  # as the log names them
    rule_version: Mapped[str | None] = mapped_column(String(64))
    explanation: Mapped[list[Any]]  # of each rule: code, holds (true, false or null), zh, en
    inputs: Mapped[dict[str, Any]]  # name -> digest
    certificates: Mapped[list[Any]]  # ids of the certificates that were issued with it
    at: Mapped[int]


class Commitment(Base):
    """A promise that the applicant's phone signed in place of materials, and the check that follows the approval.

    `check_due` and `check_yellow` are the first second after the last day, and the first of the last fifth of the days.
    """

    __tablename__ = "commitments"
    case_no: Mapped[str] = mapped_column(String(24), primary_key=True)
    revision: Mapped[int] = mapped_column(Integer)  # of the case that was signed for
    office: Mapped[str] = mapped_column(String(8))
    device_id: Mapped[uuid.UUID]
    text_digest: Mapped[str] = mapped_column(String(64))
    materials: Mapped[list[Any]]  # codes of what it stands for
    sealed: Mapped[bytes]  # the signed statement, a JWS, and the text it names; context: b"case:" + case_no
    signed_at: Mapped[int]
    check_due: Mapped[int | None]  # from the approval on
    check_yellow: Mapped[int | None]
    check_assumed: Mapped[bool]  # it reaches into a year whose days off are not known
    outcome: Mapped[str | None] = mapped_column(String(8))  # of the check: passed | failed
    checked_at: Mapped[int | None]
    officer_id: Mapped[uuid.UUID | None]
    sealed_reason: Mapped[bytes | None]  # of the check; context: b"case:" + case_no
    __table_args__ = (Index(None, "office", "check_due"),)


class ResultNumber(Base):
    """The last number that was given in a series: of one office, type and year."""

    __tablename__ = "result_numbers"
    series: Mapped[str] = mapped_column(String(60), primary_key=True)
    last: Mapped[int] = mapped_column(Integer)


class Bar(Base):
    """A person who gets no deferral and no commitment from `since` until `until`, unless the bar was lifted."""

    __tablename__ = "bars"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    bar_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    since: Mapped[int]
    until: Mapped[int]
    reason_zh: Mapped[str] = mapped_column(Text)
    reason_en: Mapped[str] = mapped_column(Text)
    case_no: Mapped[str | None] = mapped_column(String(24))  # the case that led to it
    lifted_at: Mapped[int | None]

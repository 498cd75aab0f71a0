"""Which sealed column is under which key: one row for each, and no sealed column without one.

1. What belongs to one holder is under the holder's key; of a case, the applicant's, as soon as there is one. 2. What is
about nobody, about several at once, or must not lead to anybody, is under the office's key. 3. An account is its own
holder: it is there before anybody knows whose it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, select

from backend.batches import models as batches
from backend.batches.make import file_context as batch_context
from backend.cases.agents import CaseAgent
from backend.cases.consents import ConsentRequest
from backend.cases.models import Case, CaseCertificate, CaseConsent, Commitment
from backend.certificates.models import Certificate, Revocation, Showing, StateChange
from backend.certificates.rows import certificate_context, fields_context
from backend.companies.invite import context_of as member_context
from backend.companies.models import CompanyFreeze, CompanyMember
from backend.db import Base
from backend.delegations.models import Delegation
from backend.delegations.rows import context_of as delegation_context
from backend.guardians.appointed import context as guardian_context
from backend.guardians.models import FamilyRecord, Guardianship
from backend.papers.models import SealedCopy, SealedCopyFile, copy_context, file_context
from backend.people.models import Account, Person, Staff
from backend.presentations.ask import context_of as presentation_context
from backend.presentations.models import Presentation
from backend.proofs.models import ProofRequest
from backend.proofs.seal import context_of as proof_context
from backend.proposals.models import Proposal
from backend.ratings.models import FollowUp, FollowUpAct, Rating
from backend.registries.models import SourceRecord
from backend.registries.records import record_context
from backend.requests.ask import context_of as request_context
from backend.requests.models import DutyCheck, HolderRequest
from backend.seals.models import SealAuthority, SealRow
from backend.seals.sealing import seal_context
from backend.security.models import Erasure
from backend.trust.models import IssuerKey, StatusShard
from backend.trust.places import context as issuer_key_context
from backend.verification.models import PrintedCode, TypedCode
from backend.verification.printed_codes import printed_context
from backend.web.models import IdempotentAnswer
from backend.webhooks.models import WebhookDelivery, WebhookEndpoint
from backend.webhooks.signing import context_of as secret_context
from backend.webhooks.tell import context_of as delivery_context

PERSON, ACCOUNT, APPLICANT, OFFICE = "person", "account", "applicant", "office"
Context = Callable[[Any], bytes]


@dataclass(frozen=True)
class Sealed:
    """The sealed columns of one table, each with the context of a row. `signs`: they are signing keys, not values."""

    model: type[Base]
    whose: str
    columns: Mapping[str, Context]
    signs: bool = False

    @property
    def table(self) -> Table:
        table = self.model.__table__
        assert isinstance(table, Table)
        return table

    def holder(self) -> ColumnElement[Any] | None:
        """Whose key, as a column of a statement on the table; None: the office's."""
        if self.whose == PERSON:
            return self.table.c.person_id
        if self.whose == ACCOUNT:
            return self.table.c.account_id
        if self.whose == APPLICANT:
            if self.model is Case:
                return self.table.c.person_id
            return select(Case.person_id).where(Case.case_no == self.table.c.case_no).scalar_subquery()
        return None


def _case(row: Any) -> bytes:
    return b"case:" + str(row.case_no).encode()


def _one(prefix: bytes, name: str) -> Context:
    return lambda row: prefix + bytes(getattr(row, name).bytes)


def _certificate(row: Any) -> bytes:
    return certificate_context(row.certificate_id)


def _request(row: Any) -> bytes:
    return request_context(row.request_id)


def _proof(row: Any) -> bytes:
    return proof_context(row.person_id, row.request_id)


def _proposal(row: Any) -> bytes:
    return b"proposal:" + bytes(row.person_id.bytes) + bytes(row.proposal_id.bytes)


def _endpoint(row: Any) -> bytes:
    return secret_context(row.client_id)


_check, _family, _follow = (
    _one(b"duty-check:", "check_id"), _one(b"family-record:", "record_id"), _one(b"follow-up:", "follow_up_id"),
)  # fmt: skip

SEALED = (
    Sealed(Person, PERSON, {"sealed": _one(b"person:", "person_id")}),
    Sealed(SourceRecord, PERSON, {"sealed": lambda row: record_context(row.record_id)}),
    Sealed(Certificate, PERSON, {
        "sealed_identifier": _certificate, "sealed_sd_jwt": _certificate,
        "sealed_fields": lambda row: fields_context(row.person_id, row.certificate_id),
    }),
    Sealed(StateChange, PERSON, {"sealed_reason": _certificate}),
    Sealed(Showing, PERSON, {"sealed_name": _one(b"showing:", "showing_id")}),
    Sealed(ProofRequest, PERSON, {"sealed_asked": _proof, "sealed_reply": _proof}),
    Sealed(SealedCopy, PERSON, {"sealed": lambda row: copy_context(row.copy_id)}),
    Sealed(SealedCopyFile, PERSON, {"sealed_pdf": lambda row: file_context(row.copy_id)}),
    Sealed(Delegation, PERSON, {"sealed": lambda row: delegation_context(row.delegation_id)}),
    Sealed(Guardianship, PERSON, {"sealed": lambda row: guardian_context(row.guardianship_id)}),
    Sealed(CompanyMember, PERSON, {"sealed": lambda row: member_context(row.member_id)}),
    Sealed(CompanyFreeze, PERSON, {"sealed": _one(b"freeze:", "freeze_id")}),
    Sealed(HolderRequest, PERSON, {"sealed_said": _request, "sealed_signed": _request, "sealed_result": _request}),
    Sealed(DutyCheck, PERSON, {"sealed_said": _check, "sealed_why": _check}),
    Sealed(PrintedCode, PERSON, {"sealed": lambda row: printed_context(row.printed_code_id)}),
    Sealed(Proposal, PERSON, {"sealed": _proposal}),
    Sealed(Account, ACCOUNT, {"sealed_phone": _one(b"account:", "account_id")}),
    Sealed(Case, APPLICANT, {"sealed_form": _case, "sealed_typed": _case, "sealed_result": _case}),
    Sealed(CaseCertificate, APPLICANT, {"sealed": _case}),
    Sealed(CaseConsent, APPLICANT, {"sealed": _case}),
    Sealed(CaseAgent, APPLICANT, {"sealed": _case}),
    Sealed(Commitment, APPLICANT, {"sealed": _case, "sealed_reason": _case}),
    Sealed(ConsentRequest, APPLICANT, {"sealed_reason": _case, "sealed_signed": _case}),
    Sealed(FamilyRecord, OFFICE, {"sealed_said": _family, "sealed_why": _family}),
    Sealed(Rating, OFFICE, {"sealed_words": _one(b"rating:", "rating_id")}),
    Sealed(FollowUp, OFFICE, {"sealed_contact": _follow}),
    Sealed(FollowUpAct, OFFICE, {"sealed_words": _follow}),
    Sealed(Presentation, OFFICE, {
        name: lambda row: presentation_context(row.presentation_id) for name in ("sealed_key", "sealed_result")
    }),
    Sealed(TypedCode, OFFICE, {"sealed_code": lambda row: b"typed-code:" + bytes(row.number_key)}),
    Sealed(IdempotentAnswer, OFFICE, {"sealed_body": lambda row: f"idempotent:{row.actor}:{row.key}".encode()}),
    Sealed(WebhookDelivery, OFFICE, {"sealed_body": lambda row: delivery_context(row.delivery_id)}),
    Sealed(WebhookEndpoint, OFFICE, {"sealed_secret": _endpoint, "sealed_previous": _endpoint}),
    Sealed(Revocation, OFFICE, {"sealed_reason": _one(b"revocation:", "revocation_id")}),
    Sealed(batches.BatchFile, OFFICE, {"sealed": lambda row: batch_context(row.batch_id)}),
    Sealed(Staff, OFFICE, {"sealed_totp": _one(b"staff:", "staff_id")}),
    Sealed(StatusShard, OFFICE, {"sealed_seed": lambda row: f"status-shard:{row.list_no}".encode()}),
    Sealed(Erasure, OFFICE, {"sealed_reason": _one(b"erasure:", "person_id")}),
    Sealed(IssuerKey, OFFICE, {
        "sealed_private": lambda row: issuer_key_context(row.issuer_code, row.thumbprint)
    }, signs=True),
    Sealed(SealRow, OFFICE, {"sealed_private": lambda row: seal_context(row.seal_id)}, signs=True),
    Sealed(SealAuthority, OFFICE, {"sealed_private": _one(b"seal-authority:", "authority_id")}, signs=True),
)  # fmt: skip

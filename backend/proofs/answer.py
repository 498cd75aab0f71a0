"""An officer answers a request of their office: the proof is issued, or refused with a reason.

1. A request of another office does not exist. 2. The officer names the revision they saw; another one, and nothing is
done (409 `proof_request_changed`). 3. What is answered or withdrawn is not answered again (409 `proof_request_closed`).
4. Issuing needs a statement, refusing a reason. 5. The certificate is issued in the same transaction.
"""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.errors import Conflict, Invalid, NotFound
from backend.people.persons import identity_of, stay
from backend.proofs.ask import ISSUED, REFUSED, WAITING, settle
from backend.proofs.attest import attest
from backend.proofs.kinds_folder import kind_of
from backend.proofs.models import ProofRequest
from backend.proofs.seal import open_sealed, seal
from backend.web.request import Actor, Services

OUTCOMES = (ISSUED, REFUSED)


class NoSuchRequest(NotFound):
    code = "proof_request_not_found"
    zh = "没有这个证明申请"
    en = "No such request for a proof"


class RequestChanged(Conflict):
    """`revision` and `state` are the present ones."""

    code = "proof_request_changed"
    zh = "证明申请已被更新，本次操作未执行"
    en = "The request was changed in the meantime; nothing was done"
    next_zh = "请刷新后重试"
    next_en = "Read the request again and try once more"


class RequestClosed(Conflict):
    code = "proof_request_closed"
    zh = "该证明申请已答复或已撤回"
    en = "The request was answered or withdrawn already"
    next_zh = "请刷新列表"
    next_en = "Refresh the list"


def office_request(session: Session, request_id: uuid.UUID, *, actor: Actor, lock: bool = False) -> ProofRequest:
    """Rule 1. Raises NoSuchRequest."""
    query = select(ProofRequest).where(ProofRequest.request_id == request_id, ProofRequest.office == actor.office)
    locked = query.with_for_update().execution_options(populate_existing=True)
    row = session.scalars(locked if lock else query).first()
    if row is None:
        raise NoSuchRequest
    return row


def check_waiting(row: ProofRequest, revision: int) -> None:
    """Rules 2 and 3. Raises RequestChanged, RequestClosed."""
    if row.revision != revision:
        raise RequestChanged(revision=row.revision, state=row.state)
    if row.state != WAITING:
        raise RequestClosed(state=row.state)


def answer(
    session: Session, request_id: uuid.UUID, outcome: str, *, statement: str | None, reason: str | None, revision: int,
    actor: Actor, services: Services, now: int,
) -> ProofRequest:  # fmt: skip
    """The answered request. Raises NoSuchRequest, RequestChanged, RequestClosed, Invalid, and what issuing raises."""
    stay(session, office_request(session, request_id, actor=actor).person_id)  # whoever erases them goes on to it
    row = office_request(session, request_id, actor=actor, lock=True)
    check_waiting(row, revision)
    reply = open_sealed(row.person_id, row.request_id, row.sealed_reply, box=services.box.of(session, row.person_id))
    certificate_id = None
    if outcome == ISSUED:
        kind, text = kind_of(services, row.kind), _needed("statement", statement)
        who = identity_of(session, row.person_id, box=services.box)
        proof = attest(session, row, kind, who, text, actor=actor, services=services, now=now)
        certificate_id, reply["statement"] = proof.certificate_id, text
    else:
        text = _needed("reason", reason)
        reply["reason"] = {"zh": text, "en": text}
    settle(session, row, outcome, by=actor.subject, certificate_id=certificate_id, actor=actor, now=now)
    row.revision += 1
    row.sealed_reply = seal(row.person_id, row.request_id, reply, box=services.box.of(session, row.person_id))
    return row


def _needed(name: str, text: str | None) -> str:
    """Rule 4."""
    found = (text or "").strip()
    if not found:
        raise Invalid(errors=[{"path": f"/{name}", "problem": "needed for this outcome"}])
    return found

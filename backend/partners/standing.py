"""What becomes of a registered partner: suspended and resumed, closed, its secret or keys replaced.

Rules: 1. the table of `states` says what is possible; 2. suspending and closing end its tokens in the same transaction,
and it verifies nothing within five seconds anywhere; 3. resuming takes another person than the one who suspended; 4.
a new secret or key is good at once, the old ones until the overlap is over, thirty days at most; what ends at once
takes the partner's tokens with it, but for the one that asked; 5. the last credential that stands is not taken back,
by two at once neither: who wants that suspends; 6. every act is in the log, with its reason.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.errors import Conflict, Forbidden, NotFound
from backend.partners import states
from backend.partners.credentials import credentials_of
from backend.partners.models import Partner, PartnerCredential
from backend.partners.register import MOST_KEYS, add_credentials, check_credentials, end_credentials, end_tokens
from backend.partners.registration import state_of
from backend.people import sign_ins
from backend.people.two_people import require_another
from backend.trust import caches
from backend.verification.models import Verifier

MOST_OVERLAP = 720  # hours


class NoSuchPartner(NotFound):
    code = "partner_not_found"
    zh = "没有这个第三方"
    en = "No such partner"


class NoSuchCredential(NotFound):
    code = "partner_credential_not_found"
    zh = "没有这个口令或密钥，或已失效"
    en = "No such secret or key, or it has ended"


class LastCredential(Conflict):
    code = "partner_last_credential"
    zh = "这是最后一个有效的口令或密钥，不能停用"
    en = "This is the last secret or key that stands, and cannot be taken back"
    next_zh = "请先换发新的，或停用该第三方"
    next_en = "Replace it first, or suspend the partner"


class TooManyCredentials(Conflict):
    code = "partner_credentials_full"
    zh = "同时有效的口令或密钥过多"
    en = "Too many secrets or keys stand at once"
    next_zh = "请等旧的失效，或先停用一个"
    next_en = "Wait until an old one ends, or take one back"


class ResumedByAnother(Forbidden):
    code = "resumed_by_another"
    zh = "停用人不能自行恢复"
    en = "Who suspended cannot resume"
    next_zh = "请由另一位管理员恢复"
    next_en = "Let another administrator resume"


def find_partner(session: Session, client_id: str, *, lock: bool = False) -> Partner:
    """`lock`: for whoever changes its credentials. Raises NoSuchPartner."""
    partner = session.get(Partner, client_id, with_for_update=lock or None, populate_existing=lock)
    if partner is None:
        raise NoSuchPartner
    return partner


def document_of(session: Session, partner: Partner) -> dict[str, Any]:
    """What is registered now, in the shape of an application (`document.read_document`) without its credentials."""
    verifier = session.get_one(Verifier, partner.client_id)
    given = partner.registration
    purposes = {
        purpose: {**given["purposes"].get(purpose, {"zh": purpose, "en": purpose}), "types": types}
        for purpose, types in verifier.purposes.items()
    }
    kept = {name: given[name] for name in ("legal_name", "logo", "contact", "channels", "limits")}
    name = {"zh": verifier.name_zh, "en": verifier.name_en}
    return kept | {"name": name, "purposes": purposes, "expires_at": partner.expires_at}


def suspend(session: Session, client_id: str, *, reason: str, actor: str, now: int) -> Partner:
    """Rule 2. Raises NoSuchPartner, WrongState."""
    partner = _move(session, client_id, "suspend", actor=actor, reason=reason, now=now)
    _log(session, client_id, "partner.suspended", actor=actor, now=now, reason=reason)
    sign_ins.end_all(session, f"partner:{client_id}", now=now, actor=actor, reason="partner_suspended")
    return partner


def resume(session: Session, client_id: str, *, actor: str, now: int) -> Partner:
    """Rule 3. Raises NoSuchPartner, WrongState, ResumedByAnother."""
    partner = find_partner(session, client_id)
    states.target_of(states.PARTNERS, state_of(partner, now=now), "resume")
    require_another(session, partner.state_by, actor, refusal=ResumedByAnother)
    partner = _move(session, client_id, "resume", actor=actor, reason=None, now=now)
    _log(session, client_id, "partner.resumed", actor=actor, now=now)
    return partner


def close_partner(session: Session, client_id: str, *, now: int, actor: str, reason: str | None = None) -> Partner:
    """For good. Raises NoSuchPartner, WrongState."""
    partner = _move(session, client_id, "close", actor=actor, reason=reason, now=now)
    end_credentials(session, client_id, at=now)
    _log(session, client_id, "partner_closed", actor=actor, now=now, reason=reason)
    sign_ins.end_all(session, f"partner:{client_id}", now=now, actor=actor, reason="partner_closed")
    return partner


def rotate(
    session: Session, client_id: str, *, jwks: Mapping[str, Any] | None, overlap_hours: int, actor: str, now: int,
    own: uuid.UUID | None = None,
) -> str | None:  # fmt: skip
    """Rule 4: these keys, or a new secret, which is told this once. `own`: the asking partner's sign-in. Raises
    NoSuchPartner, WrongState, PartnerMalformed, TooManyCredentials."""
    partner = find_partner(session, client_id, lock=True)
    states.target_of(states.PARTNERS, state_of(partner, now=now), "rotate")
    check_credentials(client_id, None, jwks)
    end_credentials(session, client_id, at=now + overlap_hours * 3600)
    if overlap_hours == 0:
        end_tokens(session, client_id, actor=actor, now=now, but=own)
    made = add_credentials(session, client_id, secret=None, jwks=jwks, now=now)
    if len(credentials_of(session, client_id, now=now)) > MOST_KEYS:
        raise TooManyCredentials
    kind = "secret" if made else "keys"
    _log(session, client_id, "partner.rotated", actor=actor, now=now, kind=kind, overlap_hours=overlap_hours)
    return made


def end_credential(
    session: Session, client_id: str, credential_id: uuid.UUID, *, actor: str, now: int, own: uuid.UUID | None = None
) -> None:  # fmt: skip
    """Rules 4 and 5. `own`: the asking partner's sign-in. Raises NoSuchPartner, NoSuchCredential, LastCredential."""
    find_partner(session, client_id, lock=True)
    standing = {row.credential_id for row in credentials_of(session, client_id, now=now)}
    if credential_id not in standing:
        raise NoSuchCredential
    if len(standing) == 1:
        raise LastCredential
    mine = PartnerCredential.client_id == client_id, PartnerCredential.credential_id == credential_id
    ended = update(PartnerCredential).where(*mine).values(ends_at=now)
    session.execute(ended.execution_options(synchronize_session=False))
    end_tokens(session, client_id, actor=actor, now=now, but=own)
    _log(session, client_id, "partner.credential_ended", actor=actor, now=now, credential=credential_id)


def _move(session: Session, client_id: str, act: str, *, actor: str, reason: str | None, now: int) -> Partner:
    """Rule 1: one conditional UPDATE, of the partner and of the verifier it is."""
    partner = find_partner(session, client_id)
    target = states.target_of(states.PARTNERS, state_of(partner, now=now), act)
    seen = Partner.client_id == client_id, Partner.state == partner.state
    moved = update(Partner).where(*seen).values(state=target, state_since=now, state_reason=reason, state_by=actor)
    if session.execute(moved.execution_options(synchronize_session=False)).rowcount != 1:  # type: ignore[attr-defined]
        session.refresh(partner)
        raise states.WrongState(state=partner.state, possible=states.possible(states.PARTNERS, partner.state))
    verifier = update(Verifier).where(Verifier.verifier_id == client_id).values(active=target == states.APPROVED)
    session.execute(verifier.execution_options(synchronize_session=False))
    session.expire_all()
    caches.forget(session)
    return find_partner(session, client_id)


def _log(session: Session, client_id: str, action: str, *, actor: str, now: int, **detail: Any) -> None:
    subject = f"partner:{client_id}"
    record(session, make_entry(at=now, actor=actor, action=action, subject=subject, **detail))

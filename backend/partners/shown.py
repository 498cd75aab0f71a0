"""Applications and partners as staff, and a partner itself, see them. No secret and no hash."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.partners import states
from backend.partners.changes import changes
from backend.partners.credentials import credentials_of
from backend.partners.document import EVERY, last_day
from backend.partners.models import Partner, PartnerApplication, PartnerCredential, PartnerUse
from backend.partners.overview import type_shown
from backend.partners.registration import LIMITS, Most, state_of
from backend.partners.standing import document_of
from backend.people.staff import who
from backend.people.two_people import same_person
from backend.web.paging import decode_cursor
from backend.web.sums import day_number
from certs import base64url, keys
from certs.catalogue import Catalogue

Shown = dict[str, Any]


def applications(
    session: Session, *, state: str | None, client_id: str | None, cursor: str | None, most: int
) -> Sequence[PartnerApplication]:
    """At most `most` applications, newest first, behind `cursor`."""
    query = select(PartnerApplication).order_by(PartnerApplication.application_id.desc())
    if state is not None:
        query = query.where(PartnerApplication.state == state)
    if client_id is not None:
        query = query.where(PartnerApplication.client_id == client_id)
    after = decode_cursor(cursor)
    if after is not None:
        query = query.where(PartnerApplication.application_id < after[1])
    return session.scalars(query.limit(most)).all()


def application_shown(session: Session, row: PartnerApplication, *, catalogue: Catalogue, asker: str) -> Shown:
    """Everything `ApplicationAnswer` names."""
    acts = states.possible(states.APPLICATIONS, row.state)
    mine, same = row.applied_by == asker, same_person(session, row.applied_by, asker)
    return line_shown(session, row, asker=asker) | {
        "document": _document(row.client_id, row.document, catalogue),
        "proves_by": row.document["proves_by"],
        "overlap_hours": row.document["overlap_hours"],
        "changes": changes(row.document, row.replaces),
        "possible": [act for act in acts if (mine if act == "withdraw" else not same)],
    }


def partner_shown(session: Session, partner: Partner, *, catalogue: Catalogue, now: int) -> Shown:
    """Everything `PartnerDetail` names."""
    state = state_of(partner, now=now)
    waiting = select(PartnerApplication.application_id).where(
        PartnerApplication.client_id == partner.client_id, PartnerApplication.state == states.APPLIED
    )
    document = document_of(session, partner)
    return _document(partner.client_id, document, catalogue) | {
        "state": state, "state_since": partner.state_since, "state_reason": partner.state_reason,
        "created_at": partner.created_at, "approved_by": who(session, partner.approved_by),
        "credentials": [_credential(row) for row in credentials_of(session, partner.client_id, now=now)],
        "today": _today(session, partner.client_id, document, now=now),
        "possible": states.possible(states.PARTNERS, state), "waiting": session.scalars(waiting).first(),
    }  # fmt: skip


def line_shown(session: Session, row: PartnerApplication, *, asker: str) -> Shown:
    return {
        "application_id": row.application_id, "client_id": row.client_id, "name": row.document["name"],
        "state": row.state, "changes_registration": row.replaces is not None,
        "applied_by": who(session, row.applied_by), "applied_at": row.applied_at,
        "decided_by": who(session, row.decided_by) if row.decided_by else None, "decided_at": row.decided_at,
        "reason": row.reason, "mine": row.applied_by == asker,
    }  # fmt: skip


def _document(client_id: str, document: Mapping[str, Any], catalogue: Catalogue) -> Shown:
    shown = {name: document[name] for name in ("name", "legal_name", "logo", "contact", "channels")}
    purposes = [_purpose(purpose, given, catalogue) for purpose, given in sorted(document["purposes"].items())]
    limits = limits_of(document)
    return shown | {
        "client_id": client_id, "purposes": purposes,
        "limits": [{"channel": channel, **vars(limits[channel])} for channel in document["channels"]],
        "expires_on": last_day(document) if document["expires_at"] is not None else None,
    }  # fmt: skip


def limits_of(document: Mapping[str, Any]) -> dict[str, Most]:
    """By channel: what was asked for, or what is usual."""
    return {**LIMITS, **{channel: Most(**most) for channel, most in document["limits"].items()}}


def _purpose(purpose: str, given: Mapping[str, Any], catalogue: Catalogue) -> Shown:
    texts = {name: given.get(name, "") for name in ("zh", "en", "legal_ground", "basis", "why_all")}
    return texts | {
        "purpose": purpose,
        "keep_days": given.get("keep_days", 0),
        "types": [
            type_shown(catalogue, int(number), names) | {"every": names == EVERY}
            for number, names in sorted(given["types"].items(), key=lambda one: int(one[0]))
            if catalogue.by_number(int(number)) is not None
        ],
    }


def _credential(row: PartnerCredential) -> Shown:
    thumbprint = base64url.encode(keys.thumbprint(keys.public_from_jwk(row.jwk))) if row.jwk else None
    kind = "key" if row.jwk else "secret"
    times = {"created_at": row.created_at, "ends_at": row.ends_at}
    return {"credential_id": row.credential_id, "kind": kind, "thumbprint": thumbprint, **times}


def _today(session: Session, client_id: str, document: Mapping[str, Any], *, now: int) -> list[Shown]:
    today = PartnerUse.span == "day", PartnerUse.number == day_number(now), PartnerUse.client_id == client_id
    used = {row.channel: row for row in session.scalars(select(PartnerUse).where(*today))}
    limits = limits_of(document)
    return [
        {"channel": channel, "count": used[channel].count if channel in used else 0,
         "refused": used[channel].refused if channel in used else 0, "most": limits[channel].day}
        for channel in document["channels"]
    ]  # fmt: skip

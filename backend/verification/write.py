"""Writes verdicts that are not the one-statement kind: refusals of every kind, and accepted packs and consents.

A refusal is recorded like an acceptance: the holder's history shows who tried to read what, without any value.
"""

import uuid
from collections.abc import Sequence
from typing import Any, Protocol

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.db import NOBODY
from backend.security import Box
from backend.trust.keys import platform_signer
from backend.verification.models import VerdictRow
from backend.verification.receipts import disclosed, make_receipt, receipt_mark
from backend.verification.redeem import accepted_entry, verdict_values
from backend.verification.verdict import Abroad, Attempt, Form, Refusal, Shown, Verdict, check_dicts
from backend.web.request import Services
from certs.verify import Check


class Sealing(Protocol):
    """Whoever can open the platform's key: a request's services, or a command's."""

    @property
    def box(self) -> Box: ...


assert isinstance(VerdictRow.__table__, Table)
_INSERT = insert(VerdictRow.__table__)  # built once: half of the work of a statement


def write_refusal(session: Session, attempt: Attempt, refusal: Refusal, *, services: Services) -> Verdict:
    """Record a refusal and answer with it. The code is not used up: nothing was disclosed."""
    services.refused_codes.count(attempt.actor, now=attempt.at)
    signer = platform_signer(session, box=services.box, now=attempt.at)
    receipt = make_receipt(attempt, signer, reason=refusal.reason, once_id=refusal.once_id, shown=())
    values = verdict_values(attempt, form=refusal.form, outcome="rejected", reason=refusal.reason)
    person = refusal.person_id or NOBODY
    row = {"person_id": person, "shown": [], "checks": check_dicts(refusal.checks), "receipt": receipt}
    session.execute(_INSERT, values | row)
    entry = make_entry(
        at=attempt.at, actor=attempt.actor, action="verdict.rejected", subject=f"verdict:{attempt.verdict_id}",
        person_id=refusal.person_id, verifier=attempt.verifier_id, purpose=attempt.purpose, case=attempt.case_no,
        reason=refusal.reason, receipt=receipt_mark(receipt), **_region(refusal.abroad),
    )  # fmt: skip
    record(session, entry)
    return Verdict(
        id=attempt.verdict_id, accepted=False, reason=refusal.reason, checks=refusal.checks, shown=(), as_of=attempt.at,
        receipt=receipt, verifier_id=attempt.verifier_id, purpose=attempt.purpose, form=refusal.form,
        once_id=refusal.once_id, abroad=refusal.abroad,
    )  # fmt: skip


def write_accepted(
    session: Session, attempt: Attempt, shown: Sequence[Shown], *,
    presenter: uuid.UUID, checks: tuple[Check, ...], once_id: bytes, form: Form, services: Sealing,
    entered_at: int | None = None,
) -> Verdict:  # fmt: skip
    """Record an accepted pack or consent, in the history of the person whose phone showed or signed it.

    `entered_at`: when it is written, where that is later than when it was.
    """
    signer = platform_signer(session, box=services.box, now=attempt.at)
    lines = [
        disclosed(one.handle, one.type.id, attempt.recorded(one.names), asked=attempt.asked) | _marks(one) | _kind(one)
        for one in shown
    ]
    receipt = make_receipt(attempt, signer, reason=None, once_id=once_id, shown=lines)
    values = verdict_values(attempt, form=form, outcome="accepted", reason=None)
    stored = [
        {"certificate_id": str(one.certificate_id), "type": one.type.id, "fields": attempt.recorded(one.names)}
        | _marks(one)
        | _behalf(one)
        for one in shown
    ]
    row = {"person_id": presenter, "shown": stored, "checks": check_dicts(checks), "receipt": receipt}
    session.execute(_INSERT, values | row)
    abroad = next((one.abroad for one in shown), None)
    holder = None if presenter == NOBODY else presenter
    types = [one.type.id for one in shown]
    entry = accepted_entry(attempt, types=types, receipt=receipt, person_id=holder, **_region(abroad))
    record(session, entry if entered_at is None else entry._replace(at=entered_at))
    return Verdict(
        id=attempt.verdict_id, accepted=True, reason=None, checks=checks, shown=tuple(shown), as_of=attempt.at,
        receipt=receipt, verifier_id=attempt.verifier_id, purpose=attempt.purpose, presenter=presenter, form=form,
        once_id=once_id, abroad=abroad,
    )  # fmt: skip


def _marks(shown: Shown) -> dict[str, Any]:
    return {} if shown.abroad is None else shown.abroad.marks


def _kind(shown: Shown) -> dict[str, str]:
    """A receipt names no person: the handle is that of the showing."""
    return {} if shown.on_behalf is None else {"on_behalf": shown.on_behalf.kind}


def _behalf(shown: Shown) -> dict[str, Any]:
    """Who showed it for whom, by their ids: names are looked up when somebody reads it who may know them."""
    if shown.on_behalf is None:
        return {}
    kind, presenter = shown.on_behalf.kind, shown.on_behalf.presenter_id
    return {"on_behalf": {"kind": kind, "presenter": str(presenter), "holder": str(shown.person_id)}}


def _region(abroad: Abroad | None) -> dict[str, str]:
    return {} if abroad is None else {"region": abroad.region, "issuer": abroad.issuer}

"""Verify one code for one verifier: the vault's rules, then live state, single use and the record, in one transaction.

1. The vault checks form, signatures, time, audience and the purpose's fields; the office checks what is live.
2. A refusal is a verdict like any other: recorded, receipted, shown to the holder when one is known.
3. Only an accepted code is used up. A code refused by policy, say, was not read and may be shown again elsewhere.
4. A nonce of ours in the code (a challenge, or one the phone fetched) replaces the phone's clock and is spent with it.
5. A text that came on paper is judged by rules of its own (`printed`).
6. A key that is not ours is looked for in the regions that are recognised (`abroad`); our own codes ask nothing more.
A code of a region that names its verifier names this city, too: `bank-1@city.example`.
"""

import uuid
from functools import lru_cache
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import ensure_chain, this_chain
from backend.errors import Conflict
from backend.registries.calendar import day_of
from backend.trust.keys import platform_signer
from backend.trust.lists import current_trust
from backend.trust.regions import with_regions
from backend.verification import live, on_behalf
from backend.verification.abroad import accept as accept_abroad
from backend.verification.abroad import of_refused, still_known
from backend.verification.packs import verify_pack
from backend.verification.printed import verify_printed
from backend.verification.printed_codes import PREFIX as PRINTED
from backend.verification.receipts import disclosed, make_receipt
from backend.verification.redeem import redeem
from backend.verification.typed_number import why_unread
from backend.verification.verdict import Attempt, Refusal, Shown, Verdict
from backend.verification.verifiers import RegisteredVerifier
from backend.verification.write import write_refusal
from backend.web.request import Actor, Services
from certs import lm1
from certs import verify as vault
from certs.errors import MalformedError
from certs.place import ONLINE, WINDOW
from certs.regions import type_here
from certs.trust import Trust

TRIES = 3
ENDED_ABROAD = ("status_revoked", "status_suspended")  # by lists that were published, before policy is asked
UNREGISTERED = "unregistered"  # written in place of a purpose nobody registered: that is whatever the asker typed


def verify(
    session: Session, text: str, *, verifier: RegisteredVerifier, purpose: str, actor: Actor, services: Services,
    now: int, challenge: bytes | None = None, case_no: str | None = None, matter_code: str | None = None,
    questions: tuple[str, ...] = (),
) -> Verdict:  # fmt: skip
    """The verdict on the text of a code. `challenge`: 8 bytes that the verifier showed. `questions`: see `Attempt`.

    Never raises on a code; raises TooMany for an actor of whom too many codes were refused in this minute.
    """
    services.refused_codes.check(actor.subject, now=now)
    said = purpose if purpose in verifier.purposes else UNREGISTERED
    attempt = Attempt(
        db.new_id(now * 1000), now, verifier.verifier_id, actor.subject, said, case_no, matter_code, questions
    )
    if text.startswith(PRINTED):  # rule 5
        return verify_printed(session, attempt, text, verifier=verifier, services=services)
    trust = current_trust(session, services.catalogue, now=now)
    try:
        code = lm1.parse(text)
    except MalformedError:
        code = None
    nonce_ok = code is not None and code.cnonce is not None  # whether it is ours, live state tells
    if isinstance(code, lm1.ViewCode) and trust.trust_list.key(code.view.issuer, code.view.kid) is None:  # rule 6
        trust, nonce_ok = with_regions(session, trust, now=now), challenge is not None
    permitted = verifier.permitted(purpose)
    required = vault.Required(
        verifier.verifier_id, challenge, nonce_ok=nonce_ok, permitted=permitted, place=_place(verifier),
        audience_here=f"{verifier.verifier_id}@{host_of(services.settings.base_url)}",
    )  # fmt: skip
    if code is None:
        return _refuse_unread(session, attempt, text, trust, required, services=services)
    if isinstance(code, lm1.PackCode):
        return verify_pack(session, attempt, code, required=required, services=services)
    return _verify_view(session, attempt, code, trust, required, services=services)


@lru_cache(maxsize=8)
def host_of(base_url: str) -> str:
    """What a city is called in the audience of a code: its host, with the port where that is not the usual one."""
    return urlsplit(base_url).netloc


def refuse_holder(
    session: Session, accepted: Verdict, *, actor: Actor, services: Services, now: int, case_no: str, matter_code: str,
    reason: str = "holder_mismatch",
) -> Verdict:  # fmt: skip
    """In place of an acceptance that was rolled back: the code is of someone who is not the applicant of the case."""
    ids = db.new_id(now * 1000), now, accepted.verifier_id
    attempt = Attempt(*ids, actor.subject, accepted.purpose, case_no, matter_code)
    checks = (*accepted.checks, vault.Check("holder", "failed", reason))
    holder = accepted.presenter if accepted.on_behalf is None else accepted.shown[0].person_id
    holder = holder if accepted.abroad is None else still_known(session, holder)
    refusal = Refusal(reason, checks, accepted.form, accepted.once_id, holder, accepted.abroad)
    return write_refusal(session, attempt, refusal, services=services)


def _refuse_unread(
    session: Session, attempt: Attempt, text: str, trust: Trust, required: vault.Required, *, services: Services
) -> Verdict:
    refused = vault.verify(text, trust=trust, required=required, now=attempt.at)
    assert isinstance(refused, vault.Rejected)  # its form was refused a moment ago
    reason = why_unread(text) or refused.reason
    return write_refusal(session, attempt, Refusal(reason, _renamed(refused.checks, reason), "none"), services=services)


def _verify_view(
    session: Session,
    attempt: Attempt,
    code: lm1.ViewCode,
    trust: Trust,
    required: vault.Required,
    *,
    services: Services,
) -> Verdict:
    examined = vault.verify_parsed(code, trust=trust, required=required, now=attempt.at)
    if isinstance(examined, vault.Rejected):
        holder = None if examined.region else _holder_of(session, examined)
        reason, checks = examined.reason, examined.checks
        if reason == "type_not_permitted" and not required.permitted:
            reason, checks = "purpose_unknown", _renamed(checks, "purpose_unknown")
        elif attempt.asked and reason in ENDED_ABROAD and not _may_know(examined, trust, required):
            reason, checks = "type_not_permitted", _untold(checks)
        refusal = Refusal(reason, checks, "view", examined.once_id, holder, of_refused(examined))
        return write_refusal(session, attempt, refusal, services=services)
    how = _redeem if examined.on_behalf is None else on_behalf.accept
    return (how if examined.region is None else accept_abroad)(
        session, attempt, examined, challenge=required.challenge is not None, services=services
    )


def _may_know(examined: vault.Rejected, trust: Trust, required: vault.Required) -> bool:
    """Whether the type is one of those about which the asker may ask."""
    type_ = examined.type
    if type_ is not None and examined.region is not None:
        type_ = type_here(examined.region, type_, trust)
    return type_ is not None and type_.number in (required.permitted or {})


def _untold(checks: tuple[vault.Check, ...]) -> tuple[vault.Check, ...]:
    """The same checks, as if policy had been asked before the status."""
    names = {
        "status": vault.Check("status", "skipped"),
        "purpose": vault.Check("purpose", "failed", "type_not_permitted"),
    }
    return tuple(names.get(check.name, check) for check in checks)


def _place(verifier: RegisteredVerifier) -> int:
    return WINDOW if verifier.kind == "window" else ONLINE


def _holder_of(session: Session, examined: vault.Rejected) -> uuid.UUID | None:
    if examined.on_behalf is not None:
        return on_behalf.holder_of(session, examined)
    return live.holder_of(session, examined.handle)


def _redeem(
    session: Session, attempt: Attempt, examined: vault.Accepted, *, challenge: bool, services: Services
) -> Verdict:
    today, nonce = day_of(attempt.at).isoformat(), examined.cnonce is not None
    checks = live.passed(examined.checks, nonce=nonce)
    signer = platform_signer(session, box=services.box, now=attempt.at)
    line = disclosed(examined.handle, examined.type.id, attempt.recorded(examined.fields), asked=attempt.asked)
    receipt = make_receipt(attempt, signer, reason=None, once_id=examined.once_id, shown=[line])
    for _ in range(TRIES):
        found = redeem(session, attempt, examined, challenge=challenge, today=today, checks=checks, receipt=receipt)
        if found is not None:
            shown = Shown(
                found.certificate_id, found.person_id, examined.type, examined.handle, examined.fields, found.valid_to
            )
            return _accepted(attempt, checks, shown, receipt, found.presenter, examined.once_id)
        why, holder = live.why_not(
            session, examined, challenge=challenge, verifier_id=attempt.verifier_id, today=today, now=attempt.at
        )
        if why is not None:
            refusal = Refusal(why[1], live.failed(examined.checks, why, nonce=nonce), "view", examined.once_id, holder)
            return write_refusal(session, attempt, refusal, services=services)
        ensure_chain(session, this_chain())  # a thread's first entry: its chain had not begun
    raise Conflict("the certificate's state is changing at this moment")


def _accepted(
    attempt: Attempt, checks: tuple[vault.Check, ...], shown: Shown, receipt: str, presenter: uuid.UUID, once_id: bytes
) -> Verdict:
    return Verdict(
        id=attempt.verdict_id, accepted=True, reason=None, checks=checks, shown=(shown,), as_of=attempt.at,
        receipt=receipt, verifier_id=attempt.verifier_id, purpose=attempt.purpose, presenter=presenter,
        form="view", once_id=once_id,
    )  # fmt: skip


def _renamed(checks: tuple[vault.Check, ...], reason: str) -> tuple[vault.Check, ...]:
    """The same checks with another reason on the failed one."""
    return tuple(vault.Check(c.name, c.result, reason) if c.result == "failed" else c for c in checks)

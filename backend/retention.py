"""What is forgotten, and when: rows whose purpose has passed. Verdicts, receipts and the audit log stay.

Rules: 1. a used code may be forgotten once no verifier would accept its age and no offline gate may report it any more,
and what a gate reported likewise, but for double uses; 2. nonces, one-time codes, assertions and requests to wallets
once they have expired for an hour; 3. counters of guesses after two days; 4. idempotent answers after ten minutes, for
they may hold what a holder disclosed, and their keys after a day; 5. sign-ins, requests of desktops and visits at
kiosks a day after their end; 6. typed codes a minute after their end; 7. offers to other wallets that nobody took,
answers to wallets, and what was put off for one, a day after their end; 8. messages to partners after thirty days, sent
or not; 9. that an entry of a status list is valid again, once no delta tells it; 10. minutes that partners asked in
after a day, and their secrets and keys thirty days after their end; 11. the file of a sealed copy a minute after
its last day, and that there was such a copy three years later.
"""

from sqlalchemy import and_, delete, func, select, update
from sqlalchemy.orm import Session

from backend.kiosks.models import KioskVisit
from backend.openid.deferred import LIFE as DEFERRED_LIFE
from backend.openid.models import WalletAuthorisation, WalletDeferral, WalletOffer
from backend.papers.models import SealedCopy, SealedCopyFile
from backend.partners.models import PartnerCredential, PartnerUse, UsedAssertion
from backend.people.models import Attempt, DesktopRequest, Nonce, OneTimeCode, SignIn
from backend.presentations.models import Presentation
from backend.trust.models import StatusEntry
from backend.trust.status import KEEP_VALID
from backend.verification.models import SeenCode, TypedCode, UsedCode
from backend.web.idempotency import KEEP, KEEP_ANSWER
from backend.web.models import IdempotentAnswer
from backend.webhooks.models import WebhookDelivery
from certs.status import VALID

HOUR, DAY = 3600, 24 * 3600
KEEP_SEALED_COPIES = 3 * 365 * DAY
KEEP_MESSAGES = KEEP_ENDED = 30 * DAY
KEEP_CODES = 31 * DAY  # gates report what is up to thirty days old


def forget_expired(session: Session, *, now: int) -> dict[str, int]:
    """Delete what rules 1 to 11 name; returns rows deleted by table. (The worker calls it every minute.)"""
    rules = {
        UsedCode: UsedCode.used_at < _codes_before(session, now=now),
        SeenCode: and_(SeenCode.uploaded_at < now - KEEP_CODES, SeenCode.first_at.is_(None)),
        Nonce: Nonce.expires_at < now - HOUR,
        OneTimeCode: OneTimeCode.expires_at < now - HOUR,
        Presentation: Presentation.expires_at < now - HOUR,
        UsedAssertion: UsedAssertion.expires_at < now - HOUR,
        Attempt: Attempt.window < now - 2 * DAY,
        IdempotentAnswer: IdempotentAnswer.created_at < now - KEEP,
        TypedCode: TypedCode.expires_at < now - 60,
        SignIn: SignIn.expires_at < now - DAY,
        DesktopRequest: DesktopRequest.expires_at < now - DAY,
        KioskVisit: KioskVisit.ends_at < now - DAY,
        WalletAuthorisation: WalletAuthorisation.expires_at < now - DAY,
        WalletDeferral: WalletDeferral.made_at < now - DEFERRED_LIFE - DAY,
        WalletOffer: and_(WalletOffer.expires_at < now - DAY, WalletOffer.taken_at.is_(None)),
        WebhookDelivery: WebhookDelivery.told_at < now - KEEP_MESSAGES,
        PartnerUse: and_(PartnerUse.span == "minute", PartnerUse.number < (now - DAY) // 60),
        PartnerCredential: PartnerCredential.ends_at < now - KEEP_ENDED,
        SealedCopyFile: SealedCopyFile.until_at < now - 60,
        SealedCopy: SealedCopy.until_at < now - KEEP_SEALED_COPIES,
        StatusEntry: and_(StatusEntry.value == VALID, StatusEntry.changed_at < now - KEEP_VALID),
    }
    _forget_answers(session, now - KEEP_ANSWER)
    done = {}
    for table, condition in rules.items():
        result = session.execute(delete(table).where(condition).execution_options(synchronize_session=False))
        done[table.__tablename__] = max(result.rowcount, 0)  # type: ignore[attr-defined]
    return done


def _codes_before(session: Session, *, now: int) -> int:
    """Rule 1 by a clock that may be wrong: where no code was used for as long as they are kept, time is counted from
    the newest. A clock that jumps a year ahead, and back, must not let codes of this minute be used twice."""
    recent = select(UsedCode.used_at).where(UsedCode.used_at >= now - KEEP_CODES).limit(1)
    if session.scalar(recent) is not None:
        return now - KEEP_CODES
    newest: int | None = session.scalar(select(func.max(UsedCode.used_at)))
    return (now if newest is None else min(now, newest)) - KEEP_CODES


def _forget_answers(session: Session, before: int) -> None:
    old = IdempotentAnswer.created_at < before, IdempotentAnswer.sealed_body.is_not(None)
    emptied = update(IdempotentAnswer).where(*old).values(sealed_body=None)
    session.execute(emptied.execution_options(synchronize_session=False))

"""Stopping a key at once, and letting it go on: rule 5 of `keys`. Who may do which is decided above."""

from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.errors import Conflict
from backend.trust.keys import SUSPENDED, changed, locked
from backend.trust.models import PLATFORM, IssuerKey


class KeyNotSuspendable(Conflict):
    """The platform's key is not: without it no verdict, receipt or list is signed. Nor one that is stopped already."""

    code = "key_not_suspendable"
    zh = "该密钥不能暂停：平台密钥不可暂停，或该密钥已暂停、已泄露"
    en = "This key cannot be suspended: it is the platform's, or it is suspended or compromised already"
    next_zh = "平台密钥请由两人轮换并宣布泄露；其他密钥请刷新后核对状态"
    next_en = "Two people rotate the platform's key and declare the old one; of others, read the state again"


class KeyNotSuspended(Conflict):
    code = "key_not_suspended"
    zh = "该密钥没有被暂停"
    en = "This key is not suspended"
    next_zh = "请刷新后核对状态"
    next_en = "Read the state again"


def suspend(session: Session, thumbprint: str, *, now: int, actor: str) -> str:
    """It signs nothing and is not believed from now on; the state that it had. Raises KeyUnknown, KeyNotSuspendable."""
    key = locked(session, thumbprint)
    if key.issuer_code == PLATFORM or key.state not in ("pending", "active"):
        raise KeyNotSuspendable
    had, key.state, key.suspended_at = key.state, SUSPENDED, now
    _note(session, key, "key.suspended", now=now, actor=actor)
    return had


def lift(session: Session, thumbprint: str, state: str, *, now: int, actor: str) -> None:
    """It is what it was before. Raises KeyUnknown, KeyNotSuspended."""
    key = locked(session, thumbprint)
    if key.state != SUSPENDED:
        raise KeyNotSuspended
    key.state, key.suspended_at = state, None
    _note(session, key, "key.lifted", now=now, actor=actor)


def _note(session: Session, key: IssuerKey, action: str, *, now: int, actor: str) -> None:
    changed(session)
    record(session, make_entry(at=now, actor=actor, action=action, subject=f"key:{key.thumbprint}"))

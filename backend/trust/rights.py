"""What an issuer may sign: type numbers, given and taken away. The trust list says so at once.

A type that is taken away is refused by every verifier that holds the next list, in new codes and in old ones: what the
issuer signed of it before is then nobody's. Certificates that another issuer takes over are issued by that one first.
"""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.trust.keys import SYSTEM, changed, lock_issuer


def allow_types(session: Session, code: str, types: Iterable[int], *, now: int, actor: str = SYSTEM) -> list[int]:
    """Let an issuer sign these type numbers too; all that it may sign then. Raises IssuerUnknown."""
    return _set(session, code, "issuer.allowed", add=types, now=now, actor=actor)


def withdraw_types(session: Session, code: str, types: Iterable[int], *, now: int, actor: str = SYSTEM) -> list[int]:
    """Let it sign these no more; all that it may sign then. Raises IssuerUnknown."""
    return _set(session, code, "issuer.withdrawn", less=types, now=now, actor=actor)


def _set(
    session: Session, code: str, action: str, *, now: int, actor: str, add: Iterable[int] = (),
    less: Iterable[int] = (),
) -> list[int]:  # fmt: skip
    issuer = lock_issuer(session, code)
    allowed = sorted({*issuer.types, *add} - set(less))
    if allowed != issuer.types:
        issuer.types = allowed
        changed(session)  # the next trust list must know
        record(session, make_entry(at=now, actor=actor, action=action, subject=f"issuer:{code}", types=allowed))
    return allowed

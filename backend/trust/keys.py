"""Who signs: issuers, their keys, and the one key each signs with now. Private parts are sealed and stay in here.

Rules: 1. a key is pending (announced, not yet used), active, retired (still verifies what it signed) or compromised
(verifies nothing); 2. after a rotation old and new key are both active for the overlap; the newest signs once every
process has heard of it, CACHE_SECONDS later, so that nobody is handed what another process does not know yet;
3. an active key whose `retired_at` has come is retired, without anybody writing it; 4. compromised is final; 5. a key
may be suspended: it signs nothing and nothing of it is believed, until it is lifted or compromised. Verifiers are told
`pending`, which refuses the same and promises nothing; 6. the private part lies sealed in the database, or in a device.
Who may change keys is decided above, in the room issuers: two people.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import BigInteger, bindparam, or_, select
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.errors import Conflict, LiangmaError, NotFound
from backend.key_device import DeviceSigner, require_device
from backend.security import Box
from backend.trust import caches, places
from backend.trust.models import PLATFORM, Issuer, IssuerKey
from certs import keys as vault_keys
from certs.trust import KeyState

CACHE_SECONDS = 5  # a compromise is effective on every process within this time
SYSTEM = "system"
SUSPENDED = "suspended"  # a state of the row; rule 5


class NoActiveKey(LiangmaError):
    """The issuer exists or not, but nothing may be signed in its name now."""

    status = 503
    code = "no_active_key"
    zh = "签发机关没有可用的签名密钥"
    en = "The issuer has no active signing key"
    next_zh = "请安全管理员启用密钥"
    next_en = "Ask the security administrator to activate a key"


class IssuerUnknown(NotFound):
    code = "issuer_unknown"
    zh = "没有这个签发机关"
    en = "No such issuer"


class KeyUnknown(NotFound):
    code = "key_unknown"
    zh = "没有这把密钥"
    en = "No such key"


class IssuerExists(Conflict):
    code = "issuer_exists"
    zh = "签发机关已存在"
    en = "The issuer exists already"


def create_issuer(
    session: Session, *, code: str, name_zh: str, name_en: str, authority_code: str, types: Iterable[int], now: int,
    actor: str = SYSTEM,
) -> Issuer:  # fmt: skip
    """Enter an issuer and the type numbers it may sign; it has no key yet. Raises IssuerExists."""
    if session.get(Issuer, code) is not None:
        raise IssuerExists(code)
    names = {"name_zh": name_zh, "name_en": name_en}
    issuer = Issuer(code=code, **names, authority_code=authority_code, types=sorted(set(types)))
    session.add(issuer)
    session.flush()  # keys refer to the row, and a second writer learns of it here
    changed(session)
    entry = make_entry(at=now, actor=actor, action="issuer.created", subject=f"issuer:{code}", types=issuer.types)
    record(session, entry)
    return issuer


def ensure_platform(session: Session, *, box: Box, now: int) -> str:
    """The thumbprint of the platform's signing key; issuer and key are made on the first call."""
    if session.get(Issuer, PLATFORM) is None:
        names = {"name_zh": "亮码平台", "name_en": "Liangma platform"}
        create_issuer(session, code=PLATFORM, **names, authority_code="", types=(), now=now)
    key = signing_key(session, PLATFORM, now=now)
    return key.thumbprint if key else new_key(session, PLATFORM, box=box, state="active", now=now)


def new_key(
    session: Session, issuer_code: str, *, box: Box, now: int, state: KeyState = "pending", actor: str = SYSTEM,
    in_device: bool = False,
) -> str:  # fmt: skip
    """Make a key, `pending` (announced in the trust list first) or `active` at once; its thumbprint (base64url).

    Raises IssuerUnknown, and DeviceUnavailable where it is to lie in a device.
    """
    if state not in ("pending", "active"):
        raise ValueError(f"a new key is pending or active, not {state}")
    lock_issuer(session, issuer_code)
    taken = set(session.scalars(select(IssuerKey.kid).where(IssuerKey.issuer_code == issuer_code)))
    make = places.in_device if in_device else places.in_database
    made = make(issuer_code, box=box)
    while made.kid in taken:  # 1 in 4 billion a key; a kid names one key of an issuer
        made = make(issuer_code, box=box)
    key = IssuerKey(
        thumbprint=made.thumbprint, issuer_code=issuer_code, kid=made.kid, jwk=made.jwk, state=state, active_from=now,
        sealed_private=made.sealed, device_label=made.device_label,
    )  # fmt: skip
    session.add(key)
    session.flush()  # later statements of this transaction look for the key
    changed(session)
    entry = make_entry(
        at=now, actor=actor, action="key.made", subject=f"key:{key.thumbprint}", state=state, device=in_device
    )
    record(session, entry)
    return key.thumbprint


def rotate(
    session: Session, issuer_code: str, *, box: Box, now: int, overlap_seconds: int, actor: str = SYSTEM,
    thumbprint: str | None = None, in_device: bool = False,
) -> str:  # fmt: skip
    """Sign with another key from now on: this pending one, the one announced first, else a new one; its thumbprint.

    The keys before it stay active in the trust list for the overlap and are retired after it. Where a place is asked
    for, only a pending key of that place is taken. Raises IssuerUnknown, KeyUnknown, DeviceUnavailable.
    """
    if overlap_seconds < 0:
        raise ValueError("an overlap is not negative")
    lock_issuer(session, issuer_code)
    mine = select(IssuerKey).where(IssuerKey.issuer_code == issuer_code).execution_options(populate_existing=True)
    former = list(session.scalars(mine.where(IssuerKey.state == "active")))
    pending = mine.where(IssuerKey.state == "pending").order_by(IssuerKey.active_from)
    if thumbprint is not None:
        pending = pending.where(IssuerKey.thumbprint == thumbprint)
    elif in_device:
        pending = pending.where(IssuerKey.device_label.is_not(None))
    waiting = session.scalars(pending).first()
    if waiting is None and thumbprint is not None:
        raise KeyUnknown(thumbprint)
    if waiting is None:
        made: dict[str, Any] = {"box": box, "now": now, "actor": actor, "in_device": in_device}
        thumbprint = new_key(session, issuer_code, state="active", **made)
    else:
        waiting.state, waiting.active_from, thumbprint = "active", now, waiting.thumbprint
    for key in former:
        key.retired_at = min(key.retired_at or now + overlap_seconds, now + overlap_seconds)
    changed(session)
    subject = f"key:{thumbprint}"
    record(session, make_entry(at=now, actor=actor, action="key.rotated", subject=subject, overlap=overlap_seconds))
    return thumbprint


def mark_compromised(session: Session, thumbprint: str, *, since: int, now: int, actor: str = SYSTEM) -> None:
    """Nothing this key signed is believed any more. The earliest `since` ever named stands. Raises KeyUnknown."""
    key = locked(session, thumbprint)
    key.state = "compromised"
    key.compromised_since = since if key.compromised_since is None else min(since, key.compromised_since)
    changed(session)
    entry = make_entry(at=now, actor=actor, action="key.compromised", subject=f"key:{thumbprint}", since=since)
    record(session, entry)


def all_keys(session: Session, issuer_code: str | None = None) -> list[IssuerKey]:
    """The keys of one issuer or of all, in order of issuer and first use."""
    query = select(IssuerKey).order_by(IssuerKey.issuer_code, IssuerKey.active_from, IssuerKey.thumbprint)
    query = query.execution_options(populate_existing=True)  # another transaction may have changed a key we hold
    return list(session.scalars(query if issuer_code is None else query.where(IssuerKey.issuer_code == issuer_code)))


def state_at(key: IssuerKey, now: int) -> KeyState:
    """The key's state at `now` as verifiers are told it (rules 3 and 5)."""
    if key.state == "active" and key.retired_at is not None and key.retired_at <= now:
        return "retired"
    return "pending" if key.state == SUSPENDED else cast(KeyState, key.state)


def signing_key(session: Session, issuer_code: str, *, now: int) -> IssuerKey | None:
    """What the issuer signs with at `now` (rule 2): the newest active key that every process knows, else the oldest."""
    held = list(session.scalars(_IN_USE, {"of": issuer_code, "now": now}))
    known = [key for key in held if key.active_from <= now - CACHE_SECONDS]
    newest = sorted(known, key=lambda key: (key.retired_at is None, key.active_from))
    return newest[-1] if newest else next(iter(held), None)


def signer_for(session: Session, issuer_code: str, *, box: Box, now: int) -> vault_keys.Signer:
    """What signs for the issuer at `now`; raises NoActiveKey. Which key that is may be up to 5 s old."""
    found: vault_keys.Signer | None = caches.recall(session, ("signer", issuer_code), now=now, most=CACHE_SECONDS)
    if found is not None:
        return found
    signer = fresh_signer(session, issuer_code, box=box, now=now)
    caches.keep(session, ("signer", issuer_code), signer, now=now)
    return signer


def fresh_signer(session: Session, issuer_code: str, *, box: Box, now: int) -> vault_keys.Signer:
    """The same as `signer_for`, but asked of the database now. Raises NoActiveKey, DeviceUnavailable."""
    key = signing_key(session, issuer_code, now=now)
    if key is None:
        raise NoActiveKey(issuer_code)
    if key.device_label is not None:
        return DeviceSigner(require_device(), key.device_label, vault_keys.public_from_jwk(key.jwk))
    return _opened(box, key.sealed_private or b"", places.context(key.issuer_code, key.thumbprint))


def platform_signer(session: Session, *, box: Box, now: int) -> vault_keys.Signer:
    """What signs trust lists, status lists, bundles, checkpoints and receipts; raises NoActiveKey."""
    return signer_for(session, PLATFORM, box=box, now=now)


def platform_publics(session: Session) -> tuple[vault_keys.PublicKey, ...]:
    """Every platform key whose signatures are believed: what old checkpoints and receipts are read with."""
    usable = (key for key in all_keys(session, PLATFORM) if key.state not in ("pending", "compromised", SUSPENDED))
    return tuple(vault_keys.public_from_jwk(key.jwk) for key in usable)


@lru_cache(maxsize=64)
def _opened(box: Box, sealed: bytes, context: bytes) -> vault_keys.SoftwareSigner:
    try:
        secret = box.open_key(sealed, context)
    except (InvalidTag, ValueError) as error:  # ValueError: nothing is sealed there
        raise NoActiveKey("the signing key does not open with this data key") from error
    return vault_keys.SoftwareSigner(ec.derive_private_key(int.from_bytes(secret), ec.SECP256R1()))


def lock_issuer(session: Session, code: str) -> Issuer:
    """One writer at a time changes an issuer's keys and rights. Raises IssuerUnknown."""
    issuer = session.get(Issuer, code, with_for_update=True)
    if issuer is None:
        raise IssuerUnknown(code)
    return issuer


def locked(session: Session, thumbprint: str) -> IssuerKey:
    """One key, for a change; raises KeyUnknown."""
    key = session.get(IssuerKey, thumbprint, with_for_update=True, populate_existing=True)
    if key is None:
        raise KeyUnknown(thumbprint)
    return key


def changed(session: Session) -> None:
    """To be called by whoever changed issuers or keys."""
    session.flush()  # the next look-up in this transaction must see the change
    caches.forget(session)


_NOW = bindparam("now", type_=BigInteger)
_IN_USE = (  # built once: half of the work of a statement
    select(IssuerKey)
    .where(IssuerKey.issuer_code == bindparam("of"), IssuerKey.state == "active", IssuerKey.active_from <= _NOW)
    .where(or_(IssuerKey.retired_at.is_(None), IssuerKey.retired_at > _NOW))
    .order_by(IssuerKey.active_from, IssuerKey.thumbprint)
)

"""What a partner is registered for, read from the table at most every five seconds a process.

A partner that is suspended, closed or expired is still named (a phone may show an old request), and may ask nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, cast

from sqlalchemy.orm import Session

from backend.errors import Forbidden
from backend.partners.models import Partner
from backend.partners.states import APPROVED, EXPIRED
from backend.trust import caches
from backend.verification.models import Verifier
from backend.verification.verifiers import FRESH, NotRegistered

CHANNELS = ("online", "offline", "consent", "lookup", "openid4vp", "webhook")
GROUNDS = ("consent", "contract", "statutory")


class ChannelNotRegistered(Forbidden):
    """`channel` names what was asked by, `channels` what is registered."""

    code = "channel_not_registered"
    zh = "该第三方未登记此渠道"
    en = "This partner is not registered for this channel"
    next_zh = "请联系管理员申请登记该渠道"
    next_en = "Ask the administrator to apply for this channel"


@dataclass(frozen=True)
class PurposeText:
    """What a phone shows of a purpose. `legal_ground`: consent, contract or statutory, with its `basis` in law;
    `keep_days`: how long the partner keeps what it was shown, 0 for not at all."""

    zh: str
    en: str
    legal_ground: str
    keep_days: int
    basis: str = ""


@dataclass(frozen=True)
class Most:
    """How much may be asked by one channel in one day (in China) and one minute."""

    day: int
    minute: int


LIMITS: Mapping[str, Most] = MappingProxyType(
    {
        "online": Most(1_000_000, 60_000),
        "offline": Most(1_000_000, 60_000),
        "consent": Most(10_000, 600),
        "lookup": Most(1_000, 60),
        "openid4vp": Most(100_000, 6_000),
        "webhook": Most(1_000, 60),
    }
)


@dataclass(frozen=True)
class Registration:
    """A partner as others show it. `logo`: a data URL of a PNG, or None. `contact`: name, phone, email.

    `state`: approved, suspended, closed or expired. `limits`: by channel.
    """

    client_id: str
    name: Mapping[str, str]
    legal_name: Mapping[str, str]
    logo: str | None
    contact: Mapping[str, str]
    purposes: Mapping[str, PurposeText]
    channels: frozenset[str]
    limits: Mapping[str, Most]
    state: str
    expires_at: int | None


def registration_of(session: Session, client_id: str, *, now: int) -> Registration:
    """Who this partner is and what it is registered for. Raises NotRegistered when there is no such partner."""
    key = ("registration", client_id)
    known = caches.recall(session, key, now=now, most=FRESH)
    if known is None:
        known = _load(session, client_id, now=now)
        caches.keep(session, key, known, now=now)
    return cast(Registration, known)


def require_channel(session: Session, client_id: str, channel: str, *, now: int) -> Registration:
    """The registration of a partner that may ask by this channel now. Raises NotRegistered, ChannelNotRegistered."""
    found = registration_of(session, client_id, now=now)
    if found.state != APPROVED or (found.expires_at is not None and found.expires_at <= now):
        raise NotRegistered
    if channel not in found.channels:
        raise ChannelNotRegistered(channel=channel, channels=sorted(found.channels))
    return found


def state_of(partner: Partner, *, now: int) -> str:
    """The state as it is now: an approved partner whose end has passed is expired."""
    over = partner.expires_at is not None and partner.expires_at <= now
    return EXPIRED if over and partner.state == APPROVED else partner.state


def _load(session: Session, client_id: str, *, now: int) -> Registration:
    partner, verifier = session.get(Partner, client_id), session.get(Verifier, client_id)
    if partner is None or verifier is None:
        raise NotRegistered
    given = partner.registration
    return Registration(
        client_id=client_id,
        name={"zh": verifier.name_zh, "en": verifier.name_en},
        legal_name=given["legal_name"],
        logo=given["logo"],
        contact=given["contact"],
        purposes={code: _text(given["purposes"].get(code), code) for code in verifier.purposes},
        channels=frozenset(given["channels"]),
        limits={**LIMITS, **{channel: Most(**most) for channel, most in given["limits"].items()}},
        state=state_of(partner, now=now),
        expires_at=partner.expires_at,
    )


def _text(given: Mapping[str, Any] | None, code: str) -> PurposeText:
    """A purpose that was registered before texts were asked for is named by its code."""
    if given is None:
        return PurposeText(code, code, "consent", 0)
    return PurposeText(given["zh"], given["en"], given["legal_ground"], given["keep_days"], given["basis"])

"""Rules of what a partner is registered for, and of how much it may ask, by their numbers."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from backend import db
from backend.partners import quota
from backend.partners.models import Partner, PartnerUse
from backend.partners.quota import QuotaReached, Turnstile, count
from backend.partners.register import register_partner
from backend.partners.registration import ChannelNotRegistered, registration_of, require_channel
from backend.partners.standing import close_partner
from backend.security import Box
from backend.trust import caches
from backend.verification.verifiers import NotRegistered

NOW = 1_800_000_000  # a minute begins; 16:00 in China
BANK = "bank.one"


@pytest.fixture
def session(engine: Engine, box: Box) -> Iterator[Session]:
    """A partner for online verification and consent, five a minute and eight a day."""
    with db.open_session(engine) as opened:
        register_partner(
            opened, client_id=BANK, name_zh="某银行", name_en="A bank", purposes={"loan": {"1": ["name"]}}, box=box,
            secret="s" * 40, channels=("online", "consent"), now=NOW, expires_at=NOW + 86_400,
        )  # fmt: skip
        limits = {"online": {"day": 8, "minute": 5}}
        given = opened.get_one(Partner, BANK).registration | {"limits": limits}
        opened.execute(update(Partner).values(registration=given))
        opened.commit()
        opened.expire_all()
        yield opened


def used(session: Session) -> dict[str, tuple[int, int]]:
    rows = session.scalars(select(PartnerUse).where(PartnerUse.channel == "online"))
    return {row.span: (row.count, row.refused) for row in rows}


def test_a_registration_tells_what_others_show_and_which_channels_are_open(session: Session) -> None:
    found = registration_of(session, BANK, now=NOW)
    assert (found.client_id, found.name, found.state) == (BANK, {"zh": "某银行", "en": "A bank"}, "approved")
    assert (found.purposes["loan"].zh, found.purposes["loan"].legal_ground) == ("loan", "consent")
    assert require_channel(session, BANK, "consent", now=NOW) == found
    with pytest.raises(ChannelNotRegistered) as refused:
        require_channel(session, BANK, "openid4vp", now=NOW)
    assert refused.value.extra == {"channel": "openid4vp", "channels": ["consent", "online"]}
    with pytest.raises(NotRegistered):
        require_channel(session, BANK, "online", now=NOW + 86_400)
    with pytest.raises(NotRegistered):
        registration_of(session, "nobody", now=NOW)


def test_a_closed_partner_is_named_and_may_ask_nothing(session: Session) -> None:
    close_partner(session, BANK, now=NOW, actor="staff:one")
    session.commit()
    session.expire_all()
    assert registration_of(session, BANK, now=NOW).state == "closed"
    with pytest.raises(NotRegistered):
        count(session, BANK, "online", 1, now=NOW)


def test_a_minute_and_a_day_have_limits_and_what_is_over_them_counts_as_refused(session: Session) -> None:
    count(session, BANK, "online", 4, now=NOW)
    with pytest.raises(QuotaReached) as refused:
        count(session, BANK, "online", 2, now=NOW + 20)
    assert refused.value.extra == {"retry_after": 40, "channel": "online", "span": "minute", "most": 5}
    count(session, BANK, "online", 4, now=NOW + 60)
    with pytest.raises(QuotaReached) as refused:
        count(session, BANK, "online", 1, now=NOW + 120)
    assert (refused.value.extra["span"], refused.value.extra["retry_after"]) == ("day", 8 * 3600 - 120)
    with pytest.raises(QuotaReached):
        count(session, BANK, "online", 9, now=NOW + 8 * 3600)  # more than a whole minute allows, on a new day
    rows = session.execute(select(PartnerUse.count, PartnerUse.refused).where(PartnerUse.span == "day"))
    assert sorted(tuple(row) for row in rows) == [(0, 9), (8, 3)]
    count(session, BANK, "consent", 1, now=NOW)  # another channel has limits of its own


def test_many_threads_never_pass_a_limit_together(session: Session, engine: Engine) -> None:
    passed: list[bool] = []
    turnstiles = [Turnstile(engine) for _ in range(3)]  # as many processes

    def knock(turnstile: Turnstile) -> None:
        with db.open_session(engine) as own:
            for _ in range(4):
                try:
                    turnstile(own, BANK, "online", now=NOW)
                except QuotaReached:
                    passed.append(False)
                else:
                    passed.append(True)
                own.commit()

    threads = [threading.Thread(target=knock, args=(one,)) for one in turnstiles]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (passed.count(True), passed.count(False)) == (5, 7)
    assert used(session)["day"][1] == 7


def test_a_turnstile_takes_its_share_once_and_begins_nothing_in_the_session(session: Session, engine: Engine) -> None:
    more: dict[str, Any] = {"online": {"day": 1000, "minute": 300}}
    session.execute(update(Partner).values(registration=session.get_one(Partner, BANK).registration | {"limits": more}))
    caches.forget(session)
    session.commit()
    turnstile = Turnstile(engine)
    with db.open_session(engine) as own:
        registration_of(own, BANK, now=NOW)
        own.commit()
        for _ in range(3):
            turnstile(own, BANK, "online", now=NOW)
        assert not own.in_transaction()
        assert used(session) == {"minute": (3, 0), "day": (3, 0)}
        session.commit()
        turnstile(own, BANK, "online", now=NOW)
    assert used(session)["minute"] == (6, 0)


def test_of_too_many_shares_that_of_whoever_asked_longest_ago_is_given_up(
    session: Session, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quota, "MOST_REMEMBERED", 2)
    more: dict[str, Any] = {name: {"day": 1000, "minute": 300} for name in ("online", "consent")}
    session.execute(update(Partner).values(registration=session.get_one(Partner, BANK).registration | {"limits": more}))
    caches.forget(session)
    session.commit()
    turnstile = Turnstile(engine)
    turnstile._keep("another", "online", 2, now=NOW)
    with db.open_session(engine) as own:
        registration_of(own, BANK, now=NOW)
        own.commit()
        for channel in ("online", "consent", "online"):  # the third takes the place of the other's
            turnstile(own, BANK, channel, now=NOW)
    assert used(session)["minute"] == (3, 0)  # one share
    assert sorted(turnstile._left) == [(BANK, "consent"), (BANK, "online")]

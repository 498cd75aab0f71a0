"""What other regions publish is taken anew: only forward, only by the pinned key, and the last good one stays."""

import dataclasses
from typing import Any

import pytest

from backend import db
from backend.regions import register
from backend.regions.refusals import RegionUnusable
from backend.regions.take import EVERY, take, take_due
from backend.trust import regions
from certs import bundle, status, trust
from certs.trust import sign_trust_list
from tests.regions.conftest import ACCEPTS, CATALOGUE, Desk, published, thumbprint
from tests.regions.door import open_door
from tests.regions.test_register import actions, version
from tests.vectors import lm1_world as w
from tests.vectors import region_world as r

FRESH = {"number": 6, "iat": w.NOW, "next_update": w.NOW + w.DAY}


@pytest.fixture
def standing(desk: Desk) -> Desk:
    desk.propose()
    desk.approve()
    return desk


def kept(desk: Desk) -> tuple[int, int]:
    with db.open_session(desk.engine, reading=True) as session:
        _, lists = register.find_region(session, "EAST")
        return lists.number, lists.issued_at


def test_a_newer_bundle_takes_the_place_of_the_last(standing: Desk) -> None:
    before = version(standing)
    standing.door.text = published(**FRESH)
    row = standing.take(now=w.NOW + 60)
    assert kept(standing) == (6, w.NOW)
    assert (row.fetched_at, row.failure) == (w.NOW + 60, None)
    assert version(standing) == before + 1
    standing.take(now=w.NOW + 120)  # the same again
    assert version(standing) == before + 1
    assert actions(standing)[2:] == ["region.taken"]


def test_a_bundle_signed_anew_without_a_change_is_fresh_again(standing: Desk) -> None:
    standing.door.text = published(iat=w.NOW, next_update=w.NOW + w.DAY)
    standing.take(now=w.NOW + 60)
    assert kept(standing) == (5, w.NOW)


def _expired() -> str:
    return published(number=6, next_update=w.NOW - 1)


def _third() -> str:
    return published(number=6, regions=[r.MEMBERS[1]])


def _no_types() -> str:
    return published(number=6, types=r.TYPES[1:])


def _many_lists() -> str:
    return published(number=6, status_lists=dict.fromkeys(range(129), b""))


def _far_key() -> str:
    late = trust.issuer_key(r.EAST_GA.public, state="pending", active_from=2**60)
    issuer = dataclasses.replace(w.TRUST_LIST.issuers["GA"], keys=(late,))
    listed = trust.TrustList(4, w.T0, w.T0 + w.DAY, {"GA": issuer})
    return published(number=6, trust_list=trust.sign_trust_list(listed, r.EAST))


def _lenient_type() -> str:
    (file, text), *others = r.TYPES
    return published(number=6, types=[(file, text.replace('"description": "', '"description": "\\u0000', 1)), *others])


def _foreign_list() -> str:
    cwt = status.sign_cwt(status.build({}, size=8), uri=f"{r.STATUS['east']}0", iat=w.T0, signer=w.OTHER)
    return published(number=6, status_lists={0: cwt})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (published(number=4), "rollback"),
        (published(iat=w.T0 - 1), "rollback"),
        (published(r.WEST, number=6), "anchor_changed"),
        (_expired(), "stale"),
        (_third(), "carries_regions"),
        (_no_types(), "mapping_broken"),
        (_foreign_list(), "signature_invalid"),
        (_many_lists(), "too_large"),
        (published(number=6, next_update=2**60), "malformed"),  # browsers could not read a bundle that carries it
        (_far_key(), "malformed"),
        (_lenient_type(), "malformed"),
        (published(number=6, trust_list=sign_trust_list(w.TRUST_LIST, w.OTHER)), "signature_invalid"),
        (published(number=6, iat=w.NOW + w.DAY, next_update=w.NOW + 2 * w.DAY), "bundle_from_future"),
        (w.BUNDLE, "anchor_changed"),
        ("no bundle", "malformed"),
        ("", "malformed"),
        (published(number=6) + "x" * 8_000_000, "too_large"),
    ],
    ids=lambda value: value if len(value) < 20 else "",
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_cannot_be_used_leaves_the_last_good_one(standing: Desk, text: str, why: str) -> None:
    standing.door.text = text
    with pytest.raises(RegionUnusable) as refused:
        standing.take()
    assert refused.value.extra["reason"] == why
    assert kept(standing) == (5, w.T0)
    with db.open_session(standing.engine, reading=True) as session:
        row, _ = register.find_region(session, "EAST")
        assert (row.failure, row.failing_since) == (why, w.NOW)


def test_a_failure_is_logged_when_it_begins_and_when_it_ends_not_each_time(standing: Desk) -> None:
    standing.door.status = "503 Away"
    for minutes in (1, 2):
        with pytest.raises(RegionUnusable):
            standing.take(now=w.NOW + 60 * minutes)
    standing.door.status = "200 OK"
    row = standing.take(now=w.NOW + 180)
    assert (row.failure, row.failing_since) == (None, None)
    assert actions(standing)[2:] == ["region.not_taken", "region.taken"]


def test_the_worker_asks_those_that_stand_once_in_a_while(standing: Desk) -> None:
    def due(now: int) -> int:
        return take_due(standing.engine, catalogue=CATALOGUE, local=standing.local, clock=lambda: now)

    assert due(w.NOW + EVERY - 1) == 0
    standing.door.text = "gone"
    assert (due(w.NOW + EVERY), due(w.NOW + EVERY)) == (1, 0)
    with db.transaction(standing.engine) as session:
        register.suspend(session, "EAST", actor="staff:third", now=w.NOW)
    assert due(w.NOW + 9 * EVERY) == 0


def test_what_nobody_foresaw_in_a_bundle_does_not_end_the_worker_s_round(
    standing: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.regions.take.read", lambda *_, **__: int("no number"))
    asked = take_due(standing.engine, catalogue=CATALOGUE, local=standing.local, clock=lambda: w.NOW + EVERY)
    assert (asked, kept(standing)) == (1, (5, w.T0))


def test_the_bundle_that_is_carried_reads_east_s_code(standing: Desk) -> None:
    with db.open_session(standing.engine, reading=True) as session:
        (member,) = regions.carried(session).members
    claims: dict[str, Any] = {**member, "accepts": r.ACCEPTS}
    read = bundle.read_bundle(r.carrying(claims), anchor=w.ANCHOR.public, now=w.NOW)
    assert [one.id for one in read.trust.regions] == ["EAST"]
    assert {one.id for one in read.trust.regions[0].trust.catalogue.types} == set(ACCEPTS)


def test_a_region_that_lists_another_s_key_is_refused_and_the_other_goes_on(standing: Desk) -> None:
    with open_door() as beside:
        west = {"base_url": beside.address, "thumbprint": thumbprint(r.WEST)}
        own, copied = (
            r.published("west", r.WEST, r.WEST_GA),
            r.published("west", r.WEST, r.WEST_GA, r.EAST_GA, number=6),
        )
        other = Desk(standing.engine, beside)
        beside.text = copied
        with pytest.raises(RegionUnusable) as refused:
            other.propose("WEST", **west)
        assert (refused.value.extra["reason"], refused.value.detail) == ("copied_keys", "EAST")
        beside.text = own
        other.propose("WEST", **west)
        beside.text = copied
        with pytest.raises(RegionUnusable):
            take(standing.engine, "WEST", catalogue=CATALOGUE, local=other.local, actor="worker", now=w.NOW + 60)
        with db.open_session(standing.engine, reading=True) as session:
            row, lists = register.find_region(session, "WEST")
            assert (row.failure, lists.number) == ("copied_keys", 5)
    standing.door.text = published(**FRESH)
    assert standing.take(now=w.NOW + 60).failure is None

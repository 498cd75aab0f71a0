"""Who is recognised: one proposes by the thumbprint, another approves, anybody suspends."""

from typing import Any

import pytest
from sqlalchemy import select

from backend import db
from backend.audit.models import AuditEntry
from backend.regions import register
from backend.regions.refusals import (
    AnchorDiffers,
    NoSuchRegion,
    RegionChanged,
    RegionInvalid,
    RegionUnusable,
    SecondPerson,
)
from backend.security import Box
from backend.trust import keys as trust_keys
from backend.trust import regions
from tests.regions.conftest import CHECKER, MAKER, Desk, published, thumbprint
from tests.vectors import lm1_world as w
from tests.vectors import region_world as r


def carried(desk: Desk) -> list[str]:
    with db.open_session(desk.engine, reading=True) as session:
        return [one["id"] for one in regions.carried(session).members]


def version(desk: Desk) -> int:
    with db.open_session(desk.engine, reading=True) as session:
        return regions.carried(session).version


def actions(desk: Desk) -> list[str]:
    with db.open_session(desk.engine, reading=True) as session:
        about = select(AuditEntry.action).where(AuditEntry.subject == "region:EAST").order_by(AuditEntry.seq)
        return list(session.scalars(about))


def test_a_region_stands_once_a_second_person_approved_and_not_before(desk: Desk) -> None:
    desk.propose()
    assert carried(desk) == []
    with pytest.raises(SecondPerson):
        desk.approve(actor=MAKER)
    desk.approve()
    assert carried(desk) == ["EAST"]
    assert desk.door.asked == ["/api/v1/bundle?regions=none"]
    assert actions(desk) == ["region.proposed", "region.approved"]


def test_whoever_suspended_does_not_resume(desk: Desk) -> None:
    desk.propose()
    desk.approve()
    before = version(desk)
    with db.transaction(desk.engine) as session:
        register.suspend(session, "EAST", actor=CHECKER, now=w.NOW)
    assert carried(desk) == []
    assert version(desk) > before
    with pytest.raises(SecondPerson):
        desk.approve(actor=CHECKER)
    desk.approve(actor=MAKER)
    assert carried(desk) == ["EAST"]


def test_a_new_proposal_takes_a_region_out_of_effect_until_it_is_approved(desk: Desk) -> None:
    desk.propose()
    desk.approve()
    desk.propose(grace=0, actor=CHECKER)
    assert carried(desk) == []
    desk.approve(actor=MAKER)
    assert carried(desk) == ["EAST"]


def test_approving_names_what_was_seen_and_the_thumbprint_again(desk: Desk) -> None:
    desk.propose()
    with pytest.raises(AnchorDiffers):
        desk.approve(thumbprint=thumbprint(r.WEST))
    with pytest.raises(RegionChanged) as changed:
        desk.approve(version=7)
    assert changed.value.extra == {"state": "proposed", "version": 1}
    desk.approve()
    with pytest.raises(RegionChanged):
        desk.approve(actor="staff:third")


def test_an_ended_region_begins_anew_and_no_older_bundle_of_it_is_believed(desk: Desk) -> None:
    desk.propose()
    with db.transaction(desk.engine) as session:
        register.end(session, "EAST", actor=MAKER, now=w.NOW)
    with db.transaction(desk.engine) as session, pytest.raises(RegionChanged):
        register.suspend(session, "EAST", actor=MAKER, now=w.NOW)
    desk.door.text = published(number=4)
    with pytest.raises(RegionUnusable) as refused:
        desk.propose()
    assert refused.value.extra["reason"] == "rollback"


def test_a_region_that_is_not_there_is_not_found(desk: Desk) -> None:
    with db.transaction(desk.engine) as session, pytest.raises(NoSuchRegion):
        register.suspend(session, "NOBODY", actor=MAKER, now=w.NOW)


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"region_id": "E"}, "/region_id"), ({"region_id": "EASTERN"}, "/region_id"),
        ({"grace": -1}, "/grace"), ({"grace": 8 * w.DAY}, "/grace"),
        ({"base_url": "http://10.0.0.1"}, "/base_url"), ({"base_url": "https://127.0.0.1"}, "/base_url"),
        ({"base_url": "https://a@east.example"}, "/base_url"), ({"base_url": "https://east.example/?a"}, "/base_url"),
        ({"base_url": "file:///etc"}, "/base_url"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_cannot_be_registered_is_refused_by_its_place(desk: Desk, changes: dict[str, Any], path: str) -> None:
    with pytest.raises(RegionInvalid) as refused:
        desk.propose(**changes)
    assert refused.value.extra["errors"][0]["path"] == path
    assert len(desk.door.asked) == (0 if path == "/base_url" else 1)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_neither_ourselves_nor_a_second_region_by_the_same_key(desk: Desk, box: Box) -> None:
    with db.transaction(desk.engine) as session:
        trust_keys.ensure_platform(session, box=box, now=w.NOW)
        own = trust_keys.all_keys(session, "LM")[0].thumbprint
    with pytest.raises(RegionInvalid):
        desk.propose(thumbprint=own)
    desk.propose()
    with pytest.raises(RegionInvalid):
        desk.propose("WEST")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_key_that_is_served_must_be_the_one_whose_thumbprint_was_read(desk: Desk) -> None:
    with pytest.raises(AnchorDiffers):
        desk.propose(thumbprint=thumbprint(r.WEST))
    desk.door.text = published(r.WEST)
    with pytest.raises(AnchorDiffers):
        desk.propose()
    assert carried(desk) == []

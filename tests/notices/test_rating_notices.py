"""What a rater is told: that a contact may be rated, until it is; and that what followed a bad rating was closed."""

import pytest
from sqlalchemy.orm import Session

from backend import db
from backend.cases.models import CaseStep
from tests.ratings.rater import Rater
from tests.verification.world import City


@pytest.fixture
def rater(city: City) -> Rater:
    return Rater(city)


def told(rater: Rater) -> list[str]:
    items = rater.city.get("/notices", rater.phone.token).json["items"]
    return [one["kind"] for one in items if one["case_no"] == rater.case_no and not one["kind"].startswith("case_")]


def test_a_contact_asks_for_a_rating_until_it_is_rated_and_a_closed_follow_up_is_told(rater: Rater) -> None:
    with db.transaction(rater.city.engine) as session:
        step(session, rater)
    assert told(rater) == ["rating_open"]
    rater.rate(1)
    assert told(rater) == []
    follow_up_id = rater.follow_ups()["items"][0]["id"]
    rater.act(follow_up_id, "calls", {"outcome": "reached"})
    rater.act(follow_up_id, "closing", {"result": "explained", "words": "已致歉"})
    assert told(rater) == ["follow_up_closed"]


def step(session: Session, rater: Rater) -> None:
    given = {
        "person_id": rater.phone.person_id,
        "act": "accept",
        "state": "accepted",
        "changed": [],
        "at": rater.city.now,
    }
    session.add(CaseStep(case_no=rater.case_no, revision=2, step_id=db.new_id(), **given))

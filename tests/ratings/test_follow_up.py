"""What follows a bad rating: its last day and marks, the number, calls, the closing, and what the rater sees."""

import datetime

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from backend import db
from backend.audit.models import AuditEntry
from backend.ratings.follow_up import log_late_follow_ups, mark
from backend.ratings.models import FollowUp
from backend.ratings.read import follow_up_documents, follow_ups
from backend.registries.calendar import CHINA
from backend.security import Box
from tests.ratings.rater import PHONE, Rater
from tests.statements import sent
from tests.verification.world import City


def at(month: int, day: int) -> int:
    """The first second of the day in China."""
    return int(datetime.datetime(2026, month, day, tzinfo=CHINA).timestamp())


def test_the_two_bad_levels_are_followed_up(rater: Rater) -> None:
    assert rater.rate(1).json["follow_up"]["state"] == "open"
    for level, followed in ((2, True), (3, False)):
        assert (rater.rate(level, case_no=rater.contact()).json["follow_up"] is not None) == followed
    assert rater.follow_ups()["counts"] == {"open": 2, "yellow": 0, "red": 0, "closed": 0}
    first = rater.follow_ups("?limit=1")
    second = rater.follow_ups(f"?limit=1&cursor={first['next_cursor']}")
    assert (second["next_cursor"], {one["items"][0]["level"] for one in (first, second)}) == (None, {1, 2})


def test_a_page_of_follow_ups_is_read_in_as_many_statements_as_one(rater: Rater) -> None:
    asked = []
    for number in (1, 2, 3):
        assert rater.rate(1, case_no=rater.contact()).status_code == 201
        with sent(rater.city.engine) as statements, db.open_session(rater.city.engine) as session:
            rows = follow_ups(session, state="open", limit=20, cursor=None)
            found = follow_up_documents(session, rows, box=rater.city.box, now=rater.city.now)
        assert len(found) == number
        asked.append(len([one for one in statements if one.startswith("SELECT")]))
    assert asked == [4, 4, 4]  # the follow-ups, their ratings, what was done, the versions of the matters


def test_the_last_day_passes_over_a_holiday_and_the_marks_follow_it(
    app: Flask, engine: Engine, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    noon = at(9, 21) + 12 * 3600  # 25 September and 1 to 7 October are days off, 20 September and 10 October are worked
    monkeypatch.setattr("backend.web.request.clock", lambda: noon)
    rater = Rater(City(app, engine, box, now=noon))
    rater.rate(1)
    assert rater.mine()["follow_up"]["due"] == "2026-10-19"
    with db.open_session(engine) as session:
        (found,) = session.query(FollowUp).all()
    when = [at(10, 14) - 1, at(10, 14), at(10, 20) - 1, at(10, 20)]
    assert [mark(found, now) for now in when] == ["none", "yellow", "yellow", "red"]
    logged = [log_late_follow_ups(engine, now=now) for now in (when[0], when[1], when[2], when[3], when[3] + 9)]
    assert logged == [0, 1, 0, 1, 0]
    with db.open_session(engine) as session:
        late = session.scalars(select(AuditEntry).where(AuditEntry.action == "follow_up.late").order_by(AuditEntry.at))
        assert [(entry.subject, entry.detail, entry.person_id) for entry in late] == [
            (f"follow_up:{found.follow_up_id}", f'{{"mark":"{one}"}}', None) for one in ("yellow", "red")
        ]
    found.closed_at = at(10, 15)
    assert mark(found, at(10, 20)) == "yellow"
    monkeypatch.setattr("backend.web.request.clock", lambda: at(10, 20))
    rater.city.now = at(10, 20)
    with app.app_context(), db.transaction(engine) as session:
        later = rater.city.sign_in(session, rater.phone.actor.subject, "citizen", None)
    assert rater.city.get(f"/me/cases/{rater.case_no}/rating", later).json["follow_up"]["late"]


def test_the_number_is_read_by_a_logged_act_and_only_while_the_follow_up_is_open(rater: Rater) -> None:
    rater.rate(2, "态度不好")
    follow_up = rater.follow_ups()["items"][0]
    assert PHONE not in str(follow_up)
    assert rater.act(follow_up["id"], "number-readings", None).json == {"phone": PHONE}
    (reading,) = [one for one in rater.log() if one.action == "follow_up.number_read"]
    assert (reading.subject, reading.person_id) == (f"follow_up:{follow_up['id']}", None)
    assert reading.actor.startswith("staff:")
    rater.act(follow_up["id"], "calls", {"outcome": "reached"})
    rater.act(follow_up["id"], "closing", {"result": "put_right", "words": "已整改"})
    assert rater.act(follow_up["id"], "number-readings", None).json["code"] == "follow_up_closed"
    with db.open_session(rater.city.engine) as session:
        assert session.query(FollowUp).one().sealed_contact is None


def test_a_follow_up_is_closed_once_after_a_call_and_the_rater_sees_it(rater: Rater) -> None:
    rater.rate(1)
    follow_up_id = rater.follow_ups("?state=open")["items"][0]["id"]
    closing = {"result": "explained", "words": "系统故障，已致歉"}
    assert rater.act(follow_up_id, "closing", closing).json["code"] == "follow_up_not_called"
    rater.act(follow_up_id, "calls", {"outcome": "not_reached", "words": "无人接听"})
    called = rater.act(follow_up_id, "calls", {"outcome": "reached", "words": "同意"}).json
    assert [(act["kind"], act["words"]) for act in called["acts"]] == [("call", "无人接听"), ("call", "同意")]
    assert [(act["outcome"], act["words"]) for act in rater.mine()["follow_up"]["acts"]] == [
        ("not_reached", None), ("reached", None),
    ]  # fmt: skip
    assert rater.act(follow_up_id, "closing", closing).json["state"] == "closed"
    for what, body in (("closing", closing), ("calls", {"outcome": "reached"})):
        assert rater.act(follow_up_id, what, body).json["code"] == "follow_up_closed"
    seen = rater.mine()
    assert (seen["level"], seen["follow_up"]["result"]) == (1, "explained")
    assert seen["follow_up"]["acts"][-1]["words"] == closing["words"]
    assert rater.follow_ups("?state=open")["items"] == []
    assert rater.follow_ups()["counts"] == {"open": 0, "yellow": 0, "red": 0, "closed": 1}


def test_the_rater_answers_the_closing_once(rater: Rater) -> None:
    path = f"/me/cases/{rater.case_no}/rating/answer"
    body = {"outcome": "not_settled", "words": "还是一样"}
    rater.rate(1)
    assert rater.city.post(path, body, rater.phone.token).json["code"] == "follow_up_not_answerable"
    follow_up_id = rater.follow_ups()["items"][0]["id"]
    rater.act(follow_up_id, "calls", {"outcome": "reached"})
    rater.act(follow_up_id, "closing", {"result": "unfounded", "words": "查无此事"})
    answered = rater.city.post(path, body, rater.phone.token).json
    assert (answered["level"], answered["follow_up"]["may_answer"]) == (1, False)
    assert rater.city.post(path, body, rater.phone.token).json["code"] == "follow_up_not_answerable"
    act = rater.city.get(f"/follow-ups/{follow_up_id}", rater.supervisor).json["acts"][-1]
    assert (act["kind"], act["outcome"], act["words"], act["at"]) == ("answer", "not_settled", "还是一样", None)
    assert rater.city.get("/follow-ups/01890000-0000-7000-8000-000000000000", rater.supervisor).status_code == 404

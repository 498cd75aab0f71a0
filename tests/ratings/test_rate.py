"""Rating a contact: whose, which, once, and what anybody but the rater can learn of it."""

import marshmallow as ma
import pytest

from backend import db
from backend.cases.models import Case
from backend.ratings.models import Rating
from backend.ratings.schemas import RatingBody
from backend.ratings.words import normal
from tests.cases.desk import Desk
from tests.cases.online import covered
from tests.ratings.rater import Rater
from tests.verification.world import HALL, City


def test_a_contact_is_rated_once_and_never_changed(rater: Rater) -> None:
    assert [one["case_no"] for one in rater.city.get("/me/ratings/open", rater.phone.token).json["items"]] == [
        rater.case_no
    ]
    assert (rater.mine()["open"], rater.mine()["level"]) == (True, None)
    given = rater.rate(4, " 很快\r\n\r\n\r\n谢谢\u200b ")
    assert (given.status_code, given.json["level"], given.json["words"]) == (201, 4, "很快\n\n谢谢")
    again = rater.rate(1)
    assert (again.status_code, again.json["code"]) == (409, "already_rated")
    assert (rater.mine()["open"], rater.mine()["level"], rater.mine()["follow_up"]) == (False, 4, None)
    assert rater.city.get("/me/ratings/open", rater.phone.token).json["items"] == []


def test_another_s_case_is_not_there_to_be_rated_or_read(rater: Rater) -> None:
    stranger = rater.city.phone(6).token
    path = f"/me/cases/{rater.case_no}/rating"
    assert rater.city.post(path, {"level": 1}, stranger).json["code"] == "case_not_found"
    assert rater.city.get(path, stranger).status_code == 404
    assert rater.city.post(f"{path}/answer", {"outcome": "settled"}, stranger).status_code == 404
    assert rater.city.post(path, {"level": 1}).status_code == 403  # the clerk
    assert rater.mine()["open"]


def test_a_visit_is_a_contact_once_a_certificate_spared_a_paper(city: City) -> None:
    phone, desk = city.phone(0, ("resident-id",)), Desk(city)
    path = f"/me/cases/{desk.case_no}/rating"
    with db.transaction(city.engine) as session:
        session.get_one(Case, desk.case_no).person_id = phone.person_id  # known, and nothing shown yet
    assert city.post(path, {"level": 5}, phone.token).json["code"] == "not_rateable"
    desk.show(phone)
    assert city.get(path, phone.token).json["open"]
    assert city.post(path, {"level": 5}, phone.token).status_code == 201


@pytest.mark.parametrize(("level", "words"), [(0, "差"), (6, "好"), ("5", "好"), (5, "好" * 501), (5, "\x00")])
def test_what_is_no_rating_is_refused(level: object, words: str) -> None:
    with pytest.raises(ma.ValidationError):
        RatingBody().load({"level": level, "words": words})


def test_words_of_nothing_visible_are_none() -> None:
    assert [normal(text) for text in (None, "", " \n\u200b\t", "e\u0301")] == [None, None, None, "é"]


def test_nothing_that_the_office_shows_or_keeps_leads_to_the_rater(rater: Rater) -> None:
    rater.rate(1, "等了三小时")
    follow_up = rater.follow_ups()["items"][0]
    shown = [
        rater.city.get(f"/cases/{rater.case_no}").get_data(as_text=True),  # the clerk
        rater.city.get("/cases").get_data(as_text=True),
        rater.city.get("/ratings").get_data(as_text=True),
        rater.city.get("/statistics", rater.department).get_data(as_text=True),
        rater.city.get("/statistics", rater.supervisor).get_data(as_text=True),
    ]
    assert not any("三小时" in answer or follow_up["id"] in answer for answer in shown)
    with db.open_session(rater.city.engine) as session:
        (rating,) = session.query(Rating).all()
    known = (rater.case_no, str(rater.phone.person_id), str(rater.phone.account_id))
    told = [rater.city.get("/follow-ups", rater.supervisor).get_data(as_text=True)]
    kept = [repr({name: value for name, value in vars(rating).items() if name[0] != "_"})]
    logged = [f"{one.actor} {one.subject} {one.person_id} {one.detail}" for one in rater.log()]
    assert logged == [f"citizen rating:{rating.rating_id} None {{}}"]
    assert not any(name in text for name in known for text in [*told, *kept, *logged])
    assert "三小时" not in kept[0]
    assert rater.city.get("/follow-ups", rater.department).status_code == 403  # the rated office
    assert rater.city.get("/follow-ups").status_code == 403


def test_what_was_begun_and_taken_back_on_the_phone_alone_is_no_contact(city: City) -> None:
    begun = covered(city)
    path, token = f"/me/cases/{begun.no}/rating", begun.phone.token
    assert begun.submit().json["state"] == "draft"  # sent in, and still waiting for its applicant
    assert city.post(path, {"level": 1}, token).json["code"] == "not_rateable"
    withdrawn = city.post(f"/me/cases/{begun.no}/withdrawal", {"revision": begun.case["revision"]}, token)
    assert withdrawn.json["state"] == "withdrawn"
    assert city.post(path, {"level": 1}, token).json["code"] == "not_rateable"
    assert city.get("/me/ratings/open", token).json["items"] == []
    with db.transaction(city.engine) as session:
        session.get_one(Case, begun.no).verifier_id = HALL  # it came to a window before
    assert city.post(path, {"level": 1}, token).status_code == 201

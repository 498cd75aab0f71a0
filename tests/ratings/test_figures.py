"""Figures are published five at a time, for a matter and for a hall, and only added to."""

import uuid
from typing import Any

from sqlalchemy import Engine

from backend import db
from backend.ratings.figures import TOGETHER, add, figures
from backend.ratings.models import Rating
from tests.ratings.rater import RENT, Rater

MATTER = "rs-pension-transfer"


def give(engine: Engine, *levels: int, matter: str = MATTER, hall: str = "一号大厅") -> None:
    for level in levels:
        with db.transaction(engine) as session:
            given: dict[str, Any] = {"matter_code": matter, "matter_version": 1, "hall": hall, "sealed_words": None}
            rating = Rating(rating_id=uuid.uuid4(), level=level, day=20_000, **given)
            session.add(rating)
            add(session, rating)


def told(engine: Engine, kind: Any) -> list[tuple[str, int, float]]:
    with db.open_session(engine) as session:
        return [(one.code, one.count, one.average) for one in figures(session, kind)]


def test_four_ratings_are_told_to_nobody_and_the_fifth_brings_all(engine: Engine) -> None:
    give(engine, 5, 4, 4, 1)
    assert (told(engine, "matter"), told(engine, "hall")) == ([], [])
    give(engine, 3)
    assert told(engine, "matter") == [(MATTER, TOGETHER, 3.4)]
    give(engine, 1, 1, 1, 1)
    assert told(engine, "matter") == [(MATTER, TOGETHER, 3.4)]  # no figure moves by one rating
    give(engine, 1)
    assert told(engine, "matter") == [(MATTER, 10, 2.2)]


def test_matter_and_hall_are_counted_apart_and_what_had_no_hall_is_in_none(engine: Engine) -> None:
    give(engine, 5, 5, 5, matter="one")
    give(engine, 1, 1, matter="two")
    assert (told(engine, "matter"), told(engine, "hall")) == ([], [("一号大厅", 5, 3.4)])
    give(engine, 5, 5, matter="one", hall="")
    assert (told(engine, "matter"), told(engine, "hall")) == ([("one", 5, 5.0)], [("一号大厅", 5, 3.4)])


def test_everybody_may_read_them_and_a_department_finds_its_own(rater: Rater) -> None:
    give(rater.city.engine, *[4] * 5)
    give(rater.city.engine, *[2] * 5, matter=RENT)
    answer = rater.city.client().get("/api/v1/ratings")
    assert "max-age" in answer.headers["Cache-Control"]
    assert {one["code"] for one in answer.json["matters"]} == {MATTER, RENT}
    assert [(one["name"], one["count"]) for one in answer.json["halls"]] == [("一号大厅", 10)]
    one = rater.city.client().get(f"/api/v1/ratings?matter={MATTER}").json
    assert ([(m["code"], m["average"]) for m in one["matters"]], one["halls"]) == ([(MATTER, 4.0)], [])
    own = rater.city.get("/statistics", rater.department).json["ratings"]
    assert ([m["code"] for m in own["matters"]], own["halls"]) == ([MATTER], [])
    whole = rater.city.get("/statistics", rater.supervisor).json["ratings"]
    assert (len(whole["matters"]), len(whole["halls"])) == (2, 1)

"""What people of the demo city did already is done through the office's own use cases."""

from typing import Any

from flask import Flask
from sqlalchemy import Engine, func, select

from backend import db
from backend.certificates.issue import issue_all
from backend.demo import doings, records
from backend.proofs.models import ProofRequest
from backend.ratings.models import FollowUp, Rating
from backend.security import Box
from tests.cases.world import offer_matters
from tests.verification.world import BASE_URL, CATALOGUE, DEPARTMENT, City


def register(city: City, index: int, *types: str) -> None:
    given: dict[str, Any] = {"catalogue": CATALOGUE, "box": city.box, "base_url": BASE_URL, "now": city.now}
    for type_id in types:
        type_ = CATALOGUE.by_id(type_id)
        assert type_ is not None
        record = records.record(type_id, index)
        with db.transaction(city.engine) as session:
            issue_all(session, record, type=type_id, issuer_code=type_.issuers[0], actor=DEPARTMENT, **given)


def test_who_is_there_asks_applies_and_rates_and_nobody_else(app: Flask, engine: Engine, box: Box) -> None:
    city = City(app, engine, box)
    offer_matters(city)
    for index in (112, 118):
        register(city, index, "resident-id", "social-security-card")
    register(city, 122, "resident-id")
    with app.app_context():
        doings.live(city.services, now=city.now)
    with db.open_session(engine) as session:
        assert sorted(session.scalars(select(Rating.level))) == [1, 5]
        assert session.scalar(select(func.count()).select_from(FollowUp)) == 1
        assert [(one.kind, one.state) for one in session.scalars(select(ProofRequest))] == [("income", "waiting")]

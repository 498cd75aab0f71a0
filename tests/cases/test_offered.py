"""The tests' short way of offering the built-in matters leaves what importing them leaves."""

from typing import Any

from sqlalchemy import delete, select

from backend import db
from backend.matters.builtin import load_builtin
from backend.matters.import_matters import import_matters
from backend.matters.models import MatterVersion
from tests.cases.world import offer_matters
from tests.verification.world import CATALOGUE, City


def kept(city: City) -> list[dict[str, Any]]:
    names = [column.key for column in MatterVersion.__table__.columns]
    with db.transaction(city.engine) as session:
        found = session.scalars(select(MatterVersion).order_by(MatterVersion.code))
        return [{name: getattr(row, name) for name in names} for row in found]


def test_matters_that_are_offered_are_as_if_they_were_imported(city: City) -> None:
    offer_matters(city)
    offered = kept(city)
    with db.transaction(city.engine) as session:
        session.execute(delete(MatterVersion))
        import_matters(session, load_builtin(), catalogue=CATALOGUE, now=city.now, actor="cli:test")
    assert offered == kept(city)

"""What has ended stays ended, and is forgotten when it is of no more use."""

from sqlalchemy import func, select

from backend import db
from backend.people import identity
from backend.people.models import SignIn
from backend.retention import forget_expired
from tests.verification.world import City


def test_a_released_account_shows_no_more_codes_of_the_person(city: City) -> None:
    phone = city.phone(0)
    code, pack = city.code(phone), city.pack(phone)
    with db.transaction(city.engine) as session:
        identity.release(session, phone.account_id, now=city.now, actor="staff:one")
    assert [city.verify(one)["reason"] for one in (code, pack)] == ["device_removed"] * 2


def test_sign_ins_are_forgotten_a_day_after_their_end_and_not_before(city: City) -> None:
    ends = city.now + 12 * 3600
    counts = []
    for now in (ends + 86_400, ends + 86_401):
        with db.transaction(city.engine) as session:
            forget_expired(session, now=now)
            counts.append(session.scalar(select(func.count()).where(SignIn.role == "window")))
    assert counts == [1, 0]

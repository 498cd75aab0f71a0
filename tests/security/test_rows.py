"""What somebody with the database alone, and none of the keys, can make of its rows."""

import pytest

from backend import db
from backend.certificates.models import Certificate
from tests.verification.world import City


@pytest.mark.parametrize("how", ["copied", "moved"])
def test_a_certificate_put_under_another_person_by_hand_is_never_signed_for_their_phone(city: City, how: str) -> None:
    victim, thief = city.phone(0), city.phone(1)
    held = victim.held["resident-id"]
    with db.transaction(city.engine) as session:
        row = session.get_one(Certificate, (victim.person_id, held.certificate_id))
        if how == "moved":
            session.execute(
                Certificate.__table__.update().where(Certificate.certificate_id == held.certificate_id)  # type: ignore[attr-defined]
                .values(person_id=thief.person_id)
            )  # fmt: skip
        else:
            values = {column.name: getattr(row, column.name) for column in Certificate.__table__.columns}
            values |= {"person_id": thief.person_id, "handle": "by-hand!"}
            session.execute(Certificate.__table__.insert().values(values))  # type: ignore[attr-defined]
    body = {"device_id": str(thief.device_id), "certificate_id": str(held.certificate_id), "view": 9}
    answer = city.post("/wallet/views", body, thief.token)
    assert (answer.status_code, answer.get_json().get("view")) == (404, None)
    wallet = city.get(f"/wallet?device_id={thief.device_id}", thief.token)
    assert wallet.status_code == 200
    assert [card["type"]["id"] for card in wallet.get_json()["cards"]].count("resident-id") == 1
    pack = city.verify(city.pack(thief, [(held.handle if how == "moved" else "by-hand!", 9)]))
    assert (pack["accepted"], pack["reason"]) == (False, "certificate_unknown")

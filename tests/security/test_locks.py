"""Whoever guesses at passwords keeps no other writer waiting."""

from typing import Any

import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from sqlalchemy import insert

from backend import db
from backend.partners import credentials
from backend.people import staff
from backend.people.models import Attempt
from tests.people import sign_in


class Watching(PasswordHasher):
    """Hashes as ever, and writes to the database from elsewhere meanwhile."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url, self.wrote = url, 0

    def verify(self, *given: Any) -> Any:
        engine = db.make_engine(self.url)
        with db.transaction(engine) as session:
            session.execute(insert(Attempt).values(scope="other", key=b"k", window=self.wrote, count=1))
        engine.dispose()
        self.wrote += 1
        return super().verify(*given)


@pytest.mark.parametrize("who", ["staff", "partner"])
def test_no_lock_is_held_while_a_password_is_hashed(
    client: FlaskClient, database_url: str, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    watching = Watching(database_url)
    monkeypatch.setattr(staff if who == "staff" else credentials, "HASHER", watching)
    if who == "staff":
        assert sign_in.staff_sign_in(client, sign_in.add_staff(client, "auditor")).status_code == 201
        assert sign_in.staff_sign_in(client, sign_in.add_staff(client, "auditor"), password="x").status_code == 401
    else:
        sign_in.partner(client)
        form = {"grant_type": "client_credentials", "client_id": "bank.one", "client_secret": "x" * 40}
        assert sign_in.ask_token(client, form).status_code == 401
    assert watching.wrote == 2

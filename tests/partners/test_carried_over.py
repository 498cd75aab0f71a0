"""A partner that was registered before applications stands afterwards: same secret or keys, same rights."""

from sqlalchemy import Engine, text

from backend import db, migrate
from backend.partners.credentials import Credentials, credentials_of, right_secret
from backend.partners.register import register_partner
from backend.partners.registration import registration_of
from backend.partners.standing import close_partner
from backend.security import Box
from certs.keys import jwk_of, new_private_key

NOW = 1_800_000_000
SECRET = "s" * 40


def test_partners_go_down_a_step_and_come_up_again_as_they_were(engine: Engine, box: Box) -> None:
    jwks = {"keys": [jwk_of(new_private_key().public_key()) for _ in range(2)]}
    with db.transaction(engine) as session:
        purposes = {"loan": {"1": ["name"]}}
        given = {"name_zh": "某银行", "name_en": "A bank", "purposes": purposes, "box": box, "now": NOW}
        register_partner(session, client_id="bank.secret", secret=SECRET, **given)  # type: ignore[arg-type]
        register_partner(session, client_id="bank.keys", jwks=jwks, **given)  # type: ignore[arg-type]
        register_partner(session, client_id="bank.closed", jwks=jwks, **given)  # type: ignore[arg-type]
        close_partner(session, "bank.closed", now=NOW, actor="staff:one")
    migrate.downgrade(engine, "0014")
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT client_id, active FROM partners ORDER BY client_id")).all()
    assert [(client_id, bool(active)) for client_id, active in rows] == [
        ("bank.closed", False), ("bank.keys", True), ("bank.secret", True)
    ]  # fmt: skip
    migrate.upgrade(engine)
    with db.open_session(engine, reading=True) as session:
        assert right_secret(session, Credentials("bank.secret", secret=SECRET), now=NOW)
        kept = [row.jwk for row in credentials_of(session, "bank.keys", now=NOW)]
        assert sorted(kept, key=str) == sorted(jwks["keys"], key=str)
        found = registration_of(session, "bank.secret", now=NOW)
        assert (found.state, found.purposes["loan"].zh, sorted(found.channels)) == (
            "approved", "loan", ["offline", "online"]
        )  # fmt: skip
        assert registration_of(session, "bank.closed", now=NOW).state == "closed"

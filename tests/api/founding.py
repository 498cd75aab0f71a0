"""How the town comes to be: its issuers with keys, windows, kiosks and matters, and everybody signed in."""

import time
import uuid

from flask import Flask

from backend import db
from backend.demo import people, records
from backend.demo.places import AUTHORITIES
from backend.kiosks.models import Kiosk
from backend.matters.builtin import load_builtin
from backend.matters.import_matters import import_matters
from backend.people import sign_ins
from backend.trust import keys as trust_keys
from backend.verification.verifiers import register_verifier
from certs.keys import jwk_of
from tests.api.town import GA, PAIRS, PARTNERS, PURPOSE, ROLES, Town
from tests.people import sign_in


def build(app: Flask) -> Town:
    """The town with everybody in it, and an identity card in each citizen's wallet."""
    town = Town(app, app.test_client())
    _found(town)
    _hire(town)
    for n in (0, 1):
        who = people.person(n)
        one = sign_in.citizen(town.client, number=who.citizen_number, name=who.name, phone=who.phone)
        town.citizens.append(one)
        town.visitors["citizen", n] = one.headers
        body = {"type": "resident-id", "fields": records.record("resident-id", n)}
        town.must("POST", "/api/v1/certificates", "department", GA, json=body)
    for role in ROLES[1:]:
        town.subjects[role] = town.must("GET", "/api/v1/me", role)["subject"]
    return town


def _found(town: Town) -> None:
    own, now = town.services, int(time.time())
    with db.transaction(own.engine) as session:
        trust_keys.ensure_platform(session, box=own.box, now=now)
        for code, (zh, en, authority) in AUTHORITIES.items():
            types = [type_.number for type_ in own.catalogue.types if code in type_.issuers]
            names = {"name_zh": zh, "name_en": en}
            trust_keys.create_issuer(session, code=code, **names, authority_code=authority, types=types, now=now)
            trust_keys.new_key(session, code, box=own.box, state="active", now=now)
        import_matters(session, load_builtin(), catalogue=own.catalogue, now=now, actor="test")
        for office in PAIRS["window"]:
            register_verifier(
                session, str(office), kind="window", name_zh=f"{office}号窗口", name_en=f"Window {office}",
                hall="一号大厅", purposes={purpose: _everything(town) for purpose in (PURPOSE, "matter")},
                catalogue=own.catalogue, actor="test", now=now,
            )  # fmt: skip

        for office in PAIRS["kiosk"]:
            named = {"name_zh": f"{office}自助机", "name_en": f"Kiosk {office}", "hall": "一号大厅"}
            session.add(Kiosk(kiosk_id=str(office), registered_at=now, **named))
            register_verifier(
                session, str(office), kind="window", **named, purposes={"kiosk": {"1": "*"}}, catalogue=own.catalogue,
                actor="test", now=now,
            )  # fmt: skip


def _everything(town: Town) -> dict[str, str]:
    return {str(type_.number): "*" for type_ in town.services.catalogue.types}


def _hire(town: Town) -> None:
    """Tokens from the sign-in use case: eleven passwords, hashed as slowly as they must be, are tested elsewhere."""
    for role, offices in PAIRS.items():
        for n, office in enumerate(offices):
            _admit(town, role, n, f"staff:{uuid.uuid4()}", office)
    for n, name in enumerate(PARTNERS):
        jwk = jwk_of(sign_in.new_private_key().public_key())
        sign_in.add_partner(town.client, name, purposes={PURPOSE: {"1": "*"}}, jwks={"keys": [jwk]})
        _admit(town, "partner", n, f"partner:{name}", name)


def _admit(town: Town, role: str, which: int, subject: str, office: str | None) -> None:
    with town.app.app_context(), db.transaction(town.services.engine) as session:
        tokens = sign_ins.begin_sign_in(session, subject, role=role, office=office, now=int(time.time()))
    town.visitors[role, which] = {"Authorization": f"Bearer {tokens.access}"}

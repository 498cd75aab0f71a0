"""A small city on a real database: issuers with keys, people with phones and certificates, windows that may verify."""

import datetime
import secrets
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, insert, update
from werkzeug.test import TestResponse

from backend import db
from backend.certificates import lifecycle
from backend.certificates.issue import issue_all
from backend.certificates.models import Certificate
from backend.certificates.rows import open_fields
from backend.demo import people, records
from backend.demo.places import AUTHORITIES
from backend.partners.register import register_partner
from backend.people import devices, nonces, persons, sign_ins
from backend.people.models import Account
from backend.registries.calendar import day_of
from backend.security import Box
from backend.trust import keys as trust_keys
from backend.verification.verifiers import register_verifier
from backend.web.request import Actor, Services
from certs import base64url, lm1
from certs.catalogue import load_builtin
from certs.device import make_device_proof
from certs.keys import SoftwareSigner, new_private_key

CATALOGUE = load_builtin()
BASE_URL = "https://liangma.example"
EVERYTHING = {str(type_.number): "*" for type_ in CATALOGUE.types}
GATE_ID, HALL = "airport-gate-12", "hall-1-window-3"
DEPARTMENT = Actor("staff:department", "department", "GA")
PURPOSES: dict[str, dict[str, dict[str, Any]]] = {
    HALL: {"matter": EVERYTHING, "check": EVERYTHING},
    GATE_ID: {"boarding": {"1": ["name", "portrait_digest", "over_18"]}, "age": {"1": ["over_18"]}},
}


@dataclass
class Held:
    """A certificate in somebody's wallet, with what a phone needs to show it."""

    certificate_id: uuid.UUID
    person_id: uuid.UUID
    type_id: str
    handle: str
    place: tuple[int, int]
    issuer: str
    clean: Mapping[str, Any]


@dataclass
class Phone:
    """A citizen signed in on a phone whose key is registered."""

    index: int
    person_id: uuid.UUID
    account_id: uuid.UUID
    device_id: uuid.UUID
    handle: bytes
    signer: SoftwareSigner
    token: str
    held: dict[str, Held] = field(default_factory=dict)

    @property
    def actor(self) -> Actor:
        return Actor(f"account:{self.account_id}", "citizen")


class City:
    """Built once per test, through the program's own use cases."""

    def __init__(self, app: Flask, engine: Engine, box: Box, *, now: int | None = None) -> None:
        self.app, self.engine, self.box = app, engine, box
        self.now = int(time.time()) if now is None else now
        self.services: Services = app.extensions["liangma"]
        self.staff_id = uuid.uuid4()
        with app.app_context(), db.transaction(engine) as session:
            trust_keys.ensure_platform(session, box=box, now=self.now - 3600)
            self._issuers(session)
            register_verifier(
                session, HALL, kind="window", name_zh=f"{HALL}号", name_en=HALL, hall="一号大厅",
                purposes=PURPOSES[HALL], catalogue=CATALOGUE, actor="staff:setup", now=self.now,
            )  # fmt: skip
            self.gate(session, GATE_ID, PURPOSES[GATE_ID])
            self.window_token = self.sign_in(session, f"staff:{self.staff_id}", "window", HALL)
            self.gate_token = self.sign_in(session, f"partner:{GATE_ID}", "partner", GATE_ID)

    def _issuers(self, session: Any) -> None:
        for code, (zh, en, authority) in AUTHORITIES.items():
            types = [type_.number for type_ in CATALOGUE.types if code in type_.issuers]
            trust_keys.create_issuer(
                session, code=code, name_zh=zh, name_en=en, authority_code=authority, types=types, now=self.now - 3600
            )
            trust_keys.new_key(session, code, box=self.box, now=self.now - 3600, state="active")

    def gate(self, session: Any, client_id: str, purposes: dict[str, dict[str, Any]]) -> None:
        """A partner that may ask online and offline."""
        register_partner(
            session, client_id=client_id, name_zh=f"{client_id}号", name_en=client_id, purposes=purposes,
            secret=secrets.token_urlsafe(32), box=self.box, now=self.now, actor="staff:setup",
        )  # fmt: skip

    def sign_in(self, session: Any, subject: str, role: str, office: str | None) -> str:
        tokens = sign_ins.begin_sign_in(session, subject, role=role, office=office, now=self.now)
        return tokens.access

    def phone(self, index: int = 0, types: tuple[str, ...] = ("resident-id",)) -> Phone:
        """Citizen number `index` of the demo city, with a phone and certificates of these types."""
        who = people.person(index)
        with self.app.app_context(), db.transaction(self.engine) as session:
            person_id = persons.ensure_person(
                session, "citizen", who.citizen_number, who.name, box=self.box, now=self.now
            )
            account_id = uuid.uuid4()
            account = {"account_id": account_id, "phone_key": secrets.token_bytes(32), "sealed_phone": b"x"}
            session.execute(insert(Account).values(account | {"person_id": person_id, "created_at": self.now}))
            actor = Actor(f"account:{account_id}", "citizen")
            signer = SoftwareSigner(new_private_key())
            device = self._register(session, actor, signer)
            token = self.sign_in(session, actor.subject, "citizen", None)
        phone = Phone(index, person_id, account_id, device.device_id, device.handle, signer, token)
        for type_id in types:
            self.certify(phone, type_id)
        return phone

    def _register(self, session: Any, actor: Actor, signer: SoftwareSigner) -> Any:
        nonce = devices.challenge(session, actor=actor, now=self.now).nonce
        proof = make_device_proof(signer, aud=BASE_URL, nonce=base64url.encode(nonce), iat=self.now)
        return devices.register(session, proof, name="手机", aud=BASE_URL, actor=actor, now=self.now)

    def certify(self, phone: Phone, type_id: str, *, index: int | None = None, **changed: Any) -> Held:
        """Issue the demo record of this type; the phone holds the certificate of its own person, or of a company."""
        type_ = CATALOGUE.by_id(type_id)
        assert type_ is not None
        record = records.record(type_id, phone.index if index is None else index) | changed
        with db.transaction(self.engine) as session:
            issued = issue_all(
                session, record, type=type_id, issuer_code=type_.issuers[0], catalogue=CATALOGUE, box=self.box,
                base_url=BASE_URL, now=self.now, actor=DEPARTMENT,
            )  # fmt: skip
            mine = [one for one in issued if one.person_id == phone.person_id] or issued
            if type_.holder_kind == "organisation":
                persons.set_representative(session, mine[0].person_id, phone.person_id)
            clean = open_fields(mine[0], box=self.box)
        one = mine[0]
        place = (one.list_no, one.idx)
        held = Held(one.certificate_id, one.person_id, type_id, one.handle, place, one.issuer_code, clean)
        phone.held[type_id] = held
        return held

    def end(self, held: Held, act: str) -> None:
        """suspend, resume, or a final kind (revoked, cancelled ...)."""
        with db.transaction(self.engine) as session:
            certificate = lifecycle.own_certificate(session, held.certificate_id, issuer_code=held.issuer)
            given: dict[str, Any] = {"reason": "测试", "box": self.box, "now": self.now, "actor": DEPARTMENT}
            if act in ("suspend", "resume"):
                getattr(lifecycle, act)(session, certificate, **given)
            else:
                lifecycle.revoke(session, certificate, kind=act, **given)

    def renew(self, held: Held) -> None:
        """A newer version takes the certificate's place."""
        with db.transaction(self.engine) as session:
            certificate = lifecycle.own_certificate(session, held.certificate_id, issuer_code=held.issuer)
            given: dict[str, Any] = {"box": self.box, "base_url": BASE_URL, "now": self.now, "actor": DEPARTMENT}
            lifecycle.renew(session, certificate, {}, reason="换发", catalogue=CATALOGUE, **given)

    def set_period(self, held: Held, valid_from: str, valid_to: str | None) -> None:
        """As if the certificate had another period: no issue can be dated back."""
        period = {"valid_from": valid_from, "valid_to": valid_to}
        with db.transaction(self.engine) as session:
            which = Certificate.certificate_id == held.certificate_id
            session.execute(update(Certificate).where(which).values(period))

    def remove_device(self, phone: Phone) -> None:
        with db.transaction(self.engine) as session:
            devices.remove(session, phone.device_id, actor=phone.actor, now=self.now)

    def nonce(self, phone: Phone) -> bytes:
        """A nonce that the phone fetched for its next code."""
        with db.transaction(self.engine) as session:
            return nonces.issue(session, "code", phone.actor.subject, now=self.now).nonce

    def view(self, phone: Phone, held: Held, number: int, *, exp: int | None = None, **changed: Any) -> bytes:
        """The view that the issuer signs for this phone."""
        type_ = CATALOGUE.by_id(held.type_id)
        assert type_ is not None
        with db.transaction(self.engine) as session:
            signer = trust_keys.signer_for(session, held.issuer, box=self.box, now=self.now)
        parts: dict[str, Any] = {
            "issuer": held.issuer, "handle": held.handle, "exp": exp or (self.now // 86400 + 9) * 86400,
            "device_key": phone.signer.public, "type": type_.number, "status": held.place,
            "fields": type_.view_fields(number, held.clean, today=day_of(self.now)), "signer": signer,
        }  # fmt: skip
        return lm1.view_bytes(**(parts | changed))

    def code(self, phone: Phone, type_id: str = "resident-id", number: int = 3, **proof: Any) -> str:
        """A code as the phone shows it now."""
        view = self.view(phone, phone.held[type_id], number)
        return lm1.code_text(view, phone.signer, **({"iat": self.now} | proof))

    def pack(self, phone: Phone, entries: list[tuple[str, int]] | None = None, **proof: Any) -> str:
        """A pack of everything the phone holds (view `standard`), or of these (handle, view number)."""
        entries = entries or [(held.handle, _standard(held.type_id)) for held in phone.held.values()]
        return lm1.pack_text(entries, phone.signer, device_handle=phone.handle, **({"iat": self.now} | proof))

    def client(self) -> FlaskClient:
        return self.app.test_client()

    def post(self, path: str, body: Any, token: str | None = None, **headers: str) -> TestResponse:
        return self.client().post(f"/api/v1{path}", json=body, headers=self._headers(token, headers))

    def put(self, path: str, body: Any, token: str | None = None) -> TestResponse:
        return self.client().put(f"/api/v1{path}", json=body, headers=self._headers(token, {}))

    def get(self, path: str, token: str | None = None) -> TestResponse:
        return self.client().get(f"/api/v1{path}", headers=self._headers(token, {}))

    def delete(self, path: str, token: str | None = None) -> TestResponse:
        return self.client().delete(f"/api/v1{path}", headers=self._headers(token, {}))

    def _headers(self, token: str | None, more: Mapping[str, str]) -> dict[str, str]:
        return {"Authorization": f"Bearer {token or self.window_token}", **more}

    def verify(self, text: str, purpose: str = "check", token: str | None = None, **more: Any) -> dict[str, Any]:
        """POST /verifications; the verdict."""
        headers = more.pop("headers", {})
        response = self.post("/verifications", {"code": text, "purpose": purpose, **more}, token, **headers)
        assert response.status_code == 200, response.get_data(as_text=True)
        verdict: dict[str, Any] = response.get_json()
        return verdict


def _standard(type_id: str) -> int:
    type_ = CATALOGUE.by_id(type_id)
    assert type_ is not None
    view = type_.view_by_id("standard")
    assert view is not None
    return view.number


def day(now: int, days: int) -> str:
    return (day_of(now) + datetime.timedelta(days=days)).isoformat()

"""Citizens, employees and partners signed in through the real routes, for any test that needs one.

Each visitor comes from an address of its own, so that the limits of one do not meet another.
"""

import itertools
import secrets
import time
import uuid
from dataclasses import dataclass
from typing import Any

import pyotp
from flask.testing import FlaskClient

from backend import db
from backend.partners.register import register_partner
from backend.partners.registration import CHANNELS
from backend.people.persons import ensure_person
from backend.people.staff import NewStaff, create_staff
from backend.web.request import Services
from certs.catalogue.numbers import citizen_check
from certs.device import make_device_proof
from certs.keys import SoftwareSigner, new_private_key

PASSWORD = "correct horse battery staple"
_COUNTER = itertools.count(1)


@dataclass(frozen=True)
class Citizen:
    """A matched citizen with one registered phone. Unpacks as (headers, device key, device id)."""

    headers: dict[str, str]
    key: SoftwareSigner
    device_id: uuid.UUID
    person_id: uuid.UUID
    number: str
    name: str
    phone: str
    address: str

    def __iter__(self) -> Any:
        return iter((self.headers, self.key, self.device_id))


@dataclass(frozen=True)
class Employee:
    """An employee who exists and has not signed in yet."""

    login: str
    password: str
    added: NewStaff


def services_of(client: FlaskClient) -> Services:
    found: Services = client.application.extensions["liangma"]
    return found


def new_address() -> str:
    at = next(_COUNTER)
    return f"10.{at >> 16 & 255}.{at >> 8 & 255}.{at & 255}"


def new_phone() -> str:
    return f"139{next(_COUNTER):08}"


def new_number(order: int | None = None) -> str:
    """A right citizen number of an invented region."""
    at = next(_COUNTER) if order is None else order
    body = f"9901011990{at // 27000 % 12 + 1:02}{at // 1000 % 27 + 1:02}{at % 1000:03}"
    return body + citizen_check(body)


def post(client: FlaskClient, path: str, body: Any, *, address: str | None = None, **more: Any) -> Any:
    """POST JSON from an address (its own when None)."""
    base = {"REMOTE_ADDR": address or new_address()}
    return client.post(path, json=body, environ_overrides=base, **more)


def bearer(answer: Any) -> dict[str, str]:
    assert answer.status_code in (200, 201), answer.text
    return {"Authorization": f"Bearer {answer.json['access_token']}"}


def by_phone(client: FlaskClient, phone: str, *, address: str | None = None) -> Any:
    """The answer to a citizen's sign-in."""
    address = address or new_address()
    sent = post(client, "/api/v1/auth/one-time-codes", {"phone": phone}, address=address)
    assert sent.status_code == 202, sent.text
    body = {"phone": phone, "code": sent.json["demo_code"]}
    return post(client, "/api/v1/auth/sessions", body, address=address)


def register_person(client: FlaskClient, number: str, name: str, *, kind: str = "citizen") -> uuid.UUID:
    """What a registry's import does for one person."""
    with db.transaction(services_of(client).engine) as session:
        return ensure_person(session, kind, number, name, box=services_of(client).box, now=int(time.time()))


def match(client: FlaskClient, headers: dict[str, str], number: str, name: str) -> Any:
    body, base = {"name": name, "number": number}, {"REMOTE_ADDR": new_address()}
    return client.put("/api/v1/me/identity", json=body, headers=headers, environ_overrides=base)


def prove(client: FlaskClient, headers: dict[str, str], key: SoftwareSigner, **changed: Any) -> str:
    """A device proof for a fresh challenge; `changed` replaces aud, nonce or iat."""
    asked = post(client, "/api/v1/devices/challenges", None, headers=headers)
    assert asked.status_code == 201, asked.text
    claims = {"aud": asked.json["aud"], "nonce": asked.json["nonce"], "iat": int(time.time())} | changed
    return make_device_proof(key, **claims)


def register_device(client: FlaskClient, headers: dict[str, str], key: SoftwareSigner, name: str = "My phone") -> Any:
    body = {"proof": prove(client, headers, key), "name": name}
    return post(client, "/api/v1/devices", body, headers=headers)


def citizen(client: FlaskClient, *, number: str | None = None, name: str = "张三", phone: str | None = None) -> Citizen:
    """A citizen signed in, matched, with a registered phone."""
    number, phone, address = number or new_number(), phone or new_phone(), new_address()
    person_id = register_person(client, number, name)
    headers = bearer(by_phone(client, phone, address=address))
    assert match(client, headers, number, name).status_code == 200
    key = SoftwareSigner(new_private_key())
    device = register_device(client, headers, key)
    assert device.status_code == 201, device.text
    return Citizen(headers, key, uuid.UUID(device.json["device_id"]), person_id, number, name, phone, address)


def add_staff(client: FlaskClient, role: str, *, office: str | None = None, login: str | None = None) -> Employee:
    """An employee; the window or issuer called `office` must be added by whoever needs it to do anything."""
    login = login or f"{role}.{secrets.token_hex(6)}"
    if role in ("window", "department", "officer"):
        office = office or {"window": "W1", "department": "GA", "officer": "RS"}[role]
    with db.transaction(services_of(client).engine) as session:
        added = create_staff(
            session, login, name="王五", role=role, office=office, password=PASSWORD, box=services_of(client).box,
            now=int(time.time()), actor="test",
        )  # fmt: skip
    return Employee(login, PASSWORD, added)


def staff_sign_in(client: FlaskClient, employee: Employee, *, address: str | None = None, **changed: str) -> Any:
    """The answer to an employee's sign-in; `changed` replaces login, password or totp."""
    totp = pyotp.TOTP(employee.added.totp_secret).at(int(time.time()))
    body = {"login": employee.login, "password": employee.password, "totp": totp} | changed
    return post(client, "/api/v1/auth/staff-sessions", body, address=address)


def staff(client: FlaskClient, role: str, *, office: str | None = None) -> dict[str, str]:
    """Headers of an employee of this role, signed in."""
    return bearer(staff_sign_in(client, add_staff(client, role, office=office)))


def add_partner(client: FlaskClient, client_id: str = "bank.one", **given: Any) -> str | None:
    """Register a partner; returns the secret that was made, if one was."""
    values = {"name_zh": "某银行", "name_en": "A bank", "purposes": {}, "channels": CHANNELS} | given
    with db.transaction(services_of(client).engine) as session:
        registered = register_partner(
            session, client_id=client_id, box=services_of(client).box, now=int(time.time()), **values
        )
    return registered.secret


def ask_token(client: FlaskClient, form: Any, *, address: str | None = None, **more: Any) -> Any:
    base = {"REMOTE_ADDR": address or new_address()}
    return client.post("/oauth/token", data=form, environ_overrides=base, **more)


def partner(
    client: FlaskClient, client_id: str = "bank.one", *, purposes: dict[str, Any] | None = None
) -> dict[str, str]:
    """Headers of a newly registered partner with an access token."""
    secret = add_partner(client, client_id, purposes=purposes or {})
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
    return bearer(ask_token(client, form))

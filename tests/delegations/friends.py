"""Phones that lend certificates to each other, over HTTP."""

import secrets
import time
import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from backend import db
from backend.certificates.models import Showing
from backend.demo import people
from backend.registries.calendar import day_of
from certs.delegation import Lending, ToLink, ToPerson, ToRole, digest, make_lending
from tests.verification.world import BASE_URL, City, Phone

TYPES = ("resident-id", "teacher-qualification")
ONE = ("teacher-qualification",)


class Friends:
    """A city whose citizens lend."""

    def __init__(self, city: City) -> None:
        self.city = city

    # ── what the lender does ──

    def person(self, phone: Phone) -> dict[str, str]:
        who = people.person(phone.index)
        return {"kind": "person", "name": who.name, "citizen_number": who.citizen_number}

    def body(self, lender: Phone, to: dict[str, str], types: Sequence[str] = ONE, **differs: Any) -> Any:
        """What the phone signs, and posts. `differs`: terms; `signs`: what it signs instead."""
        signs = differs.pop("signs", {})
        terms: dict[str, Any] = {
            "certificates": [str(lender.held[one].certificate_id) for one in types], "purposes": [], "places": 1,
            "until": (day_of(self.city.now) + timedelta(days=30)).isoformat(), "times": None, "lend_on": 0,
            "parent": None,
        } | differs  # fmt: skip
        said = Lending(BASE_URL, signed(to), **(terms | {"until": date.fromisoformat(terms["until"])} | signs))
        token = make_lending(lender.signer, said, iat=int(time.time()))
        return {"to": to, **terms, "device_id": str(lender.device_id), "signature": token}

    def lend(self, lender: Phone, to: dict[str, str], types: Sequence[str] = ONE, **differs: Any) -> Any:
        return self.city.post("/me/delegations", self.body(lender, to, types, **differs), lender.token)

    def lent(self, lender: Phone, borrower: Phone, types: Sequence[str] = ONE, **differs: Any) -> str:
        """Lent and accepted; its id."""
        made = good(self.lend(lender, self.person(borrower), types, **differs), 201)["delegation_id"]
        good(self.act(borrower, made, "acceptance"))
        return str(made)

    def link(self, lender: Phone, name: str, **differs: Any) -> str:
        """The secret of a link that was made."""
        secret = secrets.token_urlsafe(16)
        good(self.lend(lender, {"kind": "link", "name": name, "link": digest(secret)}, **differs), 201)
        return secret

    # ── what anybody does ──

    def act(self, phone: Phone, made: str, act: str) -> Any:
        return self.city.post(f"/me/delegations/{made}/{act}", None, phone.token)

    def read(self, phone: Phone, made: str) -> Any:
        return self.city.get(f"/me/delegations/{made}", phone.token)

    def state(self, phone: Phone, made: str) -> str:
        return str(good(self.read(phone, made))["state"])

    def listed(self, phone: Phone, side: str) -> list[str]:
        items = good(self.city.get(f"/me/delegations?side={side}", phone.token))["items"]
        return [one["delegation_id"] for one in items]

    def claim(self, phone: Phone, secret: str) -> Any:
        return self.city.post("/me/delegations/claims", {"secret": secret}, phone.token)

    def showings(self, made: str) -> list[Showing]:
        """Those that stand."""
        with db.open_session(self.city.engine, reading=True) as session:
            mine = Showing.source_id == uuid.UUID(made), Showing.ended_at.is_(None)
            return list(session.scalars(select(Showing).where(*mine).order_by(Showing.showing_id)))


def signed(to: dict[str, str]) -> ToPerson | ToLink | ToRole:
    if to["kind"] == "person":
        return ToPerson(to["name"], to["citizen_number"])
    return ToLink(to["name"], to["link"]) if to["kind"] == "link" else ToRole(to["credit_code"], to["role"])


def good(response: Any, status: int = 200) -> dict[str, Any]:
    assert response.status_code == status, response.get_data(as_text=True)
    found: dict[str, Any] = response.get_json()
    return found


def refused(response: Any) -> tuple[int, str]:
    return response.status_code, response.get_json()["code"]

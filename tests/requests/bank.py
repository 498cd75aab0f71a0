"""A bank that asks for fields, and phones that answer, over HTTP."""

import time
import uuid
from typing import Any

from sqlalchemy import update

from backend import db
from backend.demo import people
from backend.partners.register import register_partner
from backend.requests.models import HolderRequest
from backend.webhooks.models import WebhookDelivery, WebhookEndpoint
from certs.disclosure import Disclosure, make_disclosure
from tests.verification.world import BASE_URL, CATALOGUE, City, Phone

NAME, PURPOSE, KEEP = "harbour-bank", "open-account", 30
LICENCE = CATALOGUE.by_id("business-licence")
assert LICENCE is not None
PURPOSES = {PURPOSE: {"1": ["name", "citizen_number", "address"], str(LICENCE.number): ["name", "credit_code"]}}
WORDS = {
    "zh": "开立账户", "en": "Opening an account", "legal_ground": "contract", "basis": "《反洗钱法》第二十九条",
    "keep_days": KEEP, "why_all": "",
}  # fmt: skip
ID_CARD = {"type": "resident-id", "required": ["name", "citizen_number"], "optional": ["address"]}
ASKED = {
    "purpose": PURPOSE, "reason": "开户核对身份", "consequence": "不授权则到柜台办理", "certificates": [ID_CARD],
    "keep_days": KEEP, "minutes": 60,
}  # fmt: skip
EVENTS = ["consent.given", "consent.refused", "consent.expired", "consent.withdrawn"]


class Bank:
    """Registered for one purpose, with an address for messages."""

    def __init__(self, city: City, name: str = NAME, *, channels: tuple[str, ...] = ("consent", "lookup")) -> None:
        self.city, self.name = city, name
        registration = {
            "legal_name": {"zh": "海港银行股份有限公司", "en": "Harbour Bank Ltd"}, "logo": None,
            "limits": {"lookup": {"day": 1000, "minute": 1000}},
            "contact": {"name": "", "phone": "", "email": ""}, "purposes": {PURPOSE: WORDS},
            "channels": [*channels, "webhook"],
        }  # fmt: skip
        endpoint = WebhookEndpoint(
            client_id=name, url="https://bank.example/hook", events=EVENTS, sealed_secret=b"s", set_at=city.now,
            failures=0, rest_until=0,
        )  # fmt: skip
        with city.app.app_context(), db.transaction(city.engine) as session:
            register_partner(
                session, client_id=name, name_zh="海港银行", name_en="Harbour Bank", purposes=PURPOSES,
                secret="s" * 40, box=city.box, now=city.now, channels=channels, registration=registration,
            )  # fmt: skip
            session.add(endpoint)
            self.token = city.sign_in(session, f"partner:{name}", "partner", name)

    # ── what the bank does ──

    def ask(self, **said: Any) -> Any:
        return self.city.post("/requests", ASKED | said, self.token)

    def asked(self, **said: Any) -> dict[str, Any]:
        return good(self.ask(**said), 201)

    def look_up(self, number: str, name: str, kind: str = "citizen", **said: Any) -> Any:
        about = {"kind": kind, "number": number, "name": name}
        return self.city.post("/requests/look-ups", ASKED | {"about": about} | said, self.token)

    def state(self, request_id: str) -> str:
        return str(good(self.city.get(f"/requests/{request_id}", self.token))["state"])

    def read(self, request_id: str) -> Any:
        return self.city.post(f"/requests/{request_id}/result", None, self.token)

    def told(self) -> list[tuple[str, str]]:
        """Event and state of every message, oldest first."""
        with db.open_session(self.city.engine, reading=True) as session:
            rows = session.query(WebhookDelivery).order_by(WebhookDelivery.told_at, WebhookDelivery.delivery_id)
            return [(row.event, row.client_id) for row in rows]

    def lapse(self, *request_ids: str, column: str = "due_at") -> None:
        """The time is over since a second."""
        with db.transaction(self.city.engine) as session:
            which = HolderRequest.request_id.in_([uuid.UUID(one) for one in request_ids])
            session.execute(update(HolderRequest).where(which).values({column: self.city.now - 1}))

    # ── what a phone does ──

    def claim(self, phone: Phone, reference: str) -> Any:
        return self.city.post("/me/requests/claims", {"reference": reference}, phone.token)

    def taken(self, phone: Phone, **said: Any) -> dict[str, Any]:
        """A new request that the phone took, as the phone reads it."""
        return good(self.claim(phone, self.asked(**said)["reference"]))

    def chosen(self, document: dict[str, Any], *, optional: bool = False) -> list[dict[str, Any]]:
        """The first certificate of each type, with its required fields, or all."""
        return [
            {
                "certificate_id": one["mine"][0]["certificate_id"],
                "fields": [field["name"] for field in one["fields"] if field["required"] or optional],
            }
            for one in document["certificates"]
        ]

    def consent_body(
        self, phone: Phone, document: dict[str, Any], chosen: Any = None, **differs: Any
    ) -> dict[str, Any]:
        """What the phone signs of the document, and posts."""
        chosen = chosen or self.chosen(document)
        until = time.strptime(document["until"], "%Y-%m-%dT%H:%M:%SZ")
        said = {
            "aud": BASE_URL, "request": document["request_id"], "asker": document["asker"]["id"],
            "purpose": document["purpose"]["code"], "until": int(time.mktime(until)) - time.timezone,
            "keep_days": document["keep_days"],
            "certificates": [(one["certificate_id"], one["fields"]) for one in chosen],
        }  # fmt: skip
        signed = make_disclosure(phone.signer, Disclosure(**(said | differs)), iat=int(time.time()))
        return {"certificates": chosen, "device_id": str(phone.device_id), "signature": signed}

    def say(self, phone: Phone, request_id: str, body: dict[str, Any]) -> Any:
        return self.city.post(f"/me/requests/{request_id}/consent", body, phone.token)

    def yes(self, phone: Phone, document: dict[str, Any], chosen: Any = None) -> dict[str, Any]:
        return good(self.say(phone, document["request_id"], self.consent_body(phone, document, chosen)))

    def no(self, phone: Phone, request_id: str) -> Any:
        return self.city.post(f"/me/requests/{request_id}/refusal", None, phone.token)

    def take_back(self, phone: Phone, request_id: str) -> Any:
        return self.city.delete(f"/me/requests/{request_id}/consent", phone.token)

    def document(self, phone: Phone, request_id: str) -> dict[str, Any]:
        return good(self.city.get(f"/me/requests/{request_id}", phone.token))


def good(response: Any, status: int = 200) -> dict[str, Any]:
    assert response.status_code == status, response.get_data(as_text=True)
    found: dict[str, Any] = response.get_json()
    return found


def refused(response: Any) -> tuple[int, str]:
    return response.status_code, response.get_json()["code"]


def person_of(phone: Phone) -> tuple[str, str]:
    who = people.person(phone.index)
    return who.citizen_number, who.name

"""A partner to try things with: only for the demo city, registered at once, for all channels and a month.

What an application asks is asked here too, so that the sandbox shows no right which a partner could not have.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend.partners.document import read_document, registration_from, rights_of
from backend.partners.register import register_partner
from backend.partners.registration import CHANNELS
from backend.registries.calendar import day_of
from backend.security import Box
from certs.catalogue import Catalogue

DAYS = 30
PURPOSES = (
    ("age", "核实是否成年", "To see that you are an adult", "consent", "", 0, {1: ["over_18"]}),
    ("check-in", "酒店入住登记", "Checking in", "statutory", "《旅馆业治安管理办法》第六条", 30,
     {1: ["name", "over_18", "portrait_digest"]}),
    ("loan", "办理经营贷款", "A business loan", "consent", "", 180,
     {1: ["name", "citizen_number"], 2: ["name", "credit_code", "legal_representative"]}),
    ("open-account", "开户核验", "Opening an account", "consent", "", 180,
     {1: ["name", "over_18"], 2: ["name", "credit_code"]}),
)  # fmt: skip


@dataclass(frozen=True)
class Sandbox:
    client_id: str
    secret: str


def make_sandbox(session: Session, *, catalogue: Catalogue, box: Box, actor: str, now: int) -> Sandbox:
    """A new partner with an id of its own and a secret, told this once."""
    client_id = f"sandbox-{secrets.token_hex(4)}"
    document = read_document(_body(client_id, now=now), catalogue=catalogue, now=now)
    made = register_partner(
        session, client_id=client_id, name_zh="沙箱第三方", name_en="Sandbox partner", purposes=rights_of(document),
        registration=registration_from(document), expires_at=document["expires_at"], box=box, actor=actor, now=now,
    )  # fmt: skip
    return Sandbox(client_id, made.secret or "")


def _body(client_id: str, *, now: int) -> dict[str, Any]:
    name = {"zh": "沙箱第三方", "en": "Sandbox partner"}
    purposes = [
        {"purpose": code, "zh": zh, "en": en, "legal_ground": ground, "basis": basis, "keep_days": days, "why_all": "",
         "types": [{"number": number, "fields": fields} for number, fields in types.items()]}
        for code, zh, en, ground, basis, days, types in PURPOSES
    ]  # fmt: skip
    contact = {"name": "开发者", "phone": "000", "email": "developer@partner.example"}
    return {
        "client_id": client_id, "name": name, "legal_name": name, "logo": None, "contact": contact,
        "purposes": purposes, "channels": list(CHANNELS), "limits": [], "proves_by": "secret", "keys": [],
        "overlap_hours": 0, "expires_on": day_of(now) + timedelta(days=DAYS),
    }  # fmt: skip

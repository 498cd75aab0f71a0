"""What the table of routes says of companies: whom they gave which role, and freezes by their department."""

import secrets
import time
import uuid
from typing import Any

from sqlalchemy import select

from backend import db
from backend.companies.models import CompanyFreeze, CompanyMember
from backend.people.models import Person
from backend.people.persons import ensure_person, set_representative
from backend.registries.models import SourceRecord
from tests.api.row import Row
from tests.api.town import PAIRS, Town

CITIZEN, DEPARTMENT = ("citizen",), ("department",)
LICENCE = 2  # the type whose registry says who represents a company
API = "/api/v1"


def company(town: Town, citizen: int) -> str:
    """A company that the citizen represents; one for each."""
    person_id = town.citizens[citizen].person_id
    with db.open_session(town.services.engine, reading=True) as session:
        made = session.scalars(select(Person.person_id).where(Person.represented_by == person_id)).first()
    if made is None:
        made = _organisation(town)[0]
        with db.transaction(town.services.engine) as session:
            set_representative(session, made, person_id)
    return str(made)


def _organisation(town: Town) -> tuple[uuid.UUID, str]:
    code, now = f"91990100{secrets.randbelow(10**10):010}", int(time.time())
    with db.transaction(town.services.engine) as session:
        made = ensure_person(session, "organisation", code, "亮码测试有限公司", box=town.services.box, now=now)
    return made, code


def _member(town: Town, company_of: int, who: int, state: str) -> str:
    """A role in the company of one citizen, for the other or the same."""
    now, member_id = int(time.time()), uuid.uuid4()
    organisation_id, person_id = uuid.UUID(company(town, company_of)), town.citizens[who].person_id
    sealed = town.services.box.seal({"name": "某人", "number": "1"}, b"member:" + member_id.bytes)
    with db.transaction(town.services.engine) as session:
        session.add(CompanyMember(
            person_id=organisation_id, member_id=member_id, who_id=person_id, role="keeper", state=state,
            sealed=sealed, types=[], matters=[], invited_by=person_id, invited_at=now,
            due_at=None if state == "active" else now + 3600, since=None if state == "invited" else now,
        ))  # fmt: skip
    return str(member_id)


def invitation(town: Town, citizen: int) -> str:
    """An invitation to the citizen."""
    return _member(town, 1 - citizen, citizen, "invited")


def role(town: Town, citizen: int) -> str:
    """A role of the citizen."""
    return _member(town, 1 - citizen, citizen, "active")


def member(town: Town, citizen: int) -> str:
    """A role in the citizen's company that waits for a word."""
    return _member(town, citizen, citizen, "waiting")


def link(town: Town, citizen: int) -> str:
    """The secret of a link that the citizen opened."""
    path = f"{API}/companies/{company(town, 1 - citizen)}/members"
    made = town.must("POST", path, "citizen", 1 - citizen, json={"role": "agent"})
    reference = str(made["link"]).rpartition("/")[2]
    town.must("POST", f"{API}/me/company-roles/claims", "citizen", citizen, json={"reference": reference})
    return reference


def freeze(town: Town, which: int) -> str:
    """A freeze that a colleague of the department made."""
    freeze_id, now = uuid.uuid4(), int(time.time())
    sealed = town.services.box.seal({"reason": "争议"}, b"freeze:" + freeze_id.bytes)
    with db.transaction(town.services.engine) as session:
        session.add(CompanyFreeze(
            person_id=_organisation(town)[0], freeze_id=freeze_id, office=PAIRS["department"][which], sealed=sealed,
            frozen_by=f"staff:{uuid.uuid4()}", frozen_at=now,
        ))  # fmt: skip
    return str(freeze_id)


def _freeze(town: Town, _id: str) -> Any:
    """Of a company that the first department registers."""
    organisation_id, code = _organisation(town)
    now, record_id = int(time.time()), uuid.uuid4()
    with db.transaction(town.services.engine) as session:
        session.add(SourceRecord(
            person_id=organisation_id, record_id=record_id, issuer_code=PAIRS["department"][0], type_number=LICENCE,
            record_key=record_id.bytes, digest=b"x", sealed=b"x", run_id=record_id, imported_at=now,
        ))  # fmt: skip
    return {"credit_code": code, "reason": "两人争议"}


def _claim(_town: Town, target: str) -> Any:
    return {"reference": target}


def _invitation(_town: Town, _id: str) -> Any:
    return {"role": "keeper", "types": ["business-licence"], "uses": 3}


COMPANY_TARGETS = {
    "company": company, "company_invitation": invitation, "company_role": role, "company_member": member,
    "company_link": link, "company_freeze": freeze,
}  # fmt: skip
COMPANY, MEMBER = f"{API}/companies/<uuid:organisation_id>", f"{API}/company-members/<uuid:member_id>"
ROLE = f"{API}/me/company-roles/<uuid:member_id>"
COMPANY_ROWS: dict[str, Row] = {
    f"GET {API}/me/companies": Row(CITIZEN),
    f"POST {API}/me/company-roles/claims": Row(CITIZEN, target="company_link", body=_claim),
    f"POST {ROLE}/acceptance": Row(CITIZEN, target="company_invitation"),
    f"POST {ROLE}/refusal": Row(CITIZEN, target="company_invitation"),
    f"DELETE {ROLE}": Row(CITIZEN, target="company_role"),
    f"GET {COMPANY}": Row(CITIZEN, target="company"),
    f"GET {COMPANY}/log": Row(CITIZEN, target="company"),
    f"POST {COMPANY}/members": Row(CITIZEN, status=201, target="company", body=_invitation),
    f"POST {MEMBER}/confirmation": Row(CITIZEN, target="company_member"),
    f"DELETE {MEMBER}": Row(CITIZEN, target="company_member"),
    f"POST {API}/company-freezes": Row(DEPARTMENT, status=201, body=_freeze),
    f"GET {API}/company-freezes": Row(DEPARTMENT),
    f"POST {API}/company-freezes/<uuid:freeze_id>/lifting": Row(DEPARTMENT, target="company_freeze"),
}

"""A company of the test city, spoken to through its routes."""

import uuid
from typing import Any

from sqlalchemy import update
from werkzeug.test import TestResponse

from backend import db
from backend.certificates import lifecycle
from backend.companies.models import CompanyMember
from backend.companies.roles import Role, roles_of
from backend.demo import people
from tests.verification.world import BASE_URL, CATALOGUE, DEPARTMENT, City, Phone


class Company:
    """`boss` represents it; `clerk` and `other` are two more people."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.boss, self.clerk, self.other = (city.phone(index) for index in (3, 5, 7))
        self.licence = city.certify(self.boss, "business-licence")
        self.id = self.licence.person_id

    def invite(self, role: str, phone: Phone | None = None, by: Phone | None = None, **limits: Any) -> TestResponse:
        """To the phone's person by name and number, or by link."""
        who = people.person(phone.index) if phone else None
        named = {"name": who.name, "citizen_number": who.citizen_number} if who else {}
        return self.city.post(
            f"/companies/{self.id}/members", {"role": role, **named, **limits}, (by or self.boss).token
        )

    def give(self, role: str, phone: Phone, **limits: Any) -> str:
        """The id of a role that counts."""
        invited = self.invite(role, phone, **limits)
        assert invited.status_code == 201, invited.text
        member: str = invited.get_json()["member_id"]
        accepted = self.answer(member, "acceptance", phone)
        assert accepted.get_json()["state"] == "active", accepted.text
        return member

    def answer(self, member: str, what: str, phone: Phone) -> TestResponse:
        return self.city.post(f"/me/company-roles/{member}/{what}", {}, phone.token)

    def read(self, phone: Phone | None = None) -> dict[str, Any]:
        found: dict[str, Any] = self.city.get(f"/companies/{self.id}", (phone or self.boss).token).get_json()
        return found

    def states(self) -> dict[str, str]:
        return {one["member_id"]: one["state"] for one in self.read()["members"]}

    def roles(self, phone: Phone, *, later: int = 0) -> list[Role]:
        with db.transaction(self.city.engine) as session:
            return roles_of(session, phone.person_id, now=self.city.now + later)

    def represented_by(self, phone: Phone) -> None:
        """The registry names somebody else."""
        who, city = people.person(phone.index), self.city
        named = {"legal_representative": who.name, "legal_representative_code": who.citizen_number}
        given: dict[str, Any] = {"box": city.box, "base_url": BASE_URL, "now": city.now, "actor": DEPARTMENT}
        with db.transaction(city.engine) as session:
            certificate = lifecycle.own_certificate(session, self.licence.certificate_id, issuer_code="SC")
            lifecycle.change(
                session, certificate, self.licence.clean | named, reason="变更", catalogue=CATALOGUE, **given
            )

    def clerks(self) -> tuple[str, str]:
        """Two tokens of the department that registers companies, and of no other."""
        with self.city.app.app_context(), db.transaction(self.city.engine) as session:
            one, other = (self.city.sign_in(session, f"staff:{uuid.uuid4()}", "department", "SC") for _ in range(2))
        return one, other

    def hurry(self, member: str, **times: int) -> None:
        """As if a time limit of the role were another one."""
        which = CompanyMember.member_id == uuid.UUID(member)
        with db.transaction(self.city.engine) as session:
            session.execute(update(CompanyMember).where(which).values(times))

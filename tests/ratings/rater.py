"""A citizen with an accepted case, whoever supervises, and what the office logs of them."""

import uuid
from typing import Any

from sqlalchemy import select, update

from backend import db
from backend.audit.models import AuditEntry
from backend.cases.models import Case
from backend.cases.number import new_case_no
from backend.matters.builtin import load_builtin
from backend.matters.import_matters import import_matters
from backend.people.models import Account
from backend.registries.calendar import day_of
from tests.cases.desk import PENSION
from tests.verification.world import CATALOGUE, HALL, City

RENT = "gj-withdrawal-rent"  # of another office
PHONE = "13900001234"


class Rater:
    """`case_no` is accepted at the city's window; the supervisor and the office that decides are signed in."""

    def __init__(self, city: City) -> None:
        self.city, self.phone = city, city.phone(0, ())
        with city.app.app_context(), db.transaction(city.engine) as session:
            matters = [one for one in load_builtin() if one.code in (PENSION, RENT)]
            self.version = next(one.version for one in matters if one.code == PENSION)
            import_matters(session, matters, catalogue=CATALOGUE, now=city.now, actor="cli:test")
            self.supervisor = city.sign_in(session, f"staff:{uuid.uuid4()}", "operator", None)
            self.department = city.sign_in(session, f"staff:{uuid.uuid4()}", "department", "RS")
            mine = Account.account_id == self.phone.account_id
            sealed = city.box.seal(PHONE, b"account:" + self.phone.account_id.bytes)
            session.execute(update(Account).where(mine).values(sealed_phone=sealed))
        self.case_no = self.contact()

    def contact(self) -> str:
        """A case of the citizen that was accepted; its number."""
        now, case_no = self.city.now, new_case_no(day_of(self.city.now))
        case = Case(
            case_no=case_no, person_id=self.phone.person_id, presenter_id=None, matter_code=PENSION,
            matter_version=self.version, answers={}, verifier_id=HALL, staff_id=self.city.staff_id, channel="window",
            office="RS", state="accepted", opened_at=now, accepted_at=now, revision=2, due_assumed=False, marked="none",
        )  # fmt: skip
        with db.transaction(self.city.engine) as session:
            session.add(case)
        return case_no

    def rate(self, level: int, words: str | None = None, *, case_no: str | None = None) -> Any:
        body = {"level": level, "words": words}
        return self.city.post(f"/me/cases/{case_no or self.case_no}/rating", body, self.phone.token)

    def mine(self) -> Any:
        return self.city.get(f"/me/cases/{self.case_no}/rating", self.phone.token).json

    def follow_ups(self, query: str = "") -> Any:
        return self.city.get(f"/follow-ups{query}", self.supervisor).json

    def act(self, follow_up_id: str, what: str, body: Any) -> Any:
        return self.city.post(f"/follow-ups/{follow_up_id}/{what}", body, self.supervisor)

    def log(self) -> list[AuditEntry]:
        """What was logged of ratings and follow-ups."""
        with db.open_session(self.city.engine) as session:
            query = select(AuditEntry).where(AuditEntry.action.like("rating.%") | AuditEntry.action.like("follow_up.%"))
            return list(session.scalars(query.order_by(AuditEntry.chain, AuditEntry.seq)))

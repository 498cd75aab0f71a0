"""A window at any time: the use cases of cases, each in a transaction of its own, with the reading of its clock."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend import db
from backend.cases.intake.accept import accept
from backend.cases.intake.deferral import defer
from backend.cases.intake.fill_in import fill_in
from backend.cases.intake.materials import set_material
from backend.cases.intake.read import case_document
from backend.cases.intake.scan import scan
from backend.cases.models import Bar, Case, CaseMaterial, CaseStep
from backend.cases.open import open_case, own_case
from backend.web.request import Actor, Services
from tests.cases.typed import typed_into
from tests.cases.world import offer_matters
from tests.verification.world import HALL, City, Phone

PENSION = "rs-pension-transfer"  # id-card and social-security-card by certificate, application on paper,
GAP = "payment-record"  # and this, which may follow within 15 working days


class Desk:
    """One case of the city's window, from its opening on; of a pension where nothing else is said."""

    def __init__(self, city: City, matter: str = PENSION, **answers: str) -> None:
        self.city = city
        self.actor = Actor(f"staff:{city.staff_id}", "window", HALL)
        offer_matters(city)
        self.case_no: str = self._do(open_case, matter, answers=answers or {"channel": "self"}).case_no

    def _do(self, use_case: Any, *given: Any, at: int | None = None, **more: Any) -> Any:
        now = self.city.now if at is None else at
        with self.city.app.app_context(), db.transaction(self.city.engine) as session:
            return use_case(session, *given, actor=self.actor, services=self.city.services, now=now, **more)

    def show(self, phone: Phone, at: int | None = None) -> Case:
        """Scan a pack of everything the phone holds."""
        now = self.city.now if at is None else at
        verdict, case = self._do(
            scan,
            self.case_no,
            self.city.pack(phone, [(held.handle, 9) for held in phone.held.values()], iat=now),
            at=at,
        )
        assert verdict.accepted, verdict.reason
        found: Case = case
        return found

    def paper(self, material: str, at: int | None = None, *, state: str = "provided") -> Case:
        found: Case = self._do(set_material, self.case_no, material, state=state, at=at)
        return found

    def fill(self, at: int | None = None) -> Case:
        """Everything that must be typed."""
        fields = typed_into(self._do(_form, self.case_no, at=at))
        found: Case = self._do(fill_in, self.case_no, fields, revision=self.case.revision, at=at)
        return found

    def accept(self, at: int | None = None) -> Case:
        found: Case = self._do(accept, self.case_no, revision=self.case.revision, at=at)
        return found

    def defer(self, at: int | None = None) -> Case:
        found: Case = self._do(defer, self.case_no, revision=self.case.revision, at=at)
        return found

    @property
    def case(self) -> Case:
        with db.open_session(self.city.engine) as session:
            return session.get_one(Case, self.case_no)

    @property
    def materials(self) -> dict[str, CaseMaterial]:
        with db.open_session(self.city.engine) as session:
            rows = session.scalars(select(CaseMaterial).where(CaseMaterial.case_no == self.case_no))
            return {row.material_code: row for row in rows}

    @property
    def steps(self) -> list[CaseStep]:
        with db.open_session(self.city.engine) as session:
            query = select(CaseStep).where(CaseStep.case_no == self.case_no)
            return list(session.scalars(query.order_by(CaseStep.revision)))

    def bar(self, phone: Phone, *, since: int, until: int, lifted_at: int | None = None) -> None:
        given = {"since": since, "until": until, "lifted_at": lifted_at, "case_no": None}
        with db.transaction(self.city.engine) as session:
            reason = {"reason_zh": "承诺不实", "reason_en": "a false commitment"}
            session.add(Bar(person_id=phone.person_id, bar_id=db.new_id(), **given, **reason))


def _form(session: Session, case_no: str, *, actor: Actor, services: Services, now: int) -> list[dict[str, Any]]:
    form: list[dict[str, Any]] = case_document(
        session, own_case(session, case_no, actor=actor), services=services, now=now
    )["form"]
    return form


def gap(city: City, index: int = 0) -> tuple[Desk, Phone]:
    """A case that lacks nothing but the material that may follow."""
    phone = city.phone(index, ("resident-id", "social-security-card"))
    desk = Desk(city)
    desk.show(phone)
    desk.fill()
    desk.paper("application")
    return desk, phone


def ready(city: City, index: int = 0) -> tuple[Desk, Phone]:
    """A case that lacks nothing."""
    desk, phone = gap(city, index)
    desk.paper(GAP)
    return desk, phone

"""A birth at the window: one case of five offices, for the tests of parts."""

from sqlalchemy import select

from backend import db
from backend.cases.models import Case, CaseCertificate
from tests.cases.desk import Desk
from tests.verification.world import City, Phone

BIRTH = "wj-birth-one-thing"
TYPED = {"child_name": "李小宝", "phone": "13800000000"}
PAPERS = ("application", "parentage", "delivery-record")


def birth(city: City, *, insured: str = "no") -> tuple[Desk, Phone]:
    """Everything is there; nobody has accepted it yet."""
    phone = city.phone(1, ("resident-id", "household-register"))
    desk = Desk(city, BIRTH, parents="unmarried", insured=insured)
    desk.show(phone)
    for paper in PAPERS:
        desk.paper(paper)
    typed = city.put(f"/cases/{desk.case_no}/form", {"revision": desk.case.revision, "fields": TYPED})
    assert typed.status_code == 200, typed.text
    return desk, phone


def accepted_birth(city: City, **answers: str) -> tuple[Desk, Phone]:
    desk, phone = birth(city, **answers)
    desk.accept()
    return desk, phone


def part_of(city: City, case_no: str, office: str) -> Case:
    with db.open_session(city.engine) as session:
        return session.scalars(select(Case).where(Case.parent_no == case_no, Case.office == office)).one()


def offices(city: City, case_no: str) -> list[str]:
    """Those that have a part case, in the matter's order."""
    with db.open_session(city.engine) as session:
        query = select(Case.office).where(Case.parent_no == case_no).order_by(Case.part)
        return list(session.scalars(query))


def certificates(city: City, case_no: str) -> set[str]:
    with db.open_session(city.engine) as session:
        query = select(CaseCertificate.certificate_id).where(CaseCertificate.case_no == case_no)
        return {str(one) for one in session.scalars(query)}

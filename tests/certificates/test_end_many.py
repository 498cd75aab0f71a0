"""Ending certificates: a few a day alone, more by two of the department."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from backend import db
from backend.audit.models import AuditEntry
from backend.certificates import end_many, lifecycle
from backend.certificates.models import Certificate, Revocation
from backend.certificates.refusals import CertificateUnknown
from backend.people.staff import create_staff
from backend.web.request import Actor
from tests.registries.office import Office

DAY = 86_400
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # the shared piece is tried on both


def clerk(office: Office, login: str, number: str | None = None) -> Actor:
    with db.transaction(office.engine) as session:
        new = create_staff(
            session, login, name="王五", role="department", office="GA", password="p" * 20, box=office.box,
            now=office.now, actor="test", employee_number=number,
        )  # fmt: skip
    return Actor(subject=f"staff:{new.staff_id}", role="department", office="GA")


def asked(office: Office, actor: Actor, found: list[Certificate]) -> Revocation:
    with db.transaction(office.engine) as session:
        return end_many.ask(
            session, [one.certificate_id for one in found], kind="revoked", reason="批量错发", box=office.box,
            actor=actor, now=office.now,
        )  # fmt: skip


def decided(office: Office, what: str, row: Revocation, actor: Actor, **more: Any) -> Revocation:
    given = {"actor": actor, "now": office.now} | ({"box": office.box} if what == "agree" else {}) | more
    with db.transaction(office.engine) as session:
        done: Revocation = getattr(end_many, what)(session, row.revocation_id, **given)
        return done


def states(office: Office) -> list[str]:
    return sorted(one.state for one in office.all(Certificate))


def test_a_list_ends_only_when_another_employee_of_the_department_agrees(office: Office) -> None:
    found = [office.issue("resident-id", n) for n in range(3)]
    maker, twin, checker = clerk(office, "li", "7"), clerk(office, "li.2", "7"), clerk(office, "wang")
    with db.transaction(office.engine) as session:  # one of them ended meanwhile
        own = lifecycle.own_certificate(session, found[0].certificate_id, issuer_code="GA")
        given = {"box": office.box, "now": office.now, "actor": maker}
        lifecycle.revoke(session, own, kind="lapsed", reason="到期", **given)
    row = asked(office, maker, found)
    for same in (maker, twin):
        with pytest.raises(end_many.EndedByTwo):
            decided(office, "agree", row, same)
    with pytest.raises(end_many.NoSuchRevocation):
        decided(office, "agree", row, replace(checker, office="MZ"))
    assert states(office) == ["lapsed", "valid", "valid"]
    assert decided(office, "agree", row, checker).ended == 2
    assert states(office) == ["lapsed", "revoked", "revoked"]
    with pytest.raises(end_many.RevocationClosed):
        decided(office, "agree", row, checker)
    with db.open_session(office.engine) as session:
        actions = list(session.scalars(select(AuditEntry.action).where(AuditEntry.action.startswith("revocation."))))
    assert sorted(actions) == ["revocation.agreed", "revocation.asked"]


def test_a_refused_or_old_list_ends_nothing(office: Office) -> None:
    found = [office.issue("resident-id")]
    maker, checker = clerk(office, "li"), clerk(office, "wang")
    row = asked(office, maker, found)
    assert decided(office, "refuse", row, checker).state == "refused"
    with pytest.raises(end_many.RevocationClosed):
        decided(office, "agree", asked(office, maker, found), checker, now=office.now + 7 * DAY)
    assert states(office) == ["valid"]


def test_a_list_names_certificates_of_the_department_only(office: Office) -> None:
    with pytest.raises(CertificateUnknown):
        asked(office, replace(clerk(office, "li"), office="MZ"), [office.issue("resident-id")])


def test_one_person_ends_so_many_a_day_alone_whatever_accounts_they_use(office: Office) -> None:
    first, twin, other = clerk(office, "li", "7"), clerk(office, "li.2", "7"), clerk(office, "wang")

    def alone(actor: Actor, most: int, now: int) -> None:
        with db.transaction(office.engine) as session:
            end_many.count_alone(session, most=most, box=office.box, actor=actor, now=now)

    start = office.now - office.now % DAY
    for actor in (first, twin):
        alone(actor, 2, start)
    for actor in (first, twin):
        with pytest.raises(end_many.EndedByTwo):
            alone(actor, 2, start)
    alone(other, 2, start)
    alone(first, 2, start + DAY)
    with pytest.raises(end_many.EndedByTwo):
        alone(other, 0, start + DAY)

"""Two people: employees are compared, not accounts, and nobody administers twice."""

import uuid

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from backend import db
from backend.people.models import Staff
from backend.people.staff import AdministersAlready, create_staff, dismiss
from backend.people.two_people import SecondPersonNeeded, person_of, require_another, same_person
from backend.security import Box

NOW = 1_800_000_000


def hired(session: Session, box: Box, login: str, role: str, *, number: str | None = None) -> uuid.UUID:
    office = {"window": "W1", "department": "GA", "officer": "RS"}.get(role)
    given = {"name": "王五", "office": office, "password": "correct horse battery", "employee_number": number}
    return create_staff(session, login, role=role, box=box, now=NOW, actor="test", **given).staff_id


def test_two_accounts_of_one_employee_are_one_person(engine: Engine, box: Box) -> None:
    with db.transaction(engine) as session:
        desk, office = (hired(session, box, f"li.{role}", role, number="E７") for role in ("window", "officer"))
        other = hired(session, box, "wang", "officer")
        assert person_of(session, f"staff:{desk}") == "employee:e7"  # one spelling of the number
        assert same_person(session, f"staff:{desk}", f"staff:{office}")
        assert not same_person(session, f"staff:{desk}", f"staff:{other}")
        require_another(session, f"staff:{desk}", f"staff:{other}")
        with pytest.raises(SecondPersonNeeded):
            require_another(session, f"staff:{desk}", f"staff:{office}")
        dismiss(session, desk, now=NOW, actor="test")  # who left is still who asked
        assert same_person(session, f"staff:{desk}", f"staff:{office}")


def test_whoever_is_no_employee_is_who_the_log_says(engine: Engine) -> None:
    with db.open_session(engine, reading=True) as session:
        unknown = f"staff:{uuid.uuid4()}"
        assert [person_of(session, one) for one in ("cli:root", "staff:x", unknown)] == ["cli:root", "staff:x", unknown]
        assert same_person(session, "cli:root", "cli:root")
        assert not same_person(session, "cli:root", "cli:ben")
        assert not same_person(session, None, "cli:ben")


def test_nobody_administers_twice(engine: Engine, box: Box) -> None:
    for first in ("operator", "security", "auditor"):
        with db.transaction(engine) as session:
            held = hired(session, box, f"{first}.one", first, number=f"N-{first}")
            hired(session, box, f"{first}.two", first)  # the last of a role cannot leave
            for second in ("operator", "security", "auditor"):
                with pytest.raises(AdministersAlready) as refused:
                    hired(session, box, "again", second, number=f"n-{first}")
                assert refused.value.extra == {"role": first}
            hired(session, box, f"{first}.desk", "window", number=f"n-{first}")  # other work is open to them
            dismiss(session, held, now=NOW, actor="test")
            hired(session, box, f"{first}.later", "auditor", number=f"n-{first}")


def test_the_index_refuses_what_nobody_asked_about(engine: Engine, box: Box) -> None:
    """Of two who are added at once, or by hand, one stays."""
    with db.transaction(engine) as session:
        hired(session, box, "one", "operator", number="n")
        two = hired(session, box, "two", "security")
    with pytest.raises(Exception, match=r"UNIQUE|uq_staff_administrator"), db.transaction(engine) as session:
        session.scalars(select(Staff).where(Staff.staff_id == two)).one().employee_number = "n"

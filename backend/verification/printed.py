"""The verdict on a code that came on paper. Checks in this order; the first that fails refuses it:

 1. printed_code   the office printed it, and it is neither used nor revoked
 2. day, matter    it is its day, and its matter where there is a case
 3. certificates   each is there and valid now, and may be seen by this verifier for this purpose
Only then are fields opened and the code used, by one conditional UPDATE. A refusal uses nothing up.
"""

import uuid

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate
from backend.certificates.rows import read_with_keys
from backend.people.models import Person
from backend.registries.calendar import day_of
from backend.verification import policy
from backend.verification.models import PrintedCode
from backend.verification.named import NamedView, Refused, checks_in, name_view, open_view
from backend.verification.printed_codes import key_of, printed_context
from backend.verification.verdict import ON_PAPER, Attempt, Refusal, Verdict
from backend.verification.verifiers import RegisteredVerifier
from backend.verification.write import write_accepted, write_refusal
from backend.web.request import Services

ORDER = ("form", "printed_code", "day", "matter", "certificates", "status", "certificate_validity", "purpose")
NAMES = {
    "printed_code": ("纸质码", "the printed code"),
    "day": ("使用日期", "its day"),
    "matter": ("办理事项", "its matter"),
}
WINDOW = "window"


def verify_printed(
    session: Session, attempt: Attempt, text: str, *, verifier: RegisteredVerifier, services: Services
) -> Verdict:
    """The verdict; recorded either way."""
    key = key_of(text, services)
    query = select(PrintedCode).where(PrintedCode.code_key == key)
    row = session.scalars(query.execution_options(populate_existing=True)).first()
    try:
        if row is None or verifier.kind != WINDOW:
            raise Refused("printed_code", "printed_code_unknown")
        _refuse_unfit(session, row, attempt)
        named = _examine(session, attempt, row, verifier, services=services)
        shown = [open_view(one, services=services, now=attempt.at) for one in named]
        _use(session, attempt, row)
    except Refused as why:
        holder = None if row is None or verifier.kind != WINDOW else row.person_id
        refusal = Refusal(why.reason, checks_in(ORDER, why), ON_PAPER, key[:16], holder)
        return write_refusal(session, attempt, refusal, services=services)
    verdict = write_accepted(
        session, attempt._replace(matter_code=row.matter_code), shown, presenter=row.person_id,
        checks=checks_in(ORDER, None), once_id=key[:16], form=ON_PAPER, services=services,
    )  # fmt: skip
    return verdict._replace(brought_by=agent_named(row, services=services))


def agent_named(row: PrintedCode, *, services: Services) -> str | None:
    """Who brings the paper, where it names somebody."""
    said: str | None = services.box.of_row(row).open(row.sealed, printed_context(row.printed_code_id))["agent"]
    return said


def _refuse_unfit(session: Session, row: PrintedCode, attempt: Attempt) -> None:
    """Rules 1 and 2. With its wallet a person's codes end, too."""
    closed = session.scalar(select(Person.closed_at).where(Person.person_id == row.person_id))
    if row.revoked_at is not None or closed is not None:
        raise Refused("printed_code", "printed_code_revoked")
    if row.used_at is not None:
        raise Refused("printed_code", "printed_code_used")
    if row.day != day_of(attempt.at).isoformat():
        raise Refused("day", "printed_code_other_day")
    if attempt.case_no is not None and row.matter_code != attempt.matter_code:
        raise Refused("matter", "printed_code_other_matter")


def _examine(
    session: Session, attempt: Attempt, row: PrintedCode, verifier: RegisteredVerifier, *, services: Services
) -> list[NamedView]:
    """Rule 3."""
    permitted = verifier.permitted(attempt.purpose)
    if not permitted:
        raise Refused("purpose", "purpose_unknown")
    wanted = {uuid.UUID(certificate): view for certificate, view in row.named}
    mine = select(Certificate).where(Certificate.person_id == row.person_id, Certificate.certificate_id.in_(wanted))
    found = {one.certificate_id: one for one in read_with_keys(session, mine, box=services.box)}
    today = day_of(attempt.at).isoformat()
    only = permitted if attempt.asked else None
    named = [name_view(found.get(one), view, today=today, services=services, only=only) for one, view in wanted.items()]
    for one in named:
        refusal = policy.refusal(permitted, one.type.number, one.names)
        if refusal is not None:
            raise Refused("purpose", refusal[0])
    return named


def _use(session: Session, attempt: Attempt, row: PrintedCode) -> None:
    """Once, whoever comes."""
    mine = PrintedCode.person_id == row.person_id, PrintedCode.printed_code_id == row.printed_code_id
    unused = PrintedCode.used_at.is_(None), PrintedCode.revoked_at.is_(None)
    used = {"used_at": attempt.at, "used_at_office": attempt.verifier_id, "verdict_id": attempt.verdict_id}
    statement = update(PrintedCode).where(*mine, *unused).values(**used).returning(PrintedCode.number)
    if session.scalars(statement.execution_options(synchronize_session=False)).first() is None:
        raise Refused("printed_code", "printed_code_used")

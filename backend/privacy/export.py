"""Everything that is kept about one person, for that person: machine-readable, opened, with who read what.

1. Every table with a row of theirs is there, by its name, with what is sealed in clear. 2. Blind indexes, digests, keys
and secrets of the office are left out: they say nothing to the person. 3. What somebody else said about themselves or
others in the same row (a guardian's or company's words) is named as there, not shown. 4. Readers are named as they are
registered, with what third parties asked for in their words; the values that they saw are the person's own and stand
in the tables. 5. On the holder's own page it is the same, but bounded: of each table the newest rows, and how many more
there are; files are named, not carried. What an office may look at under a legal duty is there when its holder may know
of it, a family record when it is decided.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from sqlalchemy import ColumnElement, LargeBinary, Select, Table, and_, func, select
from sqlalchemy.orm import Session

from backend.cases.models import Case
from backend.db import Base
from backend.partners.purposes import purpose_words
from backend.people.models import Account, Person, SignIn
from backend.people.persons import find_person, routes_to
from backend.privacy.decisions import APPLICANT, SEALED
from backend.privacy.refusals import PersonUnknown
from backend.security import Box
from backend.security.refusals import HolderErased
from backend.verification.models import VerdictRow, Verifier
from backend.web.purposes import Words

LEFT_OUT = {"routes", "holder_keys", "audit_entries", "erasures", "verdicts"}
OF_OTHERS = {"guardianships", "company_members", "company_freezes", "showings", "family_records"}
MOST = 1_000  # rows of a table, and readers (rule 5)
KNOWN_WHEN = {"duty_checks": "told_at", "family_records": "decided_at"}
WITHHELD = "withheld: others are named in it"
IN_THE_LIST = "a file: it is in the list of sealed copies"
ERASED, ALTERED = "erased", "does not open: it was altered"


def person_named(session: Session, text: str, *, box: Box) -> uuid.UUID:
    """By person_id, citizen number or credit code. Raises PersonUnknown."""
    try:
        given = uuid.UUID(text)
    except ValueError:
        found = (find_person(session, kind, text.strip().upper(), box=box) for kind in ("citizen", "organisation"))
        person_id = next((one for one in found if one is not None), None)
        if person_id is None:
            raise PersonUnknown from None
        return person_id
    if session.get(Person, given) is None:
        raise PersonUnknown
    return given


def export(
    session: Session, person_id: uuid.UUID, *, box: Box, now: int, most: int | None = None
) -> dict[str, Any]:  # fmt: skip
    """Rules 1 to 4, newest rows first; `most`: for the holder's own page, by rule 5."""
    accounts = list(session.scalars(select(Account.account_id).where(Account.person_id == person_id)))
    tables: dict[str, list[dict[str, Any]]] = {}
    more: dict[str, int] = {}
    for name, table in sorted(Base.metadata.tables.items()):
        where = _mine(table, person_id, accounts)
        if name in LEFT_OUT or where is None:
            continue
        if most is not None and name in KNOWN_WHEN:
            where = and_(where, table.c[KNOWN_WHEN[name]].is_not(None))
        found = select(table).where(where).order_by(*(key.desc() for key in table.primary_key)).limit(most)
        rows = session.execute(found).all()
        if rows:
            tables[name] = [_row(session, table, row, box=box, files=most is None) for row in rows]
        more |= _more(session, name, select(func.count()).select_from(table).where(where), len(rows), most)
    told = readers(session, person_id, most=most)
    counted = select(func.count()).select_from(VerdictRow).where(VerdictRow.person_id == person_id)
    more |= _more(session, "readers", counted, len(told), most)
    kinds = {kind for kind, _ in routes_to(session, person_id, box=box)}
    kinds |= {"certificate"} if "certificates" in tables else set()  # each has its handle
    return {
        "person_id": str(person_id), "made_at": now, "tables": tables, "found_by": sorted(kinds), "readers": told,
        "more": more,
    }  # fmt: skip


def readers(session: Session, person_id: uuid.UUID, *, most: int | None = None) -> list[dict[str, Any]]:
    """Rule 4: every verdict on the person, newest first, refused ones too."""
    query = (
        select(VerdictRow, Verifier)
        .outerjoin(Verifier, Verifier.verifier_id == VerdictRow.verifier_id)
        .where(VerdictRow.person_id == person_id)
        .order_by(VerdictRow.at.desc(), VerdictRow.verdict_id.desc())
        .limit(most)
    )
    rows = session.execute(query).all()
    partners = [row for row, who in rows if who is not None and who.kind == "partner"]
    words = purpose_words(session, {(row.verifier_id, row.purpose) for row in partners})
    return [
        {
            "at": row.at, "verifier_id": row.verifier_id, "verifier": None if who is None else who.name_zh,
            "verifier_en": None if who is None else who.name_en, "outcome": row.outcome, "reason": row.reason,
            "purpose": row.purpose, **_worded(words.get((row.verifier_id, row.purpose))), "case_no": row.case_no,
        }
        for row, who in rows
    ]  # fmt: skip


def _worded(words: Words | None) -> dict[str, str | None]:
    """What a third party said that it asks for; nothing where it was never said in words."""
    said = words or {}
    return {"purpose_zh": said.get("zh"), "purpose_en": said.get("en")}


def _more(session: Session, name: str, counted: Select[int], there: int, most: int | None) -> dict[str, int]:
    """How many rows were left out, where there may be any."""
    left = (session.scalar(counted) or 0) - there if there == most else 0
    return {name: left} if left else {}


def _mine(table: Table, person_id: uuid.UUID, accounts: list[uuid.UUID]) -> ColumnElement[bool] | None:
    columns = table.c
    if table.name == SignIn.__tablename__:
        return columns.subject.in_([f"account:{one}" for one in accounts])
    if "person_id" in columns and table.name != "case_agents":
        return columns.person_id == person_id
    if "account_id" in columns:
        return columns.account_id.in_(accounts)
    if any(sealed.table is table and sealed.whose == APPLICANT for sealed in SEALED):
        return columns.case_no.in_(select(Case.case_no).where(Case.person_id == person_id))
    return None


def _row(session: Session, table: Table, row: Any, *, box: Box, files: bool) -> dict[str, Any]:
    contexts = next((dict(one.columns) for one in SEALED if one.table is table), {})
    said: dict[str, Any] = {}
    for column in table.c:
        value = getattr(row, column.name)
        if column.name == "sealed_pdf" and not files:
            said[column.name] = IN_THE_LIST
        elif column.name in contexts:
            said[column.name] = _opened(session, table, row, value, contexts, column.name, box=box)
        elif not isinstance(column.type, LargeBinary):
            said[column.name] = str(value) if isinstance(value, uuid.UUID) else value
    return said


def _opened(
    session: Session, table: Table, row: Any, value: bytes | None, contexts: Mapping[str, Any], name: str, *, box: Box
) -> Any:
    if not value:
        return None
    if table.name in OF_OTHERS:
        return WITHHELD
    try:
        return box.of(session, None).open(value, contexts[name](row))
    except HolderErased:
        return ERASED
    except (InvalidTag, ValueError):
        return ALTERED

"""Make the certificate that a proof is, in the caller's transaction.

1. It is about the person of the request, by the name and number of the register of persons; it is issued by the
   department of its kind, with that department's key.
2. It is valid for the days of its kind: the day of issue does not count, as the law reckons periods (Civil Code, §201),
   so the last day is that many days after it.
3. The statement is the kind's own, its places filled; one that cannot be filled is no statement.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend.certificates.issue import issue
from backend.certificates.models import Certificate
from backend.matters.rule_language import Value
from backend.people.persons import Identity
from backend.proofs.answers import in_words
from backend.proofs.document import PLACE
from backend.proofs.kind import TYPE, Kind
from backend.proofs.models import ProofRequest
from backend.registries.calendar import day_of
from backend.trust.models import Issuer
from backend.web.request import Actor, Services

BLANK = "＿＿"


def attest(
    session: Session, row: ProofRequest, kind: Kind, who: Identity, statement: str, *, actor: Actor,
    services: Services, now: int,
) -> Certificate:  # fmt: skip
    """Rules 1 and 2. Raises TypeNotAllowed, RecordRefused, NoActiveKey."""
    today = day_of(now)
    issuer = session.get(Issuer, kind.office.code)
    fields: dict[str, Any] = {
        "number": f"亮证〔{today.year}〕{kind.office.code}{row.request_id.int % 10**12:012}号",
        "proof_kind": kind.name.zh, "name": who.name, "citizen_number": who.number, "summary": kind.summary,
        "statement": statement, "issuing_authority": issuer.name_zh if issuer else kind.office.name.zh,
        "issue_date": today.isoformat(), "valid_from": today.isoformat(),
        "valid_to": (today + timedelta(days=kind.validity_days)).isoformat(),
    }  # fmt: skip
    return issue(
        session, fields, type=TYPE, issuer_code=kind.office.code, catalogue=services.catalogue, box=services.box,
        base_url=services.settings.base_url, now=now, actor=actor,
    )  # fmt: skip


def statement_of(kind: Kind, values: Mapping[str, Value], who: Identity) -> str | None:
    """Rule 3; None when something that it names is not known."""
    filled = draft_of(kind, values, who)
    return None if BLANK in filled else filled


def draft_of(kind: Kind, values: Mapping[str, Value], who: Identity) -> str:
    """The statement with blanks where something is not known: what an officer begins with."""
    known = {"name": who.name, "number": who.number}

    def fill(place: re.Match[str]) -> str:
        name = place[1]
        return known.get(name) or _in_words(kind, name, values.get(name))

    return PLACE.sub(fill, kind.statement)


def _in_words(kind: Kind, name: str, value: Value) -> str:
    if value is None:
        return BLANK
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    root, _, code = name.partition(".")
    return in_words(kind.question(code), value)[0] if root == "answers" else str(value)

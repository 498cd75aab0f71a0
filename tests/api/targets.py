"""The objects that the rows of the table reach: a visitor's own, somebody else's, and ones that nobody has."""

import secrets
import uuid
from collections.abc import Callable

from sqlalchemy import delete

from backend import db
from backend.people.models import Attempt
from tests.api.batch_rows import BATCH_TARGETS
from tests.api.company_rows import COMPANY_TARGETS
from tests.api.delegation_rows import lent_by, lent_to
from tests.api.desk_rows import desktop, visit
from tests.api.family_rows import FAMILY_TARGETS
from tests.api.request_rows import ask, duty_check, request_to
from tests.api.seal_rows import printed_code
from tests.api.sealed_copy_rows import sealed_copy
from tests.api.town import NO_ID, PURPOSE, Town


def _delivery(town: Town, which: int) -> str:
    """The id of a message on its way to a partner; an hour's are counted anew."""
    with db.transaction(town.services.engine) as session:
        session.execute(delete(Attempt).where(Attempt.scope == "webhook-send"))
    own = "/api/v1/partners/current/webhook"
    body = {"url": "https://partner.example/hook", "events": ["consent.given"]}
    town.must("PUT", own, "partner", which, json=body)
    return str(town.must("POST", f"{own}/test", "partner", which)["id"])


def _presentation(town: Town, role: str, which: int) -> str:
    body = {"purpose": PURPOSE, "certificates": [{"type": "resident-id", "fields": ["name"]}]}
    return str(town.must("POST", "/api/v1/presentations", role, which, json=body)["presentation_id"])


OF_A_VISITOR: dict[str, Callable[[Town, int], str]] = {
    "passkey": Town.passkey, "typed": Town.typed_code, "device": Town.device, "case": Town.case,
    "my_case": Town.my_case, "proof_request": Town.proof_request, "proposal": Town.proposal,
    "promising_case": Town.promising_case,
    "sealed_copy": sealed_copy,
    "delivery": _delivery, "lent_by_me": lent_by, "lent_to_me": lent_to, "my_request": request_to,
    "desktop": desktop, "visit": visit,
    **COMPANY_TARGETS, **FAMILY_TARGETS,
    "offer": Town.offer, "office_case": Town.office_case, "checked_case": Town.promised_case,
}  # fmt: skip
OF_A_ROLE: dict[str, Callable[[Town, str, int], str]] = {
    "presentation": _presentation, "printed_code": printed_code, **BATCH_TARGETS,
}  # fmt: skip


def own(town: Town, role: str, kind: str) -> str:
    """The id of a new object of this kind that the first visitor of the role may reach."""
    if kind in OF_A_VISITOR:
        return OF_A_VISITOR[kind](town, 0)
    if kind == "verdict":
        return town.verdict(0, "partner" if role == "partner" else "window", 0)
    if kind == "request":
        return str(ask(town, role, 0)["request_id"])
    if "duty_check" in kind:
        return duty_check(town, role, 0, mine=kind == "my_duty_check")
    if kind in OF_A_ROLE:
        return OF_A_ROLE[kind](town, role, 0)
    made = town.certificate(0, 0)
    if kind == "suspended":
        town.must("POST", f"/api/v1/certificates/{made}/suspensions", "department", json={"reason": "核查"})
    return made


def others(town: Town, role: str, kind: str) -> str:
    """The same of somebody else: as near to the visitor as can be (same holder, or same office), yet not theirs."""
    if kind in OF_A_VISITOR and not (kind == "proof_request" and role == "officer"):
        return OF_A_VISITOR[kind](town, 1)
    if kind == "proof_request":
        return town.proof_request(0, "income")  # another office answers it
    if kind == "verdict":
        return _other_verdict(town, role)
    if kind == "request":
        return str(ask(town, role, 1)["request_id"])
    if "duty_check" in kind:
        return duty_check(town, role, 1, mine=kind == "my_duty_check")
    if kind in OF_A_ROLE:
        return OF_A_ROLE[kind](town, role, 1)
    holder, issuer = (1, 0) if role == "citizen" else (0, 1)
    made = town.certificate(holder, issuer)
    if kind == "suspended":
        town.must("POST", f"/api/v1/certificates/{made}/suspensions", "department", issuer, json={"reason": "核查"})
    return made


def _other_verdict(town: Town, role: str) -> str:
    if role == "citizen":
        return town.verdict(1, "window", 0)
    return town.verdict(0, "partner" if role == "partner" else "window", 1)


def nobodys(kind: str) -> str:
    return f"20260101-{secrets.randbelow(10**10):010}" if "case" in kind else str(uuid.UUID(NO_ID))

"""Routes of the room issuers: a key is announced by one person, everything else about it takes two."""

import uuid
from typing import Any

from backend.issuers import decide, schemas
from backend.issuers.models import KeyDecision
from backend.key_device import device
from backend.people.staff import who
from backend.people.two_people import ASKED, same_person
from backend.trust import keys, lists
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent
from backend.web.paging import PageQuery, page
from backend.web.request import actor, now, services, session

blueprint = Room("issuers", description="Issuers' signing keys and rights, and the two people each step takes")

ONE = "/key-decisions/<uuid:decision_id>"
ANSWER = schemas.KeyDecisionAnswer()


@blueprint.route("/issuers/<string(maxlength=4):code>/keys", methods=["POST"])
@allow("security")
@idempotent
@blueprint.arguments(schemas.NewKeyBody())
@blueprint.response(201, schemas.NewKeyAnswer())
def post_key(body: dict[str, Any], code: str) -> dict[str, str]:
    """Announce a key: the trust list names it as pending, and nothing that it signs is believed yet."""
    own = services()
    made = keys.new_key(session(), code, box=own.box, now=now(), actor=actor().subject, in_device=body["in_device"])
    lists.trust_list(session(), box=own.box, now=now())
    return {"thumbprint": made}


@blueprint.route("/key-decisions")
@allow("operator", "security", "auditor")
@blueprint.arguments(PageQuery(), location="query")
@blueprint.response(200, schemas.KeyDecisionPage())
def get_decisions(query: dict[str, Any]) -> dict[str, Any]:
    """What was asked about issuers' keys and rights, by whom, and who decided."""
    found = decide.decisions(session(), limit=query["limit"], cursor=query["cursor"])
    shown = page(list(found), query["limit"], at="asked_at", row_id="decision_id")
    return {**shown, "items": [_told(row) for row in shown["items"]], "device": device() is not None}


@blueprint.route("/key-decisions", methods=["POST"])
@allow("security")
@idempotent
@blueprint.arguments(schemas.KeyDecisionBody())
@blueprint.response(201, ANSWER)
def post_decision(body: dict[str, Any]) -> dict[str, Any]:
    """Ask to activate, rotate or give up a key, or to change what an issuer may sign; another person has to agree.

    Giving up a key as compromised suspends it at once: it signs nothing and is not believed.
    """
    own, since = services(), body["since"] and int(body["since"].timestamp())
    wanted = decide.Wanted(
        body["thumbprint"], body["overlap_days"] * decide.DAY, body["in_device"], since, body["types"]
    )
    row = decide.ask(
        session(), body["act"], body["issuer_code"], wanted, reason=body["reason"], catalogue=own.catalogue,
        box=own.box, actor=actor().subject, now=now(),
    )  # fmt: skip
    return _told(row)


@blueprint.route(f"{ONE}/approval", methods=["POST"])
@allow("security")
@blueprint.response(200, ANSWER)
def post_approval(decision_id: uuid.UUID) -> dict[str, Any]:
    """Agree to what somebody else asked for: it is done at once."""
    return _told(decide.agree(session(), decision_id, box=services().box, actor=actor().subject, now=now()))


@blueprint.route(f"{ONE}/refusal", methods=["POST"])
@allow("security")
@blueprint.arguments(schemas.KeyRefusalBody())
@blueprint.response(200, ANSWER)
def post_refusal(body: dict[str, str], decision_id: uuid.UUID) -> dict[str, Any]:
    """Refuse what somebody else asked for. A key that was suspended goes on as before."""
    given: dict[str, Any] = {"box": services().box, "actor": actor().subject, "now": now()}
    return _told(decide.refuse(session(), decision_id, body["reason"], **given))


@blueprint.route(f"{ONE}/withdrawal", methods=["POST"])
@allow("security")
@blueprint.response(200, ANSWER)
def post_withdrawal(decision_id: uuid.UUID) -> dict[str, Any]:
    """Take back what one asked for. A declared compromise cannot be taken back."""
    return _told(decide.take_back(session(), decision_id, actor=actor().subject, now=now()))


def _told(row: KeyDecision) -> dict[str, Any]:
    state, mine = decide.standing(row, now=now()), row.asked_by == actor().subject
    waits = state == ASKED and actor().role == "security"
    same = mine or (waits and same_person(session(), row.asked_by, actor().subject))
    overlap = row.detail.get("overlap")
    return {
        "decision_id": row.decision_id, "act": row.act, "issuer_code": row.issuer_code, "thumbprint": row.thumbprint,
        "overlap_days": None if overlap is None else overlap // decide.DAY, "in_device": row.detail.get("in_device"),
        "since": row.detail.get("since"), "types": row.detail.get("types", []), "reason": row.reason, "state": state,
        "asked_by": who(session(), row.asked_by), "asked_at": row.asked_at,
        "decide_by": row.asked_at + (decide.DAY if row.act == "compromise" else decide.DECIDE_WITHIN),
        "decided_by": who(session(), row.decided_by) if row.decided_by else None, "decided_at": row.decided_at,
        "why_refused": row.why_refused, "decides": waits and not same,
        "takes_back": waits and same and row.act != "compromise",
    }  # fmt: skip

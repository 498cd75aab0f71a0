"""What the table of routes says of certificates that holders lend."""

import time
from datetime import timedelta
from typing import Any

from sqlalchemy import delete

from backend import db
from backend.delegations.models import Delegation
from backend.delegations.refusals import NoSuchDelegation
from backend.people.models import Attempt
from backend.registries.calendar import day_of
from certs.delegation import Lending, ToPerson, make_lending
from tests.api.row import Row
from tests.api.town import Town

HOLDER = ("citizen",)
NOBODY = {"name": "查无此人", "citizen_number": "990101190001010013"}


def _lend(town: Town, _id: str) -> Any:
    return lending(town, 0, NOBODY)


def lending(town: Town, lender: int, to: dict[str, str]) -> dict[str, Any]:
    """What the citizen's phone signs and posts: their identity card, to somebody; tries are counted anew."""
    own, who = town.services, town.citizens[lender]
    with db.transaction(own.engine) as session:
        session.execute(delete(Attempt).where(Attempt.scope.like("delegation:%")))
        session.execute(delete(Delegation).where(Delegation.lender_id == who.person_id))
    until = day_of(int(time.time())) + timedelta(days=2)
    card = town.identity(lender)
    said = Lending(own.settings.base_url, ToPerson(to["name"], to["citizen_number"]), [card], [], 1, until)
    return {
        "to": {"kind": "person", **to}, "certificates": [card], "places": 1, "until": until.isoformat(),
        "device_id": str(who.device_id), "signature": make_lending(who.key, said, iat=int(time.time())),
    }  # fmt: skip


def lent_by(town: Town, citizen: int) -> str:
    """A delegation that the citizen has lent, to nobody; its id."""
    body = lending(town, citizen, NOBODY)
    return str(town.must("POST", "/api/v1/me/delegations", "citizen", citizen, json=body)["delegation_id"])


def lent_to(town: Town, citizen: int) -> str:
    """A delegation that waits for the citizen's answer; its id."""
    who = town.citizens[citizen]
    body = lending(town, 1 - citizen, {"name": who.name, "citizen_number": who.number})
    return str(town.must("POST", "/api/v1/me/delegations", "citizen", 1 - citizen, json=body)["delegation_id"])


ALL, ONE = "/api/v1/me/delegations", "/api/v1/me/delegations/<uuid:delegation_id>"
DELEGATION_ROWS: dict[str, Row] = {
    f"POST {ALL}": Row(HOLDER, status=201, body=_lend),
    f"GET {ALL}": Row(HOLDER, query=lambda t, i: {"side": "lent"}),
    f"POST {ALL}/claims": Row(HOLDER, status=NoSuchDelegation.status, body=lambda t, i: {"secret": "none"}),
    f"GET {ONE}": Row(HOLDER, target="lent_by_me"),
    f"POST {ONE}/acceptance": Row(HOLDER, target="lent_to_me"),
    f"POST {ONE}/refusal": Row(HOLDER, target="lent_to_me"),
    f"POST {ONE}/withdrawal": Row(HOLDER, target="lent_by_me"),
    f"POST {ONE}/return": Row(HOLDER, target="lent_to_me"),
}

"""One phone lends certificates to another, over HTTP: what came before somebody shows for somebody else."""

import time
from datetime import timedelta
from typing import Any

from backend.demo import people
from backend.registries.calendar import day_of
from certs.delegation import Lending, ToPerson, make_lending
from tests.e2e.phone import Phone, call

EVERYWHERE = 7


def lend(lender: Phone, borrower: Phone, index: int, *, type_id: str = "resident-id") -> str:
    """A certificate of the lender, for a month, everywhere; accepted by citizen `index`. The delegation's id."""
    who, until = people.person(index), day_of(int(time.time())) + timedelta(days=30)
    certificates = [lender.card(type_id)["certificate_id"]]
    said = Lending(lender.base, ToPerson(who.name, who.citizen_number), certificates, [], EVERYWHERE, until)
    to = {"kind": "person", "name": who.name, "citizen_number": who.citizen_number}
    body: dict[str, Any] = {"to": to, "certificates": certificates, "places": EVERYWHERE, "until": until.isoformat()}
    body |= {"device_id": lender.device_id, "signature": make_lending(lender.key, said, iat=int(time.time()))}
    made = call(lender.base, "POST", "/me/delegations", body, lender.token)["delegation_id"]
    call(borrower.base, "POST", f"/me/delegations/{made}/acceptance", token=borrower.token)
    return str(made)

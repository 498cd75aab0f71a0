"""No region lists a key that another region listed before it: its codes would be two regions', and so nobody's.

A public key can be copied by anybody. Whoever copies one is refused, keeps what was taken of it before, and staff read
why; whose key it is goes on as before. Regions that were ended keep no key to themselves.
"""

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.regions.ask import Published
from backend.regions.models import Region
from backend.regions.refusals import RegionUnusable
from backend.trust.models import RegionList
from certs.keys import public_from_jwk
from certs.trust import TrustList, read_trust_list


def refuse_copied(session: Session, region_id: str, published: Published) -> None:
    """Raises RegionUnusable (`copied_keys`), naming the region that listed the key first."""
    mine = _keys(published.bundle.trust.trust_list)
    others = select(Region.region_id, RegionList.member).join(RegionList, RegionList.region_id == Region.region_id)
    others = others.where(Region.region_id != region_id, Region.state != "ended").order_by(Region.region_id)
    for other in session.execute(others):
        if mine & _listed(other.member):
            raise RegionUnusable(other.region_id, reason="copied_keys")


def _keys(listed: TrustList) -> set[tuple[str, bytes]]:
    """As codes name them: issuer and key id."""
    return {(code, key.kid) for code, issuer in listed.issuers.items() for key in issuer.keys}


def _listed(member: str) -> set[tuple[str, bytes]]:
    """The same of what was taken from a region before."""
    taken = orjson.loads(member)
    return _keys(read_trust_list(taken["trust_list"], public_from_jwk(taken["anchor"])))

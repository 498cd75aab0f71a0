"""The demo city's seals: proposed by one, approved by another, as in a real city."""

from sqlalchemy.orm import Session

from backend.demo.places import AUTHORITIES
from backend.seals.picture import OVAL, ROUND
from backend.seals.refusals import NoActiveSeal
from backend.seals.register import approve, propose
from backend.seals.sealing import seal_of
from backend.security import Box

ASKS, AGREES = "demo", "demo:second"
IN_CHARGE = ("陈卫国", "刘慧敏", "周建平", "黄丽华", "吴志强")
OVALS = frozenset({"MZ"})


def give_seal(session: Session, code: str, *, box: Box, now: int) -> None:
    """A seal for the authority, unless it has one."""
    try:
        seal_of(session, code, box=box, now=now)
    except NoActiveSeal:
        person = IN_CHARGE[list(AUTHORITIES).index(code) % len(IN_CHARGE)]
        shape = OVAL if code in OVALS else ROUND
        row = propose(session, code, in_charge=person, shape=shape, png=None, box=box, actor=ASKS, now=now)
        approve(session, row.seal_id, version=row.version, box=box, actor=AGREES, now=now)

"""Take a matter off the offer: nobody finds or begins it any more; cases that were begun go on with their version."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.matters.import_matters import VersionTaken
from backend.matters.models import MatterVersion
from backend.matters.offered import RETIRED, NoSuchMatter


def retire_matter(session: Session, code: str, *, actor: str, now: int, version: int | None = None) -> MatterVersion:
    """The version that was offered; a later one, imported or saved, is offered again. Raises NoSuchMatter, or
    VersionTaken when it is not the `version` that was meant."""
    offered = MatterVersion.code == code, MatterVersion.current.is_(True)
    row = session.scalars(select(MatterVersion).where(*offered).with_for_update()).first()
    if row is None:
        raise NoSuchMatter
    if version not in (None, row.version):
        raise VersionTaken(newest=row.version, changes=[])
    row.current = False
    session.flush()  # the audit entry follows what it records
    record(session, make_entry(at=now, actor=actor, action=RETIRED, subject=f"matter:{code}", version=row.version))
    return row

"""Save an edited matter as the next version of it; cases keep the version that they were opened with.

1. It is saved on the newest version that its editor has seen. Where there is a newer one nothing is saved, and the
   refusal tells what was changed meanwhile; of two who save at once, one is refused.
2. A text with problems is not saved; all of them are told.
3. What is as it was is not saved again, unless it is no longer offered: then it is offered again.
4. The version saved is the one on offer from now on.
"""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.errors import Conflict
from backend.matters.draft import Draft, Problem, changes_between, read_draft
from backend.matters.import_matters import MattersRefused, VersionTaken
from backend.matters.models import MatterVersion
from backend.matters.offered import SAVED
from backend.matters.stored import digest_of, matter_of, to_document
from certs.catalogue import Catalogue


class MatterUnchanged(Conflict):
    code = "matter_unchanged"
    zh = "与现行版本相同，没有保存"
    en = "This is what the offered version says already; nothing was saved"
    next_zh = "请修改后再保存"
    next_en = "Change something, then save"


def newest_version(session: Session, code: str, *, lock: bool = False) -> MatterVersion | None:
    """Offered or not."""
    query = select(MatterVersion).where(MatterVersion.code == code).order_by(MatterVersion.version.desc()).limit(1)
    return session.scalars(query.with_for_update() if lock else query).first()


def save_version(
    session: Session, code: str, text: str, *, seen: int | None, catalogue: Catalogue, actor: str, now: int
) -> MatterVersion:
    """`seen`: the newest version when the editing began, None for a new matter. Raises VersionTaken, MattersRefused or
    MatterUnchanged."""
    newest = newest_version(session, code, lock=True)
    if seen != (None if newest is None else newest.version):
        raise _taken(session, code, seen, newest)
    draft = read_draft(text, code, newest=newest, catalogue=catalogue)
    _refuse(draft, newest)
    row = _add(session, draft, now=now)
    others = MatterVersion.code == code, MatterVersion.version != row.version
    session.execute(update(MatterVersion).where(*others).values(current=False))
    record(session, make_entry(at=now, actor=actor, action=SAVED, subject=f"matter:{code}", version=row.version))
    return row


def _taken(session: Session, code: str, seen: int | None, newest: MatterVersion | None) -> VersionTaken:
    """Rule 1."""
    known = None if seen is None else session.get(MatterVersion, (code, seen))
    if newest is None or known is None:
        return VersionTaken(newest=newest and newest.version, changes=[])
    changes = changes_between(matter_of(known), matter_of(newest))
    return VersionTaken(newest=newest.version, changes=[vars(line) for line in changes])


def _refuse(draft: Draft, newest: MatterVersion | None) -> None:
    """Rules 2 and 3."""
    if draft.problems:
        raise MattersRefused(errors=[_told(one) for one in draft.problems[:50]])
    if newest is not None and newest.current and not draft.changes:
        raise MatterUnchanged


def _add(session: Session, draft: Draft, *, now: int) -> MatterVersion:
    assert draft.matter is not None
    document = to_document(draft.matter)
    row = MatterVersion(
        code=draft.matter.code, version=draft.version, document=document, digest=digest_of(document),
        current=True, imported_at=now,
    )  # fmt: skip
    try:
        with session.begin_nested():  # rule 1: somebody else's insert came first
            session.add(row)
    except IntegrityError as error:
        raise VersionTaken(newest=draft.version, changes=[]) from error
    return row


def _told(one: Problem) -> dict[str, Any]:
    return {"path": f"/{one.place}", "line": one.line, "problem": one.reason.en, "zh": one.reason.zh}

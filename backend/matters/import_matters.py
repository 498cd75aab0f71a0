"""Take matters into the table, version by version.

1. All are linted; one problem and nothing is taken in.
2. A version never changes: the same number with other content is refused. The same content again changes nothing.
3. The highest version of a code is the one offered; cases keep the version that they were opened with. A version that
   was retired stays so: the next one is offered again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.errors import Conflict, Invalid
from backend.matters.in_chinese import in_chinese
from backend.matters.lint import lint
from backend.matters.models import MatterVersion
from backend.matters.offices import builtin_offices
from backend.matters.stored import digest_of, matter_of, to_document
from backend.matters.terms import Matter, Text
from certs.catalogue import Catalogue

IMPORTED = "matters.imported"


class MattersRefused(Invalid):
    code = "matters_refused"
    zh = "事项内容有问题，没有保存任何事项"
    en = "The matters have problems; none was saved"


class VersionTaken(Conflict):
    code = "matter_version_taken"
    zh = "该事项已有这一版本，内容不同"
    en = "This version of the matter exists with other content"
    next_zh = "导入时请提高版本号；在线编辑时请先看别人改了什么，再在最新版本上修改"
    next_en = "Importing: raise the version number. Editing: see what somebody else changed, and go on from there"


@dataclass(frozen=True)
class ImportedMatters:
    """How many versions were new, and how many were there already."""

    added: int
    unchanged: int


def import_matters(
    session: Session, matters: Iterable[Matter], *, catalogue: Catalogue, now: int, actor: str,
    offices: Mapping[str, Text] | None = None,
) -> ImportedMatters:  # fmt: skip
    """`offices`: code -> name; those that come with the program if left out. Raises MattersRefused with every problem
    found, or VersionTaken.
    """
    matters = tuple(matters)
    _refuse_problems(matters, catalogue, builtin_offices() if offices is None else offices)
    added = sum(_take_in(session, matter, now=now) for matter in matters)
    if added:
        codes = len({matter.code for matter in matters})
        record(
            session,
            make_entry(at=now, actor=actor, action=IMPORTED, subject="matters", added=added, codes=codes),
        )
    return ImportedMatters(added, len(matters) - added)


def current_rows(session: Session, *, limit: int | None = None) -> list[MatterVersion]:
    """The offered version of every matter, or of the first `limit`, by code."""
    offered = select(MatterVersion).where(MatterVersion.current.is_(True)).order_by(MatterVersion.code).limit(limit)
    return list(session.scalars(offered))


def _refuse_problems(matters: tuple[Matter, ...], catalogue: Catalogue, offices: Mapping[str, Text]) -> None:
    problems = lint(matters, catalogue, offices)
    if problems:
        places = [
            {"path": f"/{one.matter}/{one.place}", "problem": one.reason, "zh": in_chinese(one.reason)}
            for one in problems[:50]
        ]
        raise MattersRefused(errors=places)


def _take_in(session: Session, matter: Matter, *, now: int) -> bool:
    document = to_document(matter)
    digest = digest_of(document)
    known = session.get(MatterVersion, (matter.code, matter.version))
    if known is not None:
        if known.digest != digest and to_document(matter_of(known)) != document:  # keys came since, with defaults
            raise VersionTaken(f"{matter.code} {matter.version}")
        return False
    newest = (
        select(MatterVersion.version).where(MatterVersion.code == matter.code).order_by(MatterVersion.version.desc())
    )
    highest = session.scalars(newest.limit(1)).first()
    offered = highest is None or matter.version > highest
    if offered:
        others = update(MatterVersion).where(MatterVersion.code == matter.code).values(current=False)
        session.execute(others)
    session.add(
        MatterVersion(
            code=matter.code, version=matter.version, document=document, digest=digest, current=offered, imported_at=now
        )
    )
    session.flush()  # a code given twice in one import must meet its first version
    return True

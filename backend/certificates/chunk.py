"""Issuing a chunk of records in the caller's transaction, by the same rules as one at a time.

Rules: 1. a changed record gets the next version, which ends the one before it; 2. a certificate that was suspended or
ended is left alone: only a person decides that; 3. a record that does not hold against its type is named, and the rest
goes on; 4. places in the status list are reserved for the whole chunk at once; 5. the digests of what is signed, the
certificates, one entry in the log for each and one for the chunk are each written in bulk.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from backend.audit.record import make_entry
from backend.certificates import pending
from backend.certificates.draft import Draft, Issuance, Previous, make_draft
from backend.certificates.issue import prepare_issuance
from backend.certificates.lifecycle import move
from backend.certificates.lint import lint
from backend.certificates.models import Certificate
from backend.certificates.pending import Waiting
from backend.certificates.rows import record_issue, record_signing, sign_and_store
from backend.certificates.showings import follow
from backend.errors import Raced
from backend.registries import records
from backend.registries.calendar import day_of
from backend.security import Box
from backend.security.refusals import HolderErased
from backend.trust import status
from backend.trust.status import Place
from backend.web.request import Actor
from certs import sdjwt
from certs.catalogue import CertificateType

REPLACED = "登记内容已变更 / the register has changed"
SUSPENDED, ENDED = "certificate_suspended", "certificate_ended"
LEFT_ALONE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        SUSPENDED: ("该证照已暂停，须先恢复", "the certificate is suspended; resume it first"),
        ENDED: ("该证照已终止，不再自动签发", "the certificate was ended; it is not issued again by itself"),
    }
)
SALTS = 256  # drawn together
Reserve = Callable[[Session, int], list[Place]]


@dataclass(frozen=True)
class Means:
    """What a chunk is issued with. `subject`: what its own entry in the log is about."""

    type: CertificateType
    box: Box
    base_url: str
    actor: Actor
    subject: str


@dataclass(frozen=True)
class Wrong:
    """Why a record was not issued. `field`: a name of the type's fields, or "" for the record as a whole."""

    field: str
    code: str
    zh: str
    en: str


@dataclass
class Outcome:
    """What became of a chunk's records, by record_id."""

    issued: set[uuid.UUID] = field(default_factory=set)
    wrong: dict[uuid.UUID, tuple[Wrong, ...]] = field(default_factory=dict)

    @property
    def left_alone(self) -> int:
        return sum(found[0].code in LEFT_ALONE for found in self.wrong.values())


@dataclass
class _Sorted:
    issuances: dict[str, Issuance] = field(default_factory=dict)
    issuable: list[tuple[Waiting, dict[str, Any], Certificate | None]] = field(default_factory=list)
    wrong: dict[uuid.UUID, tuple[Wrong, ...]] = field(default_factory=dict)


def issue_chunk(
    session: Session, waiting: Sequence[Waiting], *, means: Means, now: int, reserve: Reserve | None = None
) -> Outcome:
    """Issue these records. `reserve` takes places in the status list; without it they are taken in this transaction.

    Raises TypeNotAllowed, NoActiveKey, LintFailed; IntegrityError where a handle is taken, Raced where somebody issued
    one of the records or erased its holder at the same moment: the chunk is then done anew.
    """
    found = _sort_out(session, waiting, means=means, now=now)
    take = reserve or (lambda own, count: status.allocate(own, count, box=means.box, now=now))
    pairs = _drafts(found, take(session, len(found.issuable)) if found.issuable else [])
    digests = record_signing(session, pairs)
    pending.mark_issued(session, [one for one, _, _ in found.issuable])  # records before status lists, as everybody
    for _, _, old in found.issuable:
        if old is not None:
            move(session, old, "replace", reason=REPLACED, box=means.box, now=now, actor=means.actor)
    sign_and_store(session, pairs, digests, box=means.box)
    for (_, _, old), (draft, _) in zip(found.issuable, pairs, strict=True):
        if old is not None:
            follow(session, old, draft.certificate_id, box=means.box, now=now)
    outcome = Outcome({one.record_id for one, _, _ in found.issuable}, found.wrong)
    skipped = outcome.left_alone
    summary = make_entry(
        at=now, actor=means.actor.subject, action="batch.chunk", subject=means.subject, type=means.type.id,
        issued=len(pairs), skipped=skipped, refused=len(found.wrong) - skipped,
    )  # fmt: skip
    record_issue(session, pairs, actor=means.actor.subject, more=[summary])
    return outcome


def _sort_out(session: Session, waiting: Sequence[Waiting], *, means: Means, now: int) -> _Sorted:
    """Rules 1 to 3: which of the records are issued, and after which version."""
    found, today, box = _Sorted(), day_of(now), means.box
    newest = pending.newest_versions(session, waiting)
    box.foresee(session, (one.person_id for one in waiting))
    for one in waiting:
        old = newest.get(one.record_id)
        if old is not None and old.state == "superseded":  # by a version that we do not see yet
            raise Raced
        if old is not None and old.state != "valid":
            code = SUSPENDED if old.state == "suspended" else ENDED
            found.wrong[one.record_id] = (Wrong("", code, *LEFT_ALONE[code]),)
            continue
        mine = box.of(session, one.person_id)
        try:
            clean, problems = records.open_record(one.sealed, one.record_id, type=means.type, box=mine, today=today)
        except HolderErased as error:
            found.wrong[one.record_id] = (Wrong("", error.code, error.zh, error.en),)
            continue
        if problems:
            found.wrong[one.record_id] = tuple(Wrong(bad.field, bad.code, bad.zh, bad.en) for bad in problems)
            continue
        if one.issuer_code not in found.issuances:
            found.issuances[one.issuer_code] = prepare_issuance(
                session, means.type, one.issuer_code, box=box, base_url=means.base_url, now=now
            )
        found.issuable.append((one, clean, old))
    return found


def _drafts(found: _Sorted, places: Sequence[Place]) -> list[tuple[Draft, Issuance]]:
    pairs: list[tuple[Draft, Issuance]] = []
    salt = sdjwt.fresh_salts(SALTS)
    for (one, clean, old), place in zip(found.issuable, places, strict=True):
        issuance = found.issuances[one.issuer_code]
        previous = Previous(old.certificate_id, old.version) if old else None
        draft = make_draft(
            one.person_id, one.record_id, clean, issuance=issuance, place=place, previous=previous, salt=salt
        )
        lint(draft, issuance)
        pairs.append((draft, issuance))
    return pairs

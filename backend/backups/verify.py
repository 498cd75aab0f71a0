"""Does a city still hold together? Every signature, every status, the trust list and the log; reads only.

Checks, in this order: 1. the log's chains and trees, against the checkpoints; 2. each certificate: its signed form
opens, was signed by a key of its issuer that was recorded beforehand, and over the bytes that were recorded; 3. its
place in the status list says what its state says; 4. the newest trust list is signed by the platform and has the
highest number; 5. the platform's key opens and signs the status lists. Holders whose key was destroyed are counted:
nobody can read their certificates any more, as it should be.
"""

import hashlib
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from backend.audit.breaks import next_lines
from backend.audit.check import check
from backend.audit.checkpoint import all_checkpoints, read_checkpoints
from backend.backups.engines import Progress
from backend.backups.faults import FAULTS, LOG, Fault
from backend.certificates.models import Certificate, SigningRecord
from backend.certificates.rows import certificate_context
from backend.certificates.states import status_of
from backend.config import Settings
from backend.security import Box
from backend.security.refusals import HolderErased
from backend.trust import keys, lists, status
from backend.trust.models import StatusEntry
from certs import jws, trust
from certs import keys as vault_keys
from certs import status as token_status
from certs.errors import CertsError

CHUNK = 500
MOST_NAMED = 50


@dataclass
class Report:
    """`faults`: the first of them; `counted`: how many of each code there are."""

    certificates: int = 0
    erased: int = 0
    status_lists: int = 0
    entries: int = 0
    checkpoints: int = 0
    trust_list: int = 0
    counted: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)

    @property
    def faulty(self) -> int:
        return self.counted.total()

    def fault(self, code: str, where: str) -> None:
        self.counted[code] += 1
        if len(self.faults) < MOST_NAMED:
            self.faults.append(Fault(code, where))


@dataclass(frozen=True)
class _Key:
    issuer_code: str
    public: vault_keys.PublicKey


def verify(
    session: Session,
    settings: Settings,
    *,
    box: Box,
    now: int,
    progress: Progress,
) -> Report:
    """`session` reads."""
    report = Report()
    _log(session, settings, report)
    _certificates(session, box=box, report=report, progress=progress)
    _trust_list(session, report)
    _status_lists(session, settings, box=box, now=now, report=report)
    return report


def _log(session: Session, settings: Settings, report: Report) -> None:
    """Check 1."""
    kept = read_checkpoints(settings.checkpoints_dir, *keys.platform_publics(session))
    found = check(session, all_checkpoints(session, kept), kept.unbelieved)
    report.entries, report.checkpoints = found.entries, len(kept.read)
    for one in found.breaks:
        report.fault(LOG + one.kind, one.where)


def _certificates(session: Session, *, box: Box, report: Report, progress: Progress) -> None:
    """Checks 2 and 3."""
    signers = {
        key.thumbprint: _Key(key.issuer_code, vault_keys.public_from_jwk(key.jwk)) for key in keys.all_keys(session)
    }
    total = session.scalar(select(func.count()).select_from(Certificate)) or 0
    for chunk in _chunks(session):
        box.foresee(session, {row.person_id for row in chunk})
        for row in chunk:
            _certificate(session, row, signers, box=box, report=report)
        report.certificates += len(chunk)
        progress(report.certificates, total)


def _chunks(session: Session) -> Iterator[list[Any]]:
    """All certificates with what was recorded before they were signed and their status, in order of their keys."""
    after: tuple[uuid.UUID, uuid.UUID] | None = None
    one, same = Certificate, SigningRecord
    columns = (
        one.person_id, one.certificate_id, one.sealed_sd_jwt, one.issuer_code, one.state, one.list_no, one.idx,
        same.digest, same.key_thumbprint, StatusEntry.value,
    )  # fmt: skip
    recorded = and_(same.person_id == one.person_id, same.certificate_id == one.certificate_id)
    listed = and_(StatusEntry.list_no == one.list_no, StatusEntry.idx == one.idx)
    query = select(*columns).outerjoin(same, recorded).outerjoin(StatusEntry, listed)
    query = query.order_by(one.person_id, one.certificate_id).limit(CHUNK)
    while True:
        beyond = () if after is None else (_beyond(after),)
        chunk = list(session.execute(query.where(*beyond)))
        if chunk:
            yield chunk
        if len(chunk) < CHUNK:
            return
        after = chunk[-1].person_id, chunk[-1].certificate_id


def _beyond(after: tuple[uuid.UUID, uuid.UUID]) -> Any:
    person_id, certificate_id = after
    same = and_(Certificate.person_id == person_id, Certificate.certificate_id > certificate_id)
    return (Certificate.person_id > person_id) | same


def _certificate(session: Session, row: Any, signers: Mapping[str, _Key], *, box: Box, report: Report) -> None:
    where = f"证照 certificate {row.certificate_id}"
    if (row.value or token_status.VALID) != status_of(row.state):
        report.fault("status_differs", where)
    try:
        token = box.of(session, row.person_id).open(row.sealed_sd_jwt, certificate_context(row.certificate_id))
    except HolderErased:
        report.erased += 1
        return
    except (InvalidTag, ValueError):
        report.fault("form_not_opened", where)
        return
    key = signers.get(row.key_thumbprint or "")
    if key is None or key.issuer_code != row.issuer_code:
        report.fault("issuer_key_unrecorded", where)
        return
    try:
        _, _, signed, signature = jws.parse(token.partition("~")[0])
    except CertsError:
        report.fault("form_unreadable", where)
        return
    if hashlib.sha256(signed).digest() != row.digest:
        report.fault("other_bytes", where)
    elif not vault_keys.verify(key.public, signature, signed):
        report.fault("signature_wrong", where)


def _trust_list(session: Session, report: Report) -> None:
    """Check 4. A city that has published none has none to check."""
    newest = lists.newest_list(session)
    if newest is None:
        return
    report.trust_list = newest.number
    if not any(_read(newest.jws, public, newest.number) for public in keys.platform_publics(session)):
        report.fault("trust_list_not_believed", f"第 no. {newest.number}")


def _read(token: str, anchor: vault_keys.PublicKey, number: int) -> bool:
    try:
        return trust.read_trust_list(token, anchor).number == number
    except CertsError:
        return False


def _status_lists(session: Session, settings: Settings, *, box: Box, now: int, report: Report) -> None:
    """Check 5."""
    publics = list(keys.platform_publics(session))
    for list_no, _ in status.numbers(session):
        try:
            token = status.published(session, list_no, "jwt", box=box, base_url=settings.base_url, now=now)[0]
        except keys.NoActiveKey as error:
            report.fault("platform_key_cannot_sign", error.detail or "LM")
            return
        uri = f"{status.status_uri(settings.base_url)}{list_no}"
        if not any(_believed(token.decode(), public, uri, now) for public in publics):
            report.fault("status_list_not_believed", f"第 no. {list_no}")
        report.status_lists += 1


def _believed(token: str, public: vault_keys.PublicKey, uri: str, now: int) -> bool:
    try:
        token_status.read_jwt(token, public, uri=uri, now=now)
    except CertsError:
        return False
    return True


def lines(report: Report) -> Iterable[str]:
    """The report as an operator reads it."""
    yield f"证照签名 certificates {report.certificates}, 已销毁 erased {report.erased}"
    yield f"状态列表 status lists {report.status_lists}, 信任清单 trust list no. {report.trust_list}"
    yield f"日志 log entries {report.entries}, 检查点 checkpoints {report.checkpoints}"
    yield from (fault.line() for fault in report.faults)
    yield from next_lines(report.counted.elements(), FAULTS)
    yield f"{report.faulty} 处异常 faults"

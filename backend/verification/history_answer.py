"""A history as the API tells it: pages of reads, and the receipt of one with its proof.

The words of a third party's purposes stand with third parties, which this room must not know: the services ask there.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from backend.audit.proofs import inclusion
from backend.trust.models import Issuer
from backend.verification.answer import reason_texts
from backend.verification.consented import OFFICE
from backend.verification.history import Read, names_behind, shown_fields
from backend.verification.models import VerdictRow
from backend.verification.receipts import sought_of
from backend.verification.seen_history import is_reported
from backend.verification.verify import UNREGISTERED
from backend.web.paging import encode_cursor
from backend.web.purposes import Asked, Words
from backend.web.request import Services


def history_page(session: Session, found: Sequence[Read], limit: int, *, services: Services) -> dict[str, Any]:
    """`found`: up to one more than `limit`."""
    items, more = found[:limit], len(found) > limit
    cursor = encode_cursor(items[-1].at, items[-1].verdict_id) if more else None
    names = names_behind(session, items, box=services.box)
    words = services.purpose_words(session, _in_need_of_words(items))
    return {"items": [_told(session, read, names, words, services) for read in items], "next_cursor": cursor}


def receipt_answer(session: Session, row: VerdictRow, *, services: Services, now: int) -> dict[str, Any]:
    every = services.settings.checkpoint_seconds
    return {"receipt": row.receipt, "log": inclusion(session, sought_of(row), every=every, now=now)}


def _in_need_of_words(found: Sequence[Read]) -> set[Asked]:
    """What third parties asked for by a purpose that they were registered for."""
    partners = [read.row for read in found if read.verifier is not None and read.verifier.kind == "partner"]
    return {(row.verifier_id, row.purpose) for row in partners if row.purpose != UNREGISTERED}


def _told(
    session: Session, read: Read, names: Mapping[str, str], words: Mapping[Asked, Words], services: Services
) -> dict[str, Any]:
    row = read.row
    unnamed = {"verifier_id": row.verifier_id, **_office(session, row.verifier_id), "hall": None}
    return {
        "id": row.verdict_id, "at": row.at, "verifier": read.verifier or unnamed, "purpose": row.purpose,
        "purpose_text": words.get((row.verifier_id, row.purpose)),
        "matter_code": row.matter_code, "case_no": row.case_no, "outcome": row.outcome, "offline": is_reported(row),
        **reason_texts(row.reason),
        "shown": shown_fields(row.shown, services.catalogue, names),
    }  # fmt: skip


def _office(session: Session, verifier_id: str) -> dict[str, str]:
    """The office that read what was disclosed to it online, named where it also issues; or a verifier that is gone."""
    office = verifier_id.startswith(OFFICE)
    issuer = session.get(Issuer, verifier_id.removeprefix(OFFICE)) if office else None
    names = {"name_zh": issuer.name_zh, "name_en": issuer.name_en} if issuer else {"name_zh": "", "name_en": ""}
    return {"kind": "office" if office else "", **names}

"""Who looked at a young ward's certificates, for the ward's guardian: the same as a holder's own history.

Each of these answers is entered in the log before it is given, by a commit of its own.
"""

import uuid
from typing import Any

from backend import db
from backend.guardians.looks import SAW_READERS, look
from backend.verification.history import Filter, history_of_ward, wards_verdict
from backend.verification.history_answer import history_page, receipt_answer
from backend.verification.schemas import HistoryPage, HistoryQuery, ReceiptAnswer
from backend.web.access import allow
from backend.web.api import Room
from backend.web.request import actor, now, services, session

blueprint = Room("ward history", description="Who looked at a child's certificates, for the guardian")

QUERY = HistoryQuery()
ONE = "/me/wards/<uuid:guardianship_id>"


@blueprint.route(f"{ONE}/history")
@allow("citizen")
@blueprint.arguments(QUERY, location="query")
@blueprint.response(200, HistoryPage)
def get_ward_history(query: dict[str, Any], guardianship_id: uuid.UUID) -> dict[str, Any]:
    """Who read my ward's certificates, where, when, for which matter, which fields; refused reads too. Never a value.

    Of a child under 14, while I act for them. The log knows it, and the child's other guardians are told.
    """
    ward_id = _looked_at(guardianship_id)
    limit, cursor = query.pop("limit"), query.pop("cursor")
    found = history_of_ward(session(), ward_id, limit=limit, cursor=cursor, wanted=Filter(**query))
    return history_page(session(), found, limit, services=services())


@blueprint.route(f"{ONE}/receipts/<uuid:verdict_id>")
@allow("citizen")
@blueprint.response(200, ReceiptAnswer)
def get_ward_receipt(guardianship_id: uuid.UUID, verdict_id: uuid.UUID) -> dict[str, Any]:
    """The signed receipt of a verdict about my ward, and the proof that the log holds it, once one is there."""
    row = wards_verdict(session(), verdict_id, _looked_at(guardianship_id))
    return receipt_answer(session(), row, services=services(), now=now())


def _looked_at(guardianship_id: uuid.UUID) -> uuid.UUID:
    """The ward's person_id, when the look is in the log. The request's own session only reads."""
    with db.transaction(services().engine) as writing:
        return look(writing, guardianship_id, SAW_READERS, actor=actor(), box=services().box, now=now())

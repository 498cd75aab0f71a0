"""Routes of the room notices."""

from datetime import datetime
from typing import Any

from backend.errors import Invalid
from backend.notices.notice import Notice, Reader, Span
from backend.notices.read import mark_read, notices, read_up_to, reader_of, unread
from backend.notices.schemas import NoticePage, NoticeQuery, ReadBody, Unread
from backend.notices.words import next_step, title
from backend.openid.providers import load_providers
from backend.proofs.kinds_folder import kinds_of
from backend.proposals.answer import programmes_of
from backend.registries.holidays_folder import load_calendar
from backend.web.access import allow
from backend.web.api import Room
from backend.web.paging import decode_cursor, page
from backend.web.replica import may_lag
from backend.web.request import actor, now, services, session

blueprint = Room("notices", description="What a citizen should know: certificates, codes, phones, passkeys, cases")

QUERY, READ = NoticeQuery(), ReadBody()


@blueprint.route("/notices")
@allow("citizen")
@may_lag
@blueprint.arguments(QUERY, location="query")
@blueprint.response(200, NoticePage)
def get_notices(query: dict[str, Any]) -> dict[str, Any]:
    """What happened to my certificates, codes, phones, passkeys and cases, newest first."""
    reader, limit = _reader(), query["limit"]
    found = notices(session(), reader, Span(now(), limit + 1, before=decode_cursor(query["cursor"])))
    answer = page(found, limit, at="at", row_id="id")
    mark = read_up_to(session(), reader)
    items = [_notice(one, read=one.at <= mark) for one in answer["items"]]
    return {**answer, "items": items, "unread": unread(session(), reader, now=now())}


@blueprint.route("/notices/read", methods=["PUT"])
@allow("citizen")
@blueprint.arguments(READ)
@blueprint.response(200, Unread)
def put_read(body: dict[str, str]) -> dict[str, int]:
    """Note that every notice up to this time was read; the mark only moves forward."""
    reader = _reader()
    try:
        up_to = int(datetime.fromisoformat(body["up_to"]).timestamp())
    except ValueError as error:
        raise Invalid(errors=[{"path": "/up_to", "problem": "not a time"}]) from error
    mark_read(session(), reader, up_to, now=now())
    return {"unread": unread(session(), reader, now=now())}


def _reader() -> Reader:
    own = services()
    calendar = load_calendar(own.settings.holidays_dir)
    return reader_of(
        session(), actor(), catalogue=own.catalogue, calendar=calendar, box=own.box, programmes=programmes_of(own),
        proof_kinds=kinds_of(own), providers=load_providers(own.settings.wallet_providers_dir),
    )  # fmt: skip


def _notice(notice: Notice, *, read: bool) -> dict[str, Any]:
    type_ = notice.type
    about = None
    if type_ is not None:
        named = {"id": type_.id, "number": type_.number, "name": dict(type_.name)}
        about = {"certificate_id": notice.certificate_id, "type": named}
    return {
        "id": notice.id, "at": notice.at, "kind": notice.kind, "read": read,
        "title": title(notice.kind, notice.zh, notice.en), "next_step": next_step(notice.kind), "certificate": about,
        "verdict_id": notice.verdict_id, "device_id": notice.device_id, "passkey_id": notice.passkey_id,
        "days": notice.days, "case_no": notice.case_no, "proposal_id": notice.proposal_id,
        "request_id": notice.request_id,
        "delegation_id": notice.delegation_id,
    }  # fmt: skip

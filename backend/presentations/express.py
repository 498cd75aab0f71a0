"""A wallet's answer in its plainest form, for its express lane: a form in ASCII, to the address of one request."""

import re

import orjson
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from backend.presentations import addresses
from backend.presentations.receive import receive
from backend.web.express import Counter
from backend.web.limit_classes import CLASSES
from backend.web.request import Services

REFERENCE = "[A-Za-z0-9_-]{1,60}"
RULE = f"{addresses.REQUESTS}<string(maxlength=60):reference>/response"  # of `wallet_routes.post_response`


def _answer(reference: str, form: MultiDict[str, str], session: Session, services: Services, now: int) -> bytes:
    back = receive(session, reference, form, services=services, now=now)
    return b"{}" if back is None else orjson.dumps({"redirect_uri": back})


LANE = Counter(re.compile(f"{re.escape(addresses.REQUESTS)}({REFERENCE})/response"), RULE, CLASSES["public"], _answer)

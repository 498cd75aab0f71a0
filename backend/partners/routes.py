"""Routes of the room partners: the OAuth 2.0 token endpoint, whose refusals have the shape of RFC 6749, not ours; and
who is registered for what, for staff, in the house's shape.
"""

from typing import Any

from flask import Response, jsonify, request

from backend import db
from backend.errors import TooMany
from backend.partners import presented, schemas
from backend.partners.credentials import InvalidClient, OAuthRefusal, right_secret
from backend.partners.overview import partners
from backend.partners.token import count, give_token
from backend.people.limits import Visitor
from backend.web.access import allow
from backend.web.api import Room
from backend.web.limit_classes import guesses
from backend.web.replica import may_lag
from backend.web.request import end_session, now, services, session

blueprint = Room("partners", prefix="/oauth")
for_staff = Room("registered_partners", description="Third parties and what each may see")
UNCACHED = {"Cache-Control": "no-store", "Pragma": "no-cache"}


@blueprint.route("/token", methods=["POST"])
@allow("public")
@guesses("partner")
@blueprint.response(200, schemas.TokenAnswer())
@blueprint.doc(requestBody=schemas.REQUEST, responses=dict.fromkeys(("400", "401", "413", "429"), schemas.REFUSAL))
def give_access_token() -> tuple[dict[str, Any], int, dict[str, str]]:
    """Give a partner an access token (client_credentials) for its secret or its signed assertion."""
    given = presented.read(request.form, request.headers.get("Authorization"))
    visitor, base_url = Visitor(request.remote_addr or ""), services().settings.base_url
    count(session(), given, visitor=visitor, box=services().box, now=now())
    end_session(keep=True)  # the try stands, and no database lock is held while a secret is hashed
    with db.open_session(services().engine, reading=True) as reading:
        right = right_secret(reading, given, now=now())
    tokens = give_token(session(), given, by=right, base_url=base_url, now=now())
    answer = {"access_token": tokens.access, "expires_in": tokens.access_expires_at - now()}
    return answer, 200, UNCACHED


@for_staff.route("/partners")
@allow("operator", "security", "auditor")
@may_lag
@for_staff.arguments(schemas.PartnerQuery(), location="query")
@for_staff.response(200, schemas.PartnerPage())
def list_partners(query: dict[str, Any]) -> dict[str, Any]:
    """Partners by client id: state, purposes, and the fields that each purpose permits."""
    limit = query["limit"]
    found = partners(session(), catalogue=services().catalogue, after=query["cursor"], most=limit + 1, now=now())
    return {"items": found[:limit], "next_cursor": found[limit - 1].client_id if len(found) > limit else None}


@blueprint.errorhandler(OAuthRefusal)
def refuse(error: OAuthRefusal) -> Response:
    """RFC 6749 §5.2; an unknown partner and a wrong secret look alike."""
    end_session(keep=error.keeps_writes)
    described = {} if isinstance(error, InvalidClient) else {"error_description": error.detail}
    return _refusal(error.status, error.oauth_error, described)


@blueprint.errorhandler(TooMany)
def slow_down(error: TooMany) -> Response:
    """The count stands; the partner may come again after Retry-After seconds."""
    end_session(keep=True)
    response = _refusal(error.status, "slow_down", {"error_description": error.en})
    response.headers["Retry-After"] = str(error.extra["retry_after"])
    return response


@blueprint.errorhandler(413)
def too_large(_error: Exception) -> Response:
    """More than any request for a token needs."""
    end_session(keep=False)
    return _refusal(413, "invalid_request", {"error_description": "the request is too large"})


def _refusal(status: int, code: str, described: dict[str, str]) -> Response:
    response = jsonify({"error": code, **described})
    response.status_code = status
    response.headers.update(UNCACHED)
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Basic realm="liangma"'
    return response

"""Routes for partners and windows: ask other people's wallets, and read what came of it."""

import uuid
from typing import Any

from backend.partners import quota
from backend.presentations import schemas
from backend.presentations.ask import Asked, Made, ask
from backend.presentations.read import Outcome, outcome
from backend.presentations.simple import to_dcql
from backend.presentations.who import CHANNEL, PARTNER
from backend.verification.verifiers import verifier_of
from backend.web.access import allow
from backend.web.api import Room
from backend.web.idempotency import idempotent
from backend.web.request import actor, now, services, session

blueprint = Room("presentations", description="What other people's wallets show: OpenID4VP 1.0")


@blueprint.route("/presentations", methods=["POST"])
@allow("partner", "window")
@idempotent
@blueprint.arguments(schemas.PresentationBody())
@blueprint.response(201, schemas.NewPresentation())
def post_presentation(body: dict[str, Any]) -> Made:
    """Ask a wallet for certificates: a link and the text of a QR code, good for five minutes and one wallet.

    What goes beyond the purpose's registration is refused.
    """
    own = services()
    verifier = verifier_of(session(), actor(), services=own, now=now())
    if verifier.kind == PARTNER:
        quota.count(session(), verifier.verifier_id, CHANNEL, 1, now=now())
    wanted = body["dcql_query"]
    query = to_dcql(body["certificates"], own.catalogue) if wanted is None else wanted
    asked = Asked(body["purpose"], query, body["flow"], body["response_mode"], body["redirect_uri"])
    return ask(session(), asked, verifier, actor=actor().subject, services=own, now=now())


@blueprint.route("/presentations/<uuid:presentation_id>")
@allow("partner", "window")
@blueprint.arguments(schemas.PresentationQuery(), location="query")
@blueprint.response(200, schemas.PresentationState())
def get_presentation(query: dict[str, Any], presentation_id: uuid.UUID) -> Outcome:
    """What became of a request. Values are told for ten minutes; on the same device only with the response code."""
    code = query["response_code"]
    return outcome(session(), presentation_id, actor=actor(), response_code=code, services=services(), now=now())

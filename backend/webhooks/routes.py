"""Routes of the room webhooks: a partner's own address, and what was sent to it."""

import uuid
from typing import Any

from backend.partners.registration import require_channel
from backend.web.access import allow
from backend.web.api import Room
from backend.web.paging import decode_cursor, page
from backend.web.request import actor, now, services, session
from backend.webhooks import deliveries, endpoints, schemas
from backend.webhooks.models import WebhookDelivery

blueprint = Room("webhooks", description="Partners are told what happened, at their own address")
WEBHOOK = "/partners/current/webhook"
BODY, QUERY = schemas.WebhookBody(), schemas.DeliveryQuery()


@blueprint.route(WEBHOOK, methods=["PUT"])
@allow("partner")
@blueprint.arguments(BODY)
@blueprint.response(200, schemas.WebhookAnswer)
def put_webhook(body: dict[str, Any]) -> endpoints.EndpointShown:
    """Say where to tell me, and what of. The signing secret is told once: when it is made.

    Setting the address again ends a pause.
    """
    require_channel(session(), _me(), "webhook", now=now())
    return endpoints.set_endpoint(
        session(), _me(), url=body["url"], events=body["events"], change_secret=body["new_secret"],
        actor=actor().subject, local=services().settings.webhooks_local, box=services().box, now=now(),
    )  # fmt: skip


@blueprint.route(WEBHOOK, methods=["GET"])
@allow("partner")
@blueprint.response(200, schemas.WebhookAnswer)
def get_webhook() -> endpoints.EndpointShown:
    """My address, and whether messages arrive there."""
    return endpoints.own_endpoint(session(), _me(), now=now())


@blueprint.route(WEBHOOK, methods=["DELETE"])
@allow("partner")
@blueprint.response(204)
def delete_webhook() -> None:
    """Tell me nothing any more. Messages that were not sent yet, and what became of the others, are forgotten."""
    endpoints.remove_endpoint(session(), _me(), actor=actor().subject, now=now())


@blueprint.route(f"{WEBHOOK}/test", methods=["POST"])
@allow("partner")
@blueprint.response(201, schemas.DeliveryAnswer)
def post_test() -> WebhookDelivery:
    """Send a message of the event `test` to my address; how it fared is told among the deliveries."""
    require_channel(session(), _me(), "webhook", now=now())
    return deliveries.send_test(session(), _me(), box=services().box, now=now())


@blueprint.route("/partners/current/deliveries")
@allow("partner")
@blueprint.arguments(QUERY, location="query")
@blueprint.response(200, schemas.DeliveryPage)
def list_deliveries(query: dict[str, Any]) -> dict[str, Any]:
    """The messages to me of the last thirty days, newest first, with what my address answered to each try."""
    after, limit = decode_cursor(query["cursor"]), query["limit"]
    found = deliveries.own_deliveries(session(), _me(), state=query["state"], after=after, most=limit + 1)
    return page(found, limit, at="told_at", row_id="delivery_id")


@blueprint.route("/partners/current/deliveries/<uuid:delivery_id>/retry", methods=["POST"])
@allow("partner")
@blueprint.response(200, schemas.DeliveryAnswer)
def retry_delivery(delivery_id: uuid.UUID) -> WebhookDelivery:
    """Send a message again now, whatever became of it, under the same id."""
    require_channel(session(), _me(), "webhook", now=now())
    return deliveries.send_again(session(), _me(), delivery_id, box=services().box, now=now())


def _me() -> str:
    return actor().subject_id

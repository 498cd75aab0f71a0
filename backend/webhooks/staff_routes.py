"""Routes by which administration sees and mends what a partner is told: its address, its messages."""

import uuid
from typing import Any

from backend.web.access import allow
from backend.web.api import Room
from backend.web.paging import decode_cursor, page
from backend.web.request import actor, now, services, session
from backend.webhooks import deliveries, endpoints, schemas, staff
from backend.webhooks.models import WebhookDelivery

blueprint = Room("partner_webhooks", description="A partner's address for messages, as administration sees it")
ONE = "/partners/<string:client_id>"
QUERY = schemas.DeliveryQuery()


@blueprint.route(f"{ONE}/webhook")
@allow("operator", "security", "auditor")
@blueprint.response(200, schemas.WebhookAnswer)
def get_partners_webhook(client_id: str) -> endpoints.EndpointShown:
    """A partner's address, without its path, and whether messages arrive there."""
    return endpoints.endpoint_for_staff(session(), client_id, now=now())


@blueprint.route(f"{ONE}/webhook/pause", methods=["PUT"])
@allow("operator")
@blueprint.response(200, schemas.WebhookAnswer)
def put_pause(client_id: str) -> endpoints.EndpointShown:
    """Send this partner nothing until the pause ends, here or by the partner setting its address; messages wait."""
    return staff.pause(session(), client_id, actor=actor().subject, now=now())


@blueprint.route(f"{ONE}/webhook/pause", methods=["DELETE"])
@allow("operator")
@blueprint.response(200, schemas.WebhookAnswer)
def delete_pause(client_id: str) -> endpoints.EndpointShown:
    """Go on sending, whoever or whatever made the pause."""
    return staff.resume(session(), client_id, actor=actor().subject, now=now())


@blueprint.route(f"{ONE}/webhook/test", methods=["POST"])
@allow("operator")
@blueprint.response(201, schemas.DeliveryAnswer)
def post_partners_test(client_id: str) -> WebhookDelivery:
    """Send a message of the event `test` to this partner's address; how it fared is told among its deliveries."""
    return staff.send_test(session(), client_id, box=services().box, actor=actor().subject, now=now())


@blueprint.route(f"{ONE}/deliveries")
@allow("operator", "security", "auditor")
@blueprint.arguments(QUERY, location="query")
@blueprint.response(200, schemas.DeliveryPage)
def get_partners_deliveries(query: dict[str, Any], client_id: str) -> dict[str, Any]:
    """The messages to a partner of the last thirty days, newest first, and what its address answered; not what they
    say."""
    after, limit = decode_cursor(query["cursor"]), query["limit"]
    found = deliveries.own_deliveries(session(), client_id, state=query["state"], after=after, most=limit + 1)
    return page(found, limit, at="told_at", row_id="delivery_id")


@blueprint.route(f"{ONE}/deliveries/<uuid:delivery_id>/retry", methods=["POST"])
@allow("operator")
@blueprint.response(200, schemas.DeliveryAnswer)
def retry_partners_delivery(client_id: str, delivery_id: uuid.UUID) -> WebhookDelivery:
    """Send a partner's message again now, under the same id."""
    return staff.send_again(session(), client_id, delivery_id, box=services().box, actor=actor().subject, now=now())

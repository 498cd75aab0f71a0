"""The route of the metrics: for whoever has the token of the settings, and for nobody where there is none."""

import hmac

from flask import Response, request
from prometheus_client import CONTENT_TYPE_LATEST

from backend.errors import NotFound
from backend.statistics.metrics import exposition
from backend.statistics.metrics_here import here
from backend.web.access import allow
from backend.web.api import Room
from backend.web.limit_classes import limited
from backend.web.request import bearer_of, now, services, session

blueprint = Room("metrics", prefix="", description="For a monitoring system")
TEXT = {"schema": {"type": "string"}}


@blueprint.route("/metrics")
@allow("public")
@limited("probe")
@blueprint.doc(responses={200: {"description": "Prometheus text format", "content": {"text/plain": TEXT}}})
def get_metrics() -> Response:
    """How the office is, in the text format of Prometheus. The bearer is LIANGMA_METRICS_TOKEN; else no page."""
    own = services()
    token, given = own.settings.metrics_token, bearer_of(request.environ)
    if token is None or not hmac.compare_digest(given.encode(), token.encode()):
        raise NotFound
    own.answer_times.write(own.engine)
    body = exposition(session(), own.settings.checkpoints_dir, now=now(), more=here(session(), own, now=now()))
    return Response(body, content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})
